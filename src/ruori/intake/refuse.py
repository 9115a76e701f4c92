"""From a file or bytes to text, or one clear refusal.

Accepted: UTF-8 with or without its mark, and UTF-16 that says so by its mark. Other encodings are
refused rather than guessed: a wrong guess turns "ä" into "Ã¤" in the council's own words, and
nobody notices before the report. Size is judged first, so a caller never needs more than
`LIMIT + 1` bytes.
"""

import codecs
from pathlib import Path
from typing import BinaryIO

from ruori.intake.remarks import MSGIDS
from ruori.kernel.problems import Problem, Refused

MEGABYTE = 1024 * 1024
LIMIT_MB = 5
LIMIT = LIMIT_MB * MEGABYTE
"""Largest source in bytes; the longest strategy page met so far is a hundredth of it."""

_CONTROLS = frozenset(range(32)) - {9, 10, 11, 12, 13}
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


class Refusal(Refused):
    """The source cannot become a draft; its Problem says why, and nothing was written."""


def refusal(code: str, **facts: str | int) -> Refusal:
    """The refusal of a code of `remarks.MSGIDS`, ready to raise."""
    return Refusal(Problem(code=code, msgid=MSGIDS[code], facts=facts))


def bounded(stream: BinaryIO) -> bytes:
    """The bytes of a source, never more than LIMIT + 1 of them in memory.

    Raises Refusal FILE_TOO_LARGE.
    """
    content = stream.read(LIMIT + 1)
    _require_size(len(content))
    return content


def from_file(path: Path) -> bytes:
    """The bytes of a file, at most LIMIT of them.

    Raises Refusal: FILE_MISSING, FILE_IS_FOLDER, FILE_UNREADABLE with the system's own reason, or
    FILE_TOO_LARGE.
    """
    try:
        with path.open("rb") as stream:
            return bounded(stream)
    except FileNotFoundError as wrong:
        raise refusal("FILE_MISSING", name=str(path)) from wrong
    except IsADirectoryError as wrong:
        raise refusal("FILE_IS_FOLDER", name=str(path)) from wrong
    except (OSError, ValueError) as wrong:
        reason = getattr(wrong, "strerror", None) or str(wrong)
        raise refusal("FILE_UNREADABLE", name=str(path), reason=reason) from wrong


def decode(content: bytes) -> str:
    """The text of a source without its byte order mark.

    Raises Refusal: FILE_TOO_LARGE, FILE_EMPTY, FILE_BINARY or FILE_NOT_UTF8, judged in that order.
    """
    _require_size(len(content))
    if not content.strip():
        raise refusal("FILE_EMPTY")
    text = _decoded(content)
    if any(ord(sign) in _CONTROLS for sign in set(text)):
        raise refusal("FILE_BINARY")
    if not text.strip("\ufeff\u200b\u200c\u200d\u2060\u00ad \t\r\n\v\f\u00a0"):
        raise refusal("FILE_EMPTY")
    return text


def _require_size(size: int) -> None:
    if size > LIMIT:
        raise refusal("FILE_TOO_LARGE", limit_mb=LIMIT_MB)


def _decoded(content: bytes) -> str:
    encoding = _UTF16.get(content[:2])
    if content.startswith(_UTF32):
        encoding = None
    if encoding is not None:
        return _strictly(content[2:], encoding)
    if b"\x00" in content:
        raise refusal("FILE_BINARY")
    return _strictly(content.removeprefix(codecs.BOM_UTF8), "utf-8")


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as wrong:
        code = "FILE_NOT_UTF8" if _looks_like_text(content) else "FILE_BINARY"
        facts: dict[str, str | int] = {"byte": wrong.start + 1} if code == "FILE_NOT_UTF8" else {}
        raise refusal(code, **facts) from wrong


def _looks_like_text(content: bytes) -> bool:
    """No control bytes in the first kilobytes: a letter in another encoding, not a picture."""
    return not _CONTROLS.intersection(content[:4096])
