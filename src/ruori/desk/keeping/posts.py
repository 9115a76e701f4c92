"""One post: who holds it, what it answers for; filling, leaving, standing in, changing."""

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext

from ruori.desk.deeds import After, ask
from ruori.desk.editing import (
    Cleaned,
    Editing,
    Stored,
    changed,
    edit,
    number_from,
    text_from,
    text_initial,
)
from ruori.desk.frame import language, page, words
from ruori.desk.gates import DeskRequest, administers, gate
from ruori.desk.keeping.forms import AwayForm, HoldForm, LeaveForm, PostForm
from ruori.desk.keeping.told import (
    ONE_DAY,
    crumbs,
    end_after,
    form_page,
    owner_words,
    people_choices,
    post_card,
    post_row,
    span,
    takings,
    thing_of,
    unit_row,
)
from ruori.desk.plans.outline import names
from ruori.desk.problems import status_of
from ruori.kernel.moments import Moment
from ruori.organisation import actions
from ruori.organisation import queries as organisation
from ruori.organisation.models import Person, Post
from ruori.organisation.queries import HoldingCard, PostCard
from ruori.organisation.rules import SYSTEM
from ruori.plans import actions as plan_actions
from ruori.plans import queries as plans
from ruori.ui import formats


@gate(administers)
def post(request: DeskRequest, pk: int) -> HttpResponse:
    """One post: its holder, deputies and what it answers for; filling it."""
    card = post_card(request, pk)

    def save(told: Cleaned) -> None:
        actions.hold_post(
            post=post_row(pk),
            version=told["version"],
            person=Person.objects.get(pk=told["person"]),
            start=told["start"],
            end=end_after(told["last"]),
            deputy_order=told["deputy_order"],
            by=request.viewer,
            at=request.at,
        )

    editing = Editing(
        form=HoldForm(
            request.POST or None,
            initial={"version": card.version},
            people=people_choices(request),
        ),
        save=save,
        stored=lambda: Stored(post_card(request, pk).version, _held_now(request, pk)),
        done=reverse("desk:post", args=[pk]),
        message=gettext("The post was filled."),
        template="desk/organisation/post.html",
        context=_post_context(request, card),
    )
    return edit(request, editing)


@gate(administers)
def leave(request: DeskRequest, pk: int) -> HttpResponse:
    """See who would answer from a day on, then end a holding; nothing else is changed."""
    card = post_card(request, pk)
    asked = request.POST or request.GET or None
    form = LeaveForm(asked, people=_holders(request, pk))
    told = dict(form.cleaned_data) if form.is_valid() else None
    return ask(
        request,
        form,
        lambda cleaned: plan_actions.leave_post(
            post=post_row(pk),
            version=number_from(request, "version") or 0,
            person=Person.objects.get(pk=cleaned["person"]),
            on=cleaned["on"],
            by=request.viewer,
            at=request.at,
        ),
        after=After(
            gettext("Saved. Others answer from that day."), reverse("desk:post", args=[pk])
        ),
        show=lambda form: _leave_page(request, card, form, told),
    )


def _leave_page(
    request: DeskRequest, card: PostCard, form: forms.Form, told: Cleaned | None
) -> HttpResponse:
    context = {
        **head_of(card, gettext("Somebody leaves")),
        "version": card.version,
        "form": form,
        "preview": None if told is None else _leaving(request, card, told),
    }
    return page(request, "desk/organisation/leave.html", context, status=status_of(form))


@gate(administers)
def away(request: DeskRequest, pk: int) -> HttpResponse:
    """Name who stands in while the holder is away."""
    card = post_card(request, pk)

    def save(told: Cleaned) -> None:
        actions.stand_in(
            post=post_row(pk),
            version=told["version"],
            deputy=Person.objects.get(pk=told["deputy"]),
            start=told["start"],
            end=end_after(told["last"]) or told["start"],
            by=request.viewer,
            at=request.at,
        )

    editing = Editing(
        form=AwayForm(
            request.POST or None,
            initial={"version": card.version},
            people=people_choices(request),
        ),
        save=save,
        stored=lambda: Stored(post_card(request, pk).version, {}),
        done=reverse("desk:post", args=[pk]),
        message=gettext("Saved. The deputy answers on those days."),
        template="desk/organisation/away.html",
        context=head_of(card, gettext("The holder is away")),
    )
    return edit(request, editing)


@gate(administers)
def new_post(request: DeskRequest) -> HttpResponse:
    """Open a post."""
    units = names(request.moment).unit_choices()
    initial = {"unit": request.GET.get("unit")}

    def deed(cleaned: Cleaned) -> Post:
        unit, title = unit_row(cleaned["unit"]), text_from(cleaned, "title")
        return actions.open_post(
            code=free_code(Post, f"{unit.code}-{title.to('fi')}"),
            title=title,
            unit=unit,
            start=cleaned["start"],
            is_head=cleaned["is_head"],
            by=request.viewer,
            at=request.at,
        )

    return ask(
        request,
        PostForm(request.POST or None, initial=initial, units=units, is_new=True),
        deed,
        after=After(
            gettext("The post was opened. Now fill it."),
            lambda made: reverse("desk:post", args=[made.pk]),
        ),
        show=lambda form: form_page(request, form, gettext("Open a post")),
    )


@gate(administers)
def change_post(request: DeskRequest, pk: int) -> HttpResponse:
    """Change the title, the unit or the headship of a post from a day on."""
    card = post_card(request, pk)

    def save(told: Cleaned) -> None:
        changes = {
            "title": text_from(told, "title"),
            "unit": unit_row(told["unit"]),
            "is_head": told["is_head"],
        }
        actions.change_post(
            post=post_row(pk),
            version=told["version"],
            changes=changes,
            start=told["start"],
            by=request.viewer,
            at=request.at,
        )

    stored = _post_initial(card)
    editing = Editing(
        form=PostForm(
            request.POST or None,
            initial={"version": card.version, "start": request.moment.as_of, **stored},
            units=names(request.moment).unit_choices(),
        ),
        save=save,
        stored=lambda: Stored(card.version, stored),
        done=reverse("desk:post", args=[pk]),
        message=changed(),
        template="desk/organisation/form.html",
        context=head_of(card, gettext("Change the post")),
    )
    return edit(request, editing)


def free_code(model: Any, text: str) -> str:
    """A lasting code made of a name, with a number when somebody has it already."""
    begins = slugify(text)[:50].strip("-") or "x"
    taken = set(model.objects.filter(code__startswith=begins).values_list("code", flat=True))
    numbered = (f"{begins}-{number}" for number in range(2, len(taken) + 3))
    return next(code for code in (begins, *numbered) if code not in taken)


def _post_initial(card: PostCard) -> dict[str, Any]:
    return {**text_initial("title", card.title), "unit": card.unit, "is_head": card.is_head}


def head_of(card: PostCard, heading: str) -> dict[str, Any]:
    """The title of a page of a post, and the way to it."""
    title, address = words(card.title), reverse("desk:post", args=[card.pk])
    return {
        "pk": card.pk,
        "title": title,
        "heading": heading,
        "done": address,
        "crumbs": crumbs((title, address), (heading, "")),
    }


def _post_context(request: DeskRequest, card: PostCard) -> dict[str, Any]:
    owner = organisation.owners(request.moment).of(post=card.pk, unit=card.unit)
    things = [item for item in plans.items(request.viewer, request.moment) if item.post == card.pk]
    title = words(card.title)
    unit = organisation.names(request.moment).unit(card.unit)
    return {
        "pk": card.pk,
        "title": title,
        "unit": words(unit),
        "unit_address": reverse("desk:unit", args=[card.unit]),
        "is_head": card.is_head,
        "held": [_told(each) for each in organisation.holders(request.moment, card.pk)],
        "owner": owner_words(owner) or gettext("nobody"),
        "things": [thing_of(request, item) for item in things],
        "crumbs": crumbs((title, "")),
    }


def _told(held: HoldingCard) -> tuple[str, int, str]:
    return held.name, held.deputy_order, span(held.since, held.until)


def _held_now(request: DeskRequest, pk: int) -> dict[str, Any]:
    """Who is the main holder, as the form of filling shows it."""
    held = organisation.holders(request.moment, pk)
    main = next((each for each in held if each.deputy_order == 0), None)
    if main is None:
        return {}
    last = None if main.until is None else main.until - ONE_DAY
    return {"person": main.person, "deputy_order": 0, "start": main.since, "last": last}


def _holders(request: DeskRequest, pk: int) -> list[tuple[str, str]]:
    """Who holds the post, or is to hold it later; each once."""
    held = organisation.holders(request.moment, pk)
    return list({str(card.person): (str(card.person), card.name) for card in held}.values())


@dataclass(frozen=True, slots=True)
class Leaving:
    """What leaving a post on a day does."""

    person: int
    name: str
    on: str
    day: str
    takings: tuple[Any, ...]
    is_refused: bool


def _leaving(request: DeskRequest, card: PostCard, told: dict[str, Any]) -> Leaving:
    """Who answers for what from that day; twelve queries."""
    day = told["on"]
    before = organisation.owners(Moment(day))
    left = before.chart.without(post=card.pk, person=told["person"])
    items = plans.items(SYSTEM, Moment(day))
    found = plans.handovers(before, replace(before, chart=left), ((item, item) for item in items))
    told_takings = takings(request, found, plans.items(request.viewer, Moment(day)))
    return Leaving(
        person=told["person"],
        name=before.people.get(told["person"], ("", ""))[0],
        on=day.isoformat(),
        day=formats.day(day, language()),
        takings=told_takings,
        is_refused=any(each.is_nobody for each in told_takings),
    )
