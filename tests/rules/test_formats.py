"""Worked tables of numbers, money, dates and periods in the three languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ruori.kernel.period import parse_period
from ruori.ui import formats


def plain(text: str) -> str:
    """The text with its hard spaces written as `_` and its minus as `~`, so that they are seen."""
    return text.replace("\u00a0", "_").replace("\u2212", "~")


@pytest.mark.parametrize(
    ("value", "decimals", "fi", "en"),
    [
        ("19512.5", None, "19_512,5", "19,512.5"),
        ("-4.2", None, "~4,2", "~4.2"),
        ("1234567", None, "1_234_567", "1,234,567"),
        ("0", None, "0", "0"),
        ("12.50", None, "12,5", "12.5"),
        ("1E+3", None, "1_000", "1,000"),
        ("2.5", 0, "3", "3"),
        ("-2.5", 0, "~3", "~3"),
        ("-0.04", 1, "0,0", "0.0"),
        ("999.96", 1, "1_000,0", "1,000.0"),
        ("7", 2, "7,00", "7.00"),
    ],
)
def test_numbers(value: str, decimals: int | None, fi: str, en: str) -> None:
    shown = [formats.number(Decimal(value), code, decimals) for code in ("fi", "sv", "en")]
    assert [plain(text) for text in shown] == [fi, fi, en]


@pytest.mark.parametrize(
    ("write", "value", "fi", "sv", "en"),
    [
        (formats.percent, "12.5", "12,5_%", "12,5_%", "12.5%"),
        (formats.points, "2.1", "2,1_%-yksikköä", "2,1_procentenheter", "2.1_percentage points"),
        (formats.points, "-1", "~1_%-yksikkö", "~1_procentenhet", "~1_percentage point"),
        (formats.money, "1234500", "1_234_500_€", "1_234_500_euro", "€1,234,500"),
        (formats.money, "-5", "~5_€", "~5_euro", "~€5"),
        (formats.millions, "1234500", "1,2_milj._€", "1,2_mn_euro", "€1.2_million"),
    ],
)
def test_units(write: object, value: str, fi: str, sv: str, en: str) -> None:
    shown = [write(Decimal(value), code) for code in ("fi", "sv", "en")]  # type: ignore[operator]
    assert [plain(text) for text in shown] == [fi, sv, en]


def test_days_and_moments() -> None:
    assert formats.day(date(2026, 8, 31), "fi") == "31.8.2026"
    assert formats.day(date(2026, 8, 31), "en") == "31 August 2026"
    at = datetime(2026, 8, 31, 11, 5, tzinfo=UTC)
    shown = [plain(formats.moment(at, code)) for code in ("fi", "sv", "en")]
    assert shown == ["31.8.2026 klo_14.05", "31.8.2026 kl._14.05", "31 August 2026, 14:05"]
    winter = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)
    assert plain(formats.moment(winter, "fi")) == "1.1.2027 klo_0.30"


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        formats.moment(datetime(2026, 1, 1), "fi")  # noqa: DTZ001 - the fault under test


@pytest.mark.parametrize(
    ("text", "fi", "sv", "en"),
    [
        ("2026", "2026", "2026", "2026"),
        ("2022..2025", "2022–2025", "2022–2025", "2022–2025"),
        ("2026-H1", "tammi–kesäkuu 2026", "januari–juni 2026", "January–June 2026"),
        ("2026-Q3", "heinä–syyskuu 2026", "juli–september 2026", "July–September 2026"),
        ("2026-08", "elokuu 2026", "augusti 2026", "August 2026"),
        ("2026-W05", "viikko 5/2026", "vecka 5/2026", "week 5, 2026"),
        ("2026-08-31", "31.8.2026", "31.8.2026", "31 August 2026"),
        ("2023/2024", "lukuvuosi 2023–2024", "läsåret 2023–2024", "school year 2023–2024"),
    ],
)
def test_periods(text: str, fi: str, sv: str, en: str) -> None:
    shown = [formats.period(parse_period(text), code) for code in ("fi", "sv", "en")]
    assert shown == [fi, sv, en]


def test_a_round_of_eight_months_has_their_names() -> None:
    first, last = date(2026, 1, 1), date(2026, 8, 31)
    assert formats.span(first, last, "fi") == "tammi–elokuu 2026"
    assert formats.span(first, last, "en") == "January–August 2026"


def test_other_spans_are_told_by_their_days() -> None:
    assert formats.span(date(2026, 2, 3), date(2026, 5, 14), "fi") == "3.2.2026–14.5.2026"
    assert formats.span(date(2025, 7, 1), date(2026, 6, 30), "fi") == "1.7.2025–30.6.2026"
    assert formats.span(date(2026, 1, 1), None, "fi") == "1.1.2026 alkaen"
    assert formats.until(date(2026, 9, 30), "fi") == "30.9.2026 asti"


def test_what_is_missing_is_said() -> None:
    assert [formats.number(None, code) for code in ("fi", "sv", "en")] == [
        "ei tietoa",
        "uppgift saknas",
        "no data",
    ]
    assert plain(formats.hidden("fi")) == "suojattu (<_5)"
    assert formats.provisional("sv-fi") == "preliminär"
    for write in (formats.percent, formats.points, formats.money, formats.millions):
        assert write(None, "fi") == "ei tietoa"
    assert formats.day(None, "en") == formats.moment(None, "en") == "no data"


def test_an_unknown_language_is_written_as_finnish() -> None:
    assert plain(formats.number(Decimal("1234.5"), "se")) == "1_234,5"


def test_a_range_has_an_en_dash() -> None:
    assert formats.number_range(5, 7, "fi") == "5–7"
