"""What the pages of the organisation have in common: words, choices, and who answers after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ruori.desk.addresses import address_of
from ruori.desk.frame import language, page, words
from ruori.desk.gates import DeskRequest
from ruori.desk.problems import status_of
from ruori.kernel.moments import Moment
from ruori.kernel.text import N_
from ruori.organisation import queries as organisation
from ruori.organisation.models import Post, Unit
from ruori.organisation.queries import OwnerCard, PostCard, UnitCard
from ruori.organisation.rules import Item
from ruori.plans.queries import Handover
from ruori.ui import formats
from ruori.ui.frame import Crumb

ONE_DAY = timedelta(days=1)
Choice = tuple[str, str]
KINDS = {
    "plans.measure": N_("Measure"),
    "plans.goal": N_("Goal"),
    "indicators.indicator": N_("Indicator"),
    "cycle.cycleevent": N_("Task of the year"),
}


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing somebody answers for, in words; no address for whom may not open it."""

    name: str
    kind: str
    address: str


@dataclass(frozen=True, slots=True)
class Taking:
    """Who answers for how many things from a day on; `is_nobody` is what must not be."""

    owner: str
    count: str
    things: tuple[Thing, ...]
    hidden: int
    is_nobody: bool


def thing_of(request: DeskRequest, item: Item) -> Thing:
    """A thing in words."""
    kind = gettext(KINDS.get(item.about.label, item.about.label))
    address = address_of(item.about) if request.viewer.steers else ""
    return Thing(words(item.about.title), kind, address)


def takings(
    request: DeskRequest, found: Iterable[Handover], visible: Iterable[Item]
) -> tuple[Taking, ...]:
    """Who will answer, as the page tells it; what is not among the visible is only counted."""
    seen = {item.about for item in visible}
    return tuple(
        Taking(
            owner=owner_words(each.owner) or gettext("nobody"),
            count=count_words(len(each.items)),
            things=tuple(thing_of(request, item) for item in each.items if item.about in seen),
            hidden=sum(item.about not in seen for item in each.items),
            is_nobody=each.owner is None,
        )
        for each in found
    )


def count_words(count: int) -> str:
    """How many things."""
    return ngettext("%(count)s thing", "%(count)s things", count) % {"count": count}


def owner_words(owner: OwnerCard | None) -> str:
    """Who answers, with the post and whether as a deputy."""
    if owner is None:
        return ""
    told = f"{owner.name}, {words(owner.title)}"
    deputy = gettext("deputy")
    return f"{told} ({deputy})" if owner.is_substitute else told


def span(since: date, until: date | None) -> str:
    """From when something holds, and the last day when it is known."""
    if until is None:
        return gettext("since %(since)s") % {"since": formats.day(since, language())}
    return formats.span(since, until - ONE_DAY, language())


def end_after(last: date | None) -> date | None:
    """The first day no longer, from the last day a person writes; after the last there is none."""
    return None if last is None or last == date.max else last + ONE_DAY


def people_choices(request: DeskRequest) -> list[Choice]:
    """The persons who may hold a post."""
    cards = organisation.people(request.viewer, request.moment)
    return [(str(card.pk), card.name) for card in cards]


def post_card(request: DeskRequest, pk: int) -> PostCard:
    """The post of a key, as it is today."""
    card = organisation.posts(request.moment).get(pk)
    if card is None:
        raise Http404
    return card


def post_row(pk: int) -> Post:
    """The post of a key, for an action to act on."""
    row = Post.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def unit_card(moment: Moment, pk: int) -> UnitCard:
    """The unit of a key, as it is on a day."""
    card = organisation.units(moment).get(pk)
    if card is None:
        raise Http404
    return card


def unit_row(pk: int) -> Unit:
    """The unit of a key, for an action to act on."""
    row = Unit.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def form_page(request: DeskRequest, form: forms.Form, heading: str) -> HttpResponse:
    """The page of a form that opens something new."""
    done = reverse("desk:organisation")
    context = {"form": form, "heading": heading, "done": done, "crumbs": crumbs((heading, ""))}
    return page(request, "desk/organisation/form.html", context, status=status_of(form))


def crumbs(*steps: tuple[str, str]) -> tuple[Crumb, ...]:
    """The way from the list of posts to a page."""
    first = (gettext("People and posts"), reverse("desk:organisation"))
    return tuple(Crumb(label, address) for label, address in (first, *steps))
