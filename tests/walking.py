"""Walking through the city's pages by their links, and watching what they write."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

LINK = re.compile(r'(?:href|src|data-src|hx-get)="([^"]+)"')
WRITING = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"', re.IGNORECASE)
LEFT_ALONE = ("/static/", "/desk/sign-out/")
LANGUAGES = ("fi", "sv", "en")


def addresses(prefix: str = "") -> Iterator[URLPattern]:
    """Every address whose namespace begins so."""
    yield from _below(get_resolver().url_patterns, (), prefix)


def _below(patterns: Iterable[Any], spaces: tuple[str, ...], prefix: str) -> Iterator[URLPattern]:
    for each in patterns:
        if isinstance(each, URLResolver):
            inner = (*spaces, each.namespace) if each.namespace else spaces
            yield from _below(each.url_patterns, inner, prefix)
        elif ":".join(spaces) == prefix:
            yield each


def crawl(
    client: Client,
    starts: Iterable[str],
    *,
    within: str | tuple[str, ...] = "/",
    without: str = "^$",
    limit: int = 5000,
) -> dict[str, Any]:
    """Every page reached by links from the first ones, with its answer; addresses of ours only.

    `within` are the beginnings of addresses to keep to, `without` a pattern of those to leave out.
    """
    found: dict[str, Any] = {}
    waiting = list(starts)
    while waiting:
        address = waiting.pop()
        is_left = address.startswith(LEFT_ALONE) or re.search(without, address)
        if address in found or not address.startswith(within) or is_left:
            continue
        assert len(found) < limit, "the pages never end"
        answer = client.get(address)
        found[address] = answer
        waiting += _links(address, answer)
    return found


def _links(address: str, answer: Any) -> Iterator[str]:
    told = [answer["Location"]] if answer.has_header("Location") else []
    if answer["Content-Type"].startswith(("text/html", "image/svg")):
        told += [unescape(link) for link in LINK.findall(answer.content.decode())]
    for link in told:
        parts = urlsplit(urljoin(f"http://testserver{address}", urldefrag(link).url))
        # A figure of a report leads to the city's own address, whatever host the tests run on.
        if parts.netloc == "testserver" or parts.path.startswith("/r/"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


@contextmanager
def watched() -> Iterator[list[str]]:
    """The tables written to meanwhile."""
    written: list[str] = []

    def see(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        told = WRITING.match(sql)
        if told:
            written.append(told.group(1))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(see):
        yield written
