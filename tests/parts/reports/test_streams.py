"""The ends of a PDF's streams are beyond doubt, and its table still points to each object."""

import re

import pytest

from ruori.reports.render.streams import with_clear_ends


def made(*streams: bytes) -> bytes:
    """A PDF of bare streams with a true cross-reference table."""
    body, offsets = b"%PDF-1.7\n", []
    for number, stream in enumerate(streams, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
            number,
            len(stream),
            stream,
        )
    table = b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(streams) + 1)
    table += b"".join(b"%010d 00000 n\r\n" % offset for offset in offsets)
    trailer = b"trailer\n<</Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(streams) + 1, len(body))
    return body + table + trailer


def offsets(pdf: bytes) -> list[int]:
    """Where the table says that each object begins."""
    return [int(offset) for offset in re.findall(rb"(\d{10}) 00000 n", pdf)]


def test_a_pdf_without_doubt_is_left_alone() -> None:
    pdf = made(b"abc", b"def\n", b"")
    assert with_clear_ends(pdf) == pdf


@pytest.mark.parametrize(
    "streams",
    [(b"abc\r",), (b"abc\r", b"def"), (b"abc", b"x\r", b"y\r\r", b"z"), (b"\r", b"a", b"\r")],
)
def test_a_stream_that_ends_in_a_carriage_return_gets_a_whole_line_end(
    streams: tuple[bytes, ...],
) -> None:
    before = made(*streams)
    after = with_clear_ends(before)
    doubtful = sum(stream.endswith(b"\r") for stream in streams)
    assert len(after) == len(before) + doubtful
    for number, (offset, stream) in enumerate(zip(offsets(after), streams, strict=True), 1):
        end = b"\r\n" if stream.endswith(b"\r") else b"\n"
        head = b"%d 0 obj\n<</Length %d>>\nstream\n" % (number, len(stream))
        assert after[offset:].startswith(head + stream + end + b"endstream")
    table = int(after[after.rindex(b"startxref") + 9 :].split()[0])
    assert after[table:].startswith(b"xref\n")
    assert after.endswith(b"\n%%EOF")
    assert with_clear_ends(after) == after
