"""What is said about a line: the breaks in it and the targets set for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from ruori.audit import actions as audit
from ruori.columns.dated import history_of
from ruori.indicators.access import may_mark_break, may_set_target
from ruori.indicators.models import (
    Break,
    IndicatorState,
    Series,
    Target,
    TargetPoint,
    TargetState,
)
from ruori.indicators.queries import promises_of, state_on
from ruori.indicators.rules.codes import BreakKind, TargetChange, TargetLevel, Wanted
from ruori.indicators.rules.targets import Promise, TargetMark, change_of, check_promise, primary_of
from ruori.kernel.instants import city_day
from ruori.kernel.period import Period
from ruori.kernel.problems import Ref, refuse, require
from ruori.kernel.text import EMPTY, N_, Text
from ruori.kernel.validity import cut, put
from ruori.organisation.rules import Viewer

LABEL = "indicators.target"


@dataclass(frozen=True, slots=True)
class MarkedBreak:
    """A break as it was marked."""

    pk: int
    series_id: int
    starts_on: date


@dataclass(frozen=True, slots=True)
class SetTarget:
    """A target as it was set, and what that did to the promise that stood before."""

    pk: int
    version: int
    changes: tuple[TargetChange, ...]


@transaction.atomic
def mark_break(
    *,
    series_id: int,
    first: Period,
    kind: BreakKind,
    by: Viewer,
    at: datetime,
    note: Text = EMPTY,
    bridging_factor: Decimal | None = None,
) -> MarkedBreak:
    """Mark the first period that may not be read together with what was before it.

    Raises NotAllowed, Refused (BREAK_THERE: the same period is marked already).
    """
    stamped_at = audit.stamp(at=at)
    series = Series.objects.get(pk=series_id)
    state = state_on(series.indicator_id, city_day(at))
    require(may_mark_break(by, state, at=at))
    standing = Break.objects.filter(series_id=series_id, is_void=False, correction__isnull=True)
    if standing.filter(starts_on=first.start).exists():
        raise refuse("BREAK_THERE", N_("This period is already marked as a break."))
    row = Break.objects.create(
        series_id=series_id,
        starts_on=first.start,
        kind=kind,
        note=note,
        bridging_factor=bridging_factor,
        by_label=by.actor.label or by.actor.kind,
        recorded_at=stamped_at,
    )
    _record_break("break.marked", row, state, by, stamped_at)
    return MarkedBreak(row.pk, series_id, first.start)


@transaction.atomic
def void_break(*, break_id: int, by: Viewer, at: datetime) -> MarkedBreak:
    """Take a mistaken break back, by a new row; what was answered before stays as it was.

    Raises NotAllowed, Refused (BREAK_SETTLED: it was taken back already).
    """
    stamped_at = audit.stamp(at=at)
    old = Break.objects.select_related("series").get(pk=break_id)
    state = state_on(old.series.indicator_id, city_day(at))
    require(may_mark_break(by, state, at=at))
    if old.is_void or Break.objects.filter(corrects=old).exists():
        raise refuse("BREAK_SETTLED", N_("The break has been taken back already."))
    row = Break.objects.create(
        series_id=old.series_id,
        starts_on=old.starts_on,
        kind=old.kind,
        note=old.note,
        by_label=by.actor.label or by.actor.kind,
        corrects=old,
        is_void=True,
        recorded_at=stamped_at,
    )
    _record_break("break.voided", row, state, by, stamped_at)
    return MarkedBreak(row.pk, old.series_id, old.starts_on)


@transaction.atomic
def set_target(
    *,
    series_id: int,
    promise: Promise,
    start: date,
    by: Viewer,
    at: datetime,
    version: int = 0,
    reason: str = "",
    decision_id: int | None = None,
) -> SetTarget:
    """Set what is promised of a series from a day on; a change is a new version beside the old.

    `version` is 0 for a new target, else the one that was read. A target made easier or moved
    later needs a reason. Raises NotAllowed; Refused (TARGET_…, REASON_EMPTY, ANOTHER_PRIMARY);
    Conflict when somebody else changed the target meanwhile.
    """
    stamped_at = audit.stamp(at=at)
    series = Series.objects.get(pk=series_id)
    state = state_on(series.indicator_id, start)
    require(may_set_target(by, state, at=at))
    wanted = Wanted(state.wanted)
    check_promise(promise, wanted=wanted, decimals=state.decimals)
    before = promises_of([series_id], start).get(series_id, ())
    old = next((each for each in before if each.level is promise.level), None)
    _check_primary(promise, before)
    changes = change_of(old, promise, wanted=wanted)
    worse = {TargetChange.EASED, TargetChange.MOVED_LATER}
    if worse & set(changes) and not reason.strip():
        raise refuse("REASON_EMPTY", N_("A target made easier or later needs a reason."))
    target = _claimed(series_id, promise.level, version)
    if changes:
        _write(target, promise, start, stamped_at, reason.strip(), decision_id)
        _record_target(target, old, promise, changes, state, by, stamped_at)
    return SetTarget(target.pk, target.version, changes)


def _check_primary(promise: Promise, before: Sequence[Promise]) -> None:
    others = [each for each in before if each.level is not promise.level]
    other = primary_of(others)
    if promise.is_primary and other is not None:
        raise refuse(
            "ANOTHER_PRIMARY",
            N_("Only one target of a series is primary. Change the other one first."),
        )


def _claimed(series_id: int, level: TargetLevel, version: int) -> Target:
    target = Target.objects.filter(series_id=series_id, level=level).first()
    if target is None:
        return Target.objects.create(series_id=series_id, level=level)
    audit.claim(row=target, version=version)
    target.version = version + 1
    return target


def _write(
    target: Target,
    promise: Promise,
    start: date,
    stamped_at: datetime,
    reason: str,
    decision_id: int | None,
) -> None:
    base = promise.base
    state = {
        "target_id": target.pk,
        "base_start_on": base.period.start if base else None,
        "base_end_on": base.period.end if base else None,
        "base_value": base.value if base else None,
        "unit_code": promise.unit_code,
        "mode": promise.mode.value,
        "path": promise.path.value,
        "tolerance": promise.tolerance,
        "is_primary": promise.is_primary,
        "decision_id": decision_id,
        "reason": reason,
    }
    standing = TargetState.objects.standing().filter(target=target)
    audit.restate(
        model=TargetState,
        restatement=put(history_of(standing), state, start=start),
        stamped_at=stamped_at,
    )
    _write_points(target, promise.points, start, stamped_at)


def _write_points(
    target: Target, marks: Sequence[TargetMark], start: date, stamped_at: datetime
) -> None:
    standing = list(TargetPoint.objects.standing().filter(target=target))
    wanted = {(mark.period.start, mark.period.end): mark for mark in marks}
    periods = {(row.start_on, row.end_on) for row in standing} | wanted.keys()
    for period in sorted(periods):
        history = history_of(row for row in standing if (row.start_on, row.end_on) == period)
        mark = wanted.get(period)
        if mark is None:
            change = cut(history, start=start)
        else:
            change = put(history, _point_state(target, mark), start=start)
        audit.restate(model=TargetPoint, restatement=change, stamped_at=stamped_at)


def _point_state(target: Target, mark: TargetMark) -> dict[str, Any]:
    return {
        "target_id": target.pk,
        "start_on": mark.period.start,
        "end_on": mark.period.end,
        "value": mark.value,
        "low": mark.low,
        "high": mark.high,
    }


def _record_target(
    target: Target,
    old: Promise | None,
    new: Promise,
    changes: Sequence[TargetChange],
    state: IndicatorState,
    by: Viewer,
    stamped_at: datetime,
) -> None:
    audit.record(
        verb="target.set",
        about=Ref(LABEL, target.pk, state.name),
        by=by.actor,
        at=stamped_at,
        facts={
            "level": target.level,
            "changes": list(changes),
            "before": _told(old),
            "after": _told(new),
        },
    )


def _told(promise: Promise | None) -> dict[str, Any] | None:
    if promise is None:
        return None
    return {
        str(mark.period): mark.value if mark.value is not None else [mark.low, mark.high]
        for mark in promise.points
    }


def _record_break(
    verb: str, row: Break, state: IndicatorState, by: Viewer, stamped_at: datetime
) -> None:
    audit.record(
        verb=verb,
        about=Ref("indicators.break", row.pk, state.name),
        by=by.actor,
        at=stamped_at,
        facts={"series": row.series_id, "starts_on": row.starts_on, "kind": row.kind},
    )
