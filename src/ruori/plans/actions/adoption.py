"""A plan's life: adopted by a body, in force, evaluated, ended; and what the public sees."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ruori.audit.actions import claim, record
from ruori.columns.dated import state_of
from ruori.decisions.models import Decision
from ruori.decisions.rules import DecisionKind, adopts
from ruori.kernel.codes import Visibility
from ruori.kernel.moments import now
from ruori.kernel.problems import Problem, Ref, Refused, refuse, require
from ruori.kernel.text import N_, Text
from ruori.organisation.rules import Viewer
from ruori.plans import access
from ruori.plans.actions.writing import Pen, Written, check_public, take_pen
from ruori.plans.codes import Stage
from ruori.plans.models import (
    GoalIndicator,
    GoalState,
    GoalTest,
    MeasureIndicator,
    MeasureState,
    MeasureUnit,
    Plan,
    PlanState,
    PlanVersion,
    Serves,
    ValueState,
)
from ruori.plans.queries.findings import blocking
from ruori.plans.rules import EDITED_IN_PLACE, may_step
from ruori.seals.actions import seal
from ruori.seals.queries import Sealed
from ruori.seals.rules import Kind

BELONGING: tuple[tuple[Any, str], ...] = (
    (PlanState, "plan"),
    (ValueState, "value__plan"),
    (GoalState, "goal__plan"),
    (GoalIndicator, "goal__plan"),
    (GoalTest, "goal__plan"),
    (MeasureState, "measure__plan"),
    (MeasureUnit, "measure__plan"),
    (MeasureIndicator, "measure__plan"),
    (Serves, "measure__plan"),
    (Serves, "goal__plan"),
)


@dataclass(frozen=True, slots=True)
class Adopted:
    """An adopted plan: from which day it holds and the seal of what was adopted."""

    pk: int
    holds_from: date
    seal: int


@transaction.atomic
def adopt_plan(
    *,
    plan: Plan,
    version: int,
    decision: Decision | None,
    holds_from: date,
    by: Viewer,
    at: datetime,
    visibility: Visibility = Visibility.PUBLIC,
    is_read: bool = False,
) -> Adopted:
    """Record that a body adopted the plan: its rows get their day, and a seal fixes the whole.

    A plan `is_read` from a source that tells what a body adopted before Ruori knew of it: nothing
    stops that any more, and its decision may be unknown; the page then says so. Raises Refused for
    a plan that is adopted already, for one with findings that stop it, and for a decision that does
    not adopt or is still pending, Conflict, NotAllowed.
    """
    pen = take_pen(plan=plan, at=at)
    require(access.may_adopt(by))
    _check_decision(decision)
    _check_ready(pen, is_read=is_read)
    claim(
        row=plan,
        version=version,
        changes={
            "stage": Stage.IN_FORCE if holds_from <= pen.day else Stage.ADOPTED,
            "adoption": decision,
            "visibility": visibility,
        },
    )
    for model, owner in BELONGING:
        model.objects.drafts().filter(**{owner: plan.pk}).update(
            recorded_at=pen.stamped_at, valid_from=holds_from
        )
    sealed = _sealed_version(pen, "ADOPTION", by)
    about = Ref("plans.plan", plan.pk, _title(plan))
    facts = {"decision": None if decision is None else decision.pk, "holds_from": holds_from}
    record(verb="plan.adopted", about=about, by=by.actor, at=pen.stamped_at, facts=facts)
    return Adopted(plan.pk, holds_from, sealed.number)


@transaction.atomic
def step_plan(*, plan: Plan, version: int, to: Stage, by: Viewer, at: datetime) -> Written:
    """Take a plan on in its life (heard, on an agenda, in force, evaluated, ended)."""
    pen = take_pen(plan=plan, at=at)
    require(access.may_adopt(by))
    before = Stage(pen.plan.stage)
    if to is Stage.ADOPTED or not may_step(before, to):
        raise Refused(
            Problem(
                code="WRONG_STEP",
                msgid=N_("A plan cannot go from %(before)s to %(to)s."),
                facts={"before": before, "to": to},
            )
        )
    claim(row=plan, version=version, changes={"stage": to})
    about = Ref("plans.plan", plan.pk, _title(plan))
    facts = {"before": before, "after": to}
    record(verb="plan.stepped", about=about, by=by.actor, at=pen.stamped_at, facts=facts)
    return Written(plan.pk, version + 1)


@transaction.atomic
def publish_plan(
    *,
    plan: Plan,
    version: int,
    visibility: Visibility,
    by: Viewer,
    at: datetime,
    secrecy_ground: str = "",
) -> Written:
    """Choose who sees the plan; what is secret names its ground (621/1999).

    Raises NotAllowed, Conflict, Refused (no ground, a draft for the public).
    """
    pen = take_pen(plan=plan, at=at)
    require(access.may_publish(by))
    check_public(Stage(pen.plan.stage), visibility)
    if visibility is Visibility.SECRET and not secrecy_ground.strip():
        raise Refused(Problem(code="GROUND_MISSING", msgid=N_("Name the ground of the secrecy.")))
    before = pen.plan.visibility
    changes = {"visibility": visibility, "secrecy_ground": secrecy_ground}
    claim(row=plan, version=version, changes=changes)
    about = Ref("plans.plan", plan.pk, _title(plan))
    facts = {"before": before, "after": visibility}
    record(verb="plan.published", about=about, by=by.actor, at=pen.stamped_at, facts=facts)
    return Written(plan.pk, version + 1)


@transaction.atomic
def seal_version(*, plan: Plan, purpose: str, by: Viewer, at: datetime) -> Sealed:
    """Fix the plan as it is for a hearing or an agenda."""
    pen = take_pen(plan=plan, at=at)
    require(access.may_adopt(by))
    sealed = _sealed_version(pen, purpose, by)
    about = Ref("plans.plan", plan.pk, _title(plan))
    facts = {"purpose": purpose, "seal": sealed.number}
    record(verb="plan.sealed", about=about, by=by.actor, at=pen.stamped_at, facts=facts)
    return sealed


def _check_decision(decision: Decision | None) -> None:
    if decision is not None and not adopts(DecisionKind(decision.kind), decision.decided_on):
        raise refuse(
            "DECISION_DOES_NOT_ADOPT",
            N_("A plan holds by a decision that adopts it and has been made."),
            about=Ref("decisions.decision", decision.pk, decision.title),
            field="decision",
        )


def _check_ready(pen: Pen, *, is_read: bool) -> None:
    """Raise Refused for what is adopted, and for what the plan check stops; the facts list it."""
    if Stage(pen.plan.stage) not in EDITED_IN_PLACE:
        raise refuse("ADOPTED_ALREADY", N_("This plan has been adopted already."))
    if is_read:
        return
    blocks = blocking(now(pen.stamped_at), pen.plan.pk)
    if blocks:
        raise refuse(
            "PLAN_NOT_READY",
            N_("The plan check stops the adoption: %(count)s things must be mended first."),
            about=Ref("plans.plan", pen.plan.pk),
            count=len(blocks),
            rules=[problem.code for problem in blocks],
        )


def _sealed_version(pen: Pen, purpose: str, by: Viewer) -> Sealed:
    body = {
        "plan": pen.plan.pk,
        "kind": pen.plan.kind,
        "purpose": purpose,
        "rows": {
            f"{model._meta.label_lower}:{owner}": [
                {**state_of(row), "valid_from": row.valid_from, "valid_to": row.valid_to}
                for row in model.objects.filter(
                    retracted_at__isnull=True, **{owner: pen.plan.pk}
                ).order_by("id")
            ]
            for model, owner in BELONGING
        },
    }
    sealed = seal(kind=Kind.PLAN_VERSION, body=body, by=by.actor, at=pen.stamped_at)
    PlanVersion.objects.create(
        plan=pen.plan, seal_id=sealed.pk, purpose=purpose, recorded_at=pen.stamped_at
    )
    return sealed


def _title(plan: Plan) -> Text:
    row = PlanState.objects.filter(plan=plan, retracted_at__isnull=True).order_by("-id").first()
    return Text() if row is None else Text(row.title)
