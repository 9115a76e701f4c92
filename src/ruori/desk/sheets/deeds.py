"""The deeds of an uploaded sheet: taking its answers into use, or throwing it away."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from ruori.desk.editing import LONGEST_NUMBER, number_from
from ruori.desk.gates import DeskRequest, gate, staff
from ruori.desk.problems import said
from ruori.desk.sheets.pages import sheet_page, upload_of
from ruori.desk.sheets.shown import field_name
from ruori.intake import actions
from ruori.intake.actions import TakenSheet
from ruori.intake.rules.sheet_columns import GOAL, MEASURE, ItemKey
from ruori.kernel.problems import Conflict, NotAllowed, Refused


@gate(staff)
@require_POST
def take(request: DeskRequest, pk: int) -> HttpResponse:
    """Take the answers of a sheet into use."""
    row = upload_of(request, pk)
    try:
        taken = actions.take_sheet(
            upload=row,
            version=_version(request),
            overrides=_overrides(request),
            keeps=_chosen(request, "theirs"),
            by=request.viewer,
            at=request.at,
        )
    except NotAllowed:
        raise
    except Refused as refused:
        status = 409 if isinstance(refused, Conflict) else 422
        warning = said(refused.problem)
        return sheet_page(request, upload_of(request, pk), warning=warning, status=status)
    _tell(request, taken)
    return redirect("desk:sheet", pk)


@gate(staff)
@require_POST
def discard(request: DeskRequest, pk: int) -> HttpResponse:
    """Throw an uploaded sheet away."""
    row = upload_of(request, pk)
    round_pk, unit = row.round_id, row.unit_id
    try:
        actions.discard_sheet(
            upload=row, version=_version(request), by=request.viewer, at=request.at
        )
    except NotAllowed:
        raise
    except Refused as refused:
        warning = said(refused.problem)
        return sheet_page(request, upload_of(request, pk), warning=warning, status=409)
    messages.success(request, gettext("The sheet was discarded. Nothing of it was used."))
    return redirect("desk:unit_sheet", round_pk, unit)


def _tell(request: DeskRequest, taken: TakenSheet) -> None:
    words = ngettext(
        "%(count)s answer was taken into use.",
        "%(count)s answers were taken into use.",
        taken.taken,
    )
    messages.success(request, words % {"count": taken.taken})
    if taken.waiting:
        waiting = gettext("%(count)s rows could not be taken. They are below with the reason.")
        messages.warning(request, waiting % {"count": taken.waiting})


def _version(request: DeskRequest) -> int:
    version = number_from(request, "version")
    if version is None:
        raise Http404
    return version


def _overrides(request: DeskRequest) -> dict[ItemKey, int | None]:
    """The conflicts in which the sheet's answer stands, with the other answer that was seen."""
    return {
        key: number_from(request, f"tip-{field_name(key)}") or None
        for key in _chosen(request, "mine")
    }


def _chosen(request: DeskRequest, choice: str) -> frozenset[ItemKey]:
    found = (
        _key(name.removeprefix("choice-"))
        for name, value in request.POST.items()
        if name.startswith("choice-") and value == choice
    )
    return frozenset(key for key in found if key is not None)


def _key(name: str) -> ItemKey | None:
    label = {"M": MEASURE, "G": GOAL}.get(name[:1])
    number = name[1:]
    is_number = number.isascii() and number.isdigit() and len(number) < LONGEST_NUMBER
    return (label, int(number)) if label and is_number else None
