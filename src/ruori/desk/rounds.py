"""Rounds on the desk: the list, planning one, the board, and its steps (W3)."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from ruori.cycle import actions as cycle
from ruori.cycle import queries as cycle_queries
from ruori.cycle.models import Round
from ruori.cycle.queries import RoundCard
from ruori.cycle.rules import RoundDays, RoundKind, RoundState
from ruori.desk.editing import language_fields, number_from, text_from
from ruori.desk.frame import language, page, trail, words
from ruori.desk.gates import DeskRequest, gate, staff, steers
from ruori.desk.plans.forms import day_field
from ruori.desk.problems import add_refusal, status_of, warn
from ruori.desk.round_board import board_page
from ruori.followup import actions as followup
from ruori.followup import queries as followup_queries
from ruori.kernel.problems import Refused
from ruori.kernel.text import N_
from ruori.organisation.models import Unit
from ruori.organisation.queries import owners as owners_on
from ruori.organisation.queries import units
from ruori.organisation.rules import UnitKind
from ruori.reports import queries as reports
from ruori.ui import formats

KINDS = (
    (RoundKind.FOLLOW_UP, _("Follow-up report")),
    (RoundKind.INTERIM_1, _("Interim report I")),
    (RoundKind.INTERIM_2, _("Interim report II")),
    (RoundKind.YEAR_END, _("Financial statements")),
    (RoundKind.ENVIRONMENT, _("Environmental report")),
    (RoundKind.WELLBEING, _("Wellbeing report")),
)
STATES = {
    RoundState.PLANNED: N_("Planned"),
    RoundState.OPEN: N_("Reporting"),
    RoundState.CLOSED: N_("Closed"),
    RoundState.FROZEN: N_("Frozen"),
    RoundState.PUBLISHED: N_("Published"),
}
ASKED = (UnitKind.SECTOR, UnitKind.RESPONSIBILITY_AREA)
STEPS = {
    "open": cycle.open_round,
    "reopen": cycle.reopen_round,
    "close": cycle.close_round,
    "freeze": followup.freeze_follow_up,
    "publish": followup.publish_follow_up,
}


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in the list."""

    title: str
    address: str
    state: str
    period: str
    due: str


class RoundForm(forms.Form):
    """A new round: what it covers, when it is due, and which units it asks."""

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        """Take the units to choose from."""
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=KINDS)
        self.fields |= language_fields("title", str(_("Title")))
        self.fields["code"] = forms.SlugField(
            label=_("Code"), max_length=60, help_text=_("For example seuranta-2026-2.")
        )
        for name, label in (
            ("covers_from", _("Period begins")),
            ("covers_to", _("Period ends")),
            ("opens_on", _("Opens")),
            ("due_on", _("Answers by")),
        ):
            self.fields[name] = day_field(label, is_required=True)
        self.fields["units"] = forms.MultipleChoiceField(
            label=_("Units asked"), choices=choices, widget=forms.CheckboxSelectMultiple
        )


@gate(staff)
@require_GET
def round_list(request: DeskRequest) -> HttpResponse:
    """Every round, the newest first."""
    context = {
        "rows": [_line(card) for card in cycle_queries.rounds()],
        "may_plan": request.viewer.steers,
    }
    return page(request, "desk/rounds/list.html", context)


@gate(steers)
def new_round(request: DeskRequest) -> HttpResponse:
    """Plan a round."""
    asked = [unit for unit in units(request.moment).values() if unit.kind in ASKED]
    choices = [(str(unit.pk), words(unit.name)) for unit in asked]
    initial = {"units": [key for key, _label in choices]}
    form = RoundForm(request.POST or None, choices=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = _plan(request, form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, gettext("The round was planned."))
            return redirect("desk:round", made.pk)
    status = status_of(form)
    return page(request, "desk/rounds/new.html", {"form": form}, status=status)


@gate(staff)
@require_GET
def round_page(request: DeskRequest, pk: int) -> HttpResponse:
    """The board of one round: who has reported, who is late, what may be done next."""
    owners = owners_on(request.moment)
    found = followup_queries.board(request.viewer, request.at, pk, owners.chart)
    if found is None:
        raise Http404
    title = words(found.round.title)
    is_frozen = found.round.state is RoundState.FROZEN
    has_edition = is_frozen and reports.has_edition(pk)
    context = {
        "board": board_page(request, found, owners, has_edition=has_edition),
        "may_run": request.viewer.steers,
        "may_audit": request.viewer.may_read_all,
        "crumbs": trail((gettext("Rounds"), reverse("desk:rounds")), (title, "")),
    }
    return page(request, "desk/rounds/round.html", context)


@gate(steers)
@require_POST
def step(request: DeskRequest, pk: int, way: str) -> HttpResponse:
    """Open, close, reopen, freeze or publish a round."""
    row = Round.objects.filter(pk=pk).first()
    version = number_from(request, "version")
    if row is None or way not in STEPS or version is None:
        raise Http404
    try:
        STEPS[way](round=row, version=version, by=request.viewer, at=request.at)
    except Refused as refused:
        warn(request, refused)
    else:
        messages.success(request, gettext("Done. The round goes on."))
    return redirect("desk:round", pk)


def _plan(request: DeskRequest, cleaned: dict[str, Any]) -> Round:
    return cycle.plan_round(
        code=cleaned["code"],
        kind=RoundKind(cleaned["kind"]),
        title=text_from(cleaned, "title"),
        days=RoundDays(
            cleaned["covers_from"], cleaned["covers_to"], cleaned["opens_on"], cleaned["due_on"]
        ),
        units=list(Unit.objects.filter(pk__in=cleaned["units"])),
        by=request.viewer,
        at=request.at,
    )


def _line(card: RoundCard) -> RoundLine:
    return RoundLine(
        title=words(card.title),
        address=reverse("desk:round", args=[card.pk]),
        state=gettext(STATES[card.state]),
        period=formats.span(card.covers_from, card.covers_to, language()),
        due=formats.day(card.due_on, language()),
    )
