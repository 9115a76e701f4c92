"""The gates of a board's reminders and exports, and of the Excel round."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.architecture.gate_lines import AINO, HEAD, READERS, STAFF_ALL, Line, deed, pk, versioned
from tests.furnished import Furnished


def unit_of_round(city: Furnished) -> Mapping[str, Any]:
    """Education in the open round."""
    return {"round_pk": city.round.pk, "unit": city.kemi.education.pk}


def reminded_unit(city: Furnished) -> Mapping[str, Any]:
    """Education, to be reminded in the open round."""
    return {"pk": city.round.pk, "unit": city.kemi.education.pk}


def sheet_words(city: Furnished) -> Mapping[str, Any]:
    """A sheet of education downloaded later than the one that waits."""
    return {"file": SimpleUploadedFile("opetus.xlsx", city.sheet_file)}


SHEETS: dict[str, Line] = {
    "remind": Line(pk("round"), AINO, AINO),
    "remind_unit": Line(reminded_unit, AINO, AINO),
    "round_units_file": Line(pk("round"), STAFF_ALL),
    "round_answers_file": Line(pk("round"), READERS),
    "unit_sheet": Line(unit_of_round, HEAD, HEAD, sheet_words),
    "unit_sheet_file": Line(unit_of_round, HEAD),
    "sheet": Line(pk("sheet"), HEAD),
    "sheet_take": deed(pk("sheet"), HEAD, versioned("sheet")),
    "sheet_discard": deed(pk("sheet"), HEAD, versioned("sheet")),
}
