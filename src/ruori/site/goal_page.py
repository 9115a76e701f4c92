"""What the page of one goal shows (P3)."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from ruori.followup import queries as followup
from ruori.followup.queries import JudgementCard
from ruori.kernel.codes import Attainment, Provability
from ruori.kernel.text import N_, Shown
from ruori.plans import queries as plans
from ruori.plans.codes import GoalLevel, GoalRule
from ruori.plans.queries import GoalCard, GoalNode, MeasureFilter
from ruori.site.addresses import address
from ruori.site.followed import AskedFigure, EntryLine, figures, goal_entries_of
from ruori.site.frame import Asked
from ruori.site.ledger import LedgerLine, ledger_lines
from ruori.site.plan_head import PlanHead, plan_head
from ruori.site.rows import MeasureRow, NamedLink, measure_rows, served_link, summary
from ruori.ui.parts import Count

LEVELS = {
    GoalLevel.STRATEGIC: N_("Strategic goal"),
    GoalLevel.FOCUS: N_("Focus"),
    GoalLevel.OBJECTIVE: N_("Objective"),
    GoalLevel.SUB_OBJECTIVE: N_("Sub-objective"),
    GoalLevel.COMMITMENT: N_("Commitment"),
}
RULES = {
    GoalRule.ALL: N_("Comes true when every test is reached."),
    GoalRule.ANY: N_("Comes true when any test is reached."),
    GoalRule.AT_LEAST: N_("Comes true when at least %(count)s tests are reached."),
    GoalRule.WEIGHTED: N_("Comes true when the weighted share of reached tests is %(share)s."),
}
SENTENCES = {
    Attainment.MET: N_("The goal came true."),
    Attainment.PARTLY_MET: N_("The goal came true in part."),
    Attainment.NOT_MET: N_("The goal did not come true."),
    Attainment.UNPROVABLE: N_("It cannot be proved whether the goal came true."),
    Attainment.NOT_ASSESSABLE: N_("The goal is too unclear to be assessed."),
    Attainment.ON_COURSE: N_("The goal is on course."),
    Attainment.AT_RISK: N_("The goal is at risk."),
    Attainment.WILL_NOT: N_("The goal will not come true."),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of a goal: in one sentence, and as codes for the tags."""

    sentence: str
    attainment: str
    provability: str
    auditor: str


@dataclass(frozen=True, slots=True)
class ChildLine:
    """A goal below this one."""

    code: str
    name: Shown
    address: str
    summary: str


@dataclass(frozen=True, slots=True)
class GoalPage:
    """A goal in public, field by field."""

    heading: str
    level: str
    code: str
    name: Shown
    text: Shown
    plain_text: Shown
    verdict: Verdict
    rule: str
    directions: tuple[str, ...]
    children: tuple[ChildLine, ...]
    figures: tuple[AskedFigure, ...]
    measures: tuple[MeasureRow, ...]
    total: str
    counts: tuple[Count, ...]
    entries: tuple[EntryLine, ...]
    ledger: tuple[LedgerLine, ...]
    plan: PlanHead
    owner: str
    parents: tuple[NamedLink, ...]


def goal_page(question: Asked, card: GoalCard) -> GoalPage:
    """Everything one goal's page shows, in a constant number of queries."""
    tree = plans.tree(question.viewer, question.moment, card.plan)
    nodes = () if tree is None else tuple(tree.walk())
    node = next(each for each in nodes if each.card.pk == card.pk)
    rows = _measures(question, node)
    shown = _figures(question, card)
    counted = Counter(row.followed.code for row in rows)
    name = question.shown(card.name)
    assert tree is not None  # noqa: S101 - the goal was found in it
    return GoalPage(
        heading=f"{card.code} {name.text}".strip(),
        level=gettext(LEVELS[card.level]),
        code=card.code,
        name=name,
        text=question.shown(card.text),
        plain_text=question.shown(card.plain_text),
        verdict=_verdict(question, card),
        rule=_rule(card),
        directions=tuple(each.direction for each in shown if each.direction),
        children=tuple(_child(question, child) for child in node.children),
        figures=shown,
        measures=rows,
        total=ngettext("%(count)d measure", "%(count)d measures", len(rows)) % {"count": len(rows)},
        counts=tuple(Count("progress", code, number) for code, number in counted.items()),
        entries=goal_entries_of(question, card.pk),
        ledger=ledger_lines(question, goals=[card.pk]),
        plan=plan_head(question, tree.plan),
        owner=_owner(question, card),
        parents=_parents(question, card, nodes),
    )


def _measures(question: Asked, node: GoalNode) -> tuple[MeasureRow, ...]:
    wanted = MeasureFilter(pks=node.all_measures())
    heads = plans.measure_heads(question.viewer, question.moment, wanted)
    return tuple(measure_rows(question, heads, with_serves=False).values())


def _figures(question: Asked, card: GoalCard) -> tuple[AskedFigure, ...]:
    links = plans.indicator_links(question.moment, goals=[card.pk])
    return figures(question, {link.indicator: question.words(link.how) for link in links})


def _verdict(question: Asked, card: GoalCard) -> Verdict:
    judged = followup.judgements_of(question.viewer, question.moment, [card.pk]).get(card.pk)
    city = None if judged is None else judged.city
    auditor = None if judged is None else judged.auditor
    if city is None:
        said = gettext("Nobody has assessed this goal yet.")
        return Verdict(said, "", Provability.NOT_CHECKED, _auditor(auditor))
    words = gettext(SENTENCES[city.attainment])
    reason = f" {city.reason}" if city.reason else ""
    return Verdict(words + reason, city.attainment, city.provability, _auditor(auditor))


def _auditor(card: JudgementCard | None) -> str:
    return "" if card is None else card.attainment


def _rule(card: GoalCard) -> str:
    if card.rule is None:
        return gettext("No tests were fixed in advance, so the unit judges this goal in words.")
    facts = {"count": card.rule_count or 0, "share": card.rule_share or ""}
    return gettext(RULES[card.rule]) % facts


def _child(question: Asked, node: GoalNode) -> ChildLine:
    name = question.shown(node.card.name)
    return ChildLine(
        code=node.card.code,
        name=name,
        address=address("plans.goal", node.card.pk, name.text),
        summary=summary(len(node.all_measures())),
    )


def _owner(question: Asked, card: GoalCard) -> str:
    if card.post is not None:
        return question.words(question.names.post(card.post))
    return question.words(question.names.unit(card.unit))


def _parents(question: Asked, card: GoalCard, nodes: tuple[GoalNode, ...]) -> tuple[NamedLink, ...]:
    above = [
        NamedLink(
            question.shown(node.card.name),
            address("plans.goal", node.card.pk, question.words(node.card.name)),
        )
        for node in nodes
        if node.card.pk == card.parent
    ]
    served = plans.serves_of(question.viewer, question.moment, goals=[card.pk])
    return (*above, *(served_link(question, arrow) for arrow in served))
