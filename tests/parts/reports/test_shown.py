"""What a reader of one language sees: words, numbers, days, links, and what is said of nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ruori.kernel.text import Text
from ruori.reports.document import Cell, Paragraph, Record, Section
from ruori.reports.render.shown import Reader, ShownParagraph, clean, in_groups
from tests.parts.reports.samples import small


@pytest.mark.parametrize(
    ("cell", "language", "shown"),
    [
        (Cell(value=Decimal("19512.45"), decimals=1), "fi", "19\u00a0512,5"),
        (Cell(value=Decimal("19512.45"), decimals=1), "en", "19,512.5"),
        (Cell(value=Decimal("-4.25"), decimals=1), "sv", "\u22124,3"),
        (Cell(value=Decimal("12.5"), decimals=1, unit=Text("%")), "fi", "12,5\u00a0%"),
        (Cell(value=Decimal("12.5"), decimals=1, unit=Text("%")), "en", "12.5%"),
        (Cell(value=Decimal(3), unit=Text("kpl")), "fi", "3\u00a0kpl"),
        (Cell(value=date(2026, 8, 31)), "fi", "31.8.2026"),
        (Cell(value=date(2026, 8, 31)), "en", "31 August 2026"),
        (Cell(Text("noin puolet"), value=Decimal("49.7")), "fi", "noin puolet"),
    ],
)
def test_a_value_is_written_as_the_language_writes_it(
    cell: Cell, language: str, shown: str
) -> None:
    assert Reader(small(), language).run(cell).text == shown


def test_instants_are_those_of_the_city() -> None:
    late = datetime(2025, 12, 31, 22, 5, tzinfo=UTC)
    told = Reader(replace(small(), known_at=late), "fi").facts()
    assert told[0][1] == "1.1.2026 klo\u00a00.05"


def test_a_figure_leads_to_the_record_it_came_from() -> None:
    cell = Cell(value=Decimal("12.5"), decimals=1, unit=Text("%"), source=Record("a.b", 3))
    run = Reader(small(), "fi").run(cell)
    assert (run.text, run.href, run.record) == (
        "12,5\u00a0%",
        "https://kemi.example/r/a.b/3/",
        "a.b:3",
    )
    assert Reader(small(), "sv").run(cell).href == "https://kemi.example/sv/r/a.b/3/"


def test_a_count_leads_to_the_section_that_lists_what_was_counted() -> None:
    reader = Reader(small(), "fi")
    assert reader.run(Cell(value=Decimal(4), counted_in="goals")).href == "#goals"
    assert reader.run(Cell(value=Decimal(4), counted_in="nowhere")).href == ""


def test_nothing_is_said_in_words() -> None:
    assert Reader(small(), "fi").run(Cell()).text == "ei tietoa"


def test_a_judgement_has_its_word_and_its_mark() -> None:
    run = Reader(small(), "fi").run(Cell(Text("Valmis"), judgement="progress.DONE"))
    assert (run.text, run.shape, run.role) == ("Valmis", "circle-tick", "success")


def test_words_in_another_language_tell_which() -> None:
    run = Reader(small(), "sv").run(Cell(Text(fi="Vain suomeksi")))
    assert (run.text, run.language) == ("Vain suomeksi", "fi")


def test_what_a_person_wrote_never_makes_a_hole_in_a_sentence() -> None:
    nasty = Cell(Text("100 % %(total)s"))
    paragraph = Paragraph(Text("Tehty: %(done)s."), (("done", nasty),))
    document = replace(small(), summary=Section("summary", Text("Sivu"), (paragraph,)))
    (block,) = Reader(document, "fi").summary().blocks
    assert isinstance(block, ShownParagraph)
    assert [run.text for run in block.runs] == ["Tehty: ", "100 % %(total)s", "."]


def test_text_loses_what_no_file_can_hold() -> None:
    assert clean("a\x00b\u00ad\x0bc\r\n  d\ud800") == "abc d"


def test_a_checksum_is_shown_in_groups_a_person_can_compare() -> None:
    assert in_groups("0123456789abcdef") == "01234567 89abcdef"


def test_a_draft_says_so() -> None:
    assert Reader(small(imprint=None), "fi").edition() == "Luonnos, ei jäädytetty"
    assert len(Reader(small(imprint=None), "fi").facts()) == 1
