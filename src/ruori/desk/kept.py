"""Texts sent when the session had ended: kept for their writer, put back in the form (F3)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.csrf import csrf_failure

from ruori.accounts import actions as accounts
from ruori.accounts.models import User
from ruori.accounts.queries import kept_text
from ruori.desk.browsers import known_browser
from ruori.ui.form_fields import storable

KEPT = "kept"
SECRETS = ("csrfmiddlewaretoken", "password")
DESK = "/desk/"


def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Lead to signing in; what was posted waits for the account this browser belongs to.

    A browser that nobody has signed in with keeps nothing: strangers cannot fill the shelf.
    """
    page, kept = _page_of(request), None
    owner = known_browser(request)
    if request.method == "POST" and owner is not None:
        kept = _keep(request, owner, page)
    return redirect_to_login(_with_kept(page, kept), reverse("desk:sign_in"))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token went stale (signed in anew in another tab) loses no text.

    Only what this site's own page sent is kept; anything else is refused as ever.
    """
    is_own = request.headers.get("Sec-Fetch-Site") == "same-origin"
    user = getattr(request, "user", None)
    if not (is_own and request.path.startswith(DESK)) or request.path == reverse("desk:sign_in"):
        return csrf_failure(request, reason=reason)
    if not isinstance(user, User):
        return sign_in_again(request)
    page = _page_of(request)
    kept = _keep(request, user.pk, page)
    return redirect(_with_kept(page, kept))


def refill(request: HttpRequest, form: forms.Form) -> bool:
    """Put a kept text back in a form about to be shown; true when there was one. One query."""
    fields = _kept_fields(request)
    if fields is None:
        return False
    for name, values in fields.items():
        one = form.fields.get(name)
        if one is not None and not isinstance(one, forms.FileField):
            many = isinstance(one, forms.MultipleChoiceField)
            form.initial[name] = list(values) if many else values[0]
    words = gettext("Your session had ended. What you wrote is here: look it over and send it.")
    messages.warning(request, words)
    return True


def kept_words(request: HttpRequest, name: str) -> dict[str, str]:
    """What was kept of one field of a page with several forms; nothing when nothing was."""
    fields = _kept_fields(request) or {}
    return {name: fields[name][0]} if fields.get(name) else {}


def forget(request: HttpRequest) -> None:
    """Drop the kept text of this page once it has been sent."""
    pk = _number(request.GET.get(KEPT, ""))
    if pk is not None and isinstance(request.user, User):
        accounts.forget_text(user_id=request.user.pk, pk=pk)


def _kept_fields(request: HttpRequest) -> Mapping[str, tuple[str, ...]] | None:
    pk = _number(request.GET.get(KEPT, ""))
    if pk is None or not isinstance(request.user, User):
        return None
    kept = kept_text(user=request.user.pk, pk=pk)
    is_here = kept is not None and urlsplit(kept.page).path == request.path
    return kept.fields if kept is not None and is_here else None


def _keep(request: HttpRequest, user: int, page: str) -> int | None:
    lists: dict[str, list[Any]] = dict(request.POST.lists())
    fields = {
        storable(name): [storable(str(value)) for value in values]
        for name, values in lists.items()
        if name not in SECRETS
    }
    return accounts.keep_text(user_id=user, page=page, fields=fields, at=timezone.now())


def _page_of(request: HttpRequest) -> str:
    """The page the form stands on: where the browser came from, else the address itself."""
    came_from = request.headers.get("Referer", "")
    is_ours = request.method == "POST" and url_has_allowed_host_and_scheme(
        came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    parts = urlsplit(came_from if is_ours else request.get_full_path())
    asked = [(name, value) for name, value in parse_qsl(parts.query) if name != KEPT]
    return urlunsplit(("", "", parts.path, urlencode(asked), ""))


def _with_kept(page: str, kept: int | None) -> str:
    if kept is None:
        return page
    return f"{page}{'&' if '?' in page else '?'}{KEPT}={kept}"


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdigit() and len(text) < len(str(2**63))
    return int(text) if is_number else None
