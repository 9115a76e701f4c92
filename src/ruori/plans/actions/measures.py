"""Measures and their next tasks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from ruori.audit.actions import claim, record, stamp
from ruori.kernel.codes import Visibility
from ruori.kernel.problems import Problem, Ref, Refused
from ruori.kernel.text import EMPTY, N_, Text
from ruori.organisation.models import Post, Unit
from ruori.organisation.rules import Viewer
from ruori.plans import access
from ruori.plans.actions.goals import check_reason, standing_name
from ruori.plans.actions.links import link_serves
from ruori.plans.actions.plans import columns_of, facts_of
from ruori.plans.actions.writing import (
    NO_TERMS,
    Terms,
    Written,
    amend_state,
    end_state,
    existence,
    owner_of,
    require,
    require_editor,
    take_pen,
    write_ledger,
    write_state,
)
from ruori.plans.codes import ChangeKind, EnvironmentEffect, NeedsMoney, Origin
from ruori.plans.models import Goal, Measure, MeasureState, Plan, Serves, Step


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


def check_days(starts_on: date | None, ends_on: date | None) -> None:
    """Raise Refused for a measure that ends before it begins."""
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise Refused(
            Problem(
                code="PERIOD_IN_DISORDER",
                msgid=N_("The period ends (%(ends)s) before it begins (%(begins)s)."),
                facts={"begins": starts_on, "ends": ends_on},
            )
        )


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
    require_editor(plan=plan, by=by)
    check_days(measure.starts_on, measure.ends_on)
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
        link_serves(served=goal, measure=made, by=by, at=at, terms=terms)
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
    require(
        access.may_edit_measure(by, unit_id=_unit_of(measure), owner_unit_id=owner_of(measure.plan))
    )
    claim(row=measure, version=version)
    columns = columns_of(changes, MEASURE_FIELDS)
    check_days(columns.get("starts_on"), columns.get("ends_on"))
    told = amend_state(pen, model=MeasureState, key={"measure_id": measure.pk}, changes=columns)
    write_ledger(pen, changes=told, measure=measure.pk)
    about = Ref("plans.measure", measure.pk)
    record(
        verb="measure.changed",
        about=about,
        by=by.actor,
        at=pen.stamped_at,
        facts=facts_of(columns),
    )
    return Written(measure.pk, version + 1)


@transaction.atomic
def drop_measure(
    *, measure: Measure, version: int, by: Viewer, at: datetime, terms: Terms = NO_TERMS
) -> Written:
    """Drop a measure from a day on; an adopted one needs a reason that stays public."""
    pen = take_pen(plan=measure.plan, at=at, terms=terms)
    require_editor(plan=measure.plan, by=by)
    claim(row=measure, version=version)
    check_reason(pen)
    name = standing_name(MeasureState, {"measure_id": measure.pk})
    end_state(pen, model=MeasureState, key={"measure_id": measure.pk})
    served = Serves.objects.filter(measure=measure, retracted_at__isnull=True)
    for goal in set(served.values_list("served_id", flat=True)):
        end_state(pen, model=Serves, key={"measure_id": measure.pk, "served_id": goal})
    write_ledger(pen, changes=existence(ChangeKind.DROPPED, name), measure=measure.pk)
    about = Ref("plans.measure", measure.pk, name)
    record(verb="measure.dropped", about=about, by=by.actor, at=pen.stamped_at)
    return Written(measure.pk, version + 1)


@transaction.atomic
def add_step(*, measure: Measure, text: Text, due_on: date, by: Viewer, at: datetime) -> Step:
    """Agree on a next task of a measure and its day."""
    stamped_at = stamp(at=at)
    _require_doer(measure, by)
    position = Step.objects.filter(measure=measure).count()
    step = Step.objects.create(measure=measure, position=position, text=text, due_on=due_on)
    about = Ref("plans.step", step.pk, text)
    record(verb="step.added", about=about, by=by.actor, at=stamped_at, facts={"due_on": due_on})
    return step


@transaction.atomic
def finish_step(*, step: Step, version: int, done_on: date, by: Viewer, at: datetime) -> Written:
    """Mark a task done on a day. Raises Conflict when somebody changed it meanwhile."""
    stamped_at = stamp(at=at)
    _require_doer(step.measure, by)
    claim(row=step, version=version, changes={"done_on": done_on})
    about = Ref("plans.step", step.pk, step.text)
    record(
        verb="step.finished", about=about, by=by.actor, at=stamped_at, facts={"done_on": done_on}
    )
    return Written(step.pk, version + 1)


def _require_doer(measure: Measure, by: Viewer) -> None:
    require(
        access.may_edit_measure(by, unit_id=_unit_of(measure), owner_unit_id=owner_of(measure.plan))
    )


def _unit_of(measure: Measure) -> int:
    row = MeasureState.objects.filter(measure=measure, retracted_at__isnull=True)
    return int(row.order_by("-id").values_list("unit_id", flat=True)[0])
