"""Every code has a word in three languages, a shape of its own in its family, and a role."""

from itertools import combinations

import pytest
from django.template import engines
from django.utils.translation import gettext, override

from ruori.kernel.codes import (
    Attainment,
    Direction,
    Progress,
    Provability,
    Severity,
    Visibility,
)
from ruori.ui.drawings import DRAWINGS, svg
from ruori.ui.shapes import FAMILIES, Mark, UnknownMark, mark
from ruori.ui.theme import KEMI

CODES = {
    "progress": Progress,
    "attainment": Attainment,
    "direction": Direction,
    "provability": Provability,
    "severity": Severity,
    "visibility": Visibility,
}
MARKS = [(family, code) for family, codes in FAMILIES.items() for code in codes]


@pytest.mark.parametrize("family", CODES)
def test_every_code_of_the_kernel_has_its_mark(family: str) -> None:
    for code in CODES[family]:
        assert mark(family, code).shape in DRAWINGS
        assert mark(family, code).role in KEMI.named()


@pytest.mark.parametrize(("family", "code"), MARKS)
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_word_is_translated(family: str, code: str, language: str) -> None:
    msgid = mark(family, code).msgid
    with override(language):
        assert gettext(msgid) != msgid


@pytest.mark.parametrize(
    ("family", "code", "word"),
    [
        ("progress", "LATE", "Käynnissä myöhässä"),
        ("attainment", "UNPROVABLE", "Ei voida todentaa"),
        ("direction", "UNCHANGED", "Ei todettua muutosta"),
        ("direction", "TOO_SLOW", "Suunta oikea, vauhti ei riitä"),
        ("provability", "PARTLY_PROVEN", "Näyttö puutteellinen"),
    ],
)
def test_the_words_are_the_city_s(family: str, code: str, word: str) -> None:
    with override("fi"):
        assert gettext(mark(family, code).msgid) == word


@pytest.mark.parametrize("family", FAMILIES)
def test_shapes_differ_without_colour(family: str) -> None:
    """Words that mean the same ending of a measure (merged, replaced) share one shape."""
    different = {code: found for code, found in FAMILIES[family].items() if code != "REPLACED"}
    for one, other in combinations(different.values(), 2):
        assert DRAWINGS[one.shape] != DRAWINGS[other.shape]


def test_the_arrow_goes_as_the_figure_goes() -> None:
    assert mark("direction", "IMPROVING", "FALLING").shape == "arrow-down-plus"
    assert mark("direction", "WORSENING", "RISING").shape == "arrow-up-minus"
    assert mark("direction", "IMPROVING").shape == "plus"
    assert mark("direction", "RISING", "FALLING").shape == "arrow-up"


def test_no_direction_declared_means_no_colour() -> None:
    assert mark("direction", "RISING").role == mark("direction", "FALLING").role == "neutral"


def test_an_unknown_code_is_a_fault() -> None:
    with pytest.raises(UnknownMark):
        mark("progress", "SOON")
    with pytest.raises(UnknownMark):
        mark("mood", "LATE")


def test_a_shape_alone_has_a_name() -> None:
    assert 'role="img" aria-label="Valmis"' in svg("circle-tick", "Valmis")
    assert 'aria-hidden="true"' in svg("circle-tick")


def test_a_tag_prints_its_word_and_a_city_s_own_word_is_escaped() -> None:
    template = engines["django"].from_string(
        '{% load ui %}{% tag "progress" "LATE" %}|{% tag "progress" "LATE" label=label %}'
    )
    with override("fi"):
        own, renamed = template.render({"label": "<b>Jäljessä</b>"}).split("|")
    assert "Käynnissä myöhässä</span>" in own
    assert 'data-color="warning"' in own
    assert "&lt;b&gt;Jäljessä" in renamed


def test_marks_are_plain_values() -> None:
    assert mark("progress", "DONE") == Mark("Done", "circle-tick", "success")
