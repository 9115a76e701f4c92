"""The guide for officials: one page for each deed, in the words that stand on the screens."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

from tests.architecture.source import ROOT, SOURCE

GUIDE = ROOT / "docs" / "guide" / "fi"
MOST_LINES = 40
COMMAND = re.compile(r"`ruori (\w+)")


def pages() -> list[Path]:
    """Every page of the guide but its list."""
    return sorted(path for path in GUIDE.glob("*.md") if path.stem != "README")


def shown() -> Iterator[str]:
    """Every Finnish phrase of the screens; what is filled in is left open."""
    for path in sorted(SOURCE.glob("*/locale/fi/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                said = message.string
                yield from (said or "",) if isinstance(said, str | None) else said


def patterns() -> list[re.Pattern[str]]:
    """The phrases as they may stand on a page."""
    open_places = re.compile(r"%\\\((?:\w+)\\\)s|%\(\w+\)s")
    return [
        re.compile(open_places.sub(".+", re.escape(phrase)))
        for phrase in set(shown())
        if phrase and not phrase.startswith("%")
    ]


def test_every_word_in_bold_stands_on_a_screen() -> None:
    known = patterns()
    unknown = [
        f"{path.name}: {phrase}"
        for path in pages()
        for phrase in re.findall(r"\*\*(.+?)\*\*", path.read_text(encoding="utf-8"), re.DOTALL)
        if not any(pattern.fullmatch(" ".join(phrase.split())) for pattern in known)
    ]
    assert unknown == []


def test_the_list_leads_to_every_page_once() -> None:
    listed = re.findall(r"\]\((\S+\.md)\)", (GUIDE / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == [path.name for path in pages()]


def test_a_page_is_short_and_says_who_may() -> None:
    long = [p.name for p in pages() if len(p.read_text("utf-8").splitlines()) > MOST_LINES]
    silent = [p.name for p in pages() if "\nKuka: " not in p.read_text("utf-8")]
    assert (long, silent) == ([], [])


def test_a_command_in_the_guide_exists() -> None:
    folder = SOURCE / "cli" / "management" / "commands"
    named = {name for path in pages() for name in COMMAND.findall(path.read_text("utf-8"))}
    assert named
    assert [name for name in sorted(named) if not (folder / f"{name}.py").exists()] == []
