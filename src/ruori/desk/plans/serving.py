"""What a measure or a goal serves: arrows over plans, added and ended one at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from ruori.desk.deeds import After, press
from ruori.desk.editing import changed, number_from
from ruori.desk.frame import words
from ruori.desk.gates import DeskRequest, gate, staff
from ruori.desk.plans.outline import goal_choices
from ruori.desk.plans.terms import goal_of, may_edit_plan, measure_of
from ruori.plans import actions
from ruori.plans import queries as plans
from ruori.plans.models import Goal, Measure

ADD = {"measure": "desk:add_serves", "goal": "desk:goal_serves"}
END = {"measure": "desk:remove_serves", "goal": "desk:goal_serves_end"}

Servant = dict[str, Goal | Measure]


@dataclass(frozen=True, slots=True)
class ServedLine:
    """A served goal, the plan it belongs to, and where the service is ended."""

    name: str
    plan: str
    end: str


def serving_context(
    request: DeskRequest, kind: str, pk: int, *, may_restructure: bool
) -> dict[str, Any]:
    """What the `serves` block of a page shows; `kind` is measure or goal. Five queries."""
    arrows = plans.serves_of(
        request.viewer,
        request.moment,
        measures=[pk] if kind == "measure" else (),
        goals=[pk] if kind == "goal" else (),
    )
    return {
        "serves": [
            ServedLine(
                name=f"{arrow.served_code} {words(arrow.served_name)}".strip(),
                plan=words(arrow.plan_title),
                end=reverse(END[kind], args=[pk, arrow.served]),
            )
            for arrow in arrows
        ],
        "goals": goal_choices(request.viewer, request.moment),
        "add": reverse(ADD[kind], args=[pk]),
        "may_restructure": may_restructure,
    }


@gate(staff)
@require_POST
def add_serves(request: DeskRequest, pk: int) -> HttpResponse:
    """Let a measure serve one more goal, of any plan."""
    return _add(request, "measure", pk, {"measure": measure_of(pk)})


@gate(staff)
@require_POST
def remove_serves(request: DeskRequest, pk: int, goal: int) -> HttpResponse:
    """End a service of a measure; the last one cannot be ended."""
    servant: Servant = {"measure": measure_of(pk)}
    return _tell(request, "measure", pk, lambda: _end(request, servant, goal))


@gate(staff)
@require_POST
def goal_serves(request: DeskRequest, pk: int) -> HttpResponse:
    """Let a goal serve a goal of another plan."""
    _require_goal(request, pk)
    return _add(request, "goal", pk, {"goal": goal_of(pk)})


@gate(staff)
@require_POST
def goal_serves_end(request: DeskRequest, pk: int, goal: int) -> HttpResponse:
    """End a service of a goal."""
    _require_goal(request, pk)
    servant: Servant = {"goal": goal_of(pk)}
    return _tell(request, "goal", pk, lambda: _end(request, servant, goal))


def _require_goal(request: DeskRequest, pk: int) -> None:
    found = plans.goal_cards(request.viewer, request.moment, pks=[pk])
    plan = plans.plan_card(request.viewer, request.moment, found[0].plan) if found else None
    if plan is None or not may_edit_plan(request.viewer, plan):
        raise Http404


def _add(request: DeskRequest, kind: str, pk: int, servant: Servant) -> HttpResponse:
    chosen = number_from(request, "goal")
    if chosen is None:
        return redirect(f"desk:{kind}", pk)
    served = goal_of(chosen)

    def link() -> None:
        actions.link_serves(served=served, by=request.viewer, at=request.at, **servant)  # type: ignore[arg-type]

    return _tell(request, kind, pk, link)


def _end(request: DeskRequest, servant: Servant, goal: int) -> None:
    served = goal_of(goal)
    actions.unlink_serves(served=served, by=request.viewer, at=request.at, **servant)  # type: ignore[arg-type]


def _tell(request: DeskRequest, kind: str, pk: int, deed: Callable[[], None]) -> HttpResponse:
    return press(request, deed, After(changed(), reverse(f"desk:{kind}", args=[pk])))
