"""The code of the city as trees, parsed once for all tests that read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.docs import layers

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "ruori"
FACES = ("desk", "site", "cli")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: where it is, which part it belongs to, its words and its tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The path as people write it."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def part(self) -> str:
        """The part of the city, empty outside `src/ruori`."""
        if not self.path.is_relative_to(SOURCE):
            return ""
        inside = self.path.relative_to(SOURCE).parts
        return inside[0] if len(inside) > 1 else ""

    @property
    def room(self) -> str:
        """Which of the usual files of a part it is: rules, models, access, queries, actions."""
        inside = self.path.relative_to(SOURCE).with_suffix("").parts
        return inside[1] if len(inside) > 1 else ""


@cache
def modules(folder: str = "src/ruori") -> tuple[Module, ...]:
    """Every Python file of a folder but migrations."""
    paths = sorted((ROOT / folder).rglob("*.py"))
    return tuple(_parsed(path) for path in paths if "migrations" not in path.parts)


def _parsed(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path, text, ast.parse(text))


@cache
def parts() -> tuple[str, ...]:
    """Every part that exists, highest first."""
    names = [name for siblings in layers() for name in siblings]
    return tuple(name for name in names if (SOURCE / name).is_dir())


def level(part: str) -> int:
    """The layer of a part, counted from the top."""
    return next(index for index, siblings in enumerate(layers()) if part in siblings)


@cache
def templates() -> tuple[Path, ...]:
    """Every template of the city."""
    return tuple(sorted(SOURCE.glob("*/templates/**/*.html")))


def functions(module: Module) -> Iterator[Function]:
    """Every function of a file, methods and inner ones too."""
    for node in ast.walk(module.tree):
        if isinstance(node, Function):
            yield node


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call with what is called, written as in the code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def imported(module: Module) -> Iterator[str]:
    """Every module a file imports, by its full name."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def at(module: Module, node: ast.AST) -> str:
    """The place of a finding, as an editor opens it."""
    return f"{module.name}:{getattr(node, 'lineno', 0)}"
