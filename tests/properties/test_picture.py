"""The strategy picture: equal sectors all around, whole words in the list, a light file."""

import gzip
import re
from itertools import pairwise
from xml.etree import ElementTree

from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from ruori.ui.picture import Goal, Objective, Tree, picture_file, picture_svg
from ruori.ui.picture.geometry import MOST_DRAWN, MOST_MEASURES, SIZE, sectors, wrapped
from ruori.ui.shapes import ATTAINMENT, PROGRESS

WORDS = st.text(st.characters(categories=("L", "Zs", "P")), min_size=1, max_size=60)
MARKS = st.none() | st.sampled_from(list(ATTAINMENT.values()))
MEASURES = st.lists(st.sampled_from(list(PROGRESS.values())), max_size=14).map(tuple)
OBJECTIVES = st.builds(Objective, st.just("1.1"), WORDS, st.just("/o/"), MARKS, MEASURES)
GOALS = st.builds(
    Goal, st.just("1"), WORDS, st.just("/g/"), MARKS, st.lists(OBJECTIVES, max_size=8).map(tuple)
)
TREES = st.builds(
    Tree,
    WORDS,
    st.just("2022–2025"),
    st.sampled_from(["fi", "sv"]),
    st.lists(GOALS, min_size=1, max_size=6).map(tuple),
)


def kemi(objectives: int = 5) -> Tree:
    """Three goals with so many objectives each, every one with ten measures."""
    one = Objective(
        "1.1",
        "Ympäristöjärjestelmän kehittämistoimenpiteet",
        "/tavoite/17-ymparistojarjestelman-kehittamistoimenpiteet/",
        ATTAINMENT["AT_RISK"],
        tuple(PROGRESS.values()),
    )
    goal = Goal("1", "Vihreä ja kestävä Kemi", "/g/", ATTAINMENT["MET"], (one,) * objectives)
    return Tree("Kaupunkistrategia", "2022–2025", "fi", (goal,) * 3)


@given(TREES)
def test_everything_is_on_the_drawing_once(tree: Tree) -> None:
    found = sectors(tree)
    asked = len(tree.goals) + sum(len(goal.objectives) for goal in tree.goals)
    assert len(found) == (asked if tree.size <= MOST_DRAWN else 0)
    assert len({sector.key for sector in found}) == len(found)
    for sector in found:
        for one in sector.shapes:
            assert 0 <= one.x <= SIZE - one.size
            assert 0 <= one.y <= SIZE - one.size
        assert len(sector.lines) <= 3


@given(TREES)
def test_the_drawing_is_well_formed_and_without_tab_stops(tree: Tree) -> None:
    svg = picture_svg(tree)
    if not svg:
        return
    ElementTree.fromstring(svg)  # noqa: S314 - made by ourselves a line above
    assert 'aria-hidden="true"' in svg
    assert svg.count("<a ") == svg.count('tabindex="-1"')
    assert "style=" not in svg
    alone = picture_file(tree)
    ElementTree.fromstring(alone)  # noqa: S314 - made by ourselves a line above
    assert "<title>" in alone
    assert "<desc>" in alone


@given(MEASURES)
def test_no_measure_is_left_out_silently(measures: tuple[object, ...]) -> None:
    objective = Objective("1.1", "Nimi", "", None, measures)  # type: ignore[arg-type]
    tree = Tree("S", "", "fi", (Goal("1", "G", "", None, (objective,) * 12),))
    drawn = sectors(tree)[1]
    left_out = int(drawn.more.removeprefix("+") or 0)
    assert len(drawn.shapes) + left_out == len(measures)
    assert len(drawn.shapes) <= MOST_MEASURES


def test_over_21_objectives_only_codes_are_printed() -> None:
    assert all(sector.lines for sector in sectors(kemi(7)))
    assert not any(sector.lines for sector in sectors(kemi(8)) if not sector.key.startswith("g"))


def test_over_60_objectives_there_is_only_the_list() -> None:
    assert picture_svg(kemi(20))
    assert picture_svg(kemi(21)) == ""
    assert picture_file(kemi(21)) == ""


def test_the_picture_weighs_at_most_12_kb() -> None:
    for tree in (kemi(5), kemi(7), kemi(20)):
        assert len(gzip.compress(picture_svg(tree).encode())) <= 12_000


@given(
    st.lists(st.sampled_from(["ympäristöjärjestelmä", "Kemi", "ja", "x" * 40])), st.integers(1, 20)
)
def test_lines_are_at_most_so_long(words: list[str], letters: int) -> None:
    lines = wrapped(" ".join(words), letters, "fi")
    assert len(lines) <= 3
    assert all(len(line) <= max(letters, 4) + 1 for line in lines)


def test_sectors_follow_each_other_clockwise_from_twelve() -> None:
    outer = [sector for sector in sectors(kemi()) if not sector.key.startswith("g")]
    starts = [
        tuple(float(part) for part in re.findall(r"-?[\d.]+", sector.path)[:2]) for sector in outer
    ]
    assert starts[0][0] > SIZE / 2
    assert starts[0][1] < 60
    assert starts[-1][0] < SIZE / 2
    assert all(before != after for before, after in pairwise(starts))


def test_the_list_beside_the_picture_has_every_name_whole() -> None:
    template = engines["django"].from_string("{% load ui %}{% strategy tree %}")
    page = template.render({"tree": kemi()})
    listed = page.partition("</svg>")[2]
    assert listed.count("Ympäristöjärjestelmän kehittämistoimenpiteet</a>") == 15
    assert listed.count('class="at-') == 18
