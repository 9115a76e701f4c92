"""The pages of docs/ that are made from the code, so that they cannot fall behind it.

docs/map.md from .importlinter, docs/deeds.md from the actions, docs/commands.md from the commands.
"""

import ast
import configparser
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "ruori"
MADE = "<!-- Made by `make docs`; edit the code, not this page. -->\n\n"


@dataclass(frozen=True, slots=True)
class Deed:
    """A public function of a part's actions: its part, name and first line of words."""

    part: str
    name: str
    words: str


def layers() -> list[list[str]]:
    """The layers of the city, highest first, with the siblings of each."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    lines = contracts["importlinter:contract:layers"]["layers"].split("\n")
    return [[name.strip(" ()") for name in line.split("|")] for line in lines if line.strip()]


def contract_names() -> list[str]:
    """What the import contracts promise, in words."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    return [contracts[name]["name"] for name in contracts.sections() if ":contract:" in name]


def first_line(node: ast.Module | ast.FunctionDef | ast.ClassDef) -> str:
    """The first paragraph of a docstring, on one line."""
    return " ".join((ast.get_docstring(node) or "").split("\n\n")[0].split())


def map_page() -> str:
    """docs/map.md: the picture of the layers."""
    rows = []
    for siblings in layers():
        for name in siblings:
            path = SOURCE / name / "__init__.py"
            if path.exists():
                words = first_line(ast.parse(path.read_text(encoding="utf-8")))
                beside = ", ".join(other for other in siblings if other != name)
                rows.append(f"| `{name}` | {words} | {beside} |\n")
    promises = "".join(f"- {name}\n" for name in contract_names())
    return (
        f"# Map\n\n{MADE}"
        "Highest first. A part imports, and points with foreign keys, only to parts below it,\n"
        "never to one beside it. `config` (settings, addresses, database backend) sees all and is\n"
        "seen by none.\n\n"
        "| Part | What it is in the city's life | Beside it |\n| --- | --- | --- |\n"
        f"{''.join(rows)}\n## What the build holds\n\n{promises}"
    )


def deeds() -> Iterator[Deed]:
    """Every action of every part, lowest part first."""
    for siblings in reversed(layers()):
        for part in siblings:
            for node in actions_of(part):
                yield Deed(part, node.name, first_line(node))


def actions_of(part: str) -> list[ast.FunctionDef]:
    """The verbs of a part: the functions of actions.py, or those its package gives out."""
    single, package = SOURCE / part / "actions.py", SOURCE / part / "actions"
    if single.exists():
        return [node for node in _functions(single) if not node.name.startswith("_")]
    if not (package / "__init__.py").exists():
        return []
    front = ast.parse((package / "__init__.py").read_text(encoding="utf-8"))
    given = {
        alias.name
        for node in front.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    paths = sorted(package.glob("*.py"))
    return [node for path in paths for node in _functions(path) if node.name in given]


def _functions(path: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


def deeds_page() -> str:
    """docs/deeds.md: what can be done, by part."""
    lines, part = [f"# Deeds\n\n{MADE}Only these functions change the city's records.\n"], ""
    for deed in deeds():
        if deed.part != part:
            part = deed.part
            lines.append(f"\n## {part}\n\n| Deed | What it does |\n| --- | --- |\n")
        lines.append(f"| `{deed.name}` | {deed.words} |\n")
    return "".join(lines)


def commands() -> list[tuple[str, str]]:
    """Every command of `ruori` with its help, read without running it."""
    found = []
    for path in sorted((SOURCE / "cli" / "management" / "commands").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "help":
                found.append((path.stem, str(ast.literal_eval(node.value))))
    return found


def commands_page() -> str:
    """docs/commands.md: the commands of `ruori`."""
    rows = "".join(f"| `ruori {name}` | {words} |\n" for name, words in commands())
    return (
        f"# Commands\n\n{MADE}"
        "Each has `--help`. Data goes to standard output, messages to standard error. Exit codes:\n"
        "0 done, 1 something was found, 2 cannot be done, 75 busy.\n\n"
        f"| Command | What it does |\n| --- | --- |\n{rows}"
    )


PAGES = {"map.md": map_page, "deeds.md": deeds_page, "commands.md": commands_page}


def stale() -> list[str]:
    """The made pages that do not say what the code says."""
    return [
        name
        for name, page in PAGES.items()
        if not (ROOT / "docs" / name).exists()
        or (ROOT / "docs" / name).read_text(encoding="utf-8") != page()
    ]


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` tell which are stale (exit code 1)."""
    if arguments == ["--check"]:
        old = stale()
        sys.stderr.write("".join(f"docs/{name} is stale: run `make docs`\n" for name in old))
        return 1 if old else 0
    for name, page in PAGES.items():
        (ROOT / "docs" / name).write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
