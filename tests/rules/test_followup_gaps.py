"""What a deviation still lacks: cause, action, deadline, decision."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ruori.followup.codes import Cause
from ruori.followup.rules.deviations import Gap, Reaction, gaps

WHOLE = Reaction(Cause.MONEY, "Raha loppui", "Haetaan lisää", False, True, date(2026, 6, 1), True)
LEFT = Reaction(Cause.MONEY, "Raha loppui", has_decision=True, is_accepted=True)


def test_a_whole_reaction_lacks_nothing() -> None:
    assert gaps(WHOLE) == frozenset()


def test_what_a_body_accepts_as_it_is_lacks_neither_action_nor_deadline() -> None:
    assert gaps(LEFT) == frozenset()


def test_nothing_said_lacks_everything() -> None:
    assert gaps(Reaction()) == frozenset(Gap)


@pytest.mark.parametrize(
    ("changes", "gap"),
    [
        ({"cause": "  "}, Gap.CAUSE),
        ({"action": " "}, Gap.ACTION),
        ({"due_on": None}, Gap.DEADLINE),
        ({"has_decision": False}, Gap.DECISION),
    ],
)
def test_each_lack_is_told_by_its_own_name(changes: dict[str, Any], gap: Gap) -> None:
    assert gaps(replace(WHOLE, **changes)) == {gap}


def test_accepted_without_a_decision_lacks_all_but_its_cause() -> None:
    told = replace(LEFT, has_decision=False)

    assert gaps(told) == {Gap.ACTION, Gap.DEADLINE, Gap.DECISION}


def test_a_measure_is_an_action() -> None:
    assert gaps(replace(WHOLE, action="", has_measure=True)) == frozenset()
