"""The Word file: real headings, real tables with repeating headings, links, pictures with words."""

from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document as NewFile
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from ruori.reports.document import Document, Kind
from ruori.reports.render import word_parts as parts
from ruori.reports.render.archive import steady
from ruori.reports.render.chart import svg
from ruori.reports.render.ink import ROLES, dark, pale
from ruori.reports.render.pictures import pictures_of
from ruori.reports.render.shown import (
    Reader,
    Run,
    Runs,
    ShownBlock,
    ShownFigure,
    ShownListing,
    ShownParagraph,
    ShownSection,
    ShownTable,
)

DEEPEST_HEADING = 9
CONTENTS_DEPTH = 3


def render(document: Document, language: str, *, fonts: Path) -> bytes:
    """The document as a Word file; `fonts` is the folder of Source Sans 3, for its pictures."""
    reader = Reader(document, language)
    return _Writer(document, reader, fonts).written()


class _Writer:
    """One Word file being written, in reading order."""

    def __init__(self, document: Document, reader: Reader, fonts: Path) -> None:
        self.document = document
        self.reader = reader
        self.sections = [reader.summary(), *reader.sections()]
        self.file: WordFile = NewFile()
        self.dark = dark(document)
        self.tint = pale(document)
        self.pictures = pictures_of([svg(figure) for figure in _figures(self.sections)], fonts)
        self.drawn = 0
        self.anchors: dict[str, int] = {}
        self.relations: dict[str, str] = {}

    def written(self) -> bytes:
        """The bytes of the whole file."""
        self._set_up()
        self._front()
        self._contents()
        for section in self.sections:
            self._section(section)
        written = BytesIO()
        self.file.save(written)
        return steady(written.getvalue())

    def _set_up(self) -> None:
        parts.set_language(self.file, self.reader.language)
        parts.set_styles(self.file, RGBColor.from_string(self.dark[1:].upper()))
        dated = self.document.imprint.sealed_at if self.document.imprint else None
        parts.set_properties(
            self.file,
            title=self.reader.text(self.document.title),
            author=self.reader.text(self.document.city),
            language=self.reader.language,
            at=dated or self.document.known_at,
        )
        page = self.file.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
        city = self.reader.text(self.document.city)
        header = f"{city} · {self.reader.text(self.document.title)}\t\t{self.reader.status()}"
        page.header.paragraphs[0].text = header
        edition = self.reader.edition()
        if self.document.imprint:
            edition += f" · {self.document.imprint.hash[:16]}"
        footer = self.reader.label("page", page="{page}", pages="{pages}")
        parts.number_pages(page.footer.paragraphs[0], edition, footer)

    def _front(self) -> None:
        self.file.add_paragraph(self.reader.text(self.document.city)).runs[0].bold = True
        self.file.add_paragraph(self.reader.text(self.document.title), style="Title")
        self.file.add_paragraph(self.reader.text(self.document.subtitle), style="Subtitle")
        self.file.add_paragraph(f"{self.reader.status()} · {self.reader.edition()}")
        for name, value in self.reader.facts():
            told = self.file.add_paragraph()
            told.add_run(f"{name}: ").bold = True
            told.add_run(value)
        self.file.add_paragraph(self.reader.label("trust"))

    def _contents(self) -> None:
        heading = self.file.add_heading(self.reader.label("contents"), 1)
        heading.paragraph_format.page_break_before = True
        for section in self.sections:
            self._entry(section)

    def _entry(self, section: ShownSection) -> None:
        line = self.file.add_paragraph()
        line.paragraph_format.left_indent = Mm(6 * (section.level - 1))
        line.paragraph_format.space_after = Pt(2)
        parts.link(line, section.title, anchor=self._anchor(section.key), colour=self.dark)
        if section.level < CONTENTS_DEPTH:
            for child in section.sections:
                self._entry(child)

    def _anchor(self, key: str) -> str:
        """Word allows letters, digits and forty signs in a bookmark: a number is the safe name."""
        return f"part_{self.anchors.setdefault(key, len(self.anchors) + 1)}"

    def _relation(self, address: str) -> str:
        if address not in self.relations:
            number = len(self.relations) + 1
            self.relations[address] = parts.relation_to(self.file, address, number)
        return self.relations[address]

    def _section(self, section: ShownSection) -> None:
        heading = self.file.add_heading(section.title, min(section.level, DEEPEST_HEADING))
        heading.paragraph_format.page_break_before = section.opens_page
        anchor = self._anchor(section.key)
        parts.bookmark(heading, anchor, self.anchors[section.key])
        for block in section.blocks:
            self._block(block)
        for child in section.sections:
            self._section(child)

    def _block(self, block: ShownBlock) -> None:
        match block:
            case ShownParagraph():
                self._paragraph(block)
            case ShownListing():
                for item in block.items:
                    self._runs(self.file.add_paragraph(style="List Bullet"), item)
            case ShownTable():
                self._table(block)
            case ShownFigure():
                self._figure(block)

    def _paragraph(self, block: ShownParagraph) -> None:
        written = self.file.add_paragraph()
        self._runs(written, block.runs)
        if block.tone == "LEAD":
            for run in written.runs:
                run.font.size = Pt(13)
        if block.tone == "MISSING":
            parts.mark_aside(written, ROLES["warning"])

    def _figure(self, figure: ShownFigure) -> None:
        title = self.file.add_paragraph()
        title.add_run(figure.title).bold = True
        title.paragraph_format.keep_with_next = True
        self.file.add_paragraph(figure.summary)
        picture = self.pictures[self.drawn]
        self.drawn += 1
        if picture:
            self.file.add_picture(BytesIO(picture), width=Mm(165))
            parts.describe_picture(self.file, self.drawn, figure.title, figure.summary)
        self._table(figure.table)

    def _table(self, table: ShownTable) -> None:
        caption = self.file.add_paragraph(style="Caption")
        caption.add_run(table.caption)
        caption.paragraph_format.keep_with_next = True
        if not table.rows:
            self.file.add_paragraph(table.when_empty)
            return
        grid: WordTable = self.file.add_table(rows=1, cols=len(table.columns))
        parts.dress_table(grid, table.caption, [column.share for column in table.columns])
        sides = [column.kind is Kind.FIGURE for column in table.columns]
        heads = tuple(Run(column.title, role="head") for column in table.columns)
        self._row(grid, parts.head_row(grid, self.tint), heads, sides)
        for row in table.rows:
            self._row(grid, parts.add_row(grid), row, sides)
        self.file.add_paragraph()

    def _row(self, grid: WordTable, made: Any, row: Runs, sides: list[bool]) -> None:
        for cell, run, to_right in zip(made.tc_lst, row, sides, strict=True):
            written = WordParagraph(cell.p_lst[0], grid)
            self._run(written, run)
            written.paragraph_format.space_after = Pt(2)
            if to_right:
                written.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            for each in written.runs if run.role == "head" else ():
                each.bold = True

    def _runs(self, written: WordParagraph, runs: Runs) -> None:
        for run in runs:
            self._run(written, run)

    def _run(self, written: WordParagraph, run: Run) -> None:
        if run.shape:
            parts.dot(written, ROLES[run.role])
        if run.href:
            inside = run.href.startswith("#")
            anchor = self._anchor(run.href[1:]) if inside else ""
            relation = "" if inside else self._relation(run.href)
            parts.link(written, run.text, relation=relation, anchor=anchor, colour=self.dark)
        else:
            parts.set_run_language(written.add_run(run.text), run.language)


def _figures(sections: list[ShownSection]) -> list[ShownFigure]:
    found: list[ShownFigure] = []
    for section in sections:
        found += [block for block in section.blocks if isinstance(block, ShownFigure)]
        found += _figures(list(section.sections))
    return found
