"""Reading a council report as its reader's program does: its words, and where its links lead."""

import ctypes

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]


def words_in(paper: bytes) -> str:
    """All the words of a PDF, with its line ends and soft hyphens joined."""
    document = pypdfium2.PdfDocument(paper)
    told = " ".join(page.get_textpage().get_text_bounded() for page in document)
    return " ".join(told.replace("\u00ad", "").replace("\ufffe", "").split())


def addresses_in(paper: bytes) -> set[str]:
    """Every web address that a PDF leads to."""
    document = pypdfium2.PdfDocument(paper)
    return {found for page in document for found in _addresses_of(document, page)}


def _addresses_of(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> set[str]:
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    found = set()
    while pdfium.FPDFLink_Enumerate(page.raw, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        size = pdfium.FPDFAction_GetURIPath(document.raw, action, None, 0)
        kept = ctypes.create_string_buffer(size)
        pdfium.FPDFAction_GetURIPath(document.raw, action, kept, size)
        found.add(kept.value.decode())
    return found
