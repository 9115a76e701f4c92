"""The language of the desk: the account's own, else what the browser asks for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

View = Callable[[HttpRequest], HttpResponse]
DESK = "/desk/"


class DeskLanguage:
    """On desk addresses, which carry no language, choose it by account, cookie or browser.

    Public addresses carry their language (`/sv/…`), so there Django's LocaleMiddleware decides.
    """

    def __init__(self, get_response: View) -> None:
        """Keep the view this wraps."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate the language before the view is called."""
        if request.path_info.startswith(DESK):
            language = self._language(request)
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self.get_response(request)

    def _language(self, request: HttpRequest) -> str:
        chosen = getattr(request.user, "language", "")
        if chosen in dict(settings.LANGUAGES):
            return str(chosen)
        return translation.get_language_from_request(request)
