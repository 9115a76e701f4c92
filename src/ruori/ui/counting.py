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
    left: float
    width: float
    words: str
    words_left: float
    row: int
    count: Count


def bar(counted: Sequence[Count], width: int) -> SafeString:
    """The stacked bar as inline SVG, `width` units wide; hidden, as the sentence says it all."""
    segments = _segments([count for count in counted if count.number], width)
    if not segments:
        return mark_safe("")
    height = BAR + LINE * (max(segment.row for segment in segments) + 1) + 6
    inside = "".join(_drawn(segment) for segment in segments)
    return mark_safe(  # noqa: S308 - numbers and escaped words
        f'<svg class="r-counts-bar" aria-hidden="true" viewBox="0 0 {width} {height}">'
        f"{inside}</svg>"
    )


def _segments(counted: Sequence[Count], width: int) -> list[_Segment]:
    total = sum(count.number for count in counted)
    row_ends: list[float] = []
    found: list[_Segment] = []
    left = 0.0
    for count in counted:
        share = width * count.number / total
        words = _words(count)
        room = len(words) * LETTER
        start = max(0.0, min(left, width - room))
        row = next((row for row, end in enumerate(row_ends) if end <= start), len(row_ends))
        row_ends[row : row + 1] = [start + room + GAP]
        found.append(_Segment(left, share, words, start, row, count))
        left += share
    return found


def _drawn(segment: _Segment) -> str:
    """A part of the bar with its shape in it, its words below, and a thin line between them."""
    inset = 1 if segment.width > 3 else 0
    left = segment.left + inset
    baseline = BAR + LINE * (segment.row + 1) - 4
    shape = ""
    if segment.width > ROOM_FOR_SHAPE:
        middle = segment.left + segment.width / 2 - 10
        shape = placed(segment.count.mark.shape, middle, BAR / 2 - 10, 20)
    return (
        f'<g data-color="{segment.count.mark.role}">'
        f'<rect class="r-counts-part" x="{left:.1f}" y="0" '
        f'width="{max(segment.width - 2 * inset, 1):.1f}" height="{BAR}" rx="2"/>{shape}'
        f'<path class="r-counts-lead" d="M{left + 0.5:.1f} {BAR}V{baseline - 12}"/>'
        f'<text x="{segment.words_left + inset:.1f}" y="{baseline}">'
        f"{escape(segment.words)}</text></g>"
    )
