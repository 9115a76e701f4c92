"""Adding persons, with or without an account."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from ruori.accounts.actions import sign_in
from ruori.audit.queries import deeds_about
from ruori.kernel.problems import Conflict, Refused
from ruori.organisation import actions
from ruori.organisation.models import Person
from ruori.organisation.rules import SYSTEM
from tests.city import AT, PASSWORD, person

pytestmark = pytest.mark.django_db


def test_a_person_with_an_account_can_sign_in() -> None:
    liisa = person("Liisa", account=True)
    tried = sign_in(email="liisa@esimerkki.invalid", password=PASSWORD, at=AT)
    assert tried.user is not None
    assert tried.user.pk == liisa.user_id


def test_a_person_without_an_account_is_only_a_name() -> None:
    assert person("Liisa").user_id is None


def test_the_same_address_is_not_added_twice() -> None:
    first = person("Liisa", account=True)
    with pytest.raises(Refused) as refused:
        actions.add_person(
            name="Esimerkki Toinen", work_email="LIISA@esimerkki.invalid", by=SYSTEM, at=AT
        )
    assert refused.value.problem.code == "PERSON_EXISTS"
    assert refused.value.problem.about is not None
    assert refused.value.problem.about.pk == first.pk


def test_an_account_belongs_to_one_person() -> None:
    liisa = person("Liisa", account=True)
    actions.change_person(
        person=liisa, version=1, changes={"work_email": "uusi@esimerkki.invalid"}, by=SYSTEM, at=AT
    )
    with pytest.raises(Refused) as refused:
        person("Liisa", account=True)
    assert refused.value.problem.code == "ACCOUNT_TAKEN"


def test_an_account_needs_an_address() -> None:
    with pytest.raises(Refused) as refused:
        actions.add_person(name="Esimerkki Liisa", password=PASSWORD, by=SYSTEM, at=AT)
    assert refused.value.problem.code == "ADDRESS_MISSING"


def test_a_weak_password_adds_nobody() -> None:
    with pytest.raises(ValidationError):
        actions.add_person(
            name="Esimerkki Liisa",
            work_email="liisa@esimerkki.invalid",
            password="1234",
            by=SYSTEM,
            at=AT,
        )
    assert not Person.objects.exists()


def test_the_trail_names_the_changed_fields_but_not_the_address() -> None:
    liisa = person("Liisa")
    actions.change_person(
        person=liisa, version=1, changes={"work_email": "uusi@esimerkki.invalid"}, by=SYSTEM, at=AT
    )
    liisa.refresh_from_db()
    assert (liisa.work_email, liisa.version) == ("uusi@esimerkki.invalid", 2)
    deed = deeds_about("organisation.person", liisa.pk)[0]
    assert deed.facts == {"fields": ["work_email"]}


def test_an_address_is_not_changed_to_anothers() -> None:
    person("Liisa", account=True)
    pekka = person("Pekka")
    with pytest.raises(Refused):
        actions.change_person(
            person=pekka,
            version=1,
            changes={"work_email": "liisa@esimerkki.invalid"},
            by=SYSTEM,
            at=AT,
        )


def test_a_stale_change_conflicts() -> None:
    liisa = person("Liisa")
    told: dict[str, Any] = {"person": liisa, "version": 1, "by": SYSTEM, "at": AT}
    actions.change_person(changes={"name": "Esimerkki Liisa Maria"}, **told)
    with pytest.raises(Conflict):
        actions.change_person(changes={"name": "Esimerkki Lissu"}, **told)
