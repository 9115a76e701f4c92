"""The digests of a morning."""

from datetime import date, datetime, timedelta

import pytest

from ruori.accounts.models import User
from ruori.audit.models import TrailEntry
from ruori.followup import actions as followup
from ruori.followup.codes import Verdict
from ruori.kernel.codes import Visibility
from ruori.kernel.problems import NotAllowed
from ruori.notices import actions, queries
from ruori.notices.actions import Queued
from ruori.notices.models import Delivery, Reminder, Subscription
from ruori.notices.rules.letters import MOST_LINES, WIDTH, State, Topic
from ruori.notices.rules.reminders import passed_stages, subject_of
from ruori.organisation import actions as organisation
from ruori.organisation.rules import SYSTEM
from ruori.plans import actions as plans
from tests import city
from tests.parts.followup.given import more_measures, report
from tests.parts.notices.given import (
    EARLY_DAY,
    LATE_DAY,
    SOON_DAY,
    Reporting,
    letters_to,
    person_of,
    reporting,
)

pytestmark = pytest.mark.django_db

SUNDAY = date(2026, 5, 3)
"""The last day of the week in which the early reminder goes."""


def queue(at: datetime) -> Queued:
    """What the timer writes at an instant."""
    return actions.queue_reminders(by=SYSTEM, at=at)


def test_one_letter_tells_all_that_waits_for_a_person() -> None:
    given = reporting()
    more_measures(given, 2, reported=False)

    assert queue(EARLY_DAY).letters == 1

    (letter,) = letters_to(given.liisa)
    waiting = queries.due(given.liisa, EARLY_DAY)
    assert len(waiting) == 5
    assert set(letter.reminders.values_list("subject", flat=True)) == {
        subject_of(item) for item in waiting
    }
    assert (letter.state, letter.language, letter.is_courtesy) == (State.QUEUED, "fi", True)


def test_every_digest_tells_what_the_page_of_its_reader_tells() -> None:
    given = reporting()
    report(given, given.oona)
    queue(EARLY_DAY)

    for viewer in (given.liisa, given.eero, given.aino, given.oona, given.toni):
        mine = {
            subject_of(item)
            for item in queries.due_of_all(EARLY_DAY)
            if item.owner == viewer.person_id and passed_stages(item.due_on, SUNDAY)
        }
        rows = Reminder.objects.filter(person=viewer.person_id or 0)
        assert set(rows.values_list("subject", flat=True)) == mine
        assert mine <= {subject_of(item) for item in queries.due(viewer, EARLY_DAY)}


def test_running_again_writes_nothing_more() -> None:
    reporting()
    queue(EARLY_DAY)
    before = list(Delivery.objects.values())
    told = TrailEntry.objects.count()

    assert queue(EARLY_DAY + timedelta(minutes=1)).letters == 0
    assert queue(EARLY_DAY + timedelta(hours=5)).letters == 0
    assert (list(Delivery.objects.values()), TrailEntry.objects.count()) == (before, told)


def test_a_day_the_timer_missed_is_told_on_the_next() -> None:
    given = reporting()

    queue(EARLY_DAY + timedelta(days=4))

    (letter,) = letters_to(given.liisa)
    assert set(letter.reminders.values_list("stage", flat=True)) == {"EARLY"}


def test_all_that_was_missed_comes_as_one_line() -> None:
    given = reporting()

    queue(LATE_DAY)

    (letter,) = letters_to(given.liisa)
    assert set(letter.reminders.values_list("stage", flat=True)) == {"EARLY", "SOON", "LATE"}
    assert letter.subject == "Kemi: 3 asiaa odottaa sinua, myöhässä 3"
    assert letter.body.count("[[") == 3


def test_what_is_done_is_not_told() -> None:
    given = reporting()
    queue(EARLY_DAY)
    report(given, given.oona)

    queue(SOON_DAY)

    subjects = {
        row.subject
        for row in Reminder.objects.filter(person=given.liisa.person_id or 0, stage="SOON")
    }
    assert not any(subject.startswith("REPORT_MEASURE") for subject in subjects)


@pytest.mark.parametrize(
    "at",
    [
        EARLY_DAY - timedelta(hours=2),
        EARLY_DAY + timedelta(hours=11),
        EARLY_DAY + timedelta(days=1),
        EARLY_DAY + timedelta(days=2),
    ],
    ids=["before seven", "in the evening", "the first of May", "Saturday"],
)
def test_no_digest_is_written(at: datetime) -> None:
    reporting()
    assert queue(at) == Queued(0, 0)


def test_a_returned_answer_is_told_again_each_time() -> None:
    given = reporting()
    entry = report(given, given.oona)
    queue(EARLY_DAY)
    followup.review_entry(
        entry=entry, verdict=Verdict.RETURNED, reason="Luku?", by=given.aino, at=EARLY_DAY
    )

    queue(EARLY_DAY + timedelta(days=4))

    letter = letters_to(given.liisa)[-1]
    assert "Palautettu sinulle: Avataan uusi liikuntapaikka" in letter.body


def test_who_answers_now_is_told_when_the_holder_left() -> None:
    given = reporting()
    queue(EARLY_DAY)
    heir = city.person("Perijä", account=True)
    city.hold(given.kemi.education_head, heir, deputy_order=1)
    organisation.end_holding(
        post=given.kemi.education_head,
        person=person_of(given.liisa),
        on=EARLY_DAY.date(),
        by=SYSTEM,
        at=EARLY_DAY,
    )

    queue(EARLY_DAY + timedelta(days=4))

    assert Delivery.objects.filter(person=heir).count() == 1


def test_an_owner_without_an_address_is_counted() -> None:
    given = reporting()
    row = person_of(given.liisa)
    organisation.change_person(
        person=row, version=row.version, changes={"work_email": ""}, by=SYSTEM, at=EARLY_DAY
    )
    row.user.email = ""  # type: ignore[union-attr]
    row.user.save(update_fields=["email"])  # type: ignore[union-attr]

    assert queue(EARLY_DAY) == Queued(0, 1)


def test_a_declined_early_reminder_is_not_written_and_the_next_one_is() -> None:
    given = reporting()
    Subscription.objects.create(
        person=person_of(given.liisa),
        topic=Topic.EARLY_REMINDERS,
        is_wanted=False,
        changed_at=EARLY_DAY,
    )

    assert queue(EARLY_DAY).letters == 0
    assert queue(SOON_DAY).letters == 1


def test_the_name_of_a_thing_that_is_not_public_stays_out_of_the_letter() -> None:
    given = reporting()
    plans.change_measure(
        measure=given.measure,
        version=given.measure.version,
        changes={"visibility": Visibility.IN_PREPARATION},
        by=SYSTEM,
        at=city.AT,
    )

    queue(EARLY_DAY)

    (letter,) = letters_to(given.liisa)
    assert "Avataan uusi liikuntapaikka" not in letter.body
    assert "Raportoi (15.5.2026)" in letter.body


@pytest.mark.parametrize("count", [0, 1, 2, 30])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_letter_is_short_and_narrow(language: str, count: int) -> None:
    given = reporting()
    more_measures(given, count, reported=False)
    user = User.objects.get(person=given.liisa.person_id)
    user.language = language
    user.save(update_fields=["language"])

    queue(EARLY_DAY)

    (letter,) = letters_to(given.liisa)
    lines = letter.body.splitlines()
    assert len(lines) <= MOST_LINES
    assert [line for line in lines if len(line) > WIDTH and "[[" not in line] == []
    assert len(letter.subject) <= WIDTH
    assert letter.language == language


def test_only_the_timer_and_keepers_write_digests() -> None:
    given = reporting()
    with pytest.raises(NotAllowed):
        actions.queue_reminders(by=given.liisa, at=EARLY_DAY)
    assert isinstance(given, Reporting)
