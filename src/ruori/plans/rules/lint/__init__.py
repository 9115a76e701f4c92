"""The plan check (lupaustarkastin, domain § 14): each rule a pure function over plain facts.

The rules of budgets and of the environment live in their own parts.
"""

from collections.abc import Callable, Iterable, Iterator

from ruori.kernel.problems import Problem
from ruori.plans.rules.lint import goals, measures, plans
from ruori.plans.rules.lint.accepting import fingerprint, may_be_accepted
from ruori.plans.rules.lint.facts import (
    GOAL,
    MEASURE,
    PLAN,
    POST,
    Facts,
    Fateless,
    GoalFacts,
    Limits,
    MeasureFacts,
    MeteredBy,
    PlanFacts,
    SeriesFacts,
    StaleText,
    TestFacts,
)
from ruori.plans.rules.lint.limits import limit_out_of_reach
from ruori.plans.rules.lint.staleness import stale_of
from ruori.plans.rules.lint.twins import tokens_of, twin_measures
from ruori.plans.rules.promises import is_promised

Rule = Callable[[Facts], Iterator[Problem]]

RULES: tuple[tuple[str, Rule], ...] = (
    ("L2", goals.incomplete_tests),
    ("L3", goals.without_baseline),
    ("L4", goals.without_rule),
    ("L6", goals.ownerless_goals),
    ("L6", measures.ownerless_measures),
    ("L7", goals.unexplained_indicators),
    ("L8", goals.across_a_break),
    ("L9", goals.told_too_late),
    ("L10", goals.reached_at_start),
    ("L11", goals.immovable),
    ("L13", measures.without_thread),
    ("L14", goals.unserved_goals),
    ("L16", measures.unknown_money),
    ("L18", plans.too_much),
    ("L19", twin_measures),
    ("L20", measures.vague_words),
    ("L21", measures.without_schedule),
    ("L22", measures.without_next_step),
    ("L23", plans.required_by_law),
    ("L24", plans.outdated),
    ("L25", plans.without_fate),
    ("L28", plans.stale_texts),
)

HARDNESS = ("BLOCK", "WARN", "HINT")


def lint(city: Facts) -> list[Problem]:
    """Everything wrong, the hardest first; the order of what is told changes nothing."""
    return in_order(problem for _, rule in RULES for problem in rule(city))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Findings in the one order they are told in: severity, rule, object, what is said of it."""
    return sorted(problems, key=_key)


def _key(problem: Problem) -> tuple[object, ...]:
    about = problem.about
    where = ("", 0) if about is None else (about.label, about.pk)
    number = int(problem.code[1:]) if problem.code[1:].isdigit() else 0
    told = repr(sorted((name, repr(value)) for name, value in problem.facts.items()))
    return HARDNESS.index(problem.severity), number, problem.code, *where, problem.msgid, told


def plans_of(problem: Problem, city: Facts) -> frozenset[int]:
    """The plans on whose pages a finding is shown."""
    about = problem.about
    named = problem.facts.get("plan")
    if about is None or named is not None:
        return frozenset() if named is None else frozenset({int(named)})
    if about.label == POST:
        return frozenset(problem.facts["plans"])
    home = _home(about.label, about.pk, city)
    if home is None or not is_promised(city.plans[home].stage):
        return frozenset() if home is None else frozenset({home})
    other = _home(about.label, problem.facts.get("other_pk", 0), city)
    return frozenset({home} if other is None else {home, other})


def _home(label: str, pk: int, city: Facts) -> int | None:
    """The plan an object belongs to; None for what the check was not told of."""
    if label == PLAN:
        return pk if pk in city.plans else None
    item = city.goals.get(pk) if label == GOAL else city.measures.get(pk)
    return None if item is None else item.plan


__all__ = [
    "GOAL",
    "HARDNESS",
    "MEASURE",
    "PLAN",
    "POST",
    "RULES",
    "Facts",
    "Fateless",
    "GoalFacts",
    "Limits",
    "MeasureFacts",
    "MeteredBy",
    "PlanFacts",
    "SeriesFacts",
    "StaleText",
    "TestFacts",
    "fingerprint",
    "in_order",
    "limit_out_of_reach",
    "lint",
    "may_be_accepted",
    "plans_of",
    "stale_of",
    "tokens_of",
]
