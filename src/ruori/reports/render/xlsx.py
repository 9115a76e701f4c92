"""The spreadsheet: every table with exact figures, and the record each row came from.

Tables of one sheet name stand on one sheet, so that a controller can filter all measures at once.
Nothing a person wrote is ever a formula: words are written as words (stack.md, trap 8).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from io import BytesIO
from itertools import count
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ruori.reports.document import Document
from ruori.reports.render.ink import dark, pale
from ruori.reports.render.shown import (
    Reader,
    Run,
    Runs,
    ShownColumn,
    ShownFigure,
    ShownListing,
    ShownParagraph,
    ShownSection,
    ShownTable,
)

ABOUT = "about-edition"  # the edition tells of itself on the first sheet
LONGEST_NAME = 31
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
LONGEST_ADDRESS = 2_079
MOST_LINKS = 65_000
WIDTHS = {1: 14, 2: 24, 3: 40, 4: 56}


@dataclass
class _Sheet:
    """What is to stand on one sheet: its columns and its rows, each with its section's title."""

    columns: tuple[ShownColumn, ...]
    rows: list[tuple[str, Runs]] = field(default_factory=list)


def render(document: Document, language: str) -> bytes:
    """The document's tables and texts as an Excel workbook."""
    reader = Reader(document, language)
    written = BytesIO()
    book = Workbook(
        written,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    dated = document.imprint.sealed_at if document.imprint else document.known_at
    book.set_properties(
        {
            "title": reader.text(document.title),
            "author": reader.text(document.city),
            "created": dated.astimezone(UTC).replace(tzinfo=None, microsecond=0),
        }
    )
    _Writer(book, reader, document).write()
    book.close()
    return written.getvalue()


class _Writer:
    """One workbook being written."""

    def __init__(self, book: Workbook, reader: Reader, document: Document) -> None:
        self.book = book
        self.reader = reader
        self.document = document
        self.names: set[str] = set()
        ink = dark(document)
        self.head = book.add_format(
            {
                "bold": True,
                "bg_color": pale(document),
                "bottom": 2,
                "text_wrap": True,
            }
        )
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.words = book.add_format({"text_wrap": True, "valign": "top"})
        self.linked = book.add_format(
            {"text_wrap": True, "valign": "top", "font_color": ink, "underline": 1}
        )
        self.numbers: dict[tuple[str, bool], Any] = {}

    def write(self) -> None:
        """Every sheet, the edition's own first."""
        sections = [self.reader.summary(), *self.reader.sections()]
        self._about()
        for name, sheet in _gathered(sections).items():
            self._table(name, sheet)
        self._texts(sections)

    def _add(self, title: str) -> Worksheet:
        """A sheet with a name Excel takes: 31 signs, none twice."""
        wanted = title.translate(FORBIDDEN).strip()[:LONGEST_NAME] or "Taulukko"
        name = wanted
        for number in count(2):
            if name.casefold() not in self.names:
                break
            name = f"{wanted[: LONGEST_NAME - 4]} {number}"
        self.names.add(name.casefold())
        return self.book.add_worksheet(name)

    def _about(self) -> None:
        sheet = self._add(self.reader.label("information"))
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 72)
        told = [
            (self.reader.text(self.document.city), self.reader.text(self.document.title)),
            ("", self.reader.text(self.document.subtitle)),
            (self.reader.edition(), self.reader.status()),
            *self.reader.facts(),
            ("", self.reader.label("trust")),
        ]
        for row, (name, value) in enumerate(told):
            sheet.write_string(row, 0, name, self.bold)
            sheet.write_string(row, 1, value, self.words)

    def _table(self, name: str, given: _Sheet) -> None:
        sheet = self._add(name)
        heads = [
            self.reader.label("section"),
            *(column.title for column in given.columns),
            self.reader.label("record"),
        ]
        for place, head in enumerate(heads):
            sheet.write_string(0, place, head, self.head)
        sheet.set_column(0, 0, 30)
        for place, column in enumerate(given.columns, 1):
            sheet.set_column(place, place, WIDTHS.get(column.share, 56))
        sheet.set_column(len(heads) - 1, len(heads) - 1, 34)
        may_link = len(given.rows) * len(given.columns) < MOST_LINKS
        for number, (section, row) in enumerate(given.rows, 1):
            sheet.write_string(number, 0, section, self.words)
            for place, run in enumerate(row, 1):
                self._cell(sheet, number, place, run, may_link=may_link)
            records = dict.fromkeys(run.record for run in row if run.record)
            sheet.write_string(number, len(heads) - 1, " ".join(records), self.words)
        sheet.freeze_panes(1, 2)
        if given.rows:
            sheet.autofilter(0, 0, len(given.rows), len(heads) - 1)

    def _cell(self, sheet: Worksheet, row: int, place: int, run: Run, *, may_link: bool) -> None:
        outside = run.href if may_link and not run.href.startswith("#") else ""
        is_linked = bool(outside) and len(outside) <= LONGEST_ADDRESS
        if is_linked:
            sheet.write_url(row, place, outside, self.linked, run.text)
        if run.number is not None:
            look = self._number(run.decimals, is_linked=is_linked)
            sheet.write_number(row, place, float(run.number), look)
        elif run.day is not None:
            noon = datetime.combine(run.day, time.min)
            sheet.write_datetime(row, place, noon, self._day(is_linked=is_linked))
        elif not is_linked:
            sheet.write_string(row, place, run.text, self.words)

    def _number(self, decimals: int, *, is_linked: bool) -> Any:
        return self._look("#,##0" + ("." + "0" * decimals if decimals else ""), is_linked)

    def _day(self, *, is_linked: bool) -> Any:
        return self._look("d.m.yyyy", is_linked)

    def _look(self, pattern: str, is_linked: bool) -> Any:  # noqa: FBT001 - half of a key
        key = (pattern, is_linked)
        if key not in self.numbers:
            look: dict[str, Any] = {"num_format": pattern, "valign": "top"}
            if is_linked:
                look |= {
                    "font_color": dark(self.document),
                    "underline": 1,
                }
            self.numbers[key] = self.book.add_format(look)
        return self.numbers[key]

    def _texts(self, sections: list[ShownSection]) -> None:
        sheet = self._add(self.reader.label("text"))
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 100)
        for row, (title, words) in enumerate(_texts(sections)):
            sheet.write_string(row, 0, title, self.bold)
            sheet.write_string(row, 1, words, self.words)


def _gathered(sections: list[ShownSection]) -> dict[str, _Sheet]:
    """Tables by the sheet they belong to; one with other columns gets a sheet of its own."""
    found: dict[str, _Sheet] = {}
    for section in _every(sections):
        if section.key == ABOUT:
            continue
        for block in section.blocks:
            table = block.table if isinstance(block, ShownFigure) else block
            if not isinstance(table, ShownTable):
                continue
            name = table.sheet or (block.title if isinstance(block, ShownFigure) else table.caption)
            while found.get(name, _Sheet(table.columns)).columns != table.columns:
                name += " 2"
            sheet = found.setdefault(name, _Sheet(table.columns))
            sheet.rows += [(section.title, row) for row in table.rows]
    return found


def _every(sections: list[ShownSection]) -> Iterator[ShownSection]:
    for section in sections:
        yield section
        yield from _every(list(section.sections))


def _texts(sections: list[ShownSection]) -> Iterator[tuple[str, str]]:
    for section in _every(sections):
        title = section.title
        for block in section.blocks:
            for words in _words(block):
                yield title, words
                title = ""


def _words(block: object) -> list[str]:
    match block:
        case ShownParagraph():
            return ["".join(run.text for run in block.runs)]
        case ShownListing():
            return ["".join(run.text for run in item) for item in block.items]
        case ShownFigure():
            return [f"{block.title}. {block.summary}"]
    return []
