"""What serves what, who takes part, which indicators measure and which are asked."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from ruori.audit.actions import record
from ruori.indicators.models import Indicator
from ruori.kernel.problems import Problem, Ref, Refused
from ruori.kernel.text import EMPTY, N_, Text
from ruori.organisation.models import Unit
from ruori.organisation.rules import Viewer
from ruori.plans.actions.writing import (
    NO_TERMS,
    Terms,
    end_state,
    require_editor,
    take_pen,
    write_state,
)
from ruori.plans.models import (
    Goal,
    GoalIndicator,
    Measure,
    MeasureIndicator,
    MeasureUnit,
    Plan,
    Serves,
)


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
    """Let a measure, or a goal of another plan, serve a goal. Raises Refused for a circle."""
    plan = _home(measure, goal)
    pen = take_pen(plan=plan, at=at, terms=terms)
    require_editor(plan=plan, by=by)
    _check_circle(goal, served)
    state = {"how": how, "weight": weight}
    write_state(pen, model=Serves, key=_arrow(measure, goal, served), state=state)
    facts = {"served": served.pk}
    about = _about(measure, goal)
    record(verb="serves.linked", about=about, by=by.actor, at=pen.stamped_at, facts=facts)


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
    plan = _home(measure, goal)
    pen = take_pen(plan=plan, at=at, terms=terms)
    require_editor(plan=plan, by=by)
    left = Serves.objects.filter(
        measure=measure, retracted_at__isnull=True, valid_to__isnull=True
    ).exclude(served=served)
    if measure is not None and not left.exists():
        raise Refused(
            Problem(code="SERVES_NOTHING", msgid=N_("Choose at least one goal that this serves."))
        )
    end_state(pen, model=Serves, key=_arrow(measure, goal, served))
    facts = {"served": served.pk}
    about = _about(measure, goal)
    record(verb="serves.unlinked", about=about, by=by.actor, at=pen.stamped_at, facts=facts)


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
    require_editor(plan=measure.plan, by=by)
    before = set(
        MeasureUnit.objects.filter(
            measure=measure, retracted_at__isnull=True, valid_to__isnull=True
        ).values_list("unit_id", flat=True)
    )
    after = {unit.pk for unit in units}
    for unit in sorted(after - before):
        write_state(
            pen, model=MeasureUnit, key={"measure_id": measure.pk, "unit_id": unit}, state={}
        )
    for unit in sorted(before - after):
        end_state(pen, model=MeasureUnit, key={"measure_id": measure.pk, "unit_id": unit})
    facts = {"before": sorted(before), "after": sorted(after)}
    about = _about(measure, None)
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
    """Measure a goal by an indicator, saying how it measures this goal (A4)."""
    pen = take_pen(plan=goal.plan, at=at, terms=terms)
    require_editor(plan=goal.plan, by=by)
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
    require_editor(plan=goal.plan, by=by)
    end_state(pen, model=GoalIndicator, key={"goal_id": goal.pk, "indicator_id": indicator.pk})
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
    require_editor(plan=measure.plan, by=by)
    key = {"measure_id": measure.pk, "indicator_id": indicator.pk}
    write_state(pen, model=MeasureIndicator, key=key, state={})
    facts = {"indicator": indicator.pk}
    about = _about(measure, None)
    record(verb="measure.indicator_asked", about=about, by=by.actor, at=pen.stamped_at, facts=facts)


def _home(measure: Measure | None, goal: Goal | None) -> Plan:
    if measure is not None and goal is None:
        return measure.plan
    if goal is not None and measure is None:
        return goal.plan
    raise TypeError("exactly one of measure and goal serves")


def _arrow(measure: Measure | None, goal: Goal | None, served: Goal) -> dict[str, Any]:
    return {
        "measure_id": None if measure is None else measure.pk,
        "goal_id": None if goal is None else goal.pk,
        "served_id": served.pk,
    }


def _about(measure: Measure | None, goal: Goal | None) -> Ref:
    if measure is not None:
        return Ref("plans.measure", measure.pk)
    return Ref("plans.goal", 0 if goal is None else goal.pk)


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
