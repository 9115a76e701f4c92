"""Gates: who may open a page of the desk. Every address has exactly one (a test counts them)."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from ruori.accounts.models import User
from ruori.desk.kept import sign_in_again
from ruori.kernel.moments import Moment, now
from ruori.kernel.problems import NotAllowed
from ruori.organisation.queries import viewer_with_lines
from ruori.organisation.rules import Chart, Viewer


class DeskRequest(HttpRequest):
    """A request that has passed a gate: who looks, and the one instant of the whole request.

    `lines` are the lines of the organisation where the gate had to read them.
    """

    viewer: Viewer
    lines: Chart | None
    at: datetime
    moment: Moment


View = Callable[..., HttpResponse]
Allowed = Callable[[Viewer], bool]


def anybody(_viewer: Viewer) -> bool:
    """Everybody with an account."""
    return True


def staff(viewer: Viewer) -> bool:
    """Whoever holds a post or a role today."""
    return viewer.is_staff


def steers(viewer: Viewer) -> bool:
    """Who steers the whole tree."""
    return viewer.steers


def administers(viewer: Viewer) -> bool:
    """Who keeps posts, persons and settings."""
    return viewer.administers


def reads_all(viewer: Viewer) -> bool:
    """Who may read unpublished follow-up of the whole city."""
    return viewer.may_read_all


def gate(allowed: Allowed) -> Callable[[View], View]:
    """Let a signed-in viewer through when `allowed`; what is not allowed is not there (F2)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not isinstance(request.user, User):
                return sign_in_again(request)
            asked = cast(DeskRequest, request)
            asked.at = timezone.now()
            asked.moment = now(asked.at)
            asked.viewer, asked.lines = viewer_with_lines(request.user, at=asked.at)
            if not allowed(asked.viewer):
                raise Http404
            try:
                return view(asked, *args, **kwargs)
            except NotAllowed as refused:
                raise Http404 from refused

        guarded.gate = allowed.__name__  # type: ignore[attr-defined]
        return guarded

    return decorate


def open_gate(view: View) -> View:
    """A page that needs no account: signing in, choosing a language."""
    view.gate = "open"  # type: ignore[attr-defined]
    return view
