"""Declining the early reminders by the link of a letter, with or without a page (RFC 8058)."""

import pytest
from django.test import Client
from django.urls import reverse

from ruori.audit.models import TrailEntry
from ruori.notices import queries
from ruori.notices.declining import declining_token
from ruori.notices.rules.letters import Topic
from tests.parts.notices.given import person_of, reporting

pytestmark = pytest.mark.django_db
EARLY = Topic.EARLY_REMINDERS


def place(person: int) -> str:
    """The address at the foot of a person's letter."""
    return reverse("site:decline", args=[declining_token(person, EARLY)])


def test_looking_at_the_page_declines_nothing() -> None:
    liisa = person_of(reporting().liisa).pk
    answer = Client().get(place(liisa))
    assert "Peru ennakkomuistutukset" in answer.content.decode()
    assert queries.wants(liisa, EARLY)
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not TrailEntry.objects.filter(verb="letter.declined").exists()


def test_a_mail_program_presses_without_a_page_a_cookie_or_a_token() -> None:
    liisa = person_of(reporting().liisa).pk
    client = Client(enforce_csrf_checks=True)
    answer = client.post(place(liisa), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert "Ennakkomuistutuksia ei enää lähetetä" in answer.content.decode()
    assert not queries.wants(liisa, EARLY)
    assert not client.cookies


def test_a_second_press_changes_nothing() -> None:
    liisa = person_of(reporting().liisa).pk
    for _ in range(2):
        assert Client().post(place(liisa)).status_code == 200
    assert TrailEntry.objects.filter(verb="letter.declined").count() == 1


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_speaks_the_language_of_its_address(language: str) -> None:
    liisa = person_of(reporting().liisa).pk
    token = declining_token(liisa, EARLY)
    words = {"sv": ("brev", "Avstå från förhandspåminnelser"), "en": ("letters", "Decline")}
    folder, button = words[language]
    page = Client().get(f"/{language}/{folder}/{token}/").content.decode()
    assert button in page


def test_a_link_that_nobody_of_ours_signed_is_not_there() -> None:
    reporting()
    client = Client()
    for token in ("x", declining_token(999_999, EARLY), f"{declining_token(1, EARLY)}x"):
        assert client.get(f"/kirjeet/{token}/").status_code == 404
        assert client.post(f"/kirjeet/{token}/").status_code == 404
