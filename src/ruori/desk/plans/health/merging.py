"""Two measures that say the same become one: the other is merged into it."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ruori.desk.deeds import After, ask
from ruori.desk.editing import VersionedForm
from ruori.desk.frame import page, words
from ruori.desk.gates import DeskRequest, gate, staff
from ruori.desk.plans.outline import names
from ruori.desk.plans.terms import may_edit_plan, measure_of
from ruori.desk.problems import status_of
from ruori.plans import actions
from ruori.plans import queries as plans
from ruori.plans.actions import Terms
from ruori.plans.queries import MeasureCard, MeasureFilter, PlanCard


class MergeForm(VersionedForm):
    """Why the two are one; the reason stays public."""

    reason = forms.CharField(
        label=_("Reason of the change"),
        max_length=500,
        help_text=_("The reason is shown in the promise ledger."),
    )


@gate(staff)
def merge_measure(request: DeskRequest, pk: int, other: int) -> HttpResponse:
    """Merge a measure into another: the heir serves its goals too."""
    card, heir = _both(request, pk, other)
    initial = {"version": card.version, "reason": gettext("The same measure stood in two plans.")}
    return ask(
        request,
        MergeForm(request.POST or None, initial=initial),
        lambda cleaned: actions.merge_measure(
            measure=measure_of(pk),
            version=cleaned["version"],
            into=measure_of(other),
            by=request.viewer,
            at=request.at,
            terms=Terms(reason=cleaned["reason"]),
        ),
        after=After(
            gettext("The two measures are now one."), reverse("desk:measure", args=[other])
        ),
        show=lambda form: page(
            request,
            "desk/plans/health/merge.html",
            _context(request, card, heir, form),
            status=status_of(form),
        ),
    )


def _context(
    request: DeskRequest, card: MeasureCard, heir: MeasureCard, form: forms.Form
) -> dict[str, Any]:
    titles = {one.pk: words(one.title) for one in plans.plan_cards(request.viewer, request.moment)}
    known = names(request.moment)
    return {
        "form": form,
        "both": [
            (words(one.name), titles.get(one.plan, ""), known.owner(one.unit, one.post))
            for one in (card, heir)
        ],
        "turned": reverse("desk:merge_measure", args=[heir.pk, card.pk]),
        "done": reverse("desk:plan_health", args=[card.plan]),
    }


def _both(request: DeskRequest, pk: int, other: int) -> tuple[MeasureCard, MeasureCard]:
    """Both measures, when the viewer may write in both plans; else no such page."""
    wanted = MeasureFilter(pks=[pk, other])
    cards = {one.pk: one for one in plans.measure_cards(request.viewer, request.moment, wanted)}
    if pk == other or len(cards) < 2:
        raise Http404
    for card in cards.values():
        plan: PlanCard | None = plans.plan_card(request.viewer, request.moment, card.plan)
        if plan is None or not may_edit_plan(request.viewer, plan):
            raise Http404
    return cards[pk], cards[other]
