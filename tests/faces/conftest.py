"""The small city with one of everything, for the tests that knock on every door of its pages."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction
from pytest_django import DjangoDbBlocker

from ruori.site import update
from ruori.site.attempts import Attempts
from tests.furnished import NOW, Furnished, furnished


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Furnished]:
    """Built once for a module; what a test does in it is undone after the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield furnished()
        transaction.set_rollback(True)


@pytest.fixture
def small_city(built: Furnished, db: None) -> Iterator[Furnished]:
    """The city on the day on which the tests look."""
    with time_machine.travel(NOW, tick=False):
        yield built


@pytest.fixture(autouse=True)
def _nobody_has_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dead links are counted in memory: each test begins from none, whatever ran before it."""
    monkeypatch.setattr(update, "ATTEMPTS", Attempts())
