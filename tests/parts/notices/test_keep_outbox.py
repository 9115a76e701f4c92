"""Sending a letter again, or leaving it unsent."""

import pytest

from ruori.audit.models import TrailEntry
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.notices import actions, queries
from ruori.notices.models import Delivery
from ruori.notices.rules.letters import State
from ruori.organisation.rules import SYSTEM, Viewer
from tests.parts.notices.given import SOON_DAY, Reporting, reporting
from tests.people import administrator

pytestmark = pytest.mark.django_db


def waiting() -> tuple[Reporting, Delivery]:
    """A letter that waits."""
    given = reporting()
    actions.queue_reminders(by=SYSTEM, at=SOON_DAY)
    return given, Delivery.objects.get()


def stop(letter: Delivery, by: Viewer = SYSTEM) -> None:
    """Leave it unsent."""
    actions.cancel_letter(delivery=letter, version=letter.version, by=by, at=SOON_DAY)
    letter.refresh_from_db()


def test_a_letter_left_unsent_waits_no_more() -> None:
    _, letter = waiting()
    stop(letter, administrator())
    assert letter.state == State.CANCELLED
    assert queries.waiting_letters(SOON_DAY) == 0
    assert TrailEntry.objects.filter(verb="letter.cancelled").count() == 1


def test_a_letter_that_was_stopped_goes_again_under_its_own_id() -> None:
    _, letter = waiting()
    key = letter.message_key
    stop(letter)
    actions.send_again(delivery=letter, version=letter.version, by=administrator(), at=SOON_DAY)
    letter.refresh_from_db()
    assert (letter.state, letter.message_key, letter.attempts) == (State.QUEUED, key, 0)
    assert queries.waiting_letters(SOON_DAY) == 1


def test_a_waiting_letter_is_not_sent_again_and_a_stopped_one_not_stopped() -> None:
    _, letter = waiting()
    with pytest.raises(Refused, match="LETTER_NOT_STOPPED"):
        actions.send_again(delivery=letter, version=letter.version, by=SYSTEM, at=SOON_DAY)
    stop(letter)
    with pytest.raises(Refused, match="LETTER_NOT_WAITING"):
        stop(letter)


def test_what_changed_meanwhile_is_a_conflict() -> None:
    _, letter = waiting()
    old = letter.version
    stop(letter)
    with pytest.raises(Conflict):
        actions.send_again(delivery=letter, version=old, by=SYSTEM, at=SOON_DAY)


def test_others_neither_see_nor_keep_the_outbox() -> None:
    given, letter = waiting()
    for viewer in (given.liisa, given.matti, given.tarja):
        with pytest.raises(NotAllowed):
            stop(letter, viewer)
        with pytest.raises(NotAllowed):
            actions.send_again(delivery=letter, version=1, by=viewer, at=SOON_DAY)
        assert queries.outbox(viewer) == queries.broken_addresses(viewer) == []
        assert queries.letter_card(viewer, letter.pk) is None
        assert queries.counts(viewer) == {}
