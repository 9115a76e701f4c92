"""Reading files back: the card of one, and its bytes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from ruori.files.models import StoredFile
from ruori.files.rules import serving_headers
from ruori.files.shelf import Damaged, the_shelf


@dataclass(frozen=True, slots=True)
class FileCard:
    """What is told of a file: never its bytes. Size in bytes, width and height in pixels."""

    pk: int
    name: str
    media_type: str
    size: int
    sha256: str
    width: int | None
    height: int | None
    uploaded_at: datetime
    uploaded_by: str


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """The bytes of a file and the headers a face must send with them."""

    content: bytes
    headers: dict[str, str]


def cards(pks: Collection[int]) -> dict[int, FileCard]:
    """The cards of several files by key; one query, missing keys are absent."""
    return {row.pk: card_of(row) for row in StoredFile.objects.filter(pk__in=pks)}


def card_of(row: StoredFile) -> FileCard:
    """The card of a row already at hand; no query."""
    return FileCard(
        pk=row.pk,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        width=row.width,
        height=row.height,
        uploaded_at=row.uploaded_at,
        uploaded_by=row.uploaded_by_label,
    )


def open_file(pk: int) -> OpenedFile:
    """The bytes of one file with its headers; one query.

    The caller has already asked whether the reader may see the object that shows the file.
    Raises StoredFile.DoesNotExist, and Damaged when the bytes are not those once stored.
    """
    row = StoredFile.objects.get(pk=pk)
    content = the_shelf().take(row.sha256)
    headers = serving_headers(
        media_type=row.media_type, name=row.name, size=row.size, sha256=row.sha256
    )
    return OpenedFile(content, headers)


def damaged_files(pks: Collection[int] | None = None) -> list[FileCard]:
    """Files whose bytes are missing or changed, for the nightly check; one query."""
    rows = StoredFile.objects.order_by("pk")
    if pks is not None:
        rows = rows.filter(pk__in=pks)
    return [card_of(row) for row in rows.iterator() if not _is_whole(row.sha256)]


def _is_whole(sha256: str) -> bool:
    try:
        the_shelf().take(sha256)
    except Damaged:
        return False
    return True
