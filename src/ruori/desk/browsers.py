"""Browsers that have signed in before, told by a signed cookie: guessers do not shut them out."""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from ruori.accounts.models import User

COOKIE = "ruori_browser"
SALT = "ruori.desk.browsers"
YEAR = 365 * 24 * 3600


def known_browser(request: HttpRequest) -> int | None:
    """The account that this browser has signed in to before, if any."""
    try:
        known = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=YEAR)
    except signing.BadSignature:
        return None
    return known if isinstance(known, int) else None


def remember_browser(answer: HttpResponse, user: User) -> HttpResponse:
    """Let the browser prove the next time that it has signed in to this account."""
    answer.set_cookie(
        COOKIE,
        signing.dumps(user.pk, salt=SALT),
        max_age=YEAR,
        secure=settings.IS_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer
