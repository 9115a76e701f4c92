"""Abolishing a post: which post carries on and who answers after, seen first."""

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from ruori.desk.deeds import After, ask
from ruori.desk.editing import Cleaned, number_from
from ruori.desk.frame import language, page, words
from ruori.desk.gates import DeskRequest, administers, gate
from ruori.desk.keeping.forms import AbolishForm, Choice
from ruori.desk.keeping.posts import head_of
from ruori.desk.keeping.told import Taking, post_card, post_row, takings
from ruori.desk.problems import status_of
from ruori.kernel.moments import Moment
from ruori.organisation import queries as organisation
from ruori.organisation.queries import PostCard
from ruori.organisation.rules import SYSTEM, Item
from ruori.plans import actions
from ruori.plans import queries as plans
from ruori.ui import formats


@dataclass(frozen=True, slots=True)
class Abolishing:
    """What abolishing a post on a day does: who answers after."""

    day: str
    takings: tuple[Taking, ...]
    is_refused: bool
    carried: tuple[tuple[str, Any], ...]
    """The answers of the first step, carried on as hidden fields."""


@gate(administers)
def abolish(request: DeskRequest, pk: int) -> HttpResponse:
    """See who would answer, then abolish the post and give what it has to another."""
    card = post_card(request, pk)
    form = AbolishForm(request.POST or request.GET or None, posts=_others(request, pk))
    told = dict(form.cleaned_data) if form.is_bound and form.is_valid() else None
    return ask(
        request,
        form,
        lambda cleaned: _abolish(request, pk, cleaned),
        after=After(
            gettext("The post ends, and another carries on."),
            reverse("desk:unit", args=[card.unit]),
        ),
        show=lambda form: _page(request, card, form, told),
    )


def _page(
    request: DeskRequest, card: PostCard, form: forms.Form, told: Cleaned | None
) -> HttpResponse:
    context = {
        **head_of(card, gettext("Abolish the post")),
        "version": card.version,
        "form": form,
        "preview": None if told is None else _abolishing(request, card, told),
    }
    return page(request, "desk/organisation/abolish.html", context, status=status_of(form))


def _abolish(request: DeskRequest, pk: int, told: Cleaned) -> None:
    actions.abolish_post(
        post=post_row(pk),
        version=number_from(request, "version") or 0,
        heir=None if told["heir"] is None else post_row(told["heir"]),
        on=told["on"],
        reason=told["reason"],
        by=request.viewer,
        at=request.at,
    )


def _abolishing(request: DeskRequest, card: PostCard, told: Cleaned) -> Abolishing:
    """Who answers for what from that day; fifteen queries."""
    day, heir = told["on"], told["heir"]
    before = organisation.owners(Moment(day))
    after = replace(before, chart=before.chart.after_abolishing(card.pk))
    moved = [(item, _moved(item, card.pk, heir)) for item in plans.items(SYSTEM, Moment(day))]
    found = takings(
        request, plans.handovers(before, after, moved), plans.items(request.viewer, Moment(day))
    )
    answers = any(old.post == card.pk for old, _ in moved)
    plain = (("on", day.isoformat()), ("heir", heir or ""), ("reason", told["reason"]))
    return Abolishing(
        day=formats.day(day, language()),
        takings=found,
        is_refused=any(each.is_nobody for each in found) or (answers and heir is None),
        carried=plain,
    )


def _moved(item: Item, post: int, heir: int | None) -> Item:
    """A thing as it stands after the post is no more."""
    return replace(item, post=heir) if item.post == post else item


def _others(request: DeskRequest, pk: int) -> list[Choice]:
    """The posts that can carry on, with their units, those of the same unit first."""
    names = organisation.names(request.moment)
    cards = organisation.posts(request.moment)
    here = cards[pk].unit
    told = [
        (card.unit != here, f"{words(card.title)} ({words(names.unit(card.unit))})", key)
        for key, card in cards.items()
        if key != pk
    ]
    return [(str(key), label) for _, label, key in sorted(told)]
