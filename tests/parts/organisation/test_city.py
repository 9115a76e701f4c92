"""Founding the city and changing what it says of itself."""

import pytest

from ruori.audit.queries import deeds_about
from ruori.kernel.problems import Conflict, Refused
from ruori.kernel.text import Text
from ruori.organisation import actions
from ruori.organisation.queries import city as city_card
from ruori.organisation.rules import SYSTEM
from tests.city import AT, city, person, post, unit

pytestmark = pytest.mark.django_db


def test_there_is_no_city_before_it_is_founded() -> None:
    assert city_card() is None


def test_a_founded_city_is_there_with_its_name() -> None:
    city()
    card = city_card()
    assert card is not None
    assert (card.code, card.name, card.languages) == ("240", Text("Kemi"), ("fi", "sv", "en"))
    assert deeds_about("organisation.city", 1)[0].verb == "city.founded"


def test_a_city_is_founded_once() -> None:
    city()
    with pytest.raises(Refused) as refused:
        city(name="Tornio")
    assert refused.value.problem.code == "CITY_FOUNDED"


def test_a_change_leaves_before_and_after_in_the_trail() -> None:
    made = city()
    actions.set_city(
        city=made, version=1, changes={"name": Text("Kemin kaupunki")}, by=SYSTEM, at=AT
    )
    card = city_card()
    assert card is not None
    assert card.name == Text("Kemin kaupunki")
    assert deeds_about("organisation.city", 1)[0].facts == {
        "name": {"before": {"fi": "Kemi"}, "after": {"fi": "Kemin kaupunki"}}
    }


def test_a_city_chooses_its_languages_and_colours() -> None:
    changes = {"languages": ("fi", "sv"), "colours": ("#004488",)}
    actions.set_city(city=city(), version=1, changes=changes, by=SYSTEM, at=AT)
    card = city_card()
    assert card is not None
    assert (card.languages, card.colours) == (("fi", "sv"), ("#004488",))


def test_two_changes_at_once_conflict_and_the_first_stands() -> None:
    made = city()
    actions.set_city(city=made, version=1, changes={"code": "241"}, by=SYSTEM, at=AT)
    with pytest.raises(Conflict):
        actions.set_city(city=made, version=1, changes={"code": "851"}, by=SYSTEM, at=AT)
    card = city_card()
    assert card is not None
    assert card.code == "241"


def test_the_mayors_post_needs_a_holder() -> None:
    made, vacant = city(), post("mayor", unit("office"))
    with pytest.raises(Refused) as refused:
        actions.set_city(city=made, version=1, changes={"mayor_post": vacant}, by=SYSTEM, at=AT)
    assert refused.value.problem.code == "MAYOR_POST_EMPTY"


def test_the_mayors_post_cannot_be_taken_away() -> None:
    made = city(mayor=post("mayor", unit("office"), holder=person("Johtaja")))
    with pytest.raises(Refused):
        actions.set_city(
            city=made, version=made.version, changes={"mayor_post": None}, by=SYSTEM, at=AT
        )


def test_an_unknown_field_is_a_fault_of_the_program() -> None:
    with pytest.raises(TypeError, match="is_example"):
        actions.set_city(city=city(), version=1, changes={"is_example": False}, by=SYSTEM, at=AT)
