"""A draft as its page shows it: each row with its source, its state and what may be done to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from ruori.desk.frame import language
from ruori.intake import rules
from ruori.intake.draft import (
    Certainty,
    Draft,
    DraftDecision,
    DraftPlan,
    Element,
    Remark,
    State,
    Unplaced,
)
from ruori.intake.labels import ELEMENT_KINDS, PLAN_KINDS
from ruori.intake.queries import DraftCard
from ruori.intake.rules import Placed, path_text
from ruori.kernel.text import N_
from ruori.ui import formats
from ruori.ui.saying import say_msgid
from ruori.ui.shapes import Mark

CERTAINTY = {
    Certainty.CERTAIN: Mark(N_("certain"), "circle-tick", "neutral"),
    Certainty.LIKELY: Mark(N_("likely"), "circle-half", "info"),
    Certainty.UNCERTAIN: Mark(N_("uncertain"), "circle-dashed", "warning"),
}
SAID = {
    State.ACCEPTED: Mark(N_("Accepted"), "square-tick", "success"),
    State.DROPPED: Mark(N_("Left out"), "circle-diagonal", "neutral"),
}
_SHORT = 60


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the page with its number."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class RowView:
    """A row beside the lines it was read from."""

    path: str
    source: tuple[SourceLine, ...]
    is_same_source: bool
    kind: str
    title: str
    text: str
    facts: tuple[str, ...]
    notes: tuple[str, ...]
    mark: Mark
    reason: str
    is_open: bool
    is_dropped: bool
    is_two_in_one: bool


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan with its rows in the order of the page; `waiting` counts the open ones."""

    row: RowView
    rows: tuple[RowView, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class LineView:
    """An unread line: its words, why it waits, or why it was left out."""

    number: int
    words: str
    why: str
    mark: Mark | None
    reason: str


def plan_views(card: DraftCard) -> tuple[PlanView, ...]:
    """Every plan of a draft with its rows."""
    placed = list(rules.rows(card.proposal))
    return tuple(
        _plan_view(card, plan, [row for row in placed if row.path[0] == plan.path[0]])
        for plan in placed
        if len(plan.path) == 1
    )


def _plan_view(card: DraftCard, plan: Placed, whole: list[Placed]) -> PlanView:
    pairs = zip(whole[1:], whole, strict=False)
    return PlanView(
        row=row_view(card, plan),
        rows=tuple(row_view(card, row, before) for row, before in pairs),
        waiting=sum(row.row.state is State.OPEN for row in whole),
    )


def row_view(card: DraftCard, placed: Placed, before: Placed | None = None) -> RowView:
    """One row beside its source, which is not told again when the row before has the same."""
    row = placed.row
    source = _source(card, placed)
    return RowView(
        path=path_text(placed.path),
        source=source,
        is_same_source=before is not None and source == _source(card, before),
        kind=_kind(row),
        title=row.title or ("" if isinstance(row, Element) else gettext("(no name)")),
        text="" if isinstance(row, DraftPlan) else row.text,
        facts=tuple(_facts(row)) if isinstance(row, DraftPlan) else (),
        notes=tuple(_said(note) for note in row.notes),
        mark=SAID.get(row.state) or CERTAINTY[row.certainty],
        reason=row.reason,
        is_open=row.state is State.OPEN,
        is_dropped=row.state is State.DROPPED,
        is_two_in_one=row.state is State.OPEN and rules.is_two_in_one(row),
    )


def line_views(card: DraftCard) -> tuple[LineView, ...]:
    """The lines no rule could place, those that wait first."""
    lines = sorted(card.proposal.needs_review, key=lambda line: line.state is not State.OPEN)
    return tuple(_line_view(line) for line in lines)


def _line_view(line: Unplaced) -> LineView:
    mark = None if line.state is State.OPEN else SAID[line.state]
    return LineView(line.line, line.text, _said(line.why), mark, line.reason)


def row_choices(draft: Draft) -> list[tuple[str, str]]:
    """The rows that something may be put under, by their paths."""
    return [
        (path_text(placed.path), f"{'– ' * (len(placed.path) - 1)}{_short(placed)}")
        for placed in rules.rows(draft)
        if placed.row.state is not State.DROPPED
    ]


def certain_count(draft: Draft) -> int:
    """How many open rows the reader is certain of."""
    return sum(
        placed.row.state is State.OPEN and placed.row.certainty is Certainty.CERTAIN
        for placed in rules.rows(draft)
    )


def _short(placed: Placed) -> str:
    row = placed.row
    words = row.title or (row.text if isinstance(row, Element) else gettext("(no name)"))
    shown = words if len(words) <= _SHORT else f"{words[: _SHORT - 1]}…"
    return f"{_kind(row)}: {shown}"


def _kind(row: DraftPlan | Element) -> str:
    if isinstance(row, DraftPlan):
        return gettext(PLAN_KINDS[row.kind])
    return f"{gettext(ELEMENT_KINDS[row.kind])} {row.code}".strip()


def _facts(plan: DraftPlan) -> Iterator[str]:
    if plan.valid_from is not None or plan.valid_to is not None:
        yield f"{_day(plan.valid_from)}–{_day(plan.valid_to)}"
    if plan.decision is not None:
        yield _adopted(plan.decision)


def _adopted(decision: DraftDecision) -> str:
    facts = {
        "body": decision.body or gettext("body not told"),
        "day": formats.day(decision.date, language()),
        "section": "" if decision.section is None else f" § {decision.section}",
    }
    return gettext("adopted: %(body)s, %(day)s%(section)s") % facts


def _day(day: object) -> str:
    return "" if day is None else formats.day(day, language())  # type: ignore[arg-type]


def _source(card: DraftCard, placed: Placed) -> tuple[SourceLine, ...]:
    row = placed.row
    numbers = {row.line} if isinstance(row, DraftPlan) else row.placed()
    if isinstance(row, DraftPlan) and row.decision is not None and row.decision.line is not None:
        numbers = {row.line, row.decision.line}
    return tuple(
        SourceLine(number, card.source[number - 1].strip())
        for number in sorted(numbers)
        if 0 < number <= len(card.source)
    )


def _said(remark: Remark) -> str:
    return say_msgid(remark.msgid, remark.facts)
