"""The strategy as one picture: goals within, objectives around them, measures at the rim.

The picture only repeats the nested list beside it, so it is hidden from assistive technology.

    tree = Tree("Kaupunkistrategia", "2022–2025", "fi", (Goal("1", "Vihreä Kemi", "/…", …), …))
    {% picture tree %}                 inline SVG; nothing when there are over 60 objectives
    {% strategy tree %}                the picture and its list; a row lights its sector
    picture_file(tree, colours)        `strategia.svg`, with title and description
"""

from ruori.ui.picture.drawing import picture_file, picture_svg
from ruori.ui.picture.tree import Goal, Objective, Tree

__all__ = ["Goal", "Objective", "Tree", "picture_file", "picture_svg"]
