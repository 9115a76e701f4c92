"""Rows about what is wrong with a plan."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from ruori.kernel.period import parse_period
from ruori.kernel.text import Text
from ruori.language.dictionary import lemmas_fi
from ruori.plans.codes import PlanKind
from ruori.plans.rules.lint import MeasureFacts, PlanFacts, lint, tokens_of
from ruori.plans.rules.lint.months import end_of_month_after
from ruori.plans.rules.lint.twins import likeness
from ruori.plans.rules.lint.vague import is_vague
from tests.rules import test_lint as given
from tests.rules.paper import Tried

HARDNESS = {"BLOCK": "blocks", "WARN": "to be corrected", "HINT": "hint"}


def twins(one: str, other: str, shared: str, together: str, are_twins: str) -> None:
    """Two measures of two plans."""
    assert likeness(tokens_of(one), tokens_of(other)) == (int(shared), int(together))
    plan = PlanFacts(2, kind=PlanKind.PROGRAMME, title=Text("Ohjelma"))
    first = replace(given.MEASURE, name=Text(one))
    second = MeasureFacts(21, 2, Text(other), ends_on=date(2027, 1, 1), steps=given.STEPS)
    found = given.of("L19", given.city(plan, first, second, serves=given.BOTH))
    assert bool(found) is (are_twins == "yes")


def vague(text: str, is_so: str) -> None:
    """The words of a measure, with the dictionary and without."""
    for lemmas in (lemmas_fi, lambda _word: frozenset[str]()):
        assert is_vague(text, lemmas) is (is_so == "yes")


def lateness(period: str, lag: str, comes_on: str, judged_on: str, is_late: str) -> None:
    """A figure that is tested, and when it comes out."""
    end = parse_period(period).end
    assert (end + timedelta(days=int(lag))).isoformat() == comes_on
    assert end_of_month_after(date(end.year, 12, 31), 3).isoformat() == judged_on
    test = replace(given.TEST, period=period, low=Decimal(60))
    facts = given.city(given.with_tests(test), **given.lines(lag_days=int(lag)))
    assert bool(given.of("L9", facts)) is (is_late == "yes")


def steps(due: str, finding: str) -> None:
    """The open tasks of a running measure."""
    days = () if due == "none" else tuple(date.fromisoformat(day) for day in due.split(", "))
    found = lint(given.city(replace(given.MEASURE, steps=days)))
    said = [HARDNESS[one.severity] for one in found if one.code == "L22"]
    assert said == ([] if finding == "none" else [finding])


TABLES: Tried = {
    (
        "health",
        "Measure | Another measure | Shared words | All words | Twins at 0.80",
    ): twins,
    ("health", "Text | Vague"): vague,
    ("health", "Period | Lag, days | Comes out | Judged by | Too late"): lateness,
    ("health", "Tasks due | The finding"): steps,
}
