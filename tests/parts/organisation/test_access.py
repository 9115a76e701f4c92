"""Who may keep the organisation: every verb tried by everybody."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ruori.kernel.problems import NotAllowed
from ruori.kernel.text import Text
from ruori.organisation import access, actions
from ruori.organisation.models import City, Person, Site
from ruori.organisation.queries import people
from ruori.organisation.rules import STRANGER, RoleCode, SuccessionKind, UnitKind, Viewer
from tests.city import (
    AT,
    DAY,
    TODAY,
    SmallKemi,
    city,
    hold,
    person,
    role,
    small_kemi,
)
from tests.people import EVERYBODY

pytestmark = pytest.mark.django_db

KEEPERS = {"aino", "administrator", "timer"}
Verb = Callable[[SmallKemi, dict[str, Any]], object]


def site() -> Site:
    known = Site.objects.filter(code="library").first()
    return known or actions.open_site(
        code="library", name=Text("Kirjasto"), start=DAY, by=EVERYBODY["timer"], at=AT
    )


def somebody(name: str) -> Person:
    return Person.objects.get(name=f"Esimerkki {name}")


def unit_terms(name: str) -> actions.UnitTerms:
    return actions.UnitTerms(Text(name), UnitKind.UNIT)


VERBS: dict[str, Verb] = {
    "set_city": lambda kemi, told: actions.set_city(
        city=kemi.city, version=kemi.city.version, changes={"contact": Text("PL 1")}, **told
    ),
    "open_unit": lambda _kemi, told: actions.open_unit(
        code="new", terms=unit_terms("Uusi"), start=DAY, **told
    ),
    "change_unit": lambda kemi, told: actions.change_unit(
        unit=kemi.schools, version=1, changes={"name": Text("Uusi")}, start=DAY, **told
    ),
    "close_unit": lambda kemi, told: actions.close_unit(
        unit=kemi.schools,
        version=1,
        heirs=[kemi.education],
        kind=SuccessionKind.MERGED,
        on=DAY,
        **told,
    ),
    "open_post": lambda kemi, told: actions.open_post(
        code="new", title=Text("Rehtori"), unit=kemi.schools, start=DAY, **told
    ),
    "change_post": lambda kemi, told: actions.change_post(
        post=kemi.mayor, version=1, changes={"title": Text("Pormestari")}, start=DAY, **told
    ),
    "abolish_post": lambda kemi, told: actions.abolish_post(
        post=kemi.education_head, version=1, on=DAY, **told
    ),
    "add_person": lambda _kemi, told: actions.add_person(name="Esimerkki Uusi", **told),
    "change_person": lambda _kemi, told: actions.change_person(
        person=somebody("Matti"), version=1, changes={"name": "Esimerkki Matias"}, **told
    ),
    "hold_post": lambda kemi, told: actions.hold_post(
        post=kemi.mayor, person=somebody("Matti"), start=DAY, deputy_order=1, **told
    ),
    "change_holder": lambda kemi, told: actions.change_holder(
        post=kemi.mayor, person=somebody("Matti"), start=DAY, **told
    ),
    "end_holding": lambda kemi, told: actions.end_holding(
        post=kemi.education_head, person=somebody("Liisa"), on=DAY, **told
    ),
    "stand_in": lambda kemi, told: actions.stand_in(
        post=kemi.education_head,
        version=1,
        deputy=somebody("Matti"),
        start=DAY,
        end=date(2026, 4, 1),
        **told,
    ),
    "give_role": lambda _kemi, told: actions.give_role(
        code=RoleCode.AUDITOR, person=somebody("Liisa"), start=DAY, **told
    ),
    "end_role": lambda _kemi, told: actions.end_role(
        code=RoleCode.COUNCILLOR, person=somebody("Matti"), on=DAY, **told
    ),
    "open_site": lambda _kemi, told: actions.open_site(
        code="school", name=Text("Koulu"), start=DAY, **told
    ),
    "change_site": lambda _kemi, told: actions.change_site(
        site=site(), version=1, changes={"name": Text("Pääkirjasto")}, start=DAY, **told
    ),
}


def test_every_verb_of_the_part_is_in_the_table() -> None:
    verbs = {name for name in actions.__all__ if name[0].islower()}
    assert verbs == {*VERBS, "found_city"}


@pytest.mark.parametrize("verb", VERBS)
def test_only_the_keepers_of_the_organisation_may_do_it(verb: str) -> None:
    kemi = small_kemi()
    for name, viewer in EVERYBODY.items():
        if name not in KEEPERS:
            with pytest.raises(NotAllowed):
                VERBS[verb](kemi, {"by": viewer, "at": AT})


@pytest.mark.parametrize("name", sorted(KEEPERS))
@pytest.mark.parametrize("verb", VERBS)
def test_the_keepers_may_do_it(verb: str, name: str) -> None:
    VERBS[verb](small_kemi(), {"by": EVERYBODY[name], "at": AT})


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_city_is_founded_by_who_steers(name: str) -> None:
    viewer = EVERYBODY[name]
    if viewer.steers:
        actions.found_city(code="240", name=Text("Kemi"), by=viewer, at=AT)
        assert City.objects.count() == 1
        return
    with pytest.raises(NotAllowed):
        actions.found_city(code="240", name=Text("Kemi"), by=viewer, at=AT)


def test_liisa_cannot_give_herself_a_role() -> None:
    kemi = small_kemi()
    with pytest.raises(NotAllowed):
        actions.give_role(
            code=RoleCode.STRATEGY_MANAGER,
            post=kemi.education_head,
            start=DAY,
            by=kemi.liisa,
            at=AT,
        )


@pytest.mark.parametrize("name", EVERYBODY)
def test_names_are_seen_by_the_same_people_asked_both_ways(name: str) -> None:
    city()
    somebody_else = person("Pekka")
    hers = Viewer(EVERYBODY[name].actor, person_id=person("Itse").pk)
    for viewer in (EVERYBODY[name], hers):
        seen = set(Person.objects.filter(access.visible_to(viewer)))
        assert seen == {each for each in Person.objects.all() if access.may_see(viewer, each)}
    assert access.may_see_names(EVERYBODY[name]) is access.may_see(EVERYBODY[name], somebody_else)


def test_a_stranger_reads_no_name() -> None:
    small_kemi()
    assert people(STRANGER, TODAY) == []


def test_staff_read_names_with_the_posts_they_hold() -> None:
    kemi = small_kemi()
    pekka = person("Pekka")
    hold(kemi.education_head, pekka, deputy_order=1)
    role(RoleCode.AUDITOR, pekka)
    told = {card.name: card for card in people(kemi.matti, TODAY)}
    held = told["Esimerkki Pekka"].holdings
    assert [(each.post, each.deputy_order) for each in held] == [(kemi.education_head.pk, 1)]
    assert not told["Esimerkki Pekka"].has_account
    assert told["Esimerkki Liisa"].has_account
