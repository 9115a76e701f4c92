"""Who adopted a plan and when, from a sentence that says so (pure).

A body is written as the city writes it in its base form ("kaupunginvaltuusto"), whatever case or
abbreviation the sentence used. What the sentence does not say is None, never guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

_LONGEST = 400
_BODIES: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), name)
    for pattern, name in (
        (r"kaupunginvaltuusto\w*|kv|kvalt", "kaupunginvaltuusto"),
        (r"kunnanvaltuusto\w*", "kunnanvaltuusto"),
        (r"kaupunginhallitu\w+|kh", "kaupunginhallitus"),
        (r"kunnanhallitu\w+", "kunnanhallitus"),
        (r"valtuusto\w*", "valtuusto"),
        (r"stadsfullmäktige\w*", "stadsfullmäktige"),
        (r"kommunfullmäktige\w*", "kommunfullmäktige"),
        (r"stadsstyrelse\w*", "stadsstyrelsen"),
        (r"city council", "city council"),
        (r"municipal council", "municipal council"),
    )
)
_COMMITTEE = re.compile(
    r"\b(?P<stem>(?:\w{1,40}-? ja )?\w{0,40}lautakun)(?:ta\w{0,4}|na\w{0,4})\b", re.IGNORECASE
)
_ADOPTED = re.compile(
    r"\b(?:hyväksy|vahvist(?:ettu|i\b|anut|aa\b)|päättä|päätti|godkän|antag|fastställ|approved|adopted)",
    re.IGNORECASE,
)
_MONTHS: Final[Mapping[str, int]] = {
    name: number
    for names in (
        "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
        "januari februari mars april maj juni juli augusti september oktober november december",
        "january february march april may june july august september october november december",
    )
    for number, name in enumerate(names.split(), start=1)
}
_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_WRITTEN = re.compile(
    r"(?<![\d.])(\d{1,2})\.?\s+([a-zåäö]{3,10}?)(?:kuuta|kuun)?\s+(\d{4})(?!\d)", re.IGNORECASE
)
_SECTIONS = (re.compile(r"§\s?(\d{1,4})"), re.compile(r"(?<![\d.])(\d{1,4})\s?§"))


@dataclass(frozen=True, slots=True)
class Adoption:
    """What a sentence says of an adoption; `no_such_date` is a date that is in no calendar."""

    body: str | None
    day: date | None
    section: int | None
    no_such_date: str = ""


def adoption(text: str) -> Adoption | None:
    """The adoption a short passage tells of, or None when it tells of none.

    It does when it names a body or a date beside a word of adopting ("hyväksytty"), or a body with
    a date and nothing but them ("Kaupunginvaltuusto 27.8.2018 § 45"). A rule for the future without
    a date ("hyväksytään kaupunginvaltuustossa") is no adoption.
    """
    if len(text) > _LONGEST:
        return None
    body = body_of(text)
    day, no_such_date = _day_of(text)
    if day is None and not no_such_date:
        return None
    if not _ADOPTED.search(text) and (body is None or _has_more(text)):
        return None
    return Adoption(body, day, _section_of(text), no_such_date)


def tells_of_adopting(text: str) -> bool:
    """True for a sentence on who adopts, dated or not: no promise of its own."""
    return len(text) <= _LONGEST and bool(_ADOPTED.search(text)) and body_of(text) is not None


def body_of(text: str) -> str | None:
    """The body that a text names first, in its base form."""
    for pattern, name in _BODIES:
        if pattern.search(text):
            return name
    found = _COMMITTEE.search(text)
    return None if found is None else f"{found['stem']}ta".casefold()


def _section_of(text: str) -> int | None:
    for pattern in _SECTIONS:
        found = pattern.search(text)
        if found is not None:
            return int(found.group(1))
    return None


def _has_more(text: str) -> bool:
    """True when the words left beside body, date and section could be another statement."""
    bodies = (_COMMITTEE, *(pattern for pattern, _ in _BODIES))
    for pattern in (_NUMERIC, _ISO, _WRITTEN, *_SECTIONS, *bodies):
        text = pattern.sub(" ", text)
    return len(re.findall(r"[^\W\d_]{2,}", text)) > 1


def _day_of(text: str) -> tuple[date | None, str]:
    for year, month, day, raw in _dates(text):
        try:
            return date(year, month, day), ""
        except ValueError:
            return None, raw
    return None, ""


def _dates(text: str) -> list[tuple[int, int, int, str]]:
    found = [
        (int(match[3]), int(match[2]), int(match[1]), match[0].strip())
        for match in _NUMERIC.finditer(text)
    ]
    found += [
        (int(match[1]), int(match[2]), int(match[3]), match[0]) for match in _ISO.finditer(text)
    ]
    found += [
        (int(match[3]), _MONTHS[match[2].casefold()], int(match[1]), match[0].strip())
        for match in _WRITTEN.finditer(text)
        if match[2].casefold() in _MONTHS
    ]
    return found
