"""The look of the city: its style sheet by name, and the reader's choice of appearance."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from ruori.organisation import queries as organisation
from ruori.ui.city_theme import theme_of
from ruori.ui.frame import SCHEME_COOKIE, scheme_of

YEAR = 365 * 24 * 3600


@require_GET
def theme(_request: HttpRequest, name: str) -> HttpResponse:
    """The style sheet of the city's colours; its name tells its content, so it never changes."""
    city = organisation.city()
    made = theme_of(() if city is None else city.colours)
    if made.name != name:
        raise Http404
    headers = {"Cache-Control": f"public, max-age={YEAR}, immutable"}
    return HttpResponse(made.css, content_type="text/css; charset=utf-8", headers=headers)


@csrf_exempt
@require_POST
def scheme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or the device's own; needs no token, since it changes only a look."""
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    # Not `redirect`, which takes a word without a slash for the name of a page.
    answer = HttpResponseRedirect(back if is_ours else reverse("site:front"))
    answer.set_cookie(
        SCHEME_COOKIE,
        scheme_of(request.POST.get("scheme")),
        max_age=YEAR,
        samesite="Lax",
        httponly=True,
    )
    return answer
