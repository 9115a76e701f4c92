"""Addresses of the pages of a long list."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from ruori.ui.frame import Link

AROUND = 1


def with_page(address: str, number: int) -> str:
    """The list's address with its page number; the first page has none, so it has one address."""
    parts = urlsplit(address)
    given = parse_qsl(parts.query, keep_blank_values=True)
    query = [(key, value) for key, value in given if key != "page"]
    if number > 1:
        query.append(("page", str(number)))
    return urlunsplit(parts._replace(query=urlencode(query)))


def pages(number: int, count: int, address: str) -> tuple[Link, ...]:
    """Links to the first, the last and the nearest pages, with `…` where some are left out."""
    near = {1, count, *range(number - AROUND, number + AROUND + 1)}
    links: list[Link] = []
    before = 0
    for page in sorted(page for page in near if 1 <= page <= count):
        if page - before > 1:
            links.append(Link("…", ""))
        links.append(Link(str(page), with_page(address, page), is_current=page == number))
        before = page
    return tuple(links)
