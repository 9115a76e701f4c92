"""Publications in public: only what is published, whole or not at all, and figures that lead on."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from ruori.config.settings import REPORT_FONTS
from ruori.followup.models import Entry, Judgement
from ruori.organisation.rules import SYSTEM
from ruori.reports.actions import correct_edition, keep_rendering, publish_edition
from ruori.reports.models import Edition
from ruori.reports.rules import Format
from tests.parts.reports.frozen_year import (
    BASE,
    LATER,
    FrozenYear,
    edition_of,
    frozen_year,
    published_year,
)

pytestmark = pytest.mark.django_db


def publish(year: FrozenYear) -> Edition:
    """The year's edition, for everybody to read."""
    edition = Edition.objects.get(pk=edition_of(year).pk)
    publish_edition(edition=edition, by=year.kemi.aino, at=LATER)
    return edition


def seen(client: Client, address: str) -> str:
    """A page as words, redirects followed."""
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_publications_the_page_says_so(client: Client) -> None:
    frozen_year()
    assert "Mitään ei ole vielä julkaistu." in seen(client, "/julkaisut/")


def test_an_unpublished_edition_is_nowhere(client: Client) -> None:
    year = published_year()
    made = edition_of(year)
    assert "Tavoitteiden toteutuminen" not in seen(client, "/julkaisut/")
    for address in (
        f"/julkaisut/{made.pk}-tavoitteiden-toteutuminen-2025/",
        f"/julkaisut/{made.pk}/fi/pdf/",
        f"/r/reports.edition/{made.pk}/",
    ):
        assert client.get(address).status_code == 404


def test_a_published_edition_is_listed_and_read_whole(client: Client) -> None:
    edition = publish(published_year())
    assert "Tavoitteiden toteutuminen 2025" in seen(client, "/julkaisut/")
    page = seen(client, f"/r/reports.edition/{edition.pk}/")
    assert "Liikuntapaikka avattiin." in page
    assert edition.seal.hash[:8] in page
    assert "<h1>Tavoitteiden toteutuminen 2025</h1>" in page


@pytest.mark.parametrize(("prefix", "words"), [("/sv", "Måluppfyllelsen"), ("/en", "Attainment")])
def test_the_edition_is_read_in_each_language(client: Client, prefix: str, words: str) -> None:
    edition = publish(published_year())
    assert words in seen(client, f"{prefix}/r/reports.edition/{edition.pk}/")


@pytest.mark.parametrize("name", list(Format))
def test_each_file_is_given_as_a_download(client: Client, name: Format) -> None:
    edition = publish(published_year())
    answer = client.get(f"/julkaisut/{edition.pk}/fi/{name.value}/")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.content


def test_a_kept_file_is_the_one_given(client: Client) -> None:
    edition = publish(published_year())
    address = f"/julkaisut/{edition.pk}/fi/pdf/"
    written = client.get(address).content
    keep_rendering(
        edition=edition,
        language="fi",
        format_=Format.PDF,
        fonts=REPORT_FONTS,
        by=SYSTEM,
        at=LATER,
    )
    kept = client.get(address)
    assert kept.content == written
    assert kept.headers["ETag"]


@pytest.mark.parametrize("place", ["fi/exe", "xx/pdf"])
def test_no_other_files_are_there(client: Client, place: str) -> None:
    edition = publish(published_year())
    assert client.get(f"/julkaisut/{edition.pk}/{place}/").status_code == 404


def test_a_touched_edition_is_not_served(client: Client) -> None:
    edition = publish(published_year())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE seals_seal SET body = replace(body, 'avattiin', 'suljettiin')")
    answer = client.get(f"/r/reports.edition/{edition.pk}/", follow=True)
    assert answer.status_code == 503
    assert "Tätä laitosta ei näytetä" in answer.content.decode()
    assert "suljettiin" not in answer.content.decode()
    assert client.get(f"/julkaisut/{edition.pk}/fi/pdf/").status_code == 503


def test_a_corrected_edition_stays_with_a_notice(client: Client) -> None:
    year = published_year()
    old = publish(year)
    made = correct_edition(
        edition=old, reason="Luku oli väärä.", base=BASE, by=year.kemi.aino, at=LATER
    )
    assert "on oikaistu" not in seen(client, f"/r/reports.edition/{old.pk}/")
    newer = Edition.objects.get(pk=made.pk)
    publish_edition(edition=newer, by=year.kemi.aino, at=LATER)
    assert "Tämä laitos on oikaistu" in seen(client, f"/r/reports.edition/{old.pk}/")
    assert "Luku oli väärä." in seen(client, f"/r/reports.edition/{made.pk}/")


def test_a_figure_leads_to_the_entry_on_the_page_of_its_measure(client: Client) -> None:
    year = published_year()
    publish(year)
    entry = Entry.objects.get()
    answer = client.get(f"/r/followup.entry/{entry.pk}/")
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"#merkinta-{entry.pk}")
    assert f"/{year.reported.pk}-" in answer.headers["Location"]
    page = seen(client, answer.headers["Location"])
    assert f'id="merkinta-{entry.pk}"' in page
    assert "Liikuntapaikka avattiin." in page


def test_every_address_in_an_edition_leads_somewhere(client: Client) -> None:
    year = published_year()
    edition = publish(year)
    page = client.get(f"/julkaisut/{edition.pk}/fi/html/").content.decode()
    addresses = {part.split('"')[0] for part in page.split(f'href="{BASE}')[1:]}
    assert len(addresses) > 5
    for address in addresses:
        assert client.get(address).status_code == 302, address


def test_an_entry_of_an_unpublished_round_leads_nowhere(client: Client) -> None:
    frozen_year()
    assert client.get(f"/r/followup.entry/{Entry.objects.get().pk}/").status_code == 404
    for row in Judgement.objects.all():
        assert client.get(f"/r/followup.judgement/{row.pk}/").status_code == 404


@pytest.mark.parametrize("label", ["accounts.user", "organisation.person", "files.storedfile", "x"])
def test_other_labels_lead_nowhere(client: Client, label: str) -> None:
    frozen_year()
    assert client.get(f"/r/{label}/1/").status_code == 404


def test_the_list_asks_a_constant_number_of_questions(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    year = published_year()
    publish(year)
    with django_assert_max_num_queries(8):
        client.get("/julkaisut/")
