"""A plan's life on the desk: the next step, and who sees it."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ruori.desk.deeds import After, ask
from ruori.desk.editing import VersionedForm, changed
from ruori.desk.frame import words
from ruori.desk.gates import DeskRequest, gate, steers
from ruori.desk.plans.terms import form_page, plan_of
from ruori.kernel.codes import Visibility
from ruori.plans import actions
from ruori.plans import queries as plans
from ruori.plans.codes import Stage
from ruori.plans.queries import PlanCard
from ruori.plans.rules import STEPS

STAGES = {
    Stage.DRAFT: _("Back to a draft"),
    Stage.HEARING: _("Out for hearing"),
    Stage.ON_AGENDA: _("On the agenda"),
    Stage.IN_FORCE: _("In force"),
    Stage.EVALUATED: _("Evaluated"),
    Stage.ENDED: _("Ended"),
    Stage.SUPERSEDED: _("Superseded"),
}
SEEN_BY = (
    (Visibility.PUBLIC, _("Everybody")),
    (Visibility.IN_PREPARATION, _("The staff: in preparation")),
    (Visibility.DRAFT, _("Its writers only: a draft")),
    (Visibility.SECRET, _("Who steers: secret")),
)


class StepForm(VersionedForm):
    """The next step of a plan's life; its adoption has a page of its own."""

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        """Offer only the steps that the plan may take."""
        super().__init__(*args, **kwargs)
        allowed = [(to.value, label) for to, label in STAGES.items() if to in STEPS[stage]]
        self.fields["to"] = forms.ChoiceField(label=_("Next step"), choices=allowed)


class SeenForm(VersionedForm):
    """Who sees a plan."""

    visibility = forms.ChoiceField(label=_("Who sees it"), choices=SEEN_BY)
    secrecy_ground = forms.CharField(
        label=_("Ground of the secrecy"),
        required=False,
        max_length=200,
        help_text=_("Needed only for what is secret: the law and its section."),
    )


@gate(steers)
def step_plan(request: DeskRequest, pk: int) -> HttpResponse:
    """Take a plan on in its life."""
    card = _card(request, pk)
    return ask(
        request,
        StepForm(request.POST or None, initial={"version": card.version}, stage=card.stage),
        lambda cleaned: actions.step_plan(
            plan=plan_of(pk),
            version=cleaned["version"],
            to=Stage(cleaned["to"]),
            by=request.viewer,
            at=request.at,
        ),
        after=After(changed(), reverse("desk:plan", args=[pk])),
        show=lambda form: _form_page(request, card, form, gettext("Take the plan on")),
    )


@gate(steers)
def publish_plan(request: DeskRequest, pk: int) -> HttpResponse:
    """Choose who sees a plan."""
    card = _card(request, pk)
    initial = {"version": card.version, "visibility": card.visibility}
    return ask(
        request,
        SeenForm(request.POST or None, initial=initial),
        lambda cleaned: actions.publish_plan(
            plan=plan_of(pk),
            version=cleaned["version"],
            visibility=Visibility(cleaned["visibility"]),
            secrecy_ground=cleaned["secrecy_ground"],
            by=request.viewer,
            at=request.at,
        ),
        after=After(changed(), reverse("desk:plan", args=[pk])),
        show=lambda form: _form_page(request, card, form, gettext("Who sees the plan")),
    )


def _card(request: DeskRequest, pk: int) -> PlanCard:
    card = plans.plan_card(request.viewer, request.moment, pk)
    if card is None:
        raise Http404
    return card


def _form_page(
    request: DeskRequest, card: PlanCard, form: forms.Form, heading: str
) -> HttpResponse:
    done = reverse("desk:plan", args=[card.pk])
    return form_page(request, form, f"{heading}: {words(card.title)}", done)
