"""Workbooks that the desk hands out: rows written one by one, and nothing a person wrote runs."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from django.http import HttpResponse
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ruori.files.rules.kinds import KINDS
from ruori.kernel.instants import CITY_ZONE

SAFE: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Rows leave memory as they are written, so a city of any size fits."""

LONGEST_CELL: Final = 32_767
Value = str | int | Decimal | date | datetime | None


def workbook(name: str, heads: Sequence[tuple[str, int]], rows: Iterable[Sequence[Value]]) -> bytes:
    """A workbook of one table: headings with their widths, then the rows in their order."""
    written = BytesIO()
    book = Workbook(written, SAFE)
    sheet = book.add_worksheet(name[:31])
    head = book.add_format({"bold": True, "text_wrap": True, "bottom": 2, "valign": "top"})
    looks = {
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "d.m.yyyy", "valign": "top"}),
        "moment": book.add_format({"num_format": "d.m.yyyy h:mm", "valign": "top"}),
        "number": book.add_format({"valign": "top"}),
    }
    for place, (title, width) in enumerate(heads):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, title, head)
    sheet.freeze_panes(1, 2)
    number = 0
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            _write(sheet, number, place, value, looks)
    sheet.autofilter(0, 0, number, len(heads) - 1)
    book.close()
    return written.getvalue()


def workbook_response(content: bytes, stem: str) -> HttpResponse:
    """A workbook as a download that no browser opens by itself."""
    return HttpResponse(
        content,
        headers={
            "Content-Type": KINDS["XLSX"].media_type,
            "Content-Disposition": f'attachment; filename="{stem}.xlsx"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


def _write(sheet: Worksheet, row: int, place: int, value: Value, looks: dict[str, Any]) -> None:
    if isinstance(value, datetime):
        local = value.astimezone(CITY_ZONE).replace(tzinfo=None, microsecond=0)
        sheet.write_datetime(row, place, local, looks["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(row, place, datetime.combine(value, time.min), looks["day"])
    elif isinstance(value, int | Decimal):
        sheet.write_number(row, place, float(value), looks["number"])
    elif value:
        sheet.write_string(row, place, value[:LONGEST_CELL], looks["text"])
