"""Reading figures, units and limits (indicators §§ 3, 4, 7.3, 7.8)."""

from decimal import Decimal

import pytest

from ruori.indicators.rules.limits import byar, interval_of, wilson
from ruori.indicators.rules.numbers import PXWEB_SYMBOLS, Notation, Reading, read_number, rounded
from ruori.indicators.rules.units import UNITS, convert, natural_limits, ratio, unit_of
from ruori.kernel.problems import Refused

UNDECLARED = Notation()
POINT = Notation(".")
COMMA = Notation(",")
BY_NOTE = Notation(".", PXWEB_SYMBOLS)


@pytest.mark.parametrize(
    ("text", "notation", "value"),
    [
        ("1 234,5", UNDECLARED, "1234.5"),
        ("1\u00a0234,5", UNDECLARED, "1234.5"),
        ("1\u2009234,5", UNDECLARED, "1234.5"),
        ("1\u202f234,5", UNDECLARED, "1234.5"),
        ("19 499", UNDECLARED, "19499"),
        ("12,50", UNDECLARED, "12.50"),
        ("0,234", UNDECLARED, "0.234"),
        ("1.234,5", UNDECLARED, "1234.5"),
        ("1,234.5", UNDECLARED, "1234.5"),
        ("1,234,567", UNDECLARED, "1234567"),
        ("1.234.567", UNDECLARED, "1234567"),
        ("1,234", COMMA, "1.234"),
        ("1,234", POINT, "1234"),
        ("1.234", POINT, "1.234"),
        ("1.234", COMMA, "1234"),
        ('"7.20"', UNDECLARED, "7.20"),
        ("\u22124,2", UNDECLARED, "-4.2"),
        ("1e12", POINT, "1E+12"),
        ("1e-6", POINT, "0.000001"),
        ("0", UNDECLARED, "0"),
        (" 5 ", UNDECLARED, "5"),
        ("-", BY_NOTE, "0"),
    ],
)
def test_a_figure_is_read_with_every_digit(text: str, notation: Notation, value: str) -> None:
    """Edge cases 38, 39 and 47."""
    assert read_number(text, notation) == Reading(value=Decimal(value))
    assert str(read_number(text, notation).value) == str(Decimal(value))


@pytest.mark.parametrize("text", ["1,234", "1.234", "-1.234", "999,000"])
def test_a_figure_of_two_meanings_is_never_guessed(text: str) -> None:
    assert read_number(text, UNDECLARED).problem == "AMBIGUOUS_NUMBER"


@pytest.mark.parametrize(
    "text", ["n. 5", "5 %", "1 23,5", "12.34.5", "1,2,3", "..", "-", "5-7", "٣", "1_000", "inf"]
)
def test_what_is_no_figure_is_said_to_be_none(text: str) -> None:
    assert read_number(text, UNDECLARED).problem == "UNREADABLE_NUMBER"


@pytest.mark.parametrize(
    ("text", "status", "conf"),
    [
        ("", "O", "F"),
        ("NaN", "O", "F"),
        (":", "O", "F"),
        (".", "M", "F"),
        ("..", "O", "F"),
        ("...", "O", "C"),
    ],
)
def test_a_symbol_means_what_the_table_says(text: str, status: str, conf: str) -> None:
    """Edge case 39: symbols by the table's note, never as zero."""
    reading = read_number(text, BY_NOTE)
    assert (reading.value, reading.status, reading.conf, reading.problem) == (
        None,
        status,
        conf,
        "",
    )


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [("2.5", 0, "3"), ("-2.5", 0, "-3"), ("1.25", 1, "1.3"), ("-0.04", 1, "0.0"), ("7", 2, "7.00")],
)
def test_figures_are_rounded_halves_away_from_zero(value: str, decimals: int, printed: str) -> None:
    assert str(rounded(Decimal(value), decimals)) == printed


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        ("1.5", "kt_co2e", "t_co2e", "1500"),
        ("1", "gwh", "mwh", "1000"),
        ("2500", "eur", "keur", "2.5"),
        ("12", "per_1000", "per_10000", "120"),
        ("5", "percent", "permille", "50"),
        ("7", "index", "index", "7"),
    ],
)
def test_values_convert_inside_one_kind(
    value: str, source: str, target: str, expected: str
) -> None:
    """Edge case 37."""
    assert convert(Decimal(value), source=source, target=target) == Decimal(expected)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("kt_co2e", "mwh"),
        ("t", "t_co2e"),
        ("percent", "per_1000"),
        ("score", "mean"),
        ("kt", "mwh"),
    ],
)
def test_values_of_different_things_do_not_convert(source: str, target: str) -> None:
    with pytest.raises(Refused) as refused:
        convert(Decimal(1), source=source, target=target)
    assert refused.value.problem.code == "UNITS_DIFFER"


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(Refused):
        unit_of("syli")


def test_every_unit_is_named_in_the_three_languages() -> None:
    for unit in UNITS.values():
        assert set(unit.symbol) == {"fi", "sv", "en"}, unit.code


def test_limits_come_from_the_kind() -> None:
    assert natural_limits(UNITS["percent"]) == (Decimal(0), Decimal(100))
    assert natural_limits(UNITS["persons"]) == (Decimal(0), None)
    assert natural_limits(UNITS["eur"]) == (None, None)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (0, 0, 3.668),
        (3, 0.603, 8.765),
        (5, 1.611, 11.668),
        (10, 4.787, 18.391),
        (20, 12.211, 30.890),
        (50, 37.108, 65.920),
    ],
)
def test_byar_gives_the_golden_limits(count: int, low: float, high: float) -> None:
    assert byar(count) == pytest.approx((low, high), abs=0.0005)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 20, 0, 0.1611), (10, 20, 0.2993, 0.7007), (45, 300, 0.1140, 0.1948), (20, 20, 0.8389, 1)],
)
def test_wilson_gives_the_golden_limits(part: int, whole: int, low: float, high: float) -> None:
    assert wilson(part, whole) == pytest.approx((low, high), abs=0.00005)


@pytest.mark.parametrize(("part", "whole"), [(2, 1), (0, 0), (-1, 5)])
def test_a_share_has_a_part_and_a_whole(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="share"):
        wilson(part, whole)


def test_a_negative_count_has_no_limits() -> None:
    with pytest.raises(ValueError, match="count"):
        byar(-1)


@pytest.mark.parametrize(
    ("unit", "numerator", "denominator", "low", "high"),
    [
        ("count", "10", None, 4.787, 18.391),
        ("per_1000", "10", "2000", 2.394, 9.196),
        ("percent", "45", "300", 11.40, 19.48),
        ("survey_percent", "45", "300", 11.40, 19.48),
    ],
)
def test_a_value_has_limits_when_its_parts_are_known(
    unit: str, numerator: str, denominator: str | None, low: float, high: float
) -> None:
    interval = interval_of(
        UNITS[unit],
        numerator=Decimal(numerator),
        denominator=Decimal(denominator) if denominator else None,
    )
    assert interval is not None
    assert (float(interval.low), float(interval.high)) == pytest.approx((low, high), abs=0.005)
    assert interval.holds(interval.low)
    assert not interval.holds(interval.high + 1)


@pytest.mark.parametrize(
    ("unit", "numerator", "denominator"),
    [
        ("count", None, None),
        ("count", "1.5", None),
        ("count", "-1", None),
        ("percent", "45", None),
        ("percent", "45", "0"),
        ("percent", "45", "20"),
        ("percent", "4", "20.5"),
        ("index", "4", "20"),
    ],
)
def test_a_value_of_unknown_spread_has_no_limits(
    unit: str, numerator: str | None, denominator: str | None
) -> None:
    assert (
        interval_of(
            UNITS[unit],
            numerator=Decimal(numerator) if numerator else None,
            denominator=Decimal(denominator) if denominator else None,
        )
        is None
    )


def test_a_missing_part_gives_a_missing_ratio() -> None:
    percent = UNITS["percent"]
    assert ratio(Decimal(1), Decimal(4), unit=percent) == 25
    assert ratio(None, Decimal(4), unit=percent) is None
    assert ratio(Decimal(1), None, unit=percent) is None
    assert ratio(Decimal(1), Decimal(0), unit=percent) is None
