"""Deviations: opened by what is reported, reacted to, acted on, verified by another, closed."""

from datetime import date
from typing import Any

import pytest

from ruori.audit.models import TrailEntry
from ruori.followup import actions
from ruori.followup.actions import ReactionTerms
from ruori.followup.codes import Cause, DeviationState
from ruori.followup.models import Deviation, DeviationStep
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.organisation.rules import STRANGER, Viewer
from tests import city
from tests.parts.followup.given import (
    LATER,
    NEXT_DAY,
    Reporting,
    report,
    report_goal,
    reporting,
)

pytestmark = pytest.mark.django_db


def late(given: Reporting, **words: Any) -> Deviation:
    """Oona says that the measure is late; the deviation it opened."""
    report(given, given.oona, progress=Progress.LATE, done="Kaatui.", **words)
    return Deviation.objects.get()


def agreed(given: Reporting, row: Deviation, **changes: Any) -> actions.DeviationMoved:
    """Liisa agrees an action of her own post by a day."""
    terms = {
        "cause_code": Cause.MONEY,
        "cause": "Raha loppui.",
        "action": "Haetaan lisää.",
        "post": given.kemi.education_head,
        "due_on": date(2026, 4, 1),
        **changes,
    }
    return actions.react_to_deviation(
        deviation=row,
        version=row.version,
        reaction=ReactionTerms(**terms),
        by=given.liisa,
        at=LATER,
    )


def acted(given: Reporting, row: Deviation) -> actions.DeviationMoved:
    """Liisa says that the agreed action is done."""
    row.refresh_from_db()
    return actions.act_on_deviation(
        deviation=row, version=row.version, note="Haettu.", by=given.liisa, at=LATER
    )


def verified(
    given: Reporting, row: Deviation, by: Viewer, *, helped: bool = True, note: str = "Toimii."
) -> actions.DeviationMoved:
    """Somebody says whether it helped."""
    row.refresh_from_db()
    return actions.verify_deviation(
        deviation=row, version=row.version, helped=helped, note=note, by=by, at=NEXT_DAY
    )


def closed(given: Reporting, row: Deviation, by: Viewer) -> actions.DeviationMoved:
    """Somebody closes it."""
    row.refresh_from_db()
    return actions.close_deviation(deviation=row, version=row.version, by=by, at=NEXT_DAY)


def test_a_late_word_opens_a_deviation_with_the_cause_and_action_it_gives() -> None:
    given = reporting()
    row = late(given, cause="Raha loppui.", action="Haetaan.", new_end_on=date(2027, 1, 31))

    assert (row.measure_id, row.round_id) == (given.measure.pk, given.round.pk)
    assert (row.cause, row.action, row.due_on) == ("Raha loppui.", "Haetaan.", date(2027, 1, 31))
    assert row.state == DeviationState.ASSESSED
    assert TrailEntry.objects.filter(verb="deviation.noticed", object_pk=row.pk).count() == 1


@pytest.mark.parametrize("outlook", [Attainment.AT_RISK, Attainment.WILL_NOT])
def test_a_goal_at_risk_opens_one_too(outlook: Attainment) -> None:
    given = reporting()
    report_goal(given, given.liisa, outlook=outlook, done="Uhkaa jäädä.")

    row = Deviation.objects.get()
    assert (row.goal_id, row.state) == (given.goal.pk, DeviationState.NOTICED)


def test_a_good_word_opens_none() -> None:
    given = reporting()
    report(given, given.oona)

    assert not Deviation.objects.exists()


def test_a_day_that_has_passed_opens_one_whatever_is_said() -> None:
    given = reporting(ends_on=date(2026, 2, 1))
    report(given, given.oona, cause="Ilmoitus puuttuu vain.")

    assert Deviation.objects.get().state == DeviationState.ASSESSED


def test_a_second_late_word_renews_the_one_that_is_open() -> None:
    given = reporting()
    row = late(given)
    second = report(
        given,
        given.oona,
        progress=Progress.LATE,
        done="Yhä.",
        cause="Sade.",
        expected_last=row.entry_id,
        at=LATER,
    )

    row = Deviation.objects.get()
    assert (row.entry_id, row.cause) == (second.pk, "Sade.")


def test_what_a_person_has_written_is_not_overwritten_by_a_new_word() -> None:
    given = reporting()
    row = late(given)
    agreed(given, row)
    report(
        given,
        given.oona,
        progress=Progress.LATE,
        done="Yhä.",
        cause="Sade.",
        expected_last=row.entry_id,
        at=LATER,
    )

    row.refresh_from_db()
    assert (row.cause, row.state) == ("Raha loppui.", DeviationState.ACTION_AGREED)


def test_a_word_taken_back_ends_the_deviation_it_opened() -> None:
    given = reporting()
    row = late(given)
    actions.withdraw_entry(entry=row.entry, by=given.oona, at=LATER)  # type: ignore[arg-type]

    row.refresh_from_db()
    assert row.state == DeviationState.CLOSED


def test_the_whole_way_from_noticed_to_closed() -> None:
    given = reporting()
    row = late(given)

    assert agreed(given, row).state is DeviationState.ACTION_AGREED
    assert acted(given, row).state is DeviationState.ACTED
    assert verified(given, row, given.toni).state is DeviationState.VERIFIED
    assert closed(given, row, given.toni).state is DeviationState.CLOSED
    assert [step.state for step in DeviationStep.objects.order_by("id")] == [
        "NOTICED",
        "ACTION_AGREED",
        "ACTED",
        "VERIFIED",
        "CLOSED",
    ]


def test_an_action_that_did_not_help_goes_back_to_be_agreed() -> None:
    given = reporting()
    row = late(given)
    agreed(given, row)
    acted(given, row)

    assert verified(given, row, given.toni, helped=False).state is DeviationState.ACTION_AGREED


def test_who_acted_does_not_verify() -> None:
    given = reporting()
    row = late(given)
    agreed(given, row)
    acted(given, row)

    with pytest.raises(NotAllowed):
        verified(given, row, given.liisa)


def test_a_verification_tells_what_shows_it() -> None:
    given = reporting()
    row = late(given)
    agreed(given, row)
    acted(given, row)

    with pytest.raises(Refused) as refused:
        verified(given, row, given.toni, note=" ")
    assert refused.value.problem.code == "VERIFYING_TELLS_WHY"


def test_nothing_is_verified_before_it_is_done_or_goes_well() -> None:
    given = reporting()
    row = late(given)

    with pytest.raises(Refused) as refused:
        verified(given, row, given.toni)
    assert refused.value.problem.code == "NOT_ACTED"


def test_an_item_back_on_course_is_verified_without_an_action() -> None:
    given = reporting()
    row = late(given)
    agreed(given, row)
    report(given, given.oona, expected_last=row.entry_id, at=LATER)

    assert verified(given, row, given.toni).state is DeviationState.VERIFIED


def test_nothing_is_closed_before_it_is_verified() -> None:
    given = reporting()
    row = late(given)

    with pytest.raises(Refused) as refused:
        closed(given, row, given.toni)
    assert refused.value.problem.code == "NOT_VERIFIED"


def test_nothing_is_acted_before_an_action_is_agreed() -> None:
    given = reporting()
    row = late(given)

    with pytest.raises(Refused) as refused:
        acted(given, row)
    assert refused.value.problem.code == "WRONG_STEP"


def test_a_body_may_accept_it_as_it_is_and_then_it_may_be_closed() -> None:
    given = reporting()
    row = late(given)
    made = city.decision(given.kemi.council)

    moved = agreed(given, row, decision=made, is_accepted=True, action="", post=None, due_on=None)

    assert moved.state is DeviationState.ACTION_AGREED
    assert closed(given, row, given.toni).state is DeviationState.CLOSED


def test_nobody_accepts_it_without_a_decision() -> None:
    given = reporting()
    row = late(given)

    with pytest.raises(Refused) as refused:
        agreed(given, row, is_accepted=True)
    assert refused.value.problem.code == "ACCEPTED_BY_DECISION"


@pytest.mark.parametrize(("missing", "field"), [("post", "post"), ("due_on", "due_on")])
def test_an_action_says_who_and_by_when(missing: str, field: str) -> None:
    given = reporting()
    row = late(given)

    with pytest.raises(Refused) as refused:
        agreed(given, row, **{missing: None})
    assert refused.value.problem.code == "ACTION_HAS_OWNER"
    assert refused.value.problem.facts["field"] == field


def test_two_who_write_at_once_see_both_texts() -> None:
    given = reporting()
    row = late(given)
    stale = row.version
    agreed(given, row)

    with pytest.raises(Conflict) as conflict:
        actions.react_to_deviation(
            deviation=row,
            version=stale,
            reaction=ReactionTerms(cause="Toinen syy."),
            by=given.liisa,
            at=LATER,
        )
    facts = conflict.value.problem.facts
    assert (facts["theirs"]["cause"], facts["yours"]["cause"]) == ("Raha loppui.", "Toinen syy.")


def test_nobody_else_reacts() -> None:
    given = reporting()
    row = late(given)

    for viewer in (given.eero, given.matti, given.tarja, STRANGER):
        with pytest.raises(NotAllowed):
            actions.react_to_deviation(
                deviation=row, version=row.version, reaction=ReactionTerms(), by=viewer, at=LATER
            )


def test_a_closed_one_stays_closed() -> None:
    given = reporting()
    row = late(given)
    agreed(given, row, decision=city.decision(given.kemi.council), is_accepted=True)
    closed(given, row, given.toni)
    row.refresh_from_db()

    with pytest.raises(Refused) as refused:
        agreed(given, row)
    assert refused.value.problem.code == "DEVIATION_CLOSED"
