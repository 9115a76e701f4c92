"""Addresses of a board's reminders and exports, and of the Excel round."""

from django.urls import URLPattern, path

from ruori.desk import round_exports, round_reminders
from ruori.desk.sheets import deeds, pages

urlpatterns: list[URLPattern] = [
    path("rounds/<int:pk>/remind/", round_reminders.remind, name="remind"),
    path("rounds/<int:pk>/remind/<int:unit>/", round_reminders.remind, name="remind_unit"),
    path("rounds/<int:pk>/units.xlsx", round_exports.units_file, name="round_units_file"),
    path("rounds/<int:pk>/answers.xlsx", round_exports.answers_file, name="round_answers_file"),
    path("rounds/<int:round_pk>/units/<int:unit>/sheet/", pages.unit_sheet, name="unit_sheet"),
    path(
        "rounds/<int:round_pk>/units/<int:unit>/sheet.xlsx",
        pages.unit_sheet_file,
        name="unit_sheet_file",
    ),
    path("sheets/<int:pk>/", pages.sheet, name="sheet"),
    path("sheets/<int:pk>/take/", deeds.take, name="sheet_take"),
    path("sheets/<int:pk>/discard/", deeds.discard, name="sheet_discard"),
]
