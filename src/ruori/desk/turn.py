"""Minun vuoroni: all that waits for one person, the nearest day first (W1)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET

from ruori.desk.frame import language, page
from ruori.desk.gates import DeskRequest, anybody, gate
from ruori.desk.my_area import area_in_words, blocks, changes, next_day
from ruori.desk.turn_cards import Card, cards_of, round_lines
from ruori.notices.queries import due
from ruori.ui import formats

SHOWN = 7
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Group:
    """Things to do of one urgency; more than seven are folded."""

    title: str
    first: tuple[Card, ...]
    rest: tuple[Card, ...]


@gate(anybody)
@require_GET
def my_turn(request: DeskRequest) -> HttpResponse:
    """What this person must do, by deadline; all posts held are joined in one list."""
    items = due(request.viewer, request.at, request.lines)
    cards = cards_of(request, items)
    nearest = min((card.due_on for card in cards), default=None)
    context = {
        "groups": _groups(cards, request.moment.as_of),
        "rounds": round_lines(items),
        "count": len(cards),
        "title": _title(len(cards)),
        "nearest": "" if nearest is None else formats.day(nearest, language()),
        "waiting": len(cards),
        "is_staff": request.viewer.is_staff,
        "changes": changes(request),
        "blocks": blocks(request),
        "area": area_in_words(request) if not cards else "",
        "next_day": next_day() if not cards else "",
    }
    return page(request, "desk/my_turn.html", context)


def _title(count: int) -> str:
    if not count:
        return gettext("All done")
    return ngettext("%(count)d thing waits for you", "%(count)d things wait for you", count) % {
        "count": count
    }


def _groups(cards: list[Card], today: date) -> list[Group]:
    late = [card for card in cards if card.due_on < today]
    soon = [card for card in cards if today <= card.due_on <= today + WEEK]
    later = [card for card in cards if card.due_on > today + WEEK]
    named = (
        (gettext("Late"), late),
        (gettext("This week"), soon),
        (gettext("Later on"), later),
    )
    return [
        Group(title, tuple(found[:SHOWN]), tuple(found[SHOWN:])) for title, found in named if found
    ]
