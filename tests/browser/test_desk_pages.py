"""Every kind of page of the desk: for all of the staff, on every screen, without scripts."""

import pytest
from playwright.sync_api import Page

from ruori.followup.models import Entry
from tests.browser.demo import DESK, Kemi, faults, judged_goal, words


@pytest.fixture
def db() -> None:
    """Nothing is rolled back between these tests: they look at one city (conftest.py)."""


@pytest.mark.parametrize("name", DESK)
def test_a_page_of_the_desk_is_for_all_and_complete_without_scripts(kemi: Kemi, name: str) -> None:
    who, address_of = DESK[name]
    address = address_of()
    with kemi.window(who) as page:
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok
        assert faults(page) == []
        said = words(page)
    with kemi.window(who, has_scripts=False) as page:
        page.goto(address)
        assert words(page) == said


def test_the_rest_of_the_menu_opens_by_keyboard_without_scripts(kemi: Kemi) -> None:
    with kemi.window("aino", has_scripts=False) as page:
        page.goto("/desk/")
        page.locator("summary", has_text="Lisää").press("Enter")
        page.get_by_role("link", name="Lupauskirja").press("Enter")
        page.wait_for_url("**/desk/ledger/")


def test_the_rest_of_the_menu_stays_on_the_screen(kemi: Kemi) -> None:
    with kemi.window("aino") as page:
        page.goto("/desk/")
        page.locator("summary", has_text="Lisää").press("Enter")
        assert faults(page) == []


def test_reporting_takes_two_deeds_and_can_be_undone(kemi: Kemi) -> None:
    with kemi.window("liisa", has_scripts=False) as page:
        page.goto("/desk/")
        waiting = page.locator("h1").inner_text()
        page.get_by_role("link", name="Raportoi", exact=True).first.click()
        page.get_by_label("Valmis").check()
        page.get_by_role("button", name="Lähetä").click()
        assert page.locator(".r-saved").inner_text().startswith("Kiitos.")
        assert page.locator("h1").inner_text() != waiting
        page.goto(_report_page(Entry.objects.latest("pk")))
        page.get_by_role("button", name="Peru merkintä").click()
        assert page.locator("h1").inner_text() == waiting


def test_a_report_that_worsens_without_a_word_is_asked_again_in_words(kemi: Kemi) -> None:
    with kemi.window("liisa") as page:
        page.goto("/desk/")
        page.get_by_role("link", name="Raportoi").nth(1).click()
        page.get_by_label("Peruttu").check()
        page.get_by_role("button", name="Lähetä").click()
        assert page.title().startswith("Virhe:")
        assert page.locator("#errors + ul li").count() >= 1
        assert page.get_by_label("Peruttu").is_checked()
        assert faults(page) == []


def test_two_who_write_at_once_lose_nothing(kemi: Kemi) -> None:
    address = f"/desk/goals/{judged_goal()}/"
    with kemi.window("aino") as first, kemi.window("aino") as second:
        for page, text in ((first, "Ensimmäinen teksti."), (second, "Toinen teksti.")):
            page.goto(address)
            page.get_by_label("Selkeä teksti", exact=True).fill(text)
        first.get_by_role("button", name="Tallenna").click()
        second.get_by_role("button", name="Tallenna").click()
        assert second.locator("h1").inner_text() == "Kaksi ihmistä kirjoitti yhtä aikaa"
        for text in ("Ensimmäinen teksti.", "Toinen teksti."):
            assert text in second.locator("table").inner_text()
        assert faults(second) == []
        second.get_by_role("button", name="Tallenna minun tekstini").click()
        second.goto(address)
        assert second.get_by_label("Selkeä teksti", exact=True).input_value() == "Toinen teksti."


def test_an_objective_is_moved_by_its_own_small_buttons(kemi: Kemi) -> None:
    with kemi.window("aino", has_scripts=False) as page:
        page.goto(DESK["outline"][1]())
        before = _order(page)
        page.get_by_role("button", name="Alas").nth(1).click()
        after = _order(page)
        assert sorted(after) == sorted(before)
        assert after != before


def _order(page: Page) -> list[str]:
    rows: list[str] = page.locator("li[id^=goal-]").evaluate_all("rows => rows.map(row => row.id)")
    return rows


def _report_page(entry: Entry) -> str:
    return f"/desk/entry/{entry.round_id}/measure/{entry.measure_id}/"


def test_a_finding_is_mended_and_another_accepted_without_scripts(kemi: Kemi) -> None:
    address = DESK["plan check of a policy"][1]()
    with kemi.window("aino", has_scripts=False) as page:
        page.goto(address)
        count = page.locator("li[id^=finding-]").count()
        page.get_by_label("Seuraava tehtävä").first.fill("Kilpailutetaan urakka")
        page.get_by_label("Määräpäivä").first.fill("2027-03-01")
        page.get_by_role("button", name="Lisää tehtävä").first.click()
        assert "Muutos tallennettiin" in words(page)
        page.locator("summary", has_text="Hyväksy näin").first.click()
        page.get_by_label("Miksi tämä jää näin").first.fill("Työ alkaa ensi vuonna.")
        page.get_by_role("button", name="Hyväksy näin").first.click()
        assert "Työ alkaa ensi vuonna." in words(page)
        assert page.locator("li[id^=finding-]").count() == count - 1
