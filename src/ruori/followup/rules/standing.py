"""Where a unit stands in a round, and what a round has cost those who answered.

| asked | answered | returned | summary | past its day | stands |
|---|---|---|---|---|---|
| 0 | 0 | 0 | – | – | NOT_ASKED |
| 12 | 12 | 0 | approved | – | APPROVED |
| 12 | 8 | 0 | – | yes | LATE |
| 12 | 12 | 1 | any but approved | – | RETURNED |
| 12 | 12 | 0 | handed in | – | HANDED_IN |
| 12 | 12 | 0 | – | – | READY |
| 12 | 0 | 0 | – | no | SILENT |
| 12 | 8 | 0 | – | no | BEGUN |
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from ruori.cycle.rules import RoundState
from ruori.followup.codes import UnitReportState

MINUTES_OF_A_QUESTION = Decimal("0.75")
"""An assumption: one answer takes three quarters of a minute (experience, aims: ≤ 45 s)."""


class UnitStanding(StrEnum):
    """Where a unit stands in a round, the most urgent first."""

    LATE = "LATE"
    RETURNED = "RETURNED"
    SILENT = "SILENT"
    BEGUN = "BEGUN"
    READY = "READY"
    HANDED_IN = "HANDED_IN"
    APPROVED = "APPROVED"
    NOT_ASKED = "NOT_ASKED"


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted of a unit in a round: questions, answers, and answers sent back."""

    asked: int
    answered: int
    returned: int = 0

    @property
    def is_ready(self) -> bool:
        """True when everything asked has been answered and nothing was sent back."""
        return self.answered == self.asked and not self.returned


def unit_standing(counted: Counted, *, report: UnitReportState, is_past_due: bool) -> UnitStanding:
    """Where a unit stands (the table above)."""
    if not counted.asked:
        return UnitStanding.NOT_ASKED
    if report is UnitReportState.APPROVED and counted.is_ready:
        return UnitStanding.APPROVED
    if is_past_due and counted.answered < counted.asked:
        return UnitStanding.LATE
    is_returned = bool(counted.returned) or report is UnitReportState.RETURNED
    return UnitStanding.RETURNED if is_returned else _without_trouble(counted, report)


def _without_trouble(counted: Counted, report: UnitReportState) -> UnitStanding:
    if not counted.is_ready:
        return UnitStanding.BEGUN if counted.answered else UnitStanding.SILENT
    is_in = report is UnitReportState.SUBMITTED
    return UnitStanding.HANDED_IN if is_in else UnitStanding.READY


class LifeStep(StrEnum):
    """The steps of a round's life line as people know them (experience W3), in order."""

    PREPARATION = "PREPARATION"
    REPORTING = "REPORTING"
    APPROVAL = "APPROVAL"
    CLOSED = "CLOSED"
    FROZEN = "FROZEN"
    DECIDING = "DECIDING"
    PUBLISHED = "PUBLISHED"


def life_step(state: RoundState, *, is_all_in: bool, has_edition: bool) -> LifeStep:
    """Where a round is on its life line.

    Two of the steps are no stored state: an open round is being approved when every answer is in
    or the day has passed (`is_all_in`), and a frozen one is with the bodies once it has an edition.
    """
    if state is RoundState.OPEN:
        return LifeStep.APPROVAL if is_all_in else LifeStep.REPORTING
    if state is RoundState.FROZEN:
        return LifeStep.DECIDING if has_edition else LifeStep.FROZEN
    return {
        RoundState.PLANNED: LifeStep.PREPARATION,
        RoundState.CLOSED: LifeStep.CLOSED,
        RoundState.PUBLISHED: LifeStep.PUBLISHED,
    }[state]


def estimated_minutes(questions: int) -> int:
    """How long answering takes altogether, in whole minutes, by the assumption above."""
    minutes = questions * MINUTES_OF_A_QUESTION
    return int(minutes.quantize(Decimal(1), rounding=ROUND_HALF_UP))
