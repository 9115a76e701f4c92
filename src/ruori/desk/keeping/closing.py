"""Closing a unit: who carries on, what moves where and who answers after, seen first."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from ruori.desk.editing import number_from
from ruori.desk.frame import language, page, words
from ruori.desk.gates import DeskRequest, administers, gate
from ruori.desk.keeping.forms import CloseForm, EstateForm
from ruori.desk.keeping.told import (
    Choice,
    Taking,
    crumbs,
    takings,
    thing_of,
    unit_card,
    unit_row,
)
from ruori.desk.problems import add_refusal, status_of
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Refused
from ruori.organisation import queries as organisation
from ruori.organisation.queries import UnitCard
from ruori.organisation.rules import SYSTEM, Chart, Item, SuccessionKind
from ruori.plans import actions
from ruori.plans import queries as plans
from ruori.plans.actions import Succession
from ruori.ui import formats


@dataclass(frozen=True, slots=True)
class Closing:
    """What closing a unit on a day does: who answers after, what can be given to whom."""

    day: str
    moves: str
    takings: tuple[Taking, ...]
    is_refused: bool
    estate: EstateForm
    carried: tuple[tuple[str, str], ...]
    """The answers of the first step, carried on as hidden fields."""


@gate(administers)
def close_unit(request: DeskRequest, pk: int) -> HttpResponse:
    """See what closing would do, then close the unit and give what it has to its heirs."""
    card = unit_card(request.moment, pk)
    form = CloseForm(request.POST or request.GET or None, units=_heirs(request, pk))
    closing = _closing(request, card, form) if form.is_bound and form.is_valid() else None
    if request.method == "POST" and closing is not None and closing.estate.is_valid():
        try:
            _close(request, card, form, closing.estate)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, gettext("The unit closes, and its heirs carry on."))
            return redirect("desk:unit", pk)
    title, address = words(card.name), reverse("desk:unit", args=[pk])
    heading = gettext("Merge, split or close")
    context = {
        "title": title,
        "heading": heading,
        "version": card.version,
        "form": form,
        "closing": closing,
        "address": reverse("desk:close_unit", args=[pk]),
        "done": address,
        "crumbs": crumbs((title, address), (heading, "")),
    }
    return page(request, "desk/organisation/close.html", context, status=status_of(form))


def _close(request: DeskRequest, card: UnitCard, form: CloseForm, estate: EstateForm) -> None:
    told = form.cleaned_data
    succession = Succession(
        SuccessionKind(told["kind"]),
        [unit_row(heir) for heir in form.heirs()],
        told["on"],
        posts=estate.posts(),
        things=estate.things(),
        reason=told["reason"],
    )
    actions.reorganise(
        unit=unit_row(card.pk),
        version=number_from(request, "version") or 0,
        succession=succession,
        by=request.viewer,
        at=request.at,
    )


def _closing(request: DeskRequest, card: UnitCard, form: CloseForm) -> Closing:
    """Who answers for what from that day; fifteen queries."""
    day = form.cleaned_data["on"]
    heirs = form.heirs()
    visible = plans.items(request.viewer, Moment(day))
    estate = _estate(request, card, form, visible)
    chosen = estate.posts() if estate.is_bound and estate.is_valid() else {}
    given = estate.things() if estate.is_bound and estate.is_valid() else {}
    given_to: dict[int | None, int] = {None: heirs[0]}
    given_to |= {post: heir for post, heir in chosen.items()}  # noqa: C416 - widens the key
    before = organisation.owners(Moment(day))
    after = before.chart.after_closing(card.pk, given_to)
    moved = [
        (item, _moved(item, card.pk, after.unit_of, heirs[0], given))
        for item in plans.items(SYSTEM, Moment(day))
    ]
    found = takings(request, plans.handovers(before, replace(before, chart=after), moved), visible)
    return Closing(
        day=formats.day(day, language()),
        moves=_moves(card.pk, before.chart, [old for old, _ in moved]),
        takings=found,
        is_refused=any(each.is_nobody for each in found),
        estate=estate,
        carried=_carried(form),
    )


def _moves(closed: int, chart: Chart, items: list[Item]) -> str:
    """How many things, posts and units get another place, in words."""
    told = {
        "things": sum(item.unit == closed for item in items),
        "posts": sum(where == closed for where in chart.unit_of.values()),
        "units": sum(above == closed for above in chart.parent_of.values()),
    }
    return gettext("Things that move: %(things)s. Posts: %(posts)s. Units below: %(units)s.") % told


def _moved(
    item: Item, closed: int, unit_of: Any, first: int, given: dict[tuple[str, int], int]
) -> Item:
    """A thing as it stands after the closing."""
    if item.unit != closed:
        return item
    of_post = unit_of.get(item.post or 0, first)
    heir = given.get((item.about.label, item.about.pk), of_post)
    post = item.post if heir == of_post else None
    return replace(item, unit=heir, post=post)


def _carried(form: CloseForm) -> tuple[tuple[str, str], ...]:
    told = form.cleaned_data
    others = tuple(("others", str(heir)) for heir in told["others"])
    plain = ("kind", "heir", "reason")
    return (*((name, str(told[name])) for name in plain), ("on", told["on"].isoformat()), *others)


def _estate(
    request: DeskRequest, card: UnitCard, form: CloseForm, visible: list[Item]
) -> EstateForm:
    """What can be given to one heir or another; nothing when there is one heir only."""
    moment = Moment(form.cleaned_data["on"])
    known = organisation.units(moment)
    named = [(str(pk), words(known[pk].name)) for pk in form.heirs() if pk in known]
    posts: list[Choice] = []
    things: list[Choice] = []
    if len(named) > 1:
        inside = organisation.posts(moment).values()
        posts = [(str(each.pk), words(each.title)) for each in inside if each.unit == card.pk]
        items = [item for item in visible if item.unit == card.pk]
        things = [
            (f"{item.about.label}.{item.about.pk}", _thing_words(request, item)) for item in items
        ]
    return EstateForm(request.POST or None, heirs=named, posts=posts, things=things)


def _thing_words(request: DeskRequest, item: Item) -> str:
    told = thing_of(request, item)
    return f"{told.kind}: {told.name}"


def _heirs(request: DeskRequest, pk: int) -> list[Choice]:
    """The units that are open or will be, but the one that closes."""
    rows = organisation.coming_units(request.moment)
    return [(str(key), words(name)) for key, name in rows if key != pk]
