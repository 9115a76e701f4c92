"""What is told of a job, and to whom."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ruori.accounts.rules import RESIDENT, TIMER, Actor, ActorKind
from ruori.jobs import access, queries
from ruori.jobs.actions import beat
from ruori.jobs.models import Job
from ruori.jobs.rules import Span, State, StepState
from tests.parts.jobs.deeds import AINO, LIISA, MATTI, asked, run
from tests.parts.jobs.work import AT

pytestmark = pytest.mark.django_db


def card(job: Job, by: Actor = LIISA, seconds: int = 0) -> queries.JobCard:
    """The card at a moment, for one who may see it."""
    found = queries.job_card(job.pk, by=by, oversees=by is AINO, at=AT + timedelta(seconds=seconds))
    assert found is not None
    return found


def test_a_waiting_job_tells_its_place_and_whether_anybody_works() -> None:
    first, second = asked(year=1), asked(year=2)
    assert (card(first).place, card(second).place) == (1, 2)
    assert not card(first).has_worker
    beat(worker="w1", at=AT)
    assert card(first).has_worker
    run(first)
    assert (card(first).place, card(second).place) == (0, 1)


def test_a_running_job_tells_its_steps_and_what_is_left() -> None:
    job = asked(how="killed")
    with pytest.raises(SystemExit):
        run(job)
    Job.objects.filter(pk=job.pk).update(done_count=118, total=281)
    shown = card(job, seconds=14)
    assert shown.is_unfinished
    assert [step.state for step in shown.steps] == [
        StepState.DONE,
        StepState.NOW,
        StepState.COMING,
    ]
    assert [step.words for step in shown.steps] == ["Counting", "Stumbling", "Telling"]
    assert (shown.elapsed, shown.remaining, shown.quarter) == (14, 19, 1)


def test_the_estimate_comes_from_earlier_whole_runs() -> None:
    job = asked(year=0)
    assert card(job).estimate is None
    for year, seconds in ((1, 20), (2, 60), (3, 500)):
        run(asked(year=year))
        Job.objects.filter(parameters={"year": year}).update(
            finished_at=AT + timedelta(seconds=seconds),
            attempts=2 if seconds == 500 else 1,
            total=0,
        )
    assert card(job).estimate == Span(20, 60)


def test_a_done_job_tells_what_came_of_it() -> None:
    job = asked(mark="a")
    run(job)
    shown = card(job, seconds=1000)
    assert (shown.state, shown.elapsed, shown.remaining) == (State.DONE, 0, None)
    assert shown.outcome.facts == {"counted": 1}
    assert not shown.is_unfinished


def test_a_failed_job_tells_why() -> None:
    job = asked(how="refused")
    run(job)
    problem = card(job).problem
    assert problem is not None
    assert problem.facts == {"round": "2025"}


def test_a_card_takes_at_most_four_queries() -> None:
    for year in range(12):
        run(asked(year=year))
    job = asked()
    with CaptureQueriesContext(connection) as asked_for:
        card(job)
    assert len(asked_for) == 4


def test_my_jobs_are_mine_newest_first_in_one_query() -> None:
    first, second = asked(year=1), asked(year=2)
    asked(MATTI)
    with CaptureQueriesContext(connection) as asked_for:
        mine = queries.jobs_of(LIISA, at=AT)
    assert [shown.pk for shown in mine] == [second.pk, first.pk]
    assert len(asked_for) == 1


@pytest.mark.parametrize(
    "by", [LIISA, MATTI, AINO, RESIDENT, TIMER, Actor(ActorKind.LINK, user_id=7)]
)
@pytest.mark.parametrize("oversees", [True, False])
def test_the_list_and_the_check_agree(by: Actor, oversees: bool) -> None:
    for asker in (LIISA, MATTI, TIMER):
        asked(asker)
    seen = set(Job.objects.filter(access.visible_to(by, oversees=oversees)))
    assert seen == {job for job in Job.objects.all() if access.may_see(by, job, oversees=oversees)}


def test_liisa_sees_her_own_and_aino_all_and_a_resident_none() -> None:
    mine, other = asked(), asked(MATTI)
    assert queries.job_card(other.pk, by=LIISA, oversees=False, at=AT) is None
    assert queries.job_card(mine.pk, by=AINO, oversees=True, at=AT) is not None
    assert queries.job_card(mine.pk, by=RESIDENT, oversees=True, at=AT) is None
