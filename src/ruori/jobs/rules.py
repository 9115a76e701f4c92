"""Long work in plain values: its steps, how far it is, how long it will take."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from ruori.accounts.rules import Actor
from ruori.kernel.problems import Ref
from ruori.kernel.text import Text

LABEL: Final = "jobs.job"
BEAT: Final = timedelta(seconds=10)
ALIVE_FOR: Final = timedelta(seconds=30)
LOST_AFTER: Final = timedelta(minutes=2)
MAX_ATTEMPTS: Final = 3
RUNS_COMPARED: Final = 5
TELL_EVERY: Final = timedelta(seconds=1)


class State(StrEnum):
    """Where a job is."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


class StepState(StrEnum):
    """Where one step of a job is."""

    DONE = "DONE"
    NOW = "NOW"
    COMING = "COMING"


UNFINISHED: Final = (State.QUEUED, State.RUNNING)


@dataclass(frozen=True, slots=True)
class Doing:
    """What a step gets: what was asked, what earlier steps gave, for whom, and at which instant.

    `tell(done, total)` reports progress. Told inside a database transaction it is seen only when
    that ends.
    """

    parameters: Mapping[str, Any]
    so_far: Mapping[str, Any]
    by: Actor
    at: datetime
    tell: Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a code that is never renamed, words (a msgid), and the deed.

    `unit` (a msgid) names what it counts: rows, measures.
    The deed returns plain values to keep, or nothing. A step interrupted in the middle is done
    again, so doing it twice must be harmless.
    """

    code: str
    words: str
    do: Callable[[Doing], Mapping[str, Any] | None]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job says when it is done: a msgid with its facts, and the record it made."""

    msgid: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    about: Ref | None = None


@dataclass(frozen=True, slots=True)
class PastRun:
    """An earlier run of the same kind: how long it took, over how many things (0 = unknown)."""

    seconds: float
    total: int


@dataclass(frozen=True, slots=True)
class Span:
    """A range of time in whole seconds."""

    low: int
    high: int


def estimate(runs: Sequence[PastRun], total: int) -> Span | None:
    """How long a job takes, as a range from earlier runs; None before the first one.

    When every run and this one know their size, time is compared per thing. A range of one run
    is that run.
    """
    if not runs:
        return None
    if total and all(run.total for run in runs):
        seconds = [run.seconds / run.total * total for run in runs]
    else:
        seconds = [run.seconds for run in runs]
    return Span(max(1, round(min(seconds))), max(1, round(max(seconds))))


def remaining(elapsed: float, done: int, total: int) -> int | None:
    """Whole seconds left at the pace so far; None before anything is done or when all is."""
    if done <= 0 or total <= done:
        return None
    return max(1, round(elapsed / done * (total - done)))


def quarter(done: int, total: int) -> int:
    """How many full quarters are done, 0–4: a screen reader is told of these only."""
    return min(4, done * 4 // total) if total > 0 else 0


def is_alive(seen_at: datetime, at: datetime) -> bool:
    """True when a worker gave a sign of life within half a minute (it gives one in 10 s)."""
    return at - seen_at < ALIVE_FOR


def step_states(codes: Sequence[str], done: Sequence[str], state: State) -> tuple[StepState, ...]:
    """The state of each step in order: the first one not done is going on while the job runs."""
    states = [StepState.DONE if code in done else StepState.COMING for code in codes]
    if state is State.RUNNING and StepState.COMING in states:
        states[states.index(StepState.COMING)] = StepState.NOW
    return tuple(states)


def kept_outcome(outcome: Outcome) -> dict[str, Any]:
    """An outcome as plain values a step can return; read back by `outcome_of`."""
    kept: dict[str, Any] = {"said": {"msgid": outcome.msgid, "facts": dict(outcome.facts)}}
    if outcome.about:
        about = outcome.about
        kept["about"] = {"label": about.label, "pk": about.pk, "title": dict(about.title)}
    return kept


def outcome_of(result: Mapping[str, Any]) -> Outcome:
    """The outcome in the kept result of a job; empty when its steps left none."""
    said = result.get("said", {})
    about = result.get("about")
    return Outcome(
        msgid=said.get("msgid", ""),
        facts=said.get("facts", {}),
        about=Ref(about["label"], about["pk"], Text(about["title"])) if about else None,
    )
