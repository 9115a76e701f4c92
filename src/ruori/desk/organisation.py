"""People and posts: nothing is orphaned; who holds what, who deputises, who leaves (W11)."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from ruori.desk.frame import language, page, trail, words
from ruori.desk.gates import DeskRequest, administers, gate
from ruori.desk.plans.forms import day_field, key_field
from ruori.desk.problems import add_refusal, status_of
from ruori.kernel.problems import Refused
from ruori.organisation import actions
from ruori.organisation import queries as organisation
from ruori.organisation.models import Person, Post
from ruori.organisation.queries import HoldingCard, PostCard
from ruori.plans import queries as plans
from ruori.plans.access import may_edit_measure
from ruori.plans.queries import MeasureCard, MeasureFilter
from ruori.ui import formats
from ruori.ui.parts import Cell, Column, Row, Table

ONE_DAY = timedelta(days=1)


class HoldForm(forms.Form):
    """Who holds the post from when; order 0 is the main holder, 1, 2 … are deputies."""

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        """Take the persons to choose from."""
        super().__init__(*args, **kwargs)
        self.fields["person"] = key_field(_("Person"), people, is_required=True)
        self.fields["deputy_order"] = forms.TypedChoiceField(
            label=_("As"),
            coerce=int,
            choices=((0, _("holder")), (1, _("first deputy")), (2, _("second deputy"))),
        )
        self.fields["start"] = day_field(_("From"), is_required=True)


class LeaveForm(forms.Form):
    """From which day somebody no longer holds the post."""

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        """Take the holders to choose from."""
        super().__init__(*args, **kwargs)
        self.fields["person"] = key_field(_("Person"), people, is_required=True)
        self.fields["on"] = day_field(_("First day without the post"), is_required=True)


@gate(administers)
@require_GET
def overview(request: DeskRequest) -> HttpResponse:
    """The unit tree with posts and holders, and how many posts nobody holds."""
    held = organisation.holdings(request.moment)
    posts = organisation.posts(request.moment)
    by_unit: dict[int, list[PostCard]] = {}
    for card in posts.values():
        by_unit.setdefault(card.unit, []).append(card)
    units = organisation.units(request.moment).values()
    rows = tuple(
        _row(words(unit.name), card, held.get(card.pk, ()))
        for unit in units
        for card in by_unit.get(unit.pk, ())
    )
    empty = sum(not _names(held.get(pk, ()), deputies=False) for pk in posts)
    context = {"posts": _table(rows), "sentence": _sentence(empty)}
    return page(request, "desk/organisation/overview.html", context)


@gate(administers)
def post(request: DeskRequest, pk: int) -> HttpResponse:
    """One post: its holder, deputies and what it answers for; filling it."""
    card = _post(request, pk)
    people = [
        (str(each.pk), each.name) for each in organisation.people(request.viewer, request.moment)
    ]
    form = HoldForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hold_post(
                post=Post.objects.get(pk=pk),
                person=Person.objects.get(pk=form.cleaned_data["person"]),
                start=form.cleaned_data["start"],
                deputy_order=form.cleaned_data["deputy_order"],
                by=request.viewer,
                at=request.at,
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, gettext("The post was filled."))
            return redirect("desk:post", pk)
    context = _post_context(request, card) | {"form": form}
    status = status_of(form)
    return page(request, "desk/organisation/post.html", context, status=status)


@gate(administers)
def leave(request: DeskRequest, pk: int) -> HttpResponse:
    """End a holding: from that day the deputy, then the heads answer; nothing else is changed."""
    card = _post(request, pk)
    held = organisation.holdings(request.moment).get(pk, ())
    people = [(str(each.person), each.name) for each in held]
    form = LeaveForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_holding(
                post=Post.objects.get(pk=pk),
                person=Person.objects.get(pk=form.cleaned_data["person"]),
                on=form.cleaned_data["on"],
                by=request.viewer,
                at=request.at,
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, gettext("Saved. Others answer from that day."))
            return redirect("desk:post", pk)
    context = _post_context(request, card) | {"form": form}
    status = status_of(form)
    return page(request, "desk/organisation/leave.html", context, status=status)


def _post(request: DeskRequest, pk: int) -> PostCard:
    card = organisation.posts(request.moment).get(pk)
    if card is None:
        raise Http404
    return card


def _post_context(request: DeskRequest, card: PostCard) -> dict[str, Any]:
    held = organisation.holders(request.moment, card.pk)
    owner = organisation.owners(request.moment).of(post=card.pk, unit=card.unit)
    wanted = MeasureFilter(posts=[card.pk], only_promised=True)
    measures = plans.measure_cards(request.viewer, request.moment, wanted)
    title = words(card.title)
    return {
        "pk": card.pk,
        "title": title,
        "held": [(each.name, each.deputy_order, _days(each)) for each in held],
        "owner": "" if owner is None else f"{owner.name}, {words(owner.title)}",
        "measures": [(words(each.name), _measure_address(request, each)) for each in measures],
        "crumbs": trail((gettext("People and posts"), reverse("desk:organisation")), (title, "")),
    }


def _days(held: HoldingCard) -> str:
    """From when somebody holds a post, and the last day when it is known."""
    last = None if held.until is None else held.until - ONE_DAY
    if last is None:
        return gettext("since %(since)s") % {"since": formats.day(held.since, language())}
    return formats.span(held.since, last, language())


def _measure_address(request: DeskRequest, card: MeasureCard) -> str:
    """The page of a measure, for whom may change it."""
    if not may_edit_measure(request.viewer, unit_id=card.unit, owner_unit_id=None):
        return ""
    return reverse("desk:measure", args=[card.pk])


def _sentence(empty: int) -> str:
    if not empty:
        return gettext("Every post has a holder.")
    words_of = ngettext("%(count)s post is open", "%(count)s posts are open", empty)
    return words_of % {"count": empty}


def _table(rows: tuple[Row, ...]) -> Table:
    columns = (gettext("Post"), gettext("Unit"), gettext("Holder"), gettext("Deputies"))
    caption = gettext("Posts and who holds them")
    return Table(caption, tuple(Column(label) for label in columns), rows, as_cards=True)


def _row(unit: str, card: PostCard, held: tuple[HoldingCard, ...]) -> Row:
    return Row(
        (
            Cell(words(card.title), address=reverse("desk:post", args=[card.pk])),
            Cell(unit),
            Cell(_names(held, deputies=False) or gettext("open")),
            Cell(_names(held, deputies=True) or gettext("no deputy")),
        )
    )


def _names(held: tuple[HoldingCard, ...], *, deputies: bool) -> str:
    return ", ".join(each.name for each in held if bool(each.deputy_order) == deputies)
