"""How the targets of indicators have changed: for the promise ledger (domain § 13)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from ruori.indicators.models import IndicatorState, TargetPoint, TargetState
from ruori.indicators.queries.lines import TargetVersion, target_versions
from ruori.indicators.rules.codes import TargetChange, Wanted
from ruori.indicators.rules.targets import TargetMark, change_of
from ruori.kernel.codes import Visibility
from ruori.kernel.moments import Moment
from ruori.organisation.rules import Viewer


@dataclass(frozen=True, slots=True)
class ChangedTarget:
    """One change of a target: of which indicator, what it did, from what to what, and why."""

    indicator: int
    kinds: tuple[TargetChange, ...]
    before: TargetMark
    after: TargetMark
    holds_from: date
    recorded_at: datetime
    reason: str
    decision: int | None


def target_changes(
    viewer: Viewer, moment: Moment, indicators: Collection[int]
) -> dict[int, tuple[ChangedTarget, ...]]:
    """The changes of each indicator's targets, newest first; one query, three when some changed.

    Of figures the viewer may see. What was first promised is no change.
    """
    if not indicators:
        return {}
    rows = TargetState.objects.standing().filter(target__series__indicator_id__in=indicators)
    states = list(rows.select_related("target__series").order_by("valid_from", "id"))
    counted = Counter(state.target_id for state in states)
    of_target = {
        state.target_id: state.target.series.indicator_id
        for state in states
        if counted[state.target_id] > 1
    }
    wanted = _wanted(viewer, moment, set(of_target.values()))
    kept = [state for state in states if of_target.get(state.target_id) in wanted]
    if not kept:
        return {}
    points = list(TargetPoint.objects.standing().filter(target_id__in=of_target))
    histories: dict[int, list[TargetVersion]] = defaultdict(list)
    for version in target_versions(kept, points):
        histories[version.target_id].append(version)
    found: dict[int, list[ChangedTarget]] = defaultdict(list)
    for target, versions in histories.items():
        indicator = of_target[target]
        found[indicator] += _changes(indicator, versions, wanted[indicator])
    return {pk: tuple(sorted(each, key=_newest)) for pk, each in found.items() if each}


def _wanted(viewer: Viewer, moment: Moment, indicators: Collection[int]) -> dict[int, Wanted]:
    """Which way each figure should go, of those the viewer may see; no query of none."""
    if not indicators:
        return {}
    states = IndicatorState.objects.in_force(moment.as_of, moment.known_on).filter(
        indicator_id__in=indicators
    )
    if not viewer.is_staff:
        states = states.filter(visibility=Visibility.PUBLIC)
    return {state.indicator_id: Wanted(state.wanted) for state in states}


def _changes(
    indicator: int, versions: list[TargetVersion], wanted: Wanted
) -> Iterator[ChangedTarget]:
    for old, new in pairwise(versions):
        kinds = change_of(old.promise, new.promise, wanted=wanted)
        if kinds:
            yield ChangedTarget(
                indicator=indicator,
                kinds=kinds,
                before=old.promise.last,
                after=new.promise.last,
                holds_from=new.valid_from,
                recorded_at=new.recorded_at,
                reason=new.reason,
                decision=new.decision_id,
            )


def _newest(change: ChangedTarget) -> float:
    return -change.recorded_at.timestamp()
