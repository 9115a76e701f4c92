"""A reminder by hand, from the board of a round."""

from datetime import timedelta

import pytest

from ruori.audit.models import TrailEntry
from ruori.kernel.problems import NotAllowed
from ruori.notices import actions, queries
from ruori.notices.actions import Reminded
from ruori.notices.models import Delivery
from ruori.organisation.rules import SYSTEM
from tests.parts.notices.given import EARLY_DAY, LATE_DAY, letters_to, reporting

pytestmark = pytest.mark.django_db


def test_a_unit_is_reminded_of_all_it_has_not_done() -> None:
    given = reporting()

    told = actions.remind(
        round=given.round, unit=given.kemi.education.pk, by=given.aino, at=EARLY_DAY
    )

    assert told == Reminded(letters=1, already=0, without_address=0)
    (letter,) = letters_to(given.liisa)
    assert "Avataan uusi liikuntapaikka" in letter.body
    assert not letter.is_courtesy
    line = TrailEntry.objects.get(verb="round.reminded")
    assert line.facts == {"unit": given.kemi.education.pk, "letters": 1}


def test_another_unit_is_left_alone() -> None:
    given = reporting()
    told = actions.remind(
        round=given.round, unit=given.kemi.environment.pk, by=given.aino, at=EARLY_DAY
    )
    assert (told.letters, Delivery.objects.count()) == (0, 0)


def test_all_that_are_late_are_reminded_and_nobody_else() -> None:
    given = reporting()
    assert actions.remind(round=given.round, unit=None, by=given.aino, at=EARLY_DAY).letters == 0
    assert actions.remind(round=given.round, unit=None, by=given.aino, at=LATE_DAY).letters == 1


def test_reminding_twice_on_a_day_is_harmless() -> None:
    given = reporting()
    for _ in range(2):
        told = actions.remind(round=given.round, unit=None, by=given.aino, at=LATE_DAY)
    assert told == Reminded(letters=0, already=1, without_address=0)
    assert Delivery.objects.count() == 1
    later = actions.remind(
        round=given.round, unit=None, by=given.aino, at=LATE_DAY + timedelta(days=1)
    )
    assert later.letters == 1


def test_what_was_told_by_hand_is_not_told_again_by_the_timer() -> None:
    given = reporting()
    actions.remind(round=given.round, unit=None, by=given.aino, at=LATE_DAY)
    actions.queue_reminders(by=SYSTEM, at=LATE_DAY + timedelta(days=1))
    assert Delivery.objects.count() == 1


def test_the_letter_is_seen_before_it_is_sent() -> None:
    given = reporting()
    seen = queries.reminder_preview(
        round_pk=given.round.pk, unit=None, viewer=given.aino, at=LATE_DAY
    )
    assert seen is not None
    assert (seen.count, seen.names, seen.already) == (1, ("Esimerkki Liisa",), ())
    assert "[[" not in seen.body
    assert "https://…" in seen.body

    actions.remind(round=given.round, unit=None, by=given.aino, at=LATE_DAY)
    after = queries.reminder_preview(
        round_pk=given.round.pk, unit=None, viewer=given.aino, at=LATE_DAY
    )
    assert after is not None
    assert (after.count, after.already) == (0, ("Esimerkki Liisa",))
    assert letters_to(given.liisa)[0].subject == seen.subject


def test_only_who_steers_reminds_others() -> None:
    given = reporting()
    for viewer in (given.liisa, given.matti, given.tarja):
        with pytest.raises(NotAllowed):
            actions.remind(round=given.round, unit=None, by=viewer, at=LATE_DAY)
        assert (
            queries.reminder_preview(round_pk=given.round.pk, unit=None, viewer=viewer, at=LATE_DAY)
            is None
        )
    assert Delivery.objects.count() == 0
