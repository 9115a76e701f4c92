"""Reads of follow-up as frozen values, each with a constant number of queries."""

from ruori.followup.queries.asking import Answer, Asked, Asking, asking, asking_of, asks
from ruori.followup.queries.board import RoundBoard, UnitLine, board, unit_reports
from ruori.followup.queries.cards import (
    DraftCard,
    EntryCard,
    Judged,
    JudgementCard,
    ProofCard,
    Standing,
    Told,
    UnitReportCard,
)
from ruori.followup.queries.deviations import (
    DeviationCard,
    StepTold,
    deviation,
    deviation_steps,
    deviations,
)
from ruori.followup.queries.due import due
from ruori.followup.queries.entries import (
    SETTLED,
    entry_cards,
    history,
    latest_of_goals,
    latest_of_measures,
    standings,
)
from ruori.followup.queries.forms import EntryForm, draft_of, goal_form, measure_form
from ruori.followup.queries.handed import HandOverCard, hand_over_of, standing_hand_overs
from ruori.followup.queries.health import plan_problems, settled_measures
from ruori.followup.queries.judgements import (
    attainments_of,
    judgement,
    judgement_history,
    judgements_of,
)
from ruori.followup.queries.judging import Evidence, evidence, goal_tested
from ruori.followup.queries.last_words import LastWord, Quote, last_quotes, last_words
from ruori.followup.queries.links import (
    LivingLink,
    link_form,
    living_link,
    others_waiting,
)
from ruori.followup.queries.many_forms import entry_forms
from ruori.followup.queries.mine import MyRound, is_waiting, my_round
from ruori.followup.queries.news import News, news
from ruori.followup.queries.problems import plan_findings, problems
from ruori.followup.queries.proofs import proof, proofs_of_entries, proofs_of_judgements
from ruori.followup.queries.requests import (
    ProofRequestCard,
    proof_request,
    proof_requests_of,
)
from ruori.followup.queries.roll_up import OwnAnswer, UnitBelow, UnitRollUp, unit_roll_up
from ruori.followup.queries.round_items import (
    Answered,
    AskedFigure,
    ItemLine,
    reportable,
    round_items,
)
from ruori.followup.queries.sent_links import (
    LinkCard,
    RequestedLink,
    links_of,
    links_of_round,
    requested_links,
)

__all__ = [
    "SETTLED",
    "Answer",
    "Answered",
    "Asked",
    "AskedFigure",
    "Asking",
    "DeviationCard",
    "DraftCard",
    "EntryCard",
    "EntryForm",
    "Evidence",
    "HandOverCard",
    "ItemLine",
    "Judged",
    "JudgementCard",
    "LastWord",
    "LinkCard",
    "LivingLink",
    "MyRound",
    "News",
    "OwnAnswer",
    "ProofCard",
    "ProofRequestCard",
    "Quote",
    "RequestedLink",
    "RoundBoard",
    "Standing",
    "StepTold",
    "Told",
    "UnitBelow",
    "UnitLine",
    "UnitReportCard",
    "UnitRollUp",
    "asking",
    "asking_of",
    "asks",
    "attainments_of",
    "board",
    "deviation",
    "deviation_steps",
    "deviations",
    "draft_of",
    "due",
    "entry_cards",
    "entry_forms",
    "evidence",
    "goal_form",
    "goal_tested",
    "hand_over_of",
    "history",
    "is_waiting",
    "judgement",
    "judgement_history",
    "judgements_of",
    "last_quotes",
    "last_words",
    "latest_of_goals",
    "latest_of_measures",
    "link_form",
    "links_of",
    "links_of_round",
    "living_link",
    "measure_form",
    "my_round",
    "news",
    "others_waiting",
    "plan_findings",
    "plan_problems",
    "problems",
    "proof",
    "proof_request",
    "proof_requests_of",
    "proofs_of_entries",
    "proofs_of_judgements",
    "reportable",
    "requested_links",
    "round_items",
    "settled_measures",
    "standing_hand_overs",
    "standings",
    "unit_reports",
    "unit_roll_up",
]
