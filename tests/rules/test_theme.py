"""The golden figures of the theme, and the file it becomes."""

import gzip
from pathlib import Path

import pytest

from ruori.ui.colour import Colour, NotAColour, contrast, lightness
from ruori.ui.theme import (
    KEMI,
    Colours,
    file_name,
    hover_step,
    read_theme,
    scale,
    stylesheet,
    text_on,
    write_theme,
)

ROWS = {
    "light": "#ffffff #eef4fa #ffffff #ddeaf6 #c7ddf0 #afcee9 #99c0e3 #2a7cc5 #005db1 #005db1 "
    "#002c54",
    "dark": "#0c1927 #102033 #142941 #172f4b #1a3757 #21446d #285182 #5a84b4 #8eaacb #8eaacb "
    "#e7edf4",
}
BASE = Path(__file__).parents[2] / "node_modules/@digdir/designsystemet-css/dist/base.css"
OWN = Path(__file__).parents[2] / "src/ruori/ui/static/ui/ruori.css"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_accent_of_the_base_package_comes_out_to_the_last_bit(scheme: str) -> None:
    found = scale(Colour.of("#0062ba"), scheme)  # type: ignore[arg-type]
    assert " ".join(str(value) for value in list(found.values())[:11]) == ROWS[scheme]


def test_the_base_in_light_is_the_colour_itself() -> None:
    assert str(scale(Colour.of("#0062ba"), "light")["base-default"]) == "#0062ba"


@pytest.mark.parametrize(
    ("text", "step"),
    [("#111111", 8), ("#0b5c7d", -8), ("#797979", 8), ("#f2b705", -8), ("#ffffff", -8)],
)
def test_hover_goes_the_way_that_keeps_the_text_readable(text: str, step: float) -> None:
    assert hover_step(Colour.of(text)) == step


def test_grey_of_lightness_49_does_not_lighten_under_white_text() -> None:
    ground = Colour.of("#747474")
    assert 48 < lightness(ground) < 50
    hover = scale(ground, "light")["base-hover"]
    assert contrast(hover, text_on(ground)) >= 4.68


@pytest.mark.parametrize("text", ["#f2b705", "#ffffff"])
def test_a_weak_base_gets_an_edge(text: str) -> None:
    found = scale(Colour.of(text), "light")
    assert found["base-edge"] == found["border-strong"]
    assert contrast(found["base-edge"], found["background-default"]) >= 3


def test_a_strong_base_is_its_own_edge() -> None:
    found = scale(Colour.of("#0b5c7d"), "light")
    assert found["base-edge"] == found["base-default"]


@pytest.mark.parametrize("text", ["", "0062b", "#0062bg", "blue", "rgb(0,0,0)"])
def test_other_texts_are_no_colours(text: str) -> None:
    with pytest.raises(NotAColour):
        Colour.of(text)


def test_a_city_with_one_colour_has_every_brand_colour() -> None:
    named = Colours(accent="#0b5c7d").named()
    assert named["brand1"] == named["brand2"] == named["accent"]
    assert str(named["neutral"]) == "#24272b"


def test_a_city_cannot_choose_what_is_no_colour() -> None:
    with pytest.raises(NotAColour):
        Colours(accent="#0b5c7d", brand1="sininen")


def test_the_file_is_named_by_what_is_in_it(tmp_path: Path) -> None:
    name = write_theme(tmp_path / "theme", KEMI)
    assert name == file_name(KEMI)
    assert name != file_name(Colours(accent="#0062ba"))
    assert read_theme(tmp_path / "theme", name) == stylesheet(KEMI)
    assert write_theme(tmp_path / "theme", KEMI) == name
    assert [path.name for path in (tmp_path / "theme").iterdir()] == [name]


@pytest.mark.parametrize("name", ["../secret.css", "theme-.css", "theme-000000000000.css", ""])
def test_no_other_file_is_read_as_a_theme(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.css").write_text("hush")
    assert read_theme(tmp_path, name) is None


def test_the_sheet_has_both_schemes_paper_and_more_contrast() -> None:
    sheet = stylesheet(KEMI)
    assert sheet.startswith("@layer ds.theme{:root,[data-color-scheme=light]{")
    assert "@media screen{[data-color-scheme=dark]{" in sheet  # so paper is always light
    assert "[data-color-scheme=auto]" in sheet
    assert "@media (prefers-contrast:more)" in sheet
    assert sheet.count("{") == sheet.count("}")


def test_all_style_sheets_together_weigh_at_most_26_kb() -> None:
    if not BASE.exists():
        pytest.fail("the base package is missing: make setup")
    sheets = (BASE.read_bytes(), OWN.read_bytes(), stylesheet(KEMI).encode())
    assert sum(len(gzip.compress(sheet, 9)) for sheet in sheets) <= 26_000
