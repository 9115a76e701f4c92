"""The indicator desk: what waits, every figure, one figure with its values, and arrivals (W10)."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from ruori.desk import indicator_deeds as deeds
from ruori.desk.deeds import After, fill
from ruori.desk.frame import language, page, trail, words
from ruori.desk.gates import DeskRequest, gate, staff
from ruori.desk.indicator_forms import RulingForm
from ruori.desk.indicator_rows import figure_page, list_rows, record_page, waiting_rows
from ruori.desk.problems import said
from ruori.indicators import access, actions
from ruori.indicators import queries as indicators
from ruori.indicators.queries import BatchRecord
from ruori.indicators.rules.codes import BatchState
from ruori.kernel.instants import city_day


@gate(staff)
@require_GET
def list_page(request: DeskRequest) -> HttpResponse:
    """What waits for a ruling, which figures are late, and every figure one may see."""
    rows = indicators.indicator_rows(viewer=request.viewer, at=request.at, is_public=False)
    seen = {row.card.pk for row in rows}
    late = indicators.late_figures(request.moment)
    context = {
        "rows": list_rows(rows, language()),
        "arrivals": waiting_rows(
            indicators.waiting_batches(city_day(request.at)), seen, language()
        ),
        "late": [
            (words(each.about.title), each.about.pk, said(each))
            for each in late
            if each.about is not None and each.about.pk in seen
        ],
        "may_define": access.may_define(request.viewer),
    }
    return page(request, "desk/indicators/list.html", context)


@gate(staff)
@require_GET
def indicator(request: DeskRequest, pk: int) -> HttpResponse:
    """One figure as those inside see it: values with who told them, targets, breaks, deeds."""
    sheet = deeds.sheet_of(request, pk)
    state = indicators.state_on(pk, city_day(request.at))
    main = sheet.main
    history = () if main is None else indicators.target_history(main.series.pk)
    context = {
        "indicator": figure_page(sheet, history, language()),
        "may_enter": main is not None and access.may_enter(request.viewer, state, at=request.at),
        "may_keep": access.keeps(request.viewer),
        "crumbs": trail(
            (gettext("Indicators"), reverse("desk:indicators")), (words(sheet.card.name), "")
        ),
    }
    return page(request, "desk/indicators/indicator.html", context)


@gate(staff)
@require_GET
def observation(request: DeskRequest, pk: int) -> HttpResponse:
    """The record of one value: the row of its figure, or of its arrival."""
    place = indicators.place_of_observation(pk)
    if place is None:
        raise Http404
    deeds.sheet_of(request, place[0])
    address = reverse("desk:batch", args=[place[1]])
    return redirect(f"{address}#havainto-{pk}")


@gate(staff)
@require_GET
def batch(request: DeskRequest, pk: int) -> HttpResponse:
    """One arrival: what came, what was found, and who ruled on it."""
    record = _record(request, pk)
    return _batch_page(request, record, RulingForm(), status=200)


@gate(staff)
@require_POST
def accept(request: DeskRequest, pk: int) -> HttpResponse:
    """Let an arrival count."""
    return _rule(request, pk, actions.accept_batch, gettext("The figures now count."))


@gate(staff)
@require_POST
def reject(request: DeskRequest, pk: int) -> HttpResponse:
    """Turn an arrival down."""
    return _rule(request, pk, actions.reject_batch, gettext("The figures were turned down."))


def _rule(request: DeskRequest, pk: int, verb: Any, done: str) -> HttpResponse:
    record = _record(request, pk)
    return fill(
        request,
        RulingForm(request.POST),
        lambda cleaned: verb(
            batch_id=pk, reason=cleaned["reason"], by=request.viewer, at=request.at
        ),
        after=After(done, reverse("desk:batch", args=[pk])),
        show=lambda form: _batch_page(request, record, form, status=422),
    )


def _batch_page(
    request: DeskRequest, record: BatchRecord, form: forms.Form, *, status: int
) -> HttpResponse:
    context = {
        "record": record_page(record, language()),
        "form": form,
        "may_rule": record.state is BatchState.QUARANTINED
        and access.may_rule_on(
            request.viewer,
            indicators.states_of_batch(record.batch.pk, city_day(request.at)),
            at=request.at,
        ),
        "crumbs": trail(
            (gettext("Indicators"), reverse("desk:indicators")), (gettext("Arrival"), "")
        ),
    }
    return page(request, "desk/indicators/batch.html", context, status=status)


def _record(request: DeskRequest, pk: int) -> BatchRecord:
    """An arrival whose every figure the viewer may see; an empty one is for keepers only."""
    day = city_day(request.at)
    record = indicators.batch_record(pk, day)
    if record is None:
        raise Http404
    states = indicators.states_of_batch(pk, day)
    seen = all(access.may_see(request.viewer, state, at=request.at) for state in states)
    if not (states and seen) and not access.keeps(request.viewer):
        raise Http404
    return record


addresses: tuple[URLPattern, ...] = (
    path("indicators/", list_page, name="indicators"),
    path("indicators/new/", deeds.new_indicator, name="new_indicator"),
    path("indicators/<int:pk>/", indicator, name="indicator"),
    path("indicators/<int:pk>/edit/", deeds.edit_indicator, name="edit_indicator"),
    path("indicators/<int:pk>/value/", deeds.enter_value, name="indicator_value"),
    path("indicators/<int:pk>/target/", deeds.set_target, name="indicator_target"),
    path("indicators/<int:pk>/break/", deeds.mark_break, name="indicator_break"),
    path("indicators/<int:pk>/break/<int:mark>/void/", deeds.void_break, name="void_break"),
    path("indicators/values/<int:pk>/", observation, name="observation"),
    path("indicators/arrivals/<int:pk>/", batch, name="batch"),
    path("indicators/arrivals/<int:pk>/accept/", accept, name="accept_batch"),
    path("indicators/arrivals/<int:pk>/reject/", reject, name="reject_batch"),
)
