"""A subsidiary reports by the link of its mail: a phone, no account, no script, no cookie."""

import pytest
from playwright.sync_api import Page

from ruori.followup.models import Entry, HandOver
from tests import city
from tests.browser.demo import faults
from tests.browser.looking import Reader
from tests.faces.site.given_link import NOW, UNKNOWN, Company

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = 360


@pytest.fixture
def company(live_server: object) -> Company:
    """The subsidiary with its link, in the running city."""
    return Company()


def press(page: Page, words: str) -> None:
    """Press a button by its words."""
    page.get_by_role("button", name=words, exact=True).click()


def test_a_subsidiary_reports_takes_back_and_corrects_on_a_phone(
    reader: Reader, company: Company
) -> None:
    with reader.window(width=PHONE, has_scripts=False) as page:
        page.goto(company.place())
        assert "Uusi lämpölaitos" in page.locator("h1").inner_text()
        page.get_by_label("Valmis").check()
        page.get_by_label("Mitä on tapahtunut, yhdellä virkkeellä").fill("Laitos käynnistyi.")
        press(page, "Lähetä")
        assert "Kiitos. Merkintä tallennettiin." in page.locator("main").inner_text()
        assert page.context.cookies() == []
        press(page, "Peru merkintä")
        assert "Kiitos" not in page.locator("main").inner_text()
        page.get_by_label("Käynnissä aikataulussa").check()
        press(page, "Lähetä")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    assert list(Entry.objects.order_by("id").values_list("progress", "is_withdrawn")) == [
        ("DONE", False),
        ("", True),
        ("ON_SCHEDULE", False),
    ]
    assert set(Entry.objects.values_list("channel", flat=True)) == {"LINK"}


def test_two_holders_see_both_texts_without_scripts(reader: Reader, company: Company) -> None:
    deputy = city.person("Sijainen")
    city.hold(company.head, deputy, deputy_order=1)
    second = company.sent(deputy)
    with reader.window(width=PHONE, has_scripts=False) as page:
        page.goto(company.place(token=second))
        page.get_by_label("Valmis").check()
        page.get_by_label("Mitä on tapahtunut, yhdellä virkkeellä").fill("Toisen teksti.")
        company.report(done="Ensimmäisen teksti.")
        press(page, "Lähetä")
        assert "Kaksi ihmistä kirjoitti yhtä aikaa" in page.locator("main").inner_text()
        assert "Ensimmäisen teksti." in page.locator("main").inner_text()
        field = page.get_by_label("Mitä on tapahtunut, yhdellä virkkeellä")
        assert field.input_value() == "Toisen teksti."
        press(page, "Lähetä")
    assert Entry.objects.order_by("-id")[0].done == "Toisen teksti."


def test_an_item_is_passed_on_by_keyboard(reader: Reader, company: Company) -> None:
    with reader.window(width=PHONE, has_scripts=False) as page:
        page.goto(company.place())
        page.locator("summary", has_text="Ei minun: siirrä").focus()
        page.keyboard.press("Enter")
        page.get_by_label("Työkaverille").select_option(str(company.kemi.mayor.pk))
        page.get_by_label("Miksi tämä ei ole sinun").fill("Kuuluu keskushallinnolle.")
        page.get_by_role("button", name="Siirrä", exact=True).focus()
        page.keyboard.press("Enter")
        page.locator("h1", has_text="Asia on siirretty").wait_for()
        page.goto(company.place())
        assert "Linkki ei enää toimi" in page.locator("h1").inner_text()
    assert HandOver.objects.get().recorded_at >= NOW


def test_every_page_of_a_link_is_for_everybody(reader: Reader, company: Company) -> None:
    found = {}
    with reader.window() as page:
        for language in ("", "/sv", "/en"):
            for token in (company.token, UNKNOWN):
                page.goto(f"{language}/e/{token}/")
                for folded in page.locator("details").all():
                    folded.evaluate("each => each.open = true")
                found[language, token] = faults(page)
        page.goto(company.place())
        press(page, "Lähetä")
        found["error", ""] = faults(page)
        company.report()
        page.goto(company.place())
        found["thanks", ""] = faults(page)
    assert {place: each for place, each in found.items() if each} == {}


def test_the_page_and_its_sheet_are_all_that_is_loaded(reader: Reader, company: Company) -> None:
    sizes: list[int] = []
    with reader.window(width=PHONE) as page:
        page.on("response", lambda answer: sizes.append(len(answer.body())))
        page.goto(company.place(), wait_until="networkidle")
    assert len(sizes) == 2
    assert sum(sizes) <= 20_000
