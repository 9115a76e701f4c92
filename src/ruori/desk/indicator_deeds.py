"""Deeds of the indicator desk, each at an address of its own: define, value, target, break."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from ruori.desk.editing import Editing, Stored, changed, edit, text_from
from ruori.desk.frame import language, page, words
from ruori.desk.gates import DeskRequest, gate, staff
from ruori.desk.indicator_forms import (
    BreakForm,
    DefinitionForm,
    TargetForm,
    ValueForm,
    definition_changes,
    definition_initial,
    promise_from,
    promise_initial,
)
from ruori.desk.plans.outline import names
from ruori.desk.problems import add_refusal, status_of, warn
from ruori.indicators import access, actions
from ruori.indicators import queries as indicators
from ruori.indicators import words as indicator_words
from ruori.indicators.queries import IndicatorLine, IndicatorSheet
from ruori.indicators.rules.codes import BreakKind, Status
from ruori.indicators.rules.targets import Promise
from ruori.kernel.instants import city_day
from ruori.kernel.problems import Refused
from ruori.organisation import queries as organisation

FORM = "desk/indicators/form.html"


@gate(staff)
def new_indicator(request: DeskRequest) -> HttpResponse:
    """Begin to follow a figure, with the city's own series opened for it."""
    if not access.may_define(request.viewer):
        raise Http404
    form = _definition_form(request, is_new=True)
    if request.method == "POST" and form.is_valid():
        try:
            made = _define(request, form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, gettext("The indicator was added."))
            return redirect("desk:indicator", made)
    context = {
        "form": form,
        "heading": gettext("New indicator"),
        "done": reverse("desk:indicators"),
    }
    return page(request, FORM, context, status=status_of(form))


@gate(staff)
def edit_indicator(request: DeskRequest, pk: int) -> HttpResponse:
    """Change what an indicator means, from today on."""
    sheet = sheet_of(request, pk)
    if not access.keeps(request.viewer):
        raise Http404

    def save(cleaned: dict[str, Any]) -> None:
        actions.redefine_indicator(
            indicator_id=pk,
            version=cleaned["version"],
            changes=definition_changes(cleaned),
            start=city_day(request.at),
            by=request.viewer,
            at=request.at,
        )

    form = _definition_form(request, initial=definition_initial(sheet.card))
    heading = f"{gettext('Edit')}: {words(sheet.card.name)}"
    return edit(request, _editing(pk, form, save, lambda: _stored(request, pk), heading))


@gate(staff)
def enter_value(request: DeskRequest, pk: int) -> HttpResponse:
    """Tell a value; an odd one is kept and asked about."""
    sheet, line = own_line(request, pk)
    if not _may_enter(request, pk):
        raise Http404
    form = ValueForm(request.POST or None, initial=_next_value(line), last=_last(line, sheet))
    if request.method == "POST" and form.is_valid():
        try:
            entered = actions.enter_by_hand(
                value=_typed(line, form.cleaned_data), by=request.viewer, at=request.at
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            if entered.counts:
                messages.success(request, gettext("The value was saved."))
                return redirect("desk:indicator", pk)
            messages.warning(request, gettext("The value was kept, but it needs an answer."))
            return redirect("desk:batch", entered.batch_id)
    return _form_page(request, form, sheet, gettext("Enter a value"))


@gate(staff)
def set_target(request: DeskRequest, pk: int) -> HttpResponse:
    """Set or change what is promised of the city's own line."""
    sheet, line = own_line(request, pk)
    if not access.keeps(request.viewer):
        raise Http404

    def save(cleaned: dict[str, Any]) -> None:
        others = [each for each in line.promises if each.level != cleaned["level"]]
        actions.set_target(
            series_id=line.series.pk,
            promise=promise_from(
                cleaned,
                unit_code=line.series.unit.code,
                is_primary=not any(each.is_primary for each in others),
            ),
            start=cleaned["holds_from"] or city_day(request.at),
            version=cleaned["version"],
            reason=cleaned["reason"],
            by=request.viewer,
            at=request.at,
        )

    form = TargetForm(request.POST or None, initial=_target_initial(line))
    heading = f"{gettext('Set the target')}: {words(sheet.card.name)}"
    return edit(request, _editing(pk, form, save, lambda: _stored_target(request, pk), heading))


@gate(staff)
def mark_break(request: DeskRequest, pk: int) -> HttpResponse:
    """Mark the first period that may not be read together with those before it."""
    sheet, line = own_line(request, pk)
    if not _may_enter(request, pk):
        raise Http404
    form = BreakForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.mark_break(
                series_id=line.series.pk,
                first=form.cleaned_data["first"],
                kind=BreakKind(form.cleaned_data["kind"]),
                note=text_from(form.cleaned_data, "note"),
                by=request.viewer,
                at=request.at,
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, changed())
            return redirect("desk:indicator", pk)
    return _form_page(request, form, sheet, gettext("Mark a break"))


@gate(staff)
@require_POST
def void_break(request: DeskRequest, pk: int, mark: int) -> HttpResponse:
    """Take a mistaken break back."""
    _sheet, line = own_line(request, pk)
    if mark not in {each.pk for each in line.breaks}:
        raise Http404
    try:
        actions.void_break(break_id=mark, by=request.viewer, at=request.at)
    except Refused as refused:
        warn(request, refused)
    else:
        messages.success(request, changed())
    return redirect("desk:indicator", pk)


def sheet_of(request: DeskRequest, pk: int) -> IndicatorSheet:
    """An indicator as those inside see it, unpublished values too; 404 when it is not theirs."""
    sheet = indicators.indicator_sheet(pk, viewer=request.viewer, at=request.at, is_public=False)
    if sheet is None:
        raise Http404
    return sheet


def own_line(request: DeskRequest, pk: int) -> tuple[IndicatorSheet, IndicatorLine]:
    """The indicator with the city's own line, which deeds are about."""
    sheet = sheet_of(request, pk)
    if sheet.main is None:
        raise Http404
    return sheet, sheet.main


def _may_enter(request: DeskRequest, pk: int) -> bool:
    state = indicators.state_on(pk, city_day(request.at))
    return access.may_enter(request.viewer, state, at=request.at)


def _define(request: DeskRequest, cleaned: dict[str, Any]) -> int:
    return actions.begin_to_follow(
        code=cleaned["code"],
        definition=actions.IndicatorDefinition(**definition_changes(cleaned)),
        region=_city_region(),
        start=city_day(request.at),
        by=request.viewer,
        at=request.at,
    ).pk


def _city_region() -> str:
    city = organisation.city()
    return f"fi-kunta:{'' if city is None else city.code}"


def _definition_form(request: DeskRequest, *, is_new: bool = False, **kwargs: Any) -> Any:
    known = names(request.moment)
    form = DefinitionForm(
        request.POST or None,
        units=known.unit_choices(),
        posts=known.post_choices(),
        is_new=is_new,
        **kwargs,
    )
    if is_new:
        code = forms.SlugField(label=gettext("Code, used in files"), max_length=60)
        form.fields = {"code": code, **form.fields}
    return form


def _last(line: IndicatorLine, sheet: IndicatorSheet) -> str:
    """The last value in words, beside the field of the next one."""
    return " ".join(indicator_words.verdict(line, sheet.card, language())[:1])


def _next_value(line: IndicatorLine) -> dict[str, str]:
    """The year after the last one, so that it need not be written."""
    last = line.judgement.last
    is_yearly = last is not None and str(last.period).isdigit()
    period = str(last.period.end.year + 1) if last is not None and is_yearly else ""
    return {"status": Status.NORMAL.value, "period": period}


def _typed(line: IndicatorLine, cleaned: dict[str, Any]) -> actions.HandValue:
    value = cleaned["value"]
    return actions.HandValue(
        series_id=line.series.pk,
        period=str(cleaned["period"]),
        value="" if value is None else value,
        status=Status(cleaned["status"]),
        note=cleaned["note"],
        reason=cleaned["reason"],
        evidence=cleaned["evidence"],
    )


def _primary(line: IndicatorLine) -> Promise | None:
    return line.promises[0] if line.promises else None


def _target_initial(line: IndicatorLine) -> dict[str, Any]:
    promise = _primary(line)
    return {"version": 0} if promise is None else promise_initial(promise)


def _stored(request: DeskRequest, pk: int) -> Stored:
    card = sheet_of(request, pk).card
    return Stored(card.version, definition_initial(card))


def _stored_target(request: DeskRequest, pk: int) -> Stored:
    _sheet, line = own_line(request, pk)
    initial = _target_initial(line)
    return Stored(initial["version"], initial)


def _editing(pk: int, form: Any, save: Any, stored: Any, heading: str) -> Editing:
    return Editing(
        form=form,
        save=save,
        stored=stored,
        done=reverse("desk:indicator", args=[pk]),
        message=changed(),
        template=FORM,
        context={"heading": heading},
    )


def _form_page(
    request: DeskRequest, form: forms.Form, sheet: IndicatorSheet, deed: str
) -> HttpResponse:
    context = {
        "form": form,
        "heading": f"{deed}: {words(sheet.card.name)}",
        "done": reverse("desk:indicator", args=[sheet.card.pk]),
    }
    return page(request, FORM, context, status=status_of(form))
