"""Letters: what waits, what failed, whose address does not work, and the runs of the timer."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_GET, require_POST

from ruori.desk.deeds import After, press
from ruori.desk.frame import language, page, trail
from ruori.desk.gates import DeskRequest, administers, gate
from ruori.kernel.text import N_
from ruori.notices import actions, queries
from ruori.notices.models import Delivery
from ruori.notices.queries import DeliveryCard, TimerCard
from ruori.notices.rules.letters import MAY_GO_AGAIN, State, filled, places
from ruori.ui import formats
from ruori.ui.frame import Band
from ruori.ui.parts import Cell, Column, Row, Table

STATES: Final = {
    State.QUEUED: N_("Waits to be sent"),
    State.SENDING: N_("Is being sent"),
    State.SENT: N_("Sent"),
    State.FAILED: N_("Could not be sent"),
    State.BOUNCED: N_("The address does not work"),
    State.CANCELLED: N_("Left unsent"),
}
DUTIES: Final = {
    "ROUNDS": N_("Opening rounds"),
    "PLANS": N_("Bringing plans into force"),
    "JOBS": N_("Continuing interrupted work"),
    "REMINDERS": N_("Writing reminders"),
    "NEW_LINKS": N_("Writing new links asked for"),
    "LETTERS": N_("Sending letters"),
    "SHEETS": N_("Clearing old uploaded sheets"),
    "CHECK": N_("Checking the plans"),
    "SESSIONS": N_("Clearing ended sessions"),
}
TROUBLES: Final = (State.FAILED, State.BOUNCED)
UNSEEN: Final = "https://…"
"""What stands for an address: a link is its receiver's own."""


@gate(administers)
@require_GET
def letters(request: DeskRequest) -> HttpResponse:
    """The outbox: troubles first, then the newest letters; and the timer."""
    broken = queries.broken_addresses(request.viewer)
    counted = queries.counts(request.viewer)
    context = {
        "sentence": _sentence(counted),
        "broken": _broken(broken) if broken else None,
        "letters": _table(queries.outbox(request.viewer)),
        "has_letters": any(counted.values()),
        "bands": _bands(),
        "timer": _timer(queries.timer_runs()),
    }
    return page(request, "desk/letters/letters.html", context)


@gate(administers)
@require_GET
def letter(request: DeskRequest, pk: int) -> HttpResponse:
    """One letter: its text without its links, how far it is, and what may be done with it."""
    card = queries.letter_card(request.viewer, pk)
    if card is None:
        raise Http404
    context = {
        "card": card,
        "state": gettext(STATES[card.state]),
        "body": filled(card.body, dict.fromkeys(places(card.body), UNSEEN)),
        "day": formats.day(card.day, language()),
        "tried": formats.moment(card.ended_at or card.try_at, language()),
        "may_go_again": card.state in MAY_GO_AGAIN,
        "may_be_left": card.state is State.QUEUED,
        "crumbs": trail((gettext("Letters"), reverse("desk:letters")), (card.subject, "")),
    }
    return page(request, "desk/letters/letter.html", context)


@gate(administers)
@require_POST
def again(request: DeskRequest, pk: int) -> HttpResponse:
    """Send a letter anew."""
    return _do(request, pk, actions.send_again, gettext("The letter waits to be sent again."))


@gate(administers)
@require_POST
def leave(request: DeskRequest, pk: int) -> HttpResponse:
    """Leave a waiting letter unsent."""
    return _do(request, pk, actions.cancel_letter, gettext("The letter is left unsent."))


def _do(request: DeskRequest, pk: int, deed: Callable[..., object], success: str) -> HttpResponse:
    row = get_object_or_404(Delivery, pk=pk)
    given = request.POST.get("version", "")
    version = int(given) if given.isdecimal() else row.version
    return press(
        request,
        lambda: deed(delivery=row, version=version, by=request.viewer, at=request.at),
        After(success, reverse("desk:letter", args=[pk])),
    )


def _bands() -> tuple[Band, ...]:
    """What the keeper must know before anything else: without a server nothing goes."""
    if settings.CAN_MAIL:
        return ()
    words = gettext(
        "The city has no mail server: letters wait. Ask the maintainer to set RUORI_EMAIL_URL."
    )
    return (Band(words, "warning"),)


def _sentence(counted: dict[State, int]) -> str:
    facts = {
        "waiting": counted[State.QUEUED] + counted[State.SENDING],
        "sent": counted[State.SENT],
        "troubles": sum(counted[state] for state in TROUBLES),
    }
    return gettext("%(waiting)s waiting, %(sent)s sent, %(troubles)s could not be sent") % facts


def _table(cards: list[DeliveryCard]) -> Table:
    first = sorted(cards, key=lambda card: card.state not in TROUBLES)
    labels = (gettext("Letter"), gettext("To"), pgettext("letter", "State"), gettext("When"))
    return Table(
        gettext("The newest letters, those in trouble first"),
        tuple(Column(label) for label in labels),
        tuple(_row(card) for card in first),
        as_cards=True,
    )


def _row(card: DeliveryCard) -> Row:
    return Row(
        (
            Cell(card.subject, reverse("desk:letter", args=[card.pk])),
            Cell(card.name, note=card.address),
            Cell(gettext(STATES[card.state]), note=card.last_error),
            Cell(formats.moment(card.ended_at or card.queued_at, language())),
        )
    )


def _broken(cards: list[DeliveryCard]) -> Table:
    columns = (gettext("Person"), gettext("Address"), gettext("What the server said"))
    rows = tuple(
        Row((_corrected(card), Cell(card.address), Cell(card.last_error or gettext("nothing"))))
        for card in cards
    )
    caption = gettext("Addresses that do not work")
    return Table(caption, tuple(Column(label) for label in columns), rows, as_cards=True)


def _corrected(card: DeliveryCard) -> Cell:
    return Cell(card.name, reverse("desk:change_person", args=[card.person]))


def _timer(runs: list[TimerCard]) -> Table:
    columns = (gettext("Duty"), gettext("Last run"), gettext("How it went"))
    rows = tuple(
        Row(
            (
                Cell(gettext(DUTIES.get(run.duty, run.duty))),
                Cell(formats.moment(run.ran_at, language())),
                Cell(run.fault or gettext("done")),
            )
        )
        for run in runs
    )
    caption = gettext("What the timer has done")
    return Table(caption, tuple(Column(label) for label in columns), rows, as_cards=True)
