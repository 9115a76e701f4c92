"""A Document as the plain mapping that a seal keeps, and back; `read(write(d)) == d`.

The form is written out by hand because it must outlive every later shape of the classes: a city
must be able to read its edition of this year in fifty years.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ruori.kernel.text import Text
from ruori.reports.document import (
    Block,
    Cell,
    Column,
    Document,
    Figure,
    Kind,
    Listing,
    Paragraph,
    Point,
    Record,
    Section,
    Shape,
    Table,
    Tone,
)

FORMAT = "ruori-document-1"


class UnknownDocumentError(ValueError):
    """The sealed body is not a document of a format known here."""


def write(document: Document) -> dict[str, Any]:
    """The document as the mapping to seal; the imprint, which only the seal knows, is left out."""
    return {
        "format": FORMAT,
        "code": document.code,
        "city": dict(document.city),
        "title": dict(document.title),
        "subtitle": dict(document.subtitle),
        "as_of": document.as_of,
        "known_at": document.known_at,
        "base": document.base,
        "accent": document.accent,
        "labels": {key: dict(words) for key, words in document.labels},
        "languages": list(document.languages),
        "is_sample": document.is_sample,
        "summary": _section(document.summary),
        "sections": [_section(section) for section in document.sections],
    }


def read(body: bytes) -> Document:
    """The document of a sealed body. Raises UnknownDocumentError when it is of no known format."""
    given = json.loads(body)
    if not isinstance(given, Mapping) or given.get("format") != FORMAT:
        raise UnknownDocumentError(FORMAT)
    return Document(
        code=given["code"],
        city=Text(given["city"]),
        title=Text(given["title"]),
        subtitle=Text(given["subtitle"]),
        as_of=date.fromisoformat(given["as_of"]),
        known_at=datetime.fromisoformat(given["known_at"]),
        base=given["base"],
        accent=given["accent"],
        labels=tuple(sorted((key, Text(words)) for key, words in given["labels"].items())),
        languages=tuple(given["languages"]),
        is_sample=given["is_sample"],
        summary=_read_section(given["summary"]),
        sections=tuple(_read_section(section) for section in given["sections"]),
    )


def _section(section: Section) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": dict(section.title),
        "opens_page": section.opens_page,
        "blocks": [_block(block) for block in section.blocks],
        "sections": [_section(child) for child in section.sections],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"block": "paragraph", **_paragraph(block)}
        case Listing():
            return {"block": "listing", "items": [_paragraph(item) for item in block.items]}
        case Table():
            return {"block": "table", **_table(block)}
        case Figure():
            return {"block": "figure", **_figure(block)}


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "says": dict(paragraph.says),
        "tone": paragraph.tone,
        "cells": [[name, _cell(cell)] for name, cell in paragraph.cells],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": dict(table.caption),
        "columns": [
            {"title": dict(column.title), "kind": column.kind, "share": column.share}
            for column in table.columns
        ],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "sheet": dict(table.sheet),
        "when_empty": dict(table.when_empty),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "title": dict(figure.title),
        "summary": dict(figure.summary),
        "shape": figure.shape,
        "label_title": dict(figure.label_title),
        "value_title": dict(figure.value_title),
        "goal": _cell(figure.goal) if figure.goal else None,
        "points": [
            {
                "label": dict(point.label),
                "cell": _cell(point.cell),
                "is_preliminary": point.is_preliminary,
            }
            for point in figure.points
        ],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    """Only what is given is written: most cells are a few words and an address."""
    value = {"date" if isinstance(cell.value, date) else "decimal": cell.value}
    given = {
        "words": dict(cell.words),
        "value": value if cell.value is not None else None,
        "decimals": cell.decimals,
        "unit": dict(cell.unit),
        "source": [cell.source.label, cell.source.pk] if cell.source else None,
        "counted_in": cell.counted_in,
        "judgement": cell.judgement,
    }
    return {name: thing for name, thing in given.items() if thing}


def _read_section(given: Mapping[str, Any]) -> Section:
    return Section(
        key=given["key"],
        title=Text(given["title"]),
        opens_page=given["opens_page"],
        blocks=tuple(_READ[block["block"]](block) for block in given["blocks"]),
        sections=tuple(_read_section(child) for child in given["sections"]),
    )


def _read_paragraph(given: Mapping[str, Any]) -> Paragraph:
    return Paragraph(
        says=Text(given["says"]),
        cells=tuple((name, _read_cell(cell)) for name, cell in given["cells"]),
        tone=Tone(given["tone"]),
    )


def _read_listing(given: Mapping[str, Any]) -> Listing:
    return Listing(tuple(_read_paragraph(item) for item in given["items"]))


def _read_table(given: Mapping[str, Any]) -> Table:
    return Table(
        caption=Text(given["caption"]),
        columns=tuple(
            Column(Text(column["title"]), Kind(column["kind"]), column["share"])
            for column in given["columns"]
        ),
        rows=tuple(tuple(_read_cell(cell) for cell in row) for row in given["rows"]),
        sheet=Text(given["sheet"]),
        when_empty=Text(given["when_empty"]),
    )


def _read_figure(given: Mapping[str, Any]) -> Figure:
    return Figure(
        title=Text(given["title"]),
        summary=Text(given["summary"]),
        shape=Shape(given["shape"]),
        label_title=Text(given["label_title"]),
        value_title=Text(given["value_title"]),
        goal=_read_cell(given["goal"]) if given["goal"] else None,
        points=tuple(
            Point(Text(point["label"]), _read_cell(point["cell"]), point["is_preliminary"])
            for point in given["points"]
        ),
    )


def _read_cell(given: Mapping[str, Any]) -> Cell:
    source = given.get("source")
    return Cell(
        words=Text(given.get("words", {})),
        value=_read_value(given.get("value")),
        decimals=given.get("decimals", 0),
        unit=Text(given.get("unit", {})),
        source=Record(source[0], source[1]) if source else None,
        counted_in=given.get("counted_in", ""),
        judgement=given.get("judgement", ""),
    )


def _read_value(given: Mapping[str, str] | None) -> Decimal | date | None:
    if given is None:
        return None
    if "date" in given:
        return date.fromisoformat(given["date"])
    return Decimal(given["decimal"])


_READ: Mapping[str, Callable[[Mapping[str, Any]], Block]] = {
    "paragraph": _read_paragraph,
    "listing": _read_listing,
    "table": _read_table,
    "figure": _read_figure,
}
