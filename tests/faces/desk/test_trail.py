"""The trail on the desk: who audits reads every deed, and nobody else does."""

import pytest
from django.test import Client
from django.urls import reverse

from ruori.accounts.models import User
from ruori.kernel.text import Text
from ruori.organisation.rules import RoleCode
from ruori.plans import actions
from tests.city import AT, adopt, draft_plan, goal, person, role, small_kemi

pytestmark = pytest.mark.django_db


def _signed_in(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"{name}@esimerkki.invalid"))
    return client


def test_the_auditor_reads_who_changed_what_and_to_what() -> None:
    kemi = small_kemi()
    role(RoleCode.AUDITOR, person("Tarja", account=True))
    top = goal(adopt(draft_plan()), "Vanha nimi")
    actions.change_goal(
        goal=top, version=1, changes={"name": Text("Uusi nimi")}, by=kemi.aino, at=AT
    )
    page = _signed_in("tarja").get(reverse("desk:trail_of", args=["plans.goal", top.pk]))
    assert page.status_code == 200
    text = page.content.decode()
    assert "Esimerkki Aino" in text
    assert "goal.changed" in text
    assert "Uusi nimi" in text


def test_the_whole_trail_costs_a_constant_number_of_questions(
    django_assert_max_num_queries: object,
) -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    for number in range(20):
        goal(plan, f"Tavoite {number}")
    assert kemi.aino.steers
    client = _signed_in("aino")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert client.get(reverse("desk:trail")).status_code == 200


def test_a_head_finds_no_trail() -> None:
    small_kemi()
    assert _signed_in("liisa").get(reverse("desk:trail")).status_code == 404
