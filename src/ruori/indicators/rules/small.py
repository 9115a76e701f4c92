"""Small numbers of the city's own figures: what may leave the house (indicators § 5)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ruori.indicators.rules.codes import Confidence
from ruori.indicators.rules.lines import Form, Point
from ruori.indicators.rules.units import Kind, UnitOfMeasure
from ruori.kernel.period import Period
from ruori.kernel.small_cells import (
    SMALLEST_DENOMINATOR,
    Sum,
    hidden_cells,
    is_small,
)

TOTAL = "total"


def is_small_point(point: Point, *, unit: UnitOfMeasure, smallest_told: int) -> bool:
    """True when a point stands on too few people to be told by itself."""
    parts = (point.numerator, point.value if unit.kind is Kind.COUNT else None)
    if any(part is not None and _is_small(abs(part), smallest_told) for part in parts):
        return True
    is_share = unit.kind in (Kind.SHARE, Kind.SURVEY_SHARE)
    return is_share and point.denominator is not None and point.denominator < SMALLEST_DENOMINATOR


def hide(point: Point) -> Point:
    """The point without anything its value could be worked out from; its status stays."""
    return replace(
        point,
        value=None,
        conf=Confidence.SUPPRESSED,
        numerator=None,
        denominator=None,
        raw="",
        note="",
    )


def protect_lines(
    lines: Mapping[str, Sequence[Point]],
    *,
    unit: UnitOfMeasure,
    smallest_told: int | None,
) -> dict[str, tuple[Point, ...]]:
    """The lines of one indicator and region as outsiders may see them, by breakdown.

    A breakdown is written `sex=female`, several parts `age=65+,sex=female`; `total` in a part
    means the whole. `smallest_told` None: the source has protected its figures already, but a
    value marked suppressed is hidden all the same.
    """
    if smallest_told is None:
        return {key: _only_marked(points) for key, points in lines.items()}
    hidden = _hidden_of_counts(lines, unit, smallest_told)
    return {
        key: tuple(
            hide(point)
            if point.form is Form.SUPPRESSED
            or is_small_point(point, unit=unit, smallest_told=smallest_told)
            or (key, point.period) in hidden
            else point
            for point in points
        )
        for key, points in lines.items()
    }


def sums_of(breakdowns: Sequence[str]) -> tuple[Sum, ...]:
    """How the breakdowns of one indicator add up: each part over all of its values.

    `sex=total` is the sum of `sex=female` and `sex=male`; an empty breakdown is the total of all.
    """
    read = {key: _parts(key) for key in breakdowns}
    dimensions = {name for parts in read.values() for name in parts}
    full = {
        key: {name: parts.get(name, TOTAL) for name in dimensions} for key, parts in read.items()
    }
    found = []
    for total, place in full.items():
        for name in sorted(dimensions):
            if place[name] != TOTAL:
                continue
            parts = tuple(
                key
                for key, other in full.items()
                if other[name] != TOTAL and {**other, name: TOTAL} == place
            )
            if parts:
                found.append(Sum(total, parts))
    return tuple(found)


def _parts(breakdown: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in breakdown.split(",") if part)
    return {name.strip(): value.strip() for name, _, value in pairs}


def _hidden_of_counts(
    lines: Mapping[str, Sequence[Point]], unit: UnitOfMeasure, smallest_told: int
) -> set[tuple[str, Period]]:
    """Cells to hide by subtraction: counts, and the numerators behind shares and rates."""
    sums = sums_of(tuple(lines))
    periods = {point.period for points in lines.values() for point in points}
    hidden: set[tuple[str, Period]] = set()
    for period in periods:
        counts = {
            key: int(abs(count))
            for key, points in lines.items()
            for point in points
            if point.period == period and (count := _count(point, unit)) is not None
        }
        cells = hidden_cells(counts, sums, smallest_told=smallest_told)
        hidden |= {(key, period) for key in cells}
    return hidden


def _count(point: Point, unit: UnitOfMeasure) -> Decimal | None:
    count = point.value if unit.kind is Kind.COUNT else point.numerator
    return count if count is not None and count == int(count) else None


def _is_small(count: Decimal, smallest_told: int) -> bool:
    return count == int(count) and is_small(int(count), smallest_told=smallest_told)


def _only_marked(points: Sequence[Point]) -> tuple[Point, ...]:
    return tuple(hide(point) if point.form is Form.SUPPRESSED else point for point in points)
