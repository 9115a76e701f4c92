"""Work for the tests: tasks are found by their address, so they live in a module of their own."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone
from django_tasks import TaskContext, task

from ruori.accounts.models import SignIn
from ruori.jobs.actions import run_steps
from ruori.jobs.rules import Doing, Outcome, Step, kept_outcome
from ruori.kernel.problems import refuse

AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
LATER = AT + timedelta(minutes=10)


def count(doing: Doing) -> dict[str, Any]:
    """Leave a row behind, so that a test can count how often this was done."""
    mark = str(doing.parameters.get("mark", ""))
    SignIn.objects.create(email_sha256=mark, at=doing.at, succeeded=True)
    doing.tell(1, 2)
    doing.tell(2, 2)
    return {"counted": SignIn.objects.filter(email_sha256=mark).count()}


def tell_outcome(doing: Doing) -> dict[str, Any]:
    """Say how it went, from what the step before found."""
    return kept_outcome(Outcome("%(counted)s counted.", {"counted": doing.so_far["counted"]}))


def stumble(doing: Doing) -> None:
    """Be refused, or fall, as the parameters say."""
    if doing.parameters.get("how") == "refused":
        raise refuse("ROUND_OPEN", "The round %(round)s is still open.", round="2025")
    if doing.parameters.get("how") == "killed":
        raise SystemExit
    if doing.parameters.get("how") == "fault":
        raise ZeroDivisionError


STEPS = (
    Step("COUNT", "Counting", count),
    Step("STUMBLE", "Stumbling", stumble),
    Step("TELL", "Telling", tell_outcome),
)


def clock() -> datetime:
    """A clock that stands still."""
    return AT


@task(takes_context=True)
def counting(context: TaskContext, job_pk: int) -> None:
    """The long work of the tests."""
    run_steps(job_pk=job_pk, steps=STEPS, worker=context.task_result.worker_ids[-1], clock=clock)


def wait(doing: Doing) -> None:
    """Take as many seconds as asked, in real time."""
    time.sleep(float(doing.parameters["seconds"]))


@task(takes_context=True)
def waiting(context: TaskContext, job_pk: int) -> None:
    """Long work that can be cut in the middle."""
    steps = (STEPS[0], Step("WAIT", "Waiting", wait))
    worker = context.task_result.worker_ids[-1]
    run_steps(job_pk=job_pk, steps=steps, worker=worker, clock=timezone.now)
