"""Editions looked at in public and on the desk: light, dark, on a phone, and a figure followed."""

import re

import pytest

from ruori.accounts.models import User
from ruori.followup.models import Entry
from ruori.reports.actions import publish_edition
from ruori.reports.models import Edition
from tests.browser.looking import (
    DESKTOP,
    PHONE,
    SCHEMES,
    Reader,
    Scheme,
    axe,
    scrolls_sideways,
    small_targets,
)
from tests.parts.reports.frozen_year import LATER, edition_of, published_year


@pytest.fixture
def edition(transactional_db: None) -> Edition:
    """A published edition of a small year."""
    year = published_year()
    made = Edition.objects.get(pk=edition_of(year).pk)
    publish_edition(edition=made, by=year.kemi.aino, at=LATER)
    return made


@pytest.fixture
def aino(edition: Edition) -> User:
    """Who steers."""
    return User.objects.get(email="aino@esimerkki.invalid")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("place", ["/julkaisut/", "/r/reports.edition/{pk}/"])
def test_public_pages_are_for_everybody(
    reader: Reader, edition: Edition, scheme: Scheme, width: int, place: str
) -> None:
    with reader.window(scheme=scheme, width=width) as page:
        page.goto(place.format(pk=edition.pk))
        assert axe(page) == []
        assert not scrolls_sideways(page)
        assert small_targets(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    "place",
    [
        "/desk/editions/",
        "/desk/editions/verify/",
        "/desk/editions/{pk}/",
        "/desk/reports/{round}/",
    ],
)
def test_desk_pages_are_for_everybody_on_the_staff(
    reader: Reader, edition: Edition, aino: User, scheme: Scheme, place: str
) -> None:
    with reader.window(scheme=scheme, width=PHONE, user=aino) as page:
        page.goto(place.format(pk=edition.pk, round=edition.round_id))
        assert axe(page) == []
        assert not scrolls_sideways(page)
        assert small_targets(page) == []


def test_a_resident_follows_a_figure_to_its_entry_without_scripts(
    reader: Reader, edition: Edition
) -> None:
    entry = Entry.objects.get()
    with reader.window(has_scripts=False) as page:
        page.goto(f"/r/reports.edition/{edition.pk}/")
        link = page.locator(f'a[href$="/r/followup.entry/{entry.pk}/"]').first
        address = link.get_attribute("href") or ""
        # The edition names the city's public address; the test's city runs elsewhere.
        page.goto(re.sub(r"^https://[^/]+", "", address))
        assert page.url.endswith(f"#merkinta-{entry.pk}")
        assert "Liikuntapaikka avattiin." in page.inner_text(f"#merkinta-{entry.pk}")
