"""How plans are written: one way for drafts, one for what is adopted, and the promise ledger."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Min

from ruori.audit.actions import restate, stamp
from ruori.columns.dated import Dated, history_of, state_of
from ruori.decisions.models import Decision
from ruori.kernel.codes import Visibility
from ruori.kernel.instants import city_day
from ruori.kernel.problems import Problem, Ref, Refused, refuse, require
from ruori.kernel.text import EMPTY, N_, Text
from ruori.kernel.validity import amend, cut, on, put
from ruori.organisation.rules import Viewer
from ruori.plans import access
from ruori.plans.codes import ChangeKind, Stage
from ruori.plans.models import Plan, PlanState, PromiseChange
from ruori.plans.rules import EDITED_IN_PLACE, Change, changes_between

LET_OFF = frozenset({ChangeKind.MOVED_LATER, ChangeKind.EASED})
"""Changes that let somebody off a promise: each says why, in public (experience § 1.11)."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms an adopted promise changes: from which day, why, and by which decision.

    Without a day the change holds from the day it is made. Drafts need no terms.
    """

    holds_from: date | None = None
    reason: str = ""
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the key of the identity and its new version."""

    pk: int
    version: int


@dataclass(frozen=True, slots=True)
class Pen:
    """A deed under way: the plan, whether it is a draft, its instant, and the terms.

    `begins_on` is the first day of an adopted plan, None for a draft.
    """

    plan: Plan
    stamped_at: datetime
    day: date
    terms: Terms
    begins_on: date | None

    @property
    def is_draft(self) -> bool:
        """True while the plan is edited in place."""
        return Stage(self.plan.stage) in EDITED_IN_PLACE

    @property
    def start(self) -> date:
        """The day from which the written rows hold: never before the plan itself does."""
        return self.terms.holds_from or max(self.day, self.begins_on or self.day)


NO_TERMS = Terms()
Check = Callable[[Mapping[str, Any]], None]


def take_pen(*, plan: Plan, at: datetime, terms: Terms = NO_TERMS) -> Pen:
    """Lock the clock first, then read the plan as it is.

    Raises Refused for an ended plan, and for a change from a day before the plan begins.
    """
    stamped_at = stamp(at=at)
    fresh = Plan.objects.get(pk=plan.pk)
    if Stage(fresh.stage) in {Stage.ENDED, Stage.SUPERSEDED}:
        raise Refused(
            Problem(
                code="PLAN_ENDED",
                msgid=N_("This plan has ended; what it promised can no longer be changed."),
                about=Ref("plans.plan", plan.pk),
            )
        )
    begins_on = PlanState.objects.standing().filter(plan=fresh).aggregate(day=Min("valid_from"))
    pen = Pen(fresh, stamped_at, city_day(at), terms, begins_on["day"])
    if pen.begins_on is not None and pen.start < pen.begins_on:
        raise not_in_force(pen)
    return pen


def state_on(pen: Pen, model: type[Dated], **key: Any) -> Any:
    """What holds for a key on the day of the deed, or stands in a draft.

    Else the last that held: who answered for a thing until it ended still answers for it.
    """
    found = model.objects.in_force_or_draft(pen.day).filter(**key).first()
    if found is not None:
        return found
    rows = model.objects.filter(retracted_at__isnull=True, **key)
    return rows.order_by("-valid_from", "-id").first()


def called(pen: Pen, model: type[Dated], name: str = "name", /, **key: Any) -> Text:
    """What a thing is called after the deed, for the trail; empty when it never had a name."""
    found = state_on(pen, model, **key)
    return EMPTY if found is None else getattr(found, name)


def owner_of(pen: Pen) -> int | None:
    """The unit that owns the plan on the day of the deed."""
    row = state_on(pen, PlanState, plan=pen.plan)
    return None if row is None else row.owner_unit_id


def require_editor(pen: Pen, by: Viewer) -> None:
    """Raise NotAllowed unless the viewer may write in the plan."""
    require(access.may_edit(by, owner_unit_id=owner_of(pen)))


def check_public(stage: Stage, visibility: Visibility) -> None:
    """Raise Refused when a plan would be public while it is still edited in place."""
    if visibility is Visibility.PUBLIC and stage in EDITED_IN_PLACE:
        raise refuse(
            "DRAFT_NOT_PUBLIC",
            N_("A draft is not shown to the public: it becomes public when it is adopted."),
            field="visibility",
        )


def not_in_force(pen: Pen) -> Refused:
    """The refusal of a deed on what does not hold on its day."""
    return refuse(
        "NOT_IN_FORCE",
        N_("This does not hold on %(day)s, so it cannot be changed from then on."),
        day=pen.start,
        field="holds_from",
    )


def write_state(
    pen: Pen, *, model: type[Dated], key: Mapping[str, Any], state: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    """Let `state` hold for `key` from the pen's day on; a draft's row is written in place.

    Gives the state that held on that day before; None when nothing did, and for a draft.
    """
    if pen.is_draft:
        row = model.objects.drafts().filter(**key).first() or model(**key)
        for name, value in state.items():
            setattr(row, name, value)
        row.save()
        return None
    history = history_of(model.objects.standing().filter(**key))
    restatement = put(history, {**key, **state}, start=pen.start)
    restate(model=model, restatement=restatement, stamped_at=pen.stamped_at)
    before = on(history, pen.start)
    return None if before is None else before.state


def amend_state(
    pen: Pen,
    *,
    model: type[Dated],
    key: Mapping[str, Any],
    changes: Mapping[str, Any],
    check: Check | None = None,
) -> list[Change]:
    """Change some fields from the pen's day on, and tell what that did to the promise.

    `check` is asked of every state the change would leave, also on later days. Raises Refused
    when nothing holds on the day.
    """
    if pen.is_draft:
        _amend_draft(pen, model, key, changes, check)
        return []
    history = history_of(model.objects.standing().filter(**key))
    before = on(history, pen.start)
    if before is None:
        raise not_in_force(pen)
    restatement = amend(history, changes, start=pen.start)
    for row in restatement.add:
        if check is not None:
            check(row.state)
    restate(model=model, restatement=restatement, stamped_at=pen.stamped_at)
    return changes_between(before.state, changes)


def _amend_draft(
    pen: Pen,
    model: type[Dated],
    key: Mapping[str, Any],
    changes: Mapping[str, Any],
    check: Check | None,
) -> None:
    row = model.objects.drafts().filter(**key).first()
    if row is None:
        raise not_in_force(pen)
    for name, value in changes.items():
        setattr(row, name, value)
    if check is not None:
        check(state_of(row))
    row.save()


def end_state(pen: Pen, *, model: type[Dated], key: Mapping[str, Any]) -> int:
    """Let nothing hold for `key` from the pen's day on; how many rows that touched."""
    if pen.is_draft:
        gone, _ = model.objects.drafts().filter(**key).delete()
        return gone
    history = history_of(model.objects.standing().filter(**key))
    restatement = cut(history, start=pen.start)
    restate(model=model, restatement=restatement, stamped_at=pen.stamped_at)
    return len(restatement.withdraw)


def end_belonging(
    pen: Pen, *, model: type[Dated], key: Mapping[str, Any], apart: Sequence[str]
) -> None:
    """End all that belongs to a dropped thing; `apart` are the columns that tell it apart."""
    rows = model.objects.filter(retracted_at__isnull=True, **key)
    for values in set(rows.values_list(*apart)):
        end_state(pen, model=model, key={**key, **dict(zip(apart, values, strict=True))})


def write_ledger(
    pen: Pen, *, changes: list[Change], goal: int | None = None, measure: int | None = None
) -> None:
    """Leave a line in the promise ledger for each change of an adopted promise.

    Raises Refused when a promise is put off or eased and nobody says why.
    """
    if pen.is_draft:
        return
    _check_reason(pen, changes)
    for change in changes:
        PromiseChange.objects.create(
            plan=pen.plan,
            goal_id=goal,
            measure_id=measure,
            kind=change.kind,
            field=change.field,
            before=_told(change.before),
            after=_told(change.after),
            reason=pen.terms.reason,
            decision=pen.terms.decision,
            holds_from=pen.start,
            recorded_at=pen.stamped_at,
        )


def _check_reason(pen: Pen, changes: list[Change]) -> None:
    is_told = pen.terms.decision is not None or bool(pen.terms.reason.strip())
    if not is_told and any(change.kind in LET_OFF for change in changes):
        raise refuse(
            "REASON_MISSING",
            N_("Say why this promise is put off or eased. The reason stays public."),
            field="reason",
        )


def existence(kind: ChangeKind, name: Text) -> list[Change]:
    """The one change of a promise that came or went."""
    before, after = (None, name) if kind is ChangeKind.ADDED else (name, None)
    return [Change("existence", before, after, kind)]


def _told(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return dict(value) if isinstance(value, Text) else str(value)
