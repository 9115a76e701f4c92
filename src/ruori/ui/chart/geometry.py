"""Where everything of a chart stands: figures in, strokes and words out; no looks, no HTML.

Each stroke and word names its look (`line-2`, `mark-hollow`); `drawing` knows the looks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext

from ruori.ui.chart.figures import Chart, Line, Point
from ruori.ui.chart.scales import Scale, apart, ticks
from ruori.ui.formats import number

LETTER = 7.2
LINE_HEIGHT = 17
PHONE = 480
GAP_LETTERS = 18
NEAR_EDGE = 24


@dataclass(frozen=True, slots=True)
class Stroke:
    """A path with the name of its look."""

    path: str
    look: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text at a place; `anchor` is start, middle or end."""

    x: float
    y: float
    text: str
    look: str
    anchor: str = "start"


Piece = Stroke | Words


@dataclass(frozen=True, slots=True)
class Plot:
    """The scales of one drawing and the edges of its plot."""

    across: Scale
    up: Scale
    figures: tuple[Decimal, ...]
    width: int
    height: int


def pieces(chart: Chart, width: int) -> tuple[Plot, tuple[Piece, ...]]:
    """The whole drawing of a chart, `width` units wide."""
    plot = _plot(chart, width)
    drawn: list[Piece] = [*_grid(chart, plot), *_times(chart, plot)]
    for line in chart.lines:
        drawn += _interval(line, plot)
    if chart.target:
        corners = [(plot.across(at), plot.up(value)) for at, value in chart.target.corners]
        drawn.append(Stroke(_through(corners), "target"))
    for order, line in enumerate(chart.lines, 1):
        drawn += _bars(chart, plot) if chart.as_bars else _line(line, order, plot)
    return plot, (*drawn, *_gaps(chart, plot), *_names(chart, plot))


def _plot(chart: Chart, width: int) -> Plot:
    values = [end for point in chart.points() for end in (point.value, point.low, point.high)]
    known = [value for value in values if value is not None]
    corners = chart.target.corners if chart.target else ()
    figures = ticks([*known, *(value for _, value in corners)], from_zero=chart.as_bars)
    times = [point.at for point in chart.points()] + [at for at, _ in corners]
    height = round(width * (0.46 if width > PHONE else 0.8))
    left = 12 + LETTER * max(len(_figure(chart, figure, figures)) for figure in figures)
    right = width - _room_for_names(chart, width)
    inset = (right - left) / (2 * len(set(times))) if chart.as_bars else 8
    top = 14 + (2.4 * LINE_HEIGHT if any(point.gap for point in chart.points()) else 0)
    return Plot(
        Scale(min(times), max(times), left + inset, right - inset),
        Scale(figures[0], figures[-1], height - 34, top),
        figures,
        width,
        height,
    )


def _room_for_names(chart: Chart, width: int) -> float:
    if chart.as_bars:
        return 12
    names = [line.name for line in chart.lines] + ([chart.target.label] if chart.target else [])
    most = width * (0.3 if width > PHONE else 0.36)
    return min(28 + LETTER * max(len(name) for name in names), most)


def _figure(chart: Chart, figure: Decimal, figures: Sequence[Decimal]) -> str:
    step = (figures[1] - figures[0]).normalize()
    return number(figure, chart.language, max(0, -int(step.as_tuple().exponent)))


def _grid(chart: Chart, plot: Plot) -> Iterator[Piece]:
    left = plot.across.start - 8 if not chart.as_bars else _edge(plot, chart)
    for figure in plot.figures:
        y = plot.up(figure)
        yield Stroke(
            f"M{left:.1f} {y:.1f}H{plot.across.end + 8:.1f}", "zero" if not figure else "grid"
        )
        words = _figure(chart, figure, plot.figures)
        yield Words(left - 6, y + 4, words, "axis", "end")
    if plot.figures[0] > 0:
        note = gettext("The scale does not start from zero.")
        yield Words(left, plot.height - 2, note, "note")


def _edge(plot: Plot, chart: Chart) -> float:
    return 12 + LETTER * max(len(_figure(chart, figure, plot.figures)) for figure in plot.figures)


def _times(chart: Chart, plot: Plot) -> Iterator[Piece]:
    labels = {point.at: point.short or point.label for point in chart.points()}
    for at, _ in chart.target.corners[-1:] if chart.target else ():
        labels.setdefault(at, str(int(at)))
    end = float("-inf")
    for at, label in sorted(labels.items(), reverse=False):
        half = LETTER * len(label) / 2
        x = min(max(plot.across(at), half), plot.width - half)
        if x - half > end + 8:
            yield Words(x, plot.up.start + 18, label, "axis", "middle")
            end = x + half


def _runs(line: Line) -> list[list[Point]]:
    """The points between the breaks: a missing figure or a gap ends a run."""
    runs: list[list[Point]] = [[]]
    for point in line.points:
        if point.gap or point.value is None:
            runs.append([])
        if point.value is not None:
            runs[-1].append(point)
    return [run for run in runs if run]


def _place(point: Point, plot: Plot) -> tuple[float, float]:
    return plot.across(point.at), plot.up(point.value or Decimal(0))


def _through(places: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)


def _line(line: Line, order: int, plot: Plot) -> Iterator[Piece]:
    for run in _runs(line):
        for before, after in pairwise(run):
            is_dotted = "DOTTED" in (before.drawn, after.drawn)
            look = f"dots-{order}" if is_dotted else f"line-{order}"
            yield Stroke(_through([_place(before, plot), _place(after, plot)]), look)
    for point in line.points:
        if point.value is not None:
            yield Stroke(
                _marker(order, *_place(point, plot)), f"mark-{order}-{point.drawn.lower()}"
            )


def _marker(order: int, x: float, y: float) -> str:
    """Circle, square, triangle, diamond: told apart without colour."""
    shapes = {
        1: f"M{x - 4.2:.1f} {y:.1f}a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0-8.4 0z",
        2: f"M{x - 3.8:.1f} {y - 3.8:.1f}h7.6v7.6h-7.6z",
        3: f"M{x:.1f} {y - 5:.1f}l4.8 8.4h-9.6z",
        4: f"M{x:.1f} {y - 5.4:.1f}l5.4 5.4l-5.4 5.4l-5.4-5.4z",
    }
    return shapes[order]


def _interval(line: Line, plot: Plot) -> Iterator[Piece]:
    for run in _runs(line):
        ends = [
            (plot.across(point.at), plot.up(point.low), plot.up(point.high))
            for point in run
            if point.low is not None and point.high is not None
        ]
        if len(ends) > 1:
            lower = [(x, low) for x, low, _ in ends]
            upper = [(x, high) for x, _, high in reversed(ends)]
            yield Stroke(_through([*lower, *upper]) + "z", "interval")


def _bars(chart: Chart, plot: Plot) -> Iterator[Piece]:
    line = chart.lines[0]
    places = sorted({plot.across(point.at) for point in line.points})
    least = min((after - before for before, after in pairwise(places)), default=80.0)
    half = min(least * 0.35, 36)
    zero = plot.up(Decimal(0))
    for point in line.points:
        if point.value is not None:
            x, y = _place(point, plot)
            path = f"M{x - half:.1f} {zero:.1f}V{y:.1f}H{x + half:.1f}V{zero:.1f}z"
            yield Stroke(path, f"bar-{point.drawn.lower()}")
            words = number(point.value, chart.language, chart.decimals)
            if LETTER * len(words) < least:
                yield Words(x, min(y, zero) - 6, words, "value", "middle")


def _gaps(chart: Chart, plot: Plot) -> Iterator[Piece]:
    """A thin upright line where the line breaks, and the reason above it."""
    for line in chart.lines:
        for before, after in pairwise(line.points):
            if not after.gap:
                continue
            x = (plot.across(before.at) + plot.across(after.at)) / 2
            yield Stroke(f"M{x:.1f} {plot.up.end - 4:.1f}V{plot.up.start:.1f}", "gap")
            rows = _wrapped(after.gap, GAP_LETTERS)[:2]
            half = LETTER * max(len(row) for row in rows) / 2
            middle = min(max(x, half + 2), plot.width - half - 2)
            for at, row in enumerate(rows):
                y = plot.up.end - 12 - LINE_HEIGHT * (len(rows) - 1 - at)
                yield Words(middle, y, row, "note", "middle")


def _wrapped(text: str, letters: int) -> list[str]:
    rows = [""]
    for word in text.split():
        if rows[-1] and len(rows[-1]) + 1 + len(word) > letters:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return rows


def _names(chart: Chart, plot: Plot) -> Iterator[Piece]:
    """The lines' names at their ends; those at the right edge keep a distance to each other."""
    if chart.as_bars:
        return
    ends = _ends(chart, plot)
    at_edge = [end for end in ends if end.x > plot.across.end - NEAR_EDGE]
    places = apart([end.y + 4 for end in at_edge], LINE_HEIGHT, plot.up.end + 4, plot.up.start - 4)
    for end, y in zip(at_edge, places, strict=True):
        letters = max(6, int((plot.width - end.x - 12) / LETTER))
        for row, words in enumerate(_wrapped(end.name, letters)[:2]):
            yield Words(end.x + 12, y + row * (LINE_HEIGHT - 2), words, end.look)
    for end in ends:
        if end not in at_edge:
            room = LETTER * len(end.name)
            y = end.y + (20 if end.is_falling else -12)
            yield Words(max(end.x + 6, room), y, end.name, end.look, "end")


@dataclass(frozen=True, slots=True)
class _End:
    name: str
    look: str
    x: float
    y: float
    is_falling: bool = False


def _ends(chart: Chart, plot: Plot) -> list[_End]:
    ends = []
    for order, line in enumerate(chart.lines, 1):
        known = [point for point in line.points if point.value is not None]
        if known:
            x, y = _place(known[-1], plot)
            is_falling = len(known) > 1 and _place(known[-2], plot)[1] < y
            ends.append(_End(line.name, f"name-{order}", x, y, is_falling))
    if chart.target:
        at, value = chart.target.corners[-1]
        ends.append(_End(chart.target.label, "target-name", plot.across(at), plot.up(value)))
    return ends
