"""Where the bytes lie: each file once, under its own SHA-256, in two levels of folders."""

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import Final

from django.core.files.storage import FileSystemStorage, storages

SHELF: Final = "ruori_files"
_SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")


class Damaged(Exception):
    """The bytes on the shelf are missing or are not those that were put there."""


class Shelf(FileSystemStorage):
    """A content-addressed store (hylly): `<aa>/<sha256>`; named by config in STORAGES."""

    def keep(self, content: bytes) -> str:
        """Put bytes on the shelf and give their SHA-256; bytes already there are left alone.

        The file appears whole or not at all, also when the machine stops in between.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        place = self._place(sha256)
        if place.exists():
            return sha256
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as unfinished:
            unfinished.write(content)
            unfinished.flush()
            os.fsync(unfinished.fileno())
        Path(unfinished.name).replace(place)
        return sha256

    def take(self, sha256: str) -> bytes:
        """The bytes kept under a SHA-256, proved by counting it again. Raises Damaged."""
        try:
            content = self._place(sha256).read_bytes()
        except FileNotFoundError:
            raise Damaged(sha256) from None
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Damaged(sha256)
        return content

    def _place(self, sha256: str) -> Path:
        if not _SHA256.match(sha256):
            raise ValueError("a SHA-256 is 64 hexadecimal digits")
        return Path(self.location) / sha256[:2] / sha256


def the_shelf() -> Shelf:
    """The shelf of this installation. Raises TypeError when config names another storage."""
    shelf = storages[SHELF]
    if not isinstance(shelf, Shelf):
        raise TypeError(f"STORAGES[{SHELF!r}] is to be a {Shelf.__name__}")
    return shelf
