"""The import on the desk: take a page in, settle it row by row, accept it; and who may not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from ruori.accounts.models import User
from ruori.intake import rules
from ruori.intake.draft import ElementKind, State
from ruori.intake.models import Draft
from ruori.intake.rules import Standing
from ruori.kernel.codes import Visibility
from ruori.plans.models import Plan
from tests.city import SmallKemi, small_kemi
from tests.parts.intake.given import (
    OBJECTIVE,
    SMALL,
    UNREAD,
    founding_page,
    opened,
    proposal_of,
    settled,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def kemi() -> SmallKemi:
    return small_kemi()


@pytest.fixture
def aino(kemi: SmallKemi) -> Client:
    return signed_in("aino")


@pytest.fixture
def draft(kemi: SmallKemi) -> Draft:
    return opened()


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"{name}@esimerkki.invalid"))
    return client


def at(draft: Draft, name: str = "import", *more: object) -> str:
    return reverse(f"desk:{name}", args=[draft.pk, *more])


def do(client: Client, draft: Draft, name: str, *more: object, **fields: object) -> HttpResponse:
    """Send one deed with the draft's present version, unless another is given."""
    draft.refresh_from_db()
    data = {"version": draft.version, **fields}
    return client.post(at(draft, name, *more), data)  # type: ignore[return-value]


def state(draft: Draft, path: rules.Path) -> State:
    return rules.row_at(proposal_of(draft), path).row.state


def test_pasted_text_leads_to_its_review(aino: Client) -> None:
    answer = aino.post(reverse("desk:imports"), {"text": SMALL, "language": "fi"})
    made = Draft.objects.get()
    assert answer.headers["Location"] == at(made)
    page = aino.get(at(made)).content.decode()
    assert "1 arvo, 1 päämäärä, 1 tavoite, 1 ohjelma; 1 rivi epäselvä." in page
    assert "Lue lisää tästä" in page
    assert "Hyväksy kaikki 4 varmaa riviä" in page


def test_an_uploaded_file_leads_to_its_review(aino: Client) -> None:
    upload = SimpleUploadedFile("kemi.txt", founding_page(), "text/plain")
    aino.post(reverse("desk:imports"), {"upload": upload, "language": "fi"})
    made = Draft.objects.get()
    assert made.source.encode() == founding_page()
    page = aino.get(at(made)).content.decode()
    assert (
        "3 arvoa, 3 päämäärää, 15 tavoitetta, 11 sitoumusta, 7 ohjelmaa; 1 rivi epäselvä." in page
    )
    assert "hyväksytty: kaupunginvaltuusto, 27.8.2018" in page


def test_a_page_taken_in_before_leads_to_the_same_draft(aino: Client, draft: Draft) -> None:
    answer = aino.post(reverse("desk:imports"), {"text": SMALL, "language": "fi"}, follow=True)
    assert Draft.objects.count() == 1
    assert "Tämä sivu on tuotu jo aiemmin" in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Liitä teksti tai valitse tiedosto"),
        ({"text": SMALL, "upload": True}, "Liitä teksti tai valitse tiedosto"),
        ({"upload": b"\x00\x01\x02"}, "Tiedosto ei ole tekstiä."),
        ({"upload": "ä".encode("latin-1")}, "UTF-8"),
        ({"upload": b"a" * (5 * 2**20 + 1)}, "Tiedosto on suurempi kuin 5 Mt."),
    ],
)
def test_what_is_no_page_is_said_at_its_field(
    aino: Client, fields: dict[str, object], words: str
) -> None:
    content = fields.pop("upload", None)
    if content is not None:
        given = content if isinstance(content, bytes) else b"teksti"
        fields["upload"] = SimpleUploadedFile("sivu.txt", given)
    answer = aino.post(reverse("desk:imports"), {"language": "fi", **fields})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_row_is_accepted_and_the_reader_comes_back_to_it(aino: Client, draft: Draft) -> None:
    answer = do(aino, draft, "import_row_accept", "0.1.0")
    assert answer.headers["Location"] == f"{at(draft)}#row-0.1.0"
    assert state(draft, OBJECTIVE) is State.ACCEPTED


def test_each_button_has_its_deed(aino: Client, draft: Draft) -> None:
    do(aino, draft, "import_row_all", "0")
    assert state(draft, OBJECTIVE) is State.ACCEPTED
    do(aino, draft, "import_row_reopen", "0")
    assert state(draft, OBJECTIVE) is State.OPEN
    do(aino, draft, "import_certain")
    assert state(draft, OBJECTIVE) is State.ACCEPTED


def test_a_line_of_two_documents_is_parted(aino: Client, kemi: SmallKemi) -> None:
    draft = opened("Muut ohjelmat\nHyvinvointikertomus 2021-2025 ja suunnitelma 2026-2029\n")
    assert "Erota kahdeksi asiakirjaksi" in aino.get(at(draft)).content.decode()
    do(aino, draft, "import_row_part", "0")
    assert len(proposal_of(draft).plans) == 2


def test_a_row_is_corrected_beside_its_source(aino: Client, draft: Draft) -> None:
    page = aino.get(at(draft, "import_row", "0.1.0")).content.decode()
    assert "- Työtä on kaikille." in page
    do(aino, draft, "import_row", "0.1.0", kind="commitment", code="7", title="Työtä on", text="")
    row = rules.row_at(proposal_of(draft), OBJECTIVE).row
    assert (row.kind, row.title, row.state) == (
        ElementKind.COMMITMENT,
        "Työtä on",
        State.ACCEPTED,
    )


def test_a_plan_is_corrected_with_its_adoption(aino: Client, draft: Draft) -> None:
    do(
        aino,
        draft,
        "import_row",
        "1",
        kind="programme",
        title="Ikäohjelma",
        valid_from="2026-01-01",
        valid_to="2028-12-31",
        body="Kaupunginvaltuusto",
        decided_on="2025-11-10",
        section="88",
    )
    plan = proposal_of(draft).plans[1]
    assert plan.decision is not None
    assert (plan.title, plan.decision.section) == ("Ikäohjelma", 88)


def test_a_wrong_correction_keeps_what_was_typed(aino: Client, draft: Draft) -> None:
    answer = do(
        aino, draft, "import_row", "0.1.0", kind="goal", code="", title="Uusi nimi", text=""
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tämä laji ei voi olla yllä olevan rivin alla." in page
    assert "Uusi nimi" in page


def test_a_row_is_left_out_for_a_reason(aino: Client, draft: Draft) -> None:
    assert do(aino, draft, "import_row_drop", "0.1", reason="").status_code == 422
    do(aino, draft, "import_row_drop", "0.1", reason="vanha tavoite")
    assert state(draft, OBJECTIVE) is State.DROPPED
    assert "vanha tavoite" in aino.get(at(draft)).content.decode()


def test_an_unread_line_is_placed_under_a_row_or_on_its_own(aino: Client, draft: Draft) -> None:
    wrong = do(aino, draft, "import_line", UNREAD, where="own", kind="text", words="Lue lisää")
    assert wrong.status_code == 422
    do(aino, draft, "import_line", UNREAD, where="0.1", kind="text", words="Lue lisää")
    assert not proposal_of(draft).needs_review
    assert aino.get(at(draft, "import_line", UNREAD)).status_code == 404


def test_an_unread_line_becomes_a_programme(aino: Client, draft: Draft) -> None:
    do(aino, draft, "import_line", UNREAD, where="own", kind="programme", words="A-ohjelma")
    assert [plan.title for plan in proposal_of(draft).plans][-1] == "A-ohjelma"


def test_an_unread_line_is_left_out_with_the_readers_own_reason_offered(
    aino: Client, draft: Draft
) -> None:
    page = aino.get(at(draft, "import_line_drop", UNREAD)).content.decode()
    assert "Rivi viittaa toiselle sivulle tai tiedostoon." in page
    do(aino, draft, "import_line_drop", UNREAD, reason="linkki")
    assert proposal_of(draft).needs_review[0].state is State.DROPPED


def test_a_settled_draft_becomes_public_plans(aino: Client, draft: Draft) -> None:
    settled(draft)
    do(aino, draft, "import_accept", visibility="PUBLIC")
    page = aino.get(at(draft)).content.decode()
    assert {plan.visibility for plan in Plan.objects.all()} == {Visibility.PUBLIC}
    assert "Tästä sivusta syntyneet suunnitelmat" in page
    assert "Suvikaupungin kaupunkistrategia 2026-2029</a>" in page
    assert "Hyväksy suunnitelmiksi" not in page


def test_a_draft_not_settled_says_what_is_missing(aino: Client, draft: Draft) -> None:
    page = aino.get(at(draft)).content.decode()
    assert "Rivejä, joita kukaan ei ole hyväksynyt eikä hylännyt: 5." in page
    answer = do(aino, draft, "import_accept", visibility="PUBLIC")
    assert answer.status_code == 422
    assert not Plan.objects.exists()


def test_a_body_the_city_lacks_is_named(aino: Client, kemi: SmallKemi) -> None:
    page = "Muut ohjelmat\n- Ikäohjelma 2026-28 (sivistyslautakunta 8.12.2025 § 9)\n"
    draft = settled(opened(page))
    answer = do(aino, draft, "import_accept", visibility="PUBLIC")
    assert answer.status_code == 422
    assert "sivistyslautakunta" in answer.content.decode()
    assert not Plan.objects.exists()


def test_a_discarded_draft_may_not_be_settled(aino: Client, draft: Draft) -> None:
    do(aino, draft, "import_discard")
    draft.refresh_from_db()
    assert draft.state == Standing.DISCARDED
    assert do(aino, draft, "import_row_accept", "0").status_code == 422


@pytest.mark.parametrize(
    ("name", "more", "fields"),
    [
        ("import_row_accept", ("0",), {}),
        ("import_certain", (), {}),
        ("import_accept", (), {"visibility": "PUBLIC"}),
        ("import_discard", (), {}),
        ("import_row_drop", ("0.1",), {"reason": "minun syyni"}),
        ("import_row", ("0.1.0",), {"kind": "objective", "title": "Minun sanani"}),
        ("import_line_drop", (UNREAD,), {"reason": "minun syyni"}),
    ],
)
def test_who_saw_an_older_draft_is_told_and_loses_nothing(
    aino: Client, draft: Draft, name: str, more: tuple[object, ...], fields: dict[str, str]
) -> None:
    do(aino, draft, "import_row_accept", "0.0")
    before = proposal_of(draft)
    answer = do(aino, draft, name, *more, version=1, **fields)
    assert answer.status_code == 409
    assert proposal_of(draft) == before
    page = answer.content.decode()
    assert all(words in page for words in fields.values() if words.startswith("inun", 1))


@pytest.mark.parametrize("name", ["liisa", "eero", "matti"])
def test_who_does_not_steer_finds_nothing(kemi: SmallKemi, draft: Draft, name: str) -> None:
    client = signed_in(name)
    for address in (
        reverse("desk:imports"),
        at(draft),
        at(draft, "import_row", "0"),
        at(draft, "import_line", UNREAD),
    ):
        assert client.get(address).status_code == 404
    assert do(client, draft, "import_row_accept", "0").status_code == 404
    assert state(draft, (0,)) is State.OPEN


def test_a_stranger_is_asked_to_sign_in(draft: Draft) -> None:
    answer = Client().get(at(draft))
    assert answer.status_code == 302
    assert reverse("desk:sign_in") in answer.headers["Location"]


@pytest.mark.parametrize("path", ["9", "0.9", "a", "0.", "-1"])
def test_a_row_that_is_not_there_is_not_found(aino: Client, draft: Draft, path: str) -> None:
    assert aino.get(at(draft, "import_row", path)).status_code == 404
    assert aino.get(at(draft, "import_row_drop", path)).status_code == 404


def test_reading_a_page_never_writes(aino: Client, draft: Draft) -> None:
    for name in ("import_row_accept", "import_row_all", "import_row_reopen", "import_row_part"):
        assert aino.get(at(draft, name, "0")).status_code == 405
    for name in ("import_certain", "import_accept", "import_discard"):
        assert aino.get(at(draft, name)).status_code == 405
    draft.refresh_from_db()
    assert draft.version == 1


@pytest.mark.parametrize("version", ["", "x", "²"])
def test_a_deed_without_its_version_is_not_found(aino: Client, draft: Draft, version: str) -> None:
    assert do(aino, draft, "import_row_accept", "0", version=version).status_code == 404


def test_the_queries_of_a_review_do_not_grow_with_its_rows(
    aino: Client, kemi: SmallKemi, django_assert_max_num_queries: object
) -> None:
    few = opened()
    many = opened(founding_page())
    counts = []
    for draft in (few, many):
        with django_assert_max_num_queries(25) as asked:  # type: ignore[operator]
            aino.get(at(draft))
        counts.append(len(asked))
    assert counts[0] == counts[1]
