"""One line of numbers as known at an instant: vintages, usable points, breaks, staleness."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from ruori.indicators.rules.codes import (
    IN_TREND,
    MAY_DECIDE,
    BreakKind,
    Confidence,
    Replaces,
    Status,
)
from ruori.kernel.period import Period
from ruori.kernel.problems import refuse
from ruori.kernel.text import EMPTY, N_, Text

STALE_AFTER_DAYS = 90
"""Patience beyond one frequency and the source's own lag (indicators § 4)."""


class Form(StrEnum):
    """Absent, suppressed and zero are three things; zero is a value like any other."""

    VALUE = "VALUE"
    ABSENT = "ABSENT"
    SUPPRESSED = "SUPPRESSED"


@dataclass(frozen=True, slots=True)
class Source:
    """Which arrival a value came in: its vintage, method, source and licence."""

    batch_id: int
    source_key: str
    known_at: datetime
    replaces: Replaces = Replaces.ROWS
    method: str = ""
    licence: str = ""
    citation: str = ""
    by_label: str = ""
    known_order: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a line: its period, what kind of figure it is, and where it came from."""

    period: Period
    value: Decimal | None
    status: Status
    source: Source
    conf: Confidence = Confidence.FREE
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    note: str = ""
    raw: str = ""
    observation_id: int | None = None
    is_withdrawn: bool = False
    is_partial: bool = False

    @property
    def form(self) -> Form:
        """Whether there is a value to show, none, or one that may not be told."""
        if self.conf is Confidence.SUPPRESSED:
            return Form.SUPPRESSED
        return Form.ABSENT if self.value is None else Form.VALUE

    @property
    def is_usable(self) -> bool:
        """True when the point may take part in judging."""
        return self.form is Form.VALUE and self.status in IN_TREND and not self.is_partial

    def may_decide(self, *, has_only_estimates: bool = False) -> bool:
        """True when the point is firm enough to call a target reached."""
        firm = self.status in MAY_DECIDE or (has_only_estimates and self.status is Status.ESTIMATE)
        return firm and self.is_usable


@dataclass(frozen=True, slots=True)
class BreakMark:
    """A place no line, slope or limit may cross."""

    starts_on: date
    kind: BreakKind
    note: Text = EMPTY
    bridging_factor: Decimal | None = None
    by_label: str = ""
    pk: int | None = None


def current_line(vintages: Iterable[Point]) -> tuple[Point, ...]:
    """The line that counts: for each period the latest vintage, withdrawn periods left out.

    Vintages are ordered by the turn in which they began to count. A whole
    release withdraws the periods it lacks by rows of its own, so the same rule serves both.
    """
    latest: dict[Period, Point] = {}
    for point in vintages:
        before = latest.get(point.period)
        if before is None or vintage_key(before) < vintage_key(point):
            latest[point.period] = point
    kept = (point for point in latest.values() if not point.is_withdrawn)
    return tuple(sorted(kept, key=lambda point: (point.period.start, point.period.end)))


def vintage_key(point: Point) -> tuple[datetime, int]:
    """What orders two vintages of the same period: when, and in which turn, they began to count."""
    return point.source.known_at, point.source.known_order


def as_of_day(points: Sequence[Point], day: date) -> tuple[Point, ...]:
    """The line seen from a day: later periods left out (forecasts kept), partial ones marked."""
    return tuple(
        replace(point, is_partial=not point.period.is_over(day) and not _is_forecast(point))
        for point in points
        if point.period.start <= day or _is_forecast(point)
    )


def _is_forecast(point: Point) -> bool:
    return point.status is Status.FORECAST


def after_last_break(points: Sequence[Point], breaks: Iterable[BreakMark]) -> tuple[Point, ...]:
    """The points that may be read together: those since the last break (marked, or status B)."""
    begin = last_break(points, breaks)
    return tuple(point for point in points if begin is None or point.period.start >= begin)


def last_break(points: Sequence[Point], breaks: Iterable[BreakMark]) -> date | None:
    """The day from which the line may be read together; None when nothing breaks it."""
    starts = [mark.starts_on for mark in breaks]
    starts += [point.period.start for point in points if point.status is Status.BREAK]
    last = points[-1].period.start if points else date.min
    passed = [start for start in starts if start <= last]
    return max(passed, default=None)


def usable(points: Iterable[Point]) -> tuple[Point, ...]:
    """The points that take part in judging. Raises Refused when two methods stand in one line."""
    chosen = tuple(point for point in points if point.is_usable)
    methods = sorted({point.source.method for point in chosen})
    if len(methods) > 1:
        raise refuse(
            "METHODS_MIXED",
            N_("Figures of two methods (%(methods)s) cannot be read as one line."),
            methods=", ".join(method or "–" for method in methods),
        )
    return chosen


def is_stale(period: Period, *, every: int, lag_days: int, as_of: date) -> bool:
    """True when the next value is overdue: one frequency, the source's lag and 90 days passed."""
    return as_of > expected_by(period, every=every, lag_days=lag_days) + timedelta(
        days=STALE_AFTER_DAYS
    )


def expected_by(period: Period, *, every: int, lag_days: int) -> date:
    """The day by which the value after this period should be published."""
    length = (period.end - period.start).days + 1
    if period.frequency == "A" and period.end.year > period.start.year + 1:
        length = 366
    return period.end + timedelta(days=length * every + lag_days)


def is_nominal_too_long(points: Sequence[Point], *, is_money: bool, price_year: int | None) -> bool:
    """True when euros of more than three years are compared without a price year."""
    if not is_money or price_year is not None or not points:
        return False
    return points[-1].period.end.year - points[0].period.start.year >= 3
