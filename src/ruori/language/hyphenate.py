"""Soft hyphens at the borders of Finnish compounds, so long words can break on a phone.

Only what is shown gets them (headings, labels, tags, cells, drawings, PDF). Indexes, inputs,
exports, mails, titles and addresses never do: `without_soft_hyphens` is for what comes in.
"""

import re
from functools import lru_cache
from itertools import pairwise

from ruori.language.dictionary import ONE_AT_A_TIME, voikko

SOFT_HYPHEN = "\u00ad"
LONG = 12
SHORTEST_PART = 3

_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|{SOFT_HYPHEN}){{{LONG - 1},}}")


def hyphenate_fi(text: str) -> str:
    """The text with U+00AD at the compound borders of its words of 12 letters and more.

    Words that already have soft hyphens, and words Voikko does not know, stay as they are;
    without Voikko everything does. Doing it twice changes nothing more.
    """
    if voikko() is None:
        return text
    return _WORD.sub(lambda match: _hyphenated(match.group()), text)


def without_soft_hyphens(text: str) -> str:
    """The text as it is stored, searched and sent."""
    return text.replace(SOFT_HYPHEN, "")


def can_hyphenate() -> bool:
    """Whether Voikko and its Finnish words are on this machine (told in the system status)."""
    return voikko() is not None


@lru_cache(maxsize=20_000)
def _hyphenated(word: str) -> str:
    dictionary = voikko()
    if dictionary is None or SOFT_HYPHEN in word:
        return word
    with ONE_AT_A_TIME:  # Voikko's handle is not for two threads at once
        analyses = dictionary.analyze(word)
    if not analyses:
        return word
    parts = _parts(word, str(analyses[0]["STRUCTURE"]))
    return SOFT_HYPHEN.join(parts)


def _parts(word: str, structure: str) -> list[str]:
    """Cut the word where its structure (`=pppp=ppppp`) begins a new part of the compound."""
    starts: list[int] = []
    place = 0
    for sign in structure:
        if sign == "=":
            starts.append(place)
        else:
            place += 1
    if place != len(word):
        return [word]
    cuts = [cut for cut in starts if SHORTEST_PART <= cut <= len(word) - SHORTEST_PART]
    edges = [0, *cuts, len(word)]
    return [word[left:right] for left, right in pairwise(edges)]
