"""What becomes of a promise: told before the next plan is adopted, or merged into another."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ruori.audit.actions import claim, record
from ruori.kernel.problems import Problem, Ref, Refused, refuse
from ruori.kernel.text import N_, Text
from ruori.organisation.rules import Viewer, would_inherit_from_itself
from ruori.plans.actions.goals import check_reason, standing_name
from ruori.plans.actions.links import Arrow, write_arrow
from ruori.plans.actions.writing import (
    NO_TERMS,
    Pen,
    Terms,
    Written,
    amend_state,
    require_editor,
    state_on,
    take_pen,
    write_ledger,
)
from ruori.plans.codes import Fate
from ruori.plans.models import Goal, GoalState, Measure, MeasureState, Plan, Serves, Succession


@dataclass(frozen=True, slots=True)
class Element:
    """A goal or a measure: exactly one."""

    goal: Goal | None = None
    measure: Measure | None = None

    @property
    def row(self) -> Goal | Measure:
        """The one it is. Raises TypeError unless it is exactly one."""
        both = [each for each in (self.goal, self.measure) if each is not None]
        if len(both) != 1:
            raise TypeError("exactly one of goal and measure")
        return both[0]

    @property
    def ref(self) -> Ref:
        """Its address."""
        return Ref("plans.measure" if self.goal is None else "plans.goal", self.row.pk)


@transaction.atomic
def tell_fate(
    *,
    plan: Plan,
    old: Element,
    fate: Fate,
    by: Viewer,
    at: datetime,
    heir: Element | None = None,
    reason: str = "",
) -> None:
    """Tell what becomes of an element of the plan before, when `plan` follows it.

    Raises Refused for an element of another plan, for a dropped one without a reason, for any other
    without an heir, and for a circle; NotAllowed.
    """
    pen = take_pen(plan=plan, at=at)
    require_editor(pen, by)
    if old.row.plan_id != pen.plan.supersedes_id:
        raise refuse("NOT_BEFORE", N_("This is not an element of the plan before."), old.ref)
    _check_fate(fate, old, heir, reason)
    Succession.objects.create(
        fate=fate,
        old_goal=old.goal,
        old_measure=old.measure,
        new_goal=None if heir is None else heir.goal,
        new_measure=None if heir is None else heir.measure,
        reason=reason.strip(),
        recorded_at=pen.stamped_at,
    )
    noun = "goal" if old.measure is None else "measure"
    record(
        verb=f"{noun}.fate_told",
        about=Ref(old.ref.label, old.ref.pk, _name_of(pen, old)),
        by=by.actor,
        at=pen.stamped_at,
        facts={"fate": fate, "heir": None if heir is None else heir.row.pk},
    )


@transaction.atomic
def merge_measure(
    *,
    measure: Measure,
    version: int,
    into: Measure,
    by: Viewer,
    at: datetime,
    terms: Terms = NO_TERMS,
) -> Written:
    """Merge a measure into another that says the same: the heir serves its goals too.

    The merged measure stays with its history, names its heir and is asked no more. Raises Refused
    without a reason and for a circle, Conflict, NotAllowed unless one may write in both plans.
    """
    pen = take_pen(plan=measure.plan, at=at, terms=terms)
    heir_pen = take_pen(plan=into.plan, at=at, terms=terms)
    require_editor(pen, by)
    require_editor(heir_pen, by)
    claim(row=measure, version=version)
    check_reason(pen)
    _check_circle(Element(measure=measure), Element(measure=into))
    _serve_too(heir_pen, measure, into, by)
    key = {"measure_id": measure.pk}
    told = amend_state(pen, model=MeasureState, key=key, changes={"heir_id": into.pk})
    write_ledger(pen, changes=told, measure=measure.pk)
    Succession.objects.create(
        fate=Fate.MERGED,
        old_measure=measure,
        new_measure=into,
        reason=terms.reason.strip(),
        recorded_at=pen.stamped_at,
    )
    about = Ref("plans.measure", measure.pk, standing_name(pen, MeasureState, **key))
    facts = {"into": into.pk}
    record(verb="measure.merged", about=about, by=by.actor, at=pen.stamped_at, facts=facts)
    return Written(measure.pk, version + 1)


def _serve_too(pen: Pen, measure: Measure, into: Measure, by: Viewer) -> None:
    """Let the heir serve every goal that the merged measure serves and it does not yet."""
    rows = Serves.objects.in_force_or_draft(pen.day)
    already = set(rows.filter(measure=into).values_list("served_id", flat=True))
    for row in rows.filter(measure=measure).exclude(served_id__in=already).select_related("served"):
        told = write_arrow(pen, Arrow(row.served, measure=into), by, how=row.how, weight=row.weight)
        write_ledger(pen, changes=told, measure=into.pk)


def _check_fate(fate: Fate, old: Element, heir: Element | None, reason: str) -> None:
    if fate is Fate.NEW:
        raise refuse("NEW_IS_NOT_OLD", N_("An old element cannot be new."), field="fate")
    if fate is Fate.DROPPED:
        if not reason.strip():
            raise refuse(
                "REASON_MISSING",
                N_("Say why this is dropped. The reason is public."),
                field="reason",
            )
        return
    if heir is None or (heir.goal is None) != (old.goal is None):
        raise refuse("HEIR_MISSING", N_("Choose what carries this on."), field="heir")
    _check_circle(old, heir)


def _check_circle(old: Element, heir: Element) -> None:
    kind = "measure" if old.goal is None else "goal"
    rows = Succession.objects.filter(**{f"old_{kind}__isnull": False, f"new_{kind}__isnull": False})
    known = list(rows.values_list(f"old_{kind}_id", f"new_{kind}_id"))
    if would_inherit_from_itself(known, old.row.pk, heir.row.pk):
        raise Refused(
            Problem(
                "LOOP", N_("Nothing can carry itself on."), facts={"field": "heir"}, about=old.ref
            )
        )


def _name_of(pen: Pen, old: Element) -> Text:
    model = MeasureState if old.goal is None else GoalState
    key = {"measure_id" if old.goal is None else "goal_id": old.row.pk}
    row = state_on(pen, model, **key)
    return Text() if row is None else Text(row.name)
