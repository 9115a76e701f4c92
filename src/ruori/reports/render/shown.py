"""A Document in one language, as the runs of text that every renderer prints.

What is decided here is decided once for all four: which words are shown, where a link leads, how a
number is written, which mark accompanies a judgement, and what is said when there is nothing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ruori.kernel.text import Text
from ruori.reports.document import (
    Block,
    Cell,
    Document,
    Figure,
    Kind,
    Listing,
    Paragraph,
    Section,
    Table,
    Tone,
    walk,
)
from ruori.ui import formats
from ruori.ui.shapes import mark

NBSP = "\u00a0"
HOLE = re.compile(r"%\((\w+)\)s")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u00ad\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text: its link, its language when it is not the reader's, its mark.

    `href` is a whole address, or `#key` inside the document. `number` is the figure that a
    spreadsheet gets, exact; `day` likewise.
    """

    text: str
    href: str = ""
    language: str = ""
    shape: str = ""
    role: str = ""
    number: Decimal | None = None
    decimals: int = 0
    day: date | None = None
    record: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph as runs."""

    tone: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class ShownListing:
    """A list as paragraphs of runs."""

    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column with its heading in the reader's language."""

    title: str
    kind: Kind
    share: int


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as runs, one per cell."""

    caption: str
    columns: tuple[ShownColumn, ...]
    rows: tuple[Runs, ...]
    sheet: str
    when_empty: str


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A chart: what it says in words, its points, and the same values as a table."""

    title: str
    summary: str
    shape: str
    labels: tuple[str, ...]
    points: Runs
    preliminary: tuple[bool, ...]
    goal: Run | None
    table: ShownTable


ShownBlock = ShownParagraph | ShownListing | ShownTable | ShownFigure


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section with its level, 1 under the title."""

    key: str
    title: str
    level: int
    opens_page: bool
    blocks: tuple[ShownBlock, ...]
    sections: tuple["ShownSection", ...]


class Reader:
    """A document read by a reader of one language."""

    def __init__(self, document: Document, language: str) -> None:
        """Remember the document, the language, and which anchors exist."""
        self.document = document
        self.language = language
        self.prefix = document.base + ("" if language == "fi" else f"/{language}")
        self._labels: Mapping[str, Text] = dict(document.labels)
        self._keys = {section.key for _, section in walk(document)}

    def text(self, words: Text) -> str:
        """The words of a text, without what cannot be printed."""
        return clean(words.to(self.language))

    def label(self, key: str, **facts: str) -> str:
        """A fixed word of the renderings, with its facts put in."""
        return HOLE.sub(lambda hole: facts[hole[1]], self.text(self._labels[key]))

    def day(self, day: date) -> str:
        """A day in the reader's language."""
        return formats.day(day, self.language)

    def sections(self) -> Iterator[ShownSection]:
        """The sections after the summary, and last what the edition tells of itself."""
        yield from (self._section(section, 1) for section in self.document.sections)
        yield self.about()

    def about(self) -> ShownSection:
        """Number, instants and checksums of the edition: what an outsider keeps as an anchor."""
        title = self.label("information")
        columns = (ShownColumn(title, Kind.WORDS, 2), ShownColumn(self.edition(), Kind.WORDS, 5))
        rows = tuple((Run(name), Run(value)) for name, value in self.facts())
        table = ShownTable(title, columns, rows, title, "")
        trust = ShownParagraph(Tone.NOTE.value, (Run(self.label("trust")),))
        return ShownSection(
            "about-edition", title, 1, opens_page=False, blocks=(table, trust), sections=()
        )

    def summary(self) -> ShownSection:
        """The one page of counts."""
        return self._section(self.document.summary, 1)

    def status(self) -> str:
        """The day the document tells about: `tilanne 31.12.2025`."""
        told = self.label("status", date=self.day(self.document.as_of))
        return f"{told} · {self.label('sample')}" if self.document.is_sample else told

    def edition(self) -> str:
        """Which edition this is, or that it is none yet."""
        imprint = self.document.imprint
        if imprint is None:
            return self.label("draft")
        return self.label("edition", number=str(imprint.number))

    def facts(self) -> list[tuple[str, str]]:
        """What the title page tells of the document's origin: name and value of each fact."""
        known = formats.moment(self.document.known_at, self.language)
        told = [(self.label("known"), known)]
        imprint = self.document.imprint
        if imprint is not None:
            sealed = formats.moment(imprint.sealed_at, self.language)
            told += [
                (self.label("sealed"), sealed),
                (self.label("number"), str(imprint.number)),
                (self.label("hash"), in_groups(imprint.hash)),
                (self.label("previous"), in_groups(imprint.previous)),
            ]
        return told

    def _section(self, section: Section, level: int) -> ShownSection:
        return ShownSection(
            key=section.key,
            title=self.text(section.title),
            level=level,
            opens_page=section.opens_page,
            blocks=tuple(self._block(block) for block in section.blocks),
            sections=tuple(self._section(child, level + 1) for child in section.sections),
        )

    def _block(self, block: Block) -> ShownBlock:
        match block:
            case Paragraph():
                return ShownParagraph(block.tone.value, self._runs(block))
            case Listing():
                return ShownListing(tuple(self._runs(item) for item in block.items))
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)

    def _runs(self, paragraph: Paragraph) -> Runs:
        cells = dict(paragraph.cells)
        shown = paragraph.says.shown(self.language)
        language = "" if shown.language == self.language else shown.language
        pieces = HOLE.split(shown.text)
        runs = [
            Run(clean(piece), language=language) if place % 2 == 0 else self.run(cells[piece])
            for place, piece in enumerate(pieces)
            if piece
        ]
        return tuple(runs)

    def _table(self, table: Table) -> ShownTable:
        return ShownTable(
            caption=self.text(table.caption),
            columns=tuple(
                ShownColumn(self.text(column.title), column.kind, column.share)
                for column in table.columns
            ),
            rows=tuple(tuple(self.run(cell) for cell in row) for row in table.rows),
            sheet=self.text(table.sheet),
            when_empty=self.text(table.when_empty) or self.label("no_data"),
        )

    def _figure(self, figure: Figure) -> ShownFigure:
        runs = tuple(self.run(point.cell) for point in figure.points)
        labels = tuple(self.text(point.label) for point in figure.points)
        return ShownFigure(
            title=self.text(figure.title),
            summary=self.text(figure.summary),
            shape=figure.shape.value,
            labels=labels,
            points=runs,
            preliminary=tuple(point.is_preliminary for point in figure.points),
            goal=self.run(figure.goal) if figure.goal else None,
            table=ShownTable(
                caption=self.label("as_table"),
                columns=(
                    ShownColumn(self.text(figure.label_title), Kind.WORDS, 2),
                    ShownColumn(self.text(figure.value_title), Kind.FIGURE, 1),
                ),
                rows=tuple(
                    (_labelled(label, run), self._value_of(run, point.is_preliminary))
                    for label, run, point in zip(labels, runs, figure.points, strict=True)
                ),
                sheet="",
                when_empty=self.label("no_data"),
            ),
        )

    def _value_of(self, run: Run, is_preliminary: bool) -> Run:  # noqa: FBT001 - of the point
        bare = replace(run, shape="", role="")
        if not is_preliminary:
            return bare
        return replace(bare, text=f"{run.text} ({self.label('preliminary')})")

    def run(self, cell: Cell) -> Run:
        """One cell as it is shown: words first, else the figure or the day, else "no data"."""
        words = cell.words.shown(self.language)
        shape, role = _mark(cell.judgement)
        return Run(
            text=clean(words.text) or self._value(cell) or self.label("no_data"),
            href=self._href(cell),
            language=words.language if words.text and words.language != self.language else "",
            shape=shape,
            role=role,
            number=cell.value if isinstance(cell.value, Decimal) else None,
            decimals=cell.decimals,
            day=cell.value if isinstance(cell.value, date) else None,
            record=str(cell.source) if cell.source else "",
        )

    def _value(self, cell: Cell) -> str:
        if isinstance(cell.value, date):
            return self.day(cell.value)
        if cell.value is None:
            return ""
        unit = self.text(cell.unit)
        if unit == "%":
            return formats.percent(cell.value, self.language, cell.decimals)
        number = formats.number(cell.value, self.language, cell.decimals)
        return f"{number}{NBSP}{unit}" if unit else number

    def _href(self, cell: Cell) -> str:
        if cell.source is not None:
            return self.prefix + cell.source.path
        return f"#{cell.counted_in}" if cell.counted_in in self._keys else ""


def clean(text: str) -> str:
    """Text that every format can hold: no control characters or soft hyphens, spaces single."""
    return re.sub(r"[ \t\r\n]+", " ", UNPRINTABLE.sub("", text))


def in_groups(digest: str) -> str:
    """A checksum in groups of eight, so that a person can compare it."""
    return " ".join(digest[place : place + 8] for place in range(0, len(digest), 8))


def _labelled(label: str, run: Run) -> Run:
    return Run(label, shape=run.shape, role=run.role)


def _mark(judgement: str) -> tuple[str, str]:
    if not judgement:
        return "", ""
    family, _, code = judgement.partition(".")
    found = mark(family, code)
    return found.shape, found.role
