"""Measures and their next tasks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from ruori.audit.actions import claim, record
from ruori.columns.dated import Dated
from ruori.kernel.codes import Visibility
from ruori.kernel.problems import Problem, Ref, Refused, require
from ruori.kernel.text import EMPTY, N_, Text
from ruori.organisation.models import Post, Unit
from ruori.organisation.rules import Viewer
from ruori.plans import access
from ruori.plans.actions.goals import check_reason, standing_name
from ruori.plans.actions.links import Arrow, write_arrow
from ruori.plans.actions.plans import check_period, columns_of, facts_of
from ruori.plans.actions.writing import (
    NO_TERMS,
    Pen,
    Terms,
    Written,
    amend_state,
    called,
    end_belonging,
    end_state,
    existence,
    not_in_force,
    owner_of,
    require_editor,
    state_on,
    take_pen,
    write_ledger,
    write_state,
)
from ruori.plans.codes import ChangeKind, EnvironmentEffect, NeedsMoney, Origin
from ruori.plans.models import (
    Goal,
    Measure,
    MeasureIndicator,
    MeasureState,
    MeasureUnit,
    Plan,
    Serves,
    Step,
)


@dataclass(frozen=True, slots=True)
class MeasureTerms:
    """What a measure promises, who answers, when, and with which money (sums in euros)."""

    name: Text
    unit: Unit
    post: Post | None = None
    text: Text = EMPTY
    plain_text: Text = EMPTY
    code: str = ""
    visibility: Visibility = Visibility.PUBLIC
    starts_on: date | None = None
    ends_on: date | None = None
    is_continuous: bool = False
    needs_money: NeedsMoney = NeedsMoney.UNKNOWN
    need_euros: Decimal | None = None
    population_group: str = ""
    area: str = ""
    environment_effect: EnvironmentEffect = EnvironmentEffect.UNKNOWN
    environment_text: Text = EMPTY
    question: Text = EMPTY
    funder: str = ""
    project_euros: Decimal | None = None
    heir: Measure | None = None


MEASURE_FIELDS = frozenset(MeasureTerms.__dataclass_fields__)


@transaction.atomic
def add_measure(
    *,
    plan: Plan,
    measure: MeasureTerms,
    serves: Sequence[Goal],
    by: Viewer,
    at: datetime,
    origin: Origin = Origin.PLAN,
    is_example: bool = False,
    source_line: int | None = None,
    terms: Terms = NO_TERMS,
) -> Measure:
    """Promise a measure that serves at least one goal. Raises Refused when it would serve none."""
    pen = take_pen(plan=plan, at=at, terms=terms)
    require_editor(pen, by)
    check_period(measure.starts_on, measure.ends_on)
    if not serves:
        raise Refused(
            Problem(code="SERVES_NOTHING", msgid=N_("Choose at least one goal that this serves."))
        )
    made = Measure.objects.create(
        plan=plan, origin=origin, is_example=is_example, source_line=source_line
    )
    columns = columns_of({name: getattr(measure, name) for name in MEASURE_FIELDS}, MEASURE_FIELDS)
    write_state(pen, model=MeasureState, key={"measure_id": made.pk}, state=columns)
    for goal in serves:
        write_arrow(pen, Arrow(goal, measure=made), by)
    write_ledger(pen, changes=existence(ChangeKind.ADDED, measure.name), measure=made.pk)
    about = Ref("plans.measure", made.pk, measure.name)
    record(
        verb="measure.added", about=about, by=by.actor, at=pen.stamped_at, facts={"origin": origin}
    )
    return made


@transaction.atomic
def change_measure(
    *,
    measure: Measure,
    version: int,
    changes: Mapping[str, Any],
    by: Viewer,
    at: datetime,
    terms: Terms = NO_TERMS,
) -> Written:
    """Change a measure; what was promised before stays in the ledger.

    Raises Conflict when somebody changed it meanwhile, NotAllowed, Refused.
    """
    pen = take_pen(plan=measure.plan, at=at, terms=terms)
    _require_doer(pen, measure, by)
    claim(row=measure, version=version)
    columns = columns_of(changes, MEASURE_FIELDS)
    key = {"measure_id": measure.pk}
    told = amend_state(pen, model=MeasureState, key=key, changes=columns, check=_check_state)
    write_ledger(pen, changes=told, measure=measure.pk)
    about = Ref("plans.measure", measure.pk, called(pen, MeasureState, **key))
    facts = facts_of(columns, told)
    record(verb="measure.changed", about=about, by=by.actor, at=pen.stamped_at, facts=facts)
    return Written(measure.pk, version + 1)


@transaction.atomic
def drop_measure(
    *, measure: Measure, version: int, by: Viewer, at: datetime, terms: Terms = NO_TERMS
) -> Written:
    """Drop a measure from a day on; an adopted one needs a reason that stays public."""
    pen = take_pen(plan=measure.plan, at=at, terms=terms)
    require_editor(pen, by)
    claim(row=measure, version=version)
    check_reason(pen)
    key = {"measure_id": measure.pk}
    name = standing_name(pen, MeasureState, **key)
    if not end_state(pen, model=MeasureState, key=key):
        raise not_in_force(pen)
    for model, apart in _BELONGING:
        end_belonging(pen, model=model, key=key, apart=apart)
    write_ledger(pen, changes=existence(ChangeKind.DROPPED, name), measure=measure.pk)
    about = Ref("plans.measure", measure.pk, name)
    record(verb="measure.dropped", about=about, by=by.actor, at=pen.stamped_at)
    return Written(measure.pk, version + 1)


_BELONGING: Sequence[tuple[type[Dated], Sequence[str]]] = (
    (Serves, ("served_id",)),
    (MeasureUnit, ("unit_id",)),
    (MeasureIndicator, ("indicator_id",)),
)


@transaction.atomic
def add_step(*, measure: Measure, text: Text, due_on: date, by: Viewer, at: datetime) -> Step:
    """Agree on a next task of a measure and its day. Raises NotAllowed, Refused (plan ended)."""
    pen = take_pen(plan=measure.plan, at=at)
    _require_doer(pen, measure, by)
    position = Step.objects.filter(measure=measure).count()
    step = Step.objects.create(measure=measure, position=position, text=text, due_on=due_on)
    about = Ref("plans.step", step.pk, text)
    facts = {"due_on": due_on}
    record(verb="step.added", about=about, by=by.actor, at=pen.stamped_at, facts=facts)
    return step


@transaction.atomic
def finish_step(*, step: Step, version: int, done_on: date, by: Viewer, at: datetime) -> Written:
    """Mark a task done on a day. Raises Conflict when somebody changed it meanwhile."""
    pen = take_pen(plan=step.measure.plan, at=at)
    _require_doer(pen, step.measure, by)
    claim(row=step, version=version, changes={"done_on": done_on})
    about = Ref("plans.step", step.pk, step.text)
    facts = {"done_on": done_on}
    record(verb="step.finished", about=about, by=by.actor, at=pen.stamped_at, facts=facts)
    return Written(step.pk, version + 1)


def _require_doer(pen: Pen, measure: Measure, by: Viewer) -> None:
    state = state_on(pen, MeasureState, measure=measure)
    unit = None if state is None else state.unit_id
    require(access.may_edit_measure(by, unit_id=unit, owner_unit_id=owner_of(pen)))


def _check_state(state: Mapping[str, Any]) -> None:
    check_period(state["starts_on"], state["ends_on"])
