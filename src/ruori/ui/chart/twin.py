"""The table beside every chart: the same figures, periods as rows, marks in words."""

from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext

from ruori.ui.chart.figures import Chart, Point, Target
from ruori.ui.conventions import DASH
from ruori.ui.formats import missing, number
from ruori.ui.parts import Cell, Column, Row, Table


def chart_table(chart: Chart) -> Table:
    """The table twin: one row a period, one column a line, and the target's path."""
    columns = [Column(gettext("Period"))]
    columns += [Column(line.name, is_number=True) for line in chart.lines]
    if chart.target:
        columns.append(Column(chart.target.label, is_number=True))
    rows = tuple(_row(chart, at, label) for at, label in _periods(chart).items())
    caption = f"{chart.title} ({chart.unit})" if chart.unit else chart.title
    return Table(caption, tuple(columns), rows)


def _periods(chart: Chart) -> dict[Decimal, str]:
    """Every period that is charted, the target's corners too, in order of time."""
    labels = {point.at: point.label for point in chart.points()}
    for at, _ in chart.target.corners if chart.target else ():
        labels.setdefault(at, str(int(at)))
    return dict(sorted(labels.items()))


def _row(chart: Chart, at: Decimal, label: str) -> Row:
    found = [_at(line.points, at) for line in chart.lines]
    cells = [Cell(label), *(_figure(point, chart) for point in found)]
    if chart.target:
        promised = on_path(chart.target, at)
        decimals = _decimals(chart)
        words = gettext("no target") if promised is None else ""
        cells.append(Cell(words or number(promised, chart.language, decimals)))
    return Row(tuple(cells))


def _at(points: tuple[Point, ...], at: Decimal) -> Point | None:
    return next((point for point in points if point.at == at), None)


def _figure(point: Point | None, chart: Chart) -> Cell:
    if point is None:
        return Cell(missing(chart.language))
    if point.value is None:
        return Cell(point.note or missing(chart.language), note=point.gap)
    notes = [point.note, point.gap]
    if point.low is not None and point.high is not None:
        ends = (number(end, chart.language, chart.decimals) for end in (point.low, point.high))
        notes.insert(0, gettext("interval %(ends)s") % {"ends": DASH.join(ends)})
    figure = number(point.value, chart.language, chart.decimals)
    return Cell(figure, note="; ".join(note for note in notes if note))


def on_path(target: Target, at: Decimal) -> Decimal | None:
    """What the drawn path promises at a time; nothing before its start and after its end."""
    for (start, first), (end, last) in pairwise(target.corners):
        if start <= at <= end:
            return first + (last - first) * (at - start) / (end - start)
    return None


def _decimals(chart: Chart) -> int:
    """As many decimals as the chart's own figures have."""
    if chart.decimals is not None:
        return chart.decimals
    values = (point.value for point in chart.points() if point.value is not None)
    return max(max(0, -int(value.normalize().as_tuple().exponent)) for value in values)
