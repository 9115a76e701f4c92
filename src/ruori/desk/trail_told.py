"""What the trail keeps beside a deed, told as people say it: names, days and words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from ruori.audit.queries import Deed
from ruori.cycle.queries import rounds
from ruori.desk.frame import language, words
from ruori.desk.gates import DeskRequest
from ruori.desk.trail_facts import CODES, FACTS
from ruori.kernel.text import Text
from ruori.organisation.queries import names, people
from ruori.plans.queries import goal_cards, plan_cards
from ruori.ui import formats
from ruori.ui.shapes import FAMILIES

ARROW = " → "
UNIT = ("unit", "units", "owner_unit", "heirs", "parent", "body")
POST = ("post", "mayor_post", "body_post")
AN_ADDRESS = frozenset({"about", "pk"})
"""Facts that only repeat what the line is about."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the keys in facts are called today, by the name of the fact."""

    by_fact: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    def of(self, fact: str, pk: int) -> str:
        """The name of a record, or its number when it has none today."""
        return self.by_fact.get(fact, {}).get(pk) or str(pk)


def names_for(request: DeskRequest) -> Names:
    """The names of units, posts, persons, rounds, goals and plans; a constant number of queries."""
    named = names(request.moment)
    units = {pk: words(text) for pk, text in named.units.items()}
    posts = {pk: words(text) for pk, text in named.posts.items()}
    goals = {card.pk: words(card.name) for card in goal_cards(request.viewer, request.moment)}
    plans = {card.pk: words(card.title) for card in plan_cards(request.viewer, request.moment)}
    persons = {card.pk: card.name for card in people(request.viewer, request.moment)}
    return Names(
        {
            **dict.fromkeys(UNIT, units),
            **dict.fromkeys(POST, posts),
            "person": persons,
            "round": {card.pk: words(card.title) for card in rounds()},
            "goal": goals,
            "served": goals,
            "plan": plans,
            "plans": plans,
        }
    )


def told(deed: Deed, named: Names) -> tuple[str, ...]:
    """The facts of a deed as short lines; what was left empty is not told, unless it changed."""
    facts = {name: value for name, value in deed.facts.items() if name not in AN_ADDRESS}
    lines = []
    if {"before", "after"} <= set(facts):
        before, after = facts.pop("before"), facts.pop("after")
        lines.append(f"{_value('', before, named)}{ARROW}{_value('', after, named)}")
    lines += [
        f"{_name(name)}: {_value(name, value, named)}"
        for name, value in facts.items()
        if not _is_empty(value)
    ]
    return tuple(lines)


def _name(fact: str) -> str:
    known = FACTS.get(fact) or FACTS.get(fact.removesuffix("_id"))
    return fact.replace("_", " ") if known is None else str(known)


def _value(fact: str, value: Any, named: Names) -> str:
    if _is_empty(value):
        return gettext("nothing")
    if isinstance(value, int):
        return _number(fact, value, named)
    if isinstance(value, Mapping):
        return _mapping(fact, value, named)
    if isinstance(value, list):
        return ", ".join(_value(fact, each, named) for each in value)
    return _text(str(value))


def _number(fact: str, value: int, named: Names) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return named.of(fact.removesuffix("_id"), value)


def _mapping(fact: str, value: Mapping[str, Any], named: Names) -> str:
    if set(value) == {"before", "after"}:
        ends = (_value(fact, value[end], named) for end in ("before", "after"))
        return ARROW.join(ends)
    if all(isinstance(each, str) for each in value.values()) and "fi" in value:
        return Text(dict(value)).to(language())
    return json.dumps(value, ensure_ascii=False)


def _text(value: str) -> str:
    """A stored text: a day or an instant as people write it, a code as its word."""
    for read in (_day, _instant, _code):
        found = read(value)
        if found:
            return found
    return value


def _day(value: str) -> str:
    try:
        return formats.day(date.fromisoformat(value), language())
    except ValueError:
        return ""


def _instant(value: str) -> str:
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return ""
    return formats.moment(at, language()) if at.tzinfo else ""


def _code(value: str) -> str:
    if value in CODES:
        return str(CODES[value])
    for family in FAMILIES.values():
        if value in family:
            return gettext(family[value].msgid)
    return ""


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})
