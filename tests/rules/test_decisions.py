"""What makes a decision (domain § 6)."""

from datetime import date

import pytest

from ruori.decisions.rules import decision_problem

DAY = date(2026, 2, 23)


@pytest.mark.parametrize(
    ("body", "post", "decided_on", "section", "code"),
    [
        pytest.param("council", None, DAY, "12", None, id="of a body"),
        pytest.param(None, "mayor", DAY, "", None, id="of an office holder, without a section"),
        pytest.param("council", None, None, "", None, id="pending"),
        pytest.param(None, None, DAY, "12", "ONE_MAKER", id="of nobody"),
        pytest.param("council", "mayor", DAY, "12", "ONE_MAKER", id="of two"),
        pytest.param("council", None, None, "12", "SECTION_WITHOUT_A_DAY", id="section, no day"),
    ],
)
def test_a_decision_has_one_maker_and_its_section_a_day(
    body: str | None, post: str | None, decided_on: date | None, section: str, code: str | None
) -> None:
    told = {"body": body, "post": post, "decided_on": decided_on, "section": section}
    problem = decision_problem(told)
    assert (None if problem is None else problem.code) == code
