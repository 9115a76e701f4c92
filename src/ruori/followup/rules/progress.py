"""Progress of a measure: what was written, what the days say, and what must be explained.

Lateness is computed (domain § 8). A writer may say LATE before the day comes, but never takes a
computed LATE away: then both are shown and a reason is required.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ruori.kernel.codes import ENDED_PROGRESS, OUTLOOKS, VERDICTS, Attainment, Progress
from ruori.kernel.problems import Problem
from ruori.kernel.text import N_
from ruori.plans.codes import Phase, Stage
from ruori.plans.rules import EDITED_IN_PLACE

SENTENCE_MAX = 500
"""The longest answer to one question, in characters (experience W2)."""

DEVIATING = frozenset({Progress.LATE, Progress.ON_HOLD, Progress.CANCELLED})
"""Progress that asks for a cause, an action and a new date."""

DEVIATING_OUTLOOKS = frozenset({Attainment.AT_RISK, Attainment.WILL_NOT})
"""Outlooks that ask for a cause and an action."""

_RANKS = {
    Progress.DONE: 4,
    Progress.ESTABLISHED: 4,
    Progress.ON_SCHEDULE: 3,
    Progress.NOT_STARTED: 2,
    Progress.LATE: 1,
    Progress.ON_HOLD: 1,
    Progress.CANCELLED: 0,
}
_OUTLOOK_RANKS = {
    Attainment.MET: 5,
    Attainment.PARTLY_MET: 4,
    Attainment.ON_COURSE: 3,
    Attainment.AT_RISK: 2,
    Attainment.WILL_NOT: 1,
    Attainment.NOT_MET: 0,
}
_PHASES = {
    None: Phase.PLANNED,
    Progress.NOT_REPORTED: Phase.PLANNED,
    Progress.NOT_STARTED: Phase.PLANNED,
    Progress.ON_SCHEDULE: Phase.RUNNING,
    Progress.LATE: Phase.RUNNING,
    Progress.DONE: Phase.DONE,
    Progress.ESTABLISHED: Phase.ESTABLISHED,
    Progress.ON_HOLD: Phase.ON_HOLD,
    Progress.CANCELLED: Phase.CANCELLED,
}
LIVE_PHASES = frozenset({Phase.PLANNED, Phase.RUNNING, Phase.ON_HOLD})
"""Phases in which a measure is followed and asked about (domain § 7)."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """The promised days of a measure: its end, and the days of its tasks still to be done."""

    ends_on: date | None = None
    open_steps: tuple[date, ...] = ()

    def is_overdue(self, as_of: date) -> bool:
        """True when the end has passed or the day of an undone task has."""
        ended = self.ends_on is not None and as_of > self.ends_on
        return ended or any(as_of > due_on for due_on in self.open_steps)


@dataclass(frozen=True, slots=True)
class ShownProgress:
    """What is shown of a measure: the writer's word, and a lateness that nobody can take away."""

    written: Progress
    is_overdue: bool

    @property
    def disagrees(self) -> bool:
        """True when the days say late and the writer says something else."""
        return self.is_overdue and self.written is not Progress.LATE

    @property
    def codes(self) -> tuple[Progress, ...]:
        """The words to show, the writer's first; two when the days disagree."""
        return (self.written, Progress.LATE) if self.disagrees else (self.written,)


def shown_progress(written: Progress | None, schedule: Schedule, *, as_of: date) -> ShownProgress:
    """What a reader sees of a measure on a day; a measure brought to its end is not late."""
    said = written or Progress.NOT_REPORTED
    return ShownProgress(said, said not in ENDED_PROGRESS and schedule.is_overdue(as_of))


def worsened(before: Progress | None, now: Progress) -> bool:
    """True when a measure went backwards; without an earlier word it stood at its start."""
    earlier = _RANKS.get(before or Progress.NOT_STARTED, _RANKS[Progress.NOT_STARTED])
    return _RANKS.get(now, earlier) < earlier


def outlook_worsened(before: Attainment | None, now: Attainment) -> bool:
    """True when a goal looks worse than when last told; without an earlier word, on course."""
    earlier = _OUTLOOK_RANKS.get(before or Attainment.ON_COURSE, 0)
    return _OUTLOOK_RANKS.get(now, earlier) < earlier


def asked_fields(progress: Progress) -> frozenset[str]:
    """The extra questions of a form for this progress."""
    return frozenset({"cause", "action", "new_end_on"}) if progress in DEVIATING else frozenset()


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of an entry."""

    done: str = ""
    effects: str = ""
    cause: str = ""
    action: str = ""
    forecast: str = ""


def progress_problems(
    *, progress: Progress, before: Progress | None, words: Words, is_overdue: bool
) -> list[Problem]:
    """Why a word about a measure cannot be taken as it stands; empty when it can."""
    found = _too_long(words)
    if progress is Progress.NOT_REPORTED:
        found.append(
            Problem("PROGRESS_COMPUTED", N_("“Not reported” is computed and cannot be written."))
        )
    if worsened(before, progress) and not words.done.strip():
        found.append(_sentence_needed())
    shown = ShownProgress(progress, is_overdue and progress not in ENDED_PROGRESS)
    if shown.disagrees and not words.cause.strip():
        found.append(
            Problem(
                "REASON_NEEDED",
                N_("The days say that this is late. Tell why you see it otherwise."),
                {"field": "cause"},
            )
        )
    return found


def allowed_outlooks(*, is_final: bool, has_tests: bool) -> tuple[Attainment, ...]:
    """What a unit may say of a goal: its outlook; at the end of a period, when no tests decide,
    also whether it came true. UNPROVABLE is found by the rule and never claimed."""
    return (*OUTLOOKS, *VERDICTS[:3]) if is_final and not has_tests else OUTLOOKS


_SUCCESS = frozenset({Attainment.ON_COURSE, Attainment.MET})
_FAILURE = frozenset({Attainment.PARTLY_MET, Attainment.NOT_MET})


def outlook_differs(said: Attainment | None, computed: Attainment | None) -> bool:
    """True when the tests already say one thing and the unit another; unknown tests differ from
    nothing."""
    if said is None:
        return False
    if computed is Attainment.MET:
        return said not in _SUCCESS
    return computed in _FAILURE and said in _SUCCESS


def outlook_problems(
    *,
    outlook: Attainment | None,
    before: Attainment | None,
    words: Words,
    is_final: bool,
    has_tests: bool,
    computed: Attainment | None = None,
) -> list[Problem]:
    """Why a word about a goal cannot be taken as it stands; empty when it can.

    At the end of a period the tests decide, so then a tested goal needs no word of its own.
    `computed` is what the tests say so far: a word that differs wants a reason.
    """
    found = _too_long(words)
    if outlook is None:
        return found if is_final and has_tests else [*found, _outlook_needed()]
    if outlook not in allowed_outlooks(is_final=is_final, has_tests=has_tests):
        found.append(
            Problem(
                "OUTLOOK_NOT_ASKED",
                N_("This round does not ask for that assessment."),
                {"field": "outlook", "outlook": outlook},
            )
        )
    if outlook_worsened(before, outlook) and not words.done.strip():
        found.append(_sentence_needed())
    if outlook_differs(outlook, computed) and not words.cause.strip():
        found.append(_reason_needed())
    return found


def _reason_needed() -> Problem:
    return Problem(
        "REASON_NEEDED",
        N_("The tests fixed in advance say otherwise. Tell why you see it differently."),
        {"field": "cause"},
    )


def _outlook_needed() -> Problem:
    return Problem("OUTLOOK_NEEDED", N_("Choose how the goal looks now."), {"field": "outlook"})


def _sentence_needed() -> Problem:
    return Problem(
        "SENTENCE_NEEDED",
        N_("Things have got worse since last time. Tell in one sentence what happened."),
        {"field": "done"},
    )


def _too_long(words: Words) -> list[Problem]:
    texts = {
        "done": words.done,
        "effects": words.effects,
        "cause": words.cause,
        "action": words.action,
        "forecast": words.forecast,
    }
    return [
        Problem(
            "TOO_LONG",
            N_("At most %(limit)s characters; there are %(length)s."),
            {"field": field, "limit": SENTENCE_MAX, "length": len(text)},
        )
        for field, text in texts.items()
        if len(text) > SENTENCE_MAX
    ]


def lacks_reaction(said: Progress | Attainment | None, *, action: str, is_overdue: bool) -> bool:
    """True for a deviation that nobody has said what is done about (L26, A11)."""
    deviates = said in DEVIATING_OUTLOOKS or said is Progress.LATE
    overdue = is_overdue and said not in ENDED_PROGRESS
    return (deviates or overdue) and not action.strip()


def phase_of(
    stage: Stage,
    said: Progress | None,
    *,
    has_heir: bool = False,
    is_merged: bool = False,
) -> Phase:
    """Where a measure is in its life (domain § 7): a function of its plan and its last word.

    `said` is the progress of the last entry that was approved or frozen with its round.
    """
    if stage in EDITED_IN_PLACE:
        return Phase.PROPOSED
    if has_heir:
        return Phase.MERGED if is_merged else Phase.REPLACED
    return _PHASES[said]


def is_live(phase: Phase, stage: Stage) -> bool:
    """True for a measure that a round asks about."""
    return stage in (Stage.ADOPTED, Stage.IN_FORCE) and phase in LIVE_PHASES


def open_days(steps: Iterable[tuple[date, date | None]]) -> tuple[date, ...]:
    """The days of the tasks (due, done) that are not done."""
    return tuple(due_on for due_on, done_on in steps if done_on is None)
