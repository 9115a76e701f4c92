"""The order of names and codes: å ä ö last, and 2 before 10."""

import re
import unicodedata

_PIECES = re.compile(r"(\d+)")
_LAST = {"å": "{", "ä": "|", "ö": "}", "æ": "|", "ø": "}"}


def sort_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key for `sorted`: case and other accents do not count, numbers count as numbers."""
    pieces = _PIECES.split(unicodedata.normalize("NFC", text).casefold())
    return tuple(
        (0, int(piece), "") if piece.isdecimal() else (1, 0, _folded(piece))
        for piece in pieces
        if piece
    )


def _folded(text: str) -> str:
    return "".join(_LAST.get(letter) or _without_accent(letter) for letter in text)


def _without_accent(letter: str) -> str:
    return "".join(
        part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part)
    )
