"""Templates: the looks are in one place, nothing is written inline, no rule hides in a page."""

import re

from tests.architecture.source import ROOT, SOURCE, templates

DESIGN = re.compile(r"\bds-[a-z]")
INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=\"", re.IGNORECASE)
TRUST = re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off")
ELSEWHERE = re.compile(r"(src|href)=\"(https?:)?//", re.IGNORECASE)


def found(pattern: re.Pattern[str], *, without: str = "") -> list[str]:
    """Where a pattern occurs in templates outside one part."""
    return [
        f"{path.relative_to(ROOT)}: {hit[0]}"
        for path in templates()
        if not without or not path.is_relative_to(SOURCE / without)
        for hit in pattern.finditer(path.read_text(encoding="utf-8"))
    ]


def test_the_design_system_is_named_only_in_ui() -> None:
    assert found(DESIGN, without="ui") == []
    code = [
        str(path.relative_to(ROOT))
        for path in SOURCE.rglob("*.py")
        if not path.is_relative_to(SOURCE / "ui") and DESIGN.search(path.read_text("utf-8"))
    ]
    assert code == []


def test_nothing_is_inline_that_the_content_policy_would_refuse() -> None:
    assert found(INLINE) == []


def test_no_text_is_trusted_to_be_html() -> None:
    assert found(TRUST) == []


def test_no_page_calls_another_host() -> None:
    assert found(ELSEWHERE) == []


def test_there_are_templates() -> None:
    assert templates()
