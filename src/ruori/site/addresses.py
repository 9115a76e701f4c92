"""From a label and key to a public address; a wrong slug leads to the right one."""

from collections.abc import Mapping
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language

from ruori.kernel.problems import Ref
from ruori.kernel.text import Text

PLACES: Mapping[str, str] = {
    "plans.plan": "site:plan",
    "plans.value": "site:value",
    "plans.goal": "site:goal",
    "plans.measure": "site:measure",
    "indicators.indicator": "site:indicator",
    "reports.edition": "site:publication",
}
LONGEST_SLUG = 60
ANY = "0-slug"
"""Where a record's key and words stand in the pattern of an address."""


def slug_of(name: str) -> str:
    """The words of a name as an address shows them: `vihrea-ja-kestava-kemi`."""
    whole = slugify(name.replace("\u00ad", ""))
    if len(whole) <= LONGEST_SLUG:
        return whole or "-"
    return whole[:LONGEST_SLUG].rsplit("-", 1)[0]


def address(label: str, pk: int, name: str) -> str:
    """The public address of a record, or nothing when it has no public page."""
    place = PLACES.get(label)
    if place is None:
        return ""
    return _pattern(place, get_language() or "").replace(ANY, f"{pk}-{slug_of(name)}")


@lru_cache(maxsize=64)
def _pattern(place: str, language: str) -> str:  # noqa: ARG001 - part of the key
    """The address of no record in a language; a page of a thousand links asks it a few times."""
    return reverse(place, args=[0, "slug"])


def to_plan(pk: int | None) -> HttpResponse:
    """The way from what a plan gave up to the plan's page, which tells why; 404 without a plan."""
    if pk is None:
        raise Http404
    return redirect("site:plan", pk, "-")


def address_of(about: Ref, language: str) -> str:
    """The public address of what a Ref points to."""
    return address(about.label, about.pk, Text(about.title).to(language))


def moved(
    request: HttpRequest, label: str, pk: int, name: str, *, slug: str
) -> HttpResponse | None:
    """The way to the right address when the slug is not the name's; the number decides."""
    if slug == slug_of(name):
        return None
    query = request.META.get("QUERY_STRING", "")
    right = address(label, pk, name)
    return redirect(f"{right}?{query}" if query else right, permanent=True)
