"""The update links of a round and what was passed on in it, for who steers (W3, domain § 11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from ruori.cycle.models import Round
from ruori.desk.frame import language, page, trail, words
from ruori.desk.gates import DeskRequest, gate, steers
from ruori.followup import actions
from ruori.followup import queries as followup
from ruori.followup.models import UpdateLink
from ruori.followup.queries import HandOverCard, LinkCard
from ruori.kernel.instants import city_day
from ruori.kernel.problems import Ref
from ruori.kernel.text import Text
from ruori.organisation import queries as organisation
from ruori.organisation.queries import Names
from ruori.ui import formats

KINDS: Mapping[str, str] = {"plans.measure": "measure", "plans.goal": "goal"}


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link in the table."""

    pk: int
    name: str
    address: str
    post: str
    person: str
    sent: str
    used: str
    is_alive: bool


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A hand-over in the list; one that waits for a receiver comes first."""

    name: str
    address: str
    giver: str
    receiver: str
    email: str
    reason: str
    day: str


@gate(steers)
@require_GET
def round_links(request: DeskRequest, pk: int) -> HttpResponse:
    """Which links live, and what was passed on; constant queries, however many links."""
    row = Round.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    asked = followup.asking_of(row, request.at)
    names = organisation.names(request.moment)
    titles = {(item.about.label, item.about.pk): item.about.title for item in asked.items}
    cards = sorted(followup.links_of(asked, row, request.at), key=lambda card: not card.is_alive)
    passed_on = [_passed_on(card, names, titles) for card in followup.standing_hand_overs([row.pk])]
    context = {
        "crumbs": trail(
            (gettext("Rounds"), reverse("desk:rounds")),
            (words(row.title), reverse("desk:round", args=[row.pk])),
            (gettext("Links and passed-on items"), ""),
        ),
        "links": [_line(card, names, row.pk) for card in cards],
        "alive": sum(card.is_alive for card in cards),
        "used": sum(bool(card.uses) for card in cards),
        "passed_on": sorted(passed_on, key=lambda line: not line.email),
    }
    return page(request, "desk/rounds/links.html", context)


@gate(steers)
@require_POST
def end_link(request: DeskRequest, pk: int) -> HttpResponse:
    """End a link at once."""
    row = _link(pk)
    actions.revoke_links(links=[row.pk], by=request.viewer, at=request.at)
    messages.success(request, gettext("The link was ended."))
    return redirect("desk:round_links", row.round_id)


@gate(steers)
@require_POST
def send_link_again(request: DeskRequest, pk: int) -> HttpResponse:
    """Have a new link mailed to whoever answers now."""
    row = _link(pk)
    actions.ask_link_again(link=row.pk, by=request.viewer, at=request.at)
    messages.success(request, gettext("A new link is mailed to whoever answers now."))
    return redirect("desk:round_links", row.round_id)


def _link(pk: int) -> UpdateLink:
    row = UpdateLink.objects.filter(pk=pk, round__isnull=False).first()
    if row is None:
        raise Http404
    return row


def _line(card: LinkCard, names: Names, round_pk: int) -> LinkLine:
    return LinkLine(
        pk=card.pk,
        name=words(card.about.title),
        address=report_address(round_pk, card.about),
        post=words(names.post(card.post)),
        person=card.person_name,
        sent=_day(card.issued_at),
        used=_day(card.last_used_at),
        is_alive=card.is_alive,
    )


def _passed_on(
    card: HandOverCard, names: Names, titles: Mapping[tuple[str, int], Text]
) -> PassedOn:
    label, pk = card.key
    return PassedOn(
        name=words(titles.get(card.key, Text())),
        address=reverse("desk:pass_on", args=[card.round, KINDS[label], pk]),
        giver=words(names.post(card.from_post)),
        receiver=words(names.post(card.to_post)),
        email=card.work_email,
        reason=card.reason,
        day=_day(card.recorded_at),
    )


def report_address(round_pk: int, about: Ref) -> str:
    """Where an item of a round is reported."""
    return reverse(f"desk:report_{KINDS[about.label]}", args=[round_pk, about.pk])


def _day(at: datetime | None) -> str:
    return "" if at is None else formats.day(city_day(at), language())
