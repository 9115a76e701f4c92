"""The eyes themselves: what they must notice, they notice."""

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser.looking import (
    PHONE,
    SCHEMES,
    Reader,
    Scheme,
    axe,
    focused,
    scrolls_sideways,
    small_targets,
    tab_order,
)

GOOD = """<!doctype html><html lang="fi"><title>Sivu</title><main><h1>Otsikko</h1>
<p><a href="#a">Linkki</a> <button>Nappi</button></p></main></html>"""
BAD = """<!doctype html><html><title></title><main><h1>Otsikko</h1><img src="data:,">
<p style="color:#eee;background:#fff">Haalea</p><input></main></html>"""


def test_the_city_answers_to_a_browser(reader: Reader) -> None:
    with reader.window() as page:
        answer = page.goto("/healthz")
        assert answer is not None
        assert (answer.status, page.inner_text("body").strip()) == (200, "ok")


def test_axe_finds_nothing_on_a_sound_page(reader: Reader) -> None:
    with reader.window() as page:
        page.set_content(GOOD)
        assert axe(page) == []


def test_axe_names_the_faults_of_a_bad_page(reader: Reader) -> None:
    with reader.window() as page:
        page.set_content(BAD)
        found = {line.partition(":")[0] for line in axe(page)}
    assert found >= {"html-has-lang", "document-title", "image-alt", "color-contrast", "label"}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_window_is_light_or_dark(reader: Reader, scheme: Scheme) -> None:
    with reader.window(scheme=scheme) as page:
        assert page.evaluate(f"matchMedia('(prefers-color-scheme: {scheme})').matches")


def test_a_phone_notices_what_does_not_fit(reader: Reader) -> None:
    with reader.window(width=PHONE) as page:
        page.set_content("<p>lyhyt</p>")
        assert not scrolls_sideways(page)
        page.set_content("<p>" + "pitka" * 100 + "</p>")
        assert scrolls_sideways(page)


def test_small_targets_are_found(reader: Reader) -> None:
    with reader.window() as page:
        page.set_content("<button style='width:10px;height:30px;padding:0'>x</button>" + GOOD)
        assert len(small_targets(page)) == 2
        page.set_content("<button style='width:44px;height:44px'>Tallenna</button>")
        assert small_targets(page) == []


def test_the_keyboard_is_followed(reader: Reader) -> None:
    with reader.window() as page:
        page.set_content(GOOD)
        assert tab_order(page) == ["Linkki", "Nappi"]
        page.focus("button")
        assert focused(page) == "Nappi"


def test_without_scripts_no_script_runs(reader: Reader) -> None:
    words = "<title>alku</title><script>document.title = 'loppu'</script>"
    with reader.window(has_scripts=False) as page:
        page.set_content(words)
        assert page.title() == "alku"
    with reader.window() as page:
        page.set_content(words)
        assert page.title() == "loppu"


def test_a_fault_in_the_browser_is_remembered(reader: Reader) -> None:
    with reader.window() as page:
        page.set_content("<script>console.error('vika')</script>")
        page.evaluate("1")
    assert [line.rpartition(": ")[2] for line in reader.complaints] == ["vika"]
    reader.complaints.clear()


def test_each_window_has_its_own_cookies(reader: Reader, live_server: LiveServer) -> None:
    with reader.window() as page:
        page.context.add_cookies([{"name": "a", "value": "b", "url": live_server.url}])
    with reader.window() as page:
        assert page.context.cookies() == []
