"""The findings of one plan as its page needs them: what the viewer may see, counted, filtered."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext, ngettext

from ruori.desk.frame import language
from ruori.desk.gates import DeskRequest
from ruori.kernel.codes import Severity
from ruori.notices.queries import last_check, plan_health
from ruori.plans import queries as plans
from ruori.plans.queries import Finding, PlanCard
from ruori.plans.rules.lint import GOAL, MEASURE
from ruori.ui import formats

FIRST = 7
"""A page shows this many findings at once; the rest on asking."""


def plan_card(request: DeskRequest, pk: int) -> PlanCard:
    """The plan the viewer may see, or no such page."""
    card = plans.plan_card(request.viewer, request.moment, pk)
    if card is None:
        raise Http404
    return card


@dataclass(frozen=True, slots=True)
class Told:
    """Findings the viewer may see, from which instant they are, and whether they still hold."""

    findings: list[Finding]
    at: datetime
    is_outdated: bool = False


def last_told(request: DeskRequest) -> Told:
    """What the last check found of all plans, as far as the viewer may see the things."""
    checked = last_check(request.at)
    return Told(_seen(request, checked.findings), checked.at, checked.is_outdated)


def told_now(request: DeskRequest, plan: int) -> Told:
    """What is wrong with a plan at this very moment: what a deed stands on."""
    found = [one for one in plan_health(request.at) if plan in one.plans]
    return Told(_seen(request, found), request.at)


def of_plan(findings: Iterable[Finding], plan: int) -> list[Finding]:
    """Those that stand on the page of a plan."""
    return [one for one in findings if plan in one.plans]


def counts_by_plan(findings: Iterable[Finding]) -> dict[int, Counter[Severity]]:
    """How many findings of each severity every plan has, those accepted left out."""
    found: dict[int, Counter[Severity]] = {}
    for finding in open_ones(findings):
        for plan in finding.plans:
            found.setdefault(plan, Counter())[finding.problem.severity] += 1
    return found


def when(told: Told) -> str:
    """When the plans were checked, and that the city has changed since if it has."""
    at = {"time": formats.moment(told.at, language())}
    if told.is_outdated:
        return gettext("Checked %(time)s. Something has changed since; checked again soon.") % at
    return gettext("Checked %(time)s.") % at


def open_ones(findings: Iterable[Finding]) -> list[Finding]:
    """Those that nobody has accepted."""
    return [finding for finding in findings if finding.accepted is None]


def counted(findings: Iterable[Finding]) -> Counter[Severity]:
    """How many there are of each severity."""
    return Counter(finding.problem.severity for finding in findings)


def sentence(counts: Counter[Severity]) -> str:
    """The counts as people say them: 3 block, 12 to be corrected, 5 hints."""
    parts = [
        ngettext("%(n)d blocks", "%(n)d block", counts[Severity.BLOCK]),
        ngettext("%(n)d to be corrected", "%(n)d to be corrected", counts[Severity.WARN]),
        ngettext("%(n)d hint", "%(n)d hints", counts[Severity.HINT]),
    ]
    numbers = (counts[Severity.BLOCK], counts[Severity.WARN], counts[Severity.HINT])
    told = zip(parts, numbers, strict=True)
    return ", ".join(part % {"n": number} for part, number in told if number)


def with_mark(findings: Sequence[Finding], mark: str) -> Finding | None:
    """The finding of a fingerprint, if it still is there."""
    return next((one for one in findings if one.fingerprint == mark), None)


def _seen(request: DeskRequest, findings: Iterable[Finding]) -> list[Finding]:
    seen = plans.seen_items(request.viewer, request.moment)
    return [finding for finding in findings if _is_seen(finding, seen)]


def _is_seen(finding: Finding, seen: frozenset[tuple[str, int]]) -> bool:
    about = finding.problem.about
    if about is None or about.label not in {GOAL, MEASURE}:
        return True
    other = finding.problem.facts.get("other_pk")
    is_other_seen = other is None or (about.label, other) in seen
    return (about.label, about.pk) in seen and is_other_seen
