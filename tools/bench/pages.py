"""The pages that have limits, asked in this process through Django, nothing cached between."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ruori.accounts.models import User
from ruori.followup.actions import Addressee, issue_links
from ruori.followup.rules.links import LinkItem
from ruori.kernel.moments import now
from ruori.notices.queries import due
from ruori.organisation import queries as organisation
from ruori.organisation.queries import viewer_for
from ruori.organisation.rules import SYSTEM, reachable_owner
from tools.bench.city import MadeCity
from tools.bench.figure import REPETITIONS, Figure, counted, milliseconds, p95

KILOBYTE = 1000
HOST = "localhost"


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its limits: milliseconds, queries and kilobytes (0 is no limit).

    The addresses are asked in turn, so that no time is that of one lucky row.
    """

    name: str
    addresses: tuple[str, ...]
    milliseconds: int
    queries: int = 0
    kilobytes: int = 0


class WrongAnswer(RuntimeError):
    """A page did not answer as it should, so its time means nothing."""


def pages_of(city: MadeCity) -> tuple[Page, ...]:
    """The pages of the issue's limits in a made city."""
    measures = city.promises.measures[:: max(1, len(city.promises.measures) // REPETITIONS)]
    lists = reverse("site:measures")
    units = city.staff.units[:3]
    return (
        Page(
            "public measure list",
            (
                lists,
                *(f"{lists}?page={number}" for number in range(2, 8)),
                *(f"{lists}?unit={unit}" for unit in units),
                f"{lists}?goal={city.promises.objectives[0]}",
                f"{lists}?q=kaupungin",
            ),
            milliseconds=150,
            queries=15,
            kilobytes=150,
        ),
        Page(
            "measure page",
            tuple(reverse("site:measure", args=[pk, "-"]) for pk in measures),
            milliseconds=60,
            queries=15,
        ),
        Page("strategy tree", (reverse("site:strategy"),), milliseconds=100, queries=12),
    )


def link_pages_of(city: MadeCity) -> Page:
    """The pages of update links: measures of one area, each sent to whoever answers for it."""
    mine = [pk for pk, unit in city.promises.unit_of.items() if unit == city.staff.units[0]]
    at = timezone.now()
    chart = organisation.chart(now(at))
    to = []
    for pk in mine:
        owner = reachable_owner(chart, post=None, unit=city.promises.unit_of[pk])
        if owner is not None:
            item = LinkItem(round=city.told.open.pk, measure=pk)
            to.append(Addressee(item, owner.post, owner.person))
    issued = issue_links(to=to, by=SYSTEM, at=at)
    return Page(
        "update link page",
        tuple(reverse("site:update", args=[link.token]) for link in issued),
        milliseconds=40,
        queries=16,
        kilobytes=12,
    )


def entry_form_of(city: MadeCity) -> Page:
    """The desk's form for one answer, over measures of one area."""
    mine = [pk for pk, unit in city.promises.unit_of.items() if unit == city.staff.units[0]]
    return Page(
        "desk entry form",
        tuple(reverse("desk:report_measure", args=[city.told.open.pk, pk]) for pk in mine),
        milliseconds=100,
    )


def busiest_head(city: MadeCity) -> tuple[User, int]:
    """The head for whom most waits, and how many things that is."""
    at = timezone.now()
    heads = [city.staff.heads[unit] for unit in (*city.staff.areas, *city.staff.units)]
    waits = {user.pk: len(due(viewer_for(user, at=at), at)) for user in heads}
    return max(((user, waits[user.pk]) for user in heads), key=lambda pair: pair[1])


def my_turn_of(things: int) -> Page:
    """The home of whoever has most to do."""
    address = reverse("desk:my_turn")
    return Page(f"my turn of {things} things", (address,), milliseconds=80, queries=25)


def round_board_of(city: MadeCity) -> Page:
    """The board of the open round, as the strategy manager looks at it."""
    address = reverse("desk:round", args=[city.told.open.pk])
    ways = ("", "?show=late", "?show=silent", "?show=unapproved")
    return Page(
        "round board",
        tuple(f"{address}{way}" for way in ways),
        milliseconds=150,
        queries=15,
    )


def plan_pages_of(city: MadeCity) -> tuple[Page, ...]:
    """The plans, the outline of the strategy and its check, as the strategy manager opens them."""
    health = reverse("desk:plan_health", args=[city.promises.strategy])
    outline = reverse("desk:plan", args=[city.promises.strategy])
    return (
        Page("plans", (reverse("desk:plans"),), milliseconds=150, queries=25),
        Page("plan outline", (outline,), milliseconds=150, queries=25),
        Page("plan check page", (health, f"{health}?rule=L22"), milliseconds=150, queries=25),
    )


def measured(page: Page, client: Client) -> Iterator[Figure]:
    """The figures of one page."""
    addresses = [_settled(client, address) for address in page.addresses]

    def ask(number: int) -> int:
        return _asked(client, addresses[number % len(addresses)])

    times = milliseconds(ask, max(REPETITIONS, len(addresses)))
    yield Figure(f"{page.name}, p95", round(p95(times), 1), "ms", page.milliseconds)
    if page.queries:
        most = max(_queries(client, address) for address in addresses)
        yield Figure(f"{page.name}, queries", most, "queries", page.queries)
    if page.kilobytes:
        largest = max(_asked(client, address) for address in addresses) / KILOBYTE
        yield Figure(f"{page.name}, HTML", round(largest, 1), "kB", page.kilobytes)


def _settled(client: Client, address: str) -> str:
    """The address a page really has: the slug follows the name."""
    answer = client.get(address)
    return str(answer.headers.get("Location", address))


def _asked(client: Client, address: str) -> int:
    answer = client.get(address)
    if answer.status_code != 200:
        raise WrongAnswer(f"{address} answered {answer.status_code}")
    return len(answer.content)


def _queries(client: Client, address: str) -> int:
    with counted() as asked:
        _asked(client, address)
    return len(asked)
