"""The catalogues' keeper: what it gathers, and what it refuses."""

from pathlib import Path

import pytest

from tools import messages

TEMPLATE = """{% load i18n %}
  {% translate "Save" %}
{% blocktranslate count n=rows|length %}One row{% plural %}%(n)s rows{% endblocktranslate %}
"""
CODE = """
def words(count):
    return gettext("Hello %(name)s"), ngettext("%(n)s day", "%(n)s days", count), N_("Later")
"""


@pytest.fixture
def part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A city of one part, with words in code and in a template."""
    part = tmp_path / "desk"
    (part / "templates").mkdir(parents=True)
    (part / "__init__.py").write_text("", encoding="utf-8")
    (part / "words.py").write_text(CODE, encoding="utf-8")
    (part / "templates" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    monkeypatch.setattr(messages, "SOURCE", tmp_path)
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    return part


def translate(part: Path, language: str, *pairs: tuple[str, str]) -> None:
    """Write translations into a catalogue, by hand as a translator does."""
    path = messages.catalogue_path(part, language)
    text = path.read_text(encoding="utf-8")
    for msgid, words in pairs:
        before = f'msgid "{msgid}"\nmsgstr ""'
        assert before in text
        text = text.replace(before, f'msgid "{msgid}"\nmsgstr "{words}"')
    path.write_text(text, encoding="utf-8")


def test_words_of_code_and_templates_are_gathered(part: Path) -> None:
    assert {key[0] for key in messages.wanted_by(part)} == {
        "Hello %(name)s", "%(n)s day", "Later", "Save", "One row",
    }  # fmt: skip


def test_what_is_missing_empty_or_no_longer_used_is_told(part: Path) -> None:
    assert len(messages.problems()) == 10
    messages.update()
    assert all("empty" in line for line in messages.problems())
    (part / "words.py").write_text("", encoding="utf-8")
    assert sum("no longer used" in line for line in messages.problems()) == 6


def test_a_garbled_placeholder_is_told(part: Path) -> None:
    messages.update()
    translate(part, "fi", ("Hello %(name)s", "Hei %(nimi)s"))
    assert [line for line in messages.problems() if "placeholders" in line] == [
        "desk/locale/fi/LC_MESSAGES/django.po: other placeholders in 'Hello %(name)s'"
    ]


def test_gathering_again_keeps_translations_and_changes_nothing(part: Path) -> None:
    messages.update()
    translate(part, "sv", ("Save", "Spara"), ("Later", "Senare"))
    before = messages.catalogue_path(part, "sv").read_text(encoding="utf-8")
    messages.update()
    assert messages.catalogue_path(part, "sv").read_text(encoding="utf-8") == before


def test_the_same_words_said_otherwise_in_two_parts_are_told(part: Path, tmp_path: Path) -> None:
    other = tmp_path / "site"
    other.mkdir()
    (other / "__init__.py").write_text('_("Save")', encoding="utf-8")
    messages.update()
    translate(part, "fi", ("Save", "Tallenna"))
    translate(other, "fi", ("Save", "Säästä"))
    assert sum("said otherwise" in line for line in messages.problems()) == 1


def test_compiled_words_follow_the_catalogue(part: Path) -> None:
    messages.update()
    messages.compile_all()
    made = messages.catalogue_path(part, "fi").with_suffix(".mo")
    assert made.exists()
    messages.catalogue_path(part, "fi").unlink()
    messages.compile_all()
    assert not made.exists()
