"""Where a goal goes when it is moved up, down, in or out: one step at a time, by keyboard."""

from dataclasses import dataclass

from ruori.plans.queries import GoalNode, PlanTree


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the tree: under which goal (None: directly in the plan) and which in order."""

    parent: int | None
    position: int


def place_for(tree: PlanTree, goal: int, way: str) -> Place | None:
    """The place one step `up`, `down`, `in` (under the one before) or `out`; None at an edge."""
    found = _find(tree.roots, None, goal)
    if found is None:
        return None
    parent, siblings, position = found
    if way == "up" and position > 0:
        return Place(parent, position - 1)
    if way == "down" and position < len(siblings) - 1:
        return Place(parent, position + 1)
    if way == "in" and position > 0:
        before = siblings[position - 1]
        return Place(before.card.pk, len(before.children))
    return _out(tree, parent) if way == "out" else None


def _out(tree: PlanTree, parent: int | None) -> Place | None:
    above = None if parent is None else _find(tree.roots, None, parent)
    return None if above is None else Place(above[0], above[2] + 1)


def _find(
    nodes: tuple[GoalNode, ...], parent: int | None, goal: int
) -> tuple[int | None, tuple[GoalNode, ...], int] | None:
    for position, node in enumerate(nodes):
        if node.card.pk == goal:
            return parent, nodes, position
        deeper = _find(node.children, node.card.pk, goal)
        if deeper is not None:
            return deeper
    return None
