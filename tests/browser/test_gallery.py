"""Every component is accessible, fits a phone, and works in the colours of any city."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from playwright.sync_api import Browser, Page

from ruori.ui.theme import KEMI, Colours
from tests.browser import gallery
from tests.browser.looking import DESKTOP, PHONE, axe, scrolls_sideways, small_targets, tab_order

pytestmark = pytest.mark.browser

NAMES = tuple(gallery.names())
SCHEMES = ("light", "dark")
BRANDS = ("#000000", "#ffffff", "#f2b705", "#c01b1b", "#00a36c", "#7a7a7a", "#2b0a5e")


@contextmanager
def shown(
    browser: Browser,
    name: str,
    *,
    language: str = "fi",
    scheme: str = "light",
    width: int = DESKTOP,
    colours: Colours = KEMI,
    **options: object,
) -> Iterator[Page]:
    """A page of the gallery in a window; the browser may complain of nothing."""
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)  # type: ignore[arg-type]
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.route("**/*", partial(gallery.serve, colours=colours))
    page.goto(f"{gallery.HOST}/{name}/{language}/{scheme}")
    yield page
    context.close()
    assert complaints == []


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(chromium: Browser, name: str, scheme: str, width: int) -> None:
    with shown(chromium, name, scheme=scheme, width=width) as page:
        assert axe(page) == []
        assert not scrolls_sideways(page)
        assert small_targets(page) == []


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_in_the_other_languages(
    chromium: Browser, name: str, language: str
) -> None:
    with shown(chromium, name, language=language) as page:
        assert axe(page) == []


@pytest.mark.slow
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("brand", BRANDS)
def test_any_city_s_colour_is_readable(chromium: Browser, brand: str, scheme: str) -> None:
    with shown(chromium, "public_goal", scheme=scheme, colours=Colours(accent=brand)) as page:
        assert axe(page) == []


@pytest.mark.parametrize("name", NAMES)
def test_spaced_text_still_fits(chromium: Browser, name: str) -> None:
    with shown(chromium, name, width=PHONE, bypass_csp=True) as page:
        page.add_style_tag(
            content="*{line-height:1.5!important;letter-spacing:.12em!important;"
            "word-spacing:.16em!important}p{margin-block-end:2em!important}"
        )
        assert not scrolls_sideways(page)


@pytest.mark.parametrize("name", ["public_goal", "desk_entry"])
def test_text_of_twice_the_size_still_fits(chromium: Browser, name: str) -> None:
    with shown(chromium, name, width=640, bypass_csp=True) as page:
        page.add_style_tag(content="html{font-size:200%!important}")
        assert not scrolls_sideways(page)


def test_the_skip_link_is_first_and_works(chromium: Browser) -> None:
    with shown(chromium, "public_goal") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "r-skip"
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"


def test_the_picture_has_no_tab_stops(chromium: Browser) -> None:
    with shown(chromium, "public_figures") as page:
        tab_order(page, limit=80)
        assert page.evaluate("document.querySelectorAll('.r-picture a').length") == 18
        reached = page.evaluate(
            "[...document.querySelectorAll('.r-picture a')].map(a => a.tabIndex)"
        )
    assert set(reached) == {-1}


def test_a_row_under_the_pointer_lights_its_sector(chromium: Browser) -> None:
    with shown(chromium, "public_figures") as page:
        ground = "getComputedStyle(document.querySelector('.r-picture .p-7 path')).fill"
        before = page.evaluate(ground)
        page.hover(".at-7")
        assert page.evaluate(ground) != before


def test_the_errors_are_first_and_focused(chromium: Browser) -> None:
    with shown(chromium, "desk_errors") as page:
        assert page.evaluate("document.activeElement.getAttribute('aria-labelledby')") == "errors"
        assert page.title().startswith("Virhe: ")
        page.click("text=Yksi lause: mitä tapahtui?: ")
        assert page.evaluate("document.activeElement.name") == "sentence"


def test_there_is_one_empty_status(chromium: Browser) -> None:
    with shown(chromium, "desk_entry") as page:
        assert page.locator("[role=status]").count() == 1
        assert page.inner_text("[role=status]") == ""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_auto_follows_the_device_and_paper_is_light(chromium: Browser, scheme: str) -> None:
    with shown(chromium, "public_goal", scheme="auto", color_scheme=scheme) as page:
        ground = "getComputedStyle(document.body).backgroundColor"
        is_white = page.evaluate(ground) == "rgb(255, 255, 255)"
        assert is_white == (scheme == "light")
        page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
        assert page.evaluate(ground) == "rgb(255, 255, 255)"
        assert not page.locator(".r-menu").is_visible()
        assert page.locator("h1").is_visible()


def test_forced_colours_keep_the_shapes(chromium: Browser) -> None:
    with shown(chromium, "public_marks", forced_colors="active") as page:
        colours = page.evaluate(
            "[...document.querySelectorAll('.r-tag .r-shape')].map(e => getComputedStyle(e).color)"
        )
        assert len(set(colours)) == 1
        assert axe(page) == []
