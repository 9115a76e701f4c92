"""Rules of plans: life stages, trees, the thread from measure to value, and what a change does.

Sources: domain §§ 1, 7, 12, 13, 14. Nothing here knows the database or a language.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from ruori.plans.codes import ChangeKind, GoalLevel, Operator, PlanKind, Stage, TestKind

EDITED_IN_PLACE = frozenset({Stage.DRAFT, Stage.HEARING, Stage.ON_AGENDA})
PROMISED = frozenset({Stage.ADOPTED, Stage.IN_FORCE})
FOLLOWED_KINDS = frozenset(
    {
        PlanKind.STRATEGY,
        PlanKind.POLICY,
        PlanKind.PROGRAMME,
        PlanKind.PLAN,
        PlanKind.OPERATING_PLAN,
    }
)

STEPS: Mapping[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.HEARING, Stage.ON_AGENDA, Stage.ADOPTED}),
    Stage.HEARING: frozenset({Stage.DRAFT, Stage.ON_AGENDA, Stage.ADOPTED}),
    Stage.ON_AGENDA: frozenset({Stage.DRAFT, Stage.HEARING, Stage.ADOPTED}),
    Stage.ADOPTED: frozenset({Stage.IN_FORCE, Stage.SUPERSEDED}),
    Stage.IN_FORCE: frozenset({Stage.EVALUATED, Stage.SUPERSEDED}),
    Stage.EVALUATED: frozenset({Stage.ENDED, Stage.SUPERSEDED}),
    Stage.ENDED: frozenset({Stage.SUPERSEDED}),
    Stage.SUPERSEDED: frozenset(),
}

CHILD_LEVELS: Mapping[GoalLevel | None, frozenset[GoalLevel]] = {
    None: frozenset(
        {GoalLevel.STRATEGIC, GoalLevel.FOCUS, GoalLevel.OBJECTIVE, GoalLevel.COMMITMENT}
    ),
    GoalLevel.STRATEGIC: frozenset({GoalLevel.FOCUS, GoalLevel.OBJECTIVE, GoalLevel.COMMITMENT}),
    GoalLevel.FOCUS: frozenset({GoalLevel.OBJECTIVE, GoalLevel.COMMITMENT}),
    GoalLevel.OBJECTIVE: frozenset({GoalLevel.SUB_OBJECTIVE}),
    GoalLevel.SUB_OBJECTIVE: frozenset(),
    GoalLevel.COMMITMENT: frozenset({GoalLevel.SUB_OBJECTIVE}),
}


def may_step(stage: Stage, to: Stage) -> bool:
    """True when a plan in `stage` may go to `to`."""
    return to in STEPS[stage]


def is_promised(stage: Stage) -> bool:
    """True once a plan is adopted and until it is evaluated: its measures are followed."""
    return stage in PROMISED


def period_is_over(period_to: date | None, on: date) -> bool:
    """True when the plan's own period has passed; it is followed until it is evaluated."""
    return period_to is not None and period_to < on


def may_hold(parent: GoalLevel | None, child: GoalLevel) -> bool:
    """True when a goal of level `child` may stand under `parent` (None: directly in the plan)."""
    return child in CHILD_LEVELS[parent]


def reordered(order: Sequence[int], moved: int, position: int) -> list[int]:
    """The siblings with `moved` at `position` (from 0, held within the row)."""
    rest = [each for each in order if each != moved]
    place = max(0, min(position, len(rest)))
    return [*rest[:place], moved, *rest[place:]]


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a promise before and after, with what the change did."""

    field: str
    before: Any
    after: Any
    kind: ChangeKind


_LATER_OR_EARLIER = frozenset({"ends_on", "due_on", "period_to"})
_WHO = frozenset({"unit_id", "post_id", "owner_unit_id"})
_WORDS = frozenset({"name", "text", "title", "introduction", "vision", "deed", "how"})
SILENT = frozenset(
    {
        "position",
        "code",
        "plain_text",
        "situation",
        "evaluation_plan",
        "cost_centres",
        "matters",
        "check_on",
    }
)
"""Fields that explain a promise and are none: a change of them leaves no line."""


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What a rewriting of an adopted promise changed, field by field (domain § 13).

    Order, codes and explanatory texts are no promises and leave no line; nor does the first giving
    of a thing to somebody, since nobody was let off.
    """
    return [
        Change(name, before.get(name), after[name], kind_of(name, before.get(name), after[name]))
        for name in after
        if _is_told(name, before.get(name), after[name])
    ]


def _is_told(field: str, before: Any, after: Any) -> bool:
    is_first_giving = field in _WHO and before is None
    return before != after and field not in SILENT and not is_first_giving


def kind_of(field: str, before: Any, after: Any) -> ChangeKind:
    """What a change of one field did to the promise."""
    if field in _WHO:
        return ChangeKind.REASSIGNED
    if field in _WORDS:
        return ChangeKind.REWORDED
    if field in _LATER_OR_EARLIER:
        return _moved(before, after)
    return ChangeKind.CHANGED


def _moved(before: date | None, after: date | None) -> ChangeKind:
    if before == after:
        return ChangeKind.CHANGED
    if after is None or (before is not None and after > before):
        return ChangeKind.MOVED_LATER
    return ChangeKind.MOVED_EARLIER


FIRST_AND_NOW = ("ends_on", "starts_on", "period_to", "period_from", "name", "title", "text")
"""Fields that a thing has once, so that its first and its present promise can be told."""


def first_and_now(changes: Iterable[tuple[str, Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """The first and the present promise of each changed field; changes come newest first.

    A field that was changed back to what was first promised is as it was, and is left out.
    """
    found: dict[str, tuple[Any, Any]] = {}
    for field, before, after in changes:
        if field in FIRST_AND_NOW:
            found[field] = (before, found.get(field, (None, after))[1])
    return {field: pair for field, pair in found.items() if pair[0] != pair[1]}


def target_change(
    before: Decimal | None, after: Decimal | None, *, rising_is_good: bool | None
) -> ChangeKind:
    """Whether a moved target eased or tightened the promise; no direction → CHANGED."""
    if before is None or after is None or rising_is_good is None or before == after:
        return ChangeKind.CHANGED
    return ChangeKind.EASED if (after < before) is rising_is_good else ChangeKind.TIGHTENED


def changes_of_test(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> list[Change]:
    """What setting, rewriting or taking away one test of a goal did to the promise.

    A target that moved says whether it eased or tightened: a widened range eases.
    """
    if before is None or after is None:
        return [Change("test", _told_test(before), _told_test(after), ChangeKind.CHANGED)]
    return [
        replace(change, kind=_kind_of_target(change, after["operator"]))
        for change in changes_between(before, after)
    ]


def _kind_of_target(change: Change, operator: str) -> ChangeKind:
    if change.field == "tolerance":
        return target_change(change.before, change.after, rising_is_good=False)
    if change.field not in {"low", "high"} or operator == Operator.EXACTLY:
        return change.kind
    is_floor = change.field == "low" and operator != Operator.AT_MOST
    return target_change(change.before, change.after, rising_is_good=is_floor)


def _told_test(state: Mapping[str, Any] | None) -> Any:
    """A test in the ledger: the words of a deed, the target of a figure."""
    if state is None:
        return None
    return state["deed"] if state["kind"] == TestKind.DEED else state["low"]


def thread_breaks(
    *, measures: Iterable[int], serves: Iterable[tuple[int, int]], reachable: frozenset[int]
) -> list[int]:
    """Measures from which no path leads to a goal that stands under a plan in force (L13).

    `serves` pairs a measure with a goal; `reachable` are the goals that hold on the day.
    """
    held = {measure for measure, goal in serves if goal in reachable}
    return [measure for measure in measures if measure not in held]


def unserved(*, goals: Mapping[int, int | None], served: Iterable[int]) -> list[int]:
    """Goals that nothing serves, neither themselves nor below (L14); `goals` maps to parents."""
    alive = set[int]()
    for goal in served:
        here: int | None = goal
        while here is not None and here not in alive:
            alive.add(here)
            here = goals.get(here)
    return [goal for goal in goals if goal not in alive]
