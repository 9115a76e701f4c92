"""What python-docx has no verb for: links, bookmarks, repeating heads, alt texts, languages."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

REGIONS = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
FONT = "Source Sans 3"
TEXT_WIDTH = 9_638  # 170 mm in twentieths of a point


def element(kind: str, /, **attributes: str) -> Any:
    """An element of Word's own vocabulary with its attributes."""
    made = OxmlElement(f"w:{kind}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def set_language(file: WordFile, language: str) -> None:
    """Tell the language of everything that says no other."""
    defaults = file.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(element("lang", val=REGIONS.get(language, language)))


def set_run_language(run: WordRun, language: str) -> None:
    """Tell the language of words that are in another language than the document."""
    if language:
        run._element.get_or_add_rPr().append(element("lang", val=REGIONS.get(language, language)))


def set_styles(file: WordFile, dark: RGBColor) -> None:
    """The same letters and colours as the PDF; Word shows its own where the font is missing."""
    for name, size in (("Normal", 10.5), ("Title", 28), ("Subtitle", 14), ("Caption", 10.5)):
        _dress(file.styles[name], size)
    for level, size in enumerate((20, 15, 12.5, 11), 1):
        style = file.styles[f"Heading {level}"]
        _dress(style, size)
        style.font.color.rgb = dark
    file.styles["Title"].font.color.rgb = dark
    file.styles["Subtitle"].font.color.rgb = RGBColor(0x1F, 0x23, 0x28)
    file.styles["Caption"].font.color.rgb = RGBColor(0x1F, 0x23, 0x28)
    file.styles["Caption"].font.bold = True


def _dress(style: Any, size: float) -> None:
    style.font.name = FONT
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)


def set_properties(file: WordFile, *, title: str, author: str, language: str, at: datetime) -> None:
    """What the file tells of itself; the times are those of the edition, not of the writing."""
    told = file.core_properties
    told.title, told.author, told.language = title, author, REGIONS.get(language, language)
    told.last_modified_by = author
    told.comments = ""
    told.revision = 1
    told.created = told.modified = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def number_pages(paragraph: WordParagraph, edition: str, pattern: str) -> None:
    """The foot of a page: the edition, and which page of how many by `{page}` and `{pages}`."""
    paragraph.add_run(f"{edition}\t\t")
    before, _, rest = pattern.partition("{page}")
    between, _, after = rest.partition("{pages}")
    paragraph.add_run(before)
    _field(paragraph, "PAGE")
    paragraph.add_run(between)
    _field(paragraph, "NUMPAGES")
    paragraph.add_run(after)


def _field(paragraph: WordParagraph, code: str) -> None:
    field = element("fldSimple", instr=code)
    run = element("r")
    words = element("t")
    words.text = "1"
    run.append(words)
    field.append(run)
    paragraph._p.append(field)


def relation_to(file: WordFile, address: str, number: int) -> str:
    """The key under which links of the file name an outside address.

    python-docx would look through all earlier addresses at each new one.
    """
    key = f"rLink{number}"
    file.part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, address, key, is_external=True)
    return key


def link(
    paragraph: WordParagraph, words: str, *, colour: str, relation: str = "", anchor: str = ""
) -> None:
    """Words that lead outside by the key of an address, or to a bookmark inside the file."""
    if relation:
        made = OxmlElement("w:hyperlink")
        made.set(qn("r:id"), relation)
    else:
        made = element("hyperlink", anchor=anchor)
    run = element("r")
    look = element("rPr")
    look.append(element("color", val=colour[1:].upper()))
    look.append(element("u", val="single"))
    run.append(look)
    text = element("t")
    text.text = words
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    made.append(run)
    paragraph._p.append(made)


def bookmark(paragraph: WordParagraph, name: str, number: int) -> None:
    """Make a paragraph a place that links inside the file can lead to."""
    paragraph._p.append(element("bookmarkStart", id=str(number), name=name))
    paragraph._p.append(element("bookmarkEnd", id=str(number)))


def mark_aside(paragraph: WordParagraph, colour: str) -> None:
    """A coloured edge beside what is missing."""
    edges = element("pBdr")
    edges.append(element("left", val="single", sz="24", space="6", color=colour[1:].upper()))
    paragraph._p.get_or_add_pPr().append(edges)


def dot(paragraph: WordParagraph, colour: str) -> None:
    """A small coloured sign before a judgement; the word after it says everything."""
    sign = paragraph.add_run("■\u00a0")
    sign.font.color.rgb = RGBColor.from_string(colour[1:].upper())
    sign.font.size = Pt(7)


def describe_picture(file: WordFile, number: int, title: str, words: str) -> None:
    """Give the last picture its words for those who do not see it."""
    told = file.inline_shapes[-1]._inline.docPr
    told.set("id", str(number))
    told.set("name", f"Kuva {number}")
    told.set("title", title)
    told.set("descr", words)


def dress_table(grid: WordTable, caption: str, shares: Sequence[int]) -> None:
    """Lines under the rows, fixed widths, and the caption as the table's own description.

    Word refuses a file whose properties stand in another order than its schema tells.
    """
    grid.style = "Table Grid"
    grid.autofit = False
    properties = grid._tbl.tblPr
    lines = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        is_drawn = side in {"top", "bottom", "insideH"}
        line = {"val": "single", "sz": "4", "space": "0", "color": "B9C0C8"}
        lines.append(element(side, **(line if is_drawn else {"val": "nil"})))
    properties.find(qn("w:tblLayout")).addprevious(lines)
    look = properties.find(qn("w:tblLook"))
    look.addnext(element("tblCaption", val=caption))
    total = sum(shares)
    for column, share in zip(grid._tbl.tblGrid.gridCol_lst, shares, strict=True):
        column.set(qn("w:w"), str(TEXT_WIDTH * share // total))
    for cell, share in zip(grid._tbl.tr_lst[0].tc_lst, shares, strict=True):
        cell.get_or_add_tcPr().get_or_add_tcW().set(qn("w:w"), str(TEXT_WIDTH * share // total))


def head_row(grid: WordTable, tint: str) -> Any:
    """The row of headings, repeated at the top of each page."""
    row = grid._tbl.tr_lst[0]
    row.get_or_add_trPr().append(element("tblHeader", val="true"))
    for cell in row.tc_lst:
        cell.get_or_add_tcPr().append(
            element("shd", val="clear", color="auto", fill=tint[1:].upper())
        )
    return row


def add_row(grid: WordTable) -> Any:
    """One more row, whole on its page; made by hand, as python-docx takes minutes for many."""
    made = element("tr")
    look = element("trPr")
    look.append(element("cantSplit", val="true"))
    made.append(look)
    for cell in grid._tbl.tr_lst[0].tc_lst:
        copied = element("tc")
        properties = element("tcPr")
        properties.append(deepcopy(cell.get_or_add_tcPr().get_or_add_tcW()))
        copied.append(properties)
        copied.append(element("p"))
        made.append(copied)
    grid._tbl.append(made)
    return made
