"""What a filled-in sheet would change (pure): old beside new, conflicts, and what cannot be taken.

| the row says | the city has | the row was made when | becomes |
|---|---|---|---|
| nothing | anything | – | untouched |
| the same | the same | – | unchanged |
| the same as when it was made | something newer | before it | unchanged: the row was not edited |
| something else | what was there then | – | new or changed |
| something else | something newer | before it | conflict: both are shown, a person chooses |
| what a rule refuses, or an approved answer | – | – | left, with the reason |
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ruori.followup.rules.progress import (
    Words,
    allowed_outlooks,
    outlook_problems,
    progress_problems,
)
from ruori.intake.rules.sheet_columns import MEASURE, SAME, ItemKey, RowKey
from ruori.intake.rules.sheet_rows import Left, Said, SheetRow, Understood
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.problems import Problem
from ruori.kernel.text import N_

WRITABLE = tuple(code for code in Progress if code is not Progress.NOT_REPORTED)
"""What may be said of a measure."""


class ChangeKind(StrEnum):
    """What a row would do."""

    NEW = "NEW"
    CHANGED = "CHANGED"
    CONFLICT = "CONFLICT"


@dataclass(frozen=True, slots=True)
class SheetItem:
    """A thing asked about, as far as a row is compared with it.

    `current` stands now, `tip` is the last row about it, `words` are all of the round by entry.
    """

    about: ItemKey
    current: Said | None = None
    tip: int | None = None
    words: Mapping[int, Said] = field(default_factory=dict)
    previous: str = ""
    has_previous: bool = False
    is_overdue: bool = False
    is_final: bool = False
    has_tests: bool = False
    has_figure: bool = False
    is_approved: bool = False

    @property
    def is_measure(self) -> bool:
        """True for a measure, false for a goal."""
        return self.about[0] == MEASURE


@dataclass(frozen=True, slots=True)
class Change:
    """A row that would change something: what stands now, and what it says."""

    kind: ChangeKind
    line: int
    key: RowKey
    before: Said | None
    after: Said
    tip: int | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a sheet would do, row by row; every row is in exactly one of the groups."""

    changes: tuple[Change, ...] = ()
    left: tuple[Left, ...] = ()
    unchanged: int = 0
    unanswered: int = 0

    @property
    def conflicts(self) -> tuple[Change, ...]:
        """The rows that somebody else has answered meanwhile."""
        return tuple(each for each in self.changes if each.kind is ChangeKind.CONFLICT)


def compare(understood: Understood, items: Mapping[ItemKey, SheetItem]) -> Preview:
    """Compare every row that was read with what the city has now."""
    changes: list[Change] = []
    left = list(understood.left)
    unchanged = 0
    for row in understood.rows:
        item = items.get(row.key.about)
        if item is None:
            left.append(_left(row, _not_asked()))
        elif _says_nothing_new(row, item):
            unchanged += 1
        elif (problem := _problem(row, item)) is not None:
            left.append(_left(row, problem))
        else:
            changes.append(_change(row, item))
    return Preview(
        tuple(sorted(changes, key=lambda each: each.line)),
        tuple(sorted(left, key=lambda each: (each.line, each.address))),
        unchanged,
        understood.unanswered,
    )


def _says_nothing_new(row: SheetRow, item: SheetItem) -> bool:
    made_from = item.words.get(row.key.last or 0)
    known = [said for said in (item.current, made_from) if said is not None]
    return any(row.said.repeats(said) for said in known)


def _change(row: SheetRow, item: SheetItem) -> Change:
    kind = ChangeKind.NEW if item.current is None else ChangeKind.CHANGED
    if row.key.last != item.tip:
        kind = ChangeKind.CONFLICT
    return Change(kind, row.line, row.key, item.current, row.said, item.tip)


def _problem(row: SheetRow, item: SheetItem) -> Problem | None:
    """The first thing that keeps a row from being taken, or None."""
    said = row.said
    if item.is_approved:
        return Problem(
            "ENTRY_APPROVED", N_("This has already been approved. Ask for it to be returned.")
        )
    if said.value is not None and not item.has_figure:
        return Problem("NO_FIGURE", N_("No figure is asked with this. Leave the value blank."))
    if said.word == SAME:
        return _problem_of_same(said, item)
    found = _of_measure(said, item) if item.is_measure else _of_goal(said, item)
    return found[0] if found else None


def _problem_of_same(said: Said, item: SheetItem) -> Problem | None:
    if not item.is_measure or not item.has_previous:
        return Problem(
            "NOTHING_TO_REPEAT", N_("There is nothing to repeat from last time. Choose a word.")
        )
    if said != Said(word=SAME):
        return Problem(
            "SAME_AND_MORE",
            N_("“No change” is chosen and something is written too. Choose how it is going."),
        )
    return None


def _of_measure(said: Said, item: SheetItem) -> Sequence[Problem]:
    if said.word not in WRITABLE:
        return [_wrong_word(said)]
    return progress_problems(
        progress=Progress(said.word),
        before=Progress(item.previous) if item.previous else None,
        words=_words(said),
        is_overdue=item.is_overdue,
    )


def _of_goal(said: Said, item: SheetItem) -> Sequence[Problem]:
    allowed = allowed_outlooks(is_final=item.is_final, has_tests=item.has_tests)
    if said.word and said.word not in allowed:
        return [_wrong_word(said)]
    return outlook_problems(
        outlook=Attainment(said.word) if said.word else None,
        before=Attainment(item.previous) if item.previous else None,
        words=_words(said),
        is_final=item.is_final,
        has_tests=item.has_tests,
    )


def _words(said: Said) -> Words:
    return Words(done=said.done, cause=said.cause, action=said.action)


def _wrong_word(said: Said) -> Problem:
    if not said.word:
        return Problem("WORD_NEEDED", N_("Choose a word from the list on this row."))
    return Problem("WORD_NOT_ASKED", N_("That word does not belong to this row. Choose another."))


def _left(row: SheetRow, problem: Problem) -> Left:
    return Left(row.line, f"{row.line}", problem, row.name)


def _not_asked() -> Problem:
    return Problem(
        "NOT_ASKED_HERE",
        N_("This is not asked of the unit in this round, or another unit answers for it now."),
    )


def overriding(change: Change) -> Change:
    """The change of a conflict as a person has settled it: this sheet's answer stands."""
    return replace(change, kind=ChangeKind.CHANGED, key=replace(change.key, last=change.tip))
