"""Whatever is tried in whatever order, a round never leaves its life and what is frozen stays."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ruori.audit.queries import deeds_about
from ruori.cycle import actions
from ruori.cycle.models import Round
from ruori.cycle.rules import STEPS, RoundState
from ruori.kernel.problems import Refused
from ruori.kernel.text import Text
from tests.city import AT, planned_round
from tests.people import aino

pytestmark = pytest.mark.django_db

VERBS = {
    "open": actions.open_round,
    "close": actions.close_round,
    "reopen": actions.reopen_round,
    "freeze": actions.freeze_round,
    "publish": actions.publish_round,
}
FIXED = (RoundState.FROZEN, RoundState.PUBLISHED)
deeds = st.lists(
    st.tuples(st.sampled_from([*VERBS, "change"]), st.booleans()), min_size=1, max_size=14
)


def attempt(row: Round, verb: str, version: int, hours: int) -> bool:
    """Try a deed; True when it was done."""
    at = AT + timedelta(hours=hours)
    try:
        if verb == "change":
            changes = {"title": Text(f"Kierros {hours}")}
            actions.change_round(round=row, version=version, changes=changes, by=aino(), at=at)
        else:
            VERBS[verb](round=row, version=version, by=aino(), at=at)
    except Refused:
        return False
    return True


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(deeds)
def test_no_order_of_deeds_leads_a_round_astray(tried: list[tuple[str, bool]]) -> None:
    row = planned_round(code=f"life-{Round.objects.count()}")
    for hours, (verb, is_repeated) in enumerate(tried):
        for _ in range(2 if is_repeated else 1):
            before = Round.objects.values().get(pk=row.pk)
            trail = len(deeds_about("cycle.round", row.pk))
            done = attempt(row, verb, before["version"], hours)
            after = Round.objects.values().get(pk=row.pk)
            was, is_now = RoundState(before["state"]), RoundState(after["state"])
            assert is_now in {was, *STEPS[was]}
            if not done:
                assert after == before
                assert len(deeds_about("cycle.round", row.pk)) == trail
            if was in FIXED:
                told = ("state", "published_at", "version")
                assert {k: v for k, v in after.items() if k not in told} == {
                    k: v for k, v in before.items() if k not in told
                }
                assert is_now in FIXED


def test_freezing_twice_changes_nothing() -> None:
    row = planned_round()
    for hours, verb in enumerate(("open", "close", "freeze")):
        row.refresh_from_db()
        assert attempt(row, verb, row.version, hours)
    before = Round.objects.values().get(pk=row.pk)
    assert not attempt(row, "freeze", before["version"], 9)
    assert not attempt(row, "reopen", before["version"], 9)
    assert Round.objects.values().get(pk=row.pk) == before
