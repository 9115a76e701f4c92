"""Rows of the public pages: only what is listed here field by field can be seen in public."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from ruori.kernel.problems import Ref
from ruori.kernel.text import Shown
from ruori.plans import queries as plans
from ruori.plans.queries import GoalNode, MeasureCard, MeasureHead
from ruori.site.addresses import address
from ruori.site.followed import Followed, followed
from ruori.site.frame import Asked
from ruori.ui import formats
from ruori.ui.parts import Count, ProgressLine

PROGRESS_ORDER = (
    "DONE",
    "ESTABLISHED",
    "ON_SCHEDULE",
    "LATE",
    "NOT_STARTED",
    "ON_HOLD",
    "CANCELLED",
    "NOT_REPORTED",
)


@dataclass(frozen=True, slots=True)
class NamedLink:
    """A name in the language it is really in, and the address of its page."""

    name: Shown
    address: str
    note: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure in a tree: its promise, and how it goes."""

    name: Shown
    address: str
    followed: Followed

    @property
    def line(self) -> ProgressLine:
        """The line as a component shows it."""
        followed = self.followed
        return ProgressLine(
            self.address, self.name.text, followed.code, is_also_late=followed.is_also_late
        )


@dataclass(frozen=True, slots=True)
class MeasureRow(MeasureLine):
    """A measure on a list: also who answers and by when."""

    unit: str
    until: str
    is_example: bool
    serves: tuple[NamedLink, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal in a list with what stands below it."""

    pk: int
    code: str
    name: Shown
    text: Shown
    address: str
    level: str
    children: tuple["GoalRow", ...]
    measures: tuple[ProgressLine, ...]
    summary: str


def measure_rows(
    question: Asked, cards: Collection[MeasureHead], *, with_serves: bool = True
) -> dict[int, MeasureRow]:
    """Rows of the given measures by key; at most three queries whatever their number."""
    keys = [card.pk for card in cards]
    states = followed(question, cards)
    serves = serves_links(question, keys) if with_serves else {}
    return {
        card.pk: MeasureRow(
            name=question.shown(card.name),
            address=address("plans.measure", card.pk, question.words(card.name)),
            unit=question.words(question.names.unit(card.unit)),
            until=until(question, card),
            followed=states[card.pk],
            is_example=card.is_example,
            serves=tuple(serves.get(card.pk, ())),
        )
        for card in cards
    }


def measure_lines(question: Asked, heads: Collection[MeasureHead]) -> dict[int, MeasureLine]:
    """Lines of the given measures by key; one query whatever their number."""
    states = followed(question, heads)
    return {
        head.pk: MeasureLine(
            name=question.shown(head.name),
            address=address("plans.measure", head.pk, question.words(head.name)),
            followed=states[head.pk],
        )
        for head in heads
    }


def serves_links(question: Asked, measures: Collection[int]) -> Mapping[int, list[NamedLink]]:
    """The goals that each measure serves, in every plan; one query."""
    found: dict[int, list[NamedLink]] = {}
    for arrow in plans.serves_of(question.viewer, question.moment, measures=measures):
        if arrow.measure is not None:
            found.setdefault(arrow.measure, []).append(served_link(question, arrow))
    return found


def served_link(question: Asked, arrow: plans.ServesCard) -> NamedLink:
    """A served goal with the plan it belongs to."""
    name = question.shown(arrow.served_name)
    words = f"{arrow.served_code} {name.text}".strip()
    return NamedLink(
        Shown(words, name.language),
        address("plans.goal", arrow.served, name.text),
        question.words(arrow.plan_title),
        arrow.served_code,
    )


def until(question: Asked, card: MeasureCard | MeasureHead) -> str:
    """By when a measure is promised, in words."""
    if card.is_continuous:
        return gettext("continuous")
    if card.ends_on is None:
        return gettext("no deadline")
    return formats.day(card.ends_on, question.language)


def goal_rows(
    question: Asked, nodes: Iterable[GoalNode], rows: Mapping[int, MeasureLine]
) -> tuple[GoalRow, ...]:
    """Goals with everything below them, from rows already read; no query."""
    return tuple(_goal_row(question, node, rows) for node in nodes)


def _goal_row(question: Asked, node: GoalNode, rows: Mapping[int, MeasureLine]) -> GoalRow:
    card = node.card
    name = question.shown(card.name)
    return GoalRow(
        pk=card.pk,
        code=card.code,
        name=name,
        text=question.shown(card.text),
        address=address("plans.goal", card.pk, name.text),
        level=card.level,
        children=tuple(_goal_row(question, child, rows) for child in node.children),
        measures=tuple(rows[pk].line for pk in node.measures if pk in rows),
        summary=summary(len(node.all_measures())),
    )


def progress_counts(lines: Iterable[MeasureLine]) -> tuple[Count, ...]:
    """How many of the measures go how, each once and always in the same order."""
    counted = Counter(line.followed.counted for line in lines)
    return tuple(Count("progress", code, counted[code]) for code in PROGRESS_ORDER if counted[code])


def summary(count: int) -> str:
    """How many measures carry a goal out."""
    if not count:
        return gettext("nothing carries this out yet")
    return ngettext("%(count)d measure", "%(count)d measures", count) % {"count": count}


def days(question: Asked, begins: date | None, ends: date | None) -> str:
    """A period in years when it fills them, else in days."""
    if begins is None and ends is None:
        return gettext("until further notice")
    first = "" if begins is None else formats.day(begins, question.language)
    last = "" if ends is None else formats.day(ends, question.language)
    if begins is not None and ends is not None and _whole_years(begins, ends):
        return f"{begins.year}" if begins.year == ends.year else f"{begins.year}–{ends.year}"
    return f"{first}–{last}".strip()


def _whole_years(begins: date, ends: date) -> bool:
    return (begins.month, begins.day, ends.month, ends.day) == (1, 1, 12, 31)


def ref_link(question: Asked, about: Ref) -> NamedLink:
    """A link to what a Ref points to."""
    name = question.shown(about.title)
    return NamedLink(name, address(about.label, about.pk, name.text))
