"""Colours of a rendering: the city's accent dark enough for text and pale enough for a ground."""

from ruori.reports.document import Document
from ruori.ui.colour import Colour, shade

# WCAG luminances: white text stands 8.7:1 on the dark one, black text 19:1 on the pale one.
DARK, PALE = 0.07, 0.88

ROLES = {
    "neutral": "#565c64",
    "info": "#0a5da1",
    "success": "#0b6b19",
    "warning": "#8a5300",
    "danger": "#b01919",
}


def dark(document: Document) -> str:
    """The accent as ink, `#rrggbb`."""
    return str(shade(Colour.of(document.accent), DARK))


def pale(document: Document) -> str:
    """The accent as the ground of a table's headings, `#rrggbb`."""
    return str(shade(Colour.of(document.accent), PALE))
