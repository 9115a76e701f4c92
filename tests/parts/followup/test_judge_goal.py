"""The auditor's judgement: beside the city's, never over it (A3)."""

from typing import Any

import pytest

from ruori.cycle.rules import RoundKind
from ruori.followup import actions, queries
from ruori.followup.models import Judgement
from ruori.kernel.codes import Attainment, Provability
from ruori.kernel.moments import now
from ruori.kernel.problems import NotAllowed, Refused
from ruori.organisation.rules import STRANGER, SYSTEM
from tests.parts.followup.given import (
    FREEZING,
    LINK,
    PUBLISHING,
    Reporting,
    close,
    freeze,
    proven,
    publish,
    report_goal,
    reporting,
)

pytestmark = pytest.mark.django_db


def met() -> Reporting:
    """A year-end round in which the city has judged the goal met, with proof."""
    given = reporting(kind=RoundKind.YEAR_END)
    entry = report_goal(given, given.liisa, outlook=Attainment.MET, proofs=[LINK])
    proven(entry, given.toni)
    return given


def audit(given: Reporting, **words: Any) -> actions.JudgedGoal:
    """Tarja judges the goal not met."""
    told: dict[str, Any] = {
        "attainment": Attainment.NOT_MET,
        "reason": "Aloitukset laskettiin valmistuneiksi.",
        "by": given.tarja,
        "at": FREEZING,
        **words,
    }
    return actions.judge_goal(goal=given.goal, round=given.round, **told)


def test_tarja_s_judgement_stands_beside_the_city_s() -> None:
    given = met()
    freeze(given)

    audit(given, provability=Provability.UNPROVEN)

    judged = queries.judgements_of(given.tarja, now(FREEZING), [given.goal.pk])[given.goal.pk]
    assert judged.city is not None
    assert judged.auditor is not None
    assert judged.city.attainment is Attainment.MET
    assert judged.auditor.attainment is Attainment.NOT_MET
    assert Judgement.objects.count() == 2


def test_her_newer_judgement_counts_and_the_older_stays() -> None:
    given = met()
    freeze(given)
    audit(given)
    audit(given, attainment=Attainment.NOT_ASSESSABLE, reason="Tavoite on epäselvä.")

    judged = queries.judgements_of(given.tarja, now(FREEZING), [given.goal.pk])[given.goal.pk]
    assert judged.auditor is not None
    assert judged.auditor.attainment is Attainment.NOT_ASSESSABLE
    history = queries.judgement_history(given.tarja, now(FREEZING), given.goal.pk)
    assert len(history) == 3


def test_the_public_reads_both_when_the_round_is_published() -> None:
    given = met()
    publish(given)
    audit(given, at=PUBLISHING)

    judged = queries.judgements_of(STRANGER, now(PUBLISHING), [given.goal.pk])[given.goal.pk]
    assert judged.city is not None
    assert judged.auditor is not None


def test_the_unit_does_not_read_the_auditor_before_publication() -> None:
    given = met()
    freeze(given)
    audit(given)

    judged = queries.judgements_of(given.liisa, now(FREEZING), [given.goal.pk])[given.goal.pk]
    assert judged.city is not None
    assert judged.auditor is None


def test_nobody_but_the_auditor_judges() -> None:
    given = met()
    freeze(given)

    for viewer in (given.aino, given.liisa, given.matti, STRANGER, SYSTEM):
        with pytest.raises(NotAllowed):
            audit(given, by=viewer)


def test_a_round_still_running_is_not_audited() -> None:
    given = met()
    close(given)

    with pytest.raises(Refused) as refused:
        audit(given)
    assert refused.value.problem.code == "ROUND_NOT_FROZEN"


def test_an_outlook_is_no_verdict() -> None:
    given = met()
    freeze(given)

    with pytest.raises(Refused) as refused:
        audit(given, attainment=Attainment.ON_COURSE)
    assert refused.value.problem.code == "NOT_A_VERDICT"


def test_a_judgement_tells_what_it_rests_on() -> None:
    given = met()
    freeze(given)

    with pytest.raises(Refused) as refused:
        audit(given, reason=" ")
    assert refused.value.problem.code == "JUDGEMENT_TELLS_WHY"


def test_an_auditor_s_proof_belongs_to_her_judgement() -> None:
    given = met()
    freeze(given)

    made = audit(given, proofs=[LINK])

    proofs = queries.proofs_of_judgements(given.tarja, now(FREEZING), [made.judgement])
    assert [proof.title for proof in proofs[made.judgement]] == [LINK.title]


def test_one_judgement_is_read_by_who_may_see_it() -> None:
    given = met()
    freeze(given)
    made = audit(given)

    card = queries.judgement(given.tarja, now(FREEZING), made.judgement)
    assert card is not None
    assert card.reason == "Aloitukset laskettiin valmistuneiksi."
    assert queries.judgement(STRANGER, now(FREEZING), made.judgement) is None


def test_the_judgements_of_one_round_are_read_alone() -> None:
    given = met()
    publish(given)
    moment = now(PUBLISHING)

    assert queries.judgements_of(STRANGER, moment, round_id=given.round.pk)
    assert queries.judgements_of(STRANGER, moment, round_id=given.round.pk + 1) == {}
