"""A chart's strokes and words as SVG: by class on a page, by attribute in a file."""

from collections.abc import Callable, Mapping

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ruori.ui.chart.figures import Chart
from ruori.ui.chart.geometry import Piece, Stroke, pieces

INK = "#292c30"
GREY = "#5b5d60"
COLOURS = ("#0b5c7d", "#8a4a12", "#3f7a45", "#7b4b82")
DASHES = ("", "9 4", "2 4", "11 4 2 4")
FONT = "Source Sans 3, Noto Sans, sans-serif"


def chart_svg(chart: Chart, width: int) -> SafeString:
    """The drawing inline on a page, `width` units wide (720; 320 for a phone).

    It is hidden from assistive technology: the summary before it and the table after it say
    the same. Looks come from the style sheet by class, so it follows light, dark and contrast.
    """
    plot, drawn = pieces(chart, width)
    inside = "".join(_svg(piece, lambda look: f'class="c-{look}"') for piece in drawn)
    return mark_safe(  # noqa: S308 - numbers and escaped words
        f'<svg class="r-chart" aria-hidden="true" viewBox="0 0 {plot.width} {plot.height}">'
        f"{inside}</svg>"
    )


def chart_file(chart: Chart, width: int = 720) -> str:
    """The drawing as a file of its own, with title, description and looks inside it."""
    plot, drawn = pieces(chart, width)
    inside = "".join(_svg(piece, LOOKS.__getitem__) for piece in drawn)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {plot.width} {plot.height}" '
        f'width="{plot.width}" height="{plot.height}" lang="{escape(chart.language)}">'
        f"<title>{escape(chart.title)}</title><desc>{escape(chart.summary)}</desc>"
        f"{inside}</svg>"
    )


def _svg(piece: Piece, look: Callable[[str], str]) -> str:
    if isinstance(piece, Stroke):
        return f'<path {look(piece.look)} d="{piece.path}"/>'
    anchor = "" if piece.anchor == "start" else f' text-anchor="{piece.anchor}"'
    return (
        f'<text {look(piece.look)} x="{piece.x:.1f}" y="{piece.y:.1f}"{anchor}>'
        f"{escape(piece.text)}</text>"
    )


def _pen(colour: str, width: float, dash: str = "", fill: str = "none") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'fill="{fill}" stroke="{colour}" stroke-width="{width:g}"{dashed}'


def _letters(colour: str, size: int, weight: int = 400) -> str:
    return f'fill="{colour}" font-family="{FONT}" font-size="{size}" font-weight="{weight}"'


def _looks() -> dict[str, str]:
    looks = {
        "grid": _pen("#d9dadb", 1),
        "zero": _pen(GREY, 1),
        "gap": _pen(GREY, 1, "3 3"),
        "target": _pen(INK, 1.5, "6 5"),
        "interval": 'fill="#dce6ec" stroke="none"',
        "axis": _letters(GREY, 13),
        "note": _letters(GREY, 13),
        "value": _letters(INK, 13, 600),
        "target-name": _letters(INK, 14, 600),
        "bar-filled": _pen(COLOURS[0], 1.5, fill=COLOURS[0]),
        "bar-hollow": _pen(COLOURS[0], 1.5, fill="#ffffff"),
        "bar-dotted": _pen(COLOURS[0], 1.5, "2 3", fill="#ffffff"),
    }
    for order, (colour, dash) in enumerate(zip(COLOURS, DASHES, strict=True), 1):
        looks[f"line-{order}"] = _pen(colour, 2.5, dash)
        looks[f"dots-{order}"] = _pen(colour, 2, "1.5 4")
        looks[f"mark-{order}-filled"] = _pen(colour, 1.5, fill=colour)
        looks[f"mark-{order}-hollow"] = _pen(colour, 1.8, fill="#ffffff")
        looks[f"mark-{order}-dotted"] = _pen(colour, 1.5, "1.5 2", fill="#ffffff")
        looks[f"name-{order}"] = _letters(colour, 14, 600)
    return looks


LOOKS: Mapping[str, str] = _looks()
