"""The templates of ui and its style sheet know the same classes."""

import re

from tests.architecture.source import SOURCE

UI = SOURCE / "ui"
PLAIN = {"r-bands", "r-help", "r-gap"}  # named for tests and readers, looking like all text


def test_every_class_of_ui_s_templates_is_in_the_sheet() -> None:
    sheet = (UI / "static/ui/ruori.css").read_text("utf-8")
    words = " ".join(path.read_text("utf-8") for path in UI.rglob("*.html"))
    used = set(re.findall(r"\br-[a-z-]+[a-z]", " ".join(re.findall(r'class="([^"]*)"', words))))
    assert {name for name in used if f".{name}" not in sheet} == PLAIN
