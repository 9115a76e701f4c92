"""The plan check of one plan: what is wrong, mended or accepted with a reason (W9)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from ruori.desk.deeds import After, fill, press
from ruori.desk.editing import changed
from ruori.desk.frame import page, trail, words
from ruori.desk.gates import DeskRequest, gate, staff
from ruori.desk.plans.health.found import (
    FIRST,
    Told,
    counted,
    last_told,
    of_plan,
    open_ones,
    plan_card,
    sentence,
    told_now,
    when,
    with_mark,
)
from ruori.desk.plans.health.lines import (
    accept_form,
    accepted_lines,
    lines,
    repair_form,
    short_lines,
)
from ruori.desk.plans.health.repairs import Bench, Repair, Work, repair_of
from ruori.desk.plans.health.words import RULES, name_of
from ruori.desk.plans.terms import may_edit_plan
from ruori.desk.problems import status_of
from ruori.notices.actions import check_plans
from ruori.plans import access, actions
from ruori.plans.models import AcceptedFinding
from ruori.plans.queries import Finding, PlanCard
from ruori.plans.rules import EDITED_IN_PLACE


@gate(staff)
@require_GET
def plan_health(request: DeskRequest, pk: int) -> HttpResponse:
    """Everything wrong with a plan, the hardest first, seven at a time."""
    card = plan_card(request, pk)
    told = last_told(request)
    return _page(request, card, replace(told, findings=of_plan(told.findings, pk)))


@gate(staff)
@require_POST
def health_repair(request: DeskRequest, pk: int) -> HttpResponse:
    """Mend a finding with the few fields of its rule."""
    card = plan_card(request, pk)
    told = told_now(request, pk)
    finding = with_mark(told.findings, request.POST.get("fingerprint", ""))
    repair = None if finding is None else repair_of(finding)
    if finding is None or repair is None:
        return _gone(request, card, told)
    bench = Bench(request, card)
    form = repair_form(bench, finding, request.POST, None)
    return fill(
        request,
        form,
        lambda cleaned: _mend(repair, Work(bench, finding, cleaned)),
        after=After(changed(), reverse("desk:plan_health", args=[pk])),
        show=lambda form: _refused(request, card, finding, form),
    )


@gate(staff)
@require_POST
def health_accept(request: DeskRequest, pk: int) -> HttpResponse:
    """Accept a warning as it is, with a reason."""
    card = plan_card(request, pk)
    told = told_now(request, pk)
    finding = with_mark(told.findings, request.POST.get("fingerprint", ""))
    if finding is None:
        return _gone(request, card, told)
    return fill(
        request,
        accept_form(finding, request.POST),
        lambda cleaned: actions.accept_finding(
            problem=finding.problem,
            seen=cleaned["fingerprint"],
            reason=cleaned["reason"],
            by=request.viewer,
            at=request.at,
        ),
        after=After(
            gettext("Accepted as it is. It is found again if it changes."),
            reverse("desk:plan_health", args=[pk]),
        ),
        show=lambda form: _refused(request, card, finding, form),
    )


@gate(staff)
@require_POST
def health_take_up(request: DeskRequest, pk: int, accepted: int) -> HttpResponse:
    """Take an acceptance back."""
    plan_card(request, pk)
    row = AcceptedFinding.objects.filter(pk=accepted, takes_back=None).first()
    if row is None:
        raise Http404
    return press(
        request,
        lambda: actions.take_up_finding(accepted=row, by=request.viewer, at=request.at),
        After(gettext("The finding stands again."), reverse("desk:plan_health", args=[pk])),
    )


def _mend(repair: Repair, work: Work) -> None:
    """Do the repair and check the plans anew: the page that follows no longer tells of it."""
    repair.deed(work)
    check_plans(at=work.bench.request.at)


def _refused(
    request: DeskRequest, card: PlanCard, finding: Finding, form: forms.Form
) -> HttpResponse:
    """The finding with the form that was not taken."""
    told = Told([finding], request.at)
    return _page(request, card, told, {finding.fingerprint: form}, status=status_of(form))


def _gone(request: DeskRequest, card: PlanCard, told: Told) -> HttpResponse:
    """The finding that was read is no more: somebody mended or changed it meanwhile (409)."""
    words = gettext("This was mended or changed after you read it. Here is what stands now.")
    return _page(request, card, told, status=409, changed_meanwhile=words)


def _page(
    request: DeskRequest,
    card: PlanCard,
    told: Told,
    bound: Mapping[str, forms.Form] | None = None,
    *,
    status: int = 200,
    changed_meanwhile: str = "",
) -> HttpResponse:
    bench, title = Bench(request, card), words(card.title)
    crumbs = (
        (gettext("Plans"), reverse("desk:plans")),
        (title, reverse("desk:plan", args=[card.pk])),
    )
    form = next(iter((bound or {}).values()), None)
    context = {
        **_context(request, bench, told.findings, bound),
        "checked": when(told),
        "plan": card,
        "title": title,
        "form": form,
        "sent": "" if not bound else next(iter(bound)),
        "changed_meanwhile": changed_meanwhile,
        "is_draft": card.stage in EDITED_IN_PLACE,
        "may_write": may_edit_plan(request.viewer, card),
        "may_limit": access.may_set_limits(request.viewer),
        "crumbs": trail(*crumbs, (gettext("Plan check"), "")),
    }
    return page(request, "desk/plans/health/page.html", context, status=status)


def _context(
    request: DeskRequest,
    bench: Bench,
    findings: list[Finding],
    bound: Mapping[str, forms.Form] | None,
) -> dict[str, Any]:
    """The findings as the reader asked for them: one rule, one finding, the first or all."""
    standing, here = open_ones(findings), reverse("desk:plan_health", args=[bench.plan.pk])
    rule, one = request.GET.get("rule", ""), request.GET.get("finding", "")
    chosen = [item for item in standing if rule in ("", item.problem.code)]
    chosen = [item for item in chosen if one in ("", item.fingerprint)]
    is_all = "all" in request.GET
    first = [] if is_all else chosen[:FIRST]
    return {
        "sentence": sentence(counted(standing)),
        "lines": lines(bench, first, bound=bound),
        "short": short_lines(chosen) if is_all else [],
        "rest": 0 if is_all else len(chosen) - len(first),
        "rest_address": f"{here}?rule={rule}&all=" if rule else f"{here}?all=",
        "accepted": accepted_lines(bench.plan.pk, [item for item in findings if item.accepted]),
        "rules": _rules(here, standing),
        "rule": rule if any(item.problem.code == rule for item in standing) else "",
        "is_whole": not standing,
        "is_part": bool(rule or one or bound),
        "here": here,
        "all_rules": [(code, name, reason) for code, (name, reason) in RULES.items()],
    }


def _rules(here: str, findings: list[Finding]) -> list[tuple[str, str, int, str]]:
    """The rules that found something: code, words, how many, and the page of only those."""
    codes = dict.fromkeys(item.problem.code for item in findings)
    counts = {code: sum(item.problem.code == code for item in findings) for code in codes}
    return [(code, name_of(code), counts[code], f"{here}?rule={code}") for code in codes]
