"""Declining the early reminders and wanting them again."""

import pytest

from ruori.accounts.rules import Actor, ActorKind
from ruori.audit.models import TrailEntry
from ruori.kernel.problems import NotAllowed
from ruori.notices import actions, queries
from ruori.notices.declining import declining_token, read_token
from ruori.notices.rules.letters import Topic
from ruori.organisation.rules import Viewer
from tests.parts.notices.given import EARLY_DAY, Reporting, person_of, reporting

pytestmark = pytest.mark.django_db
EARLY = Topic.EARLY_REMINDERS


def choose(given: Reporting, by: Viewer, *, is_wanted: bool) -> bool:
    """Somebody chooses for Liisa."""
    person = person_of(given.liisa)
    return actions.choose_letters(
        person=person, topic=EARLY, is_wanted=is_wanted, by=by, at=EARLY_DAY
    )


def test_everything_is_wanted_until_it_is_declined() -> None:
    given = reporting()
    person = person_of(given.liisa).pk
    assert queries.wants(person, EARLY)
    assert choose(given, given.liisa, is_wanted=False)
    assert not queries.wants(person, EARLY)
    assert queries.declined(EARLY) == {person}
    assert choose(given, given.liisa, is_wanted=True)
    assert queries.wants(person, EARLY)
    verbs = TrailEntry.objects.filter(verb__startswith="letter.").order_by("id")
    assert list(verbs.values_list("verb", flat=True)) == ["letter.declined", "letter.wanted"]


def test_choosing_the_same_again_changes_nothing() -> None:
    given = reporting()
    assert not choose(given, given.liisa, is_wanted=True)
    choose(given, given.liisa, is_wanted=False)
    assert not choose(given, given.liisa, is_wanted=False)
    assert TrailEntry.objects.filter(verb="letter.declined").count() == 1


def test_the_link_of_a_letter_chooses_for_its_reader() -> None:
    given = reporting()
    by_link = Viewer(Actor(ActorKind.LINK, label="linkki"), person_id=given.liisa.person_id)
    assert choose(given, by_link, is_wanted=False)


def test_nobody_chooses_for_another() -> None:
    given = reporting()
    for viewer in (given.aino, given.eero, given.tarja):
        with pytest.raises(NotAllowed):
            choose(given, viewer, is_wanted=False)
    assert queries.wants(person_of(given.liisa).pk, EARLY)


def test_a_link_tells_whose_it_is_and_cannot_be_made_up() -> None:
    token = declining_token(7, EARLY)
    assert read_token(token) == (7, EARLY)
    for other in ("", "x", token[:-1], f"{token}x", token.replace(":", "."), f"a{token}"):
        assert read_token(other) is None
