"""Decisions on the desk: recording what a body decided, and reading it back (W13, thin)."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from ruori.decisions import actions
from ruori.decisions import queries as decisions
from ruori.decisions.rules import DecisionKind
from ruori.desk.deeds import After, ask
from ruori.desk.frame import language, page, words
from ruori.desk.gates import DeskRequest, administers, gate, staff
from ruori.desk.plans.forms import key_field
from ruori.desk.problems import status_of
from ruori.kernel.text import Text
from ruori.organisation.models import Unit
from ruori.organisation.queries import units
from ruori.organisation.rules import UnitKind
from ruori.ui import formats
from ruori.ui.form_fields import day_field

BODIES = (UnitKind.COUNCIL, UnitKind.BOARD, UnitKind.COMMITTEE)


class DecisionForm(forms.Form):
    """Five fields of a decision."""

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        """Take the bodies to choose from."""
        super().__init__(*args, **kwargs)
        self.fields["title"] = forms.CharField(label=_("What was decided"), max_length=300)
        self.fields["body"] = key_field(_("Body"), bodies, is_required=True)
        self.fields["decided_on"] = day_field(_("Day"), is_required=True)
        self.fields["section"] = forms.CharField(
            label=_("Section of the minutes"), required=False, max_length=20
        )
        self.fields["link"] = forms.URLField(
            label=_("Web address of the minutes"), required=False, assume_scheme="https"
        )


@gate(administers)
def new_decision(request: DeskRequest) -> HttpResponse:
    """Record what a body decided."""
    bodies = [
        (str(unit.pk), words(unit.name))
        for unit in units(request.moment).values()
        if unit.kind in BODIES
    ]
    return ask(
        request,
        DecisionForm(request.POST or None, bodies=bodies),
        lambda cleaned: actions.record_decision(
            terms=_terms(cleaned), by=request.viewer, at=request.at
        ),
        after=After(
            gettext("The decision was recorded."),
            lambda made: reverse("desk:decision", args=[made.pk]),
        ),
        show=lambda form: page(
            request, "desk/decisions/new.html", {"form": form}, status=status_of(form)
        ),
    )


@gate(staff)
@require_GET
def decision(request: DeskRequest, pk: int) -> HttpResponse:
    """One decision."""
    card = decisions.cards([pk]).get(pk)
    if card is None:
        raise Http404
    body = units(request.moment).get(card.body or 0)
    context = {
        "card": card,
        "title": words(card.title),
        "body": "" if body is None else words(body.name),
        "day": "" if card.decided_on is None else formats.day(card.decided_on, language()),
    }
    return page(request, "desk/decisions/decision.html", context)


def _terms(cleaned: dict[str, Any]) -> actions.DecisionTerms:
    return actions.DecisionTerms(
        kind=DecisionKind.ADOPT,
        title=Text(cleaned["title"]),
        body=Unit.objects.get(pk=cleaned["body"]),
        decided_on=cleaned["decided_on"],
        section=cleaned["section"],
        link=cleaned["link"],
    )
