"""The outbox on the desk, and the choice of letters on one's own page."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from pytest_django import DjangoAssertNumQueries

from ruori.accounts.models import User
from ruori.cli.duties import DUTIES as TIMER
from ruori.desk.letters import DUTIES
from ruori.notices import actions, queries
from ruori.notices.models import Delivery
from ruori.notices.rules.letters import State, Topic
from ruori.organisation.rules import SYSTEM, Viewer
from tests import city
from tests.parts.notices.given import SOON_DAY, Reporting, person_of, reporting

pytestmark = pytest.mark.django_db


def browser(viewer: Viewer) -> Client:
    """Somebody signed in."""
    client = Client()
    client.force_login(User.objects.get(pk=viewer.actor.user_id or 0))
    return client


def waiting(count: int = 1) -> tuple[Reporting, list[Delivery]]:
    """So many letters that wait."""
    given = reporting()
    more_letters(given, count - 1)
    return given, list(Delivery.objects.order_by("id"))


def more_letters(given: Reporting, count: int) -> None:
    """Letters to so many others, and to Liisa."""
    for number in range(count):
        holder = city.person(f"Vastaaja{number}{count}", account=True)
        post = city.post(f"vastaa-{number}-{count}", given.kemi.schools, holder=holder)
        city.measure(given.plan, given.goal, given.kemi.schools, post=post, name=f"Teko {number}")
    actions.queue_reminders(by=SYSTEM, at=SOON_DAY)


def test_the_keeper_sees_what_waits_and_what_came_back() -> None:
    given, (first, second) = waiting(2)
    Delivery.objects.filter(pk=first.pk).update(
        state=State.BOUNCED, last_error="550 No such user", ended_at=SOON_DAY
    )
    page = browser(given.aino).get(reverse("desk:letters")).content.decode()
    assert "1 odottaa, 0 lähetetty, 1 ei voitu lähettää" in page
    assert "Osoitteet, jotka eivät toimi" in page
    assert "550 No such user" in page
    assert page.index(f"/desk/letters/{first.pk}/") < page.index(f"/desk/letters/{second.pk}/")
    assert "Ajastin ei ole koskaan käynyt" in page


def test_the_keeper_corrects_the_address_and_the_letter_goes_there() -> None:
    given, (letter,) = waiting()
    Delivery.objects.filter(pk=letter.pk).update(state=State.BOUNCED, ended_at=SOON_DAY)
    client = browser(given.aino)
    place = reverse("desk:change_person", args=[letter.person_id])
    assert place in client.get(reverse("desk:letters")).content.decode()
    row = letter.person
    words = {"version": row.version, "name": row.name, "work_email": "uusi@esimerkki.invalid"}

    assert client.post(place, words).status_code == 302

    assert queries.receivers([row.pk])[row.pk].address == "uusi@esimerkki.invalid"
    assert place not in client.get(reverse("desk:letters")).content.decode()
    both = client.post(place, {**words, "work_email": "toinen@esimerkki.invalid"})
    assert both.status_code == 409
    assert "uusi@esimerkki.invalid" in both.content.decode()


def test_an_address_of_somebody_else_is_refused_at_its_field() -> None:
    given, (letter,) = waiting()
    row = person_of(given.eero)
    place = reverse("desk:change_person", args=[letter.person_id])
    words = {"version": letter.person.version, "name": "Nimi", "work_email": row.work_email}
    answer = browser(given.aino).post(place, words)
    assert answer.status_code == 422
    assert "id_work_email" in answer.content.decode()
    assert person_of(given.liisa).name != "Nimi"


def test_the_keeper_is_told_when_the_city_has_no_mail_server() -> None:
    given, _ = waiting()
    client = browser(given.aino)
    place = reverse("desk:letters")
    with override_settings(CAN_MAIL=True):
        assert "ei ole sähköpostipalvelinta" not in client.get(place).content.decode()
    with override_settings(CAN_MAIL=False):
        assert "ei ole sähköpostipalvelinta" in client.get(place).content.decode()


def test_a_letter_shows_its_text_without_its_links() -> None:
    given, (letter,) = waiting()
    page = browser(given.aino).get(reverse("desk:letter", args=[letter.pk])).content.decode()
    assert "Avataan uusi liikuntapaikka" in page
    assert "https://…" in page
    assert "[[" not in page


def test_a_letter_is_left_unsent_and_sent_again_from_its_page() -> None:
    given, (letter,) = waiting()
    client = browser(given.aino)
    client.post(reverse("desk:letter_leave", args=[letter.pk]), {"version": letter.version})
    letter.refresh_from_db()
    assert letter.state == State.CANCELLED
    client.post(reverse("desk:letter_again", args=[letter.pk]), {"version": letter.version})
    letter.refresh_from_db()
    assert letter.state == State.QUEUED


def test_a_press_on_an_old_page_changes_nothing_and_says_why() -> None:
    given, (letter,) = waiting()
    client = browser(given.aino)
    place = reverse("desk:letter_leave", args=[letter.pk])
    client.post(place, {"version": letter.version})
    answer = client.post(place, {"version": letter.version}, follow=True)
    assert "Vain odottavan kirjeen voi jättää lähettämättä." in answer.content.decode()


def test_the_outbox_asks_as_often_for_many_letters_as_for_few(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    given, _ = waiting(2)
    client = browser(given.aino)
    place = reverse("desk:letters")
    with django_assert_max_num_queries(14):
        client.get(place)
    more_letters(given, 12)
    with django_assert_max_num_queries(14):
        client.get(place)


def test_the_early_reminders_are_declined_on_ones_own_page() -> None:
    given = reporting()
    client = browser(given.liisa)
    place = reverse("desk:choose_letters")
    liisa = person_of(given.liisa).pk
    client.post(place, {})
    assert not queries.wants(liisa, Topic.EARLY_REMINDERS)
    assert "checked" not in early_box(client)
    client.post(place, {"early": "on"})
    assert queries.wants(liisa, Topic.EARLY_REMINDERS)
    assert "checked" in early_box(client)


def early_box(client: Client) -> str:
    """The box of the early reminders as it stands on the account's page."""
    page = client.get(reverse("desk:account")).content.decode()
    start = page.index('name="early"')
    return page[page.rindex("<input", 0, start) : page.index(">", start)]


def test_every_duty_of_the_timer_has_its_words_on_the_page() -> None:
    assert {duty.code: duty.words for duty in TIMER} == DUTIES
    assert all(gettext(words) != words for words in DUTIES.values())
    with translation.override("sv"):
        assert all(gettext(words) != words for words in DUTIES.values())
