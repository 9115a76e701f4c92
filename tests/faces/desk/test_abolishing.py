"""Abolishing a post, and two who change one post at once, on the desk."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ruori.kernel.moments import Moment
from ruori.organisation.models import Holding
from ruori.organisation.queries import posts
from ruori.organisation.rules import SYSTEM
from ruori.plans import queries as plans
from tests.faces.desk.test_keeping import DAY, liisa_leaves, plain, version_of
from tests.furnished import Furnished, furnished

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Furnished:
    return furnished()


@pytest.fixture
def aino(city: Furnished) -> Client:
    return city.browser("aino")


def test_a_post_is_abolished_after_seeing_who_answers(city: Furnished, aino: Client) -> None:
    gone, heir = city.kemi.education_head, city.kemi.mayor
    address = reverse("desk:abolish_post", args=[gone.pk])
    alone = aino.get(address, {"on": DAY})
    assert alone.context["preview"].is_refused
    assert "Valitse tehtävä, joka jatkaa" in plain(alone.content)
    asked: dict[str, Any] = {"on": DAY, "heir": heir.pk, "reason": "Johto yhdistettiin."}
    seen = aino.get(address, asked)
    assert not seen.context["preview"].is_refused
    stale = aino.post(address, {**asked, "version": 99})
    assert stale.status_code == 409
    version = version_of(gone)
    without = aino.post(address, {"on": DAY, "version": version})
    assert without.status_code == 422
    assert aino.post(address, {**asked, "version": version}).status_code == 302
    assert gone.pk not in posts(Moment(date(2027, 6, 1)))
    items = plans.items(SYSTEM, Moment(date(2027, 6, 1)))
    assert [item for item in items if item.post == gone.pk] == []


def test_two_who_fill_a_post_at_once_see_both(city: Furnished, aino: Client) -> None:
    row = city.kemi.education_head
    address = reverse("desk:post", args=[row.pk])
    asked = {
        "version": version_of(row),
        "person": city.viewers["oona"].person_id,
        "deputy_order": 2,
        "start": DAY,
        "last": "",
    }
    assert aino.post(address, asked).status_code == 302
    other = aino.post(address, {**asked, "person": city.viewers["matti"].person_id})
    assert other.status_code == 409
    held = Holding.objects.standing().filter(post=row, deputy_order=2)
    assert [each.person_id for each in held] == [city.viewers["oona"].person_id]


def test_who_leaves_a_post_that_changed_meanwhile_is_told_so(city: Furnished, aino: Client) -> None:
    address = reverse("desk:leave_post", args=[city.kemi.education_head.pk])
    answer = aino.post(address, {**liisa_leaves(city), "version": 99})
    assert answer.status_code == 409
