"""Stopping work, and starting it again."""

import pytest
from django_tasks_db.models import DBTaskResult

from ruori.accounts.models import SignIn
from ruori.jobs.actions import ask_again, cancel, run_steps
from ruori.jobs.models import Job
from ruori.jobs.rules import Doing, State, Step
from ruori.jobs.worker import work
from ruori.kernel.problems import NotAllowed, Refused
from tests.parts.jobs.deeds import AINO, LIISA, MATTI, asked, run
from tests.parts.jobs.work import AT, LATER, STEPS, clock

pytestmark = pytest.mark.django_db


def state(job: Job) -> str:
    """What the table says now."""
    job.refresh_from_db()
    return job.state


def test_a_waiting_job_is_cancelled_at_once_and_never_done() -> None:
    job = asked()
    assert cancel(job=job, by=LIISA, oversees=False, at=AT) is State.CANCELLED
    assert run(job) is State.CANCELLED
    assert state(job) == State.CANCELLED
    assert not SignIn.objects.exists()


def test_a_running_job_stops_before_its_next_step() -> None:
    job = asked(mark="a")

    def ask_to_stop(doing: Doing) -> None:
        now = Job.objects.get(pk=job.pk)
        assert cancel(job=now, by=LIISA, oversees=False, at=doing.at) is State.RUNNING

    steps = (Step("ASK", "Asking", ask_to_stop), *STEPS)
    assert run_steps(job_pk=job.pk, steps=steps, worker="w", clock=clock) is State.CANCELLED
    assert state(job) == State.CANCELLED
    assert job.steps_done == ["ASK"]
    assert not SignIn.objects.exists()


def test_an_ended_job_cannot_be_cancelled() -> None:
    job = asked()
    run(job)
    with pytest.raises(Refused) as refusal:
        cancel(job=job, by=LIISA, oversees=False, at=AT)
    assert refusal.value.problem.code == "JOB_ENDED"


def test_matti_cannot_cancel_liisas_job() -> None:
    job = asked()
    with pytest.raises(NotAllowed):
        cancel(job=job, by=MATTI, oversees=False, at=AT)
    assert state(job) == State.QUEUED


def test_aino_who_oversees_all_work_can() -> None:
    assert cancel(job=asked(), by=AINO, oversees=True, at=AT) is State.CANCELLED


@pytest.mark.django_db(transaction=True)
def test_failed_work_is_started_again_without_repeating_its_finished_steps() -> None:
    job = asked(mark="a", how="refused")
    work(name="w1", clock=clock, is_once=True)
    assert state(job) == State.FAILED
    Job.objects.filter(pk=job.pk).update(parameters={"mark": "a"})
    ask_again(job=job, by=LIISA, oversees=False, at=LATER)
    assert state(job) == State.QUEUED
    assert job.problem is None
    work(name="w1", clock=clock, is_once=True)
    assert state(job) == State.DONE
    assert SignIn.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_cancelled_work_is_started_again_though_its_place_was_never_used() -> None:
    job = asked()
    cancel(job=job, by=LIISA, oversees=False, at=AT)
    ask_again(job=job, by=LIISA, oversees=False, at=LATER)
    work(name="w1", clock=clock, is_once=True)
    assert state(job) == State.DONE


def test_finished_work_cannot_be_started_again() -> None:
    job = asked()
    run(job)
    with pytest.raises(Refused) as refusal:
        ask_again(job=job, by=LIISA, oversees=False, at=LATER)
    assert refusal.value.problem.code == "JOB_NOT_STOPPED"


def test_work_swept_from_the_queue_cannot_be_started_again() -> None:
    job = asked(how="refused")
    run(job)
    DBTaskResult.objects.all().delete()
    with pytest.raises(Refused) as refusal:
        ask_again(job=job, by=LIISA, oversees=False, at=LATER)
    assert refusal.value.problem.code == "JOB_TOO_OLD"


def test_matti_cannot_start_liisas_job_again() -> None:
    job = asked(how="refused")
    run(job)
    with pytest.raises(NotAllowed):
        ask_again(job=job, by=MATTI, oversees=False, at=LATER)
