"""The drawings behind the judgements: one small picture per shape, told apart without colour.

Each is a 20 × 20 picture of strokes in `currentColor`, so it survives greyscale print, a
fax and forced colours. Filled parts are marked `fill="currentColor"`.
"""

from collections.abc import Mapping

SIZE = 20
_CIRCLE = '<circle cx="10" cy="10" r="7.5"/>'
_SQUARE = '<rect x="3" y="3" width="14" height="14" rx="1.5"/>'
_SHEET = '<path d="M4.5 2.5h7l4 4v11h-11z"/>'
_TICK = '<path d="M6.6 10.3l2.4 2.4 4.4-5"/>'
_UP = '<path d="M7 17V3M2.8 7.2 7 3l4.2 4.2"/>'
_DOWN = '<path d="M7 3v14M2.8 12.8 7 17l4.2-4.2"/>'
_PLUS = '<path d="M16 7.2v5.6M13.2 10h5.6"/>'
_MINUS = '<path d="M13.2 10h5.6"/>'
_AIM = '<path d="M2 6h16" stroke-dasharray="2.4 1.8"/>'

DRAWINGS: Mapping[str, str] = {
    "circle-empty": _CIRCLE,
    "circle-half": _CIRCLE + '<path d="M10 2.5a7.5 7.5 0 0 0 0 15z" fill="currentColor"/>',
    "circle-late": '<path d="M2.5 10a7.5 7.5 0 0 0 15 0z" fill="currentColor"/>'
    '<path d="M2.5 10a7.5 7.5 0 0 1 15 0M10 10V5.4M10 9.4l3.6-2.4"/>',
    "circle-tick": _CIRCLE + _TICK,
    "circle-tick-ring": '<circle cx="10" cy="10" r="8.9" stroke-width="1.3"/>'
    '<circle cx="10" cy="10" r="6" stroke-width="1.3"/><path d="M7.3 10.2l1.9 1.9 3.4-3.9"/>',
    "circle-bars": _CIRCLE + '<path d="M8 6.8v6.4M12 6.8v6.4"/>',
    "circle-diagonal": _CIRCLE + '<path d="M4.9 15.1 15.1 4.9"/>',
    "circle-arrow-out": '<path d="M12.6 3A7.5 7.5 0 1 0 12.6 17"/>'
    '<path d="M8 10h10.5M15.2 6.8l3.3 3.2-3.3 3.2"/>',
    "circle-dashed": '<circle cx="10" cy="10" r="7.5" stroke-dasharray="3.4 2.49"/>',
    "square-empty": _SQUARE,
    "square-tick": _SQUARE + _TICK,
    "square-half": _SQUARE + '<path d="M3 10h14v7H3z" fill="currentColor"/>',
    "square-bang": _SQUARE + '<path d="M10 6v4.6M10 13.6v.4"/>',
    "square-cross": _SQUARE + '<path d="m7 7 6 6m0-6-6 6"/>',
    "square-cross-dashed": '<rect x="3" y="3" width="14" height="14" stroke-dasharray="3.5 2.1"/>'
    '<path d="m7 7 6 6m0-6-6 6"/>',
    "square-question": _SQUARE + '<path d="M8 8.1a2 2 0 1 1 3 1.7c-.7.4-1 .8-1 1.5M10 13.8v.3"/>',
    "square-dotted": '<rect x="3" y="3" width="14" height="14" stroke-dasharray=".1 3.4"/>',
    "square-arrow": _SQUARE + '<path d="M6.4 10h7M10.6 7.2l2.8 2.8-2.8 2.8"/>',
    "arrow-up": '<path d="M10 17V3M5.8 7.2 10 3l4.2 4.2"/>',
    "arrow-down": '<path d="M10 3v14M5.8 12.8 10 17l4.2-4.2"/>',
    "arrow-up-plus": _UP + _PLUS,
    "arrow-down-plus": _DOWN + _PLUS,
    "arrow-up-minus": _UP + _MINUS,
    "arrow-down-minus": _DOWN + _MINUS,
    "plus": '<path d="M10 4v12M4 10h12"/>',
    "minus": '<path d="M4 10h12"/>',
    "bar": '<path d="M2.5 8h15v4h-15z" fill="currentColor"/>',
    "bar-dotted": '<path d="M2.5 10h15" stroke-width="3" stroke-dasharray=".1 4.9"/>',
    "flag": '<path d="M4.5 18V2.5M4.5 3.5h11l-3 3.7 3 3.8h-11z"/>',
    "arrow-on-line": _AIM + '<path d="M3 17 13.6 8M9.4 7.6l4.4.2.2 4.2"/>',
    "arrow-below-line": _AIM + '<path d="M3 17h10.6M11 13.6l3.4 3.4-3.4 2.6M3 17"/>',
    "arrow-off-line": _AIM + '<path d="M3 9.6l10.8 7.2M14.4 12.8l-.4 4.2-4.2.4"/>',
    "sheet-tick": _SHEET + '<path d="M7 11.4l2.1 2.1 3.6-4.2"/>',
    "sheet-half": _SHEET + '<path d="M4.5 10.5h11v7h-11z" fill="currentColor"/>',
    "sheet-dashed": '<path d="M4.5 2.5h7l4 4v11h-11z" stroke-dasharray="2.9 2"/>',
    "sheet-empty": _SHEET,
    "triangle-bang": '<path d="M10 2.6 18.2 17H1.8zM10 8v4M10 14.4v.3"/>',
    "octagon-bar": '<path d="M6.7 2h6.6L18 6.7v6.6L13.3 18H6.7L2 13.3V6.7zM6 10h8"/>',
    "circle-i": _CIRCLE + '<path d="M10 9.4V14M10 6v.3"/>',
    "pencil": '<path d="M3 17l.9-3.9L13.6 3.4l3 3L6.9 16.1zM11.7 5.3l3 3"/>',
    "hourglass": '<path d="M5 2.5h10M5 17.5h10M6 2.5c0 4 8 6 8 15M14 2.5c0 4-8 6-8 15"/>',
    "globe": _CIRCLE + '<path d="M2.5 10h15M10 2.5c-5 4.5-5 10.5 0 15c5-4.5 5-10.5 0-15"/>',
    "padlock": '<rect x="4" y="9" width="12" height="8.5" rx="1"/>'
    '<path d="M6.8 9V6a3.2 3.2 0 0 1 6.4 0v3"/>',
    "tick": '<path d="m3.5 10.5 4.5 4.5 8.5-10"/>',
    "cross": '<path d="m4.5 4.5 11 11m0-11-11 11"/>',
    "clock": _CIRCLE + '<path d="M10 5.500V10l3 2"/>',
}


def svg(shape: str, label: str = "") -> str:
    """The shape as inline SVG: decoration beside a visible word, or named by `label` alone.

    Raises KeyError when there is no such shape.
    """
    spoken = f'role="img" aria-label="{label}"' if label else 'aria-hidden="true"'
    return (
        f'<svg class="r-shape" {spoken} focusable="false" viewBox="0 0 {SIZE} {SIZE}" '
        f'width="{SIZE}" height="{SIZE}" {PEN}>{DRAWINGS[shape]}</svg>'
    )


def placed(shape: str, x: float, y: float, size: float) -> str:
    """The shape as a part of a larger drawing, its corner at (x, y), `size` units wide."""
    scale = round(size / SIZE, 4)
    return (
        f'<g transform="translate({round(x, 1):g} {round(y, 1):g}) scale({scale:g})" '
        f"{PEN}>{DRAWINGS[shape]}</g>"
    )


PEN = (
    'fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" '
    'stroke-linejoin="round"'
)
