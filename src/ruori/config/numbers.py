"""Numbers in addresses: one that no row of a table can have leads nowhere."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

LARGEST = 2**63 - 1
"""The largest key of a row; databases refuse to compare with a larger number."""


class RowNumbers:
    """Answers 404 for a number in an address that no database could look for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the view this wraps."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; what matters is asked once its address has been read."""
        return self.get_response(request)

    def process_view(
        self,
        _request: HttpRequest,
        _view: Callable[..., HttpResponse],
        _args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> None:
        """Raise Http404 before the view would ask the database."""
        if any(isinstance(given, int) and given > LARGEST for given in kwargs.values()):
            raise Http404
