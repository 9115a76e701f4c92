"""Laws of keeping a finding as plain data."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruori.kernel.codes import Severity
from ruori.kernel.problem_data import data_of, problem_from
from ruori.kernel.problems import Problem, Ref
from ruori.kernel.text import Text
from ruori.plans.rules.lint import fingerprint

TEXTS = st.dictionaries(st.sampled_from(["fi", "sv", "en"]), st.text()).map(Text)
PLAIN = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.dates()
    | st.decimals(allow_nan=False, allow_infinity=False, places=3)
    | TEXTS
)
FACTS = st.dictionaries(st.text(min_size=1), PLAIN | st.lists(PLAIN, max_size=3), max_size=5)
REFS = st.none() | st.builds(Ref, st.text(), st.integers(1), TEXTS)
PROBLEMS = st.builds(Problem, st.text(), st.text(), FACTS, REFS, st.sampled_from(Severity))


@given(PROBLEMS)
def test_a_kept_finding_comes_back_as_it_was(problem: Problem) -> None:
    back = problem_from(json.loads(json.dumps(data_of(problem))))
    assert back == problem
    kinds = {name: type(value) for name, value in problem.facts.items()}
    assert {name: type(value) for name, value in back.facts.items()} == kinds
    assert fingerprint(back) == fingerprint(problem)


def test_what_cannot_be_kept_is_not_kept_as_something_else() -> None:
    with pytest.raises(TypeError, match="complex"):
        data_of(Problem("L1", "", {"odd": 1j}))


def test_kinds_are_named_so_that_words_and_days_are_not_confused() -> None:
    facts = {"day": date(2026, 3, 2), "share": Decimal("0.80"), "said": "2026-03-02"}
    told = data_of(Problem("L9", "", facts))["facts"]
    assert told == {
        "day": {"day": "2026-03-02"},
        "share": {"decimal": "0.80"},
        "said": "2026-03-02",
    }
