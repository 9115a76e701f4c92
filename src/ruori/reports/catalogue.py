"""The reports of the city and the renderings of a document: one line for each.

A report is a module that gives CODE, TITLE, `Parameters` and `build`; a renderer gives `render`.
Any report can be rendered by any renderer, so N reports and M renderers are N + M modules.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Protocol

from ruori.organisation.rules import Viewer
from ruori.reports import council_year
from ruori.reports.asking import Parameters
from ruori.reports.document import Document
from ruori.reports.render import docx, html, pdf, xlsx
from ruori.reports.rules import Format


class Report(Protocol):
    """What a module of a report gives."""

    CODE: str
    TITLE: str

    def build(self, parameters: Parameters, viewer: Viewer) -> Document:
        """The report as a document, all languages inside; the same parameters, the same one."""


REPORTS: Final[Mapping[str, Report]] = {
    council_year.CODE: council_year,
}


def render(document: Document, language: str, format_: Format, *, fonts: Path) -> bytes:
    """The document in a language and a format; `fonts` is the folder of Source Sans 3."""
    if format_ is Format.PDF:
        return pdf.render(document, language, fonts=fonts)
    if format_ is Format.DOCX:
        return docx.render(document, language, fonts=fonts)
    if format_ is Format.XLSX:
        return xlsx.render(document, language)
    return html.render(document, language)
