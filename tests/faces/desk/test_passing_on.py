"""Passing an item on at the desk, and what who steers sees of links and passed-on items."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ruori.accounts.models import User
from ruori.followup.actions import issue_link
from ruori.followup.models import HandOver, LinkRequest, UpdateLink
from ruori.followup.rules.links import LinkItem
from ruori.organisation.models import Person
from ruori.organisation.rules import SYSTEM, Viewer
from tests.parts.followup.given import Reporting, reporting

pytestmark = pytest.mark.django_db
NOW = timezone.now() - timedelta(minutes=1)


def browser(viewer: Viewer) -> Client:
    """The browser of somebody signed in."""
    client = Client()
    client.force_login(User.objects.get(person=viewer.person_id or 0))
    return client


def place(given: Reporting, name: str = "pass_on") -> str:
    """The page of passing the measure on, or the button of taking it back."""
    return reverse(f"desk:{name}", args=[given.round.pk, "measure", given.measure.pk])


def test_oona_passes_an_item_on_and_takes_it_back() -> None:
    given = reporting()
    client = browser(given.oona)
    page = client.get(place(given)).content.decode()
    assert "Esimerkki Eero" in page
    answer = client.post(
        place(given), {"receiver": given.kemi.environment_head.pk, "reason": "Kuuluu Eerolle."}
    )
    assert (answer.status_code, answer["Location"]) == (302, reverse("desk:my_turn"))
    assert "Palauta omalle viralle" in client.get(place(given)).content.decode()
    report = reverse("desk:report_measure", args=[given.round.pk, given.measure.pk])
    assert "Tämä on siirretty tällä kierroksella." in client.get(report).content.decode()
    assert "Palauta" in browser(given.eero).get(place(given)).content.decode()
    client.post(place(given, "take_back"))
    assert not HandOver.objects.filter(ended_at__isnull=True).exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"reason": "Ei minun"},
        {"receiver": 1, "reason": ""},
        {"receiver": 99_999, "reason": "Ei minun"},
        {"work_email": "ei osoite", "reason": "Ei minun"},
    ],
)
def test_what_is_missing_is_said(fields: dict[str, Any]) -> None:
    given = reporting()
    answer = browser(given.oona).post(place(given), fields)
    assert answer.status_code == 422
    assert not HandOver.objects.exists()


def test_an_unknown_address_is_settled_by_aino() -> None:
    given = reporting()
    browser(given.oona).post(
        place(given), {"work_email": "vieras@muualla.invalid", "reason": "Ei minun"}
    )
    aino = browser(given.aino)
    links = reverse("desk:round_links", args=[given.round.pk])
    assert "vieras@muualla.invalid" in aino.get(links).content.decode()
    aino.post(place(given), {"receiver": given.kemi.environment_head.pk, "reason": "Eeron asia"})
    standing = HandOver.objects.get(ended_at__isnull=True)
    assert standing.to_post == given.kemi.environment_head


def test_who_does_not_answer_for_an_item_finds_no_page() -> None:
    given = reporting()
    for viewer in (given.eero, given.matti, given.tarja):
        assert browser(viewer).get(place(given)).status_code == 404
        assert browser(viewer).post(place(given, "take_back")).status_code == 404
    odd = reverse("desk:pass_on", args=[given.round.pk, "plan", given.measure.pk])
    assert browser(given.aino).get(odd).status_code == 404


def test_aino_ends_a_link_and_has_a_new_one_mailed() -> None:
    given = reporting()
    sent(given, 1)
    aino = browser(given.aino)
    page = reverse("desk:round_links", args=[given.round.pk])
    assert "1 linkki" in aino.get(page).content.decode()
    link = UpdateLink.objects.get()
    aino.post(reverse("desk:end_link", args=[link.pk]))
    assert "Päättynyt" in aino.get(page).content.decode()
    again = reverse("desk:send_link_again", args=[link.pk])
    aino.post(again)
    aino.post(again)
    assert LinkRequest.objects.count() == 1
    assert aino.post(reverse("desk:end_link", args=[999])).status_code == 404


def test_the_page_of_links_asks_a_constant_number_of_questions() -> None:
    given = reporting()
    aino = browser(given.aino)
    counts = []
    for more in (1, 8):
        sent(given, more)
        with CaptureQueriesContext(connection) as asked:
            aino.get(reverse("desk:round_links", args=[given.round.pk]))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 25


def sent(given: Reporting, number: int) -> None:
    """Links of the measure to the head who answers for it."""
    liisa = Person.objects.get(pk=given.liisa.person_id or 0)
    for _ in range(number):
        issue_link(
            item=LinkItem(round=given.round.pk, measure=given.measure.pk),
            post=given.kemi.education_head.pk,
            person=liisa.pk,
            by=SYSTEM,
            at=NOW,
        )
