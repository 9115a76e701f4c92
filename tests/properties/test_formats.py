"""What is written can be read back, and what is ambiguous is asked."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruori.ui.formats import number
from ruori.ui.numbers import AmbiguousNumber, NotANumber, parse_number
from ruori.ui.safe_cell import DANGEROUS, safe_cell

LANGUAGES = st.sampled_from(["fi", "sv", "en"])
FIGURES = st.decimals(-(10**12), 10**12, places=4, allow_nan=False)


def readings(text: str, language: str) -> tuple[Decimal, ...]:
    """What a text may mean: one number, or two when the person is asked."""
    try:
        return (parse_number(text, language),)
    except AmbiguousNumber as unclear:
        return unclear.readings


@given(FIGURES, LANGUAGES)
def test_a_written_number_reads_as_itself_or_is_asked(value: Decimal, language: str) -> None:
    text = number(value, language)
    assert abs(value) in readings(text.lstrip("\u2212"), language)


@given(FIGURES)
def test_a_finnish_number_is_never_asked(value: Decimal) -> None:
    assert parse_number(number(value, "fi"), "fi") == value


@given(st.text(max_size=20), LANGUAGES)
def test_any_text_is_a_number_or_refused(text: str, language: str) -> None:
    with suppress(NotANumber):
        assert parse_number(text, language).is_finite()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("0.234", "0.234"),
        ("1234.567", "1234.567"),
        ("1 234.567", "1234.567"),
        (",5", "0.5"),
        ("\u22124,2", "-4.2"),
        ("-4,2", "-4.2"),
        ("+3", "3"),
        (" 1 234 567 ", "1234567"),
    ],
)
def test_the_ways_people_write_numbers(text: str, value: str) -> None:
    assert parse_number(text, "fi") == Decimal(value)
    assert parse_number(text, "en") == Decimal(value)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_point_before_three_digits_is_asked(language: str) -> None:
    with pytest.raises(AmbiguousNumber) as asked:
        parse_number("1.234", language)
    assert asked.value.readings == (Decimal(1234), Decimal("1.234"))


def test_a_comma_before_three_digits_is_asked_only_in_english() -> None:
    assert parse_number("1,234", "fi") == Decimal("1.234")
    with pytest.raises(AmbiguousNumber):
        parse_number("1,234", "en")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "--5",
        ",",
        "5,",
        "1 23",
        "12 34,5",
        "1.2.3",
        "1,2.3,4",
        "5 %",
        "kaksi",
        "1e3",
        "٣",
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NotANumber):
        parse_number(text, "fi")


@given(st.text(), st.sampled_from(["", " ", "\u00a0", "\ufeff"]), st.sampled_from(DANGEROUS))
def test_no_cell_begins_as_a_formula(rest: str, before: str, sign: str) -> None:
    assert safe_cell(before + sign + rest).startswith("'")


@given(st.text())
def test_a_safe_cell_keeps_its_words(text: str) -> None:
    cell = safe_cell(text)
    assert cell in (text, f"'{text}")
    assert not cell.startswith(DANGEROUS)
