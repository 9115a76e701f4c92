"""The page of one plan in public: what it is, for which years, in its own words."""

import pytest
from django.test import Client

from ruori.kernel.text import Text
from ruori.organisation.rules import SYSTEM
from ruori.plans.actions import change_plan
from ruori.plans.codes import PlanKind
from ruori.plans.models import Plan
from tests.city import AT, adopt, draft_plan, goal, small_kemi

pytestmark = pytest.mark.django_db


def introduced(words: Text) -> Plan:
    """A public policy that begins with some words of its own."""
    small_kemi()
    plan = draft_plan("Ympäristöpolitiikka", kind=PlanKind.POLICY)
    goal(plan, "Pienennämme päästöjä")
    changes = {"introduction": words}
    change_plan(plan=plan, version=1, changes=changes, by=SYSTEM, at=AT)
    return adopt(plan)


def seen(client: Client, address: str) -> str:
    """A page as words, redirects followed."""
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_plan_begins_with_its_introduction_in_paragraphs(client: Client) -> None:
    plan = introduced(Text(fi="Kaupunki sitoutuu.\n\nSitoumukset ovat julkisia."))
    page = seen(client, f"/ohjelma/{plan.pk}-x/")
    assert "<p>Kaupunki sitoutuu.</p>" in page
    assert page.index("Sitoumukset ovat julkisia.") < page.index("Pienennämme päästöjä")


def test_an_introduction_in_another_language_says_which_it_is(client: Client) -> None:
    plan = introduced(Text(fi="Kaupunki sitoutuu."))
    swedish = seen(client, f"/sv/program/{plan.pk}-x/")
    assert '<div lang="fi"><p>Kaupunki sitoutuu.</p></div>' in swedish


def test_words_of_an_introduction_are_never_read_as_markup(client: Client) -> None:
    plan = introduced(Text(fi="<b>Kaupunki</b> sitoutuu."))
    assert "&lt;b&gt;Kaupunki" in seen(client, f"/ohjelma/{plan.pk}-x/")
