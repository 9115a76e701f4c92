"""Size budgets (architecture § 13): a file, a function, a class that can be read in one go."""

import ast
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from tests.architecture.source import FACES, ROOT, SOURCE, Function, Module, modules, templates

FILE, FUNCTION, CLASS, VIEW, COMMAND, SETTINGS = 400, 40, 200, 25, 40, 250
TEMPLATE, NESTING = 120, 3
CODE = ("src/ruori", "tests", "tools")
# A block names a place in the layout and a translation holds words; neither is a branch.
BRANCHES = {"if", "for", "with"}


def lines_of(node: ast.AST) -> int:
    """How many lines a definition takes."""
    start, end = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0) or 0
    return int(end) - int(start) + 1


def is_view(module: Module, node: Function) -> bool:
    """Whether a function answers a request."""
    if module.part not in FACES or not node.args.args:
        return False
    first, given = node.args.args[0].annotation, node.returns
    return (
        first is not None
        and ast.unparse(first).endswith("HttpRequest")
        and given is not None
        and "HttpResponse" in ast.unparse(given)
    )


def nodes_over(module: Module) -> Iterator[tuple[str, str, int]]:
    """Functions, views, classes and commands above their budget: path, budget, value."""
    for node in ast.walk(module.tree):
        size = lines_of(node)
        if isinstance(node, Function):
            limit, name = (VIEW, "view") if is_view(module, node) else (FUNCTION, "function")
        elif isinstance(node, ast.ClassDef):
            is_command = "management" in module.path.parts and node.name == "Command"
            limit, name = (COMMAND, "command") if is_command else (CLASS, "class")
        else:
            continue
        if size > limit:
            yield f"{module.name}:{node.name}", name, size


def breaches() -> Iterator[tuple[str, str, int]]:
    """Everything above its budget."""
    for folder in CODE:
        for module in modules(folder):
            size = len(module.text.splitlines())
            limit = SETTINGS if module.path == SOURCE / "config" / "settings.py" else FILE
            if size > limit:
                yield module.name, "file", size
            yield from nodes_over(module)
    for path in templates():
        text, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
        if len(text.splitlines()) > TEMPLATE:
            yield name, "template", len(text.splitlines())
        if deepest(text) > NESTING:
            yield name, "nesting", deepest(text)


def deepest(text: str) -> int:
    """How deep the branches of a template go."""
    depth = most = 0
    for tag in re.finditer(r"{%-?\s*(end)?(\w+)", text):
        if tag[2] in BRANCHES:
            depth += -1 if tag[1] else 1
            most = max(most, depth)
    return most


def allowed() -> dict[str, Any]:
    """The list of exceptions."""
    path = ROOT / "tests" / "architecture" / "exceptions.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_nothing_is_above_its_budget_unless_it_is_listed() -> None:
    listed = {(line["path"], line["budget"]): line["value"] for line in allowed()["exceptions"]}
    grown = [breach for breach in breaches() if listed.get((breach[0], breach[1]), 0) < breach[2]]
    assert grown == []


def test_no_exception_is_listed_in_vain_and_the_list_is_not_longer_than_its_ceiling() -> None:
    found = {(path, budget) for path, budget, _value in breaches()}
    listed = [(line["path"], line["budget"]) for line in allowed()["exceptions"]]
    assert [line for line in listed if line not in found] == []
    assert len(listed) <= allowed()["ceiling"]


def test_no_complexity_is_waved_through() -> None:
    waved = re.compile(r"noqa:[^#\n]*\b(C901|PLR091\d|PLC0415)\b")
    assert [module.name for module in modules() if waved.search(module.text)] == []


def test_the_rulers_see_what_is_too_deep() -> None:
    assert (
        deepest("{% if a %}{% for b in c %}{% with d=e %}{% endwith %}{% endfor %}{% endif %}") == 3
    )
    assert deepest("{% if a %}{% endif %}{% if b %}{% endif %}") == 1
