"""The health check, the language of the desk, and what every answer carries."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from ruori.accounts.models import User
from ruori.config.language import DeskLanguage


@pytest.mark.django_db
def test_the_city_is_ready_when_its_database_answers(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]
    assert client.post("/healthz").status_code == 405


def test_the_city_is_not_ready_without_its_database(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", broken)
    assert client.get("/healthz").status_code == 503


@pytest.mark.django_db
def test_every_answer_forbids_what_is_inline_or_from_elsewhere(client: Client) -> None:
    answer = client.get("/healthz")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"


def asked_in(path: str, user: User | AnonymousUser, browser: str = "") -> str:
    """The language a page is answered in."""
    request = RequestFactory().get(path, headers={"accept-language": browser})
    request.user = user
    view: Callable[[HttpRequest], HttpResponse] = DeskLanguage(
        lambda _request: HttpResponse(translation.get_language() or "")
    )
    with translation.override("fi"):
        return view(request).content.decode()


def test_the_desk_speaks_the_language_of_the_account() -> None:
    assert asked_in("/desk/", User(language="sv"), browser="en") == "sv"


def test_the_desk_speaks_the_browsers_language_before_sign_in() -> None:
    assert asked_in("/desk/", AnonymousUser(), browser="sv-FI,sv;q=0.9") == "sv"
    assert asked_in("/desk/", AnonymousUser(), browser="de") == "fi"


def test_public_pages_are_left_to_their_address() -> None:
    assert asked_in("/", User(language="sv"), browser="en") == "fi"
