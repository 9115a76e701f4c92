"""What waits for whom in the rounds of a city."""

import pytest
from pytest_django import DjangoAssertNumQueries

from ruori.followup import actions, queries
from ruori.followup.codes import Verdict
from ruori.followup.rules.entries import answers_for
from ruori.kernel.codes import Attainment
from ruori.kernel.moments import now
from ruori.kernel.problems import Due
from ruori.kernel.text import Text
from ruori.organisation.rules import STRANGER, SYSTEM, Viewer
from ruori.plans import actions as plans
from tests import city
from tests.parts.followup.given import (
    CLOSING,
    LATER,
    LINK,
    NEXT_DAY,
    OPENED,
    approve,
    close,
    deputy_of,
    more_measures,
    proven,
    report,
    report_goal,
    reporting,
)

pytestmark = pytest.mark.django_db


def kinds(viewer: Viewer, at: object = LATER) -> list[str]:
    """What waits for somebody, by kind."""
    return sorted(item.kind for item in queries.due(viewer, at))  # type: ignore[arg-type]


def test_an_open_round_waits_for_the_reachable_post() -> None:
    given = reporting()

    assert kinds(given.liisa) == ["REPORT_GOAL", "REPORT_MEASURE", "SUBMIT_REPORT"]
    assert kinds(given.oona) == []
    assert kinds(given.eero) == []
    assert queries.due(STRANGER, LATER) == []


def test_a_due_thing_has_its_round_unit_and_day() -> None:
    given = reporting()

    found = {item.kind: item for item in queries.due(given.liisa, LATER)}
    item: Due = found["REPORT_MEASURE"]

    assert (item.about.label, item.about.pk) == ("plans.measure", given.measure.pk)
    assert (item.due_on, item.unit_id) == (given.round.due_on, given.kemi.schools.pk)
    assert (item.facts["round"], item.facts["as_substitute"]) == (given.round.pk, False)


def test_a_deputy_sees_the_post_s_own_things_as_a_substitute() -> None:
    given = reporting()
    measure = more_measures(given, 1, reported=False)[0]
    plans.change_measure(
        measure=measure,
        version=measure.version,
        changes={"post": given.kemi.education_head},
        by=SYSTEM,
        at=OPENED,
    )
    deputy = deputy_of(given.kemi.education_head)

    found = [item for item in queries.due(deputy, LATER) if item.kind == "REPORT_MEASURE"]

    assert [(item.about.pk, item.facts["as_substitute"]) for item in found] == [(measure.pk, True)]


def test_what_is_said_waits_for_the_nearest_head_who_did_not_say_it() -> None:
    given = reporting()
    report(given, given.oona)
    report_goal(given, given.liisa, outlook=Attainment.ON_COURSE)

    assert kinds(given.liisa) == ["APPROVE_ENTRY", "SUBMIT_REPORT"]
    assert kinds(given.toni) == ["APPROVE_ENTRY"]


def test_a_returned_answer_waits_for_its_post_again() -> None:
    given = reporting()
    entry = report(given, given.oona)
    actions.review_entry(
        entry=entry, verdict=Verdict.RETURNED, reason="Luku?", by=given.aino, at=LATER
    )

    assert "ENTRY_RETURNED" in kinds(given.liisa)
    assert "APPROVE_ENTRY" not in kinds(given.liisa)


def test_a_proof_waits_for_a_head_who_did_not_give_it() -> None:
    given = reporting()
    entry = report(given, given.oona, proofs=[LINK])
    approve(entry, given.aino)

    assert "APPROVE_PROOF" in kinds(given.liisa)
    proven(entry, given.liisa)
    assert "APPROVE_PROOF" not in kinds(given.liisa)


def test_a_handed_in_summary_waits_for_the_head_above() -> None:
    given = reporting()
    actions.submit_unit_report(
        round=given.round,
        unit=given.kemi.education,
        summary="Valmis.",
        version=None,
        by=given.liisa,
        at=OPENED,
    )

    assert "SUBMIT_REPORT" not in kinds(given.liisa)
    assert kinds(given.toni) == ["APPROVE_REPORT"]


def test_a_closed_round_waits_for_approvals_only() -> None:
    given = reporting()
    report(given, given.oona)
    close(given)

    assert kinds(given.liisa, CLOSING) == ["APPROVE_ENTRY"]


def test_what_is_due_grows_without_more_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    given = reporting()
    more_measures(given, 2)
    with django_assert_max_num_queries(18):
        queries.due(given.liisa, NEXT_DAY)
    more_measures(given, 6)
    city.opened_round(given.kemi.education, code="2026-toinen")
    with django_assert_max_num_queries(18):
        queries.due(given.liisa, NEXT_DAY)


def test_what_is_left_out_for_a_viewer_never_waits_for_them() -> None:
    given = reporting()
    plans.add_measure(
        plan=given.plan,
        measure=plans.MeasureTerms(
            Text("Muualla"), given.kemi.environment, post=given.kemi.education_head
        ),
        serves=[given.goal],
        by=SYSTEM,
        at=OPENED,
    )
    taken = more_measures(given, 1, reported=False)[0]
    actions.hand_over(
        item=actions.Topic(given.round.pk, measure=taken.pk),
        to=actions.Receiver(post=given.kemi.environment_head.pk),
        reason="Kuuluu ympäristölle.",
        by=given.liisa,
        at=LATER,
    )
    moment = now(LATER)
    (every,) = queries.asking([given.round], moment)

    for viewer in (given.aino, given.liisa, given.eero, given.oona, given.toni, given.matti):
        (near,) = queries.asking([given.round], moment, near=viewer)
        waits = [
            [
                item.about.pk
                for item in asked.items
                if answers_for(asked.chart, viewer, post=item.post, unit=item.unit)
            ]
            for asked in (every, near)
        ]
        assert waits[0] == waits[1]
    (near,) = queries.asking([given.round], moment, near=given.eero)
    assert len(near.items) < len(every.items)
