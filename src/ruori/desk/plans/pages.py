"""Plans on the desk: the list, the outline of one, beginning one, its own texts, its adoption."""

from collections import Counter
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from ruori.decisions import queries as decisions
from ruori.decisions.models import Decision
from ruori.desk.editing import Editing, Stored, VersionedForm, changed, edit, text_from
from ruori.desk.frame import language, page, trail, words
from ruori.desk.gates import DeskRequest, gate, staff, steers
from ruori.desk.plans.forms import PlanForm, key_field, plan_initial
from ruori.desk.plans.health.found import (
    counted,
    counts_by_plan,
    last_told,
    of_plan,
    open_ones,
    sentence,
    when,
)
from ruori.desk.plans.outline import names, outline
from ruori.desk.plans.terms import may_edit_plan, plan_of, terms_of
from ruori.desk.problems import add_refusal, status_of
from ruori.kernel.problems import Refused
from ruori.organisation.models import Unit
from ruori.plans import access, actions
from ruori.plans import queries as plans
from ruori.plans.codes import PlanKind
from ruori.plans.queries import PlanCard
from ruori.plans.rules import EDITED_IN_PLACE, period_is_over
from ruori.ui import formats
from ruori.ui.form_fields import day_field
from ruori.ui.frame import Band
from ruori.ui.saying import say


@gate(staff)
@require_GET
def plan_list(request: DeskRequest) -> HttpResponse:
    """Every plan the viewer may see, drafts too."""
    cards = plans.plan_cards(request.viewer, request.moment)
    counts = plans.measure_counts(request.viewer, request.moment)
    today = request.moment.as_of
    told = last_told(request)
    wrong = counts_by_plan(told.findings)
    rows = [
        (
            card,
            words(card.title),
            counts.get(card.pk, 0),
            _ended(card, today),
            sentence(wrong.get(card.pk, Counter())),
        )
        for card in cards
    ]
    context = {
        "rows": rows,
        "may_draft": access.may_draft(request.viewer),
        "checked": when(told) if rows else "",
    }
    return page(request, "desk/plans/list.html", context)


@gate(staff)
@require_GET
def plan(request: DeskRequest, pk: int) -> HttpResponse:
    """The outline of one plan: goals, measures, who answers, and what may be done to each."""
    tree = plans.tree(request.viewer, request.moment, pk)
    if tree is None:
        raise Http404
    known = names(request.moment)
    decided = decisions.cards({tree.plan.adoption} if tree.plan.adoption else set())
    told = last_told(request)
    context = {
        "health": sentence(counted(open_ones(of_plan(told.findings, pk)))),
        "checked": when(told),
        "plan": tree.plan,
        "title": words(tree.plan.title),
        "values": [(value.pk, words(value.name), words(value.text)) for value in tree.values],
        "lines": outline(request.viewer, request.moment, tree, known),
        "owner": known.owner(tree.plan.owner_unit, None),
        "decision": [words(card.title) for card in decided.values()],
        "ended": _ended(tree.plan, request.moment.as_of),
        "may_edit": may_edit_plan(request.viewer, tree.plan),
        "is_draft": tree.plan.stage in EDITED_IN_PLACE,
        "may_steer": access.may_adopt(request.viewer),
        "bands": _bands(tree.plan),
        "crumbs": trail((gettext("Plans"), reverse("desk:plans")), (words(tree.plan.title), "")),
    }
    return page(request, "desk/plans/plan.html", context)


@gate(staff)
def new_plan(request: DeskRequest) -> HttpResponse:
    """Begin a plan as a draft."""
    if not access.may_draft(request.viewer):
        raise Http404
    known = names(request.moment)
    form = PlanForm(request.POST or None, units=known.unit_choices(), is_draft=True, is_new=True)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draft_plan(
                kind=PlanKind(form.cleaned_data["kind"]),
                terms=_plan_terms(form.cleaned_data),
                by=request.viewer,
                at=request.at,
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return redirect("desk:plan", made.pk)
    context = {"form": form, "heading": gettext("New plan"), "done": reverse("desk:plans")}
    return page(request, "desk/plans/form.html", context, status=status_of(form))


@gate(staff)
def plan_texts(request: DeskRequest, pk: int) -> HttpResponse:
    """Change what a plan says of itself."""
    card = _card(request, pk)
    is_draft = card.stage in EDITED_IN_PLACE
    form = PlanForm(
        request.POST or None,
        initial=plan_initial(card),
        units=names(request.moment).unit_choices(),
        is_draft=is_draft,
    )

    def save(cleaned: dict[str, Any]) -> None:
        actions.change_plan(
            plan=plan_of(pk),
            version=cleaned["version"],
            changes=vars_of(_plan_terms(cleaned)),
            by=request.viewer,
            at=request.at,
            terms=terms_of(cleaned),
        )

    editing = Editing(
        form=form,
        save=save,
        stored=lambda: _stored(request, pk),
        done=reverse("desk:plan", args=[pk]),
        message=changed(),
        template="desk/plans/form.html",
        context={"heading": words(card.title)},
    )
    return edit(request, editing)


class AdoptForm(VersionedForm):
    """Which body adopted the plan, and from which day it holds."""

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        """Take the recorded decisions to choose from."""
        super().__init__(*args, **kwargs)
        self.fields["decision"] = key_field(_("Decision"), choices, is_required=True)
        self.fields["holds_from"] = day_field(_("Holds from"), is_required=True)


@gate(steers)
def adopt(request: DeskRequest, pk: int) -> HttpResponse:
    """Record that a body adopted the plan: it becomes public and a promise."""
    card = _card(request, pk)
    made = decisions.recent(limit=50)
    choices = [(str(each.pk), words(each.title)) for each in made]
    form = AdoptForm(request.POST or None, initial={"version": card.version}, choices=choices)
    if request.method == "POST" and form.is_valid():
        try:
            actions.adopt_plan(
                plan=plan_of(pk),
                version=form.cleaned_data["version"],
                decision=Decision.objects.get(pk=form.cleaned_data["decision"]),
                holds_from=form.cleaned_data["holds_from"],
                by=request.viewer,
                at=request.at,
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, gettext("The plan was adopted."))
            return redirect("desk:plan", pk)
    stops = [
        (say(one), words(one.about.title))
        for one in plans.blocking(request.moment, pk)
        if one.about is not None
    ]
    context = {"form": form, "title": words(card.title), "pk": pk, "stops": stops}
    return page(request, "desk/plans/adopt.html", context, status=status_of(form))


def vars_of(terms: actions.PlanTerms) -> dict[str, Any]:
    """The changeable fields of the form as changes."""
    texts = ("title", "vision", "plain_text", "evaluation_plan")
    plain = ("period_from", "period_to", "check_on", "owner_unit", "legal_basis")
    return {name: getattr(terms, name) for name in (*texts, *plain)}


def _plan_terms(cleaned: dict[str, Any]) -> actions.PlanTerms:
    owner = cleaned["owner_unit"]
    return actions.PlanTerms(
        title=text_from(cleaned, "title"),
        period_from=cleaned["period_from"],
        period_to=cleaned["period_to"],
        owner_unit=None if owner is None else Unit.objects.get(pk=owner),
        legal_basis=cleaned["legal_basis"],
        vision=text_from(cleaned, "vision"),
        plain_text=text_from(cleaned, "plain_text"),
        evaluation_plan=text_from(cleaned, "evaluation_plan"),
        check_on=cleaned["check_on"],
    )


def _card(request: DeskRequest, pk: int) -> PlanCard:
    card = plans.plan_card(request.viewer, request.moment, pk)
    if card is None or not may_edit_plan(request.viewer, card):
        raise Http404
    return card


def _stored(request: DeskRequest, pk: int) -> Stored:
    card = _card(request, pk)
    return Stored(card.version, plan_initial(card))


def _bands(card: PlanCard) -> tuple[Band, ...]:
    if card.stage in EDITED_IN_PLACE:
        return (Band(gettext("Draft: only its writers see this plan."), "warning"),)
    return ()


def _ended(card: PlanCard, today: date) -> str:
    """That the plan's own period is over, though it is followed until it is evaluated."""
    if card.period_to is None or not period_is_over(card.period_to, today):
        return ""
    day = formats.day(card.period_to, language())
    return gettext("its period ended %(day)s") % {"day": day}
