"""Picking up what a dead worker left."""

from datetime import timedelta

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ruori.accounts.models import SignIn
from ruori.jobs.actions import beat, resume_interrupted
from ruori.jobs.models import Job, Worker
from ruori.jobs.rules import State
from ruori.jobs.worker import work
from tests.parts.jobs.deeds import asked, place, reason, run
from tests.parts.jobs.work import AT, LATER, clock

pytestmark = pytest.mark.django_db


def killed_in(job: Job, worker: str = "w1") -> Job:
    """The job as it lies after its worker was killed in the second step."""
    DBTaskResult.objects.filter(pk=place(job).pk).update(
        status=TaskResultStatus.RUNNING, started_at=AT, worker_ids=[worker]
    )
    with pytest.raises(SystemExit):
        run(job, worker)
    Job.objects.filter(pk=job.pk).update(parameters={"mark": "a"})
    job.refresh_from_db()
    return job


@pytest.mark.django_db(transaction=True)
def test_the_job_of_a_dead_worker_is_done_by_the_next_one() -> None:
    job = killed_in(asked(mark="a", how="killed"))
    beat(worker="w1", at=AT)
    assert resume_interrupted(at=LATER) == 1
    work(name="w2", clock=clock, is_once=True)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.DONE, 2)
    assert SignIn.objects.count() == 1
    assert not Worker.objects.exists()


def test_the_job_of_a_living_worker_is_left_alone_however_long_it_takes() -> None:
    job = killed_in(asked(how="killed"))
    beat(worker="w1", at=LATER)
    assert resume_interrupted(at=LATER) == 0
    job.refresh_from_db()
    assert job.state == State.RUNNING


def test_a_job_begun_a_moment_ago_is_left_alone() -> None:
    killed_in(asked(how="killed"))
    assert resume_interrupted(at=AT + timedelta(seconds=30)) == 0


def test_a_waiting_job_is_left_alone() -> None:
    asked()
    assert resume_interrupted(at=LATER) == 0


def test_a_job_that_lost_three_workers_is_failed() -> None:
    job = killed_in(asked(how="killed"))
    Job.objects.filter(pk=job.pk).update(attempts=3)
    assert resume_interrupted(at=LATER) == 1
    job.refresh_from_db()
    assert (job.state, job.finished_at) == (State.FAILED, LATER)
    assert reason(job)["code"] == "JOB_LOST"


def test_a_job_whose_place_in_the_queue_is_gone_is_failed() -> None:
    job = asked()
    DBTaskResult.objects.all().delete()
    assert resume_interrupted(at=LATER) == 1
    assert reason(job)["code"] == "JOB_LOST"


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_task_could_not_be_loaded_goes_back_to_the_queue() -> None:
    job = asked()
    DBTaskResult.objects.update(task_path="tests.parts.jobs.work.gone")
    work(name="w1", clock=clock, is_once=True)
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED
    DBTaskResult.objects.update(task_path="tests.parts.jobs.work.counting")
    assert resume_interrupted(at=LATER) == 1
    work(name="w1", clock=clock, is_once=True)
    job.refresh_from_db()
    assert job.state == State.DONE
