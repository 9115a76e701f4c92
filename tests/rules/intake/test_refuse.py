"""A file that is no text of a page gets one clear message and no draft."""

import io

import pytest

from ruori.intake.readers.strategy_page import read
from ruori.intake.refuse import LIMIT, Refusal, bounded, decode

PAGE = "Kemin kaupunkistrategia\n\nÄänestys"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FILE_EMPTY"),
        (b" \r\n\t\n", "FILE_EMPTY"),
        ("\ufeff\u200b\n\u00ad".encode(), "FILE_EMPTY"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "FILE_BINARY"),
        (b"%PDF-1.7\x01\x02", "FILE_BINARY"),
        (b"PK\x03\x04 a word document", "FILE_BINARY"),
        (PAGE.encode("latin-1"), "FILE_NOT_UTF8"),
        (PAGE.encode("cp1252"), "FILE_NOT_UTF8"),
        (PAGE.encode("utf-32"), "FILE_BINARY"),
        (b"a" * (LIMIT + 1), "FILE_TOO_LARGE"),
    ],
)
def test_no_text_is_refused_with_its_reason(content: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(content)
    problem = refused.value.problem
    assert problem.code == code
    assert problem.msgid % problem.facts


def test_wrong_encoding_says_which_byte() -> None:
    with pytest.raises(Refusal) as refused:
        decode("Äiti".encode("latin-1"))
    assert refused.value.problem.facts == {"byte": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_with_or_without_its_mark_is_read(encoding: str) -> None:
    assert decode(PAGE.encode(encoding)) == PAGE


class Endless(io.RawIOBase):
    """A file of any size, which counts the bytes somebody took of it."""

    taken = 0

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "the whole of an endless file was asked for"
        self.taken += size
        return b"x" * size


def test_fifty_megabytes_are_refused_after_the_first_five() -> None:
    stream = Endless()
    with pytest.raises(Refusal) as refused:
        bounded(stream)  # type: ignore[arg-type]  # the only method used is read
    assert refused.value.problem.code == "FILE_TOO_LARGE"
    assert stream.taken == LIMIT + 1
