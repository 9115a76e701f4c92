"""A head reports an area's twelve things on a phone, and nothing typed is ever lost."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from ruori.accounts.models import PostedText, User
from ruori.followup.models import Entry, EntryDraft
from ruori.organisation.rules import Viewer
from tests.browser.demo import faults
from tests.browser.looking import Reader
from tests.parts.followup.given import Reporting, more_measures, reporting

PHONE_360 = 360
MOST_ACTIONS = 3
PASSWORD = "pitkä-salasana-2026"


def twelve() -> Reporting:
    """Education with eleven measures and a goal, none of them reported yet."""
    given = reporting()
    more_measures(given, 10, reported=False)
    return given


def user(viewer: Viewer) -> User:
    """The account of somebody."""
    return User.objects.get(pk=viewer.actor.user_id or 0)


@contextmanager
def phone(reader: Reader, who: Viewer, *, has_scripts: bool = True) -> Iterator[Page]:
    """A phone in the hand of somebody who has signed in."""
    with reader.window(width=PHONE_360, user=user(who), has_scripts=has_scripts) as page:
        yield page


def mine(given: Reporting) -> str:
    """The list of a round."""
    return f"/desk/rounds/{given.round.pk}/mine/"


def form(given: Reporting) -> str:
    """The form of one measure."""
    return f"/desk/entry/{given.round.pk}/measure/{given.measure.pk}/"


def said() -> list[tuple[str, str, str, str]]:
    """What was reported, without keys and instants."""
    rows = Entry.objects.order_by("measure_id", "goal_id")
    return list(rows.values_list("progress", "outlook", "done", "channel"))


def answer(page: Page, place: int) -> int:
    """Answer the topmost form that waits; how many actions it took."""
    card = page.locator("li.r-item:has(form[data-keep])").first
    is_measure = card.get_by_label("Käynnissä aikataulussa").count()
    card.get_by_label("Käynnissä aikataulussa" if is_measure else "Toteutumassa").first.check()
    card.get_by_label("Mitä on tapahtunut, yhdellä virkkeellä").fill(f"Askel {place}.")
    card.get_by_role("button", name="Lähetä").click()
    return 3


def test_twelve_things_are_reported_on_a_phone_in_three_actions_each(reader: Reader) -> None:
    given = twelve()
    with phone(reader, given.liisa) as page:
        page.goto(mine(given))
        expect(page.locator("#counted")).to_have_text("0/12 raportoitu.")
        actions = []
        for place in range(1, 13):
            actions.append(answer(page, place))
            expect(page.locator("#counted")).to_have_text(f"{place}/12 raportoitu.")
            assert page.locator("#status").inner_text().startswith("Kiitos.")
        assert max(actions) <= MOST_ACTIONS
        assert faults(page) == []
    assert Entry.objects.count() == 12


def test_without_scripts_the_database_is_the_same(reader: Reader) -> None:
    given = twelve()
    with phone(reader, given.liisa) as page:
        page.goto(mine(given))
        for place in (1, 2):
            answer(page, place)
            expect(page.locator("#counted")).to_have_text(f"{place}/12 raportoitu.")
    by_script = said()
    for entry in Entry.objects.all():
        assert entry.measure_id is not None
    with phone(reader, given.liisa, has_scripts=False) as page:
        page.goto(mine(given))
        for place in (1, 2):
            answer(page, place)
    assert said() == [*by_script, *by_script]


def test_focus_goes_to_the_next_thing_and_all_works_by_keyboard(reader: Reader) -> None:
    given = twelve()
    with phone(reader, given.liisa) as page:
        page.goto(mine(given))
        card = page.locator("li.r-item").first
        card.get_by_label("Ei aloitettu").focus()
        page.keyboard.press("ArrowDown")
        expect(card.get_by_label("Käynnissä aikataulussa")).to_be_checked()
        card.get_by_role("button", name="Lähetä").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#counted")).to_have_text("1/12 raportoitu.")
        following = page.locator("li.r-item").nth(1).locator("h2 a")
        expect(following).to_be_focused()


def test_a_cut_connection_loses_no_word(reader: Reader) -> None:
    given = twelve()
    with phone(reader, given.liisa) as page:
        page.goto(form(given))
        page.context.set_offline(True)
        sentence = page.get_by_label("Mitä on tapahtunut, yhdellä virkkeellä")
        sentence.fill("Kirjoitettu ilman yhteyttä.")
        sentence.blur()
        expect(page.locator("[data-said]")).to_contain_text("Ei yhteyttä")
        page.context.set_offline(False)
        expect(page.locator("[data-said]")).to_contain_text("Luonnos tallennettu", timeout=20_000)
    reader.complaints.clear()
    assert EntryDraft.objects.get().fields["done"] == "Kirjoitettu ilman yhteyttä."


def test_what_stayed_on_the_device_comes_back_with_the_page(reader: Reader) -> None:
    given = twelve()
    with phone(reader, given.liisa) as page:
        page.goto(form(given))
        page.context.set_offline(True)
        sentence = page.get_by_label("Mitä on tapahtunut, yhdellä virkkeellä")
        sentence.fill("Jäi laitteelle.")
        sentence.blur()
        expect(page.locator("[data-said]")).to_contain_text("Ei yhteyttä")
        page.close()
        assert not EntryDraft.objects.exists()
        context = page.context
        context.set_offline(False)
        again = context.new_page()
        again.goto(form(given))
        expect(again.get_by_label("Mitä on tapahtunut, yhdellä virkkeellä")).to_have_value(
            "Jäi laitteelle."
        )
        expect(again.locator("[data-said]")).to_contain_text("Luonnos tallennettu")
    reader.complaints.clear()
    assert EntryDraft.objects.get().fields["done"] == "Jäi laitteelle."


def test_a_session_that_ends_while_writing_gives_the_text_back(reader: Reader) -> None:
    given = twelve()
    account = user(given.liisa)
    account.set_password(PASSWORD)
    account.save()
    with reader.window(width=PHONE_360, has_scripts=False) as page:
        page.goto(form(given))
        page.get_by_label("Sähköposti").fill(account.email)
        page.get_by_label("Salasana").fill(PASSWORD)
        page.get_by_role("button", name="Kirjaudu").click()
        page.get_by_label("Käynnissä aikataulussa").check()
        page.get_by_label("Mitä on tapahtunut, yhdellä virkkeellä").fill("Pitkä ajatus.")
        page.context.clear_cookies(name="sessionid")
        page.get_by_role("button", name="Lähetä").click()
        page.get_by_label("Sähköposti").fill(account.email)
        page.get_by_label("Salasana").fill(PASSWORD)
        page.get_by_role("button", name="Kirjaudu").click()
        assert "Istuntosi oli päättynyt" in page.locator("main").inner_text()
        sentence = page.get_by_label("Mitä on tapahtunut, yhdellä virkkeellä")
        assert sentence.input_value() == "Pitkä ajatus."
        page.get_by_role("button", name="Lähetä").click()
    assert Entry.objects.get().done == "Pitkä ajatus."
    assert not PostedText.objects.exists()


@pytest.mark.parametrize("other", ["liisa", "oona"])
def test_two_tabs_and_two_people_see_both_texts(reader: Reader, other: str) -> None:
    given = twelve()
    label = "Mitä on tapahtunut, yhdellä virkkeellä"
    with phone(reader, given.liisa) as first, phone(reader, getattr(given, other)) as second:
        first.goto(form(given))
        second.goto(form(given))
        first.get_by_label(label).fill("Ensimmäisen sanat.")
        first.get_by_label(label).blur()
        expect(first.locator("[data-said]")).to_contain_text("Luonnos tallennettu")
        second.get_by_label(label).fill("Toisen sanat.")
        second.get_by_label(label).blur()
        expect(second.locator("[data-said]")).to_contain_text("Ensimmäisen sanat.")
        second.get_by_role("button", name="Lisää omaan tekstiini").click()
        expect(second.locator("[data-said]")).to_contain_text("Luonnos tallennettu")
    reader.complaints.clear()
    assert EntryDraft.objects.get().fields["done"].split("\n") in (
        ["Toisen sanat.", "Ensimmäisen sanat."],
        ["Toisen sanat.\r", "Ensimmäisen sanat."],
    )
