"""A head reports an area's twelve things on a phone, and nothing typed is ever lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

import pytest
from playwright.sync_api import Locator, Page, expect

from ruori.accounts.models import PostedText, User
from ruori.followup.models import Entry, EntryDraft
from ruori.organisation.rules import Viewer
from ruori.plans.queries import live_measures
from tests import city
from tests.browser.demo import faults
from tests.browser.looking import Reader
from tests.parts.followup.given import Reporting, more_measures, reporting

PHONE_360 = 360
MOST_ACTIONS = 3
MOST_TABS = 80
PASSWORD = "pitkä-salasana-2026"


class Word(NamedTuple):
    """A word of an answer, and what chooses it from the first of an unanswered group."""

    code: str
    label: str
    keys: tuple[str, ...]


NOT_STARTED = Word("NOT_STARTED", "Ei aloitettu", ("Space",))
ON_SCHEDULE = Word("ON_SCHEDULE", "Käynnissä aikataulussa", ("ArrowDown",))
ON_COURSE = Word("ON_COURSE", "Toteutumassa", ("Space",))


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


def waiting(page: Page, word: Word) -> Locator:
    """The topmost form that waits and offers a word: a goal has other words than a measure."""
    offers = page.get_by_label(word.label)
    return page.locator("li.r-item:has(form[data-keep])").filter(has=offers).first


@dataclass
class Keyboard:
    """Somebody's fingers: each deed counts itself as it is done; Tab only moves between fields."""

    page: Page
    actions: int = 0

    def move_to(self, field: Locator) -> None:
        """Tab on until the field has the focus."""
        for _ in range(MOST_TABS):
            if field.evaluate("it => it === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"not reached by the Tab key: {field}")

    def choose(self, card: Locator, word: Word) -> None:
        """Choose a word with its keys from the first of the group, each key an action."""
        self.move_to(card.get_by_role("radio").first)
        for key in word.keys:
            self.page.keyboard.press(key)
            self.actions += 1
        expect(card.get_by_label(word.label)).to_be_checked()

    def write(self, field: Locator, sentence: str) -> None:
        """Type a sentence, letter by letter: one action."""
        self.move_to(field)
        self.page.keyboard.type(sentence)
        self.actions += 1

    def press(self, button: Locator) -> None:
        """Press a button."""
        self.move_to(button)
        self.page.keyboard.press("Enter")
        self.actions += 1


def answer(keyboard: Keyboard, word: Word, sentence: str) -> str:
    """Answer the topmost thing that waits and offers the word; its name."""
    card = waiting(keyboard.page, word)
    name = card.locator("h2").inner_text()
    keyboard.choose(card, word)
    keyboard.write(card.get_by_label("Mitä on tapahtunut, yhdellä virkkeellä"), sentence)
    keyboard.press(card.get_by_role("button", name="Lähetä"))
    return name


def test_twelve_measures_are_reported_by_keyboard_on_a_phone_in_three_actions_each(
    reader: Reader,
) -> None:
    given = reporting()
    more_measures(given, 11, reported=False)
    told: dict[str, tuple[str, str]] = {}
    actions: list[int] = []
    with phone(reader, given.liisa) as page:
        page.goto(mine(given))
        expect(page.locator("#counted")).to_have_text("0/13 raportoitu.")
        for place in range(1, 13):
            word = (ON_SCHEDULE, NOT_STARTED)[place % 2]
            keyboard = Keyboard(page)
            name = answer(keyboard, word, f"Askel {place} on otettu.")
            expect(page.locator("#counted")).to_have_text(f"{place}/13 raportoitu.")
            expect(page.locator("#status")).to_contain_text("Kiitos.")
            told[name] = (word.code, f"Askel {place} on otettu.")
            actions.append(keyboard.actions)
        assert faults(page) == []
    assert max(actions) <= MOST_ACTIONS
    assert Entry.objects.count() == len(told) == 12
    assert reported_by(given.liisa) == told


def test_a_goal_is_assessed_by_keyboard_among_the_measures(reader: Reader) -> None:
    given = reporting()
    with phone(reader, given.liisa) as page:
        page.goto(mine(given))
        keyboard = Keyboard(page)
        answer(keyboard, ON_COURSE, "Etenee.")
        expect(page.locator("#counted")).to_have_text("1/2 raportoitu.")
    assert keyboard.actions <= MOST_ACTIONS
    assert said() == [("", "ON_COURSE", "Etenee.", "DESK")]


def reported_by(viewer: Viewer) -> dict[str, tuple[str, str]]:
    """The word and the sentence somebody has said of each measure, by its name; one row each."""
    names = {card.pk: card.name.to("fi") for card in live_measures(viewer, city.TODAY)}
    rows = Entry.objects.filter(person=viewer.person_id or 0, channel="DESK")
    found = {names[row.measure_id or 0]: (row.progress, row.done) for row in rows}
    assert len(found) == rows.count()
    return found


def test_without_scripts_the_database_is_the_same(reader: Reader) -> None:
    given = twelve()
    with phone(reader, given.liisa) as page:
        page.goto(mine(given))
        for place in (1, 2):
            answer(Keyboard(page), ON_SCHEDULE, f"Askel {place}.")
            expect(page.locator("#counted")).to_have_text(f"{place}/12 raportoitu.")
    by_script = said()
    for entry in Entry.objects.all():
        assert entry.measure_id is not None
    with phone(reader, given.liisa, has_scripts=False) as page:
        page.goto(mine(given))
        for place in (1, 2):
            answer(Keyboard(page), ON_SCHEDULE, f"Askel {place}.")
            expect(page.locator("#counted")).to_have_text(f"{place + 2}/12 raportoitu.")
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
