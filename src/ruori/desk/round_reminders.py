"""Reminding by hand from the board of a round: the letter is shown first (W3)."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ruori.cycle.models import Round
from ruori.cycle.rules import RoundState
from ruori.desk.frame import page, trail, words
from ruori.desk.gates import DeskRequest, gate, steers
from ruori.desk.problems import warn
from ruori.kernel.problems import Refused
from ruori.notices import actions
from ruori.notices.actions import Reminded
from ruori.notices.queries import reminder_preview
from ruori.organisation.queries import units


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whom to remind: the late ones of the whole round, or one unit."""

    row: Round
    unit: int | None
    name: str


@gate(steers)
def remind(request: DeskRequest, pk: int, unit: int | None = None) -> HttpResponse:
    """Show the letter and who gets it; send it when asked to."""
    asked = _asked(request, pk, unit)
    if request.method == "POST":
        try:
            done = actions.remind(round=asked.row, unit=unit, by=request.viewer, at=request.at)
        except Refused as refused:
            warn(request, refused)
        else:
            messages.success(request, _told(done))
        return redirect("desk:round", pk)
    preview = reminder_preview(round_pk=pk, unit=unit, viewer=request.viewer, at=request.at)
    title = words(asked.row.title)
    context = {
        "preview": preview,
        "round": title,
        "round_pk": pk,
        "unit": asked.name,
        "crumbs": trail((title, reverse("desk:round", args=[pk])), (gettext("Remind"), "")),
    }
    return page(request, "desk/rounds/remind.html", context)


def _asked(request: DeskRequest, pk: int, unit: int | None) -> _Asked:
    row = Round.objects.filter(pk=pk, state=RoundState.OPEN).first()
    if row is None:
        raise Http404
    if unit is None:
        return _Asked(row, None, "")
    named = units(request.moment).get(unit)
    if named is None or not row.units.filter(unit=unit).exists():
        raise Http404
    return _Asked(row, unit, words(named.name))


def _told(done: Reminded) -> str:
    words_of = ngettext("%(count)s letter was sent.", "%(count)s letters were sent.", done.letters)
    return words_of % {"count": done.letters}
