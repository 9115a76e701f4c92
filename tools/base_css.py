"""The style sheet of the design system with only the components that the city's pages use.

The whole package weighs 21 kB compressed and its parts would be a request each, so the parts in
use are cut out of its one sheet, unchanged, when the assets are installed (tools/setup.sh).
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "node_modules" / "@digdir" / "designsystemet-css" / "dist"
WHOLE = PACKAGE / "src" / "index.css"
MADE = PACKAGE / "base.css"
# The components behind ruori/ui; tests/rules/test_base_css.py compares them with the templates.
USED = frozenset(
    {
        *("alert", "breadcrumbs", "button", "card", "details", "error-summary", "field"),
        *("fieldset", "heading", "input", "label", "link", "list", "pagination", "table"),
        *("tag", "validation-message"),
    }
)
_LAYER = re.compile(r"@layer [\w.]+\{")
_COMPONENT = re.compile(r"\.ds-([a-z]+(?:-[a-z]+)*)")


def cut(whole: str) -> str:
    """The order of layers, and each layer of the sheet whose first component is in use."""
    order = whole[: whole.index(";") + 1]
    return order + "".join(block for block in _blocks(whole) if _is_used(block))


def _blocks(whole: str) -> Iterator[str]:
    for found in _LAYER.finditer(whole):
        depth, end = 1, found.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(whole[end], 0)
            end += 1
        yield whole[found.start() : end]


def _is_used(block: str) -> bool:
    named = _COMPONENT.search(block)
    return named is None or block.startswith("@layer ds.base{.ds-sr-only") or named[1] in USED


def main() -> int:
    """Write the sheet beside the package it is cut from."""
    MADE.write_text(cut(WHOLE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
