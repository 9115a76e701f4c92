"""Minun vuoroni: what waits, for which goal, with last time's words; and what else is told."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from ruori.accounts.models import User
from ruori.followup.models import HandOver
from ruori.organisation.models import Person
from ruori.organisation.rules import SYSTEM, Viewer
from ruori.plans import actions as plans
from tests.parts.followup import given as g
from tests.parts.followup.given import OPENED, deputy_of, more_measures, report, reporting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_a_day_of_the_round(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the faces stands in the round."""
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 4, 9, tzinfo=UTC))


def window(viewer: Viewer) -> Client:
    """The browser of somebody who has signed in."""
    client = Client()
    client.force_login(User.objects.get(pk=viewer.actor.user_id or 0))
    return client


def home(viewer: Viewer) -> str:
    """The home of somebody."""
    return window(viewer).get("/desk/").content.decode()


def test_a_card_tells_the_goal_served_and_the_words_of_last_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = reporting()
    report(given, given.oona, done="Alku oli hyvä.")
    g.next_round(given)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 6, 4, 9, tzinfo=UTC))

    page = home(given.liisa)

    assert "Alku oli hyvä." in page
    assert "Tavoite: " in page
    assert "Käynnissä aikataulussa" in page


def test_several_things_of_a_round_are_gone_through_in_a_row() -> None:
    given = reporting()
    more_measures(given, 2, reported=False)

    page = home(given.liisa)

    assert f"/desk/rounds/{given.round.pk}/mine/" in page
    assert "Raportoi kaikki peräkkäin (4)" in page


def test_several_reports_are_approved_in_a_row() -> None:
    given = reporting()
    more_measures(given, 2)

    assert f"/desk/rounds/{given.round.pk}/approvals/" in home(given.liisa)


def test_what_others_said_of_the_own_area_is_told() -> None:
    given = reporting()
    report(given, given.oona, done="Alku.")

    assert "Sanottu viime aikoina alueestasi" in home(given.liisa)
    assert "Sanottu viime aikoina alueestasi" not in home(given.eero)


def test_a_substitute_is_told_so() -> None:
    given = reporting()
    measure = more_measures(given, 1, reported=False)[0]
    plans.change_measure(
        measure=measure,
        version=measure.version,
        changes={"post": given.kemi.education_head},
        by=SYSTEM,
        at=OPENED,
    )

    assert "sijaisena" in home(deputy_of(given.kemi.education_head))


def test_when_all_is_done_the_own_area_is_told_in_two_sentences() -> None:
    given = reporting()
    report(given, given.oona, done="Alku.")

    page = home(given.oona)

    assert "Kaikki tehty" in page
    assert "1 toimenpide alueellasi: 1 käynnissä aikataulussa" in page
    assert "Niistä 1/1 on raportoitu." in page


def test_who_steers_finds_the_board_and_the_deviations() -> None:
    given = reporting()

    page = home(given.aino)

    assert f"/desk/rounds/{given.round.pk}/" in page
    assert "/desk/deviations/" in page
    assert "/desk/deviations/" not in home(given.oona).split("<main")[1]


def test_an_item_is_passed_on_with_a_reason_and_taken_back() -> None:
    given = reporting()
    liisa = window(given.liisa)
    base = f"/desk/entry/{given.round.pk}/measure/{given.measure.pk}"
    oona = User.objects.get(pk=given.oona.actor.user_id or 0)

    assert "Ei minun" in home(given.liisa)
    Person.objects.filter(pk=given.aino.person_id or 0).update(work_email="aino@esimerkki.invalid")
    assert "mailto:aino@esimerkki.invalid" in liisa.get(f"{base}/pass-on/").content.decode()
    wrong = liisa.post(f"{base}/pass-on/", {"work_email": "", "reason": "Opettajalle."})
    assert wrong.status_code == 422
    assert "Opettajalle." in wrong.content.decode()
    liisa.post(f"{base}/pass-on/", {"work_email": oona.email, "reason": "Opettajalle."})

    assert HandOver.objects.get().to_post_id in given.oona.posts
    assert "siirretty sinulle" in home(given.oona)
    window(given.oona).post(f"{base}/take-back/")
    assert HandOver.objects.get().ended_at is not None


def test_others_pass_nothing_on() -> None:
    given = reporting()
    base = f"/desk/entry/{given.round.pk}/measure/{given.measure.pk}"

    assert window(given.eero).get(f"{base}/pass-on/").status_code == 404
    assert window(given.eero).post(f"{base}/take-back/").status_code == 404
