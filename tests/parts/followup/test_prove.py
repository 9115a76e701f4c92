"""Proofs: given with a claim, approved by somebody else, seen by whom they may be."""

import pytest

from ruori.files import actions as files
from ruori.files.models import StoredFile
from ruori.followup import actions, queries
from ruori.followup.models import Entry, Proof
from ruori.kernel.moments import now
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.organisation.rules import STRANGER, SYSTEM
from tests import city
from tests.parts.followup.given import (
    LATER,
    LINK,
    NEXT_DAY,
    OPENED,
    PUBLISHING,
    close,
    freeze,
    proven,
    publish,
    report,
    reporting,
)

pytestmark = pytest.mark.django_db

TEXT = b"Kokouksen muistio: liikuntapaikka avattiin.\n"


def proof_of(entry: Entry) -> Proof:
    """The only proof of an entry."""
    return Proof.objects.get(uses__entry=entry)


def test_oona_proves_her_word_with_a_file_of_hers() -> None:
    given = reporting()
    entry = report(given, given.oona)
    stored = files.store(name="muistio.txt", content=TEXT, by=given.oona.actor, at=OPENED)
    new = actions.NewProof("Muistio", file=stored.pk)

    pk = actions.add_proof(entry=entry, proof=new, by=given.oona, at=LATER)

    card = queries.proof(given.liisa, now(LATER), pk)
    assert card is not None
    assert card.file is not None
    assert (card.file.sha256, card.giver) == (stored.sha256, given.oona.person_id)


def test_a_file_handed_in_is_kept_together_with_its_claim() -> None:
    given = reporting()
    new = actions.NewProof(upload=actions.Upload("muistio.txt", TEXT), is_public=True)

    entry = report(given, given.oona, proofs=[new])

    card = queries.proof(given.liisa, now(LATER), proof_of(entry).pk)
    assert card is not None
    assert card.file is not None
    assert (card.title, card.file.name) == ("muistio.txt", "muistio.txt")


def test_a_file_handed_in_with_a_refused_claim_is_not_kept() -> None:
    given = reporting()
    new = actions.NewProof(upload=actions.Upload("muistio.txt", TEXT))
    report(given, given.oona)

    with pytest.raises(Conflict):
        report(given, given.oona, proofs=[new], expected_last=None, at=LATER)
    assert not StoredFile.objects.exists()


def test_a_file_the_city_does_not_take_in_is_no_proof() -> None:
    given = reporting()
    new = actions.NewProof(upload=actions.Upload("ohjelma.exe", b"MZ" + bytes(100)))

    with pytest.raises(Refused):
        report(given, given.oona, proofs=[new])
    assert not Entry.objects.exists()


def test_a_file_of_another_person_is_no_proof_of_mine() -> None:
    given = reporting()
    entry = report(given, given.oona)
    stored = files.store(name="salainen.txt", content=TEXT, by=given.eero.actor, at=OPENED)

    for pk in (stored.pk, stored.pk + 1):
        with pytest.raises(Refused) as refused:
            actions.add_proof(
                entry=entry,
                proof=actions.NewProof("Muistio", file=pk),
                by=given.oona,
                at=LATER,
            )
        assert refused.value.problem.code == "FILE_UNKNOWN"


def test_a_decision_is_a_proof() -> None:
    given = reporting()
    entry = report(given, given.oona)
    made = city.decision(given.kemi.council)

    new = actions.NewProof("Päätös", decision=made.pk)

    assert actions.add_proof(entry=entry, proof=new, by=given.oona, at=LATER)


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (actions.NewProof("Ei mitään"), "PROOF_EMPTY"),
        (actions.NewProof(" ", link="https://kemi.fi/"), "TITLE_MISSING"),
        (actions.NewProof("a" * 301, link="https://kemi.fi/"), "TITLE_MISSING"),
        (actions.NewProof("Skripti", link="javascript:alert(1)"), "NOT_A_LINK"),
    ],
)
def test_what_shows_nothing_is_no_proof(new: actions.NewProof, code: str) -> None:
    given = reporting()
    entry = report(given, given.oona)

    with pytest.raises(Refused) as refused:
        actions.add_proof(entry=entry, proof=new, by=given.oona, at=LATER)
    assert refused.value.problem.code == code


def test_a_proof_comes_until_the_round_is_frozen() -> None:
    given = reporting()
    entry = report(given, given.oona)
    close(given)
    assert actions.add_proof(entry=entry, proof=LINK, by=given.oona, at=NEXT_DAY)


def test_a_frozen_round_takes_no_proof() -> None:
    given = reporting()
    entry = report(given, given.oona)
    freeze(given)

    with pytest.raises(Refused) as refused:
        actions.add_proof(entry=entry, proof=LINK, by=given.oona, at=NEXT_DAY)
    assert refused.value.problem.code == "ROUND_NOT_OPEN"


def test_a_proof_of_a_frozen_round_is_approved_no_more() -> None:
    given = reporting()
    entry = report(given, given.oona, proofs=[LINK])
    freeze(given)

    with pytest.raises(Refused) as refused:
        proven(entry, given.liisa)
    assert refused.value.problem.code == "ROUND_NOT_OPEN"
    card = queries.proof(given.oona, now(NEXT_DAY), proof_of(entry).pk)
    assert card is not None
    assert not card.is_approved


def test_an_entry_replaced_takes_no_proof() -> None:
    given = reporting()
    first = report(given, given.oona)
    report(given, given.oona, expected_last=first.pk, at=LATER)

    with pytest.raises(Refused) as refused:
        actions.add_proof(entry=first, proof=LINK, by=given.oona, at=LATER)
    assert refused.value.problem.code == "ENTRY_REPLACED"


def test_another_area_proves_nothing_here() -> None:
    given = reporting()
    entry = report(given, given.oona)

    for viewer in (given.eero, given.matti, STRANGER):
        with pytest.raises(NotAllowed):
            actions.add_proof(entry=entry, proof=LINK, by=viewer, at=LATER)


def test_liisa_approves_a_proof_that_oona_gave() -> None:
    given = reporting()
    entry = report(given, given.oona, proofs=[LINK])

    proven(entry, given.liisa)

    card = queries.proof(given.oona, now(LATER), proof_of(entry).pk)
    assert card is not None
    assert card.is_approved
    assert card.approved_by_post == given.kemi.education_head.pk


def test_neither_giver_nor_writer_approves() -> None:
    given = reporting()
    entry = report(given, given.liisa)
    actions.add_proof(entry=entry, proof=LINK, by=given.aino, at=LATER)

    for viewer in (given.liisa, given.aino):
        with pytest.raises(NotAllowed):
            proven(entry, viewer)
    proven(entry, given.toni)


def test_nobody_without_a_head_s_post_approves() -> None:
    given = reporting()
    entry = report(given, given.liisa, proofs=[LINK])

    for viewer in (given.oona, given.eero, given.matti, given.tarja, STRANGER, SYSTEM):
        with pytest.raises(NotAllowed):
            proven(entry, viewer)


def test_a_proof_is_approved_once() -> None:
    given = reporting()
    entry = report(given, given.oona, proofs=[LINK])
    proven(entry, given.liisa)

    with pytest.raises(Refused) as refused:
        proven(entry, given.liisa)
    assert refused.value.problem.code == "PROOF_APPROVED"


def test_a_proof_that_proves_nothing_is_not_approved() -> None:
    given = reporting()
    proof = Proof.objects.create(
        title="Irrallinen", link="https://kemi.fi/", received_on=city.DAY, recorded_at=OPENED
    )

    with pytest.raises(Refused) as refused:
        actions.approve_proof(proof=proof, by=given.aino, at=LATER)
    assert refused.value.problem.code == "PROOF_UNUSED"


def test_the_public_sees_a_public_proof_of_a_published_entry_only() -> None:
    given = reporting()
    hidden = actions.NewProof("Sisäinen", link="https://intra.kemi.fi/")
    entry = report(given, given.oona, proofs=[LINK, hidden])
    before = queries.proofs_of_entries(STRANGER, now(LATER), [entry.pk])
    publish(given)

    after = queries.proofs_of_entries(STRANGER, now(PUBLISHING), [entry.pk])

    assert before == {}
    assert [proof.title for proof in after[entry.pk]] == [LINK.title]
    assert after[entry.pk][0].giver is None
