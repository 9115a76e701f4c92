"""A manager goes on leave in the middle of a round, and the deputy finishes, in a browser.

The example city in January 2027: Aino opens a round and Liisa begins to report. Then Liisa is away:
Aino names a deputy in three actions. The deputy finds Liisa's things marked as a substitute's,
reports on a phone and so finishes. When the leave is over, the rest waits for Liisa again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import translation
from django.utils.translation import gettext, override
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from ruori.cli.demo.city import build
from ruori.cli.demo.rows import DOMAIN, PASSWORD
from ruori.cycle import actions as cycle
from ruori.cycle.models import Round
from ruori.cycle.rules import RoundDays, RoundKind
from ruori.followup.codes import UnitReportState
from ruori.followup.models import Entry, UnitReport
from ruori.kernel.text import Text
from ruori.organisation import actions as organisation
from ruori.organisation.models import Person, Post, Unit
from ruori.organisation.rules import SYSTEM
from ruori.plans.models import Measure, MeasureState
from tests.browser.looking import Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]
BEGINNING = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
LEAVE = datetime(2027, 1, 18, 9, 0, tzinfo=UTC)
BACK = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
POST = "liikuntapaallikko"
PHONE = 360
WORDS = "Sijainen jatkoi: kaikki neljä kenttää ovat auki."
DEPUTY = "sari"


class City:
    """The served city and who comes to it."""

    def __init__(self, reader: Reader, row: Round, unit: Unit, measure: Measure) -> None:
        self.reader = reader
        self.round = row
        self.unit = unit
        self.measure = measure

    @contextmanager
    def signed_in(self, who: str, *, width: int = 1280) -> Iterator[Page]:
        """Somebody on their own turn."""
        with self.reader.window(width=width) as page:
            page.goto("/desk/")
            page.get_by_label(fi("E-mail")).fill(f"{who}@{DOMAIN}")
            page.get_by_label(fi("Password")).fill(PASSWORD)
            with page.expect_navigation():
                page.get_by_role("button", name=fi("Sign in")).click()
            yield page


def fi(msgid: str) -> str:
    """Our own words as a Finn reads them."""
    with translation.override("fi"):
        return gettext(msgid)


@pytest.fixture
def kemi(transactional_db: None, chromium: Browser, live_server: LiveServer) -> Iterator[City]:
    """The example city with an open round and somebody to stand in."""
    with time_machine.travel(BEGINNING, tick=True), override("fi"):
        build("http://localhost:8000")
        at = datetime.now(UTC)
        organisation.add_person(
            name="Esimerkki Sari",
            work_email=f"{DEPUTY}@{DOMAIN}",
            password=PASSWORD,
            by=SYSTEM,
            at=at,
        )
        post = Post.objects.get(code=POST)
        days = RoundDays(*(datetime.fromisoformat(day).date() for day in DAYS))
        held = MeasureState.objects.filter(post=post, retracted_at=None, valid_to=None)
        unit = Unit.objects.get(pk=held.earliest("pk").unit_id)
        row = cycle.plan_round(
            code="leave",
            kind=RoundKind.FOLLOW_UP,
            title=Text("Lomakierros"),
            days=days,
            units=[unit],
            by=SYSTEM,
            at=at,
        )
        cycle.open_round(round=row, version=row.version, by=SYSTEM, at=at)
        reader = Reader(chromium, live_server.url)
        yield City(reader, row, unit, Measure.objects.get(pk=held.get(code="HY-2").measure_id))
        assert reader.complaints == []


DAYS = ("2026-07-01", "2026-12-31", "2027-01-08", "2027-02-12")


def test_a_manager_goes_on_leave_and_the_deputy_finishes(kemi: City) -> None:
    liisa_sees_it_waiting(kemi)
    with time_machine.travel(LEAVE, tick=True):
        aino_names_a_deputy(kemi)
        the_deputy_reports_on_a_phone(kemi)
        the_deputy_reports_the_rest_and_hands_in(kemi)
        nothing_of_the_round_waits_for(kemi, "liisa")
    with time_machine.travel(BACK, tick=True):
        nothing_of_the_round_waits_for(kemi, DEPUTY)
        liisa_comes_back_to_a_finished_round(kemi)


def liisa_sees_it_waiting(kemi: City) -> None:
    """The manager's own turn before the leave: nothing is marked as a substitute's."""
    with kemi.signed_in("liisa") as page:
        unfold(page)
        assert page.locator(f"main a[href^='{entry_of(kemi)}']").count() >= 1
        assert fi("as a substitute") not in page.locator("main").inner_text()


def aino_names_a_deputy(kemi: City) -> None:
    """Open the post, open the form, send it: three actions."""
    post = Post.objects.get(code=POST)
    with kemi.signed_in("aino") as page:
        page.goto(f"/desk/posts/{post.pk}/")
        click(page, fi("The holder is away"))
        page.get_by_label(fi("Deputy")).select_option(label="Esimerkki Sari")
        page.get_by_label(fi("First day away")).fill("2027-01-18")
        page.get_by_label(fi("Last day away")).fill("2027-01-29")
        with page.expect_navigation():
            page.get_by_role("button", name=fi("Let the deputy answer")).click()
        assert page.get_by_text(fi("Saved. The deputy answers on those days.")).is_visible()
        assert "Esimerkki Sari" in page.locator("main").inner_text()


def the_deputy_reports_on_a_phone(kemi: City) -> None:
    """Everything of the post waits for the deputy, marked; one report is sent."""
    with kemi.signed_in(DEPUTY, width=PHONE) as page:
        unfold(page)
        assert fi("as a substitute") in page.locator("main").inner_text()
        with page.expect_navigation():
            page.locator(f"main a[href^='{entry_of(kemi)}']").first.click()
        page.locator("[name=progress][value=ON_SCHEDULE]").check()
        page.locator("[name=done]").fill(WORDS)
        with page.expect_navigation():
            page.get_by_role("button", name=fi("Send"), exact=True).click()
    entry = Entry.objects.get(round=kemi.round, measure=kemi.measure)
    assert entry.done == WORDS
    assert entry.person == Person.objects.get(name="Esimerkki Sari")
    assert entry.post == Post.objects.get(code=POST)


def the_deputy_reports_the_rest_and_hands_in(kemi: City) -> None:
    """One thing after another until nothing is left, then the summary of the area."""
    waiting = f"main a[href^='/desk/entry/{kemi.round.pk}/']"
    with kemi.signed_in(DEPUTY, width=PHONE) as page:
        unfold(page)
        while page.locator(waiting).count():
            with page.expect_navigation():
                page.locator(waiting).first.click()
            page.locator("[name=progress][value=DONE]").check()
            page.locator("[name=done]").fill(WORDS)
            with page.expect_navigation():
                page.get_by_role("button", name=fi("Send"), exact=True).click()
            page.goto("/desk/")
            unfold(page)
        page.goto(f"/desk/rounds/{kemi.round.pk}/units/{kemi.unit.pk}/")
        page.locator("[name=summary]").fill("Sijainen kertoi koko alueen.")
        with page.expect_navigation():
            page.get_by_role("button", name=fi("Hand in the summary")).click()
    report = UnitReport.objects.get(round=kemi.round, unit=kemi.unit)
    assert report.state == UnitReportState.SUBMITTED
    assert report.person == Person.objects.get(name="Esimerkki Sari")


def nothing_of_the_round_waits_for(kemi: City, who: str) -> None:
    """Somebody who does not answer now has nothing of the round before them."""
    with kemi.signed_in(who) as page:
        unfold(page)
        assert page.locator(f"main a[href^='/desk/entry/{kemi.round.pk}/']").count() == 0


def liisa_comes_back_to_a_finished_round(kemi: City) -> None:
    """What the deputy did is done, under the deputy's name; the post is the manager's again."""
    nothing_of_the_round_waits_for(kemi, "liisa")
    told = Entry.objects.filter(round=kemi.round)
    assert {entry.person for entry in told} == {Person.objects.get(name="Esimerkki Sari")}
    with kemi.signed_in("aino") as page:
        page.goto(f"/desk/posts/{Post.objects.get(code=POST).pk}/")
        lede = page.locator(".r-lede").inner_text()
        assert "Esimerkki Liisa" in lede


def entry_of(kemi: City) -> str:
    return f"/desk/entry/{kemi.round.pk}/measure/{kemi.measure.pk}/"


def click(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name=name).click()


def unfold(page: Page) -> None:
    """Whatever one's own turn folds away is opened, as a reader does: by clicking."""
    folded = page.locator("main details:not([open]) > summary")
    while folded.count():
        folded.first.click()
