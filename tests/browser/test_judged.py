"""Deviations and summaries before a browser: by keyboard, without scripts, nothing lost."""

import pytest
from django.utils import timezone

from ruori.accounts.models import User
from ruori.followup.models import Deviation
from ruori.kernel.moments import now
from ruori.organisation import queries as organisation
from tests.browser.demo import Kemi, acted_deviation, open_round, report_late


@pytest.fixture
def db() -> None:
    """Nothing is rolled back between these tests: they look at one city (conftest.py)."""


def test_the_one_without_a_reaction_is_first_and_gets_one_without_scripts(kemi: Kemi) -> None:
    report_late("YM-4")
    with kemi.window("aino", has_scripts=False) as page:
        page.goto("/desk/deviations/")
        assert page.locator("h2").first.inner_text() == "Ilman reaktiota"
        page.locator("main h3 a").first.click()
        page.get_by_label("Mitä asialle tehdään").fill("Pidetään perehdytykset marraskuussa.")
        page.get_by_role("button", name="Tallenna reaktio").click()
        assert page.title().startswith("Virhe:")
        page.get_by_label("Kuka tekee").select_option(index=1)
        page.get_by_label("Mihin mennessä").fill("2026-11-30")
        page.get_by_role("button", name="Tallenna reaktio").click()
        page.goto("/desk/deviations/")
        assert page.locator("h2").first.inner_text() == "Reaktio on"


def test_an_effect_is_verified_by_another_with_the_keyboard(kemi: Kemi) -> None:
    place = f"/desk/deviations/{acted_deviation()}/"
    with kemi.window("aino") as page:
        page.goto(place)
        assert page.get_by_label("Mistä näkyy, auttoiko se").count() == 0
    with kemi.window(head_above()) as page:
        page.goto(place)
        page.get_by_label("Mistä näkyy, auttoiko se").fill("Kävijät lisääntyivät.")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Sulje poikkeama").click()
        assert page.locator(".r-saved").count() == 1
    assert Deviation.objects.filter(state="CLOSED").count() == 1


def head_above() -> str:
    """The account of the nearest head above the unit of the acted deviation."""
    chart = organisation.chart(now(timezone.now()))
    unit: int | None = Deviation.objects.get(pk=acted_deviation()).unit_id
    while unit is not None:
        holders = chart.holders.get(chart.head_of.get(unit) or 0, ())
        user = User.objects.filter(person__in=holders).first()
        if user is not None and not user.email.startswith("aino@"):
            return user.email.split("@")[0]
        unit = chart.parent_of.get(unit)
    raise LookupError("no head above has an account")


def test_a_text_from_below_is_put_in_and_what_was_typed_stays(kemi: Kemi) -> None:
    with kemi.window("aino", has_scripts=False) as page:
        page.goto(f"/desk/rounds/{open_round()}/")
        places = [
            link.get_attribute("href") or "" for link in page.locator("a[href*='/units/']").all()
        ]
        for place in places:
            page.goto(place)
            if page.get_by_role("button", name="Lisää tekstiin").count():
                break
        page.get_by_label("Vastuualueen yhteenveto").fill("Oma alku.")
        page.get_by_role("button", name="Lisää tekstiin").first.click()
        kept = page.get_by_label("Vastuualueen yhteenveto").input_value()
        assert kept.startswith("Oma alku.")
        assert len(kept) > len("Oma alku.") + 5
