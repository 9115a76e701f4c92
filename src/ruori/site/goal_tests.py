"""How a goal is judged, in public: its rule and its tests, as they were fixed in advance (A4)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from ruori.indicators import queries as indicators
from ruori.kernel.text import Text
from ruori.plans.codes import GoalRule, TestKind
from ruori.plans.queries import GoalCard, TestCard
from ruori.site.addresses import address
from ruori.site.frame import Asked
from ruori.ui import formats, judging


@dataclass(frozen=True, slots=True)
class TestLine:
    """One test in words: what is looked at, what is promised of it, and where it began."""

    __test__ = False

    name: str
    address: str
    promise: str
    start: str


def rule_of_goal(question: Asked, card: GoalCard, tests: Collection[TestCard]) -> str:
    """When the goal comes true; a single test needs no rule."""
    if not tests:
        return gettext("No tests were fixed in advance, so the unit judges this goal in words.")
    if card.rule is None and len(tests) > 1:
        return gettext("No rule was fixed for several tests, so nothing can be decided.")
    return judging.rule_words(
        card.rule or GoalRule.ALL,
        count=card.rule_count,
        share=card.rule_share,
        partly_at=card.partly_at,
        language=question.language,
    )


def test_lines(question: Asked, tests: Collection[TestCard]) -> tuple[TestLine, ...]:
    """The tests in their order; one query when some of them are figures."""
    series = {test.series for test in tests if test.series is not None}
    named = indicators.names_of_series(question.viewer, question.moment, series) if series else {}
    return tuple(_line(question, test, named) for test in tests)


def _line(question: Asked, test: TestCard, named: Mapping[int, tuple[int, Text]]) -> TestLine:
    if test.kind is TestKind.DEED:
        return TestLine(question.words(test.deed), "", _by_day(question, test), "")
    pk, name = named.get(test.series or 0, (0, Text()))
    words = question.words(name) or gettext("a figure that is not public")
    return TestLine(
        name=words,
        address=address("indicators.indicator", pk, words) if pk else "",
        promise=_promise(question, test) if pk else "",
        start=_start(question, test) if pk else "",
    )


def _by_day(question: Asked, test: TestCard) -> str:
    if test.due_on is None:
        return ""
    return gettext("done by %(day)s") % {"day": formats.day(test.due_on, question.language)}


def _promise(question: Asked, test: TestCard) -> str:
    if test.operator is None:
        return test.period
    told = judging.bound_words(
        test.operator,
        low=test.low,
        high=test.high,
        tolerance=test.tolerance,
        language=question.language,
    )
    return f"{test.period} {told}".strip()


def _start(question: Asked, test: TestCard) -> str:
    if test.baseline_value is None:
        return ""
    value = judging.level(test.baseline_value, question.language)
    day = "" if test.baseline_on is None else formats.day(test.baseline_on, question.language)
    facts = {"value": value, "day": day}
    return gettext("at the start %(value)s (%(day)s)") % facts if day else value
