"""What is proven, and what may be published of it (A1)."""

from decimal import Decimal

import pytest

from ruori.followup.rules.goals import Outcome, Result, Rule
from ruori.followup.rules.proof import (
    ProofState,
    Shown,
    best,
    narrative_provability,
    proof_state,
    provability,
    published,
    recalculates,
)
from ruori.kernel.codes import Attainment, Provability
from ruori.plans.codes import GoalRule

WRITER, OTHER = 1, 2
NONE, WAITING, APPROVED = ProofState.NONE, ProofState.WAITING, ProofState.APPROVED


@pytest.mark.parametrize(
    ("approvers", "expected"),
    [
        ([], NONE),
        ([None], WAITING),
        ([WRITER], WAITING),
        ([OTHER], APPROVED),
        ([None, OTHER], APPROVED),
    ],
)
def test_a_proof_counts_when_somebody_else_approved_it(
    approvers: list[int | None], expected: ProofState
) -> None:
    assert proof_state(writer=WRITER, approvers=approvers) is expected


def test_the_strongest_proof_counts() -> None:
    assert best([NONE, APPROVED, WAITING]) is APPROVED
    assert best([NONE, WAITING]) is WAITING
    assert best([]) is NONE


def shown(letter: str, proof: ProofState = APPROVED, *, has_inputs: bool = True) -> Shown:
    """A test of R reached, N not reached or U unknown."""
    results = {"R": Result.REACHED, "N": Result.NOT_REACHED, "U": Result.UNKNOWN}
    return Shown(Outcome(results[letter]), has_inputs, proof)


ALL = Rule(GoalRule.ALL)
ANY = Rule(GoalRule.ANY)


@pytest.mark.parametrize(
    ("rule", "tests", "expected"),
    [
        (ALL, [shown("R"), shown("R")], "PROVEN"),
        (ALL, [shown("R"), shown("R", WAITING)], "PARTLY_PROVEN"),
        (ALL, [shown("R", NONE), shown("R", NONE)], "UNPROVEN"),
        (ALL, [shown("R", NONE), shown("R", WAITING)], "NOT_CHECKED"),
        (ALL, [shown("R"), shown("R", has_inputs=False)], "PARTLY_PROVEN"),
        (ALL, [shown("R", has_inputs=False)], "NOT_CHECKED"),
        (ALL, [shown("R"), shown("U", NONE)], "PARTLY_PROVEN"),
        (ALL, [shown("N"), shown("R", NONE)], "PROVEN"),
        (ANY, [shown("R"), shown("R", NONE)], "PROVEN"),
        (ANY, [shown("R", NONE), shown("N")], "PARTLY_PROVEN"),
        (ALL, [shown("U")], "NOT_CHECKED"),
        (ALL, [], "UNPROVEN"),
        (None, [shown("R"), shown("R")], "PARTLY_PROVEN"),
    ],
)
def test_a_judgement_is_proven_when_its_proven_tests_decide_it(
    rule: Rule | None, tests: list[Shown], expected: str
) -> None:
    assert provability(rule, tests) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [(APPROVED, "PROVEN"), (WAITING, "NOT_CHECKED"), (NONE, "UNPROVEN")],
)
def test_a_narrative_goal_stands_on_its_proof(state: ProofState, expected: str) -> None:
    assert narrative_provability(state) == expected


@pytest.mark.parametrize("result", [Attainment.MET, Attainment.PARTLY_MET])
@pytest.mark.parametrize("shown_as", list(Provability))
def test_met_is_published_only_when_proven(result: Attainment, shown_as: Provability) -> None:
    proven = shown_as is Provability.PROVEN

    assert published(result, shown_as) is (result if proven else Attainment.UNPROVABLE)


@pytest.mark.parametrize(
    "result",
    [
        Attainment.NOT_MET,
        Attainment.UNPROVABLE,
        Attainment.ON_COURSE,
        Attainment.AT_RISK,
        Attainment.WILL_NOT,
    ],
)
def test_bad_news_needs_no_proof(result: Attainment) -> None:
    assert published(result, Provability.UNPROVEN) is result


def test_a_value_recalculates_to_what_is_printed() -> None:
    assert recalculates(Decimal("33.3"), again=Decimal(100) / 3, decimals=1)
    assert not recalculates(Decimal("33.4"), again=Decimal(100) / 3, decimals=1)
    assert recalculates(Decimal("33.4"), again=None, decimals=1)
