"""What the page of one goal shows (P3)."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.utils.translation import gettext, ngettext

from ruori.followup import queries as followup
from ruori.followup.queries import JudgementCard
from ruori.kernel.codes import Attainment, Provability
from ruori.kernel.text import EMPTY, N_, Shown
from ruori.plans import queries as plans
from ruori.plans.codes import GoalLevel
from ruori.plans.queries import Branch, GoalCard, GoalNode
from ruori.site.addresses import address
from ruori.site.followed import AskedFigure, EntryLine, figures, goal_entries_of
from ruori.site.frame import Asked
from ruori.site.goal_tests import TestLine, rule_of_goal, test_lines
from ruori.site.ledger import LedgerPart, ledger_lines
from ruori.site.plan_head import decision_words
from ruori.site.rows import (
    MeasureRow,
    NamedLink,
    measure_rows,
    progress_counts,
    served_link,
    summary,
)
from ruori.site.target_ledger import target_lines
from ruori.ui.parts import Count

LEVELS = {
    GoalLevel.STRATEGIC: N_("Strategic goal"),
    GoalLevel.FOCUS: N_("Focus"),
    GoalLevel.OBJECTIVE: N_("Objective"),
    GoalLevel.SUB_OBJECTIVE: N_("Sub-objective"),
    GoalLevel.COMMITMENT: N_("Commitment"),
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
class PlanLine:
    """The plan a goal belongs to, and by which decision it holds."""

    title: Shown
    address: str
    decision: str


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
    tests: tuple[TestLine, ...]
    directions: tuple[str, ...]
    children: tuple[ChildLine, ...]
    figures: tuple[AskedFigure, ...]
    measures: tuple[MeasureRow, ...]
    total: str
    counts: tuple[Count, ...]
    entries: tuple[EntryLine, ...]
    ledger: LedgerPart
    plan: PlanLine
    owner: str
    parents: tuple[NamedLink, ...]


def goal_page(question: Asked, branch: Branch) -> GoalPage:
    """Everything one goal's page shows; seventeen queries with its frame, whatever their number.

    One more when a figure's line is broken, one for figures that are tests, one when a change of
    the promise has a decision.
    """
    card = branch.node.card
    rows = tuple(measure_rows(question, branch.measures, with_serves=False).values())
    shown = _figures(question, card)
    name = question.shown(card.name)
    tests = plans.tests_of(question.moment, [card.pk])[card.pk]
    return GoalPage(
        heading=f"{card.code} {name.text}".strip(),
        level=gettext(LEVELS[card.level]),
        code=card.code,
        name=name,
        text=question.shown(card.text),
        plain_text=question.shown(card.plain_text),
        verdict=_verdict(question, card),
        rule=rule_of_goal(question, card, tests),
        tests=test_lines(question, tests),
        directions=tuple(each.direction for each in shown if each.direction),
        children=tuple(_child(question, child) for child in branch.node.children),
        figures=shown,
        measures=rows,
        total=ngettext("%(count)d measure", "%(count)d measures", len(rows)) % {"count": len(rows)},
        counts=progress_counts(rows),
        entries=goal_entries_of(question, card.pk),
        ledger=_ledger(question, card, shown),
        plan=_plan(question, card),
        owner=_owner(question, card),
        parents=_parents(question, branch),
    )


def _plan(question: Asked, card: GoalCard) -> PlanLine:
    found = plans.plan_card(question.viewer, question.moment, card.plan)
    if found is None:
        return PlanLine(question.shown(EMPTY), "", "")
    title = question.shown(found.title)
    place = address("plans.plan", found.pk, title.text)
    return PlanLine(title, place, decision_words(question, found.decision))


def _ledger(question: Asked, card: GoalCard, shown: Collection[AskedFigure]) -> LedgerPart:
    """The changes of the goal and of the targets of its indicators."""
    own = ledger_lines(question, goals=[card.pk])
    moved = target_lines(question, [figure.pk for figure in shown])
    return replace(own, lines=(*own.lines, *(line for _at, line in moved)))


def _figures(question: Asked, card: GoalCard) -> tuple[AskedFigure, ...]:
    links = plans.indicator_links(question.moment, goals=[card.pk])
    return figures(question, {link.indicator: question.words(link.how) for link in links})


def _verdict(question: Asked, card: GoalCard) -> Verdict:
    found = followup.judgements_of(question.viewer, question.moment, [card.pk], with_inputs=False)
    judged = found.get(card.pk)
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


def _parents(question: Asked, branch: Branch) -> tuple[NamedLink, ...]:
    above = [
        NamedLink(
            question.shown(card.name), address("plans.goal", card.pk, question.words(card.name))
        )
        for card in (branch.above,)
        if card is not None
    ]
    goal = branch.node.card.pk
    served = plans.serves_of(question.viewer, question.moment, goals=[goal])
    return (*above, *(served_link(question, arrow) for arrow in served))
