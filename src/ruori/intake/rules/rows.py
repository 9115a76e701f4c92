"""Rows of a draft and their paths, and a draft with one row changed (pure).

A row is a plan or an element, found by its path: "2" is the third plan, "2.0.1" the second child of
its first element.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Protocol, TypeVar

from ruori.intake.draft import Draft, DraftPlan, Element, ElementKind, State
from ruori.kernel.problems import Refused, refuse
from ruori.kernel.text import N_

Row = DraftPlan | Element
Path = tuple[int, ...]
R = TypeVar("R", DraftPlan, Element)
_LONGEST_NUMBER = 5


class Standing(StrEnum):
    """Where a draft is in its life."""

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    DISCARDED = "DISCARDED"


class Change(Protocol):
    """What is done to a row; the same for plans and elements."""

    def __call__(self, row: R, /) -> R:
        """The row as it is after."""
        ...


@dataclass(frozen=True, slots=True)
class Placed:
    """A row with its path and the row it stands under."""

    path: Path
    row: Row
    above: Row | None


UNDER: Final = {
    ElementKind.VALUE: frozenset({None}),
    ElementKind.GOAL: frozenset({None}),
    ElementKind.OBJECTIVE: frozenset({None, ElementKind.GOAL, ElementKind.OBJECTIVE}),
    ElementKind.COMMITMENT: frozenset({None, ElementKind.GOAL}),
    ElementKind.TEXT: frozenset({None, *ElementKind}),
}
"""Under what an element may stand; None is directly in its plan. Text under a row joins it."""


def parse_path(text: str) -> Path:
    """The path of "2.0.1". Raises Refused ROW_MISSING for anything else."""
    parts = text.split(".")
    if not all(part.isascii() and part.isdigit() for part in parts) or any(
        len(part) > _LONGEST_NUMBER for part in parts
    ):
        raise missing()
    return tuple(map(int, parts))


def path_text(path: Path) -> str:
    """The path as it stands in an address."""
    return ".".join(map(str, path))


def rows(draft: Draft) -> Iterator[Placed]:
    """Every row of a draft in order, each plan before its elements."""
    for number, plan in enumerate(draft.plans):
        yield Placed((number,), plan, None)
        yield from _under((number,), plan, plan.elements)


def _under(path: Path, above: Row, elements: tuple[Element, ...]) -> Iterator[Placed]:
    for number, element in enumerate(elements):
        yield Placed((*path, number), element, above)
        yield from _under((*path, number), element, element.children)


def row_at(draft: Draft, path: Path) -> Placed:
    """The row of a path. Raises Refused ROW_MISSING."""
    if not path or path[0] >= len(draft.plans):
        raise missing()
    row: Row = draft.plans[path[0]]
    above: Row | None = None
    for number in path[1:]:
        below = children(row)
        if number >= len(below):
            raise missing()
        row, above = below[number], row
    return Placed(path, row, above)


def children(row: Row) -> tuple[Element, ...]:
    """The elements right under a row."""
    return row.elements if isinstance(row, DraftPlan) else row.children


def changed(draft: Draft, path: Path, change: Change) -> Draft:
    """The draft with one row changed. Raises Refused ROW_MISSING."""
    row_at(draft, path)
    at, below = path[0], path[1:]
    plan = draft.plans[at]
    if below:
        plan = replace(plan, elements=_changed_in(plan.elements, below, change))
    else:
        plan = change(plan)
    return replace(draft, plans=(*draft.plans[:at], plan, *draft.plans[at + 1 :]))


def _changed_in(elements: tuple[Element, ...], path: Path, change: Change) -> tuple[Element, ...]:
    at, below = path[0], path[1:]
    element = elements[at]
    if below:
        element = replace(element, children=_changed_in(element.children, below, change))
    else:
        element = change(element)
    return (*elements[:at], element, *elements[at + 1 :])


def deeply(change: Change) -> Change:
    """The same change made to a row and to everything below it."""

    def whole(row: R, /) -> R:
        done = change(row)
        if isinstance(done, DraftPlan):
            return replace(done, elements=tuple(whole(below) for below in done.elements))
        return replace(done, children=tuple(whole(below) for below in done.children))

    return whole


def may_stand(kind: ElementKind, above: Row | None) -> bool:
    """True when an element of a kind may stand under a row."""
    return (above.kind if isinstance(above, Element) else None) in UNDER[kind]


def require_place(kind: ElementKind, above: Row | None) -> None:
    """Raise Refused WRONG_PLACE for an element that may not stand there."""
    if not may_stand(kind, above):
        raise refuse(
            "WRONG_PLACE", N_("This kind cannot stand under the row above it."), field="kind"
        )


def require_kept(above: Row | None) -> None:
    """Raise Refused UNDER_DROPPED when the row above has been dropped."""
    if above is not None and above.state is State.DROPPED:
        raise refuse(
            "UNDER_DROPPED", N_("The row above this one has been dropped. Restore it first.")
        )


def require_words(words: str, field: str = "title") -> None:
    """Raise Refused WORDS_MISSING for words that are blank."""
    if not words.strip():
        raise refuse("WORDS_MISSING", N_("Write the words, or drop the row."), field=field)


def reason_of(reason: str) -> str:
    """The reason without spaces around it. Raises Refused REASON_MISSING when it is blank."""
    if not reason.strip():
        raise refuse("REASON_MISSING", N_("Say why this is left out."), field="reason")
    return reason.strip()


def missing() -> Refused:
    """The refusal of a path that leads to no row."""
    return refuse("ROW_MISSING", N_("This row is not in the draft."))
