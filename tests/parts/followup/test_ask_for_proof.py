"""A proof is asked for, given, refused or taken back; each refusal has its reason."""

from datetime import date
from typing import Any

import pytest

from ruori.audit.models import TrailEntry
from ruori.followup import access, actions, queries
from ruori.followup.access import Item
from ruori.followup.codes import ProofRequestState
from ruori.followup.models import Proof, ProofRequest
from ruori.kernel.problems import NotAllowed, Refused
from ruori.organisation.rules import STRANGER, Viewer
from tests.parts.followup.given import (
    FREEZING,
    LATER,
    LINK,
    NEXT_DAY,
    Reporting,
    close,
    freeze,
    report,
    reporting,
)

pytestmark = pytest.mark.django_db
DUE = date(2026, 3, 20)


def topic(given: Reporting) -> actions.Topic:
    """The measure of the small city in its round."""
    return actions.Topic(given.round.pk, measure=given.measure.pk)


def ask(given: Reporting, by: Viewer | None = None, **changes: Any) -> ProofRequest:
    """Liisa asks to be shown what Oona claimed."""
    told: dict[str, Any] = {"needed": "Kuva paikasta", "due_on": DUE, "at": LATER, **changes}
    made = actions.ask_for_proof(topic=topic(given), by=by or given.liisa, **told)
    return ProofRequest.objects.get(pk=made.request)


def asked() -> tuple[Reporting, ProofRequest]:
    """Oona has reported and Liisa asks for a proof."""
    given = reporting()
    report(given, given.oona)
    return given, ask(given)


def refused(code: str, deed: Any, **words: Any) -> None:
    """A deed is refused with a code."""
    with pytest.raises(Refused) as told:
        deed(**words)
    assert told.value.problem.code == code


def test_a_request_waits_for_who_answers_until_a_proof_is_given() -> None:
    given, request = asked()

    waiting = [item for item in queries.due(given.liisa, LATER) if item.kind == "GIVE_PROOF"]
    assert [(item.about.pk, item.due_on) for item in waiting] == [(request.pk, DUE)]
    proof = actions.answer_proof_request(request=request, proof=LINK, by=given.oona, at=NEXT_DAY)

    request.refresh_from_db()
    assert (request.state, request.proof_id) == ("ANSWERED", proof)
    kinds = {item.kind for item in queries.due(given.liisa, NEXT_DAY)}
    assert "GIVE_PROOF" not in kinds
    assert "APPROVE_PROOF" in kinds
    verbs = TrailEntry.objects.filter(verb__startswith="proof_request.").order_by("pk")
    assert [row.verb for row in verbs] == ["proof_request.asked", "proof_request.answered"]


def test_a_proof_given_with_a_new_report_answers_too() -> None:
    given, request = asked()
    first = queries.measure_form(
        given.oona, NEXT_DAY, round_id=given.round.pk, measure=given.measure.pk
    )
    assert first is not None

    report(given, given.oona, proofs=[LINK], expected_last=first.expected_last, at=NEXT_DAY)

    request.refresh_from_db()
    assert request.state == ProofRequestState.ANSWERED


def test_a_refusal_tells_why_and_stays_readable() -> None:
    given, request = asked()

    actions.refuse_proof_request(
        request=request, reason="Paikka on purettu.", by=given.oona, at=NEXT_DAY
    )

    cards = queries.proof_requests_of(
        given.liisa, round_id=given.round.pk, measure=given.measure.pk
    )
    assert [(card.state, card.reason) for card in cards] == [
        (ProofRequestState.REFUSED, "Paikka on purettu.")
    ]


def test_a_request_is_taken_back_by_who_asked() -> None:
    given, request = asked()

    with pytest.raises(NotAllowed):
        actions.withdraw_proof_request(request=request, by=given.oona, at=NEXT_DAY)
    actions.withdraw_proof_request(request=request, by=given.liisa, at=NEXT_DAY)

    request.refresh_from_db()
    assert request.state == ProofRequestState.WITHDRAWN
    assert ask(given, at=NEXT_DAY).pk != request.pk


def test_only_who_may_approve_the_claim_may_ask() -> None:
    given = reporting()
    report(given, given.liisa)

    for viewer in (given.oona, given.liisa, given.eero, given.matti, given.tarja, STRANGER):
        with pytest.raises(NotAllowed):
            ask(given, viewer)
    assert ask(given, given.toni).state == ProofRequestState.ASKED


def test_only_who_may_report_answers() -> None:
    given, request = asked()

    for viewer in (given.eero, given.matti, given.tarja, STRANGER):
        with pytest.raises(NotAllowed):
            actions.answer_proof_request(request=request, proof=LINK, by=viewer, at=NEXT_DAY)
        with pytest.raises(NotAllowed):
            actions.refuse_proof_request(request=request, reason="Ei.", by=viewer, at=NEXT_DAY)
    assert not Proof.objects.exists()


def test_asking_is_refused_for_its_reasons() -> None:
    given = reporting()
    refused("NOTHING_CLAIMED", ask, given=given)
    report(given, given.oona)
    refused("NEEDED_MISSING", ask, given=given, needed=" ")
    refused("TOO_LONG", ask, given=given, needed="a" * 501)
    refused("DUE_IN_PAST", ask, given=given, due_on=date(2026, 3, 1))
    ask(given)
    refused("PROOF_ASKED", ask, given=given)


def test_a_frozen_round_asks_for_nothing() -> None:
    given = reporting()
    report(given, given.oona)
    freeze(given)

    refused("ROUND_NOT_OPEN", ask, given=given, at=FREEZING, due_on=date(2026, 6, 1))


def test_a_closed_round_still_asks_and_is_answered() -> None:
    given, request = asked()
    close(given)

    actions.answer_proof_request(request=request, proof=LINK, by=given.oona, at=FREEZING)

    request.refresh_from_db()
    assert request.state == ProofRequestState.ANSWERED


def test_a_settled_request_is_not_settled_again() -> None:
    given, request = asked()
    actions.refuse_proof_request(request=request, reason="Ei ole.", by=given.oona, at=NEXT_DAY)

    words: dict[str, Any] = {"request": request, "by": given.liisa, "at": NEXT_DAY}
    refused("REQUEST_SETTLED", actions.answer_proof_request, proof=LINK, **words)
    refused("REQUEST_SETTLED", actions.refuse_proof_request, reason="Ei.", **words)
    refused("REQUEST_SETTLED", actions.withdraw_proof_request, **words)


def test_a_refusal_without_a_reason_or_too_long_is_not_taken() -> None:
    given, request = asked()
    words: dict[str, Any] = {"request": request, "by": given.oona, "at": NEXT_DAY}

    refused("REFUSAL_TELLS_WHY", actions.refuse_proof_request, reason=" ", **words)
    refused("TOO_LONG", actions.refuse_proof_request, reason="a" * 501, **words)


def test_a_claim_taken_back_has_nothing_to_prove() -> None:
    given = reporting()
    entry = report(given, given.oona)
    request = ask(given)
    actions.withdraw_entry(entry=entry, by=given.oona, at=LATER)

    refused(
        "NOTHING_CLAIMED",
        actions.answer_proof_request,
        request=request,
        proof=LINK,
        by=given.oona,
        at=LATER,
    )


def test_lists_agree_with_the_question_about_one_request() -> None:
    given, request = asked()
    people = (
        given.aino,
        given.liisa,
        given.oona,
        given.toni,
        given.eero,
        given.matti,
        given.tarja,
        STRANGER,
    )

    for viewer in people:
        listed = queries.proof_request(viewer, request.pk) is not None
        item = Item(request.unit_id, request.post_id)
        assert listed is access.may_see_proof_request(viewer, item, asker=request.person_id)
    assert [queries.proof_request(viewer, request.pk) is not None for viewer in people] == [
        True,
        True,
        True,
        True,
        False,
        False,
        True,
        False,
    ]
