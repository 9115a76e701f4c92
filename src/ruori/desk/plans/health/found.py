"""The findings of one plan as its page needs them: what the viewer may see, counted, filtered."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.http import Http404
from django.utils.translation import ngettext

from ruori.desk.gates import DeskRequest
from ruori.kernel.codes import Severity
from ruori.notices.queries import plan_health
from ruori.plans import queries as plans
from ruori.plans.queries import Finding, PlanCard
from ruori.plans.rules.lint import GOAL, MEASURE

FIRST = 7
"""A page shows this many findings at once; the rest on asking."""


def plan_card(request: DeskRequest, pk: int) -> PlanCard:
    """The plan the viewer may see, or no such page."""
    card = plans.plan_card(request.viewer, request.moment, pk)
    if card is None:
        raise Http404
    return card


def findings_of(request: DeskRequest, plan: int) -> list[Finding]:
    """What is wrong with a plan, as far as the viewer may see the things themselves."""
    seen = plans.seen_items(request.viewer, request.moment)
    return [
        finding
        for finding in plan_health(request.at)
        if plan in finding.plans and _is_seen(finding, seen)
    ]


def counts_by_plan(request: DeskRequest) -> dict[int, Counter[Severity]]:
    """How many findings of each severity every plan has, those accepted left out."""
    seen = plans.seen_items(request.viewer, request.moment)
    found: dict[int, Counter[Severity]] = {}
    for finding in plan_health(request.at):
        if finding.accepted is None and _is_seen(finding, seen):
            for plan in finding.plans:
                found.setdefault(plan, Counter())[finding.problem.severity] += 1
    return found


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


def _is_seen(finding: Finding, seen: frozenset[tuple[str, int]]) -> bool:
    about = finding.problem.about
    if about is None or about.label not in {GOAL, MEASURE}:
        return True
    other = finding.problem.facts.get("other_pk")
    is_other_seen = other is None or (about.label, other) in seen
    return (about.label, about.pk) in seen and is_other_seen
