"""The board of a round: where the round is, who is late, who answers for a vacant post."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from ruori.accounts.models import User
from ruori.followup import actions
from ruori.organisation import actions as organisation
from ruori.organisation.models import Person
from ruori.organisation.rules import SYSTEM, SuccessionKind, Viewer
from tests import city
from tests.parts.followup import given
from tests.parts.followup.given import Reporting

pytestmark = pytest.mark.django_db


def page(told: Reporting, by: Viewer, *, at: datetime = given.LATER, query: str = "") -> str:
    """The board as somebody sees it at an instant."""
    client = Client()
    client.force_login(User.objects.get(pk=by.actor.user_id or 0))
    with time_machine.travel(at, tick=False):
        answer = client.get(f"/desk/rounds/{told.round.pk}/{query}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def units(html: str) -> str:
    """The table of units."""
    return html[html.index("<tbody") : html.index("</tbody>")]


def test_the_life_line_marks_where_the_round_is() -> None:
    told = given.reporting()
    html = page(told, told.aino)
    current = html[html.index('aria-current="step"') :]
    assert current.index("Raportointi") < current.index("</li>")
    late = page(told, told.aino, at=given.CLOSING)
    current = late[late.index('aria-current="step"') :]
    assert current.index("Hyväksyntä") < current.index("</li>")


def test_late_units_come_first_and_are_counted_in_the_sentence() -> None:
    told = given.reporting()
    html = page(told, told.aino, at=given.CLOSING)
    assert "0/1 yksikköä on valmiina, 1 on myöhässä." in html
    rows = units(html)
    assert rows.index("Opetus") < rows.index("Ympäristö")
    assert "Myöhässä" in rows
    assert "määräpäivä 15.5.2026" in rows


def test_shares_are_told_as_numbers_and_per_cent() -> None:
    told = given.reporting()
    given.more_measures(told, 2, reported=False)
    given.approve(given.report(told, told.oona), told.liisa)
    rows = units(page(told, told.aino))
    assert "1/4 (25 %)" in rows
    assert "Esimerkki Oona" in rows


def test_a_vacant_post_is_answered_for_by_the_next_head() -> None:
    told = given.reporting()
    organisation.end_holding(
        post=told.kemi.education_head,
        person=Person.objects.get(pk=told.liisa.person_id or 0),
        on=city.DAY,
        by=SYSTEM,
        at=city.AT,
    )
    assert "virka avoinna; vastaa Kaupunginjohtaja, Esimerkki Johtaja" in page(told, told.aino)


def test_a_unit_closed_since_it_was_asked_keeps_its_name() -> None:
    told = given.reporting()
    kemi = told.kemi
    kemi.environment.refresh_from_db()
    organisation.close_unit(
        unit=kemi.environment,
        version=kemi.environment.version,
        heirs=(kemi.education,),
        kind=SuccessionKind.MERGED,
        on=city.DAY,
        by=SYSTEM,
        at=city.AT,
    )
    assert "Ympäristö (lakkautettu)" in units(page(told, told.aino))
    assert "Opetus (lakkautettu)" not in page(told, told.aino)


@pytest.mark.parametrize(
    ("way", "shown"), [("late", True), ("silent", True), ("returned", False), ("nonsense", True)]
)
def test_the_units_can_be_looked_at_one_way(way: str, shown: bool) -> None:
    told = given.reporting()
    rows = units(page(told, told.aino, at=given.CLOSING, query=f"?show={way}"))
    assert ("Opetus" in rows) is shown
    assert ("Ympäristö" in rows) is (way == "nonsense")


def test_what_is_missing_leads_to_where_it_is() -> None:
    told = given.reporting()
    given.report(told, told.oona)
    html = page(told, told.aino)
    assert "1 kysymys on vailla vastausta." in html
    assert "1 vastaus odottaa hyväksyntää." in html
    assert f"/desk/rounds/{told.round.pk}/?show=unapproved#units" in html


def test_the_cost_of_the_round_tells_its_assumption() -> None:
    told = given.reporting()
    given.report(told, told.oona)
    given.publish(told)
    then = given.next_round(told)
    actions.repeat_measure(
        round=then.round, measure=then.measure, by=then.oona, at=given.PUBLISHING
    )
    html = page(then, then.aino, at=given.PUBLISHING + timedelta(hours=1))
    assert "Vastauksista 1/1 oli ”ei muutosta” (100 %)" in html
    assert "kun yksi vastaus vie 45 sekuntia" in html
    assert "kun yksi vastaus vie" not in page(then, then.liisa, at=given.PUBLISHING)
