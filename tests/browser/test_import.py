"""The import, looked at: every page of it by axe, on a phone, and the whole way without scripts."""

import pytest

from ruori.accounts.models import User
from ruori.intake.models import Draft
from ruori.plans.models import Plan
from tests.browser.looking import (
    PHONE,
    SCHEMES,
    Reader,
    Scheme,
    axe,
    scrolls_sideways,
    small_targets,
)
from tests.city import small_kemi
from tests.parts.intake.given import SMALL, founding_page, opened, settled


@pytest.fixture
def aino(transactional_db: None) -> User:
    """The strategy manager of the small city."""
    small_kemi()
    return User.objects.get(email="aino@esimerkki.invalid")


def addresses(draft: Draft) -> dict[str, str]:
    """Every kind of page the import has."""
    here = f"/desk/imports/{draft.pk}/"
    return {
        "list": "/desk/imports/",
        "review": here,
        "plan": f"{here}rows/0/",
        "element": f"{here}rows/0.1/",
        "drop": f"{here}rows/0.1/drop/",
        "line": f"{here}lines/{2 if draft.source == SMALL else 3}/",
    }


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing(reader: Reader, aino: User, scheme: Scheme) -> None:
    draft = opened(founding_page())
    with reader.window(user=aino, scheme=scheme) as page:
        for name, address in addresses(draft).items():
            page.goto(address)
            assert axe(page) == [], name


def test_axe_finds_nothing_when_a_deed_was_refused(reader: Reader, aino: User) -> None:
    draft = opened()
    with reader.window(user=aino) as page:
        page.goto("/desk/imports/")
        page.get_by_role("button", name="Lue sivu").click()
        assert page.title().startswith("Virhe:")
        assert axe(page) == []
        page.goto(f"/desk/imports/{draft.pk}/rows/0.1/drop/")
        page.get_by_role("button", name="Jätä pois").click()
        assert axe(page) == []


def test_axe_finds_nothing_when_all_is_settled_and_accepted(reader: Reader, aino: User) -> None:
    draft = settled(opened())
    with reader.window(user=aino) as page:
        page.goto(f"/desk/imports/{draft.pk}/")
        assert axe(page) == []
        page.get_by_role("button", name="Hyväksy suunnitelmiksi").click()
        assert axe(page) == []
    assert Plan.objects.count() == 2


def test_it_fits_a_phone(reader: Reader, aino: User) -> None:
    draft = opened(founding_page())
    with reader.window(user=aino, width=PHONE) as page:
        for name, address in addresses(draft).items():
            page.goto(address)
            assert not scrolls_sideways(page), name
            assert small_targets(page) == [], name


def test_the_whole_way_without_scripts(reader: Reader, aino: User) -> None:
    with reader.window(user=aino, has_scripts=False) as page:
        page.goto("/desk/imports/")
        page.get_by_label("Sivun teksti").fill(SMALL)
        page.get_by_role("button", name="Lue sivu").click()
        page.get_by_role("button", name="Hyväksy kaikki 4 varmaa riviä").click()
        page.get_by_role("button", name="Hyväksy", exact=True).click()
        page.get_by_role("link", name="Jätä pois rivi 2").click()
        page.get_by_role("button", name="Jätä pois").click()
        page.get_by_role("button", name="Hyväksy suunnitelmiksi").click()
        page.get_by_role("link", name="Suvikaupungin kaupunkistrategia 2026-2029").click()
        assert page.get_by_role("heading", level=1).inner_text() == (
            "Suvikaupungin kaupunkistrategia 2026-2029"
        )
    assert Plan.objects.count() == 2


def test_the_whole_way_by_keyboard(reader: Reader, aino: User) -> None:
    draft = opened()
    with reader.window(user=aino) as page:
        page.goto(f"/desk/imports/{draft.pk}/")
        page.get_by_role("button", name="Hyväksy kaikki 4 varmaa riviä").focus()
        page.keyboard.press("Enter")
        link = page.get_by_role("link", name="Korjaa ohjelma Ikäohjelma 2026")
        link.focus()
        page.keyboard.press("Enter")
        page.get_by_label("Nimi").focus()
        page.keyboard.press("End")
        page.keyboard.type("–2028")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Ikäohjelma 2026–2028").wait_for()
