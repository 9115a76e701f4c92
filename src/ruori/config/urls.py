"""Every address of the city: public pages by language, the desk, and the health check."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from ruori.config.health import healthz

handler404 = "ruori.site.missing.not_found"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("desk/", include("ruori.desk.urls")),
    *i18n_patterns(path("", include("ruori.site.urls")), prefix_default_language=False),
]
