"""The columns of a unit's sheet in a round, and the signs by which the sheet is known again.

The first row is hidden: its first cell says that this is such a sheet, the others name the columns.
The two first columns are hidden and locked: the key of each row, and a mark made of it, so that a
key somebody has changed is found.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from ruori.cycle.rules import ObjectKind, Question, Questions

SHEET_MARK: Final = "ruori-round-sheet-1"
HEADING_KEY: Final = "headings"
"""In place of a key on the row of headings."""
SAME: Final = "SAME"
"""The word that says "no change since last time"."""

KEY: Final = "key"
MARK: Final = "mark"
KIND, NAME, LAST_WORD, LAST_TEXT, LAST_VALUE = (
    "kind",
    "name",
    "last_word",
    "last_text",
    "last_value",
)
WORD, DONE, VALUE, CAUSE, ACTION, NEW_END = "word", "done", "value", "cause", "action", "new_end_on"
EFFECTS, FORECAST = "effects", "forecast"
SHOWN: Final = (KIND, NAME, LAST_WORD, LAST_TEXT, LAST_VALUE)
"""What the sheet shows and nobody fills in."""
ANSWERED: Final = (WORD, DONE, EFFECTS, VALUE, FORECAST, CAUSE, ACTION, NEW_END)
"""What may be filled in."""
CHOSEN: Final = {Question.EFFECTS: EFFECTS, Question.FIGURE: VALUE, Question.FORECAST: FORECAST}
"""What is filled in only when the round asks it; a rule may demand any of the others."""
COLUMNS: Final = (KEY, MARK, *SHOWN, *ANSWERED)

MEASURE, GOAL = "plans.measure", "plans.goal"
_LABELS: Final = {"M": MEASURE, "G": GOAL}
_KEY: Final = re.compile(r"R([1-9][0-9]{0,17})\.([MG])([1-9][0-9]{0,17})\.([0-9]{1,18})")

Value = str | Decimal | date | bool
ItemKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class RowKey:
    """What a row is about: the round, the thing, and the last entry seen when the sheet was made.

    `last` is None when nothing had been said.
    """

    round: int
    about: ItemKey
    last: int | None


def key_text(key: RowKey) -> str:
    """A key as it stands in its cell: `R12.M345.678`."""
    letter = "M" if key.about[0] == MEASURE else "G"
    return f"R{key.round}.{letter}{key.about[1]}.{key.last or 0}"


def key_from(text: str) -> RowKey | None:
    """The key in a cell, or None for what is no key."""
    found = _KEY.fullmatch(text.strip())
    if found is None:
        return None
    round_pk, letter, pk, last = found.groups()
    return RowKey(int(round_pk), (_LABELS[letter], int(pk)), int(last) or None)


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as it was read: where it is, and its value; blank cells are left out."""

    address: str
    value: Value


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it was read: its number in the sheet and its cells by column."""

    line: int
    cells: dict[str, RawCell]


@dataclass(frozen=True, slots=True)
class RawSheet:
    """What a reader found: the rows that are not blank, or why there are none (a code)."""

    rows: tuple[RawRow, ...] = ()
    problem: str = ""


def asked_columns(questions: Questions, label: str) -> frozenset[str]:
    """The columns that a round asks to be filled in for a measure or a goal."""
    kind = ObjectKind.MEASURE if label == MEASURE else ObjectKind.GOAL
    unasked = {column for question, column in CHOSEN.items() if question not in questions[kind]}
    return frozenset(ANSWERED) - unasked
