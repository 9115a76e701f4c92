"""A new link that somebody asked for on the page of a dead one: mailed to who answers now."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from ruori.accounts.models import User
from ruori.audit.models import TrailEntry
from ruori.cli.main import main
from ruori.followup.actions import issue_link, revoke_links
from ruori.followup.models import UpdateLink
from ruori.followup.queries import requested_links
from ruori.followup.rules.links import LinkItem
from ruori.kernel.problems import NotAllowed
from ruori.notices import actions
from ruori.notices.actions import Queued
from ruori.notices.models import Delivery, Reminder
from ruori.notices.rules.letters import MOST_LINES, WIDTH, State
from ruori.organisation import actions as organisation
from ruori.organisation.models import Person
from ruori.organisation.rules import SYSTEM
from tests import city
from tests.parts.followup.given import close
from tests.parts.notices.given import SOON_DAY, Reporting, letters_to, person_of, reporting
from tests.parts.notices.server import Box, mail_server, nobody_home

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_the_test")]

SENT = datetime(2026, 5, 4, 5, tzinfo=UTC)
SUNDAY = datetime(2026, 5, 10, 19, tzinfo=UTC)
"""Ten in the evening of a day on which no digest goes."""
MINUTE = timedelta(minutes=1)
LINK = re.compile(r"http://localhost:8000(/e/[\w-]+/)")


@pytest.fixture
def given() -> Iterator[Reporting]:
    """An open round, on a Sunday evening."""
    made = reporting()
    with time_machine.travel(SUNDAY, tick=False):
        yield made


def dead(given: Reporting, *, goal: bool = False) -> str:
    """The token of a link of Liisa's that was ended."""
    issued = issue_link(
        item=LinkItem(
            round=given.round.pk,
            measure=None if goal else given.measure.pk,
            goal=given.goal.pk if goal else None,
        ),
        post=given.kemi.education_head.pk,
        person=given.liisa.person_id or 0,
        by=SYSTEM,
        at=SENT,
    )
    revoke_links(links=[issued.link], by=SYSTEM, at=SENT + MINUTE)
    return issued.token


def ask(token: str) -> None:
    """Press the button on the page of a dead link."""
    client = Client()
    assert client.get(reverse("site:update", args=[token])).status_code == 404
    answer = client.post(reverse("site:update_new_link", args=[token]))
    assert answer.status_code in (200, 302)


def ring(after: timedelta = MINUTE) -> Box:
    """What the timer sends so much later."""
    box = Box()
    with mail_server(box), time_machine.travel(SUNDAY + after, tick=False):
        assert main(["tick"]) == 0
    return box


def mailed(box: Box) -> str:
    """The address in the only letter."""
    (letter,) = box.taken
    (place,) = LINK.findall(letter.get_content())
    return str(place)


def test_a_dead_link_brings_one_that_opens_by_mail_also_on_a_sunday(given: Reporting) -> None:
    token = dead(given)
    ask(token)
    box = ring()
    assert [str(letter["To"]) for letter in box.taken] == ["liisa@esimerkki.invalid"]
    assert "uusi linkki" in str(box.taken[0]["Subject"])
    place = mailed(box)
    assert token not in place
    page = Client().get(place)
    assert page.status_code == 200
    assert "Avataan uusi liikuntapaikka" in page.content.decode()


def test_the_link_of_a_goal_is_asked_again_in_the_same_way(given: Reporting) -> None:
    ask(dead(given, goal=True))
    assert Client().get(mailed(ring())).status_code == 200


def test_a_second_ring_sends_nothing(given: Reporting) -> None:
    ask(dead(given))
    assert len(ring().taken) == 1
    assert requested_links(SUNDAY + 2 * MINUTE) == []
    assert ring(2 * MINUTE).taken == []
    assert UpdateLink.objects.filter(ended_at=None).count() == 1


def test_a_request_stamped_like_the_link_that_answers_it_is_done(given: Reporting) -> None:
    ask(dead(given))
    assert len(ring(timedelta()).taken) == 1
    assert UpdateLink.objects.get(ended_at=None).issued_at == SUNDAY
    assert requested_links(SUNDAY + MINUTE) == []


def test_the_command_that_sends_letters_sends_it_too(given: Reporting) -> None:
    ask(dead(given))
    box = Box()
    with mail_server(box), time_machine.travel(SUNDAY + MINUTE, tick=False):
        assert main(["notices", "send"]) == 0
    assert Client().get(mailed(box)).status_code == 200


def test_two_dead_links_of_one_thing_bring_one_letter(given: Reporting) -> None:
    ask(dead(given))
    actions.queue_new_links(by=SYSTEM, at=SUNDAY)
    with time_machine.travel(SUNDAY + MINUTE, tick=False):
        ask(dead(given))
    assert len(ring(2 * MINUTE).taken) == 1
    assert ring(3 * MINUTE).taken == []


def test_a_link_asked_for_again_later_is_mailed_again(given: Reporting) -> None:
    token = dead(given)
    ask(token)
    assert len(ring().taken) == 1
    with time_machine.travel(SUNDAY + timedelta(days=1, hours=1), tick=False):
        Client().post(reverse("site:update_new_link", args=[token]))
    actions.queue_new_links(by=SYSTEM, at=SUNDAY + timedelta(days=1, hours=2))
    assert Delivery.objects.filter(reason__startswith="LINK ", state=State.QUEUED).count() == 1


def follow(given: Reporting) -> Person:
    """Somebody else heads education from today on."""
    new = city.person("Uusi", account=True)
    organisation.change_holder(
        post=given.kemi.education_head, person=new, start=date(2026, 5, 10), by=SYSTEM, at=SUNDAY
    )
    return new


def test_when_the_post_has_changed_hands_it_goes_to_who_answers_now_only(given: Reporting) -> None:
    token = dead(given)
    new = follow(given)
    ask(token)
    box = ring()
    assert [str(letter["To"]) for letter in box.taken] == ["uusi@esimerkki.invalid"]
    assert Client().get(mailed(box)).status_code == 200
    assert UpdateLink.objects.get(ended_at=None).person == new


def test_a_letter_that_waits_is_left_unsent_when_the_post_changes_hands(given: Reporting) -> None:
    ask(dead(given))
    actions.queue_new_links(by=SYSTEM, at=SUNDAY)
    new = follow(given)
    assert [str(letter["To"]) for letter in ring().taken] == ["uusi@esimerkki.invalid"]
    (old,) = letters_to(given.liisa)
    assert old.state == State.CANCELLED
    assert TrailEntry.objects.filter(verb="letter.cancelled", object_pk=old.pk).count() == 1
    assert Delivery.objects.get(state=State.SENT).person == new


def test_a_round_that_has_closed_brings_nothing(given: Reporting) -> None:
    token = dead(given)
    ask(token)
    close(given, at=SUNDAY)
    assert ring().taken == []
    assert not Delivery.objects.exists()


def test_a_request_waits_for_a_mail_server_and_is_written_once(given: Reporting) -> None:
    ask(dead(given))
    for minutes in (1, 2):
        with nobody_home(), time_machine.travel(SUNDAY + minutes * MINUTE, tick=False):
            assert main(["tick"]) == (2 if minutes == 1 else 0)
    assert Delivery.objects.count() == 1
    assert len(ring(timedelta(minutes=30)).taken) == 1


def test_it_uses_up_no_digest_and_reminds_of_nothing(given: Reporting) -> None:
    with time_machine.travel(SOON_DAY - timedelta(minutes=90), tick=False):
        ask(dead(given))
    ring(SOON_DAY - SUNDAY - timedelta(minutes=89))
    assert [letter.reason[:5] for letter in letters_to(given.liisa)] == ["LINK "]
    assert not Reminder.objects.exists()
    assert len(ring(SOON_DAY - SUNDAY).taken) == 1
    assert [letter.reason for letter in letters_to(given.liisa)][1:] == ["REMINDERS"]


def test_who_has_no_address_is_counted_and_nothing_is_written(given: Reporting) -> None:
    ask(dead(given))
    person = person_of(given.liisa)
    Person.objects.filter(pk=person.pk).update(work_email="")
    User.objects.filter(pk=given.liisa.actor.user_id or 0).update(email="")
    assert actions.queue_new_links(by=SYSTEM, at=SUNDAY) == Queued(0, 1)
    assert not Delivery.objects.exists()


def test_only_the_timer_and_who_keeps_the_city_writes_them(given: Reporting) -> None:
    with pytest.raises(NotAllowed):
        actions.queue_new_links(by=given.liisa, at=SUNDAY)


def test_many_letters_leave_one_line_in_the_trail(given: Reporting) -> None:
    for goal in (False, True):
        ask(dead(given, goal=goal))
    assert actions.queue_new_links(by=SYSTEM, at=SUNDAY) == Queued(2, 0)
    (line,) = TrailEntry.objects.filter(verb="letter.queued")
    assert line.facts == {"letters": 2}


@pytest.mark.parametrize(
    ("language", "subject", "hello"),
    [
        ("fi", "uusi linkki asiaan, josta vastaat", "Hei, tässä on uusi linkki:"),
        ("sv", "ny länk till det du ansvarar för", "Hej, här är en ny länk:"),
        ("en", "a new link to what you answer for", "Hello, here is a new link:"),
    ],
)
def test_the_letter_is_short_and_in_the_readers_language(
    given: Reporting, language: str, subject: str, hello: str
) -> None:
    ask(dead(given))
    User.objects.filter(pk=given.liisa.actor.user_id or 0).update(language=language)
    actions.queue_new_links(by=SYSTEM, at=SUNDAY)
    (letter,) = letters_to(given.liisa)
    assert subject in letter.subject
    lines = letter.body.splitlines()
    assert lines[0] == hello
    assert len(lines) <= MOST_LINES
    assert all(len(line) <= WIDTH for line in lines)
    assert not letter.is_courtesy
