"""Four renderings of one document: the same bytes every time, safe, whole and accessible."""

import re
import time
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from zipfile import ZipFile

import page as checker
import pypdfium2  # type: ignore[import-untyped]
import pytest
from docx import Document as WordFile
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from ruori.config.settings import REPORT_FONTS
from ruori.kernel.text import Text
from ruori.reports.document import Cell, Column, Document, Record, Section, Table
from ruori.reports.render import docx, html, pdf, xlsx
from tests.parts.reports.samples import small

Render = Callable[[Document, str], bytes]
NASTY = (
    '=HYPERLINK("x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "#set text(red); #panic()",
    "<script>alert(1)</script> & ]]>",
    "$x$ *b* _c_ `d` <label> @ref \\u{41}",
    "\x00\x0b\ud800 rivi\nrivi",
)


def as_pdf(document: Document, language: str) -> bytes:
    return pdf.render(document, language, fonts=REPORT_FONTS)


def as_word(document: Document, language: str) -> bytes:
    return docx.render(document, language, fonts=REPORT_FONTS)


RENDERERS = [html.render, as_pdf, as_word, xlsx.render]
NAMES = ["html", "pdf", "docx", "xlsx"]


def with_nasty_words() -> Document:
    """A document in which a person wrote what each format takes for an order."""
    table = Table(
        caption=Text(NASTY[5]),
        columns=(Column(Text("Sanat")), Column(Text(NASTY[0]))),
        rows=tuple(
            (Cell(Text(words)), Cell(Text(words), source=Record("plans.measure", 1)))
            for words in NASTY
        ),
    )
    section = Section("nasty", Text(NASTY[4]), (table,))
    return replace(small(), title=Text(NASTY[5]), sections=(section,))


@pytest.mark.parametrize("render", RENDERERS, ids=NAMES)
def test_the_same_document_gives_the_same_bytes(render: Render) -> None:
    first = render(small(), "fi")
    time.sleep(2.1)  # zip archives tell time in steps of two seconds
    assert render(small(), "fi") == first


@pytest.mark.parametrize("render", RENDERERS, ids=NAMES)
def test_the_language_changes_the_words(render: Render) -> None:
    assert render(small(), "sv") != render(small(), "fi")


@pytest.mark.parametrize("render", RENDERERS, ids=NAMES)
def test_whatever_a_person_wrote_is_only_text(render: Render) -> None:
    assert render(with_nasty_words(), "fi")


@pytest.mark.parametrize("profile", ["ua1", "pdfa2a"])
@pytest.mark.parametrize("make", [small, with_nasty_words], ids=["small", "nasty"])
def test_the_pdf_is_accessible_and_archivable(profile: str, make: Callable[[], Document]) -> None:
    report = checker.validate_pdf_bytes(as_pdf(make(), "fi"), profile=profile)
    assert [failure.message for failure in report.failures] == []
    assert report.is_compliant


def test_a_draft_pdf_is_accessible_too() -> None:
    assert checker.is_pdf_compliant_bytes(as_pdf(small(imprint=None), "fi"), profile="ua1")


def test_the_pdf_tells_edition_day_and_page_on_every_page_but_the_first() -> None:
    document = pypdfium2.PdfDocument(as_pdf(small(), "fi"))
    texts = [document[place].get_textpage().get_text_range() for place in range(len(document))]
    for number, text in enumerate(texts[1:], 2):
        assert "tilanne 31.12.2025" in text
        assert "Laitos 7 · 3fa45b1c9e0d77aa" in text
        assert f"sivu {number}/{len(texts)}" in text
    assert "3fa45b1c" in texts[0]
    document.close()


def test_the_pdf_leads_from_a_figure_to_its_record() -> None:
    assert b"https://kemi.example/r/followup.entry/1000/" in as_pdf(small(), "fi")


def test_the_page_holds_no_script_and_escapes_words() -> None:
    text = html.render(with_nasty_words(), "fi").decode()
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; ]]&gt;" in text


class _Outline(HTMLParser):
    """Heading levels, ids and inside links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.inside: set[str] = set()
        self.tables = self.captions = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "a" and str(given["href"]).startswith("#"):
            self.inside.add(str(given["href"])[1:])
        self.tables += tag == "table"
        self.captions += tag == "caption"


def test_the_page_has_an_outline_without_gaps_and_no_broken_links() -> None:
    outline = _Outline()
    outline.feed(html.render(small(), "fi").decode())
    assert outline.levels.count(1) == 1
    steps = zip(outline.levels, outline.levels[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps)
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.inside <= set(outline.ids)
    assert outline.tables == outline.captions == 18


def test_the_fragment_leaves_the_first_heading_to_the_page_around_it() -> None:
    outline = _Outline()
    outline.feed(html.fragment(small(), "fi"))
    assert outline.levels[0] == 2
    assert 1 not in outline.levels


def test_no_style_stands_in_the_fragment_as_the_sites_policy_forbids_it() -> None:
    assert "style=" not in html.fragment(small(), "fi")
    assert "<style" not in html.fragment(small(), "fi")


def test_the_word_file_has_headings_repeating_heads_and_described_pictures() -> None:
    file = WordFile(BytesIO(as_word(small(), "fi")))
    levels = [p.style.name for p in file.paragraphs if p.style and "Heading" in p.style.name]
    assert levels[:4] == ["Heading 1", "Heading 1", "Heading 1", "Heading 2"]
    for table in file.tables:
        assert table._tbl.tr_lst[0].find(".//" + qn("w:tblHeader")) is not None
    described = [shape._inline.docPr.get("descr") for shape in file.inline_shapes]
    assert described == [
        "Toimenpiteistä suurin osa etenee. Viidestä ei raportoitu.",
        "Asukasluku laski. Muutos on tasainen.",
    ]
    assert file.core_properties.language == "fi-FI"


def test_the_word_file_leads_to_records_and_inside_itself() -> None:
    with ZipFile(BytesIO(as_word(small(), "fi"))) as archive:
        links = archive.read("word/_rels/document.xml.rels").decode()
        body = archive.read("word/document.xml").decode()
    assert "https://kemi.example/r/plans.measure/1000/" in links
    targets = set(re.findall(r'w:hyperlink w:anchor="(\w+)"', body))
    assert targets
    assert targets <= set(re.findall(r'w:bookmarkStart [^>]*w:name="(\w+)"', body))


def test_the_spreadsheet_gathers_one_kind_of_table_on_one_sheet_with_exact_figures() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(xlsx.render(small(), "fi")))
    rows = book.get_sheet_by_name("Toimenpiteet").to_python()
    assert rows[0][0] == "Osio"
    assert len(rows) == 31
    assert rows[1][5] == 1000.0
    assert rows[1][6] == "plans.measure:1000 followup.entry:1000 indicators.observation:1000"


def test_nothing_in_the_spreadsheet_is_a_formula() -> None:
    packed = xlsx.render(with_nasty_words(), "fi")
    with ZipFile(BytesIO(packed)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in archive.read(name) for name in sheets)
    book = CalamineWorkbook.from_filelike(BytesIO(packed))
    words = {
        cell
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    }
    assert {'=HYPERLINK("x")', "+1", "-1", "@SUM(A1)"} <= words
