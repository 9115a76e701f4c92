"""A chart and its table show the same figures, whatever they are."""

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from ruori.ui.chart import Chart, Line, Point, Target, chart_file, chart_svg, chart_table
from ruori.ui.chart.geometry import Stroke, Words, pieces
from ruori.ui.chart.scales import apart, ticks
from ruori.ui.chart.twin import on_path
from ruori.ui.formats import number

FIGURES = st.decimals(-(10**6), 10**6, places=2, allow_nan=False)
WORDS = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30)


@st.composite
def points(draw: st.DrawFn) -> tuple[Point, ...]:
    """Yearly points, at least one of them with a figure."""
    values = draw(st.lists(st.none() | FIGURES, min_size=1, max_size=12))
    known = draw(st.integers(0, len(values) - 1))
    values[known] = values[known] or Decimal("1.5")
    return tuple(
        Point(
            at=Decimal(2010 + step) + Decimal("0.5"),
            label=str(2010 + step),
            value=value,
            drawn=draw(st.sampled_from(["FILLED", "HOLLOW", "DOTTED"])),
            gap=draw(st.sampled_from(["", "", "Laskentatapa muuttui"])) if step else "",
            low=value - 1 if value is not None and draw(st.booleans()) else None,
            high=value + 2 if value is not None and draw(st.booleans()) else None,
        )
        for step, value in enumerate(values)
    )


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Charts of one to four lines, with and without a target, or of bars."""
    as_bars = draw(st.booleans())
    lines = draw(st.lists(points(), min_size=1, max_size=1 if as_bars else 4))
    corners = ((Decimal("2010.5"), draw(FIGURES)), (Decimal("2030.5"), draw(FIGURES)))
    return Chart(
        title=draw(WORDS),
        language=draw(st.sampled_from(["fi", "sv", "en"])),
        lines=tuple(Line(draw(WORDS), one) for one in lines),
        target=Target(draw(WORDS), corners) if draw(st.booleans()) else None,
        as_bars=as_bars,
    )


@given(charts())
def test_every_figure_is_in_the_table_and_drawn_once(chart: Chart) -> None:
    table = chart_table(chart)
    cells = {row.cells[0].text: row.cells for row in table.rows}
    _, drawn = pieces(chart, 720)
    for order, line in enumerate(chart.lines, 1):
        known = [point for point in line.points if point.value is not None]
        for point in known:
            assert cells[point.label][order].text == number(point.value, chart.language)
        look = "bar-" if chart.as_bars else f"mark-{order}-"
        marks = [one for one in drawn if isinstance(one, Stroke) and one.look.startswith(look)]
        assert [one.look.removeprefix(look) for one in marks] == [
            point.drawn.lower() for point in known
        ]


@given(charts())
def test_no_cell_is_empty_and_every_row_is_whole(chart: Chart) -> None:
    table = chart_table(chart)
    for row in table.rows:
        assert len(row.cells) == len(table.columns)
        assert all(cell.text.strip() not in {"", "-", "–"} for cell in row.cells)


@given(charts(), st.sampled_from([320, 720]))
def test_everything_stays_on_the_drawing(chart: Chart, width: int) -> None:
    plot, drawn = pieces(chart, width)
    for piece in drawn:
        if isinstance(piece, Words):
            assert -1 <= piece.x <= plot.width + 1
            assert 0 <= piece.y <= plot.height
        elif not piece.look.startswith("mark"):
            horizontal = [float(x) for x in re.findall(r"[ML](-?[\d.]+) ", piece.path)]
            assert all(-1 <= x <= plot.width + 1 for x in horizontal)


@given(charts())
def test_the_page_has_no_inline_looks_and_the_file_stands_alone(chart: Chart) -> None:
    inline, alone = chart_svg(chart, 320), chart_file(chart)
    for svg in (inline, alone):
        ElementTree.fromstring(svg)  # noqa: S314 - made by ourselves a line above
        assert "style=" not in svg
    assert 'aria-hidden="true"' in inline
    assert "class=" not in alone
    assert "<title>" in alone


@given(charts())
def test_a_line_breaks_at_a_gap_and_at_a_missing_figure(chart: Chart) -> None:
    if chart.as_bars:
        return
    _, drawn = pieces(chart, 720)
    for order, line in enumerate(chart.lines, 1):
        joined = sum(
            before.value is not None and after.value is not None and not after.gap
            for before, after in pairwise(line.points)
        )
        looks = {f"line-{order}", f"dots-{order}"}
        strokes = [one for one in drawn if isinstance(one, Stroke) and one.look in looks]
        assert len(strokes) == joined


@given(st.lists(FIGURES, min_size=1, max_size=20), st.booleans())
def test_ticks_hold_the_figures_in_equal_steps(values: list[Decimal], from_zero: bool) -> None:
    found = ticks(values, from_zero=from_zero)
    assert found[0] <= min(values)
    assert max(values) <= found[-1]
    assert 2 <= len(found) <= 8
    assert len({after - before for before, after in pairwise(found)}) == 1
    if from_zero:
        assert 0 in found


@given(st.lists(st.floats(0, 300), max_size=5))
def test_names_keep_their_distance_and_their_order(places: list[float]) -> None:
    moved = apart(places, 17, 0, 300)
    order = sorted(range(len(places)), key=lambda at: places[at])
    assert all(moved[after] - moved[before] >= 16.99 for before, after in pairwise(order))
    assert all(place <= 300 for place in moved)


@given(charts())
def test_bars_stand_on_zero(chart: Chart) -> None:
    if not chart.as_bars:
        return
    plot, drawn = pieces(chart, 720)
    zero = f"{plot.up(Decimal(0)):.1f}"
    for one in drawn:
        if isinstance(one, Stroke) and one.look.startswith("bar"):
            assert one.path.split()[1].startswith(f"{zero}V")
            assert one.path.endswith(f"V{zero}z")


def test_the_path_promises_what_is_drawn() -> None:
    target = Target("Tavoite", ((Decimal(2015), Decimal(200)), (Decimal(2030), Decimal(100))))
    assert on_path(target, Decimal(2015)) == 200
    assert on_path(target, Decimal("2022.5")) == 150
    assert on_path(target, Decimal(2031)) is None


def test_the_scale_says_when_it_does_not_start_from_zero() -> None:
    figures = tuple(
        Point(at=Decimal(year), label=str(year), value=Decimal(19_500 - year % 7))
        for year in range(2015, 2025)
    )
    with override("fi"):
        svg = chart_svg(Chart("Väkiluku", "fi", (Line("Kemi", figures),)), 720)
    assert "Asteikko ei ala nollasta." in svg


@pytest.mark.parametrize(("count", "as_bars"), [(0, False), (5, False), (2, True)])
def test_a_chart_of_too_many_lines_is_refused(count: int, as_bars: bool) -> None:
    point = Point(at=Decimal(2020), label="2020", value=Decimal(1))
    with pytest.raises(ValueError, match="lines"):
        Chart("x", "fi", (Line("a", (point,)),) * count, as_bars=as_bars)


def test_a_chart_without_a_figure_is_refused() -> None:
    point = Point(at=Decimal(2020), label="2020", value=None)
    with pytest.raises(ValueError, match="without a figure"):
        Chart("x", "fi", (Line("a", (point,)),))
