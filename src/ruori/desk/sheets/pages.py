"""The pages of the Excel round: a unit's sheet, and what an uploaded one would change."""

from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from ruori.cycle.models import Round
from ruori.cycle.rules import RoundState
from ruori.desk.frame import language, page, trail, words
from ruori.desk.gates import DeskRequest, gate, staff
from ruori.desk.problems import add_refusal, status_of
from ruori.desk.sheets.making import sheet_bytes
from ruori.desk.sheets.shown import preview_page
from ruori.desk.workbooks import workbook_response
from ruori.files.rules import MAX_BYTES
from ruori.intake import access, actions
from ruori.intake.models import SheetUpload
from ruori.intake.queries import sheets
from ruori.kernel.problems import Refused
from ruori.organisation.models import Unit
from ruori.organisation.queries import city, units
from ruori.ui import formats


class SheetForm(forms.Form):
    """A filled-in sheet."""

    file = forms.FileField(
        label=_("The filled-in sheet"),
        help_text=_("An Excel file (xlsx) or an OpenDocument spreadsheet (ods)."),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """The round and unit of a sheet, and what the unit is called."""

    row: Round
    unit: Unit
    name: str


@gate(staff)
def unit_sheet(request: DeskRequest, round_pk: int, unit: int) -> HttpResponse:
    """A unit's sheet of a round: download it, and upload it filled in."""
    place = _place(request, round_pk, unit)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            opened = actions.open_sheet(
                content=upload.read(MAX_BYTES + 1),
                name=upload.name,
                round=place.row,
                unit=place.unit,
                by=request.viewer,
                at=request.at,
            )
        except Refused as refused:
            add_refusal(form, refused, "file")
        else:
            return redirect("desk:sheet", opened.pk)
    context = _context(request, place, form)
    return page(request, "desk/sheets/unit.html", context, status=status_of(form))


@gate(staff)
@require_GET
def unit_sheet_file(request: DeskRequest, round_pk: int, unit: int) -> HttpResponse:
    """The sheet itself, with what stands now; the right is asked anew at each download."""
    place = _place(request, round_pk, unit)
    if place.row.state != RoundState.OPEN:
        raise Http404
    card = city()
    name = "Ruori" if card is None else words(card.name)
    lines = sheets.sheet_items(request.viewer, request.at, place.row, unit)
    content = sheet_bytes(lines, place.row, city=name, unit=place.name, at=request.at)
    parts = (name, place.row.code, place.name, request.moment.as_of.isoformat())
    return workbook_response(content, "-".join(slugify(part) for part in parts))


@gate(staff)
@require_GET
def sheet(request: DeskRequest, pk: int) -> HttpResponse:
    """What an uploaded sheet would change: old beside new, and what cannot be taken."""
    return sheet_page(request, upload_of(request, pk))


def sheet_page(
    request: DeskRequest, row: SheetUpload, *, warning: str = "", status: int = 200
) -> HttpResponse:
    """The page of an upload, with what was refused."""
    preview = sheets.upload_preview(request.viewer, request.at, row)
    found = preview_page(preview, request.POST if request.method == "POST" else None)
    named = units(request.moment).get(row.unit_id)
    unit = "" if named is None else words(named.name)
    context = {
        "sheet": found,
        "unit": unit,
        "warning": warning,
        "crumbs": trail(
            (found.round_title, f"/desk/rounds/{found.round}/"),
            (gettext("Excel sheet"), f"/desk/rounds/{found.round}/units/{found.unit}/sheet/"),
            (found.file, ""),
        ),
    }
    return page(request, "desk/sheets/sheet.html", context, status=status)


def upload_of(request: DeskRequest, pk: int) -> SheetUpload:
    """An upload the viewer may see; 404 for what is not there."""
    row = sheets.upload_row(request.viewer, pk)
    if row is None:
        raise Http404
    return row


def _place(request: DeskRequest, round_pk: int, unit: int) -> _Place:
    row = Round.objects.filter(pk=round_pk, units__unit=unit).first()
    found = Unit.objects.filter(pk=unit).first()
    may = access.may_open_sheet(request.viewer, unit=unit)
    if row is None or found is None or not may:
        raise Http404
    named = units(request.moment).get(unit)
    return _Place(row, found, found.code if named is None else words(named.name))


def _context(request: DeskRequest, place: _Place, form: SheetForm) -> dict[str, object]:
    waiting = sheets.uploads(request.viewer, round_pk=place.row.pk, unit=place.unit.pk)
    return {
        "form": form,
        "round": words(place.row.title),
        "round_pk": place.row.pk,
        "unit": place.name,
        "unit_pk": place.unit.pk,
        "due": formats.day(place.row.due_on, language()),
        "is_open": place.row.state == RoundState.OPEN,
        "uploads": [
            (each.pk, each.name, formats.moment(each.uploaded_at, language()), each.uploaded_by)
            for each in waiting
        ],
        "crumbs": trail(
            (words(place.row.title), f"/desk/rounds/{place.row.pk}/"),
            (gettext("Excel sheet"), ""),
        ),
    }
