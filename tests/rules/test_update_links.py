"""When an update link opens its item: asked of the round, the post and the item at every use."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from ruori.cycle.rules import RoundState
from ruori.followup.rules.links import (
    REASON_MAX,
    USES_MAX,
    LinkFacts,
    expires_at,
    hand_over_problem,
    is_alive,
)
from ruori.organisation.rules import Chart

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
LIISA, OONA, TONI = 1, 2, 3
HEAD, TEACHER, MAYOR = 11, 12, 13
EDUCATION, SCHOOLS, OFFICE = 21, 22, 23
CHART = Chart(
    holders={HEAD: (LIISA,), TEACHER: (OONA,), MAYOR: (TONI,)},
    unit_of={HEAD: EDUCATION, TEACHER: SCHOOLS, MAYOR: OFFICE},
    head_of={EDUCATION: HEAD, OFFICE: MAYOR},
    parent_of={SCHOOLS: EDUCATION, EDUCATION: OFFICE, OFFICE: None},
    mayor_post=MAYOR,
)
OONAS = LinkFacts(
    post=TEACHER,
    person=OONA,
    item_post=TEACHER,
    item_unit=SCHOOLS,
    state=RoundState.OPEN,
    expires_at=AT + timedelta(days=30),
)


def test_a_link_opens_for_whom_it_was_sent_to() -> None:
    assert is_alive(OONAS, CHART, at=AT)


@pytest.mark.parametrize(
    "changes",
    [
        {"is_ended": True},
        {"expires_at": AT},
        {"uses": USES_MAX},
        {"is_asked": False},
        {"item_post": HEAD},
        {"person": LIISA},
        *({"state": state} for state in RoundState if state is not RoundState.OPEN),
    ],
    ids=str,
)
def test_a_link_dies_of_each_of_these_alone(changes: dict[str, Any]) -> None:
    assert not is_alive(replace(OONAS, **changes), CHART, at=AT)


def test_a_link_ends_when_the_post_changes_hands() -> None:
    chart = replace(CHART, holders={**CHART.holders, TEACHER: (LIISA,)})
    assert not is_alive(OONAS, chart, at=AT)


def test_a_deputy_s_link_lives_beside_the_main_holder_s() -> None:
    chart = replace(CHART, holders={**CHART.holders, TEACHER: (LIISA, OONA)})
    assert is_alive(OONAS, chart, at=AT)


def test_a_head_s_link_ends_when_the_post_below_is_filled() -> None:
    heads = replace(OONAS, post=HEAD, person=LIISA)
    vacant = replace(CHART, holders={HEAD: (LIISA,), MAYOR: (TONI,)})
    assert is_alive(heads, vacant, at=AT)
    assert not is_alive(heads, CHART, at=AT)


def test_a_figure_without_a_round_needs_none_open() -> None:
    assert is_alive(replace(OONAS, state=None), CHART, at=AT)


def test_a_link_lives_sixty_days_past_the_due_day_at_most() -> None:
    assert expires_at(date(2026, 5, 15)) == datetime(2026, 7, 14, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": " "}, "HAND_OVER_TELLS_WHY"),
        ({"reason": "x" * (REASON_MAX + 1)}, "TOO_LONG"),
        ({"receiver": None, "email": "oona"}, "RECEIVER_MISSING"),
        ({"receiver": HEAD}, "RECEIVER_HAS_IT"),
        ({}, None),
        ({"receiver": None, "email": "oona@kemi.invalid"}, None),
    ],
)
def test_a_hand_over_needs_a_reason_and_a_receiver(changes: dict[str, Any], code: str) -> None:
    given: dict[str, Any] = {"reason": "Ei minun", "receiver": TEACHER, "email": "", "holder": HEAD}
    problem = hand_over_problem(**{**given, **changes})
    assert (None if problem is None else problem.code) == code
