"""Doing work step by step."""

from typing import Any

import pytest

from ruori.accounts.models import SignIn
from ruori.audit.models import TrailEntry
from ruori.jobs.actions import run_steps
from ruori.jobs.models import Job
from ruori.jobs.rules import Doing, State, Step
from tests.parts.jobs.deeds import LIISA, asked, reason, run
from tests.parts.jobs.work import AT, LATER, STEPS, clock

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    """The trail so far, without the asking."""
    return list(TrailEntry.objects.order_by("pk").values_list("verb", flat=True))[1:]


def test_steps_are_done_in_order_and_what_they_gave_is_kept() -> None:
    job = asked(mark="a")
    assert run(job) is State.DONE
    job.refresh_from_db()
    assert job.steps_done == ["COUNT", "STUMBLE", "TELL"]
    assert job.result["counted"] == 1
    assert job.result["said"] == {"msgid": "%(counted)s counted.", "facts": {"counted": 1}}
    assert (job.started_at, job.finished_at, job.worker) == (AT, AT, "w1")
    assert verbs() == ["job.started", "job.finished"]


def test_a_refused_step_ends_the_job_with_its_reason() -> None:
    job = asked(how="refused")
    assert run(job) is State.FAILED
    job.refresh_from_db()
    assert job.problem == {
        "code": "ROUND_OPEN",
        "msgid": "The round %(round)s is still open.",
        "facts": {"round": "2025"},
    }
    assert job.steps_done == ["COUNT"]
    assert verbs() == ["job.started", "job.failed"]


def test_a_fault_is_kept_and_raised_again_for_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    job = asked(how="fault")
    with pytest.raises(ZeroDivisionError):
        run(job)
    assert reason(job)["code"] == "JOB_FAULT"
    assert reason(job)["facts"] == {"number": job.pk}
    assert "STUMBLE" in caplog.text


def test_doing_a_finished_job_again_does_nothing() -> None:
    job = asked(mark="a")
    run(job)
    assert run(job) is State.DONE
    assert SignIn.objects.count() == 1


def test_progress_is_told_and_never_beyond_the_whole() -> None:
    seen: list[tuple[int, int]] = []

    def tell(doing: Doing) -> None:
        for done, total in ((1, 4), (2, 4), (9, 4), (3, 0)):
            doing.tell(done, total)
            job = Job.objects.get(pk=doing.parameters["pk"])
            seen.append((job.done_count, job.total))

    job = asked(pk=0)
    Job.objects.filter(pk=job.pk).update(parameters={"pk": job.pk})
    run_steps(job_pk=job.pk, steps=(Step("T", "Telling", tell),), worker="w", clock=clock)
    # The second one came within a second of the first and was not written.
    assert seen == [(1, 4), (1, 4), (4, 4), (3, 0)]


def test_a_step_knows_for_whom_and_when_it_works() -> None:
    got: list[Any] = []
    job = asked(LIISA)
    step = Step("A", "A", lambda doing: got.append((doing.by, doing.at)))
    run_steps(job_pk=job.pk, steps=(step,), worker="w", clock=clock)
    assert got == [(LIISA, AT)]


def test_a_worker_whose_job_was_given_to_another_leaves_it_alone() -> None:
    job = asked()

    def lose(doing: Doing) -> None:
        Job.objects.filter(pk=job.pk).update(worker="w2", attempts=2)
        doing.tell(1, 2)

    steps = (Step("LOSE", "Losing", lose), *STEPS)
    assert run_steps(job_pk=job.pk, steps=steps, worker="w1", clock=clock) is State.RUNNING
    job.refresh_from_db()
    assert job.worker == "w2"
    assert job.steps_done == []
    assert not SignIn.objects.exists()


def test_an_interrupted_job_continues_where_it_was() -> None:
    job = asked(mark="a", how="killed")
    with pytest.raises(SystemExit):
        run(job)
    job.refresh_from_db()
    assert (job.state, job.steps_done) == (State.RUNNING, ["COUNT"])
    Job.objects.filter(pk=job.pk).update(state=State.QUEUED, parameters={"mark": "a"})
    assert run(job, worker="w2") is State.DONE
    assert SignIn.objects.count() == 1
    job.refresh_from_db()
    assert job.attempts == 2
    assert LATER > AT
