"""Finnish alphabetical order and matching without regard to letter case, in pure Python."""

import re
import unicodedata
from functools import lru_cache

# Letters that Finnish keeps after z instead of treating them as accented a and o (CLDR `fi`).
_AFTER_Z = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"}
_LIKE_ANOTHER = {"ü": "y", "đ": "d", "ð": "d", "ŋ": "n", "ß": "ss", "þ": "th"}


@lru_cache(maxsize=20_000)
def order_key(text: str) -> tuple[str, str, str]:
    """The place of a text in a Finnish list: letters, then accents, then small before capital."""
    lower = unicodedata.normalize("NFC", text).lower()
    letters = "".join(_letter(character) for character in lower)
    return letters, lower, text.swapcase()


def compare(first: str, second: str) -> int:
    """Minus one, zero or one, as SQLite asks of a collation."""
    left, right = order_key(first), order_key(second)
    return (left > right) - (left < right)


def like(pattern: object, text: object, escape: str | None = None) -> bool | None:
    """SQL's LIKE with every letter's case folded; NULL answers NULL."""
    if pattern is None or text is None:
        return None
    return _matcher(str(pattern), escape).fullmatch(str(text).casefold()) is not None


def _letter(character: str) -> str:
    if character in _AFTER_Z:
        return _AFTER_Z[character]
    if character in _LIKE_ANOTHER:
        return _LIKE_ANOTHER[character]
    return unicodedata.normalize("NFD", character)[0]


@lru_cache(maxsize=512)
def _matcher(pattern: str, escape: str | None) -> re.Pattern[str]:
    parts: list[str] = []
    characters = iter(pattern)
    for character in characters:
        if character == escape:
            parts.append(re.escape(next(characters, "").casefold()))
        elif character == "%":
            parts.append(".*")
        elif character == "_":
            parts.append(".")
        else:
            parts.append(re.escape(character.casefold()))
    return re.compile("".join(parts), re.DOTALL)
