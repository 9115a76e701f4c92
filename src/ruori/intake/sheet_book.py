"""Writing a unit's sheet as a workbook: what was said last beside what is asked now.

Nothing a person wrote is ever a formula. The key of each row is hidden and locked, with a mark
that tells when it has been changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from typing import Any, Final

from django.utils.translation import gettext
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ruori.intake.rules.sheet_columns import (
    ANSWERED,
    COLUMNS,
    DONE,
    EFFECTS,
    FORECAST,
    HEADING_KEY,
    KEY,
    MARK,
    NEW_END,
    SHEET_MARK,
    VALUE,
    WORD,
)
from ruori.intake.rules.sheet_rows import Said
from ruori.intake.sheet_words import HEADINGS, HOW_TO

SAFE: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDTHS: Final = (4, 4, 14, 44, 18, 44, 30, 26, 48, 40, 14, 40, 40, 40, 14)
LOCKED: Final = {"text_wrap": True, "valign": "top", "bg_color": "#EDEDED", "font_color": "#1A1A1A"}
OPEN: Final = {"text_wrap": True, "valign": "top", "locked": False, "border": 1}
LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A row to be written: its key and mark, what is shown, what may be chosen, what stands.

    `asked` are the columns that may be filled in; the others are locked.
    """

    key: str
    mark: str
    shown: tuple[str, str, str, str, str]
    choices: Sequence[str]
    said: Said
    word: str
    asked: frozenset[str]


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A sheet to be written: what it is called, when it was made, its rows."""

    title: str
    about: Sequence[str]
    made_at: datetime
    lines: Sequence[SheetLine]


def write(plan: SheetPlan) -> bytes:
    """The workbook in the reader's language: instructions, the answers, the lists of words."""
    written = BytesIO()
    book = Workbook(written, SAFE)
    made = plan.made_at.replace(tzinfo=None, microsecond=0)
    book.set_properties({"title": plan.title, "created": made})
    _Writer(book, plan).write()
    book.close()
    return written.getvalue()


class _Writer:
    """One workbook being written."""

    def __init__(self, book: Workbook, plan: SheetPlan) -> None:
        self.book = book
        self.plan = plan
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self.head = book.add_format({**LOCKED, "bold": True, "bottom": 2})
        self.locked = book.add_format(LOCKED)
        self.open = book.add_format(OPEN)
        self.number = book.add_format({**OPEN, "num_format": "#,##0.######"})
        self.day = book.add_format({**OPEN, "num_format": "d.m.yyyy"})

    def write(self) -> None:
        """Every sheet, the instructions first."""
        name = gettext("Answers")
        self._instructions(name)
        sheet = self.book.add_worksheet(name)
        lists = _Lists(self.book)
        self._frame(sheet)
        for number, line in enumerate(self.plan.lines, 2):
            self._row(sheet, number, line, lists)

    def _instructions(self, name: str) -> None:
        sheet = self.book.add_worksheet(gettext("Instructions"))
        sheet.set_column(0, 0, 100)
        sheet.write_string(0, 0, self.plan.title, self.bold)
        told = [*self.plan.about, "", *(gettext(text) % {"sheet": name} for text in HOW_TO)]
        for row, text in enumerate(told, 1):
            sheet.write_string(row, 0, text, self.wrap)

    def _frame(self, sheet: Worksheet) -> None:
        asked = {column for line in self.plan.lines for column in line.asked}
        hidden = {KEY, MARK, *(set(ANSWERED) - asked if asked else ())}
        for place, (column, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
            sheet.set_column(place, place, width, None, {"hidden": column in hidden})
            sheet.write_string(0, place, SHEET_MARK if column == KEY else column, self.locked)
            heading = gettext(HEADINGS[column]) if column in HEADINGS else ""
            sheet.write_string(1, place, HEADING_KEY if column == KEY else heading, self.head)
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.freeze_panes(2, 4)
        sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True})

    def _row(self, sheet: Worksheet, number: int, line: SheetLine, lists: "_Lists") -> None:
        for place, text in enumerate((line.key, line.mark, *line.shown)):
            sheet.write_string(number, place, text, self.locked)
        said = line.said
        answers = {
            WORD: line.word,
            DONE: said.done,
            EFFECTS: said.effects,
            FORECAST: said.forecast,
            VALUE: said.value,
            NEW_END: said.new_end_on,
            "cause": said.cause,
            "action": said.action,
        }
        for column in ANSWERED:
            self._answer(sheet, number, column, answers[column], line)
        choices = {"validate": "list", "source": lists.range_of(line.choices)}
        sheet.data_validation(number, _place(WORD), number, _place(WORD), choices)

    def _answer(
        self, sheet: Worksheet, number: int, column: str, value: Any, line: SheetLine
    ) -> None:
        place = _place(column)
        if column not in line.asked:
            self._locked(sheet, number, place, value)
        elif column == VALUE and value is not None:
            sheet.write_number(number, place, float(value), self.number)
        elif column == NEW_END and value is not None:
            sheet.write_datetime(number, place, datetime.combine(value, time.min), self.day)
        elif column in (VALUE, NEW_END):
            look = self.number if column == VALUE else self.day
            sheet.write_blank(number, place, None, look)
        elif value:
            sheet.write_string(number, place, value, self.open)
        else:
            sheet.write_blank(number, place, None, self.open)

    def _locked(self, sheet: Worksheet, number: int, place: int, value: Any) -> None:
        """What is not asked keeps what was said of it, so that the row still says the same."""
        if isinstance(value, str) and value:
            sheet.write_string(number, place, value, self.locked)
        else:
            sheet.write_blank(number, place, None, self.locked)


class _Lists:
    """The lists of words that cells choose from, each in a column of a hidden sheet."""

    def __init__(self, book: Workbook) -> None:
        self.sheet = book.add_worksheet("lists")
        self.sheet.hide()
        self.ranges: dict[tuple[str, ...], str] = {}

    def range_of(self, choices: Sequence[str]) -> str:
        """Where a list stands; each is written once."""
        key = tuple(choices)
        if key not in self.ranges:
            place = len(self.ranges)
            for row, word in enumerate(key):
                self.sheet.write_string(row, place, word)
            letter = chr(ord("A") + place)
            self.ranges[key] = f"=lists!${letter}$1:${letter}${len(key)}"
        return self.ranges[key]


def _place(column: str) -> int:
    return COLUMNS.index(column)
