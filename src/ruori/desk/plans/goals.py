"""One goal or value on the desk: its form, its place, its end."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ruori.desk.deeds import After, ask
from ruori.desk.editing import Editing, Stored, changed, edit, number_from, text_from
from ruori.desk.frame import words
from ruori.desk.gates import DeskRequest, gate, staff
from ruori.desk.ledger_words import item_ledger
from ruori.desk.plans.forms import GoalForm, TermsForm, ValueForm, goal_initial, value_initial
from ruori.desk.plans.moving import place_for
from ruori.desk.plans.outline import names
from ruori.desk.plans.serving import serving_context
from ruori.desk.plans.terms import (
    form_page,
    goal_of,
    may_edit_plan,
    plan_of,
    post_of,
    terms_of,
    unit_of,
    value_of,
)
from ruori.desk.problems import warn
from ruori.kernel.problems import Refused
from ruori.plans import actions
from ruori.plans import queries as plans
from ruori.plans.codes import GoalLevel
from ruori.plans.queries import GoalCard, PlanCard
from ruori.plans.rules import CHILD_LEVELS, EDITED_IN_PLACE

LEVELS = {
    GoalLevel.STRATEGIC: _("Strategic goal"),
    GoalLevel.FOCUS: _("Focus"),
    GoalLevel.OBJECTIVE: _("Objective"),
    GoalLevel.SUB_OBJECTIVE: _("Sub-objective"),
    GoalLevel.COMMITMENT: _("Commitment"),
}
TEXTS = ("name", "text", "plain_text")


@gate(staff)
def new_goal(request: DeskRequest, plan: int, parent: int | None = None) -> HttpResponse:
    """Add a goal as the last of the plan or under a goal."""
    card = _plan(request, plan)
    above = None if parent is None else goal_of(parent)
    done = reverse("desk:plan", args=[plan])
    return ask(
        request,
        _goal_form(request, card, levels=_levels(None if above is None else above.level)),
        lambda cleaned: actions.add_goal(
            plan=plan_of(plan),
            level=GoalLevel(cleaned["level"]),
            goal=actions.GoalTerms(**_goal_changes(cleaned)),
            parent=above,
            by=request.viewer,
            at=request.at,
            terms=terms_of(cleaned),
        ),
        after=After(gettext("The goal was added."), done),
        show=lambda form: form_page(request, form, gettext("New goal"), done),
    )


@gate(staff)
def goal(request: DeskRequest, pk: int) -> HttpResponse:
    """Change a goal."""
    card = _goal(request, pk)
    plan_card = _plan(request, card.plan)

    def save(cleaned: dict[str, Any]) -> None:
        actions.change_goal(
            goal=goal_of(pk),
            version=cleaned["version"],
            changes=_goal_changes(cleaned),
            by=request.viewer,
            at=request.at,
            terms=terms_of(cleaned),
        )

    editing = Editing(
        form=_goal_form(request, plan_card, card=card),
        save=save,
        stored=lambda: _stored_goal(request, pk),
        done=reverse("desk:plan", args=[card.plan]),
        message=changed(),
        template="desk/plans/goal.html",
        context={
            "heading": words(card.name),
            "pk": pk,
            "level": LEVELS[card.level],
            **serving_context(request, "goal", pk, may_restructure=True),
            **item_ledger(request, plans.changes_of(goals=[pk])),
        },
    )
    return edit(request, editing)


@gate(staff)
@require_POST
def move(request: DeskRequest, pk: int) -> HttpResponse:
    """Move a goal up, down, in or out; every step is a button and works by keyboard."""
    card = _goal(request, pk)
    tree = plans.tree(request.viewer, request.moment, card.plan)
    place = None if tree is None else place_for(tree, pk, request.POST.get("way", ""))
    version = number_from(request, "version")
    if place is not None and version is not None:
        try:
            actions.move_goal(
                goal=goal_of(pk),
                version=version,
                parent=None if place.parent is None else goal_of(place.parent),
                position=place.position,
                by=request.viewer,
                at=request.at,
            )
        except Refused as refused:
            warn(request, refused)
        else:
            facts = {"name": words(card.name), "place": place.position + 1}
            messages.success(request, gettext("%(name)s is now number %(place)s.") % facts)
    return redirect(f"{reverse('desk:plan', args=[card.plan])}#goal-{pk}")


@gate(staff)
def drop_goal(request: DeskRequest, pk: int) -> HttpResponse:
    """Take a goal out of its plan; the reason stays public."""
    card = _goal(request, pk)
    form = TermsForm(request.POST or None, initial={"version": card.version})
    form.add_terms(is_draft=_plan(request, card.plan).stage in EDITED_IN_PLACE)
    return ask(
        request,
        form,
        lambda cleaned: actions.drop_goal(
            goal=goal_of(pk),
            version=cleaned["version"],
            by=request.viewer,
            at=request.at,
            terms=terms_of(cleaned),
        ),
        after=After(gettext("The goal was dropped."), reverse("desk:plan", args=[card.plan])),
        show=lambda form: form_page(
            request,
            form,
            words(card.name),
            reverse("desk:goal", args=[pk]),
            template="desk/plans/drop.html",
        ),
    )


@gate(staff)
def value(request: DeskRequest, pk: int) -> HttpResponse:
    """Reword a value of the city."""
    found = plans.value_cards(request.viewer, request.moment, pk=pk)
    if not found:
        raise Http404
    card = found[0]
    is_draft = _plan(request, card.plan).stage in EDITED_IN_PLACE

    def save(cleaned: dict[str, Any]) -> None:
        actions.change_value(
            value=value_of(pk),
            version=cleaned["version"],
            changes={name: text_from(cleaned, name) for name in ("name", "text")},
            by=request.viewer,
            at=request.at,
            terms=terms_of(cleaned),
        )

    editing = Editing(
        form=ValueForm(request.POST or None, initial=value_initial(card), is_draft=is_draft),
        save=save,
        stored=lambda: _stored_value(request, pk),
        done=reverse("desk:plan", args=[card.plan]),
        message=changed(),
        template="desk/plans/form.html",
        context={"heading": words(card.name)},
    )
    return edit(request, editing)


def _goal_form(
    request: DeskRequest,
    plan: PlanCard,
    *,
    card: GoalCard | None = None,
    levels: list[tuple[str, Any]] | None = None,
) -> GoalForm:
    known = names(request.moment)
    return GoalForm(
        request.POST or None,
        initial={} if card is None else goal_initial(card),
        units=known.unit_choices(),
        posts=known.post_choices(),
        is_draft=plan.stage in EDITED_IN_PLACE,
        levels=levels,
    )


def _goal_changes(cleaned: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: text_from(cleaned, name) for name in TEXTS},
        "code": cleaned["code"],
        "unit": unit_of(cleaned["unit"]),
        "post": post_of(cleaned["post"]),
    }


def _levels(parent: str | None) -> list[tuple[str, Any]]:
    allowed = CHILD_LEVELS[None if parent is None else GoalLevel(parent)]
    return [(level.value, label) for level, label in LEVELS.items() if level in allowed]


def _plan(request: DeskRequest, pk: int) -> PlanCard:
    card = plans.plan_card(request.viewer, request.moment, pk)
    if card is None or not may_edit_plan(request.viewer, card):
        raise Http404
    return card


def _goal(request: DeskRequest, pk: int) -> GoalCard:
    found = plans.goal_cards(request.viewer, request.moment, pks=[pk])
    if not found:
        raise Http404
    return found[0]


def _stored_goal(request: DeskRequest, pk: int) -> Stored:
    card = _goal(request, pk)
    return Stored(card.version, goal_initial(card))


def _stored_value(request: DeskRequest, pk: int) -> Stored:
    card = plans.value_cards(request.viewer, request.moment, pk=pk)[0]
    return Stored(card.version, value_initial(card))
