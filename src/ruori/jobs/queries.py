"""How far the work is, for the page that shows it and for the one who waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ruori.accounts.rules import Actor
from ruori.jobs import access
from ruori.jobs.models import Job, Worker
from ruori.jobs.rules import (
    RUNS_COMPARED,
    Outcome,
    PastRun,
    Span,
    State,
    StepState,
    estimate,
    is_alive,
    outcome_of,
    quarter,
    remaining,
    step_states,
)
from ruori.kernel.problems import Problem
from ruori.kernel.text import Text


@dataclass(frozen=True, slots=True)
class StepCard:
    """One step: its words and unit (msgids), and whether it is done, going on or coming."""

    words: str
    unit: str
    state: StepState


@dataclass(frozen=True, slots=True)
class JobCard:
    """All that is told of one job. Times in whole seconds; `place` 1 = next, 0 = not queued."""

    pk: int
    kind: str
    title: Text
    state: State
    asked_by: str
    steps: tuple[StepCard, ...]
    done_count: int
    total: int
    quarter: int
    queued_at: datetime
    finished_at: datetime | None
    elapsed: int
    remaining: int | None
    estimate: Span | None
    place: int
    has_worker: bool
    is_cancel_asked: bool
    outcome: Outcome
    problem: Problem | None

    @property
    def is_unfinished(self) -> bool:
        """True while it is waited for."""
        return self.state in {State.QUEUED, State.RUNNING}


def job_card(pk: int, *, by: Actor, oversees: bool, at: datetime) -> JobCard | None:
    """One job as `by` may see it, None when they may not; at most four queries."""
    job = Job.objects.filter(access.visible_to(by, oversees=oversees), pk=pk).first()
    if job is None:
        return None
    is_queued = job.state == State.QUEUED
    return _card(
        job,
        at=at,
        runs=earlier_runs(job.kind),
        place=place_in_queue(job) if is_queued else 0,
        has_worker=is_worker_running(at) if is_queued else True,
    )


def jobs_of(by: Actor, *, at: datetime, limit: int = 10) -> list[JobCard]:
    """The newest jobs somebody asked for, without estimate and place; one query."""
    rows = Job.objects.filter(access.visible_to(by, oversees=False)).order_by("-queued_at", "-pk")
    return [_card(job, at=at, runs=(), place=0, has_worker=True) for job in rows[:limit]]


def place_in_queue(job: Job) -> int:
    """How many jobs are taken before this one is, itself counted; one query."""
    waiting = Job.objects.filter(state=State.QUEUED)
    earlier = waiting.filter(queued_at__lt=job.queued_at) | waiting.filter(
        queued_at=job.queued_at, pk__lte=job.pk
    )
    return earlier.count()


def is_worker_running(at: datetime) -> bool:
    """Whether any worker gave a sign of life lately; one query."""
    seen = Worker.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
    return seen is not None and is_alive(seen, at)


def earlier_runs(kind: str) -> tuple[PastRun, ...]:
    """The newest whole runs of a kind; those cut by a restart are not comparable. One query."""
    rows = Job.objects.filter(
        kind=kind, state=State.DONE, attempts=1, started_at__isnull=False
    ).order_by("-finished_at")[:RUNS_COMPARED]
    return tuple(PastRun(_seconds(row, row.queued_at), row.total) for row in rows)


def _seconds(job: Job, at: datetime) -> float:
    if job.started_at is None:
        return 0.0
    return max(0.0, ((job.finished_at or at) - job.started_at).total_seconds())


def _card(
    job: Job, *, at: datetime, runs: tuple[PastRun, ...], place: int, has_worker: bool
) -> JobCard:
    state = State(job.state)
    elapsed = _seconds(job, at)
    is_running = state is State.RUNNING
    codes = [step["code"] for step in job.steps]
    states = step_states(codes, job.steps_done, state)
    return JobCard(
        pk=job.pk,
        kind=job.kind,
        title=job.title,
        state=state,
        asked_by=job.asked_by_label,
        steps=tuple(
            StepCard(step["words"], step["unit"], now)
            for step, now in zip(job.steps, states, strict=True)
        ),
        done_count=job.done_count,
        total=job.total,
        quarter=quarter(job.done_count, job.total),
        queued_at=job.queued_at,
        finished_at=job.finished_at,
        elapsed=round(elapsed),
        remaining=remaining(elapsed, job.done_count, job.total) if is_running else None,
        estimate=estimate(runs, job.total),
        place=place,
        has_worker=has_worker,
        is_cancel_asked=job.is_cancel_asked,
        outcome=outcome_of(job.result),
        problem=_problem(job.problem),
    )


def _problem(kept: Mapping[str, Any] | None) -> Problem | None:
    if kept is None:
        return None
    return Problem(code=kept["code"], msgid=kept["msgid"], facts=kept["facts"])
