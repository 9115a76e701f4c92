"""The plain values that components print: tables, steps and counted states."""

from dataclasses import dataclass
from typing import Literal

from ruori.ui.shapes import Mark, mark

StepState = Literal["DONE", "CURRENT", "AHEAD"]

_STEP_SHAPES = {"DONE": "circle-tick", "CURRENT": "circle-half", "AHEAD": "circle-empty"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a life line (*Valmistelu › Raportointi › …*), with its date as a note."""

    label: str
    state: StepState
    note: str = ""

    @property
    def shape(self) -> str:
        """The name of the shape of this state."""
        return _STEP_SHAPES[self.state]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; numbers are set to the right in digits of one width."""

    label: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell prints: words, with an address when they are a link, and a judgement's mark.

    An empty text is not allowed where a figure is missing: say *ei tietoa* instead. `note` is a
    remark on the figure (*ennakkotieto*), printed small under it.
    """

    text: str = ""
    address: str = ""
    mark: Mark | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row; its first cell is the row's heading, and `anchor` makes it linkable."""

    cells: tuple[Cell, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with caption and headings; `as_cards` turns rows into cards on a phone."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    as_cards: bool = False


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """A measure in a long list: a link and how it goes."""

    address: str
    text: str
    code: str
    is_also_late: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """How many are in one state, for a sentence of counts: `Count("attainment", "MET", 6)`."""

    family: str
    code: str
    number: int

    @property
    def mark(self) -> Mark:
        """The word, shape and role of the state."""
        return mark(self.family, self.code)
