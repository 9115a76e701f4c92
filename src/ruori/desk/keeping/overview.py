"""Nothing is without somebody who answers: open posts, and the whole tree of units and posts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET

from ruori.desk.frame import language, page, words
from ruori.desk.gates import DeskRequest, administers, gate
from ruori.desk.keeping.forms import DayForm
from ruori.desk.keeping.told import count_words, owner_words, thing_of
from ruori.kernel.moments import Moment
from ruori.organisation import queries as organisation
from ruori.organisation.queries import HoldingCard, Owners, PostCard, UnitCard
from ruori.organisation.rules import SYSTEM, ownerless
from ruori.plans import queries as plans
from ruori.ui import formats
from ruori.ui.frame import Band, Link
from ruori.ui.parts import Cell, Column, Row, Table


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post in the tree: who holds it, or that it is open, and who answers meanwhile."""

    title: str
    address: str
    holder: str
    deputies: str
    meanwhile: str


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the tree with its posts, what is in it and the units below it."""

    name: str
    address: str
    things: str
    posts: tuple[PostLine, ...]
    units: tuple["UnitLine", ...]


@gate(administers)
@require_GET
def overview(request: DeskRequest) -> HttpResponse:
    """The tree of units with posts and holders, on today or another day; open posts first."""
    day = _asked_day(request) or request.moment.as_of
    moment = Moment(day)
    tree = _Tree(moment, is_today=day == request.moment.as_of)
    lost = ownerless(tree.owners.chart, tree.items)
    seen = {item.about for item in plans.items(request.viewer, moment)} if lost else set()
    context = {
        "sentence": _sentence(len(lost), len(tree.open_posts)),
        "lost": [thing_of(request, item) for item in lost if item.about in seen],
        "hidden": sum(item.about not in seen for item in lost),
        "open_posts": tree.open_table() if tree.open_posts else None,
        "units": tree.lines(),
        "day_form": DayForm(initial={"as_of": day}),
        "is_today": tree.is_today,
        "bands": () if tree.is_today else (_band(day),),
    }
    return page(request, "desk/organisation/overview.html", context)


class _Tree:
    """The organisation of a day, read once: ten queries."""

    def __init__(self, moment: Moment, *, is_today: bool) -> None:
        self.is_today = is_today
        self.held = organisation.holdings(moment)
        self.posts = organisation.posts(moment)
        self.units = organisation.units(moment)
        self.owners: Owners = organisation.owners(moment)
        self.things: dict[int, int] = {}
        self.items = plans.items(SYSTEM, moment)
        for item in self.items:
            unit = self.owners.chart.unit_of.get(item.post or 0, item.unit or 0)
            self.things[unit] = self.things.get(unit, 0) + 1
        self.open_posts = [card for card in self.posts.values() if not self._main(card)]

    def lines(self) -> tuple[UnitLine, ...]:
        """The units at the top, each with all below it."""
        return self._below(None)

    def open_table(self) -> Table:
        """The posts nobody holds, and who answers for them meanwhile."""
        labels = (gettext("Open post"), gettext("Unit"), gettext("Answers meanwhile"))
        rows = tuple(
            Row((_cell(card), Cell(words(self.units[card.unit].name)), Cell(self._meanwhile(card))))
            for card in self.open_posts
            if card.unit in self.units
        )
        columns = tuple(Column(label) for label in labels)
        return Table(gettext("Open posts"), columns, rows, as_cards=True)

    def _below(self, above: int | None) -> tuple[UnitLine, ...]:
        depth = 1 if above is None else len(self.units[above].path) + 1
        return tuple(
            self._line(card)
            for card in self.units.values()
            if len(card.path) == depth and (above is None or card.path[-2] == above)
        )

    def _line(self, unit: UnitCard) -> UnitLine:
        count = self.things.get(unit.pk, 0)
        posts = [card for card in self.posts.values() if card.unit == unit.pk]
        return UnitLine(
            name=words(unit.name),
            address=reverse("desk:unit", args=[unit.pk]) if self.is_today else "",
            things=count_words(count) if count else "",
            posts=tuple(self._post(card) for card in posts),
            units=self._below(unit.pk),
        )

    def _post(self, card: PostCard) -> PostLine:
        held = self.held.get(card.pk, ())
        main = self._main(card)
        return PostLine(
            title=words(card.title),
            address=reverse("desk:post", args=[card.pk]) if self.is_today else "",
            holder=main,
            deputies=", ".join(each.name for each in held if each.deputy_order),
            meanwhile="" if main else self._meanwhile(card),
        )

    def _main(self, card: PostCard) -> str:
        held: tuple[HoldingCard, ...] = self.held.get(card.pk, ())
        return ", ".join(each.name for each in held if not each.deputy_order)

    def _meanwhile(self, card: PostCard) -> str:
        owner = self.owners.of(post=card.pk, unit=card.unit)
        return owner_words(owner) or gettext("nobody")


def _cell(card: PostCard) -> Cell:
    return Cell(words(card.title), address=reverse("desk:post", args=[card.pk]))


def _asked_day(request: DeskRequest) -> date | None:
    try:
        return parse_date(request.GET.get("as_of", ""))
    except ValueError:
        return None


def _band(day: date) -> Band:
    told: dict[str, Any] = {"day": formats.day(day, language())}
    text = gettext("The organisation as it is on %(day)s.") % told
    return Band(text, link=Link(gettext("Back to today"), reverse("desk:organisation")))


def _sentence(lost: int, empty: int) -> str:
    """How many things nobody answers for, and how many posts are open."""
    first = ngettext(
        "%(count)s thing without anybody to answer.",
        "%(count)s things without anybody to answer.",
        lost,
    ) % {"count": lost}
    told = ngettext("%(count)s post is open.", "%(count)s posts are open.", empty)
    last = told % {"count": empty} if empty else gettext("Every post has a holder.")
    return f"{first} {last}"
