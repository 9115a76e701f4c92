"""How plans are written: one way for drafts, one for what is adopted, and the promise ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ruori.audit.actions import restate, stamp
from ruori.columns.dated import Dated, history_of
from ruori.decisions.models import Decision
from ruori.kernel.instants import city_day
from ruori.kernel.problems import NotAllowed, Problem, Ref, Refused
from ruori.kernel.text import N_, Text
from ruori.kernel.validity import amend, cut, on, put
from ruori.organisation.rules import Viewer
from ruori.plans import access
from ruori.plans.codes import ChangeKind, Stage
from ruori.plans.models import Plan, PlanState, PromiseChange
from ruori.plans.rules import EDITED_IN_PLACE, Change, changes_between


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
    """A deed under way: the plan, whether it is a draft, its instant, and the terms."""

    plan: Plan
    stamped_at: datetime
    day: date
    terms: Terms

    @property
    def is_draft(self) -> bool:
        """True while the plan is edited in place."""
        return Stage(self.plan.stage) in EDITED_IN_PLACE

    @property
    def start(self) -> date:
        """The day from which the written rows hold."""
        return self.terms.holds_from or self.day


NO_TERMS = Terms()


def take_pen(*, plan: Plan, at: datetime, terms: Terms = NO_TERMS) -> Pen:
    """Lock the clock first, then read the plan as it is. Raises Refused for an ended plan."""
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
    return Pen(fresh, stamped_at, city_day(at), terms)


def owner_of(plan: Plan) -> int | None:
    """The unit that owns a plan by its newest standing or draft state."""
    row = PlanState.objects.filter(plan=plan, retracted_at__isnull=True).order_by("-id").first()
    return None if row is None else row.owner_unit_id


def require_editor(*, plan: Plan, by: Viewer) -> None:
    """Raise NotAllowed unless the viewer may write in the plan."""
    require(access.may_edit(by, owner_unit_id=owner_of(plan)))


def require(allowed: bool) -> None:  # noqa: FBT001 - reads as a sentence
    """Raise NotAllowed unless allowed."""
    if not allowed:
        raise NotAllowed(Problem(code="NOT_ALLOWED", msgid=N_("You have no right to do this.")))


def write_state(
    pen: Pen, *, model: type[Dated], key: Mapping[str, Any], state: Mapping[str, Any]
) -> None:
    """Let `state` hold for `key` from the pen's day on; a draft's row is written in place."""
    if not pen.is_draft:
        history = history_of(model.objects.standing().filter(**key))
        restatement = put(history, {**key, **state}, start=pen.start)
        restate(model=model, restatement=restatement, stamped_at=pen.stamped_at)
        return
    row = model.objects.drafts().filter(**key).first() or model(**key)
    for name, value in state.items():
        setattr(row, name, value)
    row.save()


def amend_state(
    pen: Pen, *, model: type[Dated], key: Mapping[str, Any], changes: Mapping[str, Any]
) -> list[Change]:
    """Change some fields from the pen's day on, and tell what that did to the promise."""
    if pen.is_draft:
        row = model.objects.drafts().get(**key)
        for name, value in changes.items():
            setattr(row, name, value)
        row.save()
        return []
    history = history_of(model.objects.standing().filter(**key))
    before = on(history, pen.start)
    if before is None:
        raise Refused(
            Problem(
                code="NOT_IN_FORCE",
                msgid=N_("This does not hold on %(day)s, so it cannot be changed from then on."),
                facts={"day": pen.start},
            )
        )
    restate(
        model=model,
        restatement=amend(history, changes, start=pen.start),
        stamped_at=pen.stamped_at,
    )
    return changes_between(before.state, changes)


def end_state(pen: Pen, *, model: type[Dated], key: Mapping[str, Any]) -> int:
    """Let nothing hold for `key` from the pen's day on; how many rows that touched."""
    if pen.is_draft:
        gone, _ = model.objects.drafts().filter(**key).delete()
        return gone
    history = history_of(model.objects.standing().filter(**key))
    restatement = cut(history, start=pen.start)
    restate(model=model, restatement=restatement, stamped_at=pen.stamped_at)
    return len(restatement.withdraw)


def write_ledger(
    pen: Pen, *, changes: list[Change], goal: int | None = None, measure: int | None = None
) -> None:
    """Leave a line in the promise ledger for each change of an adopted promise."""
    if pen.is_draft:
        return
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


def existence(kind: ChangeKind, name: Text) -> list[Change]:
    """The one change of a promise that came or went."""
    before, after = (None, name) if kind is ChangeKind.ADDED else (name, None)
    return [Change("existence", before, after, kind)]


def _told(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    return dict(value) if isinstance(value, Text) else str(value)
