"""The page of an update link, as an attacker would use it."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from ruori.followup import actions
from ruori.followup.actions import revoke_links
from ruori.followup.codes import Verdict
from ruori.followup.models import Entry, HandOver, LinkRequest, Proof, UpdateLink
from ruori.kernel.codes import Progress, Visibility
from ruori.organisation import actions as organisation
from ruori.organisation.rules import SYSTEM
from ruori.plans import actions as plans
from ruori.site.attempts import MOST, Attempts
from tests import city
from tests.faces.site.given_link import (
    CANARY,
    NOW,
    TODAY,
    UNKNOWN,
    Company,
    text,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    """The subsidiary with its link."""
    return Company()


ENDS: dict[str, Callable[[Company], object]] = {
    "the round was closed": Company.close,
    "the link was revoked": lambda _: revoke_links(
        links=list(UpdateLink.objects.values_list("pk", flat=True)), by=SYSTEM, at=NOW
    ),
    "the post changed hands": lambda made: organisation.change_holder(
        post=made.head, person=city.person("Uusi"), start=TODAY, by=SYSTEM, at=NOW
    ),
    "the item left the post": lambda made: move(made, {"post": None, "unit": made.kemi.schools}),
}


def move(made: Company, changes: dict[str, Any]) -> None:
    """The promise changes owner."""
    made.measure.refresh_from_db()
    plans.change_measure(
        measure=made.measure,
        version=made.measure.version,
        changes=changes,
        by=SYSTEM,
        at=NOW,
        terms=plans.Terms(reason="Vastuu siirtyi"),
    )


@pytest.mark.parametrize("name", ENDS)
def test_between_reading_and_sending_nothing_is_taken_and_the_text_is_given_back(
    company: Company, name: str
) -> None:
    assert company.get().status_code == 200
    ENDS[name](company)
    answer = company.report(done="Tämän kirjoitin <i>juuri</i>.")
    assert answer.status_code == 404
    assert "Tämän kirjoitin &lt;i&gt;juuri&lt;/i&gt;." in text(answer)
    assert not Entry.objects.exists()
    for button in ("update_same", "update_undo", "update_pass_on"):
        fields: dict[str, Any] = {"version": 0, "receiver": company.kemi.mayor.pk, "reason": "Ei"}
        assert company.post(button, **fields).status_code == 404
    assert not HandOver.objects.exists()


@pytest.mark.parametrize("name", ENDS)
def test_an_ended_link_looks_like_one_that_never_was(company: Company, name: str) -> None:
    ENDS[name](company)
    ended, unknown = company.get(), company.get(UNKNOWN)
    assert (ended.status_code, unknown.status_code) == (404, 404)
    assert text(ended).replace(company.token, UNKNOWN) == text(unknown)
    assert dict(ended.headers) == dict(unknown.headers)
    assert "lämpölaitos" not in text(ended)


def test_each_letter_of_the_token_counts(company: Company) -> None:
    for place in range(len(company.token)):
        letter = "A" if company.token[place] != "A" else "B"
        token = company.token[:place] + letter + company.token[place + 1 :]
        assert company.get(token).status_code in (404, 429)
        assert company.report(token=token).status_code in (404, 429)
    for token in ("..", "%00", "' OR 1=1 --", "x" * 5000, "<script>", company.token + "A"):
        assert company.get(token).status_code in (404, 429)
    assert not Entry.objects.exists()


def test_guessing_is_slowed_but_never_the_holder(company: Company) -> None:
    codes = [company.get(f"{number:022d}").status_code for number in range(MOST + 3)]
    assert codes == [404] * MOST + [429] * 3
    assert company.get().status_code == 200


def test_attempts_are_forgotten_after_ten_minutes_and_counted_by_address() -> None:
    attempts = Attempts()
    assert not any(attempts.too_many("a", NOW) for _ in range(MOST))
    assert attempts.too_many("a", NOW)
    assert not attempts.too_many("b", NOW)
    assert not attempts.too_many("a", NOW + timedelta(minutes=11))


def test_a_forwarded_link_opens_its_item_alone_and_says_whose_name_it_acts_in(
    company: Company,
) -> None:
    stranger = Client()
    page = text(stranger.get(company.place()))
    assert "Esimerkki Toimitusjohtaja" in page
    assert CANARY not in page
    for place in ("/desk/", "/desk/rounds/", reverse("desk:report_measure", args=[1, 1])):
        assert stranger.get(place).status_code in (302, 404)


def test_another_item_s_number_in_the_form_is_not_heeded(company: Company) -> None:
    other: dict[str, Any] = {
        "measure": company.other.pk,
        "goal": company.goal.pk,
        "pk": 99,
        "round": 99,
    }
    company.report(**other, post=company.kemi.mayor.pk, person=company.kemi.aino.person_id)
    entry = Entry.objects.get()
    assert (entry.measure, entry.person, entry.post) == (
        company.measure,
        company.manager,
        company.head,
    )


def test_nobody_s_other_words_stand_on_the_page(company: Company) -> None:
    """The unpublished texts of other items, drafts and proofs are not there."""
    liisa = company.kemi.liisa
    told: tuple[dict[str, Any], ...] = ({"done": CANARY, "cause": CANARY}, {"effects": CANARY})
    for words in told:
        last = Entry.objects.filter(measure=company.other).order_by("-id").first()
        actions.report_measure(
            round=company.round,
            measure=company.other,
            progress=Progress.DONE,
            by=liisa,
            at=NOW,
            expected_last=None if last is None else last.pk,
            proofs=[actions.NewProof(CANARY, link=f"https://{CANARY}.invalid/")],
            **words,
        )
    actions.save_draft(
        topic=actions.Topic(company.round.pk, company.measure.pk),
        fields={"done": CANARY},
        version=None,
        by=company.kemi.aino,
        at=NOW,
    )
    company.report()
    assert CANARY not in text(company.get())


def test_a_proof_of_another_entry_has_no_address_here(company: Company) -> None:
    company.report(proof_file=SimpleUploadedFile("muistio.txt", b"Oma todiste"))
    proof = Proof.objects.get()
    assert proof.person == company.manager
    for place in (
        reverse("desk:proof_file", args=[proof.pk]),
        reverse("site:proof", args=[company.measure.pk, proof.pk]),
        f"{company.place()}proof/{proof.pk}/",
    ):
        assert company.browser.get(place).status_code in (302, 404)


def test_a_photo_is_kept_without_what_the_phone_wrote_into_it(company: Company) -> None:
    picture = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "koordinaatit 65.7, 24.5"
    Image.new("RGB", (40, 30), "red").save(picture, "JPEG", exif=exif)
    company.report(proof_file=SimpleUploadedFile("kuva.jpg", picture.getvalue()))
    stored = Proof.objects.get().file
    assert stored is not None
    assert stored.media_type == "image/jpeg"
    assert stored.sha256 != stored.received_sha256


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ohjelma.exe", b"MZ\x90\x00"),
        ("sivu.html", b"<script>alert(1)</script>"),
        ("kuva.png", b"<svg onload=alert(1)>"),
        ("tyhja.pdf", b""),
        ("suuri.txt", b"a" * (20 * 2**20 + 1)),
    ],
    ids=["program", "page", "disguised", "empty", "oversize"],
)
def test_a_bad_file_is_refused_in_words_and_the_text_stays(
    company: Company, name: str, content: bytes
) -> None:
    answer = company.report(proof_file=SimpleUploadedFile(name, content), done="Teksti säilyy.")
    assert answer.status_code == 422
    assert "Teksti säilyy." in text(answer)
    assert not Entry.objects.exists()


def test_sending_twice_is_one_answer(company: Company) -> None:
    file: dict[str, Any] = {"proof_file": SimpleUploadedFile("muistio.txt", b"Oma todiste")}
    again: dict[str, Any] = {"proof_file": SimpleUploadedFile("muistio.txt", b"Oma todiste")}
    assert company.report(**file).status_code == 302
    assert company.report(**again).status_code == 302
    assert (Entry.objects.count(), Proof.objects.count()) == (1, 1)


def test_two_people_with_two_links_see_both_texts(company: Company) -> None:
    deputy = city.person("Sijainen")
    city.hold(company.head, deputy, deputy_order=1)
    second = company.sent(deputy)
    company.report(done="Ensimmäisen teksti.")
    answer = company.report(token=second, done="Toisen teksti.")
    assert answer.status_code == 409
    assert "Ensimmäisen teksti." in text(answer)
    assert "Toisen teksti.</textarea>" in text(answer)
    fresh = re.search(r'name="version" value="(\d+)"', text(answer))
    assert fresh is not None
    merged = company.report(token=second, version=fresh.group(1), done="Molemmat.")
    assert merged.status_code == 302
    assert list(Entry.objects.order_by("id").values_list("done", flat=True)) == [
        "Ensimmäisen teksti.",
        "Molemmat.",
    ]


def test_a_taken_back_answer_is_not_sent_again_by_the_back_button(company: Company) -> None:
    company.report()
    company.post("update_undo", version=Entry.objects.get().pk)
    assert company.report().status_code == 409
    assert Entry.objects.order_by("-id")[0].is_withdrawn


def test_what_was_approved_is_not_changed_by_link(company: Company) -> None:
    company.report()
    entry = Entry.objects.get()
    actions.review_entry(entry=entry, verdict=Verdict.APPROVED, by=company.kemi.aino, at=NOW)
    page = text(company.get())
    assert "on hyväksytty" in page
    assert "<textarea" not in page
    assert company.report(version=entry.pk, progress="LATE", done="Muutin.").status_code == 422
    assert company.post("update_undo", version=entry.pk).status_code == 422
    assert Entry.objects.count() == 1


def test_markup_and_sql_in_the_fields_are_only_text(company: Company) -> None:
    evil = "'; DROP TABLE followup_entry; -- <script>alert(1)</script> {{ 7*7 }} {% now %}"
    company.report(done=evil)
    page = text(company.get())
    assert Entry.objects.get().done == evil
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in page


@pytest.mark.parametrize("version", ["-1", "x", "9" * 30, "1e9", ""])
def test_a_bent_version_is_refused(company: Company, version: str) -> None:
    assert company.report(version=version).status_code == 422
    assert not Entry.objects.exists()


def test_another_site_cannot_send_the_form_for_the_reader(company: Company) -> None:
    """Even who knows the address: a browser tells where a form comes from."""
    for origin in ("cross-site", "same-site"):
        answer = company.browser.post(
            company.place(),
            {"version": 0, "progress": "DONE"},
            headers={"Sec-Fetch-Site": origin},
        )
        assert answer.status_code == 403
    assert not Entry.objects.exists()
    own = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
    sent = company.browser.post(
        company.place(), {"version": 0, "progress": "DONE", "done": "Oma."}, headers=own
    )
    assert sent.status_code == 302


def test_no_header_is_made_of_what_is_sent(company: Company) -> None:
    answer = company.browser.get(f"/e/{company.token}%0d%0aSet-Cookie:%20a=b/")
    assert answer.status_code == 404
    assert not answer.cookies
    assert company.report(done="a\r\nLocation: https://evil.invalid").status_code == 302


def test_a_secret_item_asks_to_sign_in_and_is_not_named(company: Company) -> None:
    company.plan.refresh_from_db()
    plans.publish_plan(
        plan=company.plan,
        version=company.plan.version,
        visibility=Visibility.SECRET,
        secrecy_ground="JulkL 24 §",
        by=SYSTEM,
        at=NOW,
    )
    for answer in (company.get(), company.report()):
        assert answer.status_code == 403
        assert "Kirjaudu" in text(answer)
        assert "lämpölaitos" not in text(answer)
    assert not Entry.objects.exists()


def test_asking_a_new_link_answers_the_same_to_everybody_and_shows_none(company: Company) -> None:
    company.close()
    known = company.post("update_new_link")
    again = company.post("update_new_link")
    unknown = company.post("update_new_link", token=UNKNOWN)
    pages = {text(answer).replace(company.token, UNKNOWN) for answer in (known, again, unknown)}
    assert len(pages) == 1
    assert LinkRequest.objects.count() == 1
    assert UpdateLink.objects.count() == 1


def test_other_ways_than_reading_and_sending_are_refused(company: Company) -> None:
    for method in ("put", "patch", "delete", "options", "trace"):
        assert getattr(company.browser, method)(company.place()).status_code == 405


def test_the_token_is_not_on_the_page_but_in_its_own_addresses(company: Company) -> None:
    places = {
        place
        for place in re.findall(r'(?:href|action)="([^"]*)"', text(company.get()))
        if company.token in place
    }
    assert all(place.split("/e/")[1].startswith(company.token) for place in places)
    page = text(company.get())
    assert page.count(company.token) == sum(page.count(f'"{place}"') for place in places)


def test_no_token_is_written_into_the_log(
    company: Company, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        company.get()
        company.report(progress="")
        company.report()
        company.report(done="Toinen")
        company.close()
        company.get()
    assert company.token not in caplog.text
