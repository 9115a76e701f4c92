"""Where each stream of a PDF ends must be beyond doubt (ISO 19005-2, 6.1.7.1)."""

import re
from bisect import bisect_left

_STREAM = re.compile(rb"/Length (\d+)[^\r\n]*>>\nstream\n")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) n")


def with_clear_ends(pdf: bytes) -> bytes:
    """The same PDF in which no stream's last byte can be taken for the line end after it.

    A compressed stream may by chance end in a carriage return; with the line feed that follows
    it reads as one line end, and the stream seems a byte too short. There the line end becomes
    CR LF, and the cross-reference table follows.
    """
    places = [
        end
        for found in _STREAM.finditer(pdf)
        if pdf[(end := found.end() + int(found[1])) - 1 : end + 10] == b"\r\nendstream"
    ]
    if not places:
        return pdf
    start = pdf.rindex(b"startxref\n") + len(b"startxref\n")
    table = int(pdf[start:].split(b"\n", 1)[0])
    moved = _with_moved_table(pdf[table:start], places)
    body = b"\r".join(
        pdf[begin:end] for begin, end in zip([0, *places], [*places, table], strict=True)
    )
    return body + moved + str(table + len(places)).encode() + b"\n%%EOF"


def _with_moved_table(table: bytes, places: list[int]) -> bytes:
    def moved(entry: re.Match[bytes]) -> bytes:
        offset = int(entry[1])
        return b"%010d %s n" % (offset + bisect_left(places, offset), entry[2])

    return _ENTRY.sub(moved, table)
