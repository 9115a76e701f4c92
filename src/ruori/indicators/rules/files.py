"""A line of figures as files an outsider can take along: CSV and JSON (indicators § 11).

Suppressed values go out as a status only; licence and source stand in every file.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ruori.indicators.rules.lines import Form, Point
from ruori.kernel.canonical import canonical_json, decimal_text, instant_text
from ruori.kernel.text import Text

COLUMNS = (
    "series",
    "region",
    "period",
    "value",
    "unit",
    "status",
    "conf",
    "vintage",
    "source",
    "licence",
)
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class OutgoingLine:
    """A protected line and the names it goes out under."""

    series: str
    region: str
    unit: str
    points: Sequence[Point]


def csv_file(lines: Sequence[OutgoingLine], *, for_finns: bool = False) -> bytes:
    """The lines as CSV: canonical (UTF-8, comma, point), or for a Finnish spreadsheet.

    The Finnish twin has a byte order mark, semicolons and a decimal comma.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";" if for_finns else ",", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in lines:
        for point in line.points:
            writer.writerow(_cells(line, point, for_finns=for_finns))
    return written.getvalue().encode("utf-8-sig" if for_finns else "utf-8")


def json_file(lines: Sequence[OutgoingLine], *, code: str, name: Text) -> bytes:
    """The lines as JSON: one object for each value, decimals as text, canonical bytes."""
    return canonical_json(
        {
            "indicator": code,
            "name": dict(name),
            "series": [
                {
                    "series": line.series,
                    "region": line.region,
                    "unit": line.unit,
                    "values": [_value_of(point) for point in line.points],
                }
                for line in lines
            ],
        }
    )


def _cells(line: OutgoingLine, point: Point, *, for_finns: bool) -> list[str]:
    value = _digits(point)
    return [
        safe_cell(line.series),
        safe_cell(line.region),
        str(point.period),
        value.replace(".", ",") if for_finns else value,
        safe_cell(line.unit),
        point.status.value,
        point.conf.value,
        instant_text(point.source.known_at),
        safe_cell(point.source.citation or point.source.source_key),
        safe_cell(point.source.licence),
    ]


def _digits(point: Point) -> str:
    if point.form is not Form.VALUE:
        return ""
    return decimal_text(point.value if point.value is not None else Decimal(0))


def _value_of(point: Point) -> dict[str, str | None]:
    return {
        "period": str(point.period),
        "value": _digits(point) or None,
        "form": point.form.value,
        "status": point.status.value,
        "conf": point.conf.value,
        "vintage": instant_text(point.source.known_at),
        "source": point.source.citation or point.source.source_key,
        "licence": point.source.licence,
    }


def safe_cell(text: str) -> str:
    """A text that no spreadsheet runs as a formula."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text
