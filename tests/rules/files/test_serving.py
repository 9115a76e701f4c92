"""A file handed out can do nothing in the reader's browser."""

from email.message import Message

import pytest

from ruori.files.rules import serving_headers


def headers(name: str, media_type: str = "application/pdf") -> dict[str, str]:
    """The headers of a small file."""
    return serving_headers(media_type=media_type, name=name, size=3, sha256="ab")


def test_it_is_a_download_that_runs_nothing() -> None:
    sent = headers("a.pdf")
    assert sent["Content-Disposition"].startswith("attachment;")
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in sent["Content-Security-Policy"]
    assert "default-src 'none'" in sent["Content-Security-Policy"]
    assert "private" in sent["Cache-Control"]


def test_text_says_its_encoding() -> None:
    assert headers("a.csv", "text/csv")["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("name", ["Pöytäkirja 12 §.pdf", 'a"b;c.pdf', "a\\b.pdf", "100 %.pdf"])
def test_every_reader_gets_the_true_name(name: str) -> None:
    sent = headers(name)["Content-Disposition"]
    assert sent.isascii()
    assert not set("\r\n") & set(sent)
    message = Message()
    message["Content-Disposition"] = sent.replace('filename="', 'ignored="', 1)
    assert message.get_filename() == name
