"""The PDF: tagged, archivable (PDF/UA-1, PDF/A-2a), set by typst from data alone.

Nothing a person wrote ever becomes typst source: the document travels as JSON and the template
prints its strings (stack.md, trap 1).
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ruori.reports.document import Document, Section
from ruori.reports.render.ink import dark, pale
from ruori.reports.render.shown import (
    Reader,
    Run,
    ShownBlock,
    ShownFigure,
    ShownListing,
    ShownParagraph,
    ShownSection,
    ShownTable,
)
from ruori.reports.render.streams import with_clear_ends
from ruori.reports.render.typeset import typeset
from ruori.ui.drawings import DRAWINGS

TEMPLATE = Path(__file__).parent / "typst" / "report.typ"


def render(document: Document, language: str, *, fonts: Path) -> bytes:
    """The document as a PDF; `fonts` is the folder of Source Sans 3. Raises TypesettingError."""
    payload = _payload(document, Reader(document, language))
    at = document.imprint.sealed_at if document.imprint else document.known_at
    second = int(at.timestamp())
    (page,) = typeset(TEMPLATE, payload, fonts=fonts, format_="pdf", at=second)
    return with_clear_ends(base64.b64decode(page))


def _payload(document: Document, reader: Reader) -> Mapping[str, Any]:
    imprint = document.imprint
    return {
        "language": reader.language,
        "city": reader.text(document.city),
        "title": reader.text(document.title),
        "subtitle": reader.text(document.subtitle),
        "status": reader.status(),
        "edition": reader.edition(),
        "hash": imprint.hash if imprint else "",
        "is_draft": imprint is None,
        "facts": reader.facts(),
        "trust": reader.label("trust"),
        "contents": reader.label("contents"),
        "page": reader.label("page", page="{page}", pages="{pages}"),
        "accent": document.accent,
        "dark": dark(document),
        "tint": pale(document),
        "motif": _motif(document.sections),
        "drawings": dict(DRAWINGS),
        "summary": _section(reader.summary()),
        "sections": [_section(section) for section in reader.sections()],
    }


def _motif(sections: Sequence[Section]) -> list[int]:
    """The picture of the title page: the goals of the first divided section, and their parts."""
    for section in sections:
        if section.sections:
            return [max(len(child.sections), 1) for child in section.sections][:8]
    return [1, 1, 1]


def _section(section: ShownSection) -> Mapping[str, Any]:
    return {
        "key": section.key,
        "title": section.title,
        "level": section.level,
        "opens_page": section.opens_page,
        "blocks": [_block(block) for block in section.blocks],
        "sections": [_section(child) for child in section.sections],
    }


def _block(block: ShownBlock) -> Mapping[str, Any]:
    match block:
        case ShownParagraph():
            return {"block": "paragraph", "tone": block.tone, "runs": _runs(block.runs)}
        case ShownListing():
            return {"block": "listing", "items": [_runs(item) for item in block.items]}
        case ShownTable():
            return {"block": "table", **_table(block)}
        case ShownFigure():
            return {"block": "figure", **_figure(block)}


def _table(table: ShownTable) -> Mapping[str, Any]:
    return {
        "caption": table.caption,
        "columns": [
            {"title": column.title, "kind": column.kind.value, "share": column.share}
            for column in table.columns
        ],
        "rows": [_runs(_linked(row)) for row in table.rows],
        "when_empty": table.when_empty,
    }


def _figure(figure: ShownFigure) -> Mapping[str, Any]:
    return {
        "title": figure.title,
        "summary": figure.summary,
        "shape": figure.shape,
        "points": [
            {
                "label": label,
                "text": run.text,
                "number": float(run.number) if run.number is not None else None,
                "mark": run.shape,
                "role": run.role,
                "is_preliminary": early,
            }
            for label, run, early in zip(
                figure.labels, figure.points, figure.preliminary, strict=True
            )
        ],
        "goal": float(figure.goal.number) if figure.goal and figure.goal.number else None,
        "goal_text": figure.goal.text if figure.goal else "",
        "table": _table(figure.table),
    }


def _linked(row: Sequence[Run]) -> list[Run]:
    """A row in which judgements, figures and days lead to their records, each record once.

    Words are links only in a row that has nothing else to follow: a long sentence would be a link
    of its own on every line, and a year's report has thousands.
    """
    kept: list[Run] = []
    led: set[str] = set()
    for run in row:
        leads = run.href not in led and bool(run.shape or run.number is not None or run.day)
        kept.append(run if leads else replace(run, href=""))
        led |= {run.href} if leads else set()
    return kept if led else list(row)


def _runs(runs: Sequence[Run]) -> list[list[str]]:
    """Runs as short lists; a year's report has thousands of them."""
    return [[run.text, run.href, run.language, run.shape, run.role] for run in runs]
