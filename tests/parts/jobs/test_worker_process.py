"""The worker as a process of its own: told to stop, and killed."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.utils import timezone

from ruori.accounts.models import SignIn
from ruori.jobs.actions import resume_interrupted
from ruori.jobs.models import Job, Worker
from ruori.jobs.rules import State
from ruori.jobs.worker import work
from tests.killing import surroundings
from tests.parts.jobs.deeds import asked
from tests.parts.jobs.work import waiting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

WORK = """
import django; django.setup()
from django.utils import timezone
from ruori.jobs.worker import work
work(name="process", clock=timezone.now)
"""
TOLD_AT_ITS_FIRST_SIGN = """
import signal
import django; django.setup()
from django.utils import timezone
from ruori.jobs import worker
beat = worker.beat
def seen(**sign):
    beat(**sign)
    signal.raise_signal(signal.SIGTERM)
worker.beat = seen
worker.work(name="process", clock=timezone.now)
"""


@contextmanager
def worker_process(code: str = WORK) -> Iterator[subprocess.Popen[bytes]]:
    """A worker in a process of its own, on the database of the test."""
    process = subprocess.Popen([sys.executable, "-c", code], env=surroundings())
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until(true: Callable[[], bool]) -> None:
    """Wait, at most 30 s, until something is true."""
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline, "waited for nothing"
        time.sleep(0.05)


def is_in_second_step(job: Job) -> bool:
    """Whether the first step of a job is behind."""
    job.refresh_from_db()
    return bool(job.steps_done == ["COUNT"])


def test_a_worker_told_to_stop_finishes_the_job_in_hand_and_takes_leave() -> None:
    with worker_process() as process:
        job = asked(task=waiting, mark="a", seconds=1)
        until(lambda: is_in_second_step(job))
        assert Worker.objects.filter(name="process").exists()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
    job.refresh_from_db()
    assert job.state == State.DONE
    assert not Worker.objects.exists()


def test_an_idle_worker_told_to_stop_ends_at_once() -> None:
    with worker_process() as process:
        until(lambda: Worker.objects.filter(name="process").exists())
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
    assert not Worker.objects.exists()


def test_a_worker_told_to_stop_as_soon_as_it_is_seen_takes_leave() -> None:
    with worker_process(TOLD_AT_ITS_FIRST_SIGN) as process:
        assert process.wait(timeout=30) == 0
    assert not Worker.objects.exists()


def test_the_job_of_a_killed_worker_goes_on_from_its_second_step() -> None:
    with worker_process() as process:
        job = asked(task=waiting, mark="a", seconds=60)
        until(lambda: is_in_second_step(job))
        process.kill()
        process.wait()
    Job.objects.filter(pk=job.pk).update(parameters={"mark": "a", "seconds": 0})
    assert resume_interrupted(at=timezone.now()) == 0
    assert resume_interrupted(at=timezone.now() + timedelta(minutes=3)) == 1
    work(name="next", clock=timezone.now, is_once=True)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.worker) == (State.DONE, 2, "next")
    assert SignIn.objects.count() == 1
