"""The page of long work, looked at: it follows the work by itself, and waits without scripts."""

import pytest
from django.utils import timezone

from ruori.accounts.models import User
from ruori.accounts.rules import Actor, ActorKind
from ruori.jobs.models import Job
from ruori.jobs.rules import Outcome, State, kept_outcome
from tests.browser.looking import (
    PHONE,
    SCHEMES,
    Reader,
    Scheme,
    axe,
    focused,
    scrolls_sideways,
    small_targets,
)
from tests.parts.jobs.deeds import asked

STEPS = [
    {"code": "A", "words": "Luetaan rivejä", "unit": "riviä"},
    {"code": "B", "words": "Tallennetaan", "unit": "riviä"},
]


@pytest.fixture
def liisa(transactional_db: None) -> User:
    """Who asked for the work."""
    return User.objects.create(email="liisa@example.org", is_active=True, language="fi")


def job_of(user: User) -> Job:
    """A job in the queue."""
    return asked(Actor(ActorKind.USER, user.pk, "Liisa"))


def goes_on(job: Job, done: int) -> None:
    """The worker has come so far in the first step."""
    Job.objects.filter(pk=job.pk).update(
        state=State.RUNNING, started_at=timezone.now(), steps=STEPS, done_count=done, total=281
    )


def ends(job: Job) -> None:
    """The worker is ready."""
    Job.objects.filter(pk=job.pk).update(
        state=State.DONE,
        finished_at=timezone.now(),
        steps_done=["A", "B"],
        result=kept_outcome(Outcome("281 riviä tallennettu.")),
    )


def test_the_page_follows_the_work_and_keeps_the_keyboard(reader: Reader, liisa: User) -> None:
    job = job_of(liisa)
    with reader.window(user=liisa) as page:
        page.goto(f"/desk/work/{job.pk}/")
        page.focus("text=Keskeytä työ")
        goes_on(job, 118)
        page.wait_for_selector("text=118/281 riviä")
        assert page.inner_text("#status") == "Neljännes tehty."
        assert axe(page) == []
        goes_on(job, 150)
        page.wait_for_selector("text=150/281 riviä")
        assert page.inner_text("#status") == "Puolet tehty."
        assert focused(page) == "Keskeytä työ"
        ends(job)
        page.wait_for_selector("text=281 riviä tallennettu.")
        assert page.inner_text("#status") == "Laskenta: Työ on valmis."
        assert page.query_selector("text=Keskeytä työ") is None
        assert axe(page) == []


def test_without_scripts_the_reader_asks_how_far_it_is(reader: Reader, liisa: User) -> None:
    job = job_of(liisa)
    with reader.window(user=liisa, has_scripts=False) as page:
        page.goto(f"/desk/work/{job.pk}/")
        goes_on(job, 118)
        page.click("text=Päivitä")
        assert "118/281 riviä" in page.inner_text("main")
        page.click("text=Keskeytä työ")
        assert "keskeytetään ennen seuraavaa vaihetta" in page.inner_text("main")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_it_fits_a_phone_in_light_and_dark(reader: Reader, liisa: User, scheme: Scheme) -> None:
    job = job_of(liisa)
    goes_on(job, 118)
    with reader.window(user=liisa, scheme=scheme, width=PHONE) as page:
        page.goto(f"/desk/work/{job.pk}/")
        assert axe(page) == []
        assert not scrolls_sideways(page)
        assert small_targets(page) == []
