"""One measure on the desk: its form, what it serves, its next tasks, its end."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ruori.desk.deeds import After, ask
from ruori.desk.editing import Editing, Stored, changed, edit, text_from
from ruori.desk.frame import words
from ruori.desk.gates import DeskRequest, gate, staff
from ruori.desk.ledger_words import item_ledger
from ruori.desk.plans.forms import MeasureForm, TermsForm, measure_initial
from ruori.desk.plans.outline import goal_choices, names
from ruori.desk.plans.serving import serving_context
from ruori.desk.plans.terms import (
    form_page,
    goal_of,
    may_edit_plan,
    measure_of,
    plan_of,
    post_of,
    terms_of,
    unit_of,
)
from ruori.kernel.text import Text
from ruori.plans import access, actions
from ruori.plans import queries as plans
from ruori.plans.queries import MeasureCard, PlanCard
from ruori.plans.rules import EDITED_IN_PLACE
from ruori.ui.form_fields import day_field

TEXTS = ("name", "plain_text", "text", "environment_text")
PLAIN = (
    "starts_on",
    "ends_on",
    "is_continuous",
    "needs_money",
    "need_euros",
    "environment_effect",
    "visibility",
)


class StepForm(forms.Form):
    """A next task and its day."""

    text = forms.CharField(label=_("Next task"), max_length=300)
    due_on = day_field(_("Deadline"), is_required=True)


@gate(staff)
def new_measure(request: DeskRequest, plan: int) -> HttpResponse:
    """Promise a measure that serves at least one goal."""
    card = _plan(request, plan)
    goals = goal_choices(request.viewer, request.moment)
    return ask(
        request,
        _form(request, card, goals=goals),
        lambda cleaned: actions.add_measure(
            plan=plan_of(plan),
            measure=actions.MeasureTerms(**_changes(cleaned)),
            serves=[goal_of(cleaned["serves"])],
            by=request.viewer,
            at=request.at,
            terms=terms_of(cleaned),
        ),
        after=After(
            gettext("The measure was added."),
            lambda made: reverse("desk:measure", args=[made.pk]),
        ),
        show=lambda form: form_page(
            request, form, gettext("New measure"), reverse("desk:plan", args=[plan])
        ),
    )


@gate(staff)
def measure(request: DeskRequest, pk: int) -> HttpResponse:
    """Change a measure; see what it serves and what is next."""
    card = _measure(request, pk)
    plan = plans.plan_card(request.viewer, request.moment, card.plan)
    if plan is None:
        raise Http404

    def save(cleaned: dict[str, Any]) -> None:
        actions.change_measure(
            measure=measure_of(pk),
            version=cleaned["version"],
            changes=_changes(cleaned),
            by=request.viewer,
            at=request.at,
            terms=terms_of(cleaned),
        )

    editing = Editing(
        form=_form(request, plan, card=card),
        save=save,
        stored=lambda: _stored(request, pk),
        done=reverse("desk:measure", args=[pk]),
        message=changed(),
        template="desk/plans/measure.html",
        context=_context(request, card, plan),
    )
    return edit(request, editing)


@gate(staff)
@require_POST
def add_step(request: DeskRequest, pk: int) -> HttpResponse:
    """Agree on a next task."""
    card = _measure(request, pk)
    form = StepForm(request.POST)
    if form.is_valid():
        text = Text(form.cleaned_data["text"])
        due_on = form.cleaned_data["due_on"]
        actions.add_step(
            measure=measure_of(card.pk), text=text, due_on=due_on, by=request.viewer, at=request.at
        )
        messages.success(request, changed())
    else:
        messages.warning(request, gettext("Write both the task and its day."))
    return redirect("desk:measure", pk)


@gate(staff)
def drop_measure(request: DeskRequest, pk: int) -> HttpResponse:
    """Drop a measure; the reason stays public."""
    card = _measure(request, pk)
    _plan(request, card.plan)
    form = TermsForm(request.POST or None, initial={"version": card.version})
    form.add_terms(is_draft=card.stage in EDITED_IN_PLACE)
    return ask(
        request,
        form,
        lambda cleaned: actions.drop_measure(
            measure=measure_of(pk),
            version=cleaned["version"],
            by=request.viewer,
            at=request.at,
            terms=terms_of(cleaned),
        ),
        after=After(gettext("The measure was dropped."), reverse("desk:plan", args=[card.plan])),
        show=lambda form: form_page(
            request,
            form,
            words(card.name),
            reverse("desk:measure", args=[pk]),
            template="desk/plans/drop.html",
        ),
    )


def _form(
    request: DeskRequest,
    plan: PlanCard,
    *,
    card: MeasureCard | None = None,
    goals: list[Any] | None = None,
) -> MeasureForm:
    known = names(request.moment)
    return MeasureForm(
        request.POST or None,
        initial={"serves": request.GET.get("goal")} if card is None else measure_initial(card),
        units=known.unit_choices(),
        posts=known.post_choices(),
        is_draft=plan.stage in EDITED_IN_PLACE,
        goals=goals,
    )


def _changes(cleaned: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: text_from(cleaned, name) for name in TEXTS},
        **{name: cleaned[name] for name in PLAIN},
        "unit": unit_of(cleaned["unit"]),
        "post": post_of(cleaned["post"]),
    }


def _context(request: DeskRequest, card: MeasureCard, plan: PlanCard) -> dict[str, Any]:
    may_restructure = may_edit_plan(request.viewer, plan)
    return {
        "heading": words(card.name),
        "pk": card.pk,
        **serving_context(request, "measure", card.pk, may_restructure=may_restructure),
        **item_ledger(request, plans.changes_of(measures=[card.pk])),
        "steps": [(words(step.text), step.due_on) for step in plans.steps_of([card.pk])[card.pk]],
        "step_form": StepForm(),
    }


def _plan(request: DeskRequest, pk: int) -> PlanCard:
    card = plans.plan_card(request.viewer, request.moment, pk)
    if card is None or not may_edit_plan(request.viewer, card):
        raise Http404
    return card


def _measure(request: DeskRequest, pk: int) -> MeasureCard:
    card = plans.measure_card(request.viewer, request.moment, pk)
    plan = None if card is None else plans.plan_card(request.viewer, request.moment, card.plan)
    if card is None or plan is None:
        raise Http404
    owner = plan.owner_unit
    if not access.may_edit_measure(request.viewer, unit_id=card.unit, owner_unit_id=owner):
        raise Http404
    return card


def _stored(request: DeskRequest, pk: int) -> Stored:
    card = _measure(request, pk)
    return Stored(card.version, measure_initial(card))
