"""The life of a round, and its days (domain § 7)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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


class CycleKind(StrEnum):
    """A budget year or a council term."""

    YEAR = "YEAR"
    TERM = "TERM"


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
