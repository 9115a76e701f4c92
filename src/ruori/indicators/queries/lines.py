"""One line, or the lines of a region, on any day and as known on any day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from ruori.indicators.models import Break, Observation, TargetPoint, TargetState
from ruori.indicators.rules.codes import (
    BreakKind,
    Confidence,
    Mode,
    PathShape,
    Replaces,
    Status,
    TargetLevel,
)
from ruori.indicators.rules.lines import BreakMark, Point, Source, as_of_day, current_line
from ruori.indicators.rules.targets import Base, Promise, TargetMark, span
from ruori.kernel.instants import known_before
from ruori.kernel.period import Period

POINT_FIELDS = (
    "series_id",
    "start_on",
    "end_on",
    "value",
    "raw",
    "status",
    "conf",
    "numerator",
    "denominator",
    "note",
    "is_withdrawn",
    "id",
    "batch_id",
    "series__frequency",
    "batch__source_key",
    "batch__known_at",
    "batch__replaces",
    "batch__method",
    "batch__licence",
    "batch__citation",
    "batch__entered_by_label",
    "batch__known_order",
)


def series_points(
    series_id: int, *, as_of: date, known_on: date, is_public: bool
) -> tuple[Point, ...]:
    """The line of a series as seen from a day and as known on a day; one query.

    With `is_public` only batches published by then count. The caller hides small numbers by
    `rules.small`, which needs the sister lines too.
    """
    lines = region_line_points([series_id], as_of=as_of, known_on=known_on, is_public=is_public)
    return lines.get(series_id, ())


def region_line_points(
    series_ids: Iterable[int], *, as_of: date, known_on: date, is_public: bool
) -> dict[int, tuple[Point, ...]]:
    """The lines of several series, from the log of observations; one query."""
    rows = known_rows(known_on, is_public=is_public).filter(series_id__in=list(series_ids))
    return lines_from(rows.values_list(*POINT_FIELDS), as_of)


def known_rows(known_on: date, *, is_public: bool) -> QuerySet[Any, Any]:
    """The observations that counted at the end of a day, inside or in public."""
    known = known_before(known_on)
    counted = Q(batch__known_at__lt=known)
    if is_public:
        counted &= Q(batch__published_at__lt=known)
    return Observation.objects.filter(counted)


def lines_from(rows: Iterable[tuple[Any, ...]], as_of: date) -> dict[int, tuple[Point, ...]]:
    """Rows of POINT_FIELDS, vintages and all, as the lines that count."""
    vintages: dict[int, list[Point]] = defaultdict(list)
    for row in rows:
        vintages[row[0]].append(point_from(row))
    return {pk: as_of_day(current_line(points), as_of) for pk, points in vintages.items()}


def point_from(row: Sequence[Any]) -> Point:
    """A row of POINT_FIELDS as a point."""
    return Point(
        period=Period(row[1], row[2], row[13]),
        value=row[3],
        raw=row[4],
        status=Status(row[5]),
        conf=Confidence(row[6]),
        numerator=row[7],
        denominator=row[8],
        note=row[9],
        is_withdrawn=row[10],
        observation_id=row[11],
        source=Source(
            batch_id=row[12],
            source_key=row[14],
            known_at=row[15],
            replaces=Replaces(row[16]),
            method=row[17],
            licence=row[18],
            citation=row[19],
            by_label=row[20],
            known_order=row[21],
        ),
    )


def breaks_of(series_ids: Iterable[int], *, known_on: date) -> dict[int, tuple[BreakMark, ...]]:
    """The breaks that stood at the end of a day, oldest first; one query."""
    known = known_before(known_on)
    taken_back = Break.objects.filter(recorded_at__lt=known, corrects__isnull=False)
    rows = (
        Break.objects.filter(series_id__in=list(series_ids), recorded_at__lt=known, is_void=False)
        .exclude(pk__in=taken_back.values("corrects_id"))
        .order_by("starts_on", "id")
    )
    found: dict[int, list[BreakMark]] = defaultdict(list)
    for row in rows:
        found[row.series_id].append(
            BreakMark(
                starts_on=row.starts_on,
                kind=BreakKind(row.kind),
                note=row.note,
                bridging_factor=row.bridging_factor,
                by_label=row.by_label,
                pk=row.pk,
            )
        )
    return {pk: tuple(marks) for pk, marks in found.items()}


def promises_of(
    series_ids: Iterable[int], as_of: date, known_on: date | None = None
) -> dict[int, tuple[Promise, ...]]:
    """The targets in force on a day, the primary one first; two queries."""
    states = list(
        TargetState.objects.in_force(as_of, known_on)
        .filter(target__series_id__in=list(series_ids))
        .select_related("target")
    )
    points = TargetPoint.objects.in_force(as_of, known_on).filter(
        target_id__in=[state.target_id for state in states]
    )
    marks = _marks_by_target(points)
    found: dict[int, list[Promise]] = defaultdict(list)
    for state in sorted(states, key=lambda row: not row.is_primary):
        if marks.get(state.target_id):
            found[state.target.series_id].append(_promise(state, marks[state.target_id]))
    return {pk: tuple(promises) for pk, promises in found.items()}


@dataclass(frozen=True, slots=True)
class TargetVersion:
    """A target as it held from a day on, with the reason and decision of the change."""

    target_id: int
    valid_from: date
    valid_to: date | None
    recorded_at: datetime
    promise: Promise
    reason: str
    decision_id: int | None


def target_history(series_id: int) -> tuple[TargetVersion, ...]:
    """Every version of the targets of a series that stands, oldest first: moved dates and lowered
    levels are shown beside what stood before; two queries."""
    states = list(
        TargetState.objects.standing()
        .filter(target__series_id=series_id)
        .select_related("target")
        .order_by("valid_from", "id")
    )
    points = list(TargetPoint.objects.standing().filter(target__series_id=series_id))
    return tuple(target_versions(states, points))


def target_versions(states: Iterable[Any], points: Sequence[Any]) -> list[TargetVersion]:
    """Each state of a target with the points that held with it; no query."""
    versions = []
    for state in states:
        holding = [
            point
            for point in points
            if point.target_id == state.target_id
            and point.valid_from <= state.valid_from
            and (point.valid_to is None or point.valid_to > state.valid_from)
        ]
        marks = _marks_by_target(holding).get(state.target_id)
        if marks:
            versions.append(
                TargetVersion(
                    target_id=state.target_id,
                    valid_from=state.valid_from,
                    valid_to=state.valid_to,
                    recorded_at=state.recorded_at,
                    promise=_promise(state, marks),
                    reason=state.reason,
                    decision_id=state.decision_id,
                )
            )
    return versions


def _marks_by_target(points: Iterable[Any]) -> dict[int, tuple[TargetMark, ...]]:
    found: dict[int, list[TargetMark]] = defaultdict(list)
    for point in points:
        found[point.target_id].append(
            TargetMark(span(point.start_on, point.end_on), point.value, point.low, point.high)
        )
    return {
        pk: tuple(sorted(marks, key=lambda mark: (mark.period.start, mark.period.end)))
        for pk, marks in found.items()
    }


def _promise(state: TargetState, marks: tuple[TargetMark, ...]) -> Promise:
    base = None
    if state.base_start_on is not None and state.base_end_on is not None:
        base = Base(span(state.base_start_on, state.base_end_on), Decimal(state.base_value))
    return Promise(
        level=TargetLevel(state.target.level),
        points=marks,
        unit_code=state.unit_code,
        base=base,
        mode=Mode(state.mode),
        path=PathShape(state.path),
        tolerance=state.tolerance,
        is_primary=state.is_primary,
        version=state.target.version,
    )
