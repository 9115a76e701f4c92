"""`ruori tick`: what is due is done once, however often the timer rings."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from ruori.cli.duties import DUTIES, Duty
from ruori.cli.locks import only_one
from ruori.cli.main import main
from ruori.cycle.actions import close_round
from ruori.cycle.models import Round
from ruori.cycle.rules import RoundDays, RoundState
from ruori.notices.models import PlanCheck
from ruori.notices.queries import last_check, timer_runs
from ruori.organisation.rules import SYSTEM
from ruori.plans.codes import Stage
from tests.city import AT, adopt, draft_plan, planned_round, small_kemi
from tests.parts.notices.given import SOON_DAY, reporting
from tests.parts.notices.server import Box, mail_server, nobody_home

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_the_test")]

LONG_AGO = RoundDays(date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28))
FAR_AHEAD = RoundDays(date(2099, 1, 1), date(2099, 1, 31), date(2099, 2, 1), date(2099, 2, 28))


def _states() -> dict[str, str]:
    return dict(Round.objects.values_list("code", "state"))


def test_a_round_opens_on_its_day_and_not_before() -> None:
    kemi = small_kemi()
    planned_round(kemi.education, code="nyt", days=LONG_AGO)
    planned_round(kemi.education, code="joskus", days=FAR_AHEAD)
    assert main(["tick"]) == 0
    assert _states() == {"nyt": RoundState.OPEN, "joskus": RoundState.PLANNED}


def test_a_second_ring_changes_nothing() -> None:
    kemi = small_kemi()
    made = planned_round(kemi.education, days=LONG_AGO)
    for _ in range(2):
        assert main(["tick"]) == 0
    made.refresh_from_db()
    assert made.version == 2


def test_an_adopted_plan_comes_into_force_on_its_day() -> None:
    small_kemi()
    plan = adopt(draft_plan(), holds_from=date(2026, 3, 10))
    assert plan.stage == Stage.ADOPTED
    assert main(["tick"]) == 0
    plan.refresh_from_db()
    assert plan.stage == Stage.IN_FORCE


def test_a_plan_and_a_round_of_missed_days_are_done_on_the_next_ring() -> None:
    kemi = small_kemi()
    planned_round(kemi.education, code="nyt", days=LONG_AGO)
    plan = adopt(draft_plan(), holds_from=date(2026, 3, 10))
    with time_machine.travel(datetime(2026, 4, 1, 20, tzinfo=UTC), tick=False):
        assert main(["tick"]) == 0
    plan.refresh_from_db()
    assert (_states(), plan.stage) == ({"nyt": RoundState.OPEN}, Stage.IN_FORCE)


def test_the_plans_are_checked_for_their_pages_and_again_when_something_changes() -> None:
    small_kemi()
    adopt(draft_plan())
    assert main(["tick"]) == 0
    assert PlanCheck.objects.get().findings
    draft_plan("Toinen")
    assert last_check(timezone.now()).is_outdated
    assert main(["tick"]) == 0
    assert not last_check(timezone.now()).is_outdated


def test_reminders_are_written_and_sent_once_in_a_morning() -> None:
    reporting()
    box = Box()
    with mail_server(box):
        for minutes in (-90, 0, 1, 2, 60):
            with time_machine.travel(SOON_DAY + timedelta(minutes=minutes), tick=False):
                assert main(["tick"]) == 0
    assert len(box.taken) == 1


def test_what_waits_in_the_outbox_is_tried_again_at_its_time() -> None:
    reporting()
    box = Box(of_letter=lambda _: "451 Later")
    with mail_server(box):
        for minutes in range(0, 12, 2):
            with time_machine.travel(SOON_DAY + timedelta(minutes=minutes), tick=False):
                assert main(["tick"]) == 0
                box.of_letter = lambda _: "250 OK"
    assert len(box.taken) == 1


def test_a_duty_that_fails_stops_no_other_and_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    reporting()
    plan = adopt(draft_plan(), holds_from=date(2026, 3, 10))
    with nobody_home(), time_machine.travel(SOON_DAY, tick=False):
        assert main(["tick"]) == 2
    assert "Kirjeiden lähettäminen: Sähköpostipalvelin ei vastaa" in capfd.readouterr().err
    plan.refresh_from_db()
    assert plan.stage == Stage.IN_FORCE
    runs = {run.duty: run for run in timer_runs()}
    assert set(runs) == {duty.code for duty in DUTIES}
    assert [duty for duty, run in runs.items() if run.fault] == ["LETTERS"]
    assert (runs["SESSIONS"].done_at, runs["LETTERS"].done_at) == (SOON_DAY, None)


def test_a_fault_of_the_program_in_one_duty_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    small_kemi()
    plan = adopt(draft_plan(), holds_from=date(2026, 3, 10))
    broken = Duty("BROKEN", "Rikki", lambda _: [str(1 // 0)], lambda _: None)
    monkeypatch.setattr("ruori.cli.management.commands.tick.DUTIES", (broken, *DUTIES))
    assert main(["tick"]) == 2
    assert "Rikki: " in capfd.readouterr().err
    plan.refresh_from_db()
    assert plan.stage == Stage.IN_FORCE


def test_two_rings_at_once_do_the_work_once() -> None:
    with only_one("tick", settings.DATA_DIR):
        assert main(["tick"]) == 75


def test_a_dry_run_only_tells(capfd: pytest.CaptureFixture[str]) -> None:
    kemi = small_kemi()
    planned_round(kemi.education, code="nyt", days=LONG_AGO)
    assert main(["tick", "--dry-run"]) == 0
    assert "Kierros nyt" in capfd.readouterr().err
    assert _states() == {"nyt": RoundState.PLANNED}


def test_a_ring_after_days_of_silence_opens_what_was_missed_once() -> None:
    kemi = small_kemi()
    for number in range(3):
        days = RoundDays(
            date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1 + number), date(2099, 2, 28)
        )
        planned_round(kemi.education, code=f"missed-{number}", days=days)
    for _ in range(2):
        assert main(["tick"]) == 0
    assert set(_states().values()) == {RoundState.OPEN}
    assert set(Round.objects.values_list("version", flat=True)) == {2}


def test_a_round_somebody_closed_is_not_opened_again_by_the_timer() -> None:
    kemi = small_kemi()
    made = planned_round(kemi.education, days=LONG_AGO)
    assert main(["tick"]) == 0
    made.refresh_from_db()
    close_round(round=made, version=made.version, by=SYSTEM, at=AT)
    assert main(["tick"]) == 0
    assert _states() == {made.code: RoundState.CLOSED}
