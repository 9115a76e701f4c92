"""The page: the original of an edition, whole in one file, readable without any other."""

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path

from ruori.reports.document import Document, Kind
from ruori.reports.render.chart import svg
from ruori.reports.render.ink import dark
from ruori.reports.render.shown import (
    Reader,
    Run,
    Runs,
    ShownBlock,
    ShownColumn,
    ShownFigure,
    ShownListing,
    ShownParagraph,
    ShownSection,
    ShownTable,
)
from ruori.ui import drawings

STYLE = Path(__file__).parents[1] / "static" / "reports" / "report.css"
DEEPEST_HEADING = 6


def render(document: Document, language: str) -> bytes:
    """The document as one HTML file in UTF-8, with its own style and no script."""
    reader = Reader(document, language)
    title = escape(reader.text(document.title))
    city = escape(reader.text(document.city))
    style = STYLE.read_text(encoding="utf-8")
    accent = f":root{{--report-accent:{dark(document)}}}"
    page = (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title} – {city}</title>\n<style>\n{accent}\n{style}</style>\n</head>\n"
        f'<body class="report-page">\n<main class="report">\n{_front(document, reader)}'
        f"{_whole(reader)}</main>\n"
    )
    return f"{page}{_symbols(page)}\n</body>\n</html>\n".encode()


def fragment(document: Document, language: str) -> str:
    """Contents and sections without the title, for a page that has its own heading and frame.

    The page around it carries the drawings of marks (ui's `shape_symbols`).
    """
    return _whole(Reader(document, language))


def _front(document: Document, reader: Reader) -> str:
    facts = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
        for name, value in reader.facts()
    )
    return (
        f'<header class="report-front"><p class="report-city">{escape(reader.text(document.city))}'
        f"</p><h1>{escape(reader.text(document.title))}</h1>"
        f'<p class="report-subtitle">{escape(reader.text(document.subtitle))}</p>'
        f'<p class="report-status">{escape(reader.status())} · {escape(reader.edition())}</p>'
        f'<dl class="report-facts">{facts}</dl><p>{escape(reader.label("trust"))}</p></header>\n'
    )


def _whole(reader: Reader) -> str:
    sections = [reader.summary(), *reader.sections()]
    title = escape(reader.label("contents"))
    listed = "".join(_entry(section) for section in sections)
    written = "".join(_section(section) for section in sections)
    return (
        f'<nav class="report-contents" aria-labelledby="report-contents">'
        f'<h2 id="report-contents">{title}</h2><ol>{listed}</ol></nav>\n{written}'
    )


def _entry(section: ShownSection) -> str:
    below = "".join(_entry(child) for child in section.sections) if section.level < 3 else ""
    nested = f"<ol>{below}</ol>" if below else ""
    return f'<li><a href="#{escape(section.key)}">{escape(section.title)}</a>{nested}</li>'


def _section(section: ShownSection) -> str:
    level = min(section.level + 1, DEEPEST_HEADING)
    blocks = "".join(
        _block(block, f"{section.key}-{place}", section.key)
        for place, block in enumerate(section.blocks, 1)
    )
    below = "".join(_section(child) for child in section.sections)
    return (
        f'<section aria-labelledby="{escape(section.key)}">'
        f'<h{level} id="{escape(section.key)}">{escape(section.title)}</h{level}>\n'
        f"{blocks}{below}</section>\n"
    )


def _block(block: ShownBlock, key: str, under: str) -> str:
    """One block; `key` is its anchor and `under` that of the heading it stands under."""
    match block:
        case ShownParagraph():
            return f'<p class="report-{block.tone.lower()}">{_runs(block.runs)}</p>\n'
        case ShownListing():
            items = "".join(f"<li>{_runs(item)}</li>" for item in block.items)
            return f'<ul class="report-list">{items}</ul>\n'
        case ShownTable():
            return _table(block, key, under)
        case ShownFigure():
            return _figure(block, key)


def _figure(figure: ShownFigure, key: str) -> str:
    return (
        f'<div class="report-figure"><p class="report-figure-title" id="{escape(key)}-title">'
        f"{escape(figure.title)}</p><p>{escape(figure.summary)}</p>{svg(figure)}</div>\n"
        f"{_table(figure.table, key, f'{key}-title')}"
    )


def _table(table: ShownTable, key: str, under: str) -> str:
    """A table in a region that scrolls on a phone; many captions are alike, so the region is
    named by what it stands under too."""
    caption = escape(table.caption)
    if not table.rows:
        return f"<p><strong>{caption}</strong></p><p>{escape(table.when_empty)}</p>\n"
    heads = "".join(
        f'<th scope="col"{_side(column)}>{escape(column.title)}</th>' for column in table.columns
    )
    rows = "".join(_row(row, table.columns) for row in table.rows)
    return (
        f'<div class="report-scroll" role="region" tabindex="0" '
        f'aria-labelledby="{escape(under)} {escape(key)}">'
        f'<table class="report-table"><caption id="{escape(key)}">{caption}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>\n"
    )


def _row(row: Runs, columns: Iterable[ShownColumn]) -> str:
    written = []
    for place, (run, column) in enumerate(zip(row, columns, strict=True)):
        tag, scope = ("th", ' scope="row"') if place == 0 else ("td", "")
        written.append(f"<{tag}{scope}{_side(column)}>{_run(run)}</{tag}>")
    return f"<tr>{''.join(written)}</tr>\n"


def _side(column: ShownColumn) -> str:
    return ' class="report-number"' if column.kind is Kind.FIGURE else ""


def _runs(runs: Runs) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    words = escape(run.text)
    if run.language:
        words = f'<span lang="{escape(run.language)}">{words}</span>'
    if run.href:
        words = f'<a href="{escape(run.href)}">{words}</a>'
    if not run.shape:
        return words
    return (
        f'<svg class="r-shape" data-color="{run.role}" aria-hidden="true" width="20" height="20">'
        f'<use href="#s-{run.shape}"/></svg> {words}'
    )


def _symbols(page: str) -> str:
    """The drawings that a page points to, as the city's own pages carry them too."""
    used = sorted(set(re.findall(r'href="#s-([a-z-]+)"', page)))
    inside = "".join(
        f'<symbol id="s-{name}" viewBox="0 0 {drawings.SIZE} {drawings.SIZE}">'
        f"<g {drawings.PEN}>{drawings.DRAWINGS[name]}</g></symbol>"
        for name in used
    )
    return f'<svg class="report-symbols" aria-hidden="true" width="0" height="0">{inside}</svg>'
