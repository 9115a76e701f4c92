"""The worker beside the web process: every job once, on both databases."""

import threading
from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ruori.accounts.models import SignIn
from ruori.jobs import queries
from ruori.jobs.actions import beat, leave
from ruori.jobs.models import Job, Worker
from ruori.jobs.rules import State
from ruori.jobs.worker import work
from tests.parts.jobs.deeds import asked
from tests.parts.jobs.work import AT, LATER, clock, waiting

JOBS = 24


def _work(name: str) -> None:
    try:
        work(name=name, clock=clock, is_once=True)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_each_job_exactly_once() -> None:
    marks = [f"m{number}" for number in range(JOBS)]
    for mark in marks:
        asked(mark=mark)
    workers = [threading.Thread(target=_work, args=(name,)) for name in ("w1", "w2")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    assert Counter(Job.objects.values_list("state", flat=True)) == {State.DONE: JOBS}
    assert Counter(SignIn.objects.values_list("email_sha256", flat=True)) == dict.fromkeys(marks, 1)
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {
        TaskResultStatus.SUCCESSFUL
    }
    assert not Worker.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_fault_in_one_job_does_not_stop_the_next() -> None:
    bad, good = asked(how="fault"), asked(mark="a")
    work(name="w1", clock=clock, is_once=True)
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, good.state) == (State.FAILED, State.DONE)


@pytest.mark.django_db(transaction=True)
def test_a_worker_gives_signs_of_life_while_a_step_takes_long() -> None:
    times = iter(AT + timedelta(seconds=second) for second in range(10_000))
    job = asked(task=waiting, seconds="0.5")
    seen: list[datetime] = []

    def clock() -> datetime:
        seen.append(next(times))
        return seen[-1]

    work(name="w1", clock=clock, is_once=True, beat_every=timedelta(milliseconds=20))
    job.refresh_from_db()
    assert job.state == State.DONE
    # The job has a clock of its own here, so these are the signs of life alone.
    assert len(seen) > 5


@pytest.mark.django_db
def test_a_worker_is_known_by_its_sign_of_life() -> None:
    assert not queries.is_worker_running(AT)
    beat(worker="w1", at=AT)
    assert queries.is_worker_running(AT)
    assert not queries.is_worker_running(LATER)
    beat(worker="w1", at=LATER)
    beat(worker="w2", at=AT)
    assert queries.is_worker_running(LATER)
    assert Worker.objects.get(name="w1").started_at == AT
    leave(worker="w1")
    assert not queries.is_worker_running(LATER)
