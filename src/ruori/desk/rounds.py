"""Rounds on the desk: the list, the board, and its steps (W3); round_planning.py plans them."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from ruori.cycle import actions as cycle
from ruori.cycle import queries as cycle_queries
from ruori.cycle.models import Round
from ruori.cycle.queries import RoundCard
from ruori.cycle.rules import RoundState, may_change
from ruori.desk.deeds import After, press
from ruori.desk.editing import number_from
from ruori.desk.frame import language, page, trail, words
from ruori.desk.gates import DeskRequest, gate, staff, steers
from ruori.desk.round_board import board_page
from ruori.desk.round_forms import kind_in_words
from ruori.followup import actions as followup
from ruori.followup import queries as followup_queries
from ruori.kernel.text import N_
from ruori.organisation.queries import owners as owners_on
from ruori.reports import queries as reports
from ruori.ui import formats
from ruori.ui.shapes import Mark

STATES = {
    RoundState.PLANNED: N_("Planned"),
    RoundState.OPEN: N_("Reporting"),
    RoundState.CLOSED: N_("Closed"),
    RoundState.FROZEN: N_("Frozen"),
    RoundState.PUBLISHED: N_("Published"),
}
MARKS = {
    RoundState.PLANNED: Mark("Planned", "circle-empty", "neutral"),
    RoundState.OPEN: Mark("Reporting", "circle-half", "info"),
    RoundState.CLOSED: Mark("Closed", "circle-tick", "neutral"),
    RoundState.FROZEN: Mark("Frozen", "circle-tick", "neutral"),
    RoundState.PUBLISHED: Mark("Published", "circle-tick", "success"),
}
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
    kind: str
    state: str
    mark: Mark
    period: str
    due: str


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The customary rounds of a year that nobody has planned yet, in words."""

    year: int
    lines: tuple[tuple[str, str, str], ...]


@gate(staff)
@require_GET
def round_list(request: DeskRequest) -> HttpResponse:
    """Every round, the newest first; for who steers also the rhythm of this year and the next."""
    today = request.moment.as_of
    may_plan = request.viewer.steers
    years = (today.year, today.year + 1) if may_plan else ()
    context = {
        "rows": [_line(card) for card in cycle_queries.rounds()],
        "may_plan": may_plan,
        "rhythms": [found for year in years if (found := _rhythm(year, today)).lines],
    }
    return page(request, "desk/rounds/list.html", context)


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
    can_change = may_change(found.round.state)
    context = {
        "board": board_page(request, found, owners, has_edition=has_edition),
        "may_run": request.viewer.steers,
        "may_audit": request.viewer.may_read_all,
        "may_change": can_change,
        "next_round": None if can_change else cycle_queries.next_of(pk),
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
    return press(
        request,
        lambda: STEPS[way](round=row, version=version, by=request.viewer, at=request.at),
        After(gettext("Done. The round goes on."), reverse("desk:round", args=[pk])),
    )


def _line(card: RoundCard) -> RoundLine:
    return RoundLine(
        title=words(card.title),
        address=reverse("desk:round", args=[card.pk]),
        kind=kind_in_words(card.kind),
        state=gettext(STATES[card.state]),
        mark=MARKS[card.state],
        period=formats.span(card.covers_from, card.covers_to, language()),
        due=formats.day(card.due_on, language()),
    )


def _rhythm(year: int, today: date) -> Rhythm:
    lines = (
        (
            words(each.title),
            formats.day(each.days.opens_on, language()),
            formats.day(each.days.due_on, language()),
        )
        for each in cycle_queries.missing_of_rhythm(year, today)
    )
    return Rhythm(year, tuple(lines))
