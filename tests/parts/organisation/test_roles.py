"""Giving a right beside one's own post, and taking it back."""

from datetime import date
from typing import Any

import pytest

from ruori.audit.queries import deeds_about
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Refused
from ruori.organisation import actions
from ruori.organisation.queries import roles
from ruori.organisation.rules import SYSTEM, RoleCode
from tests.city import AT, BEGINNING, DAY, TODAY, person, post, role, unit

pytestmark = pytest.mark.django_db


def give(code: RoleCode = RoleCode.AUDITOR, **told: Any) -> None:
    actions.give_role(code=code, by=SYSTEM, at=AT, **{"start": BEGINNING, **told})


def end(code: RoleCode = RoleCode.AUDITOR, **told: Any) -> None:
    actions.end_role(code=code, by=SYSTEM, at=AT, **{"on": DAY, **told})


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.problem.code


def test_a_role_of_a_body_tells_the_body() -> None:
    council, matti = unit("council"), person("Matti")
    give(RoleCode.COUNCILLOR, person=matti, unit=council)
    (card,) = roles(TODAY)
    assert (card.code, card.person, card.unit) == (RoleCode.COUNCILLOR, matti.pk, council.pk)
    assert deeds_about("organisation.person", matti.pk)[0].verb == "role.given"


def test_a_role_is_given_to_one_bearer() -> None:
    both: dict[str, Any] = {"post": post("teacher", unit("a")), "person": person("Matti")}
    for told in ({}, both):
        with pytest.raises(Refused) as refused:
            give(**told)
        assert code_of(refused) == "ONE_BEARER"


def test_a_role_of_the_whole_city_is_not_given_for_one_body() -> None:
    with pytest.raises(Refused) as refused:
        give(RoleCode.STRATEGY_MANAGER, person=person("Aino"), unit=unit("office"))
    assert code_of(refused) == "ROLE_OF_THE_WHOLE_CITY"


def test_a_role_is_not_given_twice_for_a_day() -> None:
    matti = person("Matti")
    give(person=matti)
    with pytest.raises(Refused) as refused:
        give(person=matti, start=DAY)
    assert code_of(refused) == "ROLE_ALREADY_GIVEN"


def test_the_same_role_of_two_bodies_is_two_roles() -> None:
    matti = person("Matti")
    give(RoleCode.COUNCILLOR, person=matti, unit=unit("council"))
    give(RoleCode.COUNCILLOR, person=matti)
    assert len(roles(TODAY)) == 2


def test_a_role_does_not_end_before_it_begins() -> None:
    with pytest.raises(Refused) as refused:
        give(person=person("Matti"), start=DAY, end=BEGINNING)
    assert code_of(refused) == "DAYS_IN_DISORDER"


def test_a_role_taken_back_is_gone_from_its_day() -> None:
    row = post("auditor", unit("office"))
    role(RoleCode.AUDITOR, row)
    end(post=row)
    assert roles(TODAY) == []
    assert len(roles(Moment(date(2026, 3, 1)))) == 1
    assert deeds_about("organisation.post", row.pk)[0].verb == "role.ended"


def test_a_role_not_given_cannot_be_taken_back() -> None:
    with pytest.raises(Refused) as refused:
        end(person=person("Matti"))
    assert code_of(refused) == "ROLE_NOT_GIVEN"
