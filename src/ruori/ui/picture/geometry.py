"""The strategy picture as geometry: sectors with their words and shapes, no looks, no HTML.

The drawing is 600 × 600; every objective has the same angle, so that size suggests no weight.
"""

from dataclasses import dataclass
from math import cos, pi, radians, sin

from ruori.language.hyphenate import SOFT_HYPHEN, hyphenate_fi
from ruori.ui.picture.tree import Goal, Objective, Tree
from ruori.ui.shapes import Mark

SIZE = 600
MIDDLE = SIZE / 2
CENTRE = 60.0
GOAL_RING = (64.0, 150.0)
OBJECTIVE_RING = (154.0, 250.0)
MEASURE_ROWS = (281.0, 265.0)
GAP = 1.0
MOST_LABELLED = 21
MOST_DRAWN = 60
MOST_MEASURES = 8
MEASURE = 13.0
LETTER = 6.0
ROWS = 3
COLOURS = ("accent", "brand1", "brand2", "neutral")


@dataclass(frozen=True, slots=True)
class Placed:
    """A shape at a place: its name, its upper left corner and its size."""

    shape: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Sector:
    """One sector: the outline, the lines of its words around `x`, and its shapes."""

    key: str
    address: str
    colour: str
    path: str
    x: float
    y: float
    code: str
    lines: tuple[str, ...]
    shapes: tuple[Placed, ...]
    more: str = ""
    more_at: tuple[float, float] = (0.0, 0.0)


def sectors(tree: Tree) -> tuple[Sector, ...]:
    """All sectors clockwise from 12 o'clock; none when there are too many to tell apart."""
    if not tree.goals or tree.size > MOST_DRAWN:
        return ()
    angle = 360 / tree.size
    found: list[Sector] = []
    start = 0.0
    for order, (key, goal, objectives) in enumerate(tree.numbered):
        colour = COLOURS[order % len(COLOURS)]
        end = start + angle * max(1, len(objectives))
        found.append(_goal(key, goal, colour, (start, end), tree.language))
        for at, (objective_key, objective) in enumerate(objectives):
            arc = (start + at * angle, start + (at + 1) * angle)
            is_labelled = tree.size <= MOST_LABELLED
            language = tree.language if is_labelled else ""
            found.append(_objective(objective_key, objective, colour, arc, language))
        start = end
    return tuple(found)


def _point(radius: float, degrees: float) -> tuple[float, float]:
    turn = radians(degrees - 90)
    return MIDDLE + radius * cos(turn), MIDDLE + radius * sin(turn)


def sector_path(ring: tuple[float, float], arc: tuple[float, float]) -> str:
    """The outline of a ring's part between two angles, with half a degree left at each side.

    A whole circle is drawn as two half rings, because an arc cannot end where it begins.
    """
    inner, outer = ring
    start, end = arc[0] + GAP / 2, arc[1] - GAP / 2
    large = int(end - start > 180)
    x1, y1 = _point(outer, start)
    x2, y2 = _point(outer, end)
    x3, y3 = _point(inner, end)
    x4, y4 = _point(inner, start)
    return (
        f"M{x1:.1f} {y1:.1f}A{outer:g} {outer:g} 0 {large} 1 {x2:.1f} {y2:.1f}"
        f"L{x3:.1f} {y3:.1f}A{inner:g} {inner:g} 0 {large} 0 {x4:.1f} {y4:.1f}z"
    )


def _room(ring: tuple[float, float], arc: tuple[float, float]) -> float:
    """How wide a line of words may be in the middle of a sector."""
    inner, outer = ring
    middle = (inner + outer) / 2
    half = min(radians(arc[1] - arc[0]) / 2, pi / 2)
    chord = 2 * middle * sin(half)
    turned = abs(sin(radians((arc[0] + arc[1]) / 2)))
    depth = outer - inner
    return min(chord, depth + (chord - depth) * (1 - turned) if chord > depth else depth, 120) - 8


def _goal(key: str, goal: Goal, colour: str, arc: tuple[float, float], language: str) -> Sector:
    return _sector(key, goal, colour, GOAL_RING, arc, language)


def _objective(
    key: str, objective: Objective, colour: str, arc: tuple[float, float], language: str
) -> Sector:
    plain = _sector(key, objective, colour, OBJECTIVE_RING, arc, language)
    measures, left_out, place = _measures(objective.measures, arc)
    return Sector(
        plain.key,
        plain.address,
        plain.colour,
        plain.path,
        plain.x,
        plain.y,
        plain.code,
        plain.lines,
        (*plain.shapes, *measures),
        f"+{left_out}" if left_out else "",
        place,
    )


def _sector(
    key: str,
    item: Goal | Objective,
    colour: str,
    ring: tuple[float, float],
    arc: tuple[float, float],
    language: str,
) -> Sector:
    x, y = _point((ring[0] + ring[1]) / 2, (arc[0] + arc[1]) / 2)
    lines = wrapped(item.name, int(_room(ring, arc) / LETTER), language) if language else ()
    height = 16 * bool(item.mark) + 13 * (len(lines) + 1)
    top = y - height / 2
    shapes = (_shape(item.mark, x, top),) if item.mark else ()
    return Sector(
        key=key,
        address=item.address,
        colour=colour,
        path=sector_path(ring, arc),
        x=x,
        y=top + 16 * bool(item.mark) + 10,
        code=item.code,
        lines=lines,
        shapes=shapes,
    )


def _shape(mark: Mark, x: float, top: float) -> Placed:
    return Placed(mark.shape, x - 7.5, top - 2, 15)


def _measures(
    marks: tuple[Mark, ...], arc: tuple[float, float]
) -> tuple[tuple[Placed, ...], int, tuple[float, float]]:
    """The measures' shapes in at most two rows at the rim, and how many did not fit."""
    per_row = max(1, int(radians(arc[1] - arc[0] - GAP) * MEASURE_ROWS[1] / MEASURE))
    room = min(MOST_MEASURES, 2 * per_row)
    fits = len(marks) <= room
    shown = marks if fits else marks[: room - 1]
    places = _rim(len(shown) + (not fits), per_row, arc)
    half = (MEASURE - 2) / 2
    drawn = tuple(
        Placed(mark.shape, x - half, y - half, 2 * half)
        for mark, (x, y) in zip(shown, places, strict=False)
    )
    return drawn, len(marks) - len(shown), places[-1] if not fits else (0.0, 0.0)


def _rim(count: int, per_row: int, arc: tuple[float, float]) -> list[tuple[float, float]]:
    in_row = min(per_row, 4, count) or 1
    places = []
    for at in range(count):
        row, column = divmod(at, in_row)
        radius = MEASURE_ROWS[1] if row == 0 else MEASURE_ROWS[0]
        in_this = min(in_row, count - row * in_row)
        offset = (column - (in_this - 1) / 2) * MEASURE / radius * 180 / pi
        places.append(_point(radius, (arc[0] + arc[1]) / 2 + offset))
    return places


def wrapped(text: str, letters: int, language: str) -> tuple[str, ...]:
    """The words in at most three lines of `letters`, long ones cut at compound borders.

    What does not fit ends in `…`; the list beside the picture has every word whole.
    """
    letters = max(letters, 4)
    soft = hyphenate_fi(text) if language == "fi" else text
    lines = [""]
    for word in soft.split():
        for at, part in enumerate(word.split(SOFT_HYPHEN)):
            _add(lines, part, letters, is_new_word=at == 0)
    if len(lines) <= ROWS:
        return tuple(lines)
    last = lines[ROWS - 1].rstrip("-")
    return (*lines[: ROWS - 1], f"{last[: letters - 1]}…")


def _add(lines: list[str], part: str, letters: int, *, is_new_word: bool) -> None:
    glue = " " if is_new_word and lines[-1] else ""
    if len(lines[-1]) + len(glue) + len(part) <= letters:
        lines[-1] += glue + part
        return
    if not is_new_word and lines[-1]:
        lines[-1] += "-"
    if lines[-1]:
        lines.append("")
    while len(part) > letters:
        lines[-1] = part[: letters - 1] + "-"
        part = part[letters - 1 :]
        lines.append("")
    lines[-1] = part
