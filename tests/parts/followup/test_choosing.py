"""Whom a round asks is chosen without hiding what has been said."""

import pytest

from ruori.cycle.queries import asked_units
from ruori.followup import actions
from ruori.followup.actions import Chosen
from ruori.kernel.problems import NotAllowed, Refused
from ruori.organisation.rules import UnitKind
from tests.city import unit
from tests.furnished import NOW, furnished

pytestmark = pytest.mark.django_db


def test_a_round_asks_exactly_the_units_chosen() -> None:
    city = furnished()
    partner = unit("satama", kind=UnitKind.SUBSIDIARY)
    kept = set(asked_units([city.planned.pk])[city.planned.pk])
    told = actions.choose_units(
        round=city.planned, units=kept | {partner.pk}, by=city.viewers["aino"], at=NOW
    )
    assert told == Chosen((partner.pk,), ())
    again = actions.choose_units(
        round=city.planned, units={partner.pk}, by=city.viewers["aino"], at=NOW
    )
    assert set(again.removed) == kept
    assert asked_units([city.planned.pk])[city.planned.pk] == {partner.pk: None}


def test_a_unit_that_has_answered_is_not_left_out_of_an_open_round() -> None:
    city = furnished()
    before = asked_units([city.round.pk])
    with pytest.raises(Refused) as refused:
        actions.choose_units(round=city.round, units=set(), by=city.viewers["aino"], at=NOW)
    assert refused.value.problem.code == "UNIT_HAS_ANSWERED"
    assert asked_units([city.round.pk]) == before


@pytest.mark.parametrize("name", ["liisa", "eero", "matti", "tuki"])
def test_only_who_steers_chooses(name: str) -> None:
    city = furnished()
    with pytest.raises(NotAllowed):
        actions.choose_units(round=city.planned, units=set(), by=city.viewers[name], at=NOW)
