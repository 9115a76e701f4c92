"""The life of a round and its days (domain § 7)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ruori.kernel.problems import Problem
from ruori.kernel.text import N_


class RoundKind(StrEnum):
    """What a round reports (domain § 6)."""

    FOLLOW_UP = "FOLLOW_UP"
    INTERIM_1 = "INTERIM_1"
    INTERIM_2 = "INTERIM_2"
    YEAR_END = "YEAR_END"
    ENVIRONMENT = "ENVIRONMENT"
    WELLBEING = "WELLBEING"


class RoundState(StrEnum):
    """PLANNED → OPEN → CLOSED → FROZEN → PUBLISHED; CLOSED may open again."""

    PLANNED = "PLANNED"
    OPEN = "OPEN"
    CLOSED = "CLOSED"
    FROZEN = "FROZEN"
    PUBLISHED = "PUBLISHED"


STEPS: dict[RoundState, frozenset[RoundState]] = {
    RoundState.PLANNED: frozenset({RoundState.OPEN}),
    RoundState.OPEN: frozenset({RoundState.CLOSED}),
    RoundState.CLOSED: frozenset({RoundState.OPEN, RoundState.FROZEN}),
    RoundState.FROZEN: frozenset({RoundState.PUBLISHED}),
    RoundState.PUBLISHED: frozenset(),
}

YEAR_END_KINDS = frozenset({RoundKind.YEAR_END})


def may_step(state: RoundState, to: RoundState) -> bool:
    """True when a round in `state` may go to `to`."""
    return to in STEPS[state]


_EXPECTED = {
    RoundState.PLANNED: N_("Only a planned round can be opened."),
    RoundState.OPEN: N_("Only an open round can be closed."),
    RoundState.CLOSED: N_("Only a closed round that is not yet frozen allows this."),
    RoundState.FROZEN: N_("Only a frozen round can be published."),
}


def step_problem(state: RoundState, *, expected: RoundState) -> Problem | None:
    """Why a round in `state` cannot take the step that begins from `expected`, or None."""
    if state is expected:
        return None
    return Problem("WRONG_STEP", _EXPECTED[expected], {"state": state})


def may_change(state: RoundState) -> bool:
    """True while the days, title and asked units of a round may still change."""
    return state in (RoundState.PLANNED, RoundState.OPEN)


def accepts_reports(state: RoundState) -> bool:
    """True while heads may still report."""
    return state is RoundState.OPEN


def is_final_report(kind: RoundKind) -> bool:
    """True when goals are judged at the end of a period and not by outlook."""
    return kind in YEAR_END_KINDS


@dataclass(frozen=True, slots=True)
class RoundDays:
    """The days of a round: the period it covers, when it opens and when answers are due."""

    covers_from: date
    covers_to: date
    opens_on: date
    due_on: date

    def disorder(self) -> str:
        """The first pair of days in the wrong order as a code, or an empty text."""
        if self.covers_to < self.covers_from:
            return "COVERS_ENDS_BEFORE_IT_BEGINS"
        if self.due_on < self.opens_on:
            return "DUE_BEFORE_OPENING"
        return ""


_DISORDER = {
    "COVERS_ENDS_BEFORE_IT_BEGINS": (
        "covers_to",
        N_("The period of the round ends before it begins."),
    ),
    "DUE_BEFORE_OPENING": ("due_on", N_("The round is due before it opens.")),
}


def days_problem(days: RoundDays) -> Problem | None:
    """Why the days of a round are in the wrong order, or None."""
    code = days.disorder()
    if not code:
        return None
    field, msgid = _DISORDER[code]
    return Problem(code, msgid, {"field": field})


def unit_due_problem(due_on: date | None, days: RoundDays) -> Problem | None:
    """Why a unit's own deadline does not fit the round, or None; no deadline means the round's."""
    if due_on is None or days.opens_on <= due_on <= days.due_on:
        return None
    return Problem(
        "UNIT_DUE_OUTSIDE_ROUND",
        N_("A unit's own deadline is between %(opens)s and %(due)s, the days of the round."),
        {"opens": days.opens_on, "due": days.due_on, "field": "due_on"},
    )
