"""Charts as PNG for Word, which draws no SVG everywhere, by the same process as the PDF."""

import base64
from collections.abc import Sequence
from pathlib import Path

from ruori.reports.render.ink import ROLES
from ruori.reports.render.typeset import typeset

STYLE = "".join(f'[data-color="{role}"]{{color:{colour}}}' for role, colour in ROLES.items())
TEMPLATE = Path(__file__).parent / "typst" / "picture.typ"


def pictures_of(drawings: Sequence[str], fonts: Path) -> list[bytes]:
    """A PNG of each SVG, empty for an empty one; in one process however many there are."""
    wanted = [
        drawing.replace("</svg>", f"<style>{STYLE}</style></svg>")
        for drawing in drawings
        if drawing
    ]
    if not wanted:
        return [b""] * len(drawings)
    pages = iter(typeset(TEMPLATE, {"drawings": wanted}, fonts=fonts, format_="png", at=0))
    return [base64.b64decode(next(pages)) if drawing else b"" for drawing in drawings]


def _coloured(drawing: str) -> str:
    return drawing.replace("</svg>", f"<style>{STYLE}</style></svg>")
