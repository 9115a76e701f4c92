"""Addresses of the import, under `/desk/imports/`."""

from django.urls import URLPattern, path

from ruori.desk.intake import deeds, editing, pages

urlpatterns: list[URLPattern] = [
    path("", pages.imports, name="imports"),
    path("<int:pk>/", pages.review, name="import"),
    path("<int:pk>/certain/", deeds.accept_certain, name="import_certain"),
    path("<int:pk>/accept/", deeds.accept, name="import_accept"),
    path("<int:pk>/discard/", deeds.discard, name="import_discard"),
    path("<int:pk>/rows/<str:path>/", editing.edit_row, name="import_row"),
    path("<int:pk>/rows/<str:path>/accept/", deeds.accept_row, name="import_row_accept"),
    path("<int:pk>/rows/<str:path>/all/", deeds.accept_below, name="import_row_all"),
    path("<int:pk>/rows/<str:path>/reopen/", deeds.reopen_row, name="import_row_reopen"),
    path("<int:pk>/rows/<str:path>/part/", deeds.part_row, name="import_row_part"),
    path("<int:pk>/rows/<str:path>/drop/", editing.drop_row, name="import_row_drop"),
    path("<int:pk>/lines/<int:line>/", editing.place_line, name="import_line"),
    path("<int:pk>/lines/<int:line>/drop/", editing.drop_line, name="import_line_drop"),
]
