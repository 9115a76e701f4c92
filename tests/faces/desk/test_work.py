"""The page of long work: what it tells, to whom, and what can be done on it."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from ruori.accounts.models import User
from ruori.accounts.rules import Actor, ActorKind
from ruori.jobs.actions import beat
from ruori.jobs.models import Job
from ruori.jobs.rules import State
from ruori.organisation.models import Person, Role
from ruori.organisation.rules import RoleCode
from tests.parts.jobs.deeds import asked, run
from tests.parts.jobs.work import AT, counting

pytestmark = pytest.mark.django_db


def account(name: str) -> User:
    """An account of the staff."""
    return User.objects.create(email=f"{name}@example.org", is_active=True, language="fi")


def window(user: User) -> Client:
    """The browser of one who is signed in."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def liisa() -> User:
    """Who asks for the work."""
    return account("liisa")


@pytest.fixture
def aino() -> User:
    """The strategy manager."""
    user = account("aino")
    person = Person.objects.create(name="Esimerkki Aino", user=user)
    Role.objects.create(
        code=RoleCode.STRATEGY_MANAGER, person=person, valid_from=date(2026, 1, 1), recorded_at=AT
    )
    return user


def job_of(user: User, **parameters: str) -> Job:
    """A job that this account asked for."""
    return asked(Actor(ActorKind.USER, user.pk, "Liisa"), "COUNT", counting, **parameters)


def seen(client: Client, job: Job, **headers: str) -> str:
    """The page of a job as words."""
    answer = client.get(f"/desk/work/{job.pk}/", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_waiting_job_tells_that_nobody_works(liisa: User) -> None:
    job = job_of(liisa)
    words = seen(window(liisa), job)
    assert "<h1>Laskenta</h1>" in words
    assert "Jonossa" in words
    assert "Pyytäjä: Liisa" in words
    assert "ei ole käynnissä" in words


def test_a_waiting_job_tells_its_place(liisa: User) -> None:
    first, second = job_of(liisa, mark="a"), job_of(liisa, mark="b")
    beat(worker="w1", at=timezone.now())
    assert "Vuorossa seuraavana." in seen(window(liisa), first)
    assert "Paikka jonossa: 2." in seen(window(liisa), second)


def test_a_running_job_tells_its_steps_and_counts(liisa: User) -> None:
    job = job_of(liisa, how="killed")
    with pytest.raises(SystemExit):
        run(job)
    Job.objects.filter(pk=job.pk).update(done_count=118, total=281, started_at=timezone.now())
    words = seen(window(liisa), job)
    assert 'value="118" max="281"' in words
    assert 'aria-current="step"' in words
    assert "Työ on käynnissä" in words


def test_a_failed_job_tells_why_and_can_be_started_again(liisa: User) -> None:
    job = job_of(liisa, how="refused")
    run(job)
    client = window(liisa)
    assert "The round 2025 is still open." in seen(client, job)
    answer = client.post(f"/desk/work/{job.pk}/again/")
    assert answer["Location"] == f"/desk/work/{job.pk}/"
    job.refresh_from_db()
    assert job.state == State.QUEUED


def test_a_done_job_tells_its_outcome_and_asks_no_more(liisa: User) -> None:
    job = job_of(liisa, mark="a")
    run(job)
    words = seen(window(liisa), job)
    assert "1 counted." in words
    assert "hx-get" not in words
    assert "htmx" not in words
    assert "Päivitä" not in words


def test_liisa_cancels_her_job(liisa: User) -> None:
    job = job_of(liisa)
    client = window(liisa)
    assert "Keskeytä työ" in seen(client, job)
    assert client.post(f"/desk/work/{job.pk}/cancel/").status_code == 302
    assert "Työ on keskeytetty" in seen(client, job)


def test_cancelling_too_late_is_told_in_words(liisa: User) -> None:
    job = job_of(liisa)
    run(job)
    answer = window(liisa).post(f"/desk/work/{job.pk}/cancel/", follow=True)
    assert "Työ on jo päättynyt." in answer.content.decode()


def test_aino_sees_and_cancels_liisas_job(liisa: User, aino: User) -> None:
    job = job_of(liisa)
    client = window(aino)
    assert "Laskenta" in seen(client, job)
    client.post(f"/desk/work/{job.pk}/cancel/")
    job.refresh_from_db()
    assert job.state == State.CANCELLED


@pytest.mark.parametrize("deed", ["", "cancel/", "again/"])
def test_for_matti_liisas_job_is_not_there(liisa: User, deed: str) -> None:
    job = job_of(liisa)
    client = window(account("matti"))
    address = f"/desk/work/{job.pk}/{deed}"
    answer = client.post(address) if deed else client.get(address)
    assert answer.status_code == 404
    job.refresh_from_db()
    assert job.state == State.QUEUED


def test_a_stranger_is_asked_to_sign_in(liisa: User) -> None:
    answer = Client().get(f"/desk/work/{job_of(liisa).pk}/")
    assert answer.status_code == 302


def test_looking_changes_nothing_and_cancelling_is_no_link(liisa: User) -> None:
    job = job_of(liisa)
    assert window(liisa).get(f"/desk/work/{job.pk}/cancel/").status_code == 405


def test_a_poll_answers_only_the_part_that_changes(liisa: User) -> None:
    job = job_of(liisa)
    client = window(liisa)
    answer = client.get(f"/desk/work/{job.pk}/?heard=QUEUED", headers={"HX-Request": "true"})
    words = answer.content.decode()
    assert "HX-Request" in answer["Vary"]
    assert "<html" not in words
    assert 'hx-trigger="every 2s"' in words
    assert 'id="status"' not in words


def test_a_listener_is_told_what_is_new_once(liisa: User) -> None:
    job = job_of(liisa)
    run(job)
    client = window(liisa)
    words = client.get(
        f"/desk/work/{job.pk}/?heard=QUEUED", headers={"HX-Request": "true"}
    ).content.decode()
    assert '<div id="status" hx-swap-oob="innerHTML">Laskenta: Työ on valmis.</div>' in words
    assert "hx-trigger" not in words
    assert 'id="work-deeds"' in words
