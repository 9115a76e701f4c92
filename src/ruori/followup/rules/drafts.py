"""Which text stands in a form when several wait for it: no typed word is ever lost.

A form may be offered what stands in the round, a draft of the same post, and what somebody posted
when the session had ended. The newest is shown; whatever it does not say is laid beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CHOICES = frozenset({"progress", "outlook", "version"})
"""Fields that are not typed: choosing anew loses no word."""

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Offered:
    """What a form shows, and the other texts whose words it does not have."""

    fields: Fields
    aside: tuple[Fields, ...]


def covers(shown: Fields, other: Fields) -> bool:
    """True when every text typed in the other stands in the same field of the shown one."""
    return all(
        _tidy(text) in _tidy(shown.get(name, ""))
        for name, text in other.items()
        if name not in CHOICES
    )


def offered(texts: Sequence[Fields]) -> Offered:
    """The newest text is shown, the others stand aside unless something shown says all of theirs.

    `texts` come newest first; what stands in the round already comes last.
    """
    kept: list[Fields] = []
    for text in texts:
        if text and not any(covers(each, text) for each in kept):
            kept.append(text)
    return Offered(kept[0] if kept else {}, tuple(kept[1:]))


def joined(first: str, second: str) -> str:
    """Both texts on lines of their own; one alone when it says what the other does."""
    if _tidy(first) in _tidy(second):
        return second
    if _tidy(second) in _tidy(first):
        return first
    return f"{first.rstrip()}\n{second.lstrip()}"


def _tidy(text: str) -> str:
    return " ".join(text.split())
