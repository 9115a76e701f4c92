"""Addresses of the desk."""

from django.urls import URLPattern, URLResolver, path

from ruori.desk import work

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("work/<int:pk>/", work.work, name="work"),
    path("work/<int:pk>/cancel/", work.cancel, name="work_cancel"),
    path("work/<int:pk>/again/", work.start_again, name="work_again"),
]
