"""Vague words, texts that fell behind, limits that make sense: what the plan check leans on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ruori.kernel.text import Text
from ruori.language.dictionary import lemmas_fi
from ruori.plans.rules.lint import StaleText, limit_out_of_reach, stale_of
from ruori.plans.rules.lint.months import end_of_month_after, months_after
from ruori.plans.rules.lint.vague import is_vague
from tests.rules.test_lint import LIMITS


@pytest.mark.parametrize(
    "text",
    [
        "Edistetään asukkaiden hyvinvointia",
        "Kehitetään palveluja",
        "Tuetaan yhdistyksiä",
        "Vahvistetaan osallisuutta",
        "Pyritään vähentämään yksinäisyyttä",
        "Huomioidaan lapset",
        "Jatketaan hyvää yhteistyötä",
        "Palvelujen kehittäminen",
        "Yrittäjyyden edistäminen ja tukeminen",
    ],
)
@pytest.mark.parametrize("dictionary", ["with", "without"])
def test_vague_words_are_found_in_their_forms(text: str, dictionary: str) -> None:
    assert is_vague(text, _lemmas(dictionary))


@pytest.mark.parametrize(
    "text",
    [
        "Avataan uusi liikuntapaikka",
        "Kehitetään palveluja kolmella kyselyllä 2027",
        "Edistetään pyöräilyä tekemällä pyöräilyn suunnitelma",
        "Tuetaan yhdistyksiä sopimuksilla",
        "Kehitysvammaisten asumisyksikkö valmistuu",
        "Tuki yhdistyksille maksetaan",
        "Jatko-opintoihin hakee joka nuori",
    ],
)
@pytest.mark.parametrize("dictionary", ["with", "without"])
def test_what_shows_its_end_is_not_vague(text: str, dictionary: str) -> None:
    assert not is_vague(text, _lemmas(dictionary))


def _lemmas(dictionary: str) -> Callable[[str], frozenset[str]]:
    return lemmas_fi if dictionary == "with" else lambda _word: frozenset()


def _states(*states: tuple[int, dict[str, Any]]) -> list[tuple[date, dict[str, Text]]]:
    return [
        (date(year, 1, 1), {name: Text(words) for name, words in state.items()})
        for year, state in states
    ]


def test_a_text_is_stale_when_its_source_changed_later() -> None:
    first = {"name": {"fi": "A", "sv": "a"}, "text": {"fi": "T"}, "plain_text": {"fi": "P"}}
    second = first | {"name": {"fi": "B", "sv": "a"}}
    assert stale_of(_states((2024, first))) == ()
    found = stale_of(_states((2024, first), (2025, second)))
    assert found == (StaleText("name", "sv"), StaleText("plain_text", "fi"))
    mended = second | {"name": {"fi": "B", "sv": "b"}, "plain_text": {"fi": "Q"}}
    assert stale_of(_states((2024, first), (2025, second), (2026, mended))) == ()


def test_a_text_changed_together_with_its_source_is_fresh() -> None:
    first = {"name": {"fi": "A"}, "plain_text": {"fi": "P", "sv": "p"}}
    both = {"name": {"fi": "B"}, "plain_text": {"fi": "Q", "sv": "q"}}
    assert stale_of(_states((2024, first), (2025, both))) == ()
    half = {"name": {"fi": "B"}, "plain_text": {"fi": "Q", "sv": "p"}}
    assert stale_of(_states((2024, first), (2025, half))) == (StaleText("plain_text", "sv"),)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("plan_hint", 61),
        ("plan_hint", 0),
        ("post_warn", 0),
        ("similarity", Decimal("0.49")),
        ("similarity", Decimal("1.01")),
        ("shortest", 0),
        ("step_months", 0),
        ("steps_wanted", 0),
        ("judged_months", 61),
    ],
)
def test_a_limit_that_makes_no_sense_is_named(name: str, value: Any) -> None:
    assert limit_out_of_reach(replace(LIMITS, **{name: value})) == name


def test_sensible_limits_are_left_alone() -> None:
    assert limit_out_of_reach(LIMITS) is None


def test_months_end_where_they_are_short() -> None:
    assert months_after(date(2025, 1, 31), 1) == date(2025, 2, 28)
    assert months_after(date(2025, 12, 31), 3) == date(2026, 3, 31)
    assert end_of_month_after(date(2025, 11, 5), 3) == date(2026, 2, 28)
