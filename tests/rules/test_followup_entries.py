"""Undo, correction, review, links, and the post through which somebody acts."""

from datetime import UTC, datetime, timedelta

import pytest

from ruori.accounts.rules import Actor, ActorKind
from ruori.cycle.rules import RoundState
from ruori.followup.codes import Verdict
from ruori.followup.rules.entries import (
    acting_post,
    answering_unit,
    link_problem,
    may_correct,
    may_take_back,
    nearest_head,
    review_problem,
)
from ruori.kernel.problems import Problem
from ruori.organisation.rules import Chart, Viewer

WRITTEN = datetime(2026, 1, 12, 9, tzinfo=UTC)
LATER_STATES = [
    RoundState.PLANNED,
    RoundState.CLOSED,
    RoundState.FROZEN,
    RoundState.PUBLISHED,
]


def code_of(problem: Problem | None) -> str:
    """The code of a problem, or nothing."""
    return problem.code if problem else ""


@pytest.mark.parametrize(
    ("hours", "verdict", "expected"),
    [
        (24, None, ""),
        (24, Verdict.RETURNED, ""),
        (1, Verdict.APPROVED, "ENTRY_APPROVED"),
        (25, None, "UNDO_TOO_LATE"),
    ],
)
def test_undo_lasts_a_day(hours: int, verdict: Verdict | None, expected: str) -> None:
    at = WRITTEN + timedelta(hours=hours)
    found = may_take_back(recorded_at=WRITTEN, at=at, state=RoundState.OPEN, verdict=verdict)

    assert code_of(found) == expected


@pytest.mark.parametrize("state", LATER_STATES)
def test_undo_ends_with_the_round(state: RoundState) -> None:
    found = may_take_back(recorded_at=WRITTEN, at=WRITTEN, state=state, verdict=None)

    assert code_of(found) == "ROUND_NOT_OPEN"


@pytest.mark.parametrize(
    ("state", "verdict", "steers", "expected"),
    [
        (RoundState.OPEN, None, False, ""),
        (RoundState.OPEN, Verdict.RETURNED, False, ""),
        (RoundState.OPEN, Verdict.APPROVED, True, "ENTRY_APPROVED"),
        (RoundState.CLOSED, None, True, "ROUND_NOT_OPEN"),
        (RoundState.FROZEN, None, True, "ROUND_NOT_OPEN"),
        (RoundState.PUBLISHED, None, False, "ROUND_NOT_OPEN"),
        (RoundState.PUBLISHED, Verdict.APPROVED, True, ""),
    ],
)
def test_who_corrects_when(
    state: RoundState, verdict: Verdict | None, steers: bool, expected: str
) -> None:
    assert code_of(may_correct(state=state, verdict=verdict, steers=steers)) == expected


@pytest.mark.parametrize(
    ("state", "verdict", "reason", "expected"),
    [
        (RoundState.OPEN, Verdict.APPROVED, "", ""),
        (RoundState.CLOSED, Verdict.APPROVED, "", ""),
        (RoundState.FROZEN, Verdict.APPROVED, "", "ROUND_NOT_OPEN"),
        (RoundState.OPEN, Verdict.RETURNED, "Luku puuttuu.", ""),
        (RoundState.OPEN, Verdict.RETURNED, " ", "RETURN_TELLS_WHY"),
        (RoundState.CLOSED, Verdict.RETURNED, "Luku puuttuu.", "RETURN_NEEDS_OPEN_ROUND"),
    ],
)
def test_when_a_review_is_given(
    state: RoundState, verdict: Verdict, reason: str, expected: str
) -> None:
    assert code_of(review_problem(state=state, verdict=verdict, reason=reason)) == expected


@pytest.mark.parametrize("link", ["https://www.kemi.fi/raportti", "http://kemi.fi/a?b=%C3%A4"])
def test_a_web_address_is_a_proof(link: str) -> None:
    assert link_problem(link) is None


@pytest.mark.parametrize(
    "link",
    [
        "",
        "kemi.fi",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://kemi.fi/a b",
        "https://kemi.fi/\n",
        "https://[",
        "https://kemi.fi/" + "a" * 500,
    ],
)
def test_anything_else_is_no_address(link: str) -> None:
    assert code_of(link_problem(link)) == "NOT_A_LINK"


SECTOR, AREA, UNIT = 1, 2, 3
CHART = Chart(
    unit_of={10: SECTOR, 20: AREA, 30: UNIT, 31: UNIT},
    head_of={SECTOR: 10, AREA: 20, UNIT: 30},
    parent_of={SECTOR: None, AREA: SECTOR, UNIT: AREA},
)


def holding(*posts: int) -> Viewer:
    """Somebody who holds these posts."""
    return Viewer(Actor(ActorKind.USER), posts=frozenset(posts))


@pytest.mark.parametrize(
    ("posts", "post", "expected"),
    [
        ((31, 20), 31, 31),
        ((20, 30), 31, 30),
        ((10, 20), 31, 20),
        ((10,), None, 10),
        ((99,), 31, 99),
        ((), 31, None),
    ],
)
def test_somebody_acts_through_the_nearest_post(
    posts: tuple[int, ...], post: int | None, expected: int | None
) -> None:
    assert acting_post(CHART, holding(*posts), post=post, unit=UNIT) == expected


def test_the_nearest_asked_unit_answers() -> None:
    assert answering_unit(CHART.parent_of, UNIT, {SECTOR, AREA}) == AREA
    assert answering_unit(CHART.parent_of, UNIT, {SECTOR}) == SECTOR
    assert answering_unit(CHART.parent_of, SECTOR, {AREA}) is None
    assert answering_unit(CHART.parent_of, None, {AREA}) is None
    assert answering_unit({1: 2, 2: 1}, 1, {3}) is None


def test_the_nearest_head_who_is_none_of_the_writers_approves() -> None:
    chart = Chart(
        holders={10: (1,), 20: (2, 5), 30: ()},
        head_of=CHART.head_of,
        parent_of=CHART.parent_of,
    )

    assert nearest_head(chart, UNIT, but=frozenset()) == 20
    assert nearest_head(chart, UNIT, but=frozenset({2})) == 10
    assert nearest_head(chart, UNIT, but=frozenset({1, 2})) is None
