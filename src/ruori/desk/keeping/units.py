"""One unit: what it is called and what is in it, from day to day; opening and changing it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from ruori.desk.deeds import After, ask
from ruori.desk.editing import Cleaned, Editing, Stored, changed, edit, text_from, text_initial
from ruori.desk.frame import page, words
from ruori.desk.gates import DeskRequest, administers, gate
from ruori.desk.keeping.forms import UnitForm
from ruori.desk.keeping.posts import free_code
from ruori.desk.keeping.told import (
    crumbs,
    form_page,
    owner_words,
    span,
    thing_of,
    unit_card,
    unit_row,
)
from ruori.desk.plans.outline import names
from ruori.organisation import actions
from ruori.organisation import queries as organisation
from ruori.organisation.actions import UnitTerms
from ruori.organisation.models import Unit
from ruori.organisation.queries import UnitCard
from ruori.organisation.rules import UnitKind
from ruori.plans import queries as plans


@gate(administers)
@require_GET
def unit(request: DeskRequest, pk: int) -> HttpResponse:
    """A unit, open or closed: its names over time, its heirs, its posts and its things."""
    row = unit_row(pk)
    rows = organisation.unit_history(pk)
    if not rows:
        raise Http404
    known = organisation.names(request.moment)
    is_open = pk in known.units
    title = words(rows[-1].name)
    owner = organisation.owners(request.moment).of(post=None, unit=pk)
    things = [item for item in plans.items(request.viewer, request.moment) if item.unit == pk]
    posts = [card for card in organisation.posts(request.moment).values() if card.unit == pk]
    context = {
        "pk": row.pk,
        "title": title,
        "is_open": is_open,
        "new_post": f"{reverse('desk:new_post')}?unit={pk}",
        "owner": owner_words(owner) or gettext("nobody"),
        "history": [(words(each.name), span(each.since, each.until)) for each in rows],
        "heirs": [
            (words(known.unit(heir)), reverse("desk:unit", args=[heir]))
            for heir in organisation.heirs_of(pk)
        ],
        "posts": [(words(card.title), reverse("desk:post", args=[card.pk])) for card in posts],
        "things": [thing_of(request, item) for item in things],
        "crumbs": crumbs((title, "")),
    }
    return page(request, "desk/organisation/unit.html", context)


@gate(administers)
def new_unit(request: DeskRequest) -> HttpResponse:
    """Open a unit or body."""
    units = names(request.moment).unit_choices()

    def deed(cleaned: Cleaned) -> Unit:
        name = text_from(cleaned, "name")
        return actions.open_unit(
            code=free_code(Unit, name.to("fi")),
            terms=UnitTerms(name, UnitKind(cleaned["kind"]), _parent(cleaned)),
            start=cleaned["start"],
            by=request.viewer,
            at=request.at,
        )

    return ask(
        request,
        UnitForm(request.POST or None, units=units, is_new=True),
        deed,
        after=After(
            gettext("The unit was opened."), lambda made: reverse("desk:unit", args=[made.pk])
        ),
        show=lambda form: form_page(request, form, gettext("Open a unit")),
    )


@gate(administers)
def change_unit(request: DeskRequest, pk: int) -> HttpResponse:
    """Rename a unit or move it under another from a day on; earlier days stay as they were."""
    card = unit_card(request.moment, pk)

    def save(told: Cleaned) -> None:
        changes = {
            "name": text_from(told, "name"),
            "kind": UnitKind(told["kind"]),
            "parent": _parent(told),
        }
        actions.change_unit(
            unit=unit_row(pk),
            version=told["version"],
            changes=changes,
            start=told["start"],
            by=request.viewer,
            at=request.at,
        )

    title, address = words(card.name), reverse("desk:unit", args=[pk])
    heading = gettext("Rename or move")
    editing = Editing(
        form=_form(request, card),
        save=save,
        stored=lambda: Stored(card.version, _initial(card)),
        done=address,
        message=changed(),
        template="desk/organisation/form.html",
        context={
            "title": title,
            "heading": heading,
            "crumbs": crumbs((title, address), (heading, "")),
        },
    )
    return edit(request, editing)


def _form(request: DeskRequest, card: UnitCard) -> UnitForm:
    """The form of a unit; it may stand under anything but itself."""
    units = [choice for choice in names(request.moment).unit_choices() if choice[0] != str(card.pk)]
    initial = {"version": card.version, "start": request.moment.as_of, **_initial(card)}
    return UnitForm(request.POST or None, initial=initial, units=units)


def _initial(card: UnitCard) -> dict[str, Any]:
    return {**text_initial("name", card.name), "kind": card.kind, "parent": card.parent}


def _parent(told: Cleaned) -> Unit | None:
    return None if told["parent"] is None else unit_row(told["parent"])
