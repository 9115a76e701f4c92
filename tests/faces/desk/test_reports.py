"""The desk's reports: looked at, frozen, made into files, published, corrected, verified."""

import pytest
from django.db import connection
from django.test import Client

from ruori.accounts.models import User
from ruori.desk.report_work import STEPS
from ruori.jobs.actions import run_steps
from ruori.jobs.models import Job
from ruori.jobs.rules import State
from ruori.reports.models import Edition, EditionFile
from tests.parts.reports.frozen_year import (
    LATER,
    FrozenYear,
    edition_of,
    frozen_year,
    open_year,
    published_year,
)

pytestmark = pytest.mark.django_db


def window(name: str) -> Client:
    """The browser of somebody who has signed in."""
    client = Client()
    client.force_login(User.objects.get(email=f"{name}@esimerkki.invalid"))
    return client


def seen(client: Client, address: str, status: int = 200) -> str:
    """A page as words."""
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def frozen_edition(year: FrozenYear) -> Edition:
    """The year's edition as a row."""
    return Edition.objects.get(pk=edition_of(year).pk)


def test_aino_sees_what_can_be_frozen() -> None:
    year = frozen_year()
    page = seen(window("aino"), "/desk/editions/")
    assert "Kierros 2025" in page
    assert "Valmis jäädytettäväksi." in page
    assert f"/desk/reports/{year.round.pk}/" in page


def test_the_report_is_looked_at_before_its_round_is_frozen_but_not_frozen() -> None:
    year = open_year()
    page = seen(window("aino"), f"/desk/reports/{year.round.pk}/")
    assert "Esikatselu" in page
    assert "Liikuntapaikka avattiin." in page
    assert "Jäädytä raportti" not in page
    answer = window("aino").post(f"/desk/reports/{year.round.pk}/freeze/", follow=True)
    assert "Jäädytä kierros ensin" in answer.content.decode()
    assert not Edition.objects.exists()


def test_aino_freezes_makes_files_and_publishes() -> None:
    year = published_year()
    aino = window("aino")
    assert "Jäädytä raportti" in seen(aino, f"/desk/reports/{year.round.pk}/")
    answer = aino.post(f"/desk/reports/{year.round.pk}/freeze/", follow=True)
    edition = Edition.objects.get()
    assert answer.redirect_chain[-1][0] == f"/desk/editions/{edition.pk}/"
    assert "Raportti on jäädytetty." in answer.content.decode()
    assert edition.seal.hash[:8] in answer.content.decode()
    answer = aino.post(f"/desk/editions/{edition.pk}/files/")
    job = Job.objects.get()
    assert answer.headers["Location"] == f"/desk/work/{job.pk}/"
    assert run_steps(job_pk=job.pk, steps=STEPS, worker="w", clock=lambda: LATER) is State.DONE
    assert EditionFile.objects.count() == 9
    file = EditionFile.objects.filter(format="pdf", language="fi").get().file_id
    given = aino.get(f"/desk/editions/{edition.pk}/file/{file}/")
    assert given.content.startswith(b"%PDF-")
    answer = aino.post(f"/desk/editions/{edition.pk}/publish/", follow=True)
    assert "Laitos on julkaistu" in answer.content.decode()
    edition.refresh_from_db()
    assert edition.published_at is not None


def test_publishing_before_the_round_is_refused_in_words() -> None:
    edition = frozen_edition(frozen_year())
    answer = window("aino").post(f"/desk/editions/{edition.pk}/publish/", follow=True)
    assert "Julkaise kierros ensin" in answer.content.decode()


def test_a_correction_needs_its_reason() -> None:
    edition = frozen_edition(frozen_year())
    aino = window("aino")
    answer = aino.post(f"/desk/editions/{edition.pk}/correct/", {"reason": " "})
    assert answer.status_code == 422
    assert Edition.objects.count() == 1
    answer = aino.post(
        f"/desk/editions/{edition.pk}/correct/", {"reason": "Luku oli väärä."}, follow=True
    )
    assert "Luku oli väärä." in answer.content.decode()
    again = aino.post(f"/desk/editions/{edition.pk}/correct/", {"reason": "Taas."})
    assert again.status_code == 422
    assert "Uudempi laitos oikaisee jo tämän." in again.content.decode()


def test_verifying_tells_that_all_is_whole_or_what_is_broken() -> None:
    frozen_edition(frozen_year())
    aino = window("aino")
    assert "Kaikki on ehjää" in seen(aino, "/desk/editions/verify/")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE seals_seal SET body = replace(body, 'avattiin', 'suljettiin')")
    page = seen(aino, "/desk/editions/verify/")
    assert "Rikkoutunut" in page
    assert "Tavoitteiden toteutuminen 2025" in page
    broken = seen(aino, f"/desk/editions/{Edition.objects.get().pk}/")
    assert "Tämä laitos on rikkoutunut" in broken
    assert "suljettiin" not in broken


def test_a_figure_of_an_unpublished_report_leads_to_the_desk() -> None:
    year = frozen_year()
    answer = window("aino").get(f"/r/plans.measure/{year.reported.pk}/")
    assert answer.status_code == 302
    entry = year.reported.entries.get()
    answer = window("aino").get(f"/r/followup.entry/{entry.pk}/")
    assert answer.headers["Location"] == f"/desk/r/followup.entry/{entry.pk}/"


@pytest.mark.parametrize("name", ["liisa", "eero", "matti"])
def test_others_find_nothing_there(name: str) -> None:
    year = frozen_year()
    edition = frozen_edition(year)
    client = window(name)
    for address in (
        "/desk/editions/",
        "/desk/editions/verify/",
        f"/desk/editions/{edition.pk}/",
        f"/desk/reports/{year.round.pk}/",
    ):
        assert client.get(address).status_code == 404
    for address in (
        f"/desk/reports/{year.round.pk}/freeze/",
        f"/desk/editions/{edition.pk}/files/",
        f"/desk/editions/{edition.pk}/publish/",
        f"/desk/editions/{edition.pk}/correct/",
    ):
        assert client.post(address).status_code == 404
    assert Edition.objects.count() == 1


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    answer = client.get("/desk/editions/")
    assert answer.status_code == 302
    assert "sign-in" in answer.headers["Location"]


def test_what_is_not_there_is_not_found() -> None:
    frozen_year()
    aino = window("aino")
    for address in (
        "/desk/reports/999/",
        "/desk/editions/999/",
        "/desk/editions/999/file/1/",
        "/desk/r/nothing.here/1/",
    ):
        assert aino.get(address).status_code == 404
