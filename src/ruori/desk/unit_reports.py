"""A unit's own summary of a round: counts and texts of those below beside it, then its review."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from ruori.cycle.models import Round
from ruori.cycle.rules import RoundState
from ruori.desk.deeds import After, fill, press
from ruori.desk.editing import Cleaned, Editing, Stored, edit
from ruori.desk.entry_forms import ReviewForm, SummaryForm
from ruori.desk.entry_pages import keeping
from ruori.desk.frame import page, trail, words
from ruori.desk.gates import DeskRequest, gate, staff
from ruori.desk.kept import kept_words
from ruori.followup import access, actions
from ruori.followup import queries as followup
from ruori.followup.codes import UnitReportState, Verdict
from ruori.followup.models import UnitReport
from ruori.followup.queries import OwnAnswer, UnitReportCard, UnitRollUp
from ruori.followup.rules.counts import Tally
from ruori.followup.rules.entries import SUBMITTABLE
from ruori.followup.rules.roll_up import Rolled, inserted
from ruori.organisation.models import Unit
from ruori.organisation.queries import Names
from ruori.organisation.queries import names as names_on
from ruori.ui.parts import Count


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer of the unit itself, with the sentence that can be put into the summary."""

    name: str
    address: str
    family: str
    code: str
    is_unproven: bool
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class BelowLine:
    """A unit below: how much it has reported, and its summary when it is handed in."""

    name: str
    address: str
    reported: str
    measures: tuple[Count, ...]
    goals: tuple[Count, ...]
    summary: str
    key: str


@gate(staff)
def unit_report(request: DeskRequest, round_pk: int, unit: int) -> HttpResponse:
    """A unit's own summary of a round, with what it and those below it have said."""
    seen = _seen(request, round_pk, unit)
    names = names_on(request.moment)
    texts: dict[str, list[Any]] = {"own": _own(seen), "below": _below(request, seen, names)}
    way = _way(request)

    def save(cleaned: Cleaned) -> None:
        _save(request, round_pk, unit, cleaned, way, [*texts["own"], *texts["below"]])

    here = reverse("desk:unit_report", args=[round_pk, unit])
    kept = keeping(request, round_pk, "unit", unit)
    initial = {**_initial(seen.report), **kept.fields}
    editing = Editing(
        form=SummaryForm(request.POST or None, initial=initial),
        save=save,
        stored=lambda: _stored(round_pk, unit),
        done=reverse("desk:my_turn") if way == "submit" else f"{here}?sent={kept.key}#summary",
        message=_message(way),
        template="desk/rounds/unit.html",
        context=_context(request, seen, unit, names) | {**texts, "keeping": kept},
    )
    return edit(request, editing)


@gate(staff)
@require_POST
def approve_report(request: DeskRequest, pk: int) -> HttpResponse:
    """Approve a unit's summary."""
    report = _report(pk)
    return press(
        request,
        lambda: actions.review_unit_report(
            report=report,
            verdict=Verdict.APPROVED,
            as_unprovable=request.POST.get("as_unprovable") == "yes",
            by=request.viewer,
            at=request.at,
        ),
        After(
            gettext("Approved."),
            done=reverse("desk:my_turn"),
            back=reverse("desk:unit_report", args=[report.round_id, report.unit_id]),
        ),
    )


@gate(staff)
@require_POST
def return_report(request: DeskRequest, pk: int) -> HttpResponse:
    """Return a unit's summary with what should be mended."""
    report = _report(pk)
    return fill(
        request,
        ReviewForm(request.POST),
        lambda cleaned: actions.review_unit_report(
            report=report,
            verdict=Verdict.RETURNED,
            by=request.viewer,
            at=request.at,
            reason=cleaned["reason"],
            seen_draft=cleaned["draft"],
        ),
        after=After(gettext("Returned to its writer."), reverse("desk:my_turn"), ""),
        show=lambda form: _returning_page(request, report, form),
    )


def _returning_page(request: DeskRequest, report: UnitReport, form: forms.Form) -> HttpResponse:
    seen = _seen(request, report.round_id, report.unit_id)
    names = names_on(request.moment)
    context = {
        **_context(request, seen, report.unit_id, names),
        "own": _own(seen),
        "below": _below(request, seen, names),
        "review_form": form,
        "done": reverse("desk:my_turn"),
    }
    return page(request, "desk/rounds/unit.html", context, status=422)


def _seen(request: DeskRequest, round_pk: int, unit: int) -> UnitRollUp:
    if not access.may_write_report(request.viewer, unit=unit):
        raise Http404
    seen = followup.unit_roll_up(round_pk, unit, request.at)
    if seen is None:
        raise Http404
    return seen


def _way(request: DeskRequest) -> str:
    """What the pressed button asks: to hand in, to keep unfinished, or to put a text in."""
    if request.POST.get("insert"):
        return "insert"
    return "keep" if request.POST.get("keep") else "submit"


def _message(way: str) -> str:
    if way == "insert":
        return gettext("The text was put in. Nothing has been handed in yet.")
    return gettext("Kept unfinished.") if way == "keep" else gettext("The summary was handed in.")


def _save(
    request: DeskRequest,
    round_pk: int,
    unit: int,
    cleaned: Cleaned,
    way: str,
    texts: Iterable[AnswerLine | BelowLine],
) -> None:
    summary = cleaned["summary"]
    if way == "insert":
        summary = _with_text(summary, request.POST.get("insert", ""), texts)
    deed = actions.submit_unit_report if way == "submit" else actions.save_unit_report
    deed(
        round=Round.objects.get(pk=round_pk),
        unit=Unit.objects.get(pk=unit),
        summary=summary,
        version=cleaned["version"] or None,
        seen_draft=cleaned["draft"],
        by=request.viewer,
        at=request.at,
    )


def _with_text(typed: str, key: str, texts: Iterable[AnswerLine | BelowLine]) -> str:
    """What was typed with the chosen text at its end; an unknown text adds nothing."""
    for each in texts:
        words_of = each.text if isinstance(each, AnswerLine) else each.summary
        if each.key == key and words_of:
            return inserted(typed, words_of, each.name)
    return typed


def _report(pk: int) -> UnitReport:
    row: UnitReport | None = UnitReport.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _initial(card: UnitReportCard | None) -> dict[str, Any]:
    if card is None:
        return {"version": 0, "summary": ""}
    return {"version": card.version, "summary": card.summary}


def _stored(round_pk: int, unit: int) -> Stored:
    initial = _initial(followup.unit_reports(round_pk, [unit]).get(unit))
    return Stored(initial["version"], initial)


def _own(seen: UnitRollUp) -> list[AnswerLine]:
    return [_answer_line(seen.round.pk, answer) for answer in seen.own]


def _answer_line(round_pk: int, answer: OwnAnswer) -> AnswerLine:
    item, entry = answer.item, answer.entry
    kind = "measure" if item.is_measure else "goal"
    asked = reverse(f"desk:report_{kind}", args=[round_pk, item.about.pk])
    code = "" if entry is None else entry.progress or entry.outlook or ""
    return AnswerLine(
        name=words(item.about.title),
        address=asked if entry is None else reverse("desk:entry_record", args=[entry.pk]),
        family="progress" if item.is_measure or entry is None else "attainment",
        code=code or ("NOT_REPORTED" if entry is None else ""),
        is_unproven=entry is not None and entry.is_claim_unproven,
        text="" if entry is None else entry.done,
        key="" if entry is None else f"entry-{entry.pk}",
    )


def _below(request: DeskRequest, seen: UnitRollUp, names: Names) -> list[BelowLine]:
    return [
        BelowLine(
            name=words(names.unit(each.unit)),
            address=_address(request, seen.round.pk, each.unit),
            reported=_reported(each.rolled),
            measures=measure_counts(each.rolled.measures),
            goals=goal_counts(each.rolled.goals),
            summary=each.summary,
            key=f"unit-{each.unit}",
        )
        for each in seen.below
    ]


def _address(request: DeskRequest, round_pk: int, unit: int) -> str:
    may_open = access.may_write_report(request.viewer, unit=unit)
    return reverse("desk:unit_report", args=[round_pk, unit]) if may_open else ""


def _reported(group: Rolled) -> str:
    facts = {"number": group.reported.number, "of": group.reported.of}
    return gettext("%(number)s of %(of)s reported") % facts


def measure_counts(tally: Tally) -> tuple[Count, ...]:
    """The words of measures as counts, the silent ones last."""
    return _counts("progress", tally, "NOT_REPORTED")


def goal_counts(tally: Tally) -> tuple[Count, ...]:
    """The words of goals as counts, the silent ones last."""
    return _counts("attainment", tally, "NOT_JUDGED")


def _counts(family: str, tally: Tally, silent: str) -> tuple[Count, ...]:
    counted = [Count(family, code.value, number) for code, number in tally.counts if number]
    if tally.silent:
        counted.append(Count(family, silent, tally.silent))
    return tuple(counted)


def _context(request: DeskRequest, seen: UnitRollUp, unit: int, names: Names) -> dict[str, Any]:
    card = seen.report
    state = UnitReportState.OPENED if card is None else card.state
    may_write = state in SUBMITTABLE and seen.round.state is RoundState.OPEN
    return {
        "heading": words(names.unit(unit)),
        "round": words(seen.round.title),
        "reported": _reported(seen.whole),
        "measures_head": _head(seen.whole.measures, is_measure=True),
        "measures": measure_counts(seen.whole.measures),
        "goals_head": _head(seen.whole.goals, is_measure=False),
        "goals": goal_counts(seen.whole.goals),
        "state": state,
        "summary": "" if card is None else card.summary,
        "reason": ""
        if card is None or state is not UnitReportState.RETURNED
        else card.verdict_reason,
        "report_pk": 0 if card is None else card.pk,
        "may_write": may_write,
        "may_review": card is not None
        and state is UnitReportState.SUBMITTED
        and access.may_review(request.viewer, unit=unit, writer=card.person),
        "unproven": seen.unproven,
        **_reviewing(request, seen),
        "crumbs": trail(
            (gettext("Rounds"), reverse("desk:rounds")),
            (words(seen.round.title), reverse("desk:round", args=[seen.round.pk])),
            (words(names.unit(unit)), ""),
        ),
    }


def _reviewing(request: DeskRequest, seen: UnitRollUp) -> dict[str, Any]:
    """The form of returning a summary, with what has been kept of its reason; few queries."""
    if seen.report is None or seen.report.state is not UnitReportState.SUBMITTED:
        return {"review_form": ReviewForm()}
    kept = keeping(request, seen.round.pk, "unit_report", seen.report.pk)
    form = ReviewForm(initial={**kept.fields, **kept_words(request, "reason")})
    return {"review_form": form, "review_keeping": kept}


def _head(tally: Tally, *, is_measure: bool) -> str:
    if is_measure:
        told = ngettext("%(count)d measure", "%(count)d measures", tally.total)
    else:
        told = ngettext("%(count)d goal", "%(count)d goals", tally.total)
    return told % {"count": tally.total}
