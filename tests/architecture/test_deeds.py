"""Actions: keyword-only verbs that say who and when, and ask before they write (§ 6)."""

import ast
from collections.abc import Iterator
from functools import cache

from tests.architecture.source import Function, at, calls, modules, parts
from tools.docs import actions_of

# accounts, audit and columns lie below the Viewer; their callers have asked already.
GROUND = ("accounts", "audit", "columns", "files", "jobs", "seals")
ASK = "require"
"""`kernel.problems.require`: a `may_` that is asked and not heeded does not count."""


def actions() -> Iterator[tuple[str, Function]]:
    """Every verb of every part."""
    for part in parts():
        yield from ((part, node) for node in actions_of(part))


def names_of(node: Function) -> list[str]:
    """The keyword-only arguments of an action."""
    return [argument.arg for argument in node.args.kwonlyargs]


def is_a_deed(node: Function) -> bool:
    """Whether a function is done by somebody, and not an arithmetic of other deeds."""
    return "by" in names_of(node)


@cache
def bodies(part: str) -> dict[str, tuple[Function, ...]]:
    """The functions of a part's actions by name, private ones too."""
    found: dict[str, tuple[Function, ...]] = {}
    for module in modules():
        if module.part == part and module.room == "actions":
            for node in module.tree.body:
                if isinstance(node, Function):
                    found[node.name] = (*found.get(node.name, ()), node)
    return found


def reaches(part: str, node: Function, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a function asks for the right to do this, itself or through what it calls."""
    for _call, name in calls(node):
        last = name.split(".")[-1]
        if last == ASK:
            return True
        if last not in seen and any(
            reaches(part, inner, seen | {last}) for inner in bodies(part).get(last, ())
        ):
            return True
    return False


def test_actions_take_keywords_only() -> None:
    assert [
        f"{part}.{node.name}" for part, node in actions() if node.args.args or node.args.posonlyargs
    ] == []


def test_a_deed_by_somebody_says_when() -> None:
    assert [
        f"{part}.{node.name}"
        for part, node in actions()
        if is_a_deed(node) and "at" not in names_of(node)
    ] == []


def test_a_deed_asks_whether_it_may_be_done() -> None:
    assert [
        f"{part}.{node.name}"
        for part, node in actions()
        if part not in GROUND and is_a_deed(node) and not reaches(part, node)
    ] == []


def test_a_deed_leaves_a_trail() -> None:
    """A public deed records itself, or is made of deeds that do."""
    silent = []
    for part, node in actions():
        if part in GROUND or not is_a_deed(node):
            continue
        if not records(part, node):
            silent.append(f"{part}.{node.name}")
    assert silent == []


def records(part: str, node: Function, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a function writes the trail, itself or through what it calls with `by`."""
    for call, name in calls(node):
        last = name.split(".")[-1]
        if last in ("record", "_record", "_trail"):
            return True
        if any(keyword.arg == "by" for keyword in call.keywords) and last not in bodies(part):
            return True
        if last not in seen and any(
            records(part, inner, seen | {last}) for inner in bodies(part).get(last, ())
        ):
            return True
    return False


def test_results_of_deeds_are_frozen() -> None:
    melted = []
    for module in modules():
        if module.room != "actions":
            continue
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef):
                marks = [ast.unparse(mark) for mark in node.decorator_list]
                if any("dataclass" in mark and "frozen=True" not in mark for mark in marks):
                    melted.append(at(module, node))
    assert melted == []
