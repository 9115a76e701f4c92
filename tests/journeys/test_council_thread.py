"""The thread whole, in a browser: reported on a phone, approved, closed, frozen, published, read.

The example city in January 2027: the year-end round of 2026 is planned on the desk. Liisa reports
from a phone, once without scripts; Ritva approves; Aino closes and publishes; Matti opens the PDF
and follows a figure; a resident reads the same on the site. Until then a stranger sees none of it.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext, override
from playwright.sync_api import Browser, Locator, Page
from pytest_django.live_server_helper import LiveServer

from ruori.cli.demo.city import build
from ruori.cli.demo.rows import DOMAIN, PASSWORD
from ruori.cycle.models import Round
from ruori.followup.codes import UnitReportState
from ruori.followup.models import Entry, Proof, UnitReport
from ruori.jobs.worker import work
from ruori.plans.models import Measure, MeasureState
from ruori.reports.models import Edition
from tests.architecture.test_canary import text_of
from tests.browser.looking import Reader
from tests.journeys.paper import addresses_in, words_in
from tests.rules.files.samples import picture
from tests.walking import crawl

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
BASE = "http://localhost:8000"
PHONE = 360
DONE = "Kuudes liikuntapaikka on kunnostettu ja avattu asukkaille."
CALM = "Neuvonta jatkuu joka viikko, ja jono on lyhentynyt."
PROOF = "avajaiset-kuva.png"
SUMMARY = "Alueen vuosi oli hyvä: paikat ovat auki."
FILES = r"/(pdf|docx|xlsx|html)/$"
ROUND = "Tilinpäätös 2026: tavoitteiden toteutuminen"


@dataclass(frozen=True, slots=True)
class City:
    """The served city, as its people come to it."""

    reader: Reader
    liisas: tuple[Measure, Measure]

    @contextmanager
    def signed_in(self, who: str, *, width: int = 1280, has_scripts: bool = True) -> Iterator[Page]:
        """Somebody who comes to their own turn with an address and a password."""
        with self.reader.window(width=width, has_scripts=has_scripts) as page:
            page.goto("/desk/")
            page.get_by_label(fi("E-mail")).fill(f"{who}@{DOMAIN}")
            page.get_by_label(fi("Password")).fill(PASSWORD)
            follow(page, page.get_by_role("button", name=fi("Sign in")))
            yield page


@pytest.fixture
def kemi(transactional_db: None, chromium: Browser, live_server: LiveServer) -> Iterator[City]:
    """The example city, served, on a Monday in January 2027."""
    with time_machine.travel(NOW, tick=True), override("fi"):
        build(BASE)
        reader = Reader(chromium, live_server.url)
        held = MeasureState.objects.filter(post__code="liikuntapaallikko", retracted_at=None)
        first, second = (
            Measure.objects.get(states=held.get(code=code, valid_to=None))
            for code in ("HY-1", "HY-2")
        )
        yield City(reader, (first, second))
        assert reader.complaints == []


def fi(msgid: str) -> str:
    """Our own words as a Finn reads them."""
    with translation.override("fi"):
        return gettext(msgid)


def test_from_a_phone_to_the_council_and_back(kemi: City, tmp_path: Path) -> None:
    aino_plans_the_round(kemi)
    liisa_reports_on_a_phone_with_a_proof(kemi)
    liisa_reports_without_scripts(kemi)
    a_stranger_sees_none_of_it(kemi)
    ritva_approves(kemi)
    aino_closes_and_freezes(kemi)
    aino_builds_the_report(kemi)
    a_stranger_sees_none_of_it(kemi)
    a_stranger_sees_none_of_it_anywhere()
    aino_publishes(kemi)
    paper = matti_opens_the_pdf(kemi, tmp_path)
    assert DONE in words_in(paper)
    matti_follows_the_figure(kemi, paper)
    a_resident_reads_it_on_the_site(kemi)


def aino_plans_the_round(kemi: City) -> None:
    """The strategy manager plans the year-end round and opens it."""
    with kemi.signed_in("aino") as page:
        page.goto("/desk/rounds/new/")
        page.locator("[name=kind][value=YEAR_END]").check()
        page.locator("[name=title_fi]").fill(ROUND)
        page.get_by_text(fi("Code of the round")).click()
        page.locator("[name=code]").fill("tilinpaatos-2026")
        for name, day in (
            ("covers_from", "2026-01-01"),
            ("covers_to", "2026-12-31"),
            ("opens_on", "2027-01-07"),
            ("due_on", "2027-02-12"),
        ):
            page.locator(f"[name={name}]").fill(day)
        send(page)
        page.goto(f"/desk/rounds/{year_end()}/")
        take_step(page, "open")


def liisa_reports_on_a_phone_with_a_proof(kemi: City) -> None:
    """The head of an area on a narrow screen: three deeds, and a picture as proof."""
    measure = kemi.liisas[0]
    with kemi.signed_in("liisa", width=PHONE) as page:
        assert page.get_by_role("heading", level=1).is_visible()
        open_measure(page, measure)
        page.locator("[name=progress][value=DONE]").check()
        page.locator("[name=done]").fill(DONE)
        page.get_by_text(fi("Add a proof")).click()
        page.locator("[name=proof_file]").set_input_files(
            {"name": PROOF, "mimeType": "image/png", "buffer": picture("PNG")}
        )
        page.locator("[name=proof_is_public]").check()
        follow(page, page.get_by_role("button", name=fi("Send"), exact=True))
        assert page.get_by_text(fi("Thank you. It was saved.")).is_visible()
        assert not wider_than_screen(page)
    entry = Entry.objects.get(measure=measure, done=DONE)
    assert str(entry.person) == "Esimerkki Liisa"
    assert Proof.objects.get(uses__entry=entry).title == PROOF


def liisa_reports_without_scripts(kemi: City) -> None:
    """The same without scripts: choose, write, send; then her area's summary."""
    measure = kemi.liisas[1]
    with kemi.signed_in("liisa", width=PHONE, has_scripts=False) as page:
        open_measure(page, measure)
        page.locator("[name=progress][value=ON_SCHEDULE]").check()
        page.locator("[name=done]").fill(CALM)
        follow(page, page.get_by_role("button", name=fi("Send"), exact=True))
        assert page.get_by_text(fi("Thank you. It was saved.")).is_visible()
        unit = MeasureState.objects.filter(measure=measure).latest("id").unit_id
        page.goto(f"/desk/rounds/{year_end()}/units/{unit}/")
        page.locator("[name=summary]").fill(SUMMARY)
        follow(page, page.get_by_role("button", name=fi("Hand in the summary")))
    assert Entry.objects.filter(measure=measure, done=CALM).count() == 1


def ritva_approves(kemi: City) -> None:
    """The head of the sector approves both entries, the proof and the summary, from her turn."""
    wanted = (fi("Report to approve"), fi("Proof to approve"), fi("Summary to approve"))
    with kemi.signed_in("ritva") as page:
        for _ in range(4):
            page.goto("/desk/")
            unfold(page)
            cards = page.locator("main li").filter(has_text=ROUND)
            asked = cards.filter(has_text=re.compile("|".join(wanted))).first
            follow(page, asked.get_by_role("link").first)
            follow(page, page.locator("form[action$='/approve/'] button").first)
    for done in (DONE, CALM):
        assert Entry.objects.get(done=done).reviews.get().verdict == "APPROVED"
    assert UnitReport.objects.get(summary=SUMMARY).state == UnitReportState.APPROVED
    assert Proof.objects.get(title=PROOF).approval.person.name == "Esimerkki Ritva"


def aino_closes_and_freezes(kemi: City) -> None:
    """The strategy manager closes the round and fixes it."""
    with kemi.signed_in("aino") as page:
        page.goto(f"/desk/rounds/{year_end()}/")
        take_step(page, "close")
        take_step(page, "freeze")


def aino_builds_the_report(kemi: City) -> None:
    """The report is looked at, frozen, and its files made by the worker."""
    with kemi.signed_in("aino") as page:
        page.goto(f"/desk/reports/{year_end()}/")
        assert page.get_by_text(DONE).first.is_visible()
        follow(page, page.get_by_role("button", name=fi("Freeze the report")))
        follow(page, page.get_by_role("button", name=fi("Make the files")))
        work(name="matka", clock=timezone.now, is_once=True)
        page.reload()
        assert page.get_by_text(fi("The work is done")).first.is_visible()
    assert Edition.objects.get(year=2026).files.count() == 9


def aino_publishes(kemi: City) -> None:
    """First the round, then the edition."""
    with kemi.signed_in("aino") as page:
        page.goto(f"/desk/rounds/{year_end()}/")
        take_step(page, "publish")
        page.goto(f"/desk/editions/{Edition.objects.get(year=2026).pk}/")
        follow(page, page.get_by_role("button", name=fi("Publish the edition")))
        assert page.get_by_text(fi("The edition is published: everybody can read it.")).is_visible()


def matti_opens_the_pdf(kemi: City, folder: Path) -> bytes:
    """The councillor finds the newest report from the front page and downloads it."""
    with kemi.signed_in("matti") as page:
        page.goto("/julkaisut/")
        follow(page, page.get_by_role("link", name="2026").first)
        with page.expect_download() as told:
            page.locator("main a[href$='/fi/pdf/']").first.click()
        kept = folder / "raportti.pdf"
        told.value.save_as(kept)
    return kept.read_bytes()


def matti_follows_the_figure(kemi: City, paper: bytes) -> None:
    """An address on the paper leads to the very entry."""
    entry = Entry.objects.get(done=DONE)
    address = f"{BASE}/r/followup.entry/{entry.pk}/"
    assert address in addresses_in(paper)
    with kemi.reader.window() as page:
        page.goto(urlsplit(address).path)
        assert urlsplit(page.url).fragment == f"merkinta-{entry.pk}"
        assert DONE in page.locator(f"#merkinta-{entry.pk}").inner_text()


def a_resident_reads_it_on_the_site(kemi: City) -> None:
    """The measure's own page tells it, with its proof; no name of a person is there."""
    with kemi.reader.window(width=PHONE) as page:
        page.goto("/toimenpiteet/")
        name = MeasureState.objects.filter(measure=kemi.liisas[0]).latest("id").name["fi"]
        follow(page, page.get_by_role("link", name=name).first)
        told = page.locator("main").inner_text()
        assert DONE in told
        assert "Liisa" not in told
        with page.expect_download() as kept:
            page.locator("main a[href*='/todiste/']").first.click()
        assert kept.value.suggested_filename.endswith(".png")


def a_stranger_sees_none_of_it(kemi: City) -> None:
    """Where the entries would stand, and at their lasting addresses: not a word of the round."""
    stranger = Client()
    places = [f"/toimenpide/{measure.pk}-x/" for measure in kemi.liisas]
    places += [f"/r/followup.entry/{entry.pk}/" for entry in Entry.objects.filter(round=year_end())]
    pages = {place: stranger.get(place, follow=True) for place in places}
    assert words_of_the_round(pages) == []


def a_stranger_sees_none_of_it_anywhere() -> None:
    """Every public page in three languages; files of earlier editions were frozen long before."""
    pages = crawl(Client(), ["/", "/sv/", "/en/", "/strategia.svg"], without=FILES)
    assert len(pages) > 150
    assert words_of_the_round(pages) == []


def words_of_the_round(pages: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Where a word of the year's round was read."""
    hidden = (DONE, CALM, SUMMARY, PROOF, ROUND, "kemi.example")
    told = {place: text_of(answer.content) for place, answer in pages.items()}
    return [(place, word) for place, text in told.items() for word in hidden if word in text]


def open_measure(page: Page, measure: Measure) -> None:
    """From one's own turn to the form of a measure in the round of the year."""
    address = f"/desk/entry/{year_end()}/measure/{measure.pk}/"
    unfold(page)
    follow(page, page.locator(f"main a[href='{address}']").first)


def unfold(page: Page) -> None:
    """Whatever one's own turn folds away is opened, as a reader does: by clicking."""
    folded = page.locator("main details:not([open]) > summary")
    while folded.count():
        folded.first.click()


def year_end() -> int:
    """The round of the year, which the newest edition tells of."""
    return Round.objects.get(code="tilinpaatos-2026").pk


def follow(page: Page, way: Locator) -> None:
    """Click what leads on, and wait until one is there."""
    with page.expect_navigation():
        way.click()


def take_step(page: Page, way: str) -> None:
    """A step of the round, by its button; what cannot be undone is opened first."""
    warned = page.locator(f"details:has(form[action$='/step/{way}/']) > summary")
    if warned.count():
        warned.click()
    follow(page, page.locator(f"form[action$='/step/{way}/'] button"))


def send(page: Page) -> None:
    """The form of the page is sent."""
    follow(page, page.locator("main form button[type=submit], main form button:not([type])").last)


def wider_than_screen(page: Page) -> bool:
    """Whether the page must be moved sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
