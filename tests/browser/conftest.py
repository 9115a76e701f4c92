"""The example city for the tests that look at its pages."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from ruori.cli.demo.city import build
from tests.browser.demo import Kemi
from tests.browser.looking import Reader


@pytest.fixture(scope="module")
def served_city(
    chromium: Browser, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Kemi]:
    """The example city, built once for the tests of a module and cleared away after them."""
    with django_db_blocker.unblock():
        server = LiveServer("localhost")
        build(server.url)
        yield Kemi(Reader(chromium, server.url))
        server.stop()
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def kemi(served_city: Kemi, db: None) -> Iterator[Kemi]:
    """The example city before a reader; fails the test when the browser complained of anything.

    A module that asks for it has a `db` of its own that rolls nothing back: its tests share a city.
    """
    served_city.reader.complaints.clear()
    yield served_city
    assert served_city.reader.complaints == []
