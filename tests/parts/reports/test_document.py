"""A document is fixed as one string of bytes and read back the same."""

import dataclasses

import pytest

from ruori.kernel.canonical import canonical_json
from ruori.reports.document import cells, walk
from ruori.reports.document_json import UnknownDocumentError, read, write
from tests.parts.reports.samples import SEALED, large, small


def test_a_document_is_read_back_as_it_was_written() -> None:
    document = small(imprint=None)
    assert read(canonical_json(write(document))) == document


def test_a_document_has_one_written_form() -> None:
    body = canonical_json(write(small()))
    assert canonical_json(write(read(body))) == body


def test_the_imprint_is_the_seals_and_no_part_of_the_body() -> None:
    assert canonical_json(write(small(SEALED))) == canonical_json(write(small(None)))


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"format":"ruori-document-9"}'])
def test_a_body_of_another_format_is_refused(body: bytes) -> None:
    with pytest.raises(UnknownDocumentError):
        read(body)


def test_every_section_is_walked_in_reading_order_with_those_above() -> None:
    walked = list(walk(small()))
    keys = [section.key for _, section in walked]
    assert keys[:4] == ["summary", "goals", "goal-E", "goal-E1"]
    assert len(keys) == len(set(keys))
    above = {section.key: [upper.key for upper in over] for over, section in walked}
    assert above["goal-E1"] == ["goals", "goal-E"]


def test_every_cell_is_found() -> None:
    in_tables = 5 * 60
    in_sentences, in_figures = 2, 4 + 5
    assert len(list(cells(large(60)))) == in_tables + in_sentences + in_figures


def test_a_document_is_never_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        small().code = "OTHER"  # type: ignore[misc]
