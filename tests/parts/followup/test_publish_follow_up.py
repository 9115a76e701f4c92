"""Publishing a round: what was inside becomes everybody's to read."""

import pytest

from ruori.cycle.rules import RoundKind
from ruori.followup import actions, queries
from ruori.kernel.codes import Attainment, Visibility
from ruori.kernel.moments import Moment, now
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.organisation.rules import STRANGER
from tests.parts.followup.given import (
    FREEZING,
    LATER,
    PUBLISHING,
    at_least,
    close,
    figure,
    freeze,
    publish,
    report,
    report_goal,
    reporting,
    tell,
    with_tests,
)

pytestmark = pytest.mark.django_db


def test_the_public_reads_entries_and_judgements_from_publication_on() -> None:
    given = reporting()
    report(given, given.liisa, done="Urakka etenee.")
    report_goal(given, given.liisa, outlook=Attainment.ON_COURSE)
    freeze(given)
    before = queries.latest_of_measures(STRANGER, now(FREEZING))

    actions.publish_follow_up(
        round=given.round, version=given.round.version, by=given.aino, at=PUBLISHING
    )

    after = queries.latest_of_measures(STRANGER, now(PUBLISHING))
    assert before == {}
    assert after[given.measure.pk].done == "Urakka etenee."
    assert after[given.measure.pk].person is None
    assert given.goal.pk in queries.judgements_of(STRANGER, now(PUBLISHING))


def test_a_reader_of_an_earlier_day_sees_nothing_of_it() -> None:
    given = reporting()
    report(given, given.liisa)
    publish(given)
    day = FREEZING.date()

    assert queries.latest_of_measures(STRANGER, Moment(day, day)) == {}


def test_a_hidden_indicator_s_value_stays_hidden_in_the_judgement() -> None:
    given = reporting(kind=RoundKind.YEAR_END)
    series = figure(given, visibility=Visibility.DRAFT)
    with_tests(given, at_least(series, 1250))
    tell(series, "2025", "1000")
    publish(given)
    key = given.goal.pk

    public = queries.judgements_of(STRANGER, now(PUBLISHING), [key])[key].city
    inside = queries.judgements_of(given.aino, now(PUBLISHING), [key])[key].city

    assert public is not None
    assert inside is not None
    assert public.inputs["tests"][0]["value"] is None
    assert inside.inputs["tests"][0]["value"] == "1000"


def test_a_round_not_frozen_is_not_published() -> None:
    given = reporting()
    close(given)

    with pytest.raises(Refused) as refused:
        actions.publish_follow_up(
            round=given.round, version=given.round.version, by=given.aino, at=LATER
        )
    assert refused.value.problem.code == "WRONG_STEP"


def test_a_stale_page_does_not_publish() -> None:
    given = reporting()
    freeze(given)

    with pytest.raises(Conflict):
        actions.publish_follow_up(round=given.round, version=1, by=given.aino, at=PUBLISHING)


def test_nobody_else_publishes() -> None:
    given = reporting()
    freeze(given)

    for viewer in (given.liisa, given.toni, given.tarja, given.matti, STRANGER):
        with pytest.raises(NotAllowed):
            actions.publish_follow_up(
                round=given.round, version=given.round.version, by=viewer, at=PUBLISHING
            )
