"""The Finnish dictionary (Voikko), when the machine has it, and the dictionary forms of a word."""

from functools import lru_cache
from threading import Lock

import libvoikko

ONE_AT_A_TIME = Lock()
"""Voikko's handle is not for two threads at once."""


@lru_cache(maxsize=1)
def voikko() -> "libvoikko.Voikko | None":
    """The dictionary, or None on a machine that does not have it."""
    try:
        return libvoikko.Voikko("fi")
    except (OSError, libvoikko.VoikkoException):
        return None


@lru_cache(maxsize=50_000)
def lemmas_fi(word: str) -> frozenset[str]:
    """The dictionary forms a Finnish word may have; nothing for a word nobody knows."""
    dictionary = voikko()
    if dictionary is None:
        return frozenset()
    with ONE_AT_A_TIME:
        analyses = dictionary.analyze(word)
    return frozenset(str(one["BASEFORM"]).casefold() for one in analyses if "BASEFORM" in one)
