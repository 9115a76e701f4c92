"""Soft hyphens come at compound borders only, never twice, and go away whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruori.language.hyphenate import (
    SOFT_HYPHEN,
    can_hyphenate,
    hyphenate_fi,
    without_soft_hyphens,
)
from ruori.language.sorting import sort_key

needs_voikko = pytest.mark.skipif(not can_hyphenate(), reason="this machine has no Voikko")

PARTS = ("ympäristö", "liikunta", "kaupunki", "strategia", "palvelu", "järjestelmä", "energia")
COMPOUNDS = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map("".join)


@given(st.lists(st.one_of(COMPOUNDS, st.text(max_size=20)), max_size=6).map(" ".join))
def test_taking_the_hyphens_away_gives_the_text_back(text: str) -> None:
    plain = without_soft_hyphens(text)
    assert without_soft_hyphens(hyphenate_fi(plain)) == plain


@given(COMPOUNDS)
def test_twice_is_as_once(word: str) -> None:
    assert hyphenate_fi(hyphenate_fi(word)) == hyphenate_fi(word)


@needs_voikko
@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("ympäristöjärjestelmässä", "ympäristö|järjestelmässä"),
        ("Liikuntapalvelujen esimies", "Liikunta|palvelujen esimies"),
        ("kaupunginvaltuusto", "kaupungin|valtuusto"),
        ("strategia", "strategia"),
        ("Kemi-Tornio", "Kemi-Tornio"),
        ("xyzzyxyzzyxyzzyxyzzy", "xyzzyxyzzyxyzzyxyzzy"),
    ],
)
def test_words_break_where_a_finn_would_break_them(word: str, shown: str) -> None:
    assert hyphenate_fi(word).replace(SOFT_HYPHEN, "|") == shown


def test_names_are_sorted_as_in_a_finnish_index() -> None:
    names = ["Öljy", "Äiti", "Åland", "Zeta", "aalto", "Éva", "Eva", "2.10", "2.2", "2"]
    order = ["2", "2.2", "2.10", "aalto", "Éva", "Eva", "Zeta", "Åland", "Äiti", "Öljy"]
    assert sorted(names, key=sort_key) == order
