"""Short forms of what the tests do."""

from typing import Any

from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from ruori.accounts.rules import Actor, ActorKind
from ruori.jobs.actions import ask, run_steps
from ruori.jobs.models import Job
from ruori.jobs.rules import State
from ruori.kernel.text import Text
from tests.parts.jobs.work import AT, STEPS, clock, counting

LIISA = Actor(ActorKind.USER, user_id=7, label="Liisa")
MATTI = Actor(ActorKind.USER, user_id=8, label="Matti")
AINO = Actor(ActorKind.USER, user_id=9, label="Aino")


def asked(
    by: Actor = LIISA,
    kind: str = "COUNT",
    task: Task[[int], None] = counting,
    **parameters: Any,
) -> Job:
    """A job in the queue."""
    pk = ask(
        kind=kind,
        title=Text(fi="Laskenta", sv="Räkning"),
        parameters=parameters,
        task=task,
        by=by,
        at=AT,
    )
    return Job.objects.get(pk=pk)


def run(job: Job, worker: str = "w1") -> State:
    """Do a job here and now."""
    return run_steps(job_pk=job.pk, steps=STEPS, worker=worker, clock=clock)


def reason(job: Job) -> dict[str, Any]:
    """Why the job failed, as kept."""
    job.refresh_from_db()
    assert job.problem is not None
    return dict(job.problem)


def place(job: Job) -> DBTaskResult[..., Any]:
    """The job's own row in the queue."""
    assert job.task_id is not None
    return DBTaskResult.objects.get(pk=job.task_id)
