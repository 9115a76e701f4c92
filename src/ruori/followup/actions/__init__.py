"""The deeds of follow-up, by verb family; the import path is `ruori.followup.actions`."""

from ruori.followup.actions.by_link import (
    LinkWords,
    ask_new_link,
    hand_over_by_link,
    repeat_by_link,
    report_by_link,
    tell_figure_by_link,
    undo_by_link,
)
from ruori.followup.actions.choosing import Chosen, choose_units
from ruori.followup.actions.deviations import (
    DeviationMoved,
    ReactionTerms,
    act_on_deviation,
    close_deviation,
    notice_deviation,
    react_to_deviation,
    verify_deviation,
)
from ruori.followup.actions.drafts import Topic, discard_draft, save_draft
from ruori.followup.actions.handing import Receiver, TakenBackItem, hand_over, take_back_item
from ruori.followup.actions.judging import (
    FrozenFollowUp,
    JudgedGoal,
    PublishedFollowUp,
    freeze_follow_up,
    judge_goal,
    publish_follow_up,
)
from ruori.followup.actions.links import (
    Addressee,
    IssuedLink,
    ask_link_again,
    issue_link,
    issue_links,
    revoke_links,
)
from ruori.followup.actions.mending import TakenBack, correct_entry, withdraw_entry
from ruori.followup.actions.proofs import ApprovedProof, NewProof, Upload, add_proof, approve_proof
from ruori.followup.actions.reporting import (
    repeat_measure,
    report_goal,
    report_measure,
)
from ruori.followup.actions.requests import (
    AskedProof,
    answer_proof_request,
    ask_for_proof,
    refuse_proof_request,
    withdraw_proof_request,
)
from ruori.followup.actions.reviews import (
    Reviewed,
    review_entry,
    review_unit_report,
    save_unit_report,
    submit_unit_report,
)
from ruori.followup.actions.writing import Reported

__all__ = [
    "Addressee",
    "ApprovedProof",
    "AskedProof",
    "Chosen",
    "DeviationMoved",
    "FrozenFollowUp",
    "IssuedLink",
    "JudgedGoal",
    "LinkWords",
    "NewProof",
    "PublishedFollowUp",
    "ReactionTerms",
    "Receiver",
    "Reported",
    "Reviewed",
    "TakenBack",
    "TakenBackItem",
    "Topic",
    "Upload",
    "act_on_deviation",
    "add_proof",
    "answer_proof_request",
    "approve_proof",
    "ask_for_proof",
    "ask_link_again",
    "ask_new_link",
    "choose_units",
    "close_deviation",
    "correct_entry",
    "discard_draft",
    "freeze_follow_up",
    "hand_over",
    "hand_over_by_link",
    "issue_link",
    "issue_links",
    "judge_goal",
    "notice_deviation",
    "publish_follow_up",
    "react_to_deviation",
    "refuse_proof_request",
    "repeat_by_link",
    "repeat_measure",
    "report_by_link",
    "report_goal",
    "report_measure",
    "review_entry",
    "review_unit_report",
    "revoke_links",
    "save_draft",
    "save_unit_report",
    "submit_unit_report",
    "take_back_item",
    "tell_figure_by_link",
    "undo_by_link",
    "verify_deviation",
    "withdraw_entry",
    "withdraw_proof_request",
]
