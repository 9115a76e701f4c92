"""Office files are zip archives; packed anew with one fixed time they are the same bytes always."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16


def steady(packed: bytes) -> bytes:
    """The same archive with the earliest time a zip can tell, members in their own order."""
    written = BytesIO()
    with ZipFile(BytesIO(packed)) as given, ZipFile(written, "w", ZIP_DEFLATED) as made:
        for member in given.infolist():
            info = ZipInfo(member.filename, FIRST_DAY)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = READABLE
            made.writestr(info, given.read(member))
    return written.getvalue()
