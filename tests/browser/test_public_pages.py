"""Every kind of public page of the example city: for everybody, everywhere, without scripts."""

import re

import pytest

from tests.browser.demo import PUBLIC, Kemi, faults, words

ISO_DAY = re.compile(r"\b20\d\d-\d\d-\d\d\b")
CODE = re.compile(r"\b[A-Z]{3,}(?:_[A-Z]+)+\b")


@pytest.fixture
def db() -> None:
    """Nothing is rolled back between these tests: they look at one city (conftest.py)."""


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page_is_for_everybody_and_complete_without_scripts(kemi: Kemi, name: str) -> None:
    address = PUBLIC[name]()
    with kemi.window() as page:
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok
        assert faults(page) == []
        said = words(page)
    with kemi.window(has_scripts=False) as page:
        page.goto(address)
        assert words(page) == said
    assert CODE.findall(said) == []


def test_titles_tell_public_pages_apart(kemi: Kemi) -> None:
    titles = []
    alike = {
        "strategy of another day",
        "goal as once known",
        "measures that fit nothing",
        "promise ledger that fits nothing",
    }
    with kemi.window() as page:
        for name in PUBLIC.keys() - alike:
            page.goto(PUBLIC[name]())
            titles.append(page.title())
    assert sorted(titles) == sorted(set(titles))


def test_the_front_page_answers_before_it_shows_anything_else(kemi: Kemi) -> None:
    with kemi.window() as page:
        page.goto("/")
        answer = page.locator("h1 + .r-lede")
        assert re.search(r"\d+ tavoitteesta \d+ .+ Tilanne \d+\.\d+\.\d{4}", answer.inner_text())
        # Everything above the fold: the question, the answer, and how many in which state.
        assert (answer.bounding_box() or {"y": 800})["y"] < 400
        assert page.locator(".r-counts").first.is_visible()


def test_finnish_pages_write_days_as_finns_do(kemi: Kemi) -> None:
    with kemi.window() as page:
        for name in ("front", "judged goal", "measure", "measures", "policy", "publications"):
            page.goto(PUBLIC[name]())
            assert ISO_DAY.findall(words(page)) == [], name


def test_an_address_that_leads_nowhere_offers_ways_on(kemi: Kemi) -> None:
    with kemi.window() as page:
        answer = page.goto("/toimenpide/999999-x/")
        assert answer is not None
        assert answer.status == 404
        assert faults(page) == []
        page.get_by_role("link", name="Siirry etusivulle").click()
        assert page.locator("h1").inner_text() == "Pitääkö kaupunki lupauksensa?"


def test_a_wrong_password_is_told_with_the_address_kept(kemi: Kemi) -> None:
    with kemi.window(has_scripts=False) as page:
        page.goto("/desk/sign-in/")
        page.get_by_label("Sähköposti").fill("nobody@kemi.example")
        page.get_by_label("Salasana").fill("wrong")
        page.get_by_role("button", name="Kirjaudu").click()
        assert page.title().startswith("Virhe:")
        assert page.get_by_label("Sähköposti").input_value() == "nobody@kemi.example"


def test_measures_are_found_by_plan_without_scripts(kemi: Kemi) -> None:
    with kemi.window(has_scripts=False) as page:
        page.goto("/toimenpiteet/")
        everything = page.locator(".r-list > li").count()
        page.get_by_label("Suunnitelma").select_option(index=2)
        page.get_by_role("button", name="Näytä").click()
        assert 0 < page.locator(".r-list > li").count() < everything
        page.get_by_role("link", name="Näytä kaikki").click()
        assert page.locator(".r-list > li").count() == everything
