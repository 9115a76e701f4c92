"""Attacks: words that are code, addresses that are nonsense, forms without tokens, false files.

Nothing breaks (no answer of 500), nothing is run, and nothing leads anywhere it should not.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.test import Client
from django.urls import NoReverseMatch, reverse

from ruori.cycle.models import Round
from ruori.files.models import StoredFile
from ruori.followup.models import Entry, EntryDraft, EntryReview, Proof, UnitReport
from ruori.indicators.models import IndicatorState
from ruori.kernel.text import Text
from ruori.organisation.models import City, Person, PostState, UnitState
from ruori.plans.models import GoalState, MeasureState, PlanState, ValueState
from ruori.ui.frame import SCHEME_COOKIE
from tests.architecture.gates import TABLE, address_of
from tests.furnished import Furnished
from tests.rules.files.samples import PDF, package, picture
from tests.walking import addresses, crawl

SPELL = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>{{7*7}}"
)
"""One word that would run wherever it is not escaped."""
RUNNING = re.compile(r"<script>alert|<img src=x|<svg/onload|\{\{7\*7\}\}.{0,3}49", re.IGNORECASE)
WRITTEN: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (City, ("name", "contact")),
    (UnitState, ("name",)),
    (PostState, ("title",)),
    (Person, ("name",)),
    (PlanState, ("title", "vision", "plain_text", "legal_basis")),
    (ValueState, ("name", "text")),
    (GoalState, ("name", "text", "plain_text")),
    (MeasureState, ("name", "text", "plain_text", "environment_text")),
    (IndicatorState, ("name", "definition", "formula")),
    (Round, ("title",)),
    (Entry, ("done", "cause", "action")),
    (UnitReport, ("summary",)),
    (EntryReview, ("reason",)),
    (Proof, ("title",)),
    (StoredFile, ("name",)),
)
"""Every text somebody may have written, by table."""
ODD_QUERIES = (
    "?as_of=x", "?as_of=0001-01-01", "?as_of=9999-12-31", "?as_of=-1", "?as_of=2026-02-30",
    "?known_on=9999-12-31", "?known_on=0001-01-01", "?known_on=%00", "?as_of=%00", "?page=abc",
    "?page=-1", "?page=0", "?page=99999999999999999999", "?q=%00", "?q=%ff%fe",
    "?plan=99999999999999999999&goal=%00&unit=x", "?plan=²&unit=-1", "?q=" + "a" * 9000,
    "?goal=" + "9" * 5000, "?" + "&".join(f"a{number}=1" for number in range(900)),
)  # fmt: skip
ODD_NUMBERS = ("99999999999999999999", "9223372036854775808", "0", "9" * 400)
ODD_PLACES = (
    "/tavoite/99999999999999999999-x/", "/tavoite/-1-x/", "/toimenpide/1-%00/", "/%00/",
    "/toimenpide/1-../", "/teema/../../etc/passwd", "/teema/%2e%2e%2fsettings.py",
    "/static/../config/settings.py", "/static/%2e%2e/%2e%2e/pyproject.toml", "/static/ui/%00",
    "/static//etc/passwd", "/julkaisut/1/fi/..%2f..%2fetc/", "/julkaisut/1/xx/pdf/",
    "/julkaisut/1/fi/exe/", "/r/%00/1/", "/r/accounts.user/1/", "/r/x/99999999999999999999/",
    "/desk/imports/1/rows/0.0.0.0.0.0.0.0/", "/desk/imports/1/rows/%00/",
    "/desk/imports/1/rows/²/", "/desk/imports/1/rows/-1/", "/desk/r/x/1/",
)  # fmt: skip


@pytest.fixture
def bewitched(small_city: Furnished) -> Furnished:
    """The small city with the spell in everything anybody has written."""
    for model, names in WRITTEN:
        for name in names:
            field = model._meta.get_field(name)
            plain = SPELL[: field.max_length] if field.max_length else SPELL
            value = plain if field.get_internal_type() in ("CharField", "TextField") else text()
            QuerySet(model).update(**{name: value})
    return small_city


def text() -> Text:
    """The spell in three languages."""
    return Text(fi=SPELL, sv=SPELL, en=SPELL)


INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:")
"""Code that the policy of a page would not run."""


def body_of(answer: Any) -> str:
    """A page as text; what is downloaded is none, and neither is a file of figures."""
    kind = answer.headers.get("Content-Type", "")
    is_page = kind.startswith(("text/html", "image/svg", "text/css"))
    return answer.content.decode() if is_page and not is_download(answer) else ""


def is_download(answer: Any) -> bool:
    """True for a file that no browser shows as a page of the city."""
    return str(answer.headers.get("Content-Disposition", "")).startswith("attachment")


def test_no_word_of_anybody_runs_on_the_site(bewitched: Furnished) -> None:
    pages = crawl(Client(), ["/", "/sv/", "/strategia.svg"], without=r"/(pdf|docx|xlsx)/$")
    assert sum("&lt;/script&gt;" in body_of(answer) for answer in pages.values()) > 10
    assert [place for place, answer in pages.items() if RUNNING.search(body_of(answer))] == []


def test_no_word_of_anybody_runs_on_the_desk(bewitched: Furnished) -> None:
    pages = crawl(bewitched.browser("aino"), ["/desk/"], within="/desk/")
    assert sum("&lt;/script&gt;" in body_of(answer) for answer in pages.values()) > 10
    assert [place for place, answer in pages.items() if RUNNING.search(body_of(answer))] == []


def test_what_was_typed_comes_back_escaped(small_city: Furnished) -> None:
    client = small_city.browser("aino")
    for name, line in TABLE.items():
        if not line.send or name in ("sign_out", "choose_language"):
            continue
        told = dict.fromkeys(line.body(small_city), SPELL)
        answer = client.post(address_of(name, small_city), {**told, "reason": SPELL}, follow=True)
        assert answer.status_code < 500, name
        assert not RUNNING.search(body_of(answer)), name


def test_an_imported_page_is_shown_as_text(small_city: Furnished) -> None:
    client = small_city.browser("aino")
    told = {"text": f"Strategia {SPELL}\nArvot\n{SPELL}\n", "language": "fi"}
    answer = client.post("/desk/imports/", told, follow=True)
    assert "alert(1)" in body_of(answer)
    assert not RUNNING.search(body_of(answer))


def test_every_answer_carries_a_policy_without_inline_code(small_city: Furnished) -> None:
    pages = crawl(Client(), ["/", "/desk/sign-in/"]) | crawl(
        small_city.browser("aino"), ["/desk/"], within="/desk/"
    )
    pages |= {"nowhere": Client().get("/nowhere/"), "refused": Client().post("/")}
    for place, answer in pages.items():
        policy = answer.headers.get("Content-Security-Policy", "")
        assert "default-src 'self'" in policy or "sandbox" in policy, place
        assert "unsafe" not in policy, place
        assert answer["X-Content-Type-Options"] == "nosniff", place
        said = body_of(answer) if answer["Content-Type"].startswith("text/html") else ""
        assert not re.search(
            r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", said
        ), place


@pytest.mark.parametrize("query", ODD_QUERIES)
def test_an_odd_question_is_answered_in_words(small_city: Furnished, query: str) -> None:
    goal = reverse("site:goal", args=[small_city.goal.pk, "hyvinvoivat-asukkaat"])
    indicator = reverse("site:indicator_json", args=[small_city.indicator])
    fronts = ("/", "/strategia/", "/toimenpiteet/", "/mittarit/", "/julkaisut/", "/strategia.svg")
    for place in (*fronts, "/ohjelmat/", "/healthz", goal, indicator):
        assert Client().get(f"{place}{query}").status_code in (200, 400, 404), place


@pytest.mark.parametrize("place", ODD_PLACES)
def test_an_odd_address_is_not_there(small_city: Furnished, place: str) -> None:
    for client in (Client(), small_city.browser("aino")):
        answer = client.get(place)
        assert answer.status_code in (302, 404), place
        assert "/etc/" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("number", ODD_NUMBERS)
def test_a_number_too_large_is_not_there(small_city: Furnished, number: str) -> None:
    stranger, aino = Client(), small_city.browser("aino")
    for place in numbered("site", number):
        assert stranger.get(place).status_code in (200, 301, 302, 404, 405), place
    for place in numbered("desk", number):
        is_trail = "/trail/" in place  # a record without deeds has an empty trail
        assert aino.get(place).status_code in (302, 404, 405) or is_trail, place
        assert aino.post(place).status_code in (302, 404, 405, 422), place


def numbered(space: str, number: str) -> Iterator[str]:
    """Every address with a number in it, with this one."""
    for pattern in addresses(space):
        names = list(pattern.pattern.converters)
        words = {"slug": "x", "label": "plans.goal", "language": "fi", "name": "pdf", "way": "open"}
        if names:
            try:
                yield reverse(
                    f"{space}:{pattern.name}",
                    kwargs={
                        name: words.get(name, "0" if name == "path" else number) for name in names
                    },
                )
            except NoReverseMatch:
                continue


def test_a_form_without_its_token_is_refused(small_city: Furnished) -> None:
    aino = small_city.browser("aino", checks=True)
    for name, line in TABLE.items():
        if line.send:
            answer = aino.post(address_of(name, small_city), dict(line.body(small_city)))
            assert answer.status_code == 403, name
    assert Client(enforce_csrf_checks=True).post("/desk/sign-in/").status_code == 403


def test_only_the_choice_of_a_look_needs_no_token(small_city: Furnished) -> None:
    client = Client(enforce_csrf_checks=True)
    for place in crawl(Client(), ["/"], without=r"/(pdf|docx|xlsx|html)/$"):
        assert client.post(place).status_code == 403, place
    assert client.post("/ulkoasu/", {"scheme": "dark"}).status_code == 302


@pytest.mark.parametrize("back", ["0", "front", "²", "a\r\nSet-Cookie: a=b"])
def test_a_page_to_come_back_to_is_an_address_and_no_name(small_city: Furnished, back: str) -> None:
    answer = Client().post("/ulkoasu/", {"scheme": "dark", "next": back})
    assert answer.status_code == 302
    assert set(answer.cookies) == {SCHEME_COOKIE}


def test_a_sign_that_no_database_keeps_breaks_no_form(small_city: Furnished) -> None:
    """PostgreSQL refuses the sign NUL: a form says so, and what has no form leaves it out."""
    client = small_city.browser("aino")
    for name, line in TABLE.items():
        if not line.send or name in ("sign_out", "choose_language"):
            continue
        body = dict(line.body(small_city))
        for field in {*body, "note", "od\x00d"} - {"file"}:
            with transaction.atomic():
                answer = client.post(address_of(name, small_city), {**body, field: "a\x00b"})
                transaction.set_rollback(True)
            assert answer.status_code < 500, (name, field)


@pytest.mark.parametrize("name", ["post", "away_post", "roles"])
def test_the_last_day_there_is_may_be_written_as_the_last(small_city: Furnished, name: str) -> None:
    body = {**TABLE[name].body(small_city), "last": "9999-12-31"}
    answer = small_city.browser("aino").post(address_of(name, small_city), body)
    assert answer.status_code in (302, 422)


def test_a_draft_is_kept_without_the_sign_that_no_database_keeps(small_city: Furnished) -> None:
    place = address_of("keep_draft", small_city)
    typed = {"draft": "", "version": 0, "done": "Kes\x00ken."}
    assert small_city.browser("liisa").post(place, typed).status_code == 302
    assert EntryDraft.objects.latest("pk").fields["done"] == "Kesken."


def words_of_path(names: list[str]) -> dict[str, str]:
    """The place of a row in a draft, where an address has one."""
    return {"path": "0"} if "path" in names else {}


FALSE_FILES = {
    "page.html": b"<html><script>alert(1)</script></html>",
    "page.pdf": b"<html><script>alert(1)</script></html>",
    "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "drawing.png": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "program.exe": b"MZ" + b"\x00" * 400,
    "program.pdf": b"MZ" + b"\x00" * 400,
    "script.txt": b"#!/bin/sh\nrm -rf /\n\x00\x01",
    "package.zip": package({"a": b"b"}),
    "empty.pdf": b"",
    "macro.docm": package({"[Content_Types].xml": b"<Types/>", "word/vbaProject.bin": b"x"}),
}


@pytest.mark.parametrize("name", FALSE_FILES)
def test_a_file_that_could_run_is_refused_in_words(small_city: Furnished, name: str) -> None:
    answer = report_with(small_city, name, FALSE_FILES[name])
    assert answer.status_code == 422
    assert "aria-invalid" in body_of(answer) or "Virhe" in body_of(answer)
    assert not StoredFile.objects.filter(name=name).exists()
    assert Entry.objects.filter(done="Todisteen kanssa.").count() == 0


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.pdf", "..\\..\\boot.pdf", "a/b/c.pdf", "\x00.pdf", ".pdf",
        "x\r\nSet-Cookie: a=b.pdf", '"; filename="evil.html".pdf', "ä" * 300 + ".pdf",
        "<script>alert(1)</script>.pdf",
    ],
)  # fmt: skip
def test_the_name_of_a_file_is_only_a_name(small_city: Furnished, name: str) -> None:
    answer = report_with(small_city, name, PDF)
    if answer.status_code == 422:
        return
    proof = Proof.objects.latest("pk")
    kept = small_city.browser("oona").get(reverse("desk:proof_file", args=[proof.pk]))
    assert kept.status_code == 200
    assert kept.content == PDF
    assert kept["Content-Disposition"].startswith("attachment;")
    assert not re.search(r"[\r\n\x00]|filename=\"[^\"]*[/\\]", kept["Content-Disposition"])
    assert kept["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in kept["Content-Security-Policy"]
    assert "Set-Cookie" not in kept.headers


def test_a_picture_goes_out_as_a_download_of_its_own_kind(small_city: Furnished) -> None:
    assert report_with(small_city, "kuva.png", picture("PNG")).status_code == 302
    proof = Proof.objects.latest("pk")
    kept = small_city.browser("liisa").get(reverse("desk:proof_file", args=[proof.pk]))
    assert kept["Content-Type"] == "image/png"
    assert kept["Content-Disposition"].startswith("attachment;")


def report_with(city: Furnished, name: str, content: bytes) -> Any:
    """Oona reports again, with a file as proof."""
    place = reverse("desk:report_measure", args=[city.round.pk, city.measure.pk])
    words = {"version": city.entry.pk, "progress": "DONE", "done": "Todisteen kanssa."}
    return city.browser("oona").post(
        place, {**words, "proof_file": SimpleUploadedFile(name, content)}
    )


def test_a_link_that_is_code_is_no_proof(small_city: Furnished) -> None:
    place = reverse("desk:report_measure", args=[small_city.round.pk, small_city.measure.pk])
    words = {"version": small_city.entry.pk, "progress": "DONE", "done": "Linkki."}
    for link in ("javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x"):
        answer = small_city.browser("oona").post(place, {**words, "proof_link": link})
        assert answer.status_code == 422, link


@pytest.mark.parametrize("name", ["proof_file", "edition_file"])
def test_the_file_of_an_unpublished_thing_is_nobody_elses(small_city: Furnished, name: str) -> None:
    stranger = Client()
    if name == "proof_file":
        place = reverse("site:proof", args=[small_city.measure.pk, small_city.proof.pk])
    else:
        place = reverse("site:edition_file", args=[small_city.correction.pk, "fi", "html"])
    assert stranger.get(place).status_code == 404
