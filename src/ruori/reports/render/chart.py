"""Charts as SVG for pages and for Word: the same values that stand in the table after them.

Drawn with attributes and `currentColor` only, so that a strict content policy, dark mode and a
black-and-white printer all keep them (experience § 5, chart rule). Decoration: the two sentences
before a chart and the table after it say everything.
"""

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from ruori.reports.render.shown import Run, ShownFigure

WIDE, TALL = 640, 220
BAR = 56
NARROWEST_WITH_WORDS = 0.14
LEFT, RIGHT, TOP, BOTTOM = 40, 600, 30, 180


def svg(figure: ShownFigure) -> str:
    """The chart of a figure; empty when there are too few values to draw."""
    return _shares(figure) if figure.shape == "SHARES" else _line(figure)


def _frame(height: int, inside: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="report-chart" aria-hidden="true" '
        f'focusable="false" viewBox="0 0 {WIDE} {height}" width="{WIDE}" height="{height}" '
        f'font-family="Source Sans 3, system-ui, sans-serif" font-size="14">{inside}</svg>'
    )


def _shares(figure: ShownFigure) -> str:
    parts = [
        (label, run) for label, run in zip(figure.labels, figure.points, strict=True) if run.number
    ]
    total = sum(float(run.number or 0) for _, run in parts)
    if not total:
        return ""
    drawn, left = [], 0.0
    for label, run in parts:
        share = float(run.number or 0) / total
        drawn.append(_part(label, run, left, share))
        left += share * WIDE
    return _frame(BAR, "".join(drawn))


def _part(label: str, run: Run, left: float, share: float) -> str:
    width = share * WIDE - 2
    middle = left + width / 2
    words = ""
    if share > NARROWEST_WITH_WORDS:
        words = _text(middle, 40, label, size=11)
    return (
        f'<g data-color="{run.role or "neutral"}">'
        f'<rect x="{left:.1f}" y="0" width="{width:.1f}" height="{BAR - 4}" fill="currentColor" '
        f'fill-opacity="0.22"/><rect x="{left:.1f}" y="{BAR - 4}" width="{width:.1f}" height="4" '
        f'fill="currentColor"/></g>{_text(middle, 24, run.text, size=16, weight=600)}{words}'
    )


def _line(figure: ShownFigure) -> str:
    values = [None if run.number is None else float(run.number) for run in figure.points]
    goal = float(figure.goal.number) if figure.goal and figure.goal.number is not None else None
    known = [value for value in (*values, goal) if value is not None]
    if len([value for value in values if value is not None]) < 2:
        return ""
    low, high = min(known), max(known)
    heights = [None if value is None else _height(value, low, high) for value in values]
    drawn = [f'<path d="M0 {BOTTOM}H{WIDE}" stroke="currentColor" stroke-opacity="0.4"/>']
    if goal is not None and figure.goal:
        drawn.append(_goal(_height(goal, low, high), figure.goal.text))
    drawn += _segments(heights)
    drawn += _points(figure, heights)
    return _frame(TALL, "".join(drawn))


def _height(value: float, low: float, high: float) -> float:
    share = (value - low) / (high - low) if high > low else 0.5
    return round(BOTTOM - 20 - share * (BOTTOM - 20 - TOP), 1)


def _across(place: int, count: int) -> float:
    return round(LEFT + (RIGHT - LEFT) * place / max(count - 1, 1), 1)


def _goal(height: float, words: str) -> str:
    return (
        f'<g data-color="info"><path d="M0 {height}H{WIDE}" stroke="currentColor" '
        f'stroke-width="1.5" stroke-dasharray="6 4"/>'
        f'<text x="0" y="{height - 5}" font-size="12" fill="currentColor">{escape(words)}</text>'
        f"</g>"
    )


def _segments(heights: Sequence[float | None]) -> list[str]:
    count = len(heights)
    return [
        f'<path d="M{_across(place, count)} {start}L{_across(place + 1, count)} {end}" '
        f'stroke="currentColor" stroke-width="2.5"/>'
        for place, (start, end) in enumerate(pairwise(heights))
        if start is not None and end is not None
    ]


def _points(figure: ShownFigure, heights: Sequence[float | None]) -> list[str]:
    drawn = []
    for place, (label, run, height) in enumerate(
        zip(figure.labels, figure.points, heights, strict=True)
    ):
        across = _across(place, len(heights))
        drawn.append(_text(across, BOTTOM + 20, label, size=12))
        if height is None:
            continue
        ground = "none" if figure.preliminary[place] else "currentColor"
        drawn.append(
            f'<circle cx="{across}" cy="{height}" r="4" fill="{ground}" stroke="currentColor" '
            f'stroke-width="2"/>'
        )
        drawn.append(_text(across, height - 10, run.text, size=12, weight=600))
    return drawn


def _text(across: float, down: float, words: str, *, size: int, weight: int = 400) -> str:
    return (
        f'<text x="{across:.1f}" y="{down:.1f}" text-anchor="middle" font-size="{size}" '
        f'font-weight="{weight}" fill="currentColor">{escape(words)}</text>'
    )
