"""Telling a name from a sentence, and a name from the explanation on the same line (pure)."""

import re
from collections.abc import Iterator
from typing import Final

from ruori.intake.guess.lexicon import lexicon
from ruori.intake.lines import Item, Mark

_LONGEST = 110
_MOST_WORDS = 12
_SHORT_PROMISE = 2
_ENDINGS = ".!?;,"
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*-?")
_BETWEEN = re.compile(r":\s+|\s[–—-]\s+")
_NAME_WORDS = 5
_JOINING: Final = frozenset({"ja", "sekä", "tai", "eli", "och", "eller", "and", "or"})
_FILE = re.compile(r"\s*\((?:[^()]*\b(?:pdf|docx?|xlsx?|pptx?)\b[^()]*)\)\s*$", re.IGNORECASE)
_ABBREVIATIONS: Final = lexicon(
    "esim mm ym yms jne ks vrt ns n nk klo puh prof tri toim s t.ex bl.a osv e.g i.e"
)
_SENTENCE_END = re.compile(r"[.!?]+[\"”’)]*\s+(?=[\"”(]?[A-ZÅÄÖ0-9])")


def words(text: str) -> list[str]:
    """The words of a text in lower case, years and other numbers among them."""
    return [word.casefold() for word in _WORD.findall(text)]


def is_short(text: str) -> bool:
    """True for what could be a name: few words on one line, not ending as a sentence does."""
    if not text or len(text) > _LONGEST or text[-1] in _ENDINGS:
        return False
    return len(text.split()) <= _MOST_WORDS


def is_title(item: Item) -> bool:
    """True when an unmarked passage could be the name of what follows it.

    "Vahvistamme osaamista ja kumppanuuksia" is a promise of the city, not a name: a first word in
    the first person with more than two words after it.
    """
    if item.mark not in {Mark.PLAIN, Mark.HEADING} or not is_short(item.text):
        return False
    if item.mark is Mark.HEADING:
        return True
    first = item.text[0]
    found = item.text.split()
    says_we = found[0].endswith("mme") and len(found) > _SHORT_PROMISE
    return (first.isupper() or first.isdigit()) and not says_we


def named(text: str) -> tuple[str, str]:
    """A name and its explanation when one line holds both: "Rohkeus – uskallamme kokeilla".

    The explanation is "" when the line is only a name, or a sentence that happens to have a dash.
    """
    found = _BETWEEN.search(text, 0, _LONGEST)
    if found is None:
        return text, ""
    left = text[: found.start()].split()
    if not 0 < len(left) <= _NAME_WORDS or left[-1].casefold() in _JOINING:
        return text, ""
    rest = text[found.end() :]
    if not rest or rest[0].isdigit() or left[-1][-1].isdigit():
        return text, ""
    return text[: found.start()], rest


def without_file(text: str) -> str:
    """A title without the "(pdf, 1,2 Mt)" that a page puts after a link."""
    return _FILE.sub("", text) or text


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph. A number or a known abbreviation before a stop ends none."""
    return [part for part in _parted(text) if part]


def _parted(text: str) -> Iterator[str]:
    start = 0
    for found in _SENTENCE_END.finditer(text):
        before = text[max(start, found.start() - 20) : found.start()].split()
        last = before[-1].casefold().lstrip("(") if before else ""
        if last in _ABBREVIATIONS or (last.isdigit() and len(last) < len("2018")):
            continue
        yield text[start : found.end()].strip()
        start = found.end()
    yield text[start:].strip()
