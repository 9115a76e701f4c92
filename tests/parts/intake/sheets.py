"""Short forms of what the tests of the Excel round do: download, fill in, upload, take."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils import translation
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from ruori.desk.sheets.making import sheet_bytes
from ruori.followup.models import Entry
from ruori.intake import actions
from ruori.intake.actions import TakenSheet
from ruori.intake.models import SheetUpload
from ruori.intake.queries.sheets import UploadPreview, sheet_items, upload_preview
from ruori.intake.rules.sheet_columns import COLUMNS, SHEET_MARK, ItemKey
from ruori.organisation.rules import Viewer
from tests.parts.followup import given
from tests.parts.followup.given import Reporting

Rows = list[list[Any]]
Answers = Mapping[str, Any]


def downloaded(
    told: Reporting, by: Viewer, *, at: datetime = given.LATER, language: str = "fi"
) -> bytes:
    """The sheet of education as somebody downloads it."""
    with translation.override(language):
        lines = sheet_items(by, at, told.round, told.kemi.education.pk)
        return sheet_bytes(lines, told.round, city="Kemi", unit="Opetus", at=at)


def rows_of(content: bytes) -> Rows:
    """The cells of the sheet of answers, its hidden first row too."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    place = min(1, len(book.sheet_names) - 1)
    rows: Rows = book.get_sheet_by_index(place).to_python(skip_empty_area=False)
    return rows


def written(rows: Rows) -> bytes:
    """Cells as a workbook that another program would write."""
    kept = BytesIO()
    book = Workbook(kept, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Vastaukset")
    day = book.add_format({"num_format": "d.m.yyyy"})
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, place, datetime.combine(value, time.min), day)
            elif isinstance(value, bool):
                sheet.write_boolean(number, place, value)
            elif isinstance(value, int | float | Decimal):
                sheet.write_number(number, place, float(value))
            elif value:
                sheet.write_string(number, place, str(value))
    book.close()
    return kept.getvalue()


def filled(content: bytes, answers: Mapping[str, Answers]) -> bytes:
    """The sheet with answers written on the rows of some names."""
    rows = rows_of(content)
    assert rows[0][0] == SHEET_MARK
    for row in rows[2:]:
        for column, value in answers.get(row[COLUMNS.index("name")], {}).items():
            row[COLUMNS.index(column)] = value
    return written(rows)


def uploaded(
    told: Reporting, content: bytes, by: Viewer, *, at: datetime = given.LATER
) -> SheetUpload:
    """A filled-in sheet that waits."""
    opened = actions.open_sheet(
        content=content,
        name="opetus.xlsx",
        round=told.round,
        unit=told.kemi.education,
        by=by,
        at=at,
    )
    return SheetUpload.objects.select_related("round", "person").get(pk=opened.pk)


def preview(upload: SheetUpload, by: Viewer, *, at: datetime = given.LATER) -> UploadPreview:
    """What an upload would change."""
    return upload_preview(by, at, upload)


def taken(
    upload: SheetUpload,
    by: Viewer,
    *,
    overrides: Mapping[ItemKey, int | None] | None = None,
    keeps: frozenset[ItemKey] = frozenset(),
    at: datetime = given.LATER,
) -> TakenSheet:
    """The answers of an upload taken into use."""
    upload.refresh_from_db()
    return actions.take_sheet(
        upload=upload,
        version=upload.version,
        overrides=overrides or {},
        keeps=keeps,
        by=by,
        at=at,
    )


def waiting(told: Reporting, by: Viewer) -> dict[str, Any]:
    """Education's sheet: one that was uploaded and waits, and a newer one as a file."""
    return {
        "sheet": uploaded(told, downloaded(told, by), by),
        "sheet_file": downloaded(told, by, at=given.NEXT_DAY),
    }


MEASURE = "Avataan uusi liikuntapaikka"
GOAL = "Hyvinvoivat asukkaat"


def standing(of: Callable[[Any], Any] = lambda rows: rows) -> Any:
    """The entries that stand."""
    return of(Entry.objects.filter(corrections__isnull=True, is_withdrawn=False))


def open_document(rows: Rows) -> bytes:
    """Cells as LibreOffice writes them, the blank rest of the sheet told as one long repeat."""
    body = "".join(f"<table:table-row>{_cells(row)}</table:table-row>" for row in rows)
    rest = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body>'
        f'<office:spreadsheet><table:table table:name="Vastaukset">{body}{rest}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kept = BytesIO()
    with ZipFile(kept, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content, ZIP_DEFLATED)
        package.writestr("META-INF/manifest.xml", "<manifest/>", ZIP_DEFLATED)
    return kept.getvalue()


def _cells(row: list[Any]) -> str:
    return "".join(_cell(value) for value in row)


def _cell(value: Any) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"
