"""The cut style sheet of the design system holds what the pages use, each part whole."""

import re
from pathlib import Path

import pytest

from tools.base_css import MADE, USED, WHOLE, cut

UI = Path(__file__).parents[2] / "src/ruori/ui"
CLASS = re.compile(r"(?:class=\"|\")(?:[\w-]+ )*ds-([a-z]+(?:-[a-z]+)*)")
SHEET = (
    "@layer ds.theme, ds.base, ds.components;"
    "@layer ds.base{.ds-sr-only{width:1px}}"
    "@layer ds.components{.ds-button{color:red}@media print{.ds-button{color:#000}}}"
    "@layer ds.components{.ds-chip{color:red}}"
)


def test_only_components_in_use_are_kept_and_kept_whole() -> None:
    assert cut(SHEET) == SHEET.replace("@layer ds.components{.ds-chip{color:red}}", "")


def test_every_component_of_the_templates_is_in_the_sheet() -> None:
    sources = [*UI.rglob("*.html"), UI / "templatetags/ui.py", UI / "fields.py"]
    named = {name for path in sources for name in CLASS.findall(path.read_text(encoding="utf-8"))}
    # Parts of a component (`ds-field-affixes`) lie in its own layer.
    missing = {name for name in named if name not in USED and name.split("-")[0] not in USED}
    assert named
    assert missing == set()


def test_the_installed_sheet_is_the_cut_of_the_installed_package() -> None:
    if not WHOLE.exists():
        pytest.fail("the base package is missing: make setup")
    assert MADE.read_text(encoding="utf-8") == cut(WHOLE.read_text(encoding="utf-8"))
