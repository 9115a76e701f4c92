"""Deeds of the plan check: a warning accepted with its reason or taken up again, the limits set."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ruori.audit.actions import claim, record, restate, stamp
from ruori.columns.dated import history_of
from ruori.kernel.instants import city_day
from ruori.kernel.problems import Conflict, Problem, Ref, Refused, refuse, require
from ruori.kernel.text import N_
from ruori.kernel.validity import put
from ruori.organisation.rules import Viewer
from ruori.plans import access
from ruori.plans.actions.writing import Written, owner_of, require_editor, state_on, take_pen
from ruori.plans.models import (
    AcceptedFinding,
    Goal,
    HealthLimits,
    HealthLimitsState,
    Measure,
    MeasureState,
    Plan,
)
from ruori.plans.queries.findings import acceptances
from ruori.plans.rules.lint import (
    GOAL,
    MEASURE,
    PLAN,
    POST,
    Limits,
    fingerprint,
    limit_out_of_reach,
    may_be_accepted,
)

KEYS = {PLAN: "plan_id", GOAL: "goal_id", MEASURE: "measure_id", POST: "about_post_id"}


@dataclass(frozen=True, slots=True)
class Accepted:
    """An accepted finding, by key."""

    pk: int


@transaction.atomic
def accept_finding(
    *, problem: Problem, seen: str, reason: str, by: Viewer, at: datetime
) -> Accepted:
    """Let a warning stand as it is, with the reason; it is found again when anything changes.

    `problem` is the finding as it is now, `seen` the fingerprint of what the person read. Raises
    Conflict when the two differ, Refused for what is no warning, for no reason and for what has
    been accepted already, NotAllowed.
    """
    about = problem.about
    if about is None or about.label not in KEYS or not may_be_accepted(problem):
        raise refuse("ONLY_WARNINGS", N_("Only a warning can be accepted as it is."))
    stamped_at = stamp(at=at)
    _require_writer(about, by, at)
    if fingerprint(problem) != seen:
        raise Conflict(
            Problem("CHANGED_MEANWHILE", N_("This has changed since you read it. Read it again."))
        )
    if not reason.strip():
        raise refuse("REASON_MISSING", N_("Say why this stands as it is."), field="reason")
    if seen in acceptances():
        raise refuse("ACCEPTED_ALREADY", N_("This has been accepted already."))
    row = _row(about, problem.code, seen, reason.strip(), by, stamped_at)
    facts = {"rule": problem.code}
    record(verb="finding.accepted", about=about, by=by.actor, at=stamped_at, facts=facts)
    return Accepted(row.pk)


@transaction.atomic
def take_up_finding(*, accepted: AcceptedFinding, by: Viewer, at: datetime) -> Accepted:
    """Take an acceptance back: the finding stands again. Raises Refused when it was before."""
    stamped_at = stamp(at=at)
    about = _about(accepted)
    _require_writer(about, by, at)
    if AcceptedFinding.objects.filter(takes_back=accepted).exists():
        raise refuse("TAKEN_UP_ALREADY", N_("This acceptance has been taken back already."))
    row = AcceptedFinding.objects.create(
        rule=accepted.rule,
        fingerprint=accepted.fingerprint,
        reason=accepted.reason,
        by_person_id=by.person_id,
        by_label=by.actor.label,
        takes_back=accepted,
        recorded_at=stamped_at,
        **{KEYS[about.label]: about.pk},
    )
    facts = {"rule": accepted.rule}
    record(verb="finding.taken_up", about=about, by=by.actor, at=stamped_at, facts=facts)
    return Accepted(row.pk)


@transaction.atomic
def set_limits(
    *,
    limits: Limits,
    version: int,
    by: Viewer,
    at: datetime,
    holds_from: date | None = None,
) -> Written:
    """Set the limits of the plan check from a day on; without a day from today.

    Raises Conflict when somebody changed them meanwhile, Refused for a limit that finds nothing or
    everything, NotAllowed.
    """
    require(access.may_set_limits(by))
    stamped_at = stamp(at=at)
    wrong = limit_out_of_reach(limits)
    if wrong is not None:
        raise refuse("LIMIT_OUT_OF_REACH", N_("This limit would make no sense."), field=wrong)
    row, _ = HealthLimits.objects.get_or_create(pk=1)
    claim(row=row, version=version)
    history = history_of(HealthLimitsState.objects.standing().filter(limits=row))
    state: Mapping[str, Any] = {"limits_id": row.pk, **asdict(limits)}
    start = holds_from or city_day(at)
    restate(
        model=HealthLimitsState,
        restatement=put(history, state, start=start),
        stamped_at=stamped_at,
    )
    about = Ref("plans.healthlimits", row.pk)
    record(verb="limits.set", about=about, by=by.actor, at=stamped_at, facts=asdict(limits))
    return Written(row.pk, version + 1)


def _row(
    about: Ref, rule: str, seen: str, reason: str, by: Viewer, stamped_at: datetime
) -> AcceptedFinding:
    return AcceptedFinding.objects.create(
        rule=rule,
        fingerprint=seen,
        reason=reason,
        by_person_id=by.person_id,
        by_label=by.actor.label,
        recorded_at=stamped_at,
        **{KEYS[about.label]: about.pk},
    )


def _about(row: AcceptedFinding) -> Ref:
    keys = ((label, getattr(row, name)) for label, name in KEYS.items())
    label, pk = next((label, pk) for label, pk in keys if pk is not None)
    return Ref(label, pk)


def _require_writer(about: Ref, by: Viewer, at: datetime) -> None:
    """Raise NotAllowed unless the viewer writes the thing itself; of a post only who steers."""
    if about.label == POST:
        require(access.may_adopt(by))
        return
    pen = take_pen(plan=_plan_of(about), at=at)
    if about.label == MEASURE:
        state = state_on(pen, MeasureState, measure_id=about.pk)
        unit = None if state is None else state.unit_id
        require(access.may_edit_measure(by, unit_id=unit, owner_unit_id=owner_of(pen)))
    else:
        require_editor(pen, by)


def _plan_of(about: Ref) -> Plan:
    if about.label == GOAL:
        return Goal.objects.select_related("plan").get(pk=about.pk).plan
    if about.label == MEASURE:
        return Measure.objects.select_related("plan").get(pk=about.pk).plan
    found = Plan.objects.filter(pk=about.pk).first()
    if found is None:
        raise Refused(Problem("GONE", N_("This does not exist any more."), about=about))
    return found
