"""Words of the promise ledger, the same on the desk and in public: kinds of change, fields, values.

A promise's fields are named as they are stored; a city may rename a word, never its meaning.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from ruori.kernel.text import N_, Text
from ruori.ui import formats
from ruori.ui.judging import level

CHANGES: Mapping[str, str] = {
    "MOVED_LATER": N_("Moved later"),
    "MOVED_EARLIER": N_("Moved earlier"),
    "EASED": N_("Eased"),
    "TIGHTENED": N_("Tightened"),
    "CHANGED": N_("Changed"),
    "REWORDED": N_("Reworded"),
    "REASSIGNED": N_("Given to somebody else"),
    "DROPPED": N_("Dropped"),
    "ADDED": N_("Added after the adoption"),
}
"""What became of a promise, by the stored kind of its change (domain § 13)."""
FIELDS: Mapping[str, str] = {
    "existence": "",
    "name": N_("name"),
    "title": N_("title"),
    "text": N_("text"),
    "ends_on": N_("deadline"),
    "starts_on": N_("start"),
    "unit_id": N_("responsible unit"),
    "post_id": N_("responsible post"),
    "owner_unit_id": N_("owner of the plan"),
    "is_continuous": N_("continuity"),
    "needs_money": N_("need of money"),
    "need_euros": N_("sum needed"),
    "visibility": N_("visibility"),
    "rule": N_("rule"),
    "period_to": N_("end of the period"),
    "period_from": N_("beginning of the period"),
    "parent_id": N_("place in the plan"),
    "serves": N_("what it serves"),
    "test": N_("test"),
    "deed": N_("promised deed"),
    "due_on": N_("deadline"),
    "low": N_("target"),
    "high": N_("upper limit of the target"),
    "tolerance": N_("tolerance of the target"),
    "period": N_("period of the target"),
}
FRACTION = re.compile(r"-?[0-9]+[.][0-9]+")
OTHER_FIELD = N_("other fact")
CODED = frozenset({"visibility", "needs_money", "rule", "operator", "kind", "environment_effect"})
"""Fields that hold a code: that they changed is told, not the code."""


@dataclass(frozen=True, slots=True)
class FirstAndNow:
    """A field that was promised once and is promised otherwise now."""

    field: str
    first: str
    now: str


def summary_words(counts: Mapping[Any, int], kinds: Iterable[str]) -> str:
    """How many changes there are of some kinds: `2 siirretty myöhemmäksi, 0 lievennetty`."""
    return ", ".join(f"{counts.get(kind, 0)} {gettext(CHANGES[kind]).lower()}" for kind in kinds)


def first_and_now_words(
    found: Mapping[str, tuple[Any, Any]], language: str
) -> tuple[FirstAndNow, ...]:
    """What each field was first and is now, in words; fields that hold no key and no code."""
    none = gettext("none")
    return tuple(
        FirstAndNow(
            field_words(field) or gettext(OTHER_FIELD),
            value_words(first, language) or none,
            value_words(now, language) or none,
        )
        for field, (first, now) in found.items()
    )


def field_words(field: str) -> str:
    """A field of a promise in words; nothing for its coming and going."""
    msgid = FIELDS.get(field, OTHER_FIELD)
    return gettext(msgid) if msgid else ""


def value_words(value: Any, language: str) -> str:
    """A value that the ledger keeps, as people write it; nothing where there was none."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return Text(value).to(language)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return _plain_words(str(value), language)


def told_words(
    field: str,
    value: Any,
    language: str,
    *,
    unit: Callable[[int], str],
    post: Callable[[int], str],
) -> str:
    """The value of a field in words; who answers by unit or post, never by a person."""
    if value is None or field in CODED:
        return ""
    if field.endswith("unit_id"):
        return unit(value)
    if field == "post_id":
        return post(value)
    return "" if field.endswith("_id") else value_words(value, language)


def _plain_words(value: str, language: str) -> str:
    """A stored figure or day as people write it; any other word as it is."""
    if FRACTION.fullmatch(value):
        return level(Decimal(value), language)
    try:
        return formats.day(date.fromisoformat(value), language)
    except ValueError:
        return value
