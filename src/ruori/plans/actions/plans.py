"""Beginning a plan and changing what it says of itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from ruori.audit.actions import claim, record, stamp
from ruori.files.models import StoredFile
from ruori.kernel.codes import Visibility
from ruori.kernel.problems import Problem, Ref, Refused, require
from ruori.kernel.text import EMPTY, N_, Text
from ruori.organisation.models import Unit
from ruori.organisation.rules import Viewer
from ruori.plans import access
from ruori.plans.actions.writing import (
    NO_TERMS,
    Terms,
    Written,
    amend_state,
    called,
    check_public,
    require_editor,
    take_pen,
    write_ledger,
)
from ruori.plans.codes import PlanKind, Stage
from ruori.plans.models import Plan, PlanState
from ruori.plans.rules import Change


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """What a plan says of itself."""

    title: Text
    period_from: date | None = None
    period_to: date | None = None
    check_on: date | None = None
    owner_unit: Unit | None = None
    body: Unit | None = None
    legal_basis: str = ""
    vision: Text = EMPTY
    plain_text: Text = EMPTY
    introduction: Text = EMPTY
    situation: Text = EMPTY
    evaluation_plan: Text = EMPTY
    case_number: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a thing was read from: the stored page and the line on it."""

    file: StoredFile | None = None
    line: int | None = None


NO_SOURCE = Source()
CHANGEABLE = frozenset(PlanTerms.__dataclass_fields__)


def check_period(begins: date | None, ends: date | None) -> None:
    """Raise Refused for a plan or measure that ends before it begins."""
    if begins is not None and ends is not None and ends < begins:
        raise Refused(
            Problem(
                code="PERIOD_IN_DISORDER",
                msgid=N_("The period ends (%(ends)s) before it begins (%(begins)s)."),
                facts={"begins": begins, "ends": ends},
            )
        )


@transaction.atomic
def draft_plan(
    *,
    kind: PlanKind,
    terms: PlanTerms,
    by: Viewer,
    at: datetime,
    source: Source = NO_SOURCE,
    visibility: Visibility = Visibility.DRAFT,
    supersedes: Plan | None = None,
) -> Plan:
    """Begin a plan as a draft that only its writers see. Raises NotAllowed, Refused."""
    require(access.may_draft(by))
    stamped_at = stamp(at=at)
    check_public(Stage.DRAFT, visibility)
    check_period(terms.period_from, terms.period_to)
    last = Plan.objects.aggregate(last=Max("position"))["last"] or 0
    plan = Plan.objects.create(
        kind=kind,
        visibility=visibility,
        source_file=source.file,
        source_line=source.line,
        supersedes=supersedes,
        position=last + 1,
    )
    PlanState.objects.create(plan=plan, **{name: getattr(terms, name) for name in CHANGEABLE})
    record(
        verb="plan.drafted",
        about=Ref("plans.plan", plan.pk, terms.title),
        by=by.actor,
        at=stamped_at,
        facts={"kind": kind},
    )
    return plan


@transaction.atomic
def change_plan(
    *,
    plan: Plan,
    version: int,
    changes: Mapping[str, Any],
    by: Viewer,
    at: datetime,
    terms: Terms = NO_TERMS,
) -> Written:
    """Change what a plan says of itself. Raises Conflict when somebody changed it meanwhile."""
    pen = take_pen(plan=plan, at=at, terms=terms)
    require_editor(pen, by)
    claim(row=plan, version=version)
    columns = columns_of(changes, CHANGEABLE)
    told = amend_state(
        pen, model=PlanState, key={"plan_id": plan.pk}, changes=columns, check=_check_state
    )
    write_ledger(pen, changes=told)
    record(
        verb="plan.changed",
        about=Ref("plans.plan", plan.pk, called(pen, PlanState, "title", plan_id=plan.pk)),
        by=by.actor,
        at=pen.stamped_at,
        facts=facts_of(columns, told),
    )
    return Written(plan.pk, version + 1)


def _check_state(state: Mapping[str, Any]) -> None:
    check_period(state["period_from"], state["period_to"])


def columns_of(changes: Mapping[str, Any], allowed: frozenset[str]) -> dict[str, Any]:
    """Changes by column: a related row by its key. Raises TypeError for an unknown field."""
    unknown = set(changes) - allowed
    if unknown:
        raise TypeError(f"no such field: {sorted(unknown)}")
    return {
        **{name: value for name, value in changes.items() if name not in _RELATED},
        **{
            f"{name}_id": None if changes[name] is None else changes[name].pk
            for name in changes
            if name in _RELATED
        },
    }


def facts_of(columns: Mapping[str, Any], changes: Iterable[Change] = ()) -> dict[str, Any]:
    """Changed columns as the trail keeps them: of a promise what it was before and is now."""
    now = {name: _plain(value) for name, value in columns.items()}
    return now | {
        change.field: {"before": _plain(change.before), "after": _plain(change.after)}
        for change in changes
    }


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Text) else value


_RELATED = frozenset({"owner_unit", "body", "unit", "post", "parent", "heir"})
