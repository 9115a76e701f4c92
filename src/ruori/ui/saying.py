"""A Problem of the rules, which speak no language, as a sentence in the reader's."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext

from ruori.kernel.period import Period
from ruori.kernel.problems import Problem
from ruori.kernel.text import Text
from ruori.ui import formats


def say(problem: Problem) -> str:
    """The problem's message, translated, with its facts written in the reader's language."""
    return say_msgid(problem.msgid, problem.facts)


def say_msgid(msgid: str, facts: Mapping[str, Any]) -> str:
    """A marked message with its facts: dates, figures and texts in the reader's own forms."""
    language = (get_language() or "fi").partition("-")[0]
    return gettext(msgid) % {name: _fact(value, language) for name, value in facts.items()}


def _fact(value: Any, language: str) -> Any:
    if isinstance(value, str | int | float) or value is None:
        return value
    for kind, write in _WRITERS:
        if isinstance(value, kind):
            return write(value, language)
    return str(value)


_WRITERS: tuple[tuple[type | tuple[type, ...], Any], ...] = (
    (datetime, formats.moment),
    (date, formats.day),
    (Period, formats.period),
    (Text, lambda text, language: text.to(language)),
    (Decimal, formats.number),
)
