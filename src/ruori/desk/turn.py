"""Minun vuoroni: all that waits for one person, the nearest day first (W1)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET

from ruori.desk.addresses import address_of
from ruori.desk.frame import language, page, words
from ruori.desk.gates import DeskRequest, anybody, gate
from ruori.followup import queries as followup
from ruori.followup.queries import EntryCard
from ruori.kernel.problems import Due
from ruori.kernel.text import N_
from ruori.notices.queries import due
from ruori.ui import formats

KINDS = {
    "REPORT_MEASURE": (N_("Measure"), N_("Report on it")),
    "REPORT_GOAL": (N_("Goal"), N_("Assess")),
    "ENTRY_RETURNED": (N_("Returned"), N_("Mend")),
    "APPROVE_ENTRY": (N_("Report to approve"), N_("Read and approve")),
    "APPROVE_PROOF": (N_("Proof to approve"), N_("Look at it")),
    "SUBMIT_REPORT": (N_("Summary of the area"), N_("Write")),
    "APPROVE_REPORT": (N_("Summary to approve"), N_("Read and approve")),
    "ACT_ON_DEVIATION": (N_("Deviation: agreed action"), N_("Tell what was done")),
    "VERIFY_DEVIATION": (N_("Deviation: effect to verify"), N_("Look whether it helped")),
    "INDICATOR_VALUE": (N_("Figure"), N_("Enter")),
    "TASK_OF_YEAR": (N_("Task of the year"), N_("Mark it done")),
}
SHOWN = 7
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to do, with what was said of it last time."""

    kind: str
    deed: str
    name: str
    address: str
    round: str
    due: str
    due_on: date
    last_text: str
    last_progress: str
    as_substitute: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Things to do of one urgency; more than seven are folded."""

    title: str
    first: tuple[Card, ...]
    rest: tuple[Card, ...]


@gate(anybody)
@require_GET
def my_turn(request: DeskRequest) -> HttpResponse:
    """What this person must do, by deadline."""
    items = due(request.viewer, request.at)
    cards = _cards(request, items)
    nearest = min((card.due_on for card in cards), default=None)
    context = {
        "groups": _groups(cards, request.moment.as_of),
        "count": len(cards),
        "title": _title(len(cards)),
        "nearest": "" if nearest is None else formats.day(nearest, language()),
        "waiting": len(cards),
        "is_staff": request.viewer.is_staff,
    }
    return page(request, "desk/my_turn.html", context)


def _title(count: int) -> str:
    if not count:
        return gettext("All done")
    return ngettext("%(count)d thing waits for you", "%(count)d things wait for you", count) % {
        "count": count
    }


def _cards(request: DeskRequest, items: Collection[Due]) -> list[Card]:
    keys = {label: _keys(items, label) for label in ("plans.measure", "plans.goal")}
    said = {
        "plans.measure": followup.latest_of_measures(
            request.viewer, request.moment, keys["plans.measure"]
        ),
        "plans.goal": followup.latest_of_goals(request.viewer, request.moment, keys["plans.goal"]),
    }
    return [_card(item, said.get(item.about.label, {}).get(item.about.pk)) for item in items]


def _keys(items: Collection[Due], label: str) -> list[int]:
    return [item.about.pk for item in items if item.about.label == label]


def _card(item: Due, last: EntryCard | None) -> Card:
    kind, deed = KINDS.get(item.kind, (item.kind, N_("Open")))
    title = item.facts.get("round_title")
    return Card(
        kind=gettext(kind),
        deed=gettext(deed),
        name=words(item.about.title),
        address=_address(item),
        round="" if title is None else words(title),
        due=formats.day(item.due_on, language()),
        due_on=item.due_on,
        last_text="" if last is None else last.done,
        last_progress="" if last is None or last.progress is None else last.progress,
        as_substitute=bool(item.facts.get("as_substitute")),
    )


def _address(item: Due) -> str:
    pages = {"plans.measure": "desk:report_measure", "plans.goal": "desk:report_goal"}
    if item.kind in {"REPORT_MEASURE", "REPORT_GOAL", "ENTRY_RETURNED"}:
        return reverse(pages[item.about.label], args=[item.facts["round"], item.about.pk])
    if item.kind in {"SUBMIT_REPORT", "APPROVE_REPORT"}:
        return reverse("desk:unit_report", args=[item.facts["round"], item.unit_id])
    return address_of(item.about)


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
