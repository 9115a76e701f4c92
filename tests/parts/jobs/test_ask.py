"""Asking for long work."""

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from ruori.accounts.rules import RESIDENT, TIMER
from ruori.audit.models import TrailEntry
from ruori.jobs.models import Job
from ruori.jobs.rules import State
from ruori.kernel.problems import NotAllowed
from tests.parts.jobs.deeds import LIISA, MATTI, asked, place, run

pytestmark = pytest.mark.django_db


def test_the_job_and_its_place_in_the_queue_are_written_together() -> None:
    job = asked(year=2025)
    assert job.state == State.QUEUED
    assert job.parameters == {"year": 2025}
    assert place(job).args_kwargs["args"] == [job.pk]
    entry = TrailEntry.objects.get()
    assert (entry.verb, entry.object_pk, entry.actor_user_id) == ("job.asked", job.pk, 7)


def test_neither_remains_when_the_deed_around_it_is_undone() -> None:
    with transaction.atomic():
        asked()
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_asking_twice_for_the_same_gives_the_same_job() -> None:
    first = asked(year=2025, parts=["a"])
    assert asked(parts=["a"], year=2025).pk == first.pk
    assert DBTaskResult.objects.count() == 1


def test_another_asker_other_work_or_a_finished_one_gives_a_new_job() -> None:
    first = asked(year=2025)
    others = {asked(year=2024).pk, asked(MATTI, year=2025).pk, asked(kind="OTHER", year=2025).pk}
    run(first)
    others.add(asked(year=2025).pk)
    assert len(others | {first.pk}) == 5


def test_a_resident_cannot_ask_for_long_work() -> None:
    with pytest.raises(NotAllowed):
        asked(RESIDENT)


def test_the_timer_can() -> None:
    assert asked(TIMER).asked_by_label == "ajastin"
    assert asked(LIISA).asked_by_label == "Liisa"
