"""The texts of letters: plain, short, in the reader's language, nothing that is not public.

At most twelve lines of 72 signs; only an address may be longer. A name that a stranger may not
read is left out: a letter travels through machines that are not the city's.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext, ngettext

from ruori.kernel.problems import Due
from ruori.kernel.text import N_, Text
from ruori.notices.rules.letters import fitted
from ruori.notices.rules.reminders import Line, is_courtesy
from ruori.ui import formats

DEEDS: Final[Mapping[str, str]] = {
    "REPORT_MEASURE": N_("To report"),
    "REPORT_GOAL": N_("To assess"),
    "ENTRY_RETURNED": N_("Returned to you"),
    "APPROVE_ENTRY": N_("To approve"),
    "APPROVE_PROOF": N_("A proof to approve"),
    "GIVE_PROOF": N_("A proof to give"),
    "SUBMIT_REPORT": N_("A summary to write"),
    "APPROVE_REPORT": N_("A summary to approve"),
    "INDICATOR_VALUE": N_("A figure to enter"),
    "ACT_ON_DEVIATION": N_("An agreed action to do"),
    "VERIFY_DEVIATION": N_("An effect to verify"),
    "TASK_OF_YEAR": N_("A step of the year to take"),
}
SHOWN: Final = 4
"""Things told one by one; when there are more, three and how many others."""


class Occasion(Enum):
    """Why a letter is written: the morning's digest, a reminder by hand, a new link asked for."""

    DIGEST = auto()
    BY_HAND = auto()
    NEW_LINK = auto()


@dataclass(frozen=True, slots=True)
class Setting:
    """What every letter of a day shares: the city, the day, and what a stranger may read."""

    city: Text
    today: date
    public: Collection[Text]
    titles: Mapping[int, Text]
    units: Mapping[int, Text]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it is stored: its places are filled when it is sent."""

    subject: str
    body: str
    links: tuple[Mapping[str, Any], ...]
    is_courtesy: bool


Told = Sequence[tuple[Due, Line]]


def letter(
    told: Told, setting: Setting, language: str, occasion: Occasion = Occasion.DIGEST
) -> Letter:
    """The letter that tells one person of some things, the nearest deadline first."""
    with translation.override(language):
        shown = told if len(told) <= SHOWN else told[: SHOWN - 1]
        courtesy = occasion is Occasion.DIGEST and is_courtesy([line for _, line in told])
        lines = [_greeting(told, setting, occasion)]
        for number, (item, line) in enumerate(shown, start=1):
            lines += [fitted(f"{number}. {_thing(item, line, setting)}"), f"   [[{number}]]"]
        lines += _more(len(told) - len(shown))
        lines += [
            gettext("One answer takes about half a minute. Not yours? Pass it on there."),
            _why(occasion, courtesy=courtesy),
            fitted(f"{setting.city.to(language)} · Ruori"),
        ]
        return Letter(
            _subject(told, setting, occasion),
            "\n".join(lines) + "\n",
            tuple(link_of(item) for item, _ in shown),
            courtesy,
        )


def link_of(item: Due) -> dict[str, Any]:
    """What a place leads to, as plain values; the address is made when the letter is sent."""
    return {
        "kind": item.kind,
        "label": item.about.label,
        "pk": item.about.pk,
        "round": item.facts.get("round"),
        "unit": item.unit_id,
        "post": item.post_id,
    }


def _subject(told: Told, setting: Setting, occasion: Occasion) -> str:
    language = translation.get_language() or "fi"
    if occasion is Occasion.NEW_LINK:
        words = gettext("%(city)s: a new link to what you answer for")
        return fitted(words % {"city": setting.city.to(language)})
    count = len(told)
    late = sum(1 for _, line in told if line.due_on < setting.today)
    facts = {
        "city": setting.city.to(language),
        "count": count,
        "late": late,
        "day": formats.day(min(line.due_on for _, line in told), language),
    }
    if late:
        words = ngettext(
            "%(city)s: a thing is late, it was due %(day)s",
            "%(city)s: %(count)d things wait for you, late %(late)d",
            count,
        )
    else:
        words = ngettext(
            "%(city)s: a thing waits for you, due %(day)s",
            "%(city)s: %(count)d things wait for you, the first due %(day)s",
            count,
        )
    return fitted(words % facts)


def _greeting(told: Told, setting: Setting, occasion: Occasion) -> str:
    if occasion is Occasion.NEW_LINK:
        return gettext("Hello, here is a new link:")
    if occasion is Occasion.BY_HAND:
        return gettext("Hello, the city asks you to complete these:")
    posts = {item.post_id for item, _ in told}
    title = setting.titles.get(posts.pop() or 0) if len(posts) == 1 else None
    if title is None:
        return gettext("Hello, these wait for you:")
    language = translation.get_language() or "fi"
    return fitted(
        gettext("Hello, these belong to your task: %(post)s.") % {"post": title.to(language)}
    )


def _thing(item: Due, line: Line, setting: Setting) -> str:
    language = translation.get_language() or "fi"
    day = formats.day(line.due_on, language)
    words = gettext("late, was due %(day)s") if line.due_on < setting.today else "%(day)s"
    when = words % {"day": day}
    deed = gettext(DEEDS.get(item.kind, N_("Another task")))
    name = _name(item, setting)
    room = 72 - len(deed) - len(when) - len("1. : ()") - 1
    told = f"{deed}: {fitted(name.to(language), room)}" if name else deed
    return f"{told} ({when})"


def _name(item: Due, setting: Setting) -> Text:
    """The name a stranger may read, of a summary that of its unit; empty when there is none."""
    if item.kind in {"SUBMIT_REPORT", "APPROVE_REPORT"}:
        return setting.units.get(item.unit_id, Text())
    return item.about.title if item.about.title in setting.public else Text()


def _more(count: int) -> list[str]:
    if not count:
        return []
    words = ngettext("and %(count)d other: %(place)s", "and %(count)d others: %(place)s", count)
    return [words % {"count": count, "place": "[[desk]]"}]


def _why(occasion: Occasion, *, courtesy: bool) -> str:
    if courtesy:
        words = gettext("You may decline these early reminders: %(place)s")
        return words % {"place": "[[unsubscribe]]"}
    if occasion is Occasion.NEW_LINK:
        return gettext("You get this letter because a new link was asked for.")
    return gettext("It is part of the task, so this reminder cannot be declined.")
