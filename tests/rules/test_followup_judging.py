"""The city's judgement of a goal, and the same from stored inputs."""

from datetime import date
from typing import Any

import pytest

from ruori.followup.rules.goals import Outcome, Result, Rule
from ruori.followup.rules.judging import Question, TestShown, Verdict, again, verdict
from ruori.followup.rules.proof import ProofState, Shown
from ruori.kernel.codes import Attainment, Provability
from ruori.plans.codes import GoalRule

YEAR_END = date(2025, 12, 31)


def shown(result: Result, ends_on: date | None = YEAR_END) -> TestShown:
    """A proven test."""
    return TestShown(Shown(Outcome(result), True, ProofState.APPROVED), ends_on)


def question(**changes: Any) -> Question:
    """A year-end question about a goal with one proven test."""
    fields: dict[str, Any] = {
        "rule": Rule(GoalRule.ALL),
        "tests": (shown(Result.REACHED),),
        "said": None,
        "proof": ProofState.APPROVED,
        "plan_ends": None,
        "judged_on": YEAR_END,
        "is_final": True,
    }
    return Question(**{**fields, **changes})


PROVEN = Provability.PROVEN


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Verdict(Attainment.MET, Attainment.MET, PROVEN)),
        (
            {"tests": (shown(Result.NOT_REACHED),)},
            Verdict(Attainment.NOT_MET, Attainment.NOT_MET, PROVEN),
        ),
        ({"is_final": False}, None),
        (
            {"is_final": False, "said": Attainment.AT_RISK},
            Verdict(Attainment.AT_RISK, None, PROVEN),
        ),
        ({"tests": (shown(Result.UNKNOWN, date(2030, 12, 31)),)}, None),
        (
            {"tests": (), "said": Attainment.MET},
            Verdict(Attainment.MET, Attainment.MET, PROVEN),
        ),
        (
            {"tests": (), "said": Attainment.MET, "proof": ProofState.NONE},
            Verdict(Attainment.UNPROVABLE, Attainment.MET, Provability.UNPROVEN),
        ),
        ({"tests": ()}, None),
        ({"tests": (), "said": Attainment.MET, "is_final": False}, None),
        (
            {"tests": (shown(Result.REACHED, None),), "plan_ends": YEAR_END},
            Verdict(Attainment.MET, Attainment.MET, PROVEN),
        ),
        ({"tests": (shown(Result.REACHED, None),)}, None),
    ],
)
def test_the_city_judges(changes: dict[str, Any], expected: Verdict | None) -> None:
    assert verdict(question(**changes)) == expected


def stored(rule: dict[str, Any] | None, *results: str) -> dict[str, Any]:
    """Inputs as they are stored: decimals are digits, days are text; each test is of a deed."""
    done = {"REACHED": "2025-06-01", "NOT_REACHED": "2025-07-01", "UNKNOWN": None}
    tests = [
        {
            "kind": "DEED",
            "done_on": done[result],
            "due_on": "2025-06-30",
            "result": result,
            "weight": "2.5",
        }
        for result in results
    ]
    return {"rule": rule, "judged_on": "2025-12-31", "tests": tests}


def test_a_result_that_its_own_inputs_do_not_give_is_found() -> None:
    inputs = stored(None, "REACHED")
    late = {**inputs["tests"][0], "done_on": "2025-07-01"}

    found = again(
        {
            **inputs,
            "rule": {"kind": "ALL", "count": None, "share": None, "partly_at": None},
            "tests": [late],
        }
    )

    assert found is not None
    assert found.attainment is Attainment.NOT_MET


def test_stored_inputs_give_the_result_again() -> None:
    weighted = {"kind": "WEIGHTED", "count": None, "share": "0.5", "partly_at": None}
    partly = {"kind": "ALL", "count": None, "share": None, "partly_at": "0.5"}

    first = again(stored(weighted, "REACHED", "NOT_REACHED"))
    second = again(stored(partly, "REACHED", "NOT_REACHED"))
    without_rule = again(stored(None, "REACHED", "REACHED"))

    assert first is not None
    assert first.attainment is Attainment.MET
    assert second is not None
    assert second.attainment is Attainment.PARTLY_MET
    assert without_rule is not None
    assert without_rule.attainment is Attainment.UNPROVABLE
    assert again({"tests": []}) is None
