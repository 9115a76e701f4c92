"""The page of an update link, as its holder uses it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ruori.audit.models import Clock
from ruori.cycle.rules import RoundDays
from ruori.followup.actions import issue_link
from ruori.followup.models import Entry, HandOver
from ruori.followup.rules.links import LinkItem
from ruori.indicators.models import CurrentValue, Series
from ruori.organisation.rules import SYSTEM
from tests import city
from tests.faces.site.given_link import (
    DAYS,
    NOW,
    TODAY,
    UNKNOWN,
    Company,
    asked_by,
    rows,
    text,
)
from tests.parts.followup.given import Reporting, figure

READS = re.compile(r"\(*SELECT\b")
"""A reading statement; PostgreSQL writes brackets around the halves of a union."""
pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    """The subsidiary with its link."""
    return Company()


def test_a_subsidiary_reports_without_an_account_or_a_cookie(company: Company) -> None:
    page = company.get()
    assert page.status_code == 200
    assert "Uusi lämpölaitos &lt;b&gt;käyttöön" in text(page)
    assert "Esimerkki Toimitusjohtaja" in text(page)
    assert not page.cookies
    answer = company.report()
    assert (answer.status_code, answer["Location"]) == (302, company.place())
    entry = Entry.objects.get()
    assert (entry.channel, entry.person, entry.unit) == ("LINK", company.manager, company.unit)
    after = company.get()
    assert "Kiitos. Merkintä tallennettiin." in text(after)
    assert f'action="{company.place("update_undo")}"' in text(after)
    assert not after.cookies


def test_reading_writes_nothing_at_all(company: Company) -> None:
    before = (rows(), Clock.objects.values_list("stamped_at", flat=True).first())
    for token in (company.token, UNKNOWN):
        for name in ("update", "update_same", "update_undo", "update_pass_on", "update_new_link"):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                company.browser.get(company.place(name, token))
                company.browser.head(company.place(name, token))
            written = [q["sql"] for q in asked if not READS.match(q["sql"])]
            assert written == []
    assert (rows(), Clock.objects.values_list("stamped_at", flat=True).first()) == before


def test_the_page_is_told_to_be_kept_and_found_by_nobody(company: Company) -> None:
    for answer in (company.get(), company.get(UNKNOWN), company.report()):
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]


def test_the_whole_page_is_small_and_has_no_script(company: Company) -> None:
    company.report()
    company.report(version=Entry.objects.get().pk, progress="LATE", cause="Syy", done="x" * 500)
    page = company.get()
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', text(page))
    loaded = re.findall(r'(?:src|href)="(?!#|data:)([^"]+)"', text(page))
    assert len(sheets) == 1
    assert "<script" not in text(page)
    assert "<img" not in text(page)
    sheet = company.browser.get(sheets[0])
    assert sheet.status_code == 200
    assert "immutable" in sheet["Cache-Control"]
    assert len(page.content) + len(sheet.content) <= 20_000
    assert [place for place in loaded if place.endswith((".js", ".svg", ".woff2"))] == []


def test_the_page_asks_a_constant_number_of_questions(company: Company) -> None:
    few = asked_by(company)
    for number in range(6):
        city.measure(company.plan, company.goal, company.unit, name=f"Lisää {number}")
    assert asked_by(company) == few <= 17


@pytest.mark.parametrize(
    ("language", "words"),
    [("", "Lähetä"), ("/sv", "Skicka"), ("/en", "Send")],
)
def test_the_page_speaks_three_languages(company: Company, language: str, words: str) -> None:
    page = company.browser.get(f"{language}/e/{company.token}/")
    assert f">{words}</button>" in text(page)
    assert all(f"{other}/e/{company.token}/" in text(page) for other in ("/sv", "/en"))


def test_no_change_and_undo_are_one_button_each(company: Company) -> None:
    company.report()
    company.close()
    days = RoundDays(DAYS.covers_from, TODAY - timedelta(days=1), DAYS.opens_on, DAYS.due_on)
    company.round = company.opened("2026-10", days)
    company.token = company.sent()
    assert "Ei muutosta edelliseen" in text(company.get())
    company.post("update_same", version=0)
    repeated = Entry.objects.get(round=company.round)
    assert (repeated.is_unchanged, repeated.done) == (True, "Laitos otettiin käyttöön.")
    company.post("update_same", version=0)
    assert Entry.objects.filter(round=company.round).count() == 1
    company.post("update_undo", version=repeated.pk)
    company.post("update_undo", version=repeated.pk)
    last = Entry.objects.filter(round=company.round).order_by("-id")[0]
    assert last.is_withdrawn
    assert Entry.objects.filter(round=company.round).count() == 2


def test_what_is_missing_is_said_and_what_was_typed_stays(company: Company) -> None:
    answer = company.report(progress="", done="Kesken jäi.")
    assert answer.status_code == 422
    assert "Kesken jäi." in text(answer)
    assert "Virhe:" in text(answer)
    worse = company.report(progress="LATE", done="")
    assert worse.status_code == 422
    assert not Entry.objects.exists()


def test_a_figure_of_a_period_is_told_by_link(company: Company) -> None:
    given = Reporting(
        company.kemi, company.plan, company.goal, company.measure, company.round, *(SYSTEM,) * 3
    )
    series = Series.objects.get(pk=figure(given))
    token = issue_link(
        item=LinkItem(indicator=series.indicator_id, period="2025"),
        post=company.kemi.environment_head.pk,
        person=company.kemi.eero.person_id or 0,
        by=SYSTEM,
        at=NOW,
    ).token
    assert 'inputmode="decimal"' in text(company.get(token))
    assert company.post(token=token, value="paljon").status_code == 422
    assert company.post(token=token, value="").status_code == 422
    assert "Kiitos" in text(company.post(token=token, value="1 234"))
    assert CurrentValue.objects.filter(series=series).count() == 1


def test_the_item_is_passed_on_to_a_colleague(company: Company) -> None:
    page = text(company.get())
    titles = re.findall(r'<option value="(\d+)"', page)
    assert str(company.kemi.mayor.pk) in titles
    assert str(company.kemi.environment_head.pk) not in titles
    answer = company.post("update_pass_on", receiver=company.kemi.mayor.pk, reason="Ei minun")
    assert "Asia on siirretty" in text(answer)
    assert HandOver.objects.get().to_post == company.kemi.mayor
    again = company.post("update_pass_on", receiver=company.kemi.mayor.pk, reason="Ei minun")
    assert HandOver.objects.count() == 1
    assert again.status_code == 404
    assert company.get().status_code == 404


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"reason": "Ei minun"}, 422),
        ({"work_email": "ei osoite", "reason": "Ei"}, 422),
        ({"work_email": "a@b.invalid\nBcc: c@d.invalid", "reason": "Ei"}, 422),
        ({"receiver": 999, "reason": "Ei"}, 422),
        ({"work_email": "vieras@muualla.invalid", "reason": ""}, 422),
        ({"work_email": "vieras@muualla.invalid", "reason": "Ei"}, 200),
    ],
)
def test_a_hand_over_needs_a_receiver_and_a_reason(
    company: Company, fields: dict[str, Any], status: int
) -> None:
    assert company.post("update_pass_on", **fields).status_code == status
    assert HandOver.objects.count() == (status == 200)
    assert not HandOver.objects.filter(to_post__isnull=False).exists()
