"""Findings as the command line tells them: rule, words, and the address where it can be mended."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any

from django.urls import NoReverseMatch, reverse

from ruori.kernel.canonical import plain
from ruori.kernel.problems import Problem

PLACES = {
    "plans.plan": "desk:plan_health",
    "plans.goal": "desk:goal",
    "plans.measure": "desk:measure",
    "cycle.round": "desk:round",
    "followup.entry": "desk:entry_record",
    "indicators.indicator": "desk:indicator",
    "organisation.post": "desk:post",
    "reports.edition": "desk:edition",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: rule code, severity, words, what it is about, and where."""

    code: str
    severity: str
    message: str
    label: str
    pk: int | None
    title: str
    address: str
    field: str = ""
    values: Mapping[str, Any] = made(default_factory=dict)

    def line(self) -> str:
        """The finding on one line."""
        parts = (self.severity, self.code, self.title, self.message, self.address)
        return "  ".join(part for part in parts if part)

    def as_data(self) -> dict[str, Any]:
        """The finding for a script."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def counts(found: Iterable[Finding]) -> dict[str, int]:
    """How many findings each rule has, the rules in the order of the findings."""
    return dict(Counter(one.code for one in found))


def findings(
    problems: Iterable[Problem],
    *,
    words: Callable[[Problem], str],
    base: str,
    language: str = "fi",
) -> list[Finding]:
    """Problems with their words and addresses."""
    return [_finding(problem, words, base, language) for problem in problems]


def _finding(
    problem: Problem, words: Callable[[Problem], str], base: str, language: str
) -> Finding:
    about = problem.about
    return Finding(
        code=problem.code,
        severity=problem.severity,
        message=words(problem),
        label="" if about is None else about.label,
        pk=None if about is None else about.pk,
        title="" if about is None else about.title.to(language),
        address="" if about is None else _address(about.label, about.pk, base),
        field=str(problem.facts.get("field", "")),
        values=plain({name: value for name, value in problem.facts.items() if name != "field"}),
    )


def _address(label: str, pk: int, base: str) -> str:
    place = PLACES.get(label)
    if place is None:
        return ""
    try:
        return f"{base}{reverse(place, args=[pk])}"
    except NoReverseMatch:
        return ""
