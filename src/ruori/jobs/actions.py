"""The deeds of long work: asking, doing step by step, stopping, and picking up what was cut."""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ruori.accounts.rules import TIMER, Actor, ActorKind
from ruori.audit.actions import record
from ruori.jobs import access
from ruori.jobs.models import Job, Worker
from ruori.jobs.rules import (
    LABEL,
    LOST_AFTER,
    MAX_ATTEMPTS,
    TELL_EVERY,
    UNFINISHED,
    Doing,
    State,
    Step,
)
from ruori.kernel.canonical import canonical_json, plain
from ruori.kernel.problems import Problem, Ref, Refused, refuse, require
from ruori.kernel.text import N_, Text

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]


class TakenOver(Exception):
    """A worker thought dead came back to a job that was given to another, stopped or failed."""


@transaction.atomic
def ask(
    *,
    kind: str,
    title: Text,
    parameters: Mapping[str, Any],
    task: Task[[int], None],
    by: Actor,
    at: datetime,
) -> int:
    """Put long work in the queue and give the key of its job.

    `task` is the function of the part above that calls `run_steps` with its own steps. Asking
    again for what already waits or runs gives that same job. Raises NotAllowed.
    """
    require(access.may_ask(by))
    # Sorted keys: SQLite compares JSON as text.
    kept = json.loads(canonical_json(parameters))
    same = Job.objects.filter(
        kind=kind,
        parameters=kept,
        asked_by_kind=by.kind,
        asked_by_id=by.user_id,
        state__in=UNFINISHED,
        is_cancel_asked=False,
    ).first()
    if same:
        return same.pk
    job = Job.objects.create(
        kind=kind,
        title=title,
        parameters=kept,
        queued_at=at,
        asked_by_kind=by.kind,
        asked_by_id=by.user_id,
        asked_by_label=by.label[:200],
    )
    job.task_id = task.enqueue(job.pk).id
    job.save(update_fields=["task_id"])
    _trail("job.asked", job, by=by, at=at)
    return job.pk


@transaction.atomic
def cancel(*, job: Job, by: Actor, oversees: bool, at: datetime) -> State:
    """Stop a job: a waiting one at once, a running one before its next step.

    Raises NotAllowed, and Refused when the job has already ended.
    """
    require(access.may_cancel(by, job, oversees=oversees))
    now = Job.objects.select_for_update().get(pk=job.pk)
    if now.state not in UNFINISHED:
        raise refuse("JOB_ENDED", N_("The work has already ended."), _ref(job))
    if now.state == State.RUNNING:
        _write(now, is_cancel_asked=True)
    else:
        _write(now, state=State.CANCELLED, finished_at=at)
    _trail("job.cancelled", job, by=by, at=at, was=now.state)
    return State.RUNNING if now.state == State.RUNNING else State.CANCELLED


@transaction.atomic
def ask_again(*, job: Job, by: Actor, oversees: bool, at: datetime) -> None:
    """Queue a failed or cancelled job again; the steps it finished are not repeated.

    Raises NotAllowed, and Refused when the job has not ended so or its work was swept away.
    """
    require(access.may_ask_again(by, job, oversees=oversees))
    now = Job.objects.select_for_update().get(pk=job.pk)
    if now.state not in {State.FAILED, State.CANCELLED}:
        raise refuse(
            "JOB_NOT_STOPPED", N_("Only failed or cancelled work can be started again."), _ref(job)
        )
    if not _requeue(now):
        raise refuse(
            "JOB_TOO_OLD",
            N_("The work is too old to be started again. Ask for it anew."),
            _ref(job),
        )
    _write(
        now,
        state=State.QUEUED,
        queued_at=at,
        started_at=None,
        finished_at=None,
        problem=None,
        is_cancel_asked=False,
    )
    _trail("job.asked_again", job, by=by, at=at)


def run_steps(*, job_pk: int, steps: Sequence[Step], worker: str, clock: Clock) -> State:
    """Do the steps of a queued job in order, skipping those done before an interruption.

    Called by the task function of the part that knows the work. `clock` comes from the face the
    worker belongs to. A Refused step ends the job as FAILED with its reason; anything else is
    kept as a fault and raised again, so the worker's log has it. A job that is not waiting
    (cancelled, already done) is left alone.
    """
    job = _start(job_pk=job_pk, steps=steps, worker=worker, at=clock())
    try:
        return _run(job, steps, clock) if job else _state_of(job_pk)
    except TakenOver:
        return _state_of(job_pk)


@transaction.atomic
def beat(*, worker: str, at: datetime) -> None:
    """Note that a worker is alive."""
    if not Worker.objects.filter(name=worker).update(seen_at=at):
        Worker.objects.get_or_create(name=worker, defaults={"started_at": at, "seen_at": at})


@transaction.atomic
def leave(*, worker: str) -> None:
    """Note that a worker stopped of its own will."""
    Worker.objects.filter(name=worker).delete()


@transaction.atomic
def resume_interrupted(*, at: datetime) -> int:
    """Queue again the jobs whose worker died; give their number. Run by the timer.

    A job that lost its worker three times is failed instead: it may be what kills it.
    """
    Worker.objects.filter(seen_at__lt=at - LOST_AFTER).delete()
    living = set(Worker.objects.values_list("name", flat=True))
    jobs = Job.objects.select_for_update().filter(state__in=UNFINISHED).order_by("pk")
    cut = [job for job in jobs if _is_cut(job, living, at)]
    for job in cut:
        if job.attempts >= MAX_ATTEMPTS or not _requeue(job):
            _write(job, **_failure(_lost(job), at))
            _trail("job.failed", job, by=TIMER, at=at, code="JOB_LOST")
            continue
        _write(job, state=State.QUEUED, worker="")
        _trail("job.resumed", job, by=TIMER, at=at, attempts=job.attempts)
    return len(cut)


def _run(job: Job, steps: Sequence[Step], clock: Clock) -> State:
    for step in steps:
        if step.code in job.steps_done:
            continue
        if _is_stopped(job, at=clock()):
            return State.CANCELLED
        try:
            _do(job, step, clock=clock)
        except Refused as refusal:
            return _fail_running(job, refusal.problem, at=clock())
        except TakenOver:
            raise
        except Exception:
            log.exception("job %s failed in step %s", job.pk, step.code)
            _fail_running(job, _fault(job), at=clock())
            raise
    return _finish(job, at=clock())


def _state_of(job_pk: int) -> State:
    return State(Job.objects.values_list("state", flat=True).get(pk=job_pk))


def _is_cut(job: Job, living: set[str], at: datetime) -> bool:
    task = DBTaskResult.objects.filter(pk=job.task_id).first() if job.task_id else None
    if task is None or task.status == TaskResultStatus.READY:
        return task is None
    if task.status != TaskResultStatus.RUNNING:
        # The task ended (or could not be loaded) without the job being told.
        return True
    is_young = task.started_at is not None and at - task.started_at < LOST_AFTER
    return not is_young and not living.intersection(task.worker_ids[-1:])


def _requeue(job: Job) -> bool:
    return job.task_id is not None and bool(
        DBTaskResult.objects.filter(pk=job.task_id).update(
            status=TaskResultStatus.READY, started_at=None, finished_at=None
        )
    )


@transaction.atomic
def _start(*, job_pk: int, steps: Sequence[Step], worker: str, at: datetime) -> Job | None:
    began = Job.objects.filter(pk=job_pk, state=State.QUEUED).update(
        state=State.RUNNING,
        started_at=at,
        worker=worker,
        attempts=F("attempts") + 1,
        steps=[{"code": step.code, "words": step.words, "unit": step.unit} for step in steps],
        version=F("version") + 1,
    )
    if not began:
        return None
    job = Job.objects.get(pk=job_pk)
    _trail("job.started", job, by=TIMER, at=at, attempts=job.attempts)
    return job


def _is_stopped(job: Job, *, at: datetime) -> bool:
    if not Job.objects.filter(pk=job.pk, is_cancel_asked=True).exists():
        return False
    with transaction.atomic():
        _write_running(job, state=State.CANCELLED, finished_at=at)
        _trail("job.stopped", job, by=TIMER, at=at, steps_done=job.steps_done)
    return True


def _do(job: Job, step: Step, *, clock: Clock) -> None:
    _write_running(job, step=step.words, done_count=0, total=0)
    given = step.do(
        Doing(
            parameters=job.parameters,
            so_far=dict(job.result),
            by=Actor(ActorKind(job.asked_by_kind), job.asked_by_id, job.asked_by_label),
            at=clock(),
            tell=_teller(job, clock),
        )
    )
    job.result = {**job.result, **plain(dict(given or {}))}
    job.steps_done = [*job.steps_done, step.code]
    _write_running(job, result=job.result, steps_done=job.steps_done)


def _teller(job: Job, clock: Clock) -> Callable[[int, int], None]:
    told_at: list[datetime] = []

    def tell(done: int, total: int) -> None:
        now = clock()
        if done < total and told_at and now - told_at[-1] < TELL_EVERY:
            return
        told_at[:] = [now]
        _write_running(job, done_count=min(done, total) if total else done, total=total)

    return tell


def _finish(job: Job, *, at: datetime) -> State:
    with transaction.atomic():
        _write_running(job, state=State.DONE, finished_at=at, is_cancel_asked=False)
        _trail("job.finished", job, by=TIMER, at=at)
    return State.DONE


def _fail_running(job: Job, problem: Problem, *, at: datetime) -> State:
    with transaction.atomic():
        _write_running(job, **_failure(problem, at))
        _trail("job.failed", job, by=TIMER, at=at, code=problem.code)
    return State.FAILED


def _failure(problem: Problem, at: datetime) -> dict[str, Any]:
    kept = plain({"code": problem.code, "msgid": problem.msgid, "facts": dict(problem.facts)})
    return {"state": State.FAILED, "finished_at": at, "problem": kept}


def _fault(job: Job) -> Problem:
    return Problem(
        code="JOB_FAULT",
        msgid=N_("The program failed. Tell the maintainer the number of the work: %(number)s."),
        facts={"number": job.pk},
    )


def _lost(job: Job) -> Problem:
    return Problem(
        code="JOB_LOST",
        msgid=N_(
            "The work was cut off and could not be continued. Tell the maintainer the number of"
            " the work: %(number)s."
        ),
        facts={"number": job.pk},
    )


def _write(job: Job, **changes: Any) -> None:
    Job.objects.filter(pk=job.pk).update(version=F("version") + 1, **changes)


def _write_running(job: Job, **changes: Any) -> None:
    """Write as the worker that has the job. Raises TakenOver when it no longer has it."""
    mine = Job.objects.filter(
        pk=job.pk, state=State.RUNNING, worker=job.worker, attempts=job.attempts
    )
    if not mine.update(version=F("version") + 1, **changes):
        raise TakenOver(job.pk)


def _ref(job: Job) -> Ref:
    return Ref(LABEL, job.pk, job.title)


def _trail(verb: str, job: Job, *, by: Actor, at: datetime, **facts: Any) -> None:
    record(verb=verb, about=_ref(job), by=by, at=at, facts={"kind": job.kind, **facts})
