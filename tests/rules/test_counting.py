"""Counts in a sentence and on a bar."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from ruori.ui.counting import bar, sentence
from ruori.ui.paging import pages, with_page
from ruori.ui.parts import Count
from ruori.ui.shapes import ATTAINMENT

KEMI = (
    Count("attainment", "ON_COURSE", 6),
    Count("attainment", "AT_RISK", 4),
    Count("attainment", "MET", 0),
    Count("attainment", "WILL_NOT", 2),
    Count("attainment", "NOT_ASSESSABLE", 3),
)
COUNTED = st.lists(
    st.builds(
        Count, st.just("attainment"), st.sampled_from(sorted(ATTAINMENT)), st.integers(0, 99)
    ),
    max_size=8,
)


def test_counts_are_a_sentence() -> None:
    with override("fi"):
        assert sentence("15 tavoitetta", KEMI) == (
            "15 tavoitetta: 6 toteutumassa, 4 vaarassa, 2 ei toteudu, 3 ei voida arvioida"
        )


def test_no_counts_is_only_its_beginning() -> None:
    assert sentence("0 tavoitetta", ()) == "0 tavoitetta"
    assert bar((), 720) == ""
    assert bar((Count("attainment", "MET", 0),), 720) == ""


@given(COUNTED, st.sampled_from([320, 720]))
def test_the_bar_has_the_words_and_numbers_of_the_sentence(
    counted: list[Count], width: int
) -> None:
    svg = bar(counted, width)
    if not svg:
        return
    drawn = ElementTree.fromstring(svg)  # noqa: S314 - made by ourselves a line above
    texts = [text.text for text in drawn.iter("text")]
    assert sentence("x", counted) == "x: " + ", ".join(str(text) for text in texts)
    widths = [float(part.get("width", 0)) for part in drawn.iter("rect") if part.get("class")]
    assert sum(widths) <= width + len(widths)


@given(COUNTED)
def test_words_never_lie_on_words(counted: list[Count]) -> None:
    rows: dict[str, list[tuple[float, float]]] = {}
    for x, y, anchor, words in re.findall(
        r'<text x="([\d.]+)" y="(\d+)" text-anchor="(\w+)">([^<]+)', bar(counted, 720)
    ):
        room = len(words) * 8
        start = float(x) - (room if anchor == "end" else 0)
        rows.setdefault(y, []).append((start, start + room))
    for spans in rows.values():
        spans.sort()
        assert all(end < start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize(
    ("number", "count", "words"),
    [
        (1, 1, "[1]"),
        (1, 9, "[1] 2 … 9"),
        (4, 9, "1 … 3 [4] 5 … 9"),
        (9, 9, "1 … 8 [9]"),
        (2, 3, "1 [2] 3"),
    ],
)
def test_the_nearest_pages_are_linked(number: int, count: int, words: str) -> None:
    found = pages(number, count, "/toimenpiteet/")
    assert words == " ".join(f"[{one.label}]" if one.is_current else one.label for one in found)


def test_a_page_keeps_the_filters_and_the_first_has_one_address() -> None:
    address = "/toimenpiteet/?q=vesi+ja+ilma&page=3&unit="
    assert with_page(address, 4) == "/toimenpiteet/?q=vesi+ja+ilma&unit=&page=4"
    assert with_page(address, 1) == "/toimenpiteet/?q=vesi+ja+ilma&unit="
