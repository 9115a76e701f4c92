"""Counts as a sentence, and as one stacked bar that prints the same words and numbers on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from ruori.ui.drawings import placed
from ruori.ui.parts import Count

BAR = 28
LINE = 24
LETTER = 8.6
GAP = 14
ROOM_FOR_SHAPE = 26


def sentence(head: str, counted: Sequence[Count]) -> str:
    """`15 tavoitetta: 6 toteutumassa, 4 vaarassa`; states that nobody is in are left out."""
    parts = [_words(count) for count in counted if count.number]
    return f"{head}: {', '.join(parts)}" if parts else head


def _words(count: Count) -> str:
    word = gettext(count.mark.msgid)
    return f"{count.number} {word[:1].lower()}{word[1:]}"


@dataclass(frozen=True, slots=True)
class _Segment:
    """A part of the bar, and its words: from its left edge, or to its right edge at the end."""

    left: float
    right: float
    words: str
    count: Count
    is_at_end: bool

    @property
    def span(self) -> tuple[float, float]:
        """Where the words begin and end."""
        room = len(self.words) * LETTER
        start = self.right - room if self.is_at_end else self.left
        return start, start + room


def bar(counted: Sequence[Count], width: int) -> SafeString:
    """The stacked bar as inline SVG, `width` units wide; hidden, as the sentence says it all."""
    segments = _segments([count for count in counted if count.number], width)
    if not segments:
        return mark_safe("")
    rows = _rows(segments)
    height = BAR + LINE * (max(rows) + 1) + 6
    inside = "".join(_drawn(one, row) for one, row in zip(segments, rows, strict=True))
    return mark_safe(  # noqa: S308 - numbers and escaped words
        f'<svg class="r-counts-bar" aria-hidden="true" viewBox="0 0 {width} {height}">'
        f"{inside}</svg>"
    )


def _segments(counted: Sequence[Count], width: int) -> list[_Segment]:
    total = sum(count.number for count in counted)
    found: list[_Segment] = []
    left = 0.0
    for count in counted:
        right = left + width * count.number / total
        words = _words(count)
        is_at_end = left + len(words) * LETTER > width
        found.append(_Segment(left, right, words, count, is_at_end))
        left = right
    return found


def _rows(segments: Sequence[_Segment]) -> list[int]:
    """The row of each part's words, chosen so that no line down to them crosses other words.

    Words that begin at their part go from right to left, each below those it would touch; then
    come those that end at their part's right edge.
    """
    taken: list[list[tuple[float, float]]] = []
    rows = [0] * len(segments)
    order = [at for at in reversed(range(len(segments))) if not segments[at].is_at_end]
    order += [at for at in range(len(segments)) if segments[at].is_at_end]
    for at in order:
        start, end = segments[at].span
        free = [
            row
            for row, spans in enumerate(taken)
            if all(end + GAP <= other or start >= last + GAP for other, last in spans)
        ]
        rows[at] = free[0] if free else len(taken)
        if rows[at] == len(taken):
            taken.append([])
        taken[rows[at]].append((start, end))
    return rows


def _drawn(segment: _Segment, row: int) -> str:
    """A part of the bar with its shape in it, its words below, and a thin line between them."""
    width = segment.right - segment.left
    inset = 1 if width > 3 else 0
    left, right = segment.left + inset, segment.right - inset
    baseline = BAR + LINE * (row + 1) - 4
    shape = ""
    if width > ROOM_FOR_SHAPE:
        middle = (left + right) / 2 - 10
        shape = placed(segment.count.mark.shape, middle, BAR / 2 - 10, 20)
    edge, anchor = (right, "end") if segment.is_at_end else (left, "start")
    return (
        f'<g data-color="{segment.count.mark.role}">'
        f'<rect class="r-counts-part" x="{left:.1f}" y="0" '
        f'width="{max(right - left, 1):.1f}" height="{BAR}" rx="2"/>{shape}'
        f'<path class="r-counts-lead" d="M{edge:.1f} {BAR}V{baseline - 12}"/>'
        f'<text x="{edge:.1f}" y="{baseline}" text-anchor="{anchor}">'
        f"{escape(segment.words)}</text></g>"
    )
