"""The name under which a file is shown: readable, and harmless on any machine."""

import re
import unicodedata
from typing import Final

MAX_LENGTH: Final = 120
UNNAMED: Final = "tiedosto"

_LAST_PART: Final = re.compile(r"[^/\\]*\Z")
_FORBIDDEN: Final = re.compile(r'[<>:"|?*%]')
_SPACES: Final = re.compile(r"\s+")
_EXTENSION: Final = re.compile(r"\.([A-Za-z0-9]{1,8})\Z")
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|\Z)", re.IGNORECASE)


def safe_name(name: str, extension: str) -> str:
    """A given name made fit to show and to save, ending in `.extension`.

    Directories, control and direction-changing characters and characters that some system
    forbids are taken out; the length is at most 120 characters. Never empty.
    """
    words = _plain(name)
    own = extension_of(words)
    stem = words[: -len(own) - 1] if own else words
    stem = stem.strip(" .") or UNNAMED
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    ending = f".{own or extension}"
    return stem[: MAX_LENGTH - len(ending)].rstrip(" .") + ending


def extension_of(name: str) -> str:
    """The extension of a name in lower case, without the dot; empty when there is none."""
    match = _EXTENSION.search(_plain(name))
    return match.group(1).lower() if match else ""


def _plain(name: str) -> str:
    last = _LAST_PART.search(unicodedata.normalize("NFC", name))
    words = last.group() if last else ""
    # "Cf" holds the marks that turn the writing direction: they make exe.fdp look like pdf.exe.
    visible = "".join(" " if unicodedata.category(sign)[0] in "ZC" else sign for sign in words)
    return _SPACES.sub(" ", _FORBIDDEN.sub("_", visible)).strip(" .")
