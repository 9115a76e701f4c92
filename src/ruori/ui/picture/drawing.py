"""The strategy picture as SVG: by class on a page, with its own looks as a file."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from ruori.ui.drawings import placed
from ruori.ui.picture.geometry import CENTRE, MIDDLE, SIZE, Placed, Sector, sectors, wrapped
from ruori.ui.picture.tree import Tree
from ruori.ui.theme import KEMI, Colours, scale

CENTRE_LETTERS = 15
INK = "#1b1d20"
FONT = 'font-family="Source Sans 3, Noto Sans, sans-serif" font-size="11" text-anchor="middle"'


def picture_svg(tree: Tree) -> SafeString:
    """The picture inline on a page; empty when the strategy has more than 60 objectives.

    Its links cannot be reached by keyboard: the list beside it has the same ones.
    """
    found = sectors(tree)
    if not found:
        return mark_safe("")
    inside = "".join(_on_page(sector) for sector in found)
    return mark_safe(  # noqa: S308 - numbers and escaped words
        f'<svg class="r-picture" aria-hidden="true" viewBox="0 0 {SIZE} {SIZE}">'
        f'{inside}<circle cx="{MIDDLE:g}" cy="{MIDDLE:g}" r="{CENTRE:g}"/>{_centre(tree)}</svg>'
    )


def _on_page(sector: Sector) -> str:
    shapes = "".join(
        f'<use href="#s-{one.shape}" x="{one.x:.0f}" y="{one.y:.0f}" '
        f'width="{one.size:g}" height="{one.size:g}"/>'
        for one in sector.shapes
    )
    inside = f'<path d="{sector.path}"/>{shapes}{_words(sector)}'
    looks = f'class="p-{sector.key}" data-color="{sector.colour}"'
    if not sector.address:
        return f"<g {looks}>{inside}</g>"
    return f'<a {looks} href="{escape(sector.address)}" tabindex="-1">{inside}</a>'


def _words(sector: Sector) -> str:
    x, y = f"{sector.x:.0f}", sector.y
    rows = f'<tspan x="{x}" font-weight="700">{escape(sector.code)}</tspan>'
    rows += "".join(f'<tspan x="{x}" dy="13">{escape(line)}</tspan>' for line in sector.lines)
    more = ""
    if sector.more:
        left, top = sector.more_at
        more = f'<text x="{left:.0f}" y="{top + 4:.0f}">{escape(sector.more)}</text>'
    return f'<text y="{y:.0f}">{rows}</text>{more}'


def _centre(tree: Tree) -> str:
    lines = wrapped(tree.name, CENTRE_LETTERS, tree.language)
    top = MIDDLE - 7 * len(lines) + 4
    rows = "".join(
        f'<tspan x="{MIDDLE:g}" dy="{14 if at else 0}" font-weight="700">{escape(line)}</tspan>'
        for at, line in enumerate(lines)
    )
    rows += f'<tspan x="{MIDDLE:g}" dy="15">{escape(tree.years)}</tspan>'
    return f'<text y="{top:g}">{rows}</text>'


def picture_file(tree: Tree, colours: Colours = KEMI) -> str:
    """`strategia.svg`: the picture alone, with title, description and the city's light colours.

    Empty when the strategy has more than 60 objectives.
    """
    found = sectors(tree)
    if not found:
        return ""
    grounds = {
        name: str(scale(colour, "light")["surface-tinted"])
        for name, colour in colours.named().items()
    }
    inside = "".join(_in_file(sector, grounds[sector.colour]) for sector in found)
    title = f"{tree.name} {tree.years}".strip()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" '
        f'lang="{escape(tree.language)}" color="{INK}" fill="{INK}" {FONT}>'
        f"<title>{escape(title)}</title><desc>{escape(_description(tree))}</desc>"
        f"{inside}{_centre(tree)}</svg>"
    )


def _in_file(sector: Sector, ground: str) -> str:
    return (
        f'<path d="{sector.path}" fill="{ground}" stroke="{INK}" stroke-width=".6"/>'
        f"{_placed(sector.shapes)}{_words(sector)}"
    )


def _placed(shapes: Iterable[Placed]) -> str:
    return "".join(placed(one.shape, one.x, one.y, one.size) for one in shapes)


def _description(tree: Tree) -> str:
    """Goals and objectives in words, for a file that has no list beside it."""
    goals = [
        f"{goal.code} {goal.name}: "
        + ", ".join(f"{one.code} {one.name}" for one in goal.objectives)
        for goal in tree.goals
    ]
    return gettext("Goals and their objectives.") + " " + "; ".join(goals)
