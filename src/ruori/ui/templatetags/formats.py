"""`{% load formats %}`: figures, dates and the city's texts in the reader's language.

    {{ value|number }}  {{ value|number:1 }}  {{ share|percent:1 }}  {{ change|points:1 }}
    {{ sum|money }}  {{ sum|millions }}  {{ due_on|day }}  {{ at|moment }}  {{ period|period }}
    {% span first last %}  {{ goal.name|words }}  {{ goal.name|heading }}  {{ goal.name|plain }}
    {{ problem|said }}

A missing figure becomes *ei tietoa*.
"""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ruori.kernel.period import Period
from ruori.kernel.problems import Problem
from ruori.kernel.text import Text
from ruori.language.hyphenate import hyphenate_fi
from ruori.ui import formats
from ruori.ui.saying import say

register = template.Library()


def _language() -> str:
    return (get_language() or "fi").partition("-")[0]


@register.filter
def number(value: Decimal | int | None, decimals: int | None = None) -> str:
    """`19 512,5`."""
    return formats.number(value, _language(), decimals)


@register.filter
def percent(value: Decimal | int | None, decimals: int | None = None) -> str:
    """`12,5 %`."""
    return formats.percent(value, _language(), decimals)


@register.filter
def points(value: Decimal | int | None, decimals: int | None = None) -> str:
    """`2,1 %-yksikköä`."""
    return formats.points(value, _language(), decimals)


@register.filter
def money(value: Decimal | int | None, decimals: int = 0) -> str:
    """`1 234 500 €`."""
    return formats.money(value, _language(), decimals)


@register.filter
def millions(value: Decimal | int | None, decimals: int = 1) -> str:
    """`1,2 milj. €`."""
    return formats.millions(value, _language(), decimals)


@register.filter
def day(value: date | None) -> str:
    """`31.8.2026`."""
    return formats.day(value, _language())


@register.filter
def moment(value: datetime | None) -> str:
    """`31.8.2026 klo 14.05`, in the city's time."""
    return formats.moment(value, _language())


@register.filter
def period(value: Period) -> str:
    """`tammi–elokuu 2026`."""
    return formats.period(value, _language())


@register.simple_tag
def span(first: date, last: date | None = None) -> str:
    """The days from first to last, by the names of whole months and years."""
    return formats.span(first, last, _language())


@register.simple_tag
def missing() -> str:
    """*ei tietoa*."""
    return formats.missing(_language())


@register.filter
def words(text: Text) -> SafeString:
    """The city's text in the reader's language, marked when it had to be another language."""
    shown = text.shown(_language())
    return _marked(conditional_escape(shown.text), shown.language)


@register.filter
def heading(text: Text) -> SafeString:
    """As `words`, with soft hyphens: for headings, labels and cells."""
    shown = text.shown(_language())
    soft = hyphenate_fi(shown.text) if shown.language == "fi" else shown.text
    return _marked(conditional_escape(soft), shown.language)


def _marked(escaped: SafeString, language: str) -> SafeString:
    if not escaped or language == _language():
        return escaped
    return format_html('<span lang="{}">{}</span>', language, escaped)


@register.filter
def plain(text: Text) -> str:
    """Only the words: for the page's title and attributes, where no mark can stand."""
    return text.to(_language())


@register.filter
def hyphenate(text: str) -> SafeString:
    """A plain Finnish string with soft hyphens, on a Finnish page."""
    soft = hyphenate_fi(str(text)) if _language() == "fi" else str(text)
    return mark_safe(soft) if isinstance(text, SafeString) else conditional_escape(soft)  # noqa: S308 - safe words stay safe


@register.filter
def said(problem: Problem) -> str:
    """A finding in the reader's language."""
    return say(problem)
