"""Rights beside one's own post: who has which, from when to when."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from ruori.desk.deeds import After, ask
from ruori.desk.frame import page, words
from ruori.desk.gates import DeskRequest, administers, gate
from ruori.desk.keeping.forms import ROLES, EndForm, RoleForm
from ruori.desk.keeping.told import crumbs, end_after, people_choices, span
from ruori.desk.plans.outline import names
from ruori.desk.plans.terms import post_of, unit_of
from ruori.desk.problems import status_of
from ruori.organisation import actions
from ruori.organisation import queries as organisation
from ruori.organisation.models import Person
from ruori.organisation.queries import RoleCard
from ruori.organisation.rules import RoleCode
from ruori.ui.parts import Cell, Column, Row, Table


@gate(administers)
def roles(request: DeskRequest) -> HttpResponse:
    """Every role with its bearer and days; giving one."""
    known = names(request.moment)
    return ask(
        request,
        RoleForm(
            request.POST or None,
            people=people_choices(request),
            posts=known.post_choices(),
            units=known.unit_choices(),
        ),
        lambda cleaned: _give(request, cleaned),
        after=After(gettext("The role was given."), reverse("desk:roles")),
        show=lambda form: _roles_page(request, form),
    )


def _give(request: DeskRequest, cleaned: dict[str, Any]) -> None:
    actions.give_role(
        code=RoleCode(cleaned["code"]),
        post=post_of(cleaned["post"]),
        person=_person(cleaned["person"]),
        unit=unit_of(cleaned["unit"]),
        start=cleaned["start"],
        end=end_after(cleaned["last"]),
        by=request.viewer,
        at=request.at,
    )


def _roles_page(request: DeskRequest, form: forms.Form) -> HttpResponse:
    heading = gettext("Roles")
    context = {"form": form, "heading": heading, "roles": _table(request)}
    context["crumbs"] = crumbs((heading, ""))
    return page(request, "desk/organisation/roles.html", context, status=status_of(form))


@gate(administers)
def end_role(request: DeskRequest, pk: int) -> HttpResponse:
    """Take a role back from a day on."""
    card = next((each for each in organisation.roles(request.moment) if each.pk == pk), None)
    if card is None:
        raise Http404
    return ask(
        request,
        EndForm(request.POST or None),
        lambda cleaned: actions.end_role(
            code=card.code,
            on=cleaned["on"],
            post=post_of(card.post),
            person=_person(card.person),
            unit=unit_of(card.unit),
            by=request.viewer,
            at=request.at,
        ),
        after=After(gettext("The role ends on that day."), reverse("desk:roles")),
        show=lambda form: _end_page(request, card, form),
    )


def _end_page(request: DeskRequest, card: RoleCard, form: forms.Form) -> HttpResponse:
    done, heading = reverse("desk:roles"), gettext("End the role")
    context = {
        "form": form,
        "title": f"{_role(card.code)}: {_bearer(request, card)}",
        "heading": heading,
        "done": done,
        "crumbs": crumbs((gettext("Roles"), done), (heading, "")),
    }
    return page(request, "desk/organisation/form.html", context, status=status_of(form))


def _person(pk: int | None) -> Person | None:
    return None if pk is None else Person.objects.filter(pk=pk).first()


def _role(code: RoleCode) -> str:
    return str(dict(ROLES)[code])


def _table(request: DeskRequest) -> Table:
    labels = (gettext("Role"), gettext("Who"), gettext("Body"), gettext("When"), gettext("Deed"))
    people = {card.pk: card.name for card in organisation.people(request.viewer, request.moment)}
    known = organisation.names(request.moment)
    rows = tuple(
        Row(
            (
                Cell(_role(card.code)),
                Cell(people.get(card.person or 0, "") or words(known.post(card.post))),
                Cell(words(known.unit(card.unit)) or gettext("the whole city")),
                Cell(span(card.since, card.until)),
                Cell(gettext("End"), address=reverse("desk:end_role", args=[card.pk])),
            )
        )
        for card in organisation.roles(request.moment)
    )
    columns = tuple(Column(label) for label in labels)
    return Table(gettext("Roles in force"), columns, rows, as_cards=True)


def _bearer(request: DeskRequest, card: RoleCard) -> str:
    if card.post is not None:
        return words(organisation.names(request.moment).post(card.post))
    people = organisation.people(request.viewer, request.moment)
    return next((each.name for each in people if each.pk == card.person), "")
