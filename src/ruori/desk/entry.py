"""Reporting on one measure or goal in a round, in three steps and under a minute (W2)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ruori.cycle.models import Round
from ruori.desk.editing import Cleaned, Editing, Stored, edit, number_from
from ruori.desk.entry_forms import ReportForm, report_initial
from ruori.desk.figures import AskedFigure, asked_figure, hand_value
from ruori.desk.frame import language, words
from ruori.desk.gates import DeskRequest, gate, staff
from ruori.desk.problems import warn
from ruori.desk.reported import given_proofs, last_time
from ruori.followup import actions
from ruori.followup import queries as followup
from ruori.followup.models import Entry
from ruori.followup.queries import EntryForm
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.problems import Refused
from ruori.plans.models import Goal, Measure
from ruori.ui import formats

WORDS = ("done", "cause", "action", "new_end_on")


@gate(staff)
def report_measure(request: DeskRequest, round_pk: int, pk: int) -> HttpResponse:
    """Say how a measure stands: status, one sentence, a figure if asked, a proof if there is."""
    asked = _asked(followup.measure_form(request.viewer, request.at, round_id=round_pk, measure=pk))
    figure = asked_figure(request, asked)

    def save(cleaned: Cleaned) -> str:
        reported = actions.report_measure(
            round=Round.objects.get(pk=round_pk),
            measure=Measure.objects.get(pk=pk),
            progress=Progress(cleaned["progress"]),
            value=None if figure is None else hand_value(figure, cleaned.get("value", "")),
            by=request.viewer,
            at=request.at,
            **_shared(cleaned),
        )
        return _tell(request, reported)

    def stored() -> Stored:
        now = followup.measure_form(request.viewer, request.at, round_id=round_pk, measure=pk)
        return _stored(_asked(now))

    return edit(request, _editing(request, asked, figure, save, stored))


@gate(staff)
def report_goal(request: DeskRequest, round_pk: int, pk: int) -> HttpResponse:
    """Say how a goal looks; at the end of a period, how it ended."""
    asked = _asked(followup.goal_form(request.viewer, request.at, round_id=round_pk, goal=pk))

    def save(cleaned: Cleaned) -> str:
        outlook = cleaned.get("outlook")
        reported = actions.report_goal(
            round=Round.objects.get(pk=round_pk),
            goal=Goal.objects.get(pk=pk),
            outlook=Attainment(outlook) if outlook else None,
            by=request.viewer,
            at=request.at,
            **_shared(cleaned),
        )
        return _tell(request, reported)

    def stored() -> Stored:
        now = followup.goal_form(request.viewer, request.at, round_id=round_pk, goal=pk)
        return _stored(_asked(now))

    return edit(request, _editing(request, asked, None, save, stored))


@gate(staff)
@require_POST
def same_as_before(request: DeskRequest, round_pk: int, pk: int) -> HttpResponse:
    """Say that nothing has changed since the last round."""
    _asked(followup.measure_form(request.viewer, request.at, round_id=round_pk, measure=pk))
    try:
        repeated = actions.repeat_measure(
            round=Round.objects.get(pk=round_pk),
            measure=Measure.objects.get(pk=pk),
            expected_last=number_from(request, "version") or None,
            by=request.viewer,
            at=request.at,
        )
    except Refused as refused:
        warn(request, refused)
        return redirect("desk:report_measure", round_pk, pk)
    message = gettext("Saved: no change since last time.")
    messages.success(request, message, extra_tags=_tell(request, repeated))
    return redirect("desk:my_turn")


@gate(staff)
@require_POST
def undo(request: DeskRequest, pk: int) -> HttpResponse:
    """Take an entry back within a day, until the round closes."""
    entry = Entry.objects.filter(pk=pk).first()
    if entry is None:
        raise Http404
    try:
        actions.withdraw_entry(entry=entry, by=request.viewer, at=request.at)
    except Refused as refused:
        warn(request, refused)
    else:
        messages.success(request, gettext("The entry was taken back."))
    return redirect("desk:my_turn")


def _asked(form: EntryForm | None) -> EntryForm:
    if form is None:
        raise Http404
    return form


def _shared(cleaned: Cleaned) -> dict[str, Any]:
    return {
        **{name: cleaned[name] for name in WORDS},
        "proofs": given_proofs(cleaned),
        "expected_last": cleaned["version"] or None,
    }


def _tell(request: DeskRequest, reported: actions.Reported) -> str:
    """Tell what came of a report; the address where it can be taken back."""
    if reported.has_value_waiting:
        words_of = gettext("The figure differs much from earlier ones and waits for a check.")
        messages.warning(request, words_of)
    return reverse("desk:undo", args=[reported.entry])


def _editing(
    request: DeskRequest, asked: EntryForm, figure: AskedFigure | None, save: Any, stored: Any
) -> Editing:
    form = ReportForm(
        request.POST or None,
        request.FILES or None,
        initial=report_initial(asked),
        asked=asked,
        figure="" if figure is None else figure.label,
    )
    return Editing(
        form=form,
        save=save,
        stored=stored,
        done=reverse("desk:my_turn"),
        message=gettext("Thank you. It was saved."),
        template="desk/entry/report.html",
        context={
            "name": words(asked.item.name),
            "plain": words(asked.item.plain_text),
            "round": words(asked.round.title),
            "round_pk": asked.round.pk,
            "pk": asked.item.pk,
            "due": formats.day(asked.round.due_on, language()),
            "is_measure": form.word == "progress",
            "is_overdue": asked.is_overdue,
            "is_on_behalf": asked.is_on_behalf,
            "last": last_time(asked.previous),
            "current": last_time(asked.current),
            "may_undo": asked.undo_until is not None,
            "figure": figure,
            "word": form[form.word],
        },
    )


def _stored(asked: EntryForm) -> Stored:
    return Stored(asked.expected_last or 0, report_initial(asked))
