"""What is said where there is no page: what is not allowed and what is not there look alike."""

from django.http import HttpRequest, HttpResponse

from ruori.site.frame import asked, page


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's
    """The page of an address that leads nowhere, with the ways on (F2)."""
    return page(request, asked(request), "site/not_found.html", {}, status=404)
