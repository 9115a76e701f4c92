"""What serves what, who takes part, which indicators measure and which are asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from ruori.audit.actions import record
from ruori.columns.dated import history_of
from ruori.indicators.models import Indicator
from ruori.kernel.problems import Problem, Ref, Refused, refuse
from ruori.kernel.text import EMPTY, N_, Text
from ruori.kernel.trees import days_of_change
from ruori.kernel.validity import on
from ruori.organisation.models import Unit
from ruori.organisation.rules import Viewer
from ruori.plans import access
from ruori.plans.actions.writing import (
    NO_TERMS,
    Pen,
    Terms,
    end_state,
    not_in_force,
    require_editor,
    state_on,
    take_pen,
    write_ledger,
    write_state,
)
from ruori.plans.codes import ChangeKind
from ruori.plans.models import (
    Goal,
    GoalIndicator,
    GoalState,
    Measure,
    MeasureIndicator,
    MeasureUnit,
    Plan,
    Serves,
)
from ruori.plans.rules import Change, changes_between


@dataclass(frozen=True, slots=True)
class Arrow:
    """What serves which goal: a measure, or a goal of another plan."""

    served: Goal
    measure: Measure | None = None
    goal: Goal | None = None

    @property
    def plan(self) -> Plan:
        """The plan of what serves. Raises TypeError unless exactly one does."""
        if (self.measure is None) == (self.goal is None):
            raise TypeError("exactly one of measure and goal serves")
        servant: Any = self.goal if self.measure is None else self.measure
        found: Plan = servant.plan
        return found

    @property
    def servant(self) -> dict[str, int | None]:
        """What serves, by column."""
        return {
            "measure_id": None if self.measure is None else self.measure.pk,
            "goal_id": None if self.goal is None else self.goal.pk,
        }

    @property
    def key(self) -> dict[str, int | None]:
        """The columns that tell the arrow apart."""
        return {**self.servant, "served_id": self.served.pk}

    @property
    def about(self) -> Ref:
        """What serves, for the trail."""
        if self.measure is not None:
            return Ref("plans.measure", self.measure.pk)
        return Ref("plans.goal", 0 if self.goal is None else self.goal.pk)


@transaction.atomic
def link_serves(
    *,
    served: Goal,
    by: Viewer,
    at: datetime,
    measure: Measure | None = None,
    goal: Goal | None = None,
    how: Text = EMPTY,
    weight: Decimal = Decimal(1),
    terms: Terms = NO_TERMS,
) -> None:
    """Let a measure, or a goal of another plan, serve a goal.

    Raises NotAllowed, Refused for a circle and for a goal that does not hold or is not seen.
    """
    arrow = Arrow(served, measure, goal)
    pen = take_pen(plan=arrow.plan, at=at, terms=terms)
    require_editor(pen, by)
    _check_circle(goal, served)
    told = write_arrow(pen, arrow, by, how=how, weight=weight)
    _write_ledger(pen, arrow, told)


@transaction.atomic
def unlink_serves(
    *,
    served: Goal,
    by: Viewer,
    at: datetime,
    measure: Measure | None = None,
    goal: Goal | None = None,
    terms: Terms = NO_TERMS,
) -> None:
    """End a service from a day on. Raises Refused when a measure would then serve nothing."""
    arrow = Arrow(served, measure, goal)
    pen = take_pen(plan=arrow.plan, at=at, terms=terms)
    require_editor(pen, by)
    name = _name(pen, served)
    if not end_state(pen, model=Serves, key=arrow.key):
        raise not_in_force(pen)
    if measure is not None:
        _check_serves(pen, measure)
    _write_ledger(pen, arrow, [Change("serves", name, None, ChangeKind.CHANGED)])
    facts = {"served": served.pk}
    record(verb="serves.unlinked", about=arrow.about, by=by.actor, at=pen.stamped_at, facts=facts)


def write_arrow(
    pen: Pen, arrow: Arrow, by: Viewer, *, how: Text = EMPTY, weight: Decimal = Decimal(1)
) -> list[Change]:
    """Write a service for the verbs of this part that have asked for the right already.

    Gives what it did to the promise. Raises Refused for a goal that does not hold or is not seen.
    """
    seen = GoalState.objects.in_force_or_draft(pen.start).filter(
        access.goal_states_visible_to(by), goal=arrow.served
    )
    if not seen.exists():
        raise refuse(
            "GOAL_NOT_IN_FORCE",
            N_("The goal to serve does not hold on %(day)s."),
            day=pen.start,
            field="serves",
        )
    state = {"how": how, "weight": weight}
    before = write_state(pen, model=Serves, key=arrow.key, state=state)
    facts = {"served": arrow.served.pk}
    record(verb="serves.linked", about=arrow.about, by=by.actor, at=pen.stamped_at, facts=facts)
    if before is not None:
        return changes_between(before, state)
    return [Change("serves", None, _name(pen, arrow.served), ChangeKind.CHANGED)]


@transaction.atomic
def set_co_units(
    *,
    measure: Measure,
    units: Sequence[Unit],
    by: Viewer,
    at: datetime,
    terms: Terms = NO_TERMS,
) -> None:
    """Say which other units and partners carry the measure out."""
    pen = take_pen(plan=measure.plan, at=at, terms=terms)
    require_editor(pen, by)
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=pen.start)
    rows = MeasureUnit.objects.filter(lasting, measure=measure, retracted_at__isnull=True)
    before = set(rows.values_list("unit_id", flat=True))
    after = {unit.pk for unit in units}
    for unit in sorted(after):
        write_state(
            pen, model=MeasureUnit, key={"measure_id": measure.pk, "unit_id": unit}, state={}
        )
    for unit in sorted(before - after):
        end_state(pen, model=MeasureUnit, key={"measure_id": measure.pk, "unit_id": unit})
    facts = {"before": sorted(before), "after": sorted(after)}
    about = Ref("plans.measure", measure.pk)
    record(verb="measure.co_units_set", about=about, by=by.actor, at=pen.stamped_at, facts=facts)


@transaction.atomic
def link_indicator(
    *,
    goal: Goal,
    indicator: Indicator,
    how: Text,
    by: Viewer,
    at: datetime,
    position: int = 0,
    terms: Terms = NO_TERMS,
) -> None:
    """Measure a goal by an indicator, saying how it measures this goal (A4).

    Raises Refused (HOW_MISSING) when it does not say how.
    """
    if not how:
        raise refuse("HOW_MISSING", N_("Tell how this measures the goal."), field="how")
    pen = take_pen(plan=goal.plan, at=at, terms=terms)
    require_editor(pen, by)
    key = {"goal_id": goal.pk, "indicator_id": indicator.pk}
    write_state(pen, model=GoalIndicator, key=key, state={"how": how, "position": position})
    about = Ref("plans.goal", goal.pk)
    facts = {"indicator": indicator.pk}
    record(verb="goal.indicator_linked", about=about, by=by.actor, at=pen.stamped_at, facts=facts)


@transaction.atomic
def unlink_indicator(
    *, goal: Goal, indicator: Indicator, by: Viewer, at: datetime, terms: Terms = NO_TERMS
) -> None:
    """Stop measuring a goal by an indicator from a day on."""
    pen = take_pen(plan=goal.plan, at=at, terms=terms)
    require_editor(pen, by)
    key = {"goal_id": goal.pk, "indicator_id": indicator.pk}
    if not end_state(pen, model=GoalIndicator, key=key):
        raise not_in_force(pen)
    about = Ref("plans.goal", goal.pk)
    facts = {"indicator": indicator.pk}
    record(verb="goal.indicator_unlinked", about=about, by=by.actor, at=pen.stamped_at, facts=facts)


@transaction.atomic
def ask_indicator(
    *,
    measure: Measure,
    indicator: Indicator,
    by: Viewer,
    at: datetime,
    terms: Terms = NO_TERMS,
) -> None:
    """Ask an indicator's figure whenever the measure is reported."""
    pen = take_pen(plan=measure.plan, at=at, terms=terms)
    require_editor(pen, by)
    key = {"measure_id": measure.pk, "indicator_id": indicator.pk}
    write_state(pen, model=MeasureIndicator, key=key, state={})
    facts = {"indicator": indicator.pk}
    about = Ref("plans.measure", measure.pk)
    record(verb="measure.indicator_asked", about=about, by=by.actor, at=pen.stamped_at, facts=facts)


def _write_ledger(pen: Pen, arrow: Arrow, changes: list[Change]) -> None:
    told = arrow.servant
    write_ledger(pen, changes=changes, goal=told["goal_id"], measure=told["measure_id"])


def _name(pen: Pen, goal: Goal) -> Text:
    row = state_on(pen, GoalState, goal=goal)
    return EMPTY if row is None else Text(row.name)


def _check_serves(pen: Pen, measure: Measure) -> None:
    """Raise Refused when the measure would serve nothing on the day or a later one."""
    rows = Serves.objects.filter(measure=measure, retracted_at__isnull=True)
    if pen.is_draft:
        has_gap = not rows.exists()
    else:
        history = history_of(rows)
        days = days_of_change([history], since=pen.start)
        has_gap = any(on(history, day) is None for day in days)
    if has_gap:
        raise refuse("SERVES_NOTHING", N_("Choose at least one goal that this serves."))


def _check_circle(goal: Goal | None, served: Goal) -> None:
    """A goal may not serve, over any number of steps, itself."""
    if goal is None:
        return
    arrows: dict[int, list[int]] = {}
    rows = Serves.objects.filter(goal__isnull=False, retracted_at__isnull=True)
    for servant, target in rows.values_list("goal_id", "served_id"):
        arrows.setdefault(servant, []).append(target)
    waiting, seen = [served.pk], set[int]()
    while waiting:
        here = waiting.pop()
        if here == goal.pk:
            raise Refused(Problem(code="LOOP", msgid=N_("A goal cannot serve itself.")))
        if here not in seen:
            seen.add(here)
            waiting.extend(arrows.get(here, ()))
