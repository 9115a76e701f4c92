"""Reporting on one measure or goal in a round, in three steps and under a minute (W2)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ruori.cycle.models import Round
from ruori.desk.deeds import After, press
from ruori.desk.editing import Cleaned, Editing, Stored, number_from
from ruori.desk.entry_forms import ReportForm, report_initial, with_draft
from ruori.desk.entry_pages import entry_context, key_of, writers_of
from ruori.desk.figures import asked_figures, hand_values
from ruori.desk.gates import DeskRequest, gate, staff
from ruori.desk.in_place import answer, in_list, saved_item
from ruori.desk.next_items import thanks, way_on
from ruori.desk.problems import warn
from ruori.desk.reported import given_proofs
from ruori.followup import actions
from ruori.followup import queries as followup
from ruori.followup.models import Entry
from ruori.followup.queries import EntryForm
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.problems import Refused
from ruori.plans.models import Goal, Measure

WORDS = ("done", "cause", "action", "new_end_on")
WHEN_ASKED = ("effects", "forecast")


@gate(staff)
def report_measure(request: DeskRequest, round_pk: int, pk: int) -> HttpResponse:
    """Say how a measure stands: status, one sentence, figures if asked, a proof if there is."""
    asked = measure_asked(request, round_pk, pk)
    figures = asked_figures(request, asked)

    def save(cleaned: Cleaned) -> str:
        first, *more = [*hand_values(figures, cleaned), None][: len(figures) + 1]
        reported = actions.report_measure(
            round=Round.objects.get(pk=round_pk),
            measure=Measure.objects.get(pk=pk),
            progress=Progress(cleaned["progress"]),
            value=first,
            more_values=[value for value in more if value is not None],
            by=request.viewer,
            at=request.at,
            **_shared(cleaned),
        )
        return _tell(request, reported)

    form = _form(request, asked, figures)
    stored = _stored(lambda: measure_asked(request, round_pk, pk))
    return answer(request, _editing(request, asked, form, save, stored), asked)


@gate(staff)
def report_goal(request: DeskRequest, round_pk: int, pk: int) -> HttpResponse:
    """Say how a goal looks; at the end of a period, how it ended."""
    asked = goal_asked(request, round_pk, pk)

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

    form = _form(request, asked, ())
    stored = _stored(lambda: goal_asked(request, round_pk, pk))
    return answer(request, _editing(request, asked, form, save, stored), asked)


@gate(staff)
@require_POST
def same_as_before(request: DeskRequest, round_pk: int, pk: int) -> HttpResponse:
    """Say that nothing has changed since the last round."""
    measure_asked(request, round_pk, pk)
    on = way_on(request, round_pk, "plans.measure", pk)
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
    words = gettext("Saved: no change since last time.")
    messages.success(request, f"{words} {on.progress}".strip(), extra_tags=_tell(request, repeated))
    if in_list(request):
        return saved_item(request, measure_asked(request, round_pk, pk))
    return redirect(on.address)


@gate(staff)
@require_POST
def undo(request: DeskRequest, pk: int) -> HttpResponse:
    """Take an entry back within a day, until the round closes."""
    entry = Entry.objects.filter(pk=pk).first()
    if entry is None:
        raise Http404
    home = reverse("desk:my_turn")
    return press(
        request,
        lambda: actions.withdraw_entry(entry=entry, by=request.viewer, at=request.at),
        After(gettext("The entry was taken back."), home, home),
    )


def measure_asked(request: DeskRequest, round_pk: int, pk: int) -> EntryForm:
    """What is asked of a measure; not there for who may not report on it."""
    return _asked(followup.measure_form(request.viewer, request.at, round_id=round_pk, measure=pk))


def goal_asked(request: DeskRequest, round_pk: int, pk: int) -> EntryForm:
    """What is asked of a goal; not there for who may not report on it."""
    return _asked(followup.goal_form(request.viewer, request.at, round_id=round_pk, goal=pk))


def _asked(form: EntryForm | None) -> EntryForm:
    if form is None:
        raise Http404
    return form


def _shared(cleaned: Cleaned) -> dict[str, Any]:
    return {
        **{name: cleaned[name] for name in WORDS},
        **{name: cleaned.get(name, "") for name in WHEN_ASKED},
        "proofs": given_proofs(cleaned),
        "expected_last": cleaned["version"] or None,
        "seen_draft": cleaned.get("draft"),
    }


def _tell(request: DeskRequest, reported: actions.Reported) -> str:
    """Tell what came of a report; the address where it can be taken back."""
    if reported.has_value_waiting:
        words_of = gettext("The figure differs much from earlier ones and waits for a check.")
        messages.warning(request, words_of)
    return reverse("desk:undo", args=[reported.entry])


def _form(request: DeskRequest, asked: EntryForm, figures: Any) -> ReportForm:
    initial = with_draft(report_initial(asked), asked)
    files = request.FILES or None
    return ReportForm(request.POST or None, files, initial=initial, asked=asked, figures=figures)


def _editing(
    request: DeskRequest, asked: EntryForm, form: ReportForm, save: Any, stored: Any
) -> Editing:
    label = "plans.measure" if form.word == "progress" else "plans.goal"
    on = way_on(request, asked.round.pk, label, asked.item.pk)
    return Editing(
        form=form,
        save=save,
        stored=stored,
        done=f"{on.address}?sent={key_of(request, asked)}",
        message=thanks(on),
        template="desk/entry/report.html",
        context=entry_context(request, asked, form, writers_of(request, [asked])),
    )


def _stored(asked: Any) -> Any:
    def stored() -> Stored:
        now = asked()
        return Stored(now.expected_last or 0, report_initial(now))

    return stored
