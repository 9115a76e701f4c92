"""The Excel round looked at: downloaded, filled in, uploaded, chosen and taken, without scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from ruori.accounts.models import User
from ruori.followup import actions
from ruori.followup.models import Entry
from ruori.kernel.codes import Progress
from ruori.organisation.rules import SYSTEM
from tests.browser.looking import (
    PHONE,
    SCHEMES,
    Reader,
    Scheme,
    axe,
    scrolls_sideways,
    small_targets,
)
from tests.parts.followup import given
from tests.parts.followup.given import Reporting
from tests.parts.intake.sheets import GOAL, MEASURE, Answers, filled


@pytest.fixture
def told(transactional_db: None) -> Reporting:
    """The small city with an open round, as it is today."""
    return given.reporting()


def given_user(told: Reporting) -> User:
    """The head of education."""
    return User.objects.get(pk=told.liisa.actor.user_id or 0)


def faults(page: Page) -> list[str]:
    """What is wrong with the open page."""
    return [*axe(page), *small_targets(page), *(["sideways"] if scrolls_sideways(page) else [])]


def place(told: Reporting) -> str:
    """The page of education's sheet."""
    return f"/desk/rounds/{told.round.pk}/units/{told.kemi.education.pk}/sheet/"


def upload(page: Page, told: Reporting, answers: dict[str, Answers], folder: Path) -> None:
    """Download the sheet, fill it in with another program, and upload it."""
    page.goto(place(told))
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Lataa taulukko (Excel)").click()
    kept = folder / "opetus.xlsx"
    kept.write_bytes(filled(Path(waiting.value.path()).read_bytes(), answers))
    page.get_by_label("Täytetty taulukko").set_input_files(kept)
    page.get_by_role("button", name="Lataa ja katso muutokset").click()


def another_answers(told: Reporting) -> None:
    """Somebody else reports the measure while the sheet is away."""
    actions.report_measure(
        round=told.round,
        measure=told.measure,
        progress=Progress.ON_SCHEDULE,
        done="Työ jatkuu.",
        by=SYSTEM,
        at=given.LATER,
    )


def test_a_sheet_goes_the_whole_way_without_scripts(
    reader: Reader, told: Reporting, tmp_path: Path
) -> None:
    answers: dict[str, Answers] = {
        MEASURE: {"word": "Valmis", "done": "Avattiin."},
        GOAL: {"word": "melkein"},
    }
    with reader.window(user=given_user(told), has_scripts=False) as page:
        upload(page, told, answers, tmp_path)
        assert "1 uutta" in page.locator("h1 + p").inner_text()
        assert "”melkein” ei ole luettelon sana." in page.inner_text("main")
        page.get_by_role("button", name="Ota käyttöön").click()
        assert "1 vastaus otettiin käyttöön." in page.locator(".r-saved").inner_text()
    assert Entry.objects.get().done == "Avattiin."


@pytest.mark.parametrize("scheme", SCHEMES)
def test_its_pages_are_for_all_in_light_and_dark_and_on_a_phone(
    reader: Reader, told: Reporting, tmp_path: Path, scheme: Scheme
) -> None:
    answers: dict[str, Answers] = {
        MEASURE: {"word": "Valmis", "done": "Avattiin."},
        GOAL: {
            "word": "Vaarassa",
            "done": "Huolettaa.",
            "cause": "Rahoitus.",
            "action": "Haetaan.",
        },
        "Teko 0": {"word": "melkein"},
    }
    given.more_measures(told, 1, reported=False)
    with reader.window(user=given_user(told), scheme=scheme, width=PHONE) as page:
        page.goto(place(told))
        assert faults(page) == []
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Lataa taulukko (Excel)").click()
        kept = tmp_path / "opetus.xlsx"
        kept.write_bytes(filled(Path(waiting.value.path()).read_bytes(), answers))
        another_answers(told)
        page.get_by_label("Täytetty taulukko").set_input_files(kept)
        page.get_by_role("button", name="Lataa ja katso muutokset").click()
        assert "Työ jatkuu." in page.inner_text("main")
        assert faults(page) == []
        page.get_by_role("button", name="Ota käyttöön").click()
        assert "Valitse, kumpi vastaus jää voimaan." in page.inner_text("main")
        assert faults(page) == []
        page.get_by_label("Taulukossani oleva").check()
        page.get_by_role("button", name="Ota käyttöön").click()
        assert "2 vastausta otettiin käyttöön." in page.locator(".r-saved").inner_text()
        page.set_viewport_size({"width": 1280, "height": 900})
        assert faults(page) == []
