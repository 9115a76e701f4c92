"""Every worked table of `docs/rules` is carried out by the rule it explains, row by row."""

import pytest

from tests.rules.paper import PAGES, Tried, Try, tables
from tests.rules.worked import (
    cycle,
    deviations,
    figures,
    followup,
    health,
    links,
    notices,
    owners,
    plans,
    rights,
    stored,
)

EXPLAIN = {
    ("goal", "Rule | Met | Not met | Otherwise"),
    ("proof", "Proven tests | Word"),
}
"""Tables that put a rule in words; the laws in `tests/properties` try them on any goal."""

CARRIED_OUT: Tried = {
    **followup.TABLES,
    **links.TABLES,
    **deviations.TABLES,
    **figures.TABLES,
    **plans.TABLES,
    **notices.TABLES,
    **health.TABLES,
    **rights.TABLES,
    **cycle.TABLES,
}
STORED: Tried = {**stored.TABLES, **owners.TABLES}


def rows(chosen: Tried) -> list[object]:
    """Each row of each chosen table as a case that names itself."""
    return [
        pytest.param(chosen[table.key], row, id=f"{table.page}: {' | '.join(row)}")
        for table in tables()
        if table.key in chosen
        for row in table.rows
    ]


def test_every_table_is_carried_out_and_none_is_forgotten() -> None:
    assert {table.key for table in tables()} == {*CARRIED_OUT, *STORED, *EXPLAIN}


def test_every_rule_page_has_a_worked_table_and_a_guarantee() -> None:
    carried_out = {page for page, _ in (*CARRIED_OUT, *STORED)}
    assert {path.stem for path in PAGES.glob("*.md")} == carried_out
    texts = {path.stem: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    assert [page for page, text in texts.items() if "Guarantee" not in text] == []


@pytest.mark.parametrize(("carry_out", "row"), rows(CARRIED_OUT))
def test_the_page_says_what_the_rule_does(carry_out: Try, row: tuple[str, ...]) -> None:
    carry_out(*row)


@pytest.mark.django_db
@pytest.mark.parametrize(("carry_out", "row"), rows(STORED))
def test_the_page_says_what_the_city_remembers(carry_out: Try, row: tuple[str, ...]) -> None:
    carry_out(*row)
