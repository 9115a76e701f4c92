"""Sending: a real server that takes, refuses, wants us back later, and dies in the middle."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from ruori.audit.models import TrailEntry
from ruori.kernel.problems import NotAllowed
from ruori.notices import actions, queries
from ruori.notices.actions import Claimed, Office, Sent
from ruori.notices.actions.sending import NO_ADDRESS
from ruori.notices.models import Delivery
from ruori.notices.postman import Postman
from ruori.notices.rules.letters import WAITS, State
from ruori.organisation import actions as organisation
from ruori.organisation.rules import SYSTEM
from tests import city
from tests.parts.notices.given import EARLY_DAY, SOON_DAY, person_of, reporting
from tests.parts.notices.server import OK, Box, mail_server, nobody_home

pytestmark = pytest.mark.django_db


def addresses(letter: Claimed) -> Mapping[str, str]:
    """Made-up addresses."""
    numbers = {str(n): f"https://kemi.invalid/{n}" for n in range(1, len(letter.links) + 1)}
    return {**numbers, "desk": "https://kemi.invalid/desk", "unsubscribe": "https://kemi.invalid/u"}


def send(at: datetime) -> Sent:
    """One run of sending at an instant."""
    office = Office("kone", "kemi.invalid", addresses, clock=lambda: at)
    with Postman("ruori@kemi.invalid") as postman:
        return actions.send_outbox(postman=postman, office=office, by=SYSTEM, at=at)


def letters(count: int, *, at: datetime = SOON_DAY) -> list[Delivery]:
    """A round in which so many persons are written to, one of them Liisa."""
    given = reporting()
    for number in range(count - 1):
        holder = city.person(f"Vastaaja{number}", account=True)
        post = city.post(f"vastaa-{number}", given.kemi.schools, holder=holder)
        city.measure(given.plan, given.goal, given.kemi.schools, post=post, name=f"Teko {number}")
    actions.queue_reminders(by=SYSTEM, at=at)
    made = list(Delivery.objects.order_by("id"))
    assert len(made) == count
    return made


def states() -> list[str]:
    """The states of all letters in their order."""
    return list(Delivery.objects.order_by("id").values_list("state", flat=True))


def test_what_waits_is_sent_once_over_one_connection() -> None:
    letters(3)
    box = Box()
    with mail_server(box):
        assert send(SOON_DAY).sent == 3
        assert send(SOON_DAY) == Sent()
    assert (len(set(box.ids)), box.connections) == (3, 1)
    assert states() == [State.SENT] * 3


def test_a_letter_is_plain_text_with_a_link_for_each_thing() -> None:
    (letter, *_) = letters(1)
    box = Box()
    with mail_server(box):
        send(SOON_DAY)
    (got,) = box.taken
    body = got.get_content()
    assert got.get_content_type() == "text/plain"
    assert "[[" not in body
    assert "https://kemi.invalid/1" in body
    assert str(got["Message-ID"]) == f"<{letter.message_key}@kemi.invalid>"
    assert str(got["Auto-Submitted"]) == "auto-generated"
    assert str(got["Subject"]).strip() == letter.subject
    assert str(got["From"]) == "ruori@kemi.invalid"


def test_only_an_early_letter_may_be_declined_with_one_press() -> None:
    letters(1, at=EARLY_DAY)
    box = Box()
    with mail_server(box):
        send(EARLY_DAY)
        actions.queue_reminders(by=SYSTEM, at=SOON_DAY)
        send(SOON_DAY)
    early, soon = box.taken
    assert early["List-Unsubscribe"] == "<https://kemi.invalid/u>"
    assert early["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Ennakkomuistutukset voit perua: https://kemi.invalid/u" in early.get_content()
    assert soon["List-Unsubscribe"] is None
    assert "muistutusta ei voi perua" in soon.get_content()


def test_one_recipient_that_does_not_exist_stops_nobody_else() -> None:
    first, _second = letters(2)
    box = Box(of_recipient=lambda to: "550 5.1.1 No such user" if to == first.address else OK)
    with mail_server(box):
        told = send(SOON_DAY)
    assert (told.sent, told.bounced) == (1, 1)
    assert states() == [State.BOUNCED, State.SENT]
    first.refresh_from_db()
    assert first.last_error == "550 5.1.1 No such user"
    assert TrailEntry.objects.get(verb="letter.bounced").object_pk == first.pk
    assert [card.pk for card in queries.broken_addresses(SYSTEM)] == [first.pk]


def test_an_address_is_whole_again_when_it_is_corrected_or_a_letter_gets_through() -> None:
    (letter,) = letters(1)
    with mail_server(Box(of_recipient=lambda _: "550 No such user")):
        send(SOON_DAY)
    letter.refresh_from_db()
    actions.send_again(delivery=letter, version=letter.version, by=SYSTEM, at=SOON_DAY)
    with mail_server(Box()):
        send(SOON_DAY + timedelta(hours=1))
    assert queries.broken_addresses(SYSTEM) == []


def test_a_corrected_address_is_used_and_no_longer_marked() -> None:
    given = reporting()
    actions.queue_reminders(by=SYSTEM, at=SOON_DAY)
    with mail_server(Box(of_recipient=lambda _: "550 No such user")):
        send(SOON_DAY)
    liisa = person_of(given.liisa)
    organisation.change_person(
        person=liisa,
        version=liisa.version,
        changes={"work_email": "liisa@kemi.invalid"},
        by=SYSTEM,
        at=SOON_DAY,
    )
    assert queries.broken_addresses(SYSTEM) == []
    letter = Delivery.objects.get()
    actions.send_again(delivery=letter, version=letter.version, by=SYSTEM, at=SOON_DAY)
    box = Box()
    with mail_server(box):
        send(SOON_DAY)
    assert str(box.taken[0]["To"]) == "liisa@kemi.invalid"


def test_a_server_that_is_busy_is_tried_again_later_under_the_same_id() -> None:
    (letter,) = letters(1)
    box = Box(of_letter=lambda _: "451 4.7.1 Try again later")
    with mail_server(box):
        assert send(SOON_DAY).later == 1
        box.of_letter = lambda _: OK
        assert send(SOON_DAY).sent == 0
        assert send(SOON_DAY + WAITS[0]).sent == 1
    assert box.ids == [f"<{letter.message_key}@kemi.invalid>"]
    letter.refresh_from_db()
    assert letter.attempts == 2


def test_a_server_that_is_busy_for_days_is_given_up_and_seen() -> None:
    letters(1)
    at = SOON_DAY
    with mail_server(Box(of_letter=lambda _: "451 Later")):
        for wait in (*WAITS, timedelta()):
            assert states() == [State.QUEUED]
            send(at)
            at += wait
    assert states() == [State.FAILED]
    assert queries.counts(SYSTEM)[State.FAILED] == 1


def test_a_letter_refused_for_what_it_says_is_no_fault_of_the_address() -> None:
    letters(1)
    with mail_server(Box(of_letter=lambda _: "554 5.7.1 Refused")):
        assert send(SOON_DAY).failed == 1
    assert states() == [State.FAILED]
    assert queries.broken_addresses(SYSTEM) == []


def test_a_server_that_dies_in_the_middle_loses_nothing_and_doubles_only_the_same_id() -> None:
    made = letters(4)
    box = Box()
    box.of_letter = lambda _: "die" if len(box.taken) == 1 else OK
    with mail_server(box):
        send(SOON_DAY)
        send(SOON_DAY + WAITS[0])
    assert states() == [State.SENT] * 4
    assert set(box.ids) == {f"<{letter.message_key}@kemi.invalid>" for letter in made}
    assert len(box.ids) == 5


def test_a_server_out_of_reach_ends_the_run_and_costs_no_try() -> None:
    letters(4)
    box = Box()
    with nobody_home():
        told = send(SOON_DAY)
    assert (told.is_reachable, told.sent, told.later) == (False, 0, 2)
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {0}
    with mail_server(box):
        assert send(SOON_DAY + WAITS[0]).sent == 4


def test_a_person_who_lost_the_address_meanwhile_is_told_to_the_keepers() -> None:
    (letter,) = letters(1)
    user = letter.person.user
    assert user is not None
    letter.person.work_email = user.email = ""
    user.save(update_fields=["email"])
    letter.person.save(update_fields=["work_email"])
    with mail_server(Box()):
        assert send(SOON_DAY).failed == 1
    letter.refresh_from_db()
    assert (letter.state, letter.last_error) == (State.FAILED, NO_ADDRESS)


def test_what_a_killed_run_had_in_hand_is_sent_by_the_next() -> None:
    letters(2)
    cut = Delivery.objects.order_by("id")[0]
    Delivery.objects.filter(pk=cut.pk).update(
        state=State.SENDING, claimed_at=SOON_DAY, claimed_by="kone"
    )
    with mail_server(Box()):
        assert send(SOON_DAY + timedelta(seconds=5)).sent == 2


def test_a_letter_whose_run_is_killed_again_and_again_is_given_up() -> None:
    letters(1)
    for _ in range(len(WAITS) + 1):
        Delivery.objects.update(state=State.SENDING, claimed_at=SOON_DAY, claimed_by="kone")
        with nobody_home():
            send(SOON_DAY)
    assert states() == [State.FAILED]


def test_what_another_machine_has_in_hand_is_left_to_it_for_a_while() -> None:
    letters(2)
    held = Delivery.objects.order_by("id")[0]
    Delivery.objects.filter(pk=held.pk).update(
        state=State.SENDING, claimed_at=SOON_DAY, claimed_by="toinen"
    )
    with mail_server(Box()):
        assert send(SOON_DAY + timedelta(minutes=1)).sent == 1
        assert send(SOON_DAY + timedelta(minutes=11)).sent == 1


def test_the_links_of_a_letter_are_nowhere_in_the_outbox() -> None:
    letters(1)
    with mail_server(Box()):
        send(SOON_DAY)
    row = Delivery.objects.values().get()
    assert "kemi.invalid/" not in str(row)


def test_only_the_timer_and_keepers_send() -> None:
    given = reporting()
    office = Office("kone", "kemi.invalid", addresses, clock=lambda: SOON_DAY)
    with pytest.raises(NotAllowed), Postman("ruori@kemi.invalid") as postman:
        actions.send_outbox(postman=postman, office=office, by=given.liisa, at=SOON_DAY)
