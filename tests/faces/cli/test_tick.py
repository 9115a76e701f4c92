"""`ruori tick`: what is due is done once, however often the timer rings."""

from datetime import date

import pytest

from ruori.cli.main import main
from ruori.cycle.actions import close_round
from ruori.cycle.models import Round
from ruori.cycle.rules import RoundDays, RoundState
from ruori.organisation.rules import SYSTEM
from ruori.plans.codes import Stage
from tests.city import AT, adopt, draft_plan, planned_round, small_kemi

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
