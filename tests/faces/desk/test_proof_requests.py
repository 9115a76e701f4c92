"""Asking for a proof on the desk, and answering it."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from ruori.accounts.models import User
from ruori.followup.models import Proof, ProofRequest
from ruori.organisation.rules import Viewer
from tests.parts.followup.given import Reporting, report, reporting

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


def asked() -> tuple[Reporting, ProofRequest, str]:
    """Oona has claimed something and Liisa asks to see it."""
    given = reporting()
    entry = report(given, given.oona, done="Paikka avattiin.")
    words = {"needed": "Kuva paikasta", "due_on": "2026-03-20"}
    answer = window(given.liisa).post(f"/desk/entries/{entry.pk}/ask/", words, follow=True)
    assert "Todistetta pyydettiin" in answer.content.decode()
    request = ProofRequest.objects.get()
    return given, request, f"/desk/proof-requests/{request.pk}/"


def test_a_proof_is_asked_for_and_given() -> None:
    given, request, address = asked()
    oona = window(given.oona)

    page = oona.get(address).content.decode()
    assert "Kuva paikasta" in page
    assert "20.3.2026" in page
    oona.post(f"{address}answer/", {"proof_link": "https://www.kemi.fi/kuva"})

    request.refresh_from_db()
    assert (request.state, request.proof_id) == ("ANSWERED", Proof.objects.get().pk)
    assert "Todiste annettu" in window(given.liisa).get(address).content.decode()


def test_an_empty_answer_says_what_to_do() -> None:
    given, request, address = asked()

    answer = window(given.oona).post(f"{address}answer/", {})

    assert answer.status_code == 422
    assert "Lisää tiedosto tai verkko-osoite" in answer.content.decode()
    request.refresh_from_db()
    assert request.state == "ASKED"


def test_a_refusal_needs_its_reason_and_shows_it() -> None:
    given, request, address = asked()
    oona = window(given.oona)

    assert oona.post(f"{address}refuse/", {"reason": ""}).status_code == 422
    oona.post(f"{address}refuse/", {"reason": "Paikka on purettu."})

    request.refresh_from_db()
    assert request.state == "REFUSED"
    assert "Paikka on purettu." in window(given.liisa).get(address).content.decode()
    late = oona.post(f"{address}refuse/", {"reason": "Taas."})
    assert late.status_code == 422


def test_asking_without_words_says_what_is_missing() -> None:
    given = reporting()
    entry = report(given, given.oona)

    answer = window(given.liisa).post(f"/desk/entries/{entry.pk}/ask/", {"needed": "Kuva"})

    assert answer.status_code == 422
    assert not ProofRequest.objects.exists()


def test_a_request_is_taken_back_by_who_asked_only() -> None:
    given, request, address = asked()

    assert window(given.oona).post(f"{address}withdraw/").status_code == 404
    window(given.liisa).post(f"{address}withdraw/")

    request.refresh_from_db()
    assert request.state == "WITHDRAWN"
    again = window(given.liisa).post(f"{address}withdraw/", follow=True)
    assert "Tämä pyyntö on jo käsitelty." in again.content.decode()


def test_others_do_not_find_it() -> None:
    given, _, address = asked()

    eero = window(given.eero)
    assert eero.get(address).status_code == 404
    for deed in ("answer", "refuse", "withdraw"):
        assert eero.post(f"{address}{deed}/", {"reason": "x"}).status_code == 404
    assert window(given.eero).post("/desk/entries/1/ask/", {}).status_code in {404, 422}


def test_a_head_approves_one_after_another() -> None:
    given = reporting()
    entry = report(given, given.oona, done="Paikka avattiin.")
    liisa = window(given.liisa)
    address = f"/desk/rounds/{given.round.pk}/approvals/"

    page = liisa.get(address).content.decode()
    assert "Paikka avattiin." in page
    answer = liisa.post(f"/desk/entries/{entry.pk}/approve/", {"list": "1"})

    assert answer.headers["Location"] == address
    assert "Mikään ei odota hyväksyntääsi" in liisa.get(address).content.decode()
