"""Habits that no linter knows: where time, writes, queries and other machines may be met."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import FACES, Module, at, calls, functions, imported, modules

CLOCKS = re.compile(r"(^|\.)(datetime\.now|date\.today|timezone\.now|utcnow|time\.time|localdate)$")
RAW = re.compile(r"(\.raw|\.extra|RawSQL|\.cursor)$")
ROWS = re.compile(r"objects|\.filter\(|\.exclude\(|_manager|queryset|_set\b|\.standing\(|rows\b")
WRITES = re.compile(
    r"\.(bulk_create|bulk_update|get_or_create|update_or_create|abulk_create|asave|adelete)$"
)
SOME_WRITES = re.compile(r"\.(create|update|delete)$")
NETWORK = (
    "urllib.request", "http.client", "smtplib", "ftplib", "httpx", "requests", "aiohttp", "urllib3",
)  # fmt: skip
# The edges of the process: asking for its own port is not calling another machine.
GROUND_WRITERS = ("columns", "config")


def below_the_faces() -> list[Module]:
    """Every file that must not ask what time it is."""
    return [module for module in modules() if module.part not in (*FACES, "config", "")]


def is_write(call: ast.Call, name: str) -> bool:
    """Whether a call changes a row: by its verb, and by what it is called on."""
    if WRITES.search(name):
        return True
    if SOME_WRITES.search(name):
        return bool(ROWS.search(name.rsplit(".", 1)[0]))
    # Documents and pictures are saved into a place; a row is saved by itself or by named fields.
    return name.endswith(".save") and not call.args and not name.startswith("super()")


def writes_outside_actions() -> Iterator[str]:
    """Every write that is not in actions.py."""
    for module in modules():
        if module.part in GROUND_WRITERS or module.room == "actions":
            continue
        yield from (at(module, call) for call, name in calls(module.tree) if is_write(call, name))


def test_only_actions_write() -> None:
    assert list(writes_outside_actions()) == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("Plan.objects.create(a=1)", True),
        ("plan.save()", True),
        ("plan.save(update_fields=['a'])", True),
        ("Plan.objects.filter(pk=1).update(a=2)", True),
        ("Plan.objects.filter(pk=1).delete()", True),
        ("picture.save(place)", False),
        ("facts.update(more)", False),
    ],
)
def test_a_write_is_told_from_what_only_sounds_like_one(code: str, *, expected: bool) -> None:
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    assert is_write(call, ast.unparse(call.func)) is expected


def test_nothing_below_the_faces_asks_the_clock() -> None:
    assert [
        at(module, call)
        for module in below_the_faces()
        for call, name in calls(module.tree)
        if CLOCKS.search(name)
    ] == []
    assert [module.name for module in modules() if re.search(r"\bauto_now", module.text)] == []


def test_no_raw_sql_outside_config_and_the_bulk_writer() -> None:
    assert [
        at(module, call)
        for module in modules()
        if module.part != "config" and module.name != "src/ruori/columns/bulk.py"
        for call, name in calls(module.tree)
        if RAW.search(name)
    ] == []


def test_no_signals_and_no_generic_keys() -> None:
    forbidden = ("django.dispatch", "django.db.models.signals", "django.core.signals")
    assert [
        f"{module.name}: {name}"
        for module in modules()
        for name in imported(module)
        if name.startswith(forbidden) or name.endswith(("GenericForeignKey", "GenericRelation"))
    ] == []


def test_no_imports_inside_functions_and_none_by_string() -> None:
    inner = [
        at(module, node)
        for module in modules()
        for function in functions(module)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    by_string = [
        at(module, call)
        for module in modules()
        if module.part not in ("cli", "config")
        for call, name in calls(module.tree)
        if name.split(".")[-1] in ("import_module", "import_string", "__import__")
    ]
    assert inner + by_string == []


def test_models_know_no_addresses_and_no_order_of_their_own() -> None:
    addresses = [
        at(module, function)
        for module in modules()
        for function in functions(module)
        if function.name == "get_absolute_url"
    ]
    orders = [
        at(module, node)
        for module in modules()
        for meta in ast.walk(module.tree)
        if isinstance(meta, ast.ClassDef) and meta.name == "Meta"
        for node in ast.walk(meta)
        if isinstance(node, ast.Name) and node.id == "ordering"
    ]
    assert addresses + orders == []


def test_no_property_asks_the_database() -> None:
    asks = re.compile(r"\.objects\b|_set\.(all|filter)|\.(filter|exclude|aggregate|exists)\(")
    assert [
        at(module, function)
        for module in modules()
        for function in functions(module)
        if any("property" in ast.unparse(each) for each in function.decorator_list)
        and asks.search(ast.unparse(function))
    ] == []


def test_no_part_calls_another_machine() -> None:
    assert [
        f"{module.name}: {name}"
        for module in modules()
        for name in imported(module)
        if name in NETWORK or name.startswith(tuple(f"{each}." for each in NETWORK))
    ] == []


def test_only_config_and_faces_read_settings() -> None:
    assert [
        module.name
        for module in below_the_faces()
        if "django.conf.settings" in set(imported(module))
    ] == []


def test_everything_public_says_what_it_is() -> None:
    silent = [
        at(module, node)
        for module in modules()
        for node in public_definitions(module.tree)
        if not ast.get_docstring(node)
    ]
    assert silent == []


def public_definitions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Public classes and functions at the top of a file, and public methods of public classes."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public_definitions(node)
