"""What the pages of the plan editor share: rows by key, rights, and the terms of a change."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django import forms
from django.db.models import Model
from django.http import Http404, HttpResponse

from ruori.decisions.models import Decision
from ruori.desk.frame import page
from ruori.desk.gates import DeskRequest
from ruori.desk.problems import status_of
from ruori.organisation.models import Post, Unit
from ruori.organisation.rules import Viewer
from ruori.plans import access
from ruori.plans.actions import Terms
from ruori.plans.models import Goal, Measure, Plan, Value
from ruori.plans.queries import PlanCard

Row = TypeVar("Row", bound=Model)


def plan_of(pk: int) -> Plan:
    """The plan of a key, for an action to act on."""
    return _found(Plan, pk)


def goal_of(pk: int) -> Goal:
    """The goal of a key, for an action to act on."""
    return _found(Goal, pk)


def value_of(pk: int) -> Value:
    """The value of a key, for an action to act on."""
    return _found(Value, pk)


def measure_of(pk: int) -> Measure:
    """The measure of a key, for an action to act on."""
    return _found(Measure, pk)


def unit_of(pk: int | None) -> Unit | None:
    """The unit of a key, if one was chosen."""
    return None if pk is None else Unit.objects.filter(pk=pk).first()


def post_of(pk: int | None) -> Post | None:
    """The post of a key, if one was chosen."""
    return None if pk is None else Post.objects.filter(pk=pk).first()


def terms_of(cleaned: Mapping[str, Any]) -> Terms:
    """The terms of a change as written on its form."""
    decision = cleaned.get("decision")
    return Terms(
        holds_from=cleaned.get("holds_from"),
        reason=cleaned.get("reason", ""),
        decision=None if decision is None else Decision.objects.filter(pk=decision).first(),
    )


def may_edit_plan(viewer: Viewer, card: PlanCard) -> bool:
    """Whether the viewer may write in a plan."""
    return access.may_edit(viewer, owner_unit_id=card.owner_unit)


def form_page(
    request: DeskRequest,
    form: forms.Form,
    heading: str,
    done: str,
    *,
    template: str = "desk/plans/form.html",
) -> HttpResponse:
    """The page of a form of the plan editor; `done` is where one goes without saving."""
    context = {"form": form, "heading": heading, "done": done}
    return page(request, template, context, status=status_of(form))


def _found(model: type[Row], pk: int) -> Row:
    row = model._default_manager.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
