"""Small numbers and the files that leave the house (indicators §§ 5, 11)."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from ruori.indicators.rules.codes import Confidence, Status
from ruori.indicators.rules.files import OutgoingLine, csv_file, json_file, safe_cell
from ruori.indicators.rules.lines import Form, Point, Source
from ruori.indicators.rules.small import is_small_point, protect_lines, sums_of
from ruori.indicators.rules.units import UNITS
from ruori.kernel.period import year
from ruori.kernel.small_cells import Sum, hidden_cells
from ruori.kernel.text import Text

KNOWN = datetime(2026, 1, 2, tzinfo=UTC)
COUNT = UNITS["count"]
PERCENT = UNITS["percent"]


def point(value: str | None, **changes: Any) -> Point:
    return Point(
        period=changes.pop("period", year(2024)),
        value=None if value is None else Decimal(value),
        status=changes.pop("status", Status.NORMAL),
        source=Source(1, "oma", KNOWN, licence="CC BY 4.0", citation="=Kemin kaupunki"),
        **changes,
    )


def shown(values: dict[str, str], unit: Any = COUNT, told: int | None = 5) -> dict[str, Any]:
    lines = {key: [point(value)] for key, value in values.items()}
    safe = protect_lines(lines, unit=unit, smallest_told=told)
    return {key: points[0].value for key, points in safe.items()}


@pytest.mark.parametrize(
    ("count", "hidden"), [("0", False), ("1", True), ("4", True), ("5", False), ("-3", True)]
)
def test_counts_from_one_to_four_are_not_told(count: str, hidden: bool) -> None:
    assert is_small_point(point(count), unit=COUNT, smallest_told=5) is hidden


def test_a_share_of_few_people_is_not_told() -> None:
    few = point("50", numerator=Decimal(9), denominator=Decimal(18))
    many = point("50", numerator=Decimal(10), denominator=Decimal(20))
    assert is_small_point(few, unit=PERCENT, smallest_told=5)
    assert not is_small_point(many, unit=PERCENT, smallest_told=5)


def test_a_rate_goes_with_its_small_count() -> None:
    """Edge case 36."""
    rate = point("1.2", numerator=Decimal(3), denominator=Decimal(2500))
    safe = protect_lines({"": [rate]}, unit=UNITS["per_1000"], smallest_told=5)[""][0]
    assert (safe.value, safe.numerator, safe.denominator, safe.form) == (
        None,
        None,
        None,
        Form.SUPPRESSED,
    )


def test_one_hidden_cell_beside_its_total_hides_a_second_one() -> None:
    """Edge case 35."""
    told = shown({"sex=total": "30", "sex=female": "3", "sex=male": "27"})
    assert told == {"sex=total": 30, "sex=female": None, "sex=male": None}


def test_ones_that_add_up_to_their_number_are_hidden_deeper() -> None:
    told = shown({"g=total": "12", "g=a": "1", "g=b": "1", "g=c": "10"})
    assert told == {"g=total": 12, "g=a": None, "g=b": None, "g=c": None}


def test_a_total_goes_when_nothing_else_can() -> None:
    told = shown({"sex=total": "3", "sex=female": "3", "sex=male": "0"})
    assert told == {"sex=total": None, "sex=female": None, "sex=male": 0}


def test_protected_sources_are_told_as_they_are_but_for_marked_values() -> None:
    lines = {
        "": [
            point("3"),
            point("2", conf=Confidence.SUPPRESSED, period=year(2025), note="2 henkilöä"),
        ]
    }
    safe = protect_lines(lines, unit=COUNT, smallest_told=None)[""]
    assert [each.value for each in safe] == [3, None]
    assert safe[1].note == ""


def test_a_city_may_hide_more() -> None:
    assert shown({"": "9"}, told=10) == {"": None}


def test_sums_run_over_each_dimension() -> None:
    keys = ("", "sex=female", "sex=male", "age=65+", "age=65+,sex=female", "age=65+,sex=male")
    assert set(sums_of(keys)) == {
        Sum("", ("sex=female", "sex=male")),
        Sum("", ("age=65+",)),
        Sum("age=65+", ("age=65+,sex=female", "age=65+,sex=male")),
        Sum("sex=female", ("age=65+,sex=female",)),
        Sum("sex=male", ("age=65+,sex=male",)),
    }


def test_a_sum_with_a_missing_cell_takes_no_part() -> None:
    assert hidden_cells({"a": 3, "t": 30}, [Sum("t", ("a", "b"))]) == {"a"}


LINE = OutgoingLine(
    "vakiluku",
    "fi-kunta:240",
    "persons",
    (
        point("1234.50", period=year(2022)),
        point("0", period=year(2023)),
        point(None, status=Status.MISSING),
        point("3", conf=Confidence.SUPPRESSED, period=year(2025)),
    ),
)


def test_the_table_file_keeps_the_three_forms_and_its_licence() -> None:
    """Edge case 34: a suppressed value is a status only, never a figure and never 0."""
    header, *rows = csv_file([LINE]).decode("utf-8").splitlines()
    assert header == "series,region,period,value,unit,status,conf,vintage,source,licence"
    cells = [row.split(",") for row in rows]
    assert [cell[3] for cell in cells] == ["1234.50", "0", "", ""]
    assert [(cell[5], cell[6]) for cell in cells] == [
        ("A", "F"),
        ("A", "F"),
        ("O", "F"),
        ("A", "C"),
    ]
    assert {cell[9] for cell in cells} == {"CC BY 4.0"}
    assert {cell[8] for cell in cells} == {"'=Kemin kaupunki"}


def test_the_finnish_twin_opens_in_a_finnish_spreadsheet() -> None:
    written = csv_file([LINE], for_finns=True)
    assert written.startswith("\ufeff".encode())
    assert "vakiluku;fi-kunta:240;2022;1234,50;" in written.decode("utf-8-sig")


def test_the_json_file_keeps_the_three_forms() -> None:
    told = json.loads(json_file([LINE], code="vakiluku", name=Text(fi="Väkiluku")))
    values = told["series"][0]["values"]
    assert [(value["value"], value["form"]) for value in values] == [
        ("1234.50", "VALUE"),
        ("0", "VALUE"),
        (None, "ABSENT"),
        (None, "SUPPRESSED"),
    ]
    assert {value["licence"] for value in values} == {"CC BY 4.0"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\tx", "\rx"])
def test_no_text_is_run_as_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
