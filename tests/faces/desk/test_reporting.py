"""Reporting an area: one item after another, drafts kept, nothing typed is lost."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from ruori.accounts.models import PostedText, User
from ruori.desk.browsers import COOKIE, SALT
from ruori.followup.models import Entry, EntryDraft
from ruori.indicators.models import Series
from ruori.organisation.rules import SYSTEM, Viewer
from ruori.plans import actions as plans
from tests.parts.followup import given as g
from tests.parts.followup.given import Reporting, more_measures, reporting

pytestmark = pytest.mark.django_db
WORDS = {"version": 0, "progress": "ON_SCHEDULE", "done": "Etenee."}


@pytest.fixture(autouse=True)
def on_a_day_of_the_round(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the faces stands in the round."""
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 4, 9, tzinfo=UTC))


def window(viewer: Viewer) -> Client:
    """The browser of somebody who has signed in."""
    client = Client()
    client.force_login(user(viewer))
    return client


def user(viewer: Viewer) -> Any:
    """The account of somebody."""
    return User.objects.get(pk=viewer.actor.user_id or 0)


def form(given: Reporting) -> str:
    """The address of the measure's form."""
    return f"/desk/entry/{given.round.pk}/measure/{given.measure.pk}/"


def test_after_one_item_comes_the_next_with_thanks_and_undo() -> None:
    given = reporting()
    following = more_measures(given, 1, reported=False)[0]

    answer = window(given.liisa).post(form(given), WORDS)

    assert answer.headers["Location"].startswith(
        f"/desk/entry/{given.round.pk}/measure/{following.pk}/?sent="
    )
    page = window(given.liisa).get(answer.headers["Location"])
    assert page.status_code == 200
    shown = window(given.liisa)
    again = shown.post(f"/desk/entry/{given.round.pk}/measure/{following.pk}/", WORDS, follow=True)
    text = again.content.decode()
    assert "2/3 raportoitu" in text
    assert "Peru" in text


def test_the_list_has_a_form_for_each_and_counts() -> None:
    given = reporting()
    more_measures(given, 3, reported=False)

    page = window(given.liisa).get(f"/desk/rounds/{given.round.pk}/mine/").content.decode()

    assert page.count("data-keep=") == 5
    assert "0/5 raportoitu" in page


def test_the_list_asks_the_same_number_of_questions(
    django_assert_max_num_queries: Any,
) -> None:
    given = reporting()
    liisa = window(given.liisa)
    address = f"/desk/rounds/{given.round.pk}/mine/"
    liisa.get(address)
    with django_assert_max_num_queries(45) as few:
        liisa.get(address)
    more_measures(given, 6, reported=False)
    with django_assert_max_num_queries(len(few)):
        liisa.get(address)


def test_a_card_of_the_list_is_answered_in_place_or_with_a_page_alike() -> None:
    given = reporting()
    other = more_measures(given, 1, reported=False)[0]
    liisa = window(given.liisa)
    mine = {**WORDS, "list": "1"}

    by_script = liisa.post(form(given), mine, headers={"HX-Request": "true"})
    by_page = liisa.post(f"/desk/entry/{given.round.pk}/measure/{other.pk}/", mine)

    assert by_script.status_code == 200
    assert "<html" not in by_script.content.decode()
    assert "1/3 raportoitu" in by_script.content.decode()
    assert by_page.headers["Location"].startswith(f"/desk/rounds/{given.round.pk}/mine/")
    said = Entry.objects.order_by("pk").values_list("progress", "done", "channel")
    assert list(said) == [("ON_SCHEDULE", "Etenee.", "DESK")] * 2


def test_a_wrong_card_says_what_to_mend_and_keeps_what_was_typed() -> None:
    given = reporting()
    words = {**WORDS, "progress": "LATE", "done": "", "cause": "Rahat loppuivat.", "list": "1"}

    answer = window(given.liisa).post(form(given), words, headers={"HX-Request": "true"})

    assert answer.status_code == 422
    assert "Rahat loppuivat." in answer.content.decode()
    assert not Entry.objects.exists()


def test_nothing_changed_is_said_with_one_press_in_the_list() -> None:
    given = reporting()
    g.report(given, given.oona, done="Alku.")
    later = g.next_round(given)
    liisa = window(given.liisa)

    address = f"/desk/entry/{later.round.pk}/measure/{given.measure.pk}/same/"
    answer = liisa.post(address, {"version": 0, "list": "1"}, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert Entry.objects.filter(round=later.round, is_unchanged=True).exists()


def keep(given: Reporting, by: Viewer, **words: Any) -> Any:
    """What a script sends while one types."""
    return window(by).post(f"{form(given)}draft/", words, headers={"X-Autosave": "1"})


def test_what_is_typed_is_kept_and_offered_with_its_writer_and_time() -> None:
    given = reporting()

    answer = keep(given, given.oona, draft="", **WORDS)

    assert answer.status_code == 200
    assert answer.headers["X-Draft"] == "1"
    assert "Luonnos tallennettu klo\u00a011.00" in answer.content.decode()
    page = window(given.liisa).get(form(given)).content.decode()
    assert "Etenee." in page
    assert "Oona" in page


def test_two_who_type_at_once_see_both_texts_and_none_is_lost() -> None:
    given = reporting()
    keep(given, given.oona, draft="", done="Oonan sanat", version=0)

    answer = keep(given, given.liisa, draft="", done="Liisan sanat", version=0)

    assert answer.status_code == 409
    assert "Oonan sanat" in answer.content.decode()
    assert EntryDraft.objects.get().fields["done"] == "Oonan sanat"
    chosen = keep(given, given.liisa, draft="1", done="Oonan sanat\nLiisan sanat", version=0)
    assert chosen.status_code == 200


def test_one_who_types_on_in_another_tab_goes_on() -> None:
    given = reporting()
    keep(given, given.liisa, draft="", done="Alku", version=0)

    assert keep(given, given.liisa, draft="", done="Alku ja loppu", version=0).status_code == 200


def test_without_a_script_a_draft_is_kept_by_a_button_and_both_are_joined() -> None:
    given = reporting()
    keep(given, given.oona, draft="", done="Oonan sanat", version=0)
    liisa = window(given.liisa)
    mine = {"draft": "", "done": "Liisan sanat", "version": 0}

    both = liisa.post(f"{form(given)}draft/", mine)
    assert both.status_code == 409
    assert "Oonan sanat" in both.content.decode()
    assert "Liisan sanat" in both.content.decode()
    joined = liisa.post(f"{form(given)}draft/", {**mine, "draft": "1", "both": "1"}, follow=True)

    assert EntryDraft.objects.get().fields["done"] == "Oonan sanat\nLiisan sanat"
    assert "Luonnos tallennettu" in joined.content.decode()


def test_a_draft_of_another_that_was_not_seen_stays_after_sending() -> None:
    given = reporting()
    keep(given, given.oona, draft="", done="Oonan sanat", version=0)

    window(given.liisa).post(form(given), WORDS)

    assert EntryDraft.objects.get().fields["done"] == "Oonan sanat"


def test_a_draft_is_thrown_away_unless_written_to_meanwhile() -> None:
    given = reporting()
    keep(given, given.oona, draft="", done="Oonan sanat", version=0)
    liisa = window(given.liisa)

    liisa.post(f"{form(given)}draft/discard/", {"draft": "7"})
    assert EntryDraft.objects.exists()
    liisa.post(f"{form(given)}draft/discard/", {"draft": "1"})
    assert not EntryDraft.objects.exists()


def test_others_keep_and_throw_away_nothing() -> None:
    given = reporting()

    assert keep(given, given.eero, draft="", done="x", version=0).status_code == 404
    assert window(given.eero).post(f"{form(given)}draft/discard/").status_code == 404
    assert (
        window(given.liisa)
        .post(f"/desk/entry/{given.round.pk}/planet/{given.measure.pk}/draft/")
        .status_code
        == 404
    )


def test_a_closed_round_says_why_a_draft_is_not_kept() -> None:
    given = reporting()
    g.close(given)

    answer = keep(given, given.liisa, draft="", done="x", version=0)

    assert answer.status_code == 422
    assert "ei ota" in answer.content.decode()


def known(viewer: Viewer) -> Client:
    """A browser somebody has signed in with, after the session ended."""
    client = Client()
    client.cookies[COOKIE] = signing.dumps(viewer.actor.user_id, salt=SALT)
    return client


def test_what_is_sent_after_the_session_ended_waits_for_its_writer() -> None:
    given = reporting()
    away = known(given.liisa)

    answer = away.post(form(given), {**WORDS, "done": "Pitkä lause."})

    kept = PostedText.objects.get()
    assert f"kept%3D{kept.pk}" in answer.headers["Location"]
    page = window(given.liisa).get(f"{form(given)}?kept={kept.pk}").content.decode()
    assert "Pitkä lause." in page
    assert "Istuntosi oli päättynyt" in page
    window(given.liisa).post(f"{form(given)}?kept={kept.pk}", {**WORDS, "done": "Pitkä lause."})
    assert not PostedText.objects.exists()
    assert Entry.objects.get().done == "Pitkä lause."


def test_a_kept_text_is_shown_to_no_other_account() -> None:
    given = reporting()
    known(given.liisa).post(form(given), {**WORDS, "done": "Pitkä lause."})
    kept = PostedText.objects.get()

    page = window(given.oona).get(f"{form(given)}?kept={kept.pk}").content.decode()

    assert "Pitkä lause." not in page
    assert PostedText.objects.exists()


def test_a_stranger_s_browser_keeps_nothing() -> None:
    given = reporting()

    answer = Client().post(form(given), WORDS)

    assert answer.status_code == 302
    assert not PostedText.objects.exists()


def test_a_stale_token_loses_no_text() -> None:
    given = reporting()
    client = Client(enforce_csrf_checks=True)
    client.force_login(user(given.liisa))
    own = {"Sec-Fetch-Site": "same-origin"}

    answer = client.post(form(given), {**WORDS, "done": "Pitkä lause."}, headers=own)

    kept = PostedText.objects.get()
    assert answer.headers["Location"] == f"{form(given)}?kept={kept.pk}"
    assert not Entry.objects.exists()


def test_what_another_site_sends_is_refused_and_not_kept() -> None:
    given = reporting()
    client = Client(enforce_csrf_checks=True)
    client.force_login(user(given.liisa))

    for headers in ({}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post(form(given), WORDS, headers=headers).status_code == 403
    assert not PostedText.objects.exists()


def test_an_odd_figure_is_asked_once_and_then_kept() -> None:
    given = reporting()
    series = g.figure(given)
    g.tell(series, "2025", "1200")
    indicator = Series.objects.get(pk=series).indicator
    plans.ask_indicator(measure=given.measure, indicator=indicator, by=SYSTEM, at=g.OPENED)
    liisa = window(given.liisa)

    asked = liisa.post(form(given), {**WORDS, f"value_{series}": "12000"})
    text = asked.content.decode()
    assert asked.status_code == 422
    assert "Onko 12000 oikein? Edellinen oli 1" in text
    assert 'value="12000"' in text
    sure = {**WORDS, f"value_{series}": "12000", f"sure_{series}": "12000"}
    assert liisa.post(form(given), sure).status_code == 302
    assert Entry.objects.get().observation_id is not None
