"""A summary and the reason of a return: kept while one types, whatever happens to the browser."""

import pytest
from playwright.sync_api import Page, expect

from ruori.followup.models import EntryDraft, EntryReview, UnitReport
from tests.browser.demo import faults
from tests.browser.looking import Reader
from tests.journeys.test_twelve_measures import PASSWORD, PHONE_360, phone, user
from tests.parts.followup.given import Reporting, report, reporting

SUMMARY, REASON = "Vastuualueen yhteenveto", "Mitä pitää korjata"


def unit_page(given: Reporting) -> str:
    """The page of education's summary."""
    return f"/desk/rounds/{given.round.pk}/units/{given.kemi.education.pk}/"


def write(page: Page, label: str, text: str) -> None:
    """Type into a field and leave it."""
    field = page.get_by_label(label)
    field.fill(text)
    field.blur()


def saved(page: Page) -> None:
    """Wait until the page says that the draft is kept."""
    expect(page.locator("[data-said]")).to_contain_text("Luonnos tallennettu")


def test_a_summary_is_kept_while_typed_and_found_again(reader: Reader) -> None:
    given = reporting()
    with phone(reader, given.liisa) as page:
        page.goto(unit_page(given))
        write(page, SUMMARY, "Alue etenee.")
        saved(page)
        page.goto("/desk/")
        page.goto(unit_page(given))
        expect(page.get_by_label(SUMMARY)).to_have_value("Alue etenee.")
        assert "Lomakkeessa on luonnoksesi" in page.locator("main").inner_text()
        assert faults(page) == []
        page.get_by_role("button", name="Luovuta yhteenveto").click()
    assert UnitReport.objects.get().summary == "Alue etenee."
    assert not EntryDraft.objects.exists()


def test_two_tabs_of_a_summary_show_both_texts(reader: Reader) -> None:
    given = reporting()
    with phone(reader, given.liisa) as first, phone(reader, given.liisa) as second:
        first.goto(unit_page(given))
        second.goto(unit_page(given))
        write(first, SUMMARY, "Ensimmäisen sanat.")
        saved(first)
        write(second, SUMMARY, "Toisen sanat.")
        expect(second.locator("[data-said]")).to_contain_text("Ensimmäisen sanat.")
        second.get_by_role("button", name="Lisää omaan tekstiini").click()
        saved(second)
    reader.complaints.clear()
    kept = EntryDraft.objects.get().fields["summary"]
    assert kept.replace("\r", "").split("\n") == ["Toisen sanat.", "Ensimmäisen sanat."]


def test_the_reason_of_a_return_is_kept_and_sent(reader: Reader) -> None:
    given = reporting()
    entry = report(given, given.oona, done="Vajaa teksti.")
    place = f"/desk/entries/{entry.pk}/"
    with phone(reader, given.liisa) as page:
        page.goto(place)
        page.locator("summary", has_text="Palauta korjattavaksi").click()
        write(page, REASON, "Kerro myös luvut.")
        saved(page)
        page.goto(place)
        expect(page.get_by_label(REASON)).to_have_value("Kerro myös luvut.")
        assert faults(page) == []
        page.get_by_role("button", name="Palauta", exact=True).click()
    assert EntryReview.objects.get().reason == "Kerro myös luvut."
    assert not EntryDraft.objects.exists()


@pytest.mark.parametrize("what", ["summary", "reason"])
def test_a_session_that_ends_while_writing_gives_the_words_back(reader: Reader, what: str) -> None:
    given = reporting()
    entry = report(given, given.oona, done="Vajaa teksti.")
    account = user(given.liisa)
    account.set_password(PASSWORD)
    account.save()
    label, place, send = (
        (SUMMARY, unit_page(given), "Luovuta yhteenveto")
        if what == "summary"
        else (REASON, f"/desk/entries/{entry.pk}/", "Palauta")
    )
    with reader.window(width=PHONE_360, has_scripts=False) as page:
        page.goto(place)
        sign_in(page, account.email)
        for folded in page.locator("main details").all():
            folded.locator("summary").first.click()
        page.get_by_label(label).fill("Pitkä ajatus.")
        page.context.clear_cookies(name="sessionid")
        page.get_by_role("button", name=send, exact=True).click()
        sign_in(page, account.email)
        assert "Istuntosi oli päättynyt" in page.locator("main").inner_text()
        assert page.get_by_label(label).input_value() == "Pitkä ajatus."


def sign_in(page: Page, email: str) -> None:
    """Sign in on the page that asks for it."""
    page.get_by_label("Sähköposti").fill(email)
    page.get_by_label("Salasana").fill(PASSWORD)
    page.get_by_role("button", name="Kirjaudu").click()
