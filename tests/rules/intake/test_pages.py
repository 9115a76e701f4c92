"""Pages of many shapes are read sensibly: each stands beside the draft it must give."""

from pathlib import Path

import pytest

from ruori.intake.readers.strategy_page import read
from tests.rules.intake.shown import shown

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(page.stem for page in PAGES.glob("*.txt"))


def test_there_are_pages() -> None:
    assert len(NAMES) >= 12


@pytest.mark.parametrize("name", NAMES)
def test_page_gives_the_draft_beside_it(name: str) -> None:
    draft = read((PAGES / f"{name}.txt").read_bytes())
    assert shown(draft) == (PAGES / f"{name}.draft").read_text(encoding="utf-8")
