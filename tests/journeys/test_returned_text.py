"""A returned text: reported, returned with a comment, mended and sent again, approved."""

from ruori.followup.models import Entry, EntryReview
from tests.browser.looking import Reader
from tests.journeys.test_twelve_measures import form, phone
from tests.parts.followup.given import Reporting, reporting

SENTENCE = "Mitä on tapahtunut, yhdellä virkkeellä"
COMMENT = "Kerro myös, milloin se valmistuu."


def entry_page() -> str:
    """The page of what was said last."""
    return f"/desk/entries/{Entry.objects.order_by('-id')[0].pk}/"


def told(reader: Reader, given: Reporting, text: str) -> None:
    """The head says how it goes, from the form of the measure."""
    with phone(reader, given.liisa, has_scripts=False) as page:
        page.goto(form(given))
        page.get_by_label("Käynnissä aikataulussa").check()
        page.get_by_label(SENTENCE).fill(text)
        page.get_by_role("button", name="Lähetä").click()


def test_a_returned_text_is_mended_sent_again_and_approved(reader: Reader) -> None:
    given = reporting()
    told(reader, given, "Työ etenee.")
    with phone(reader, given.toni, has_scripts=False) as page:
        page.goto(entry_page())
        page.locator("summary", has_text="Palauta korjattavaksi").click()
        page.get_by_label("Mitä pitää korjata").fill(COMMENT)
        page.get_by_role("button", name="Palauta", exact=True).click()
    with phone(reader, given.liisa, has_scripts=False) as page:
        page.goto("/desk/")
        card = page.locator("li", has_text="Palautettu")
        assert COMMENT in card.inner_text()
        card.get_by_role("link", name="Korjaa").click()
        assert COMMENT in page.locator("main").inner_text()
        assert page.get_by_label(SENTENCE).input_value() == "Työ etenee."
        page.get_by_label(SENTENCE).fill("Työ etenee ja valmistuu toukokuussa.")
        page.get_by_role("button", name="Lähetä").click()
        page.goto("/desk/")
        assert COMMENT not in page.locator("main").inner_text()
    with phone(reader, given.toni, has_scripts=False) as page:
        page.goto("/desk/")
        page.get_by_role("link", name="Lue ja hyväksy").first.click()
        assert "valmistuu toukokuussa" in page.locator("main").inner_text()
        page.get_by_role("button", name="Hyväksy", exact=True).click()
    assert list(EntryReview.objects.order_by("id").values_list("verdict", "reason")) == [
        ("RETURNED", COMMENT),
        ("APPROVED", ""),
    ]
    assert Entry.objects.order_by("-id")[0].done == "Työ etenee ja valmistuu toukokuussa."
