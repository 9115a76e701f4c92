"""A report as plain values: sections, paragraphs, tables and figures, all languages inside.

A Document holds no layout and asks nothing of the database. Every figure in it carries the address
of the record it came from, so that a councillor can go from a number to who said it and when.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from ruori.kernel.text import EMPTY, Text


@dataclass(frozen=True, slots=True)
class Record:
    """The address of a record: its label and key, as in `followup.entry:123`."""

    label: str
    pk: int

    def __str__(self) -> str:
        return f"{self.label}:{self.pk}"

    @property
    def path(self) -> str:
        """The lasting address of the record on the city's site; it leads on to the right page."""
        return f"/r/{self.label}/{self.pk}/"


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing said, in a table or inside a sentence: words, a figure or a day.

    `words` win over `value` when shown; `value` is what a spreadsheet gets. `source` is the record
    the thing came from; a count, which has no single record, names in `counted_in` the key of the
    section that lists what was counted. `judgement` is a code such as `PROGRESS.LATE`: the word is
    always shown, the shape only accompanies it.
    """

    words: Text = EMPTY
    value: Decimal | date | None = None
    decimals: int = 0
    unit: Text = EMPTY
    source: Record | None = None
    counted_in: str = ""
    judgement: str = ""


NamedCell = tuple[str, Cell]


class Tone(StrEnum):
    """How a paragraph is meant: the verdict first, plain prose, a side note, something missing."""

    LEAD = "LEAD"
    PLAIN = "PLAIN"
    NOTE = "NOTE"
    MISSING = "MISSING"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or more with holes: `says` has `%(name)s` where `cells` give the thing said.

    What a person wrote is only ever in a cell, never in `says`.
    """

    says: Text
    cells: tuple[NamedCell, ...] = ()
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Listing:
    """Short paragraphs as a list."""

    items: tuple[Paragraph, ...]


class Kind(StrEnum):
    """What a column holds; decides its side and its form in a spreadsheet."""

    WORDS = "WORDS"
    FIGURE = "FIGURE"
    JUDGEMENT = "JUDGEMENT"


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its heading; `share` is its part of the width against the others."""

    title: Text
    kind: Kind = Kind.WORDS
    share: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: caption, columns, rows; the first cell of a row is its heading.

    Tables of one `sheet` share a sheet of the spreadsheet, with the section they stand in as its
    first column. `when_empty` is said in place of a table without rows.
    """

    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sheet: Text = EMPTY
    when_empty: Text = EMPTY


class Shape(StrEnum):
    """How a figure is drawn: parts of a whole, or a line over periods."""

    SHARES = "SHARES"
    LINE = "LINE"


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a figure: its label (a judgement's word, a period) and the cell of the value.

    A point without a value is a gap, and its cell's words say why.
    """

    label: Text
    cell: Cell
    is_preliminary: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as its values; the same values follow it as a table, always.

    `summary` says in two sentences what the chart shows, for those who do not see it.
    """

    title: Text
    summary: Text
    shape: Shape
    points: tuple[Point, ...]
    label_title: Text
    value_title: Text
    goal: Cell | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part with a heading; `key` is its anchor, unique in the document."""

    key: str
    title: Text
    blocks: tuple["Block", ...] = ()
    sections: tuple["Section", ...] = ()
    opens_page: bool = False


Block = Paragraph | Listing | Table | Figure


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the seal adds to its own body: number, hash, the hash before it, and the instant."""

    number: int
    hash: str
    previous: str
    sealed_at: datetime


@dataclass(frozen=True, slots=True)
class Document:
    """A report: title page, one page of counts, and its sections.

    `as_of` is the day it tells about, `known_at` the instant whose knowledge it shows. `base` is
    the city's public address without the closing slash. `labels` are the fixed words of the
    renderings, so that an edition needs no catalogue of a later release. A sample city's document
    says so on every page. The imprint comes from the seal and is no part of the sealed body;
    without it the document is a draft.
    """

    code: str
    city: Text
    title: Text
    subtitle: Text
    as_of: date
    known_at: datetime
    base: str
    accent: str
    labels: tuple[tuple[str, Text], ...]
    summary: Section
    sections: tuple[Section, ...]
    languages: tuple[str, ...] = ("fi", "sv", "en")
    is_sample: bool = False
    imprint: Imprint | None = None


def walk(document: Document) -> Iterator[tuple[tuple[Section, ...], Section]]:
    """Every section with the sections above it, in reading order."""
    for section in (document.summary, *document.sections):
        yield from _under((), section)


def _under(
    above: tuple[Section, ...], section: Section
) -> Iterator[tuple[tuple[Section, ...], Section]]:
    yield above, section
    for child in section.sections:
        yield from _under((*above, section), child)


def cells(document: Document) -> Iterator[Cell]:
    """Every cell of a document, in reading order; the law of addresses is asked of these."""
    for _, section in walk(document):
        for block in section.blocks:
            yield from _cells_of(block)


def _cells_of(block: Block) -> Iterator[Cell]:
    match block:
        case Paragraph():
            yield from (cell for _, cell in block.cells)
        case Listing():
            for item in block.items:
                yield from _cells_of(item)
        case Table():
            for row in block.rows:
                yield from row
        case Figure():
            yield from (point.cell for point in block.points)
