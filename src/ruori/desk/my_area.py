"""What else the home tells: changes in one's own area, the blocks of those who lead and steer."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ruori.cycle import queries as cycle
from ruori.desk.addresses import address
from ruori.desk.frame import language, words
from ruori.desk.gates import DeskRequest
from ruori.followup import queries as followup
from ruori.followup.access import own_units
from ruori.kernel.instants import city_day
from ruori.organisation.rules import SYSTEM
from ruori.plans import queries as plans
from ruori.ui import formats
from ruori.ui.counting import sentence
from ruori.ui.parts import Count

NEWS = 3
LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was said of the own area lately."""

    name: str
    address: str
    day: str
    progress: str
    outlook: str


@dataclass(frozen=True, slots=True)
class Block:
    """A way on for who leads or steers."""

    label: str
    address: str
    words: str


def changes(request: DeskRequest) -> list[Change]:
    """What others have said of the own area within a month, three at most; one query."""
    units = own_units(request.viewer)
    if not units:
        return []
    rows = followup.news(
        request.viewer, request.moment, units, since=request.at - LATELY, limit=NEWS
    )
    return [
        Change(
            name=words(row.name),
            address=address("followup.entry", row.entry),
            day=formats.day(city_day(row.recorded_at), language()),
            progress=row.progress or "",
            outlook=row.outlook or "",
        )
        for row in rows
    ]


def blocks(request: DeskRequest) -> list[Block]:
    """The board of each open round for who steers; the deviations of the area for who leads."""
    found = []
    if request.viewer.steers:
        found += [
            Block(words(card.title), reverse("desk:round", args=[card.pk]), _until(card.due_on))
            for card in cycle.open_rounds()
        ]
    if request.viewer.steers or request.viewer.led:
        told = gettext("What deviates and what is done about it")
        found.append(Block(gettext("Deviations"), reverse("desk:deviations"), told))
    return found


def next_day() -> str:
    """When something is asked next, in words; one query."""
    planned = cycle.planned_rounds()
    if not planned:
        return ""
    facts = {"round": words(planned[0].title), "day": formats.day(planned[0].opens_on, language())}
    return gettext("Next: %(round)s opens on %(day)s.") % facts


def area_in_words(request: DeskRequest) -> str:
    """The own area in two sentences: how its measures stand, and how many say so; few queries."""
    units = own_units(request.viewer)
    mine = [card for card in plans.live_measures(SYSTEM, request.moment) if card.unit in units]
    if not mine:
        return ""
    stands = followup.standings(request.viewer, request.moment, mine)
    shown = [standing.shown.codes[-1] for standing in stands.values()]
    counted = [Count("progress", code, shown.count(code)) for code in sorted(set(shown))]
    head = ngettext("%(count)d measure in your area", "%(count)d measures in your area", len(mine))
    told = sum(1 for standing in stands.values() if standing.entry is not None)
    rest = gettext("%(told)d of %(all)d have been reported on.") % {
        "told": told,
        "all": len(mine),
    }
    return f"{sentence(head % {'count': len(mine)}, counted)}. {rest}"


def _until(day: date) -> str:
    return gettext("Reports by %(day)s") % {"day": formats.day(day, language())}
