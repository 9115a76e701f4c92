"""Findings as lines of the page: words, address, repair form, and the way to accept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ruori.desk.addresses import address_of
from ruori.desk.frame import language, words
from ruori.desk.plans.health.repairs import Bench, RepairForm, repair_of
from ruori.desk.plans.health.words import name_of, why
from ruori.kernel.problems import Problem
from ruori.plans import access
from ruori.plans import queries as plans
from ruori.plans.queries import Finding, GoalCard, MeasureCard, MeasureFilter
from ruori.plans.rules.lint import GOAL, MEASURE, may_be_accepted
from ruori.ui import formats
from ruori.ui.saying import say

ON_THE_PLAN = {"evaluation_plan": "desk:plan_texts", "check_on": "desk:plan_texts"}

Known = Mapping[tuple[str, int], GoalCard | MeasureCard]
Data = Mapping[str, Any] | None


class AcceptForm(forms.Form):
    """Why a warning stands as it is."""

    fingerprint = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why it stands as it is"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One finding on the page."""

    mark: str
    severity: str
    code: str
    rule: str
    name: str
    address: str
    said: str
    why: str
    link: tuple[str, str]
    may_mend: bool = False
    repair_words: str = ""
    repair: forms.Form | None = None
    accept: forms.Form | None = None
    accepted: str = ""
    take_up: str = ""


def lines(
    bench: Bench, findings: Iterable[Finding], *, bound: Mapping[str, forms.Form] | None = None
) -> list[Line]:
    """Findings with all that may be done about them; `bound` is a form that was refused."""
    shown = list(findings)
    known = _known(bench, shown)
    return [_line(bench, one, known, bound or {}) for one in shown]


def short_lines(findings: Iterable[Finding]) -> list[Line]:
    """Findings without forms, for a long list; no query."""
    return [_bare(one) for one in findings]


def accepted_lines(plan: int, findings: Iterable[Finding]) -> list[Line]:
    """Accepted findings with the reason, who accepted and when, and the way back."""
    return [_accepted(plan, one) for one in findings]


def repair_form(bench: Bench, finding: Finding, data: Data, version: int | None) -> RepairForm:
    """The form of the repair of a finding; `data` is what was sent, or None."""
    repair = repair_of(finding)
    fields = {} if repair is None else repair.fields(bench, finding.problem)
    initial = {"fingerprint": finding.fingerprint, "version": version}
    return RepairForm(data, initial=initial, fields=fields, auto_id=_ids(finding, "repair"))


def accept_form(finding: Finding, data: Data = None) -> AcceptForm:
    """The form of accepting a finding as it is."""
    initial = {"fingerprint": finding.fingerprint}
    return AcceptForm(data, initial=initial, auto_id=_ids(finding, "accept"))


def _ids(finding: Finding, kind: str) -> str:
    return f"{kind}-{finding.fingerprint[:12]}-%s"


def _line(bench: Bench, finding: Finding, known: Known, bound: Mapping[str, forms.Form]) -> Line:
    bare, repair, about = _bare(finding), repair_of(finding), finding.problem.about
    card = None if about is None else known.get((about.label, about.pk))
    if not _may_mend(bench, card):
        return bare
    version = None if card is None else card.version
    form = None if repair is None else repair_form(bench, finding, None, version)
    accept = accept_form(finding) if may_be_accepted(finding.problem) else None
    sent = bound.get(finding.fingerprint)
    return replace(
        bare,
        may_mend=True,
        repair_words="" if repair is None else str(repair.words),
        repair=sent if isinstance(sent, RepairForm) else form,
        accept=sent if isinstance(sent, AcceptForm) else accept,
    )


def _bare(finding: Finding) -> Line:
    problem = finding.problem
    about = problem.about
    return Line(
        mark=finding.fingerprint,
        severity=problem.severity,
        code=problem.code,
        rule=name_of(problem.code),
        name="" if about is None else words(about.title),
        address="" if about is None else address_of(about),
        said=say(problem),
        why=why(problem.code),
        link=_link(problem),
    )


def _link(problem: Problem) -> tuple[str, str]:
    """The words and the address of where a finding is mended by hand."""
    about = problem.about
    if about is None:
        return "", ""
    if problem.code == "L19":
        return gettext("Merge the two"), reverse(
            "desk:merge_measure", args=[about.pk, problem.facts["other_pk"]]
        )
    place = ON_THE_PLAN.get(str(problem.facts.get("field")))
    if place is not None:
        return gettext("Edit the plan"), reverse(place, args=[about.pk])
    return gettext("Open and mend"), address_of(about)


def _accepted(plan: int, finding: Finding) -> Line:
    bare, accepted = _bare(finding), finding.accepted
    if accepted is None:
        return bare
    told = gettext("“%(reason)s” – %(by)s %(day)s") % {
        "reason": accepted.reason,
        "by": accepted.by,
        "day": formats.moment(accepted.recorded_at, language()),
    }
    take_up = reverse("desk:health_take_up", args=[plan, accepted.pk])
    return replace(bare, accepted=told, take_up=take_up)


def _may_mend(bench: Bench, card: GoalCard | MeasureCard | None) -> bool:
    """Whether the viewer may mend a thing: who writes the plan, and who answers for a measure."""
    viewer, owner = bench.request.viewer, bench.plan.owner_unit
    if isinstance(card, MeasureCard):
        return access.may_edit_measure(viewer, unit_id=card.unit, owner_unit_id=owner)
    return access.may_edit(viewer, owner_unit_id=owner)


def _known(bench: Bench, findings: Iterable[Finding]) -> Known:
    """The goals and measures that findings are about; two queries."""
    about = [one.problem.about for one in findings if one.problem.about is not None]
    goals = [ref.pk for ref in about if ref.label == GOAL]
    measures = [ref.pk for ref in about if ref.label == MEASURE]
    viewer, moment = bench.request.viewer, bench.request.moment
    wanted = MeasureFilter(pks=measures)
    return {
        **{(GOAL, one.pk): one for one in plans.goal_cards(viewer, moment, pks=goals)},
        **{(MEASURE, one.pk): one for one in plans.measure_cards(viewer, moment, wanted)},
    }
