"""Where a unit stands in a round, where the round is on its life line, and what it costs."""

import pytest

from ruori.cycle.rules import RoundState
from ruori.followup.codes import UnitReportState
from ruori.followup.rules.standing import (
    Counted,
    LifeStep,
    UnitStanding,
    estimated_minutes,
    life_step,
    unit_standing,
)

OPENED, SUBMITTED = UnitReportState.OPENED, UnitReportState.SUBMITTED
APPROVED, RETURNED = UnitReportState.APPROVED, UnitReportState.RETURNED


@pytest.mark.parametrize(
    ("asked", "answered", "returned", "report", "is_past_due", "expected"),
    [
        (0, 0, 0, OPENED, True, UnitStanding.NOT_ASKED),
        (12, 12, 0, APPROVED, True, UnitStanding.APPROVED),
        (12, 8, 0, APPROVED, False, UnitStanding.BEGUN),
        (12, 12, 1, APPROVED, False, UnitStanding.RETURNED),
        (12, 8, 0, OPENED, True, UnitStanding.LATE),
        (12, 8, 1, OPENED, True, UnitStanding.LATE),
        (12, 12, 1, SUBMITTED, True, UnitStanding.RETURNED),
        (12, 12, 0, RETURNED, False, UnitStanding.RETURNED),
        (12, 12, 0, SUBMITTED, True, UnitStanding.HANDED_IN),
        (12, 12, 0, OPENED, True, UnitStanding.READY),
        (12, 0, 0, OPENED, False, UnitStanding.SILENT),
        (12, 8, 0, OPENED, False, UnitStanding.BEGUN),
    ],
)
def test_a_unit_stands_where_its_answers_and_its_summary_put_it(
    asked: int,
    answered: int,
    returned: int,
    report: UnitReportState,
    is_past_due: bool,
    expected: UnitStanding,
) -> None:
    counted = Counted(asked, answered, returned)
    assert unit_standing(counted, report=report, is_past_due=is_past_due) is expected


@pytest.mark.parametrize(
    ("state", "is_all_in", "has_edition", "expected"),
    [
        (RoundState.PLANNED, False, False, LifeStep.PREPARATION),
        (RoundState.OPEN, False, False, LifeStep.REPORTING),
        (RoundState.OPEN, True, False, LifeStep.APPROVAL),
        (RoundState.CLOSED, True, False, LifeStep.CLOSED),
        (RoundState.FROZEN, True, False, LifeStep.FROZEN),
        (RoundState.FROZEN, True, True, LifeStep.DECIDING),
        (RoundState.PUBLISHED, True, True, LifeStep.PUBLISHED),
    ],
)
def test_the_life_line_tells_only_what_is_so(
    state: RoundState, is_all_in: bool, has_edition: bool, expected: LifeStep
) -> None:
    assert life_step(state, is_all_in=is_all_in, has_edition=has_edition) is expected


@pytest.mark.parametrize(("questions", "minutes"), [(0, 0), (1, 1), (2, 2), (4, 3), (500, 375)])
def test_a_question_costs_three_quarters_of_a_minute(questions: int, minutes: int) -> None:
    assert estimated_minutes(questions) == minutes
