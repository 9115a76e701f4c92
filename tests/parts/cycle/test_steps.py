"""A round is opened, closed, opened again, frozen and published, one step at a time."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from ruori.audit.queries import deeds_about
from ruori.cycle import actions
from ruori.cycle.actions import Stepped
from ruori.cycle.models import Round
from ruori.cycle.queries import open_round, open_rounds, published_rounds
from ruori.cycle.rules import RoundState
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from tests.city import AT, opened_round, planned_round, unit
from tests.people import EVERYBODY, aino, liisa

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=1)
VERBS: dict[str, Callable[..., Stepped]] = {
    "open": actions.open_round,
    "close": actions.close_round,
    "reopen": actions.reopen_round,
    "freeze": actions.freeze_round,
    "publish": actions.publish_round,
}
PATHS: dict[RoundState, tuple[str, ...]] = {
    RoundState.PLANNED: (),
    RoundState.OPEN: ("open",),
    RoundState.CLOSED: ("open", "close"),
    RoundState.FROZEN: ("open", "close", "freeze"),
    RoundState.PUBLISHED: ("open", "close", "freeze", "publish"),
}
FROM = {
    "open": RoundState.PLANNED,
    "close": RoundState.OPEN,
    "reopen": RoundState.CLOSED,
    "freeze": RoundState.CLOSED,
    "publish": RoundState.FROZEN,
}


def take(verb: str, row: Round, **more: Any) -> Stepped:
    told = {"version": row.version, "by": aino(), "at": AT, **more}
    stepped = VERBS[verb](round=row, **told)
    row.refresh_from_db()
    return stepped


def round_in(state: RoundState) -> Round:
    row = planned_round(unit("education"))
    for verb in PATHS[state]:
        take(verb, row)
    return row


@pytest.mark.parametrize("state", PATHS)
@pytest.mark.parametrize("verb", VERBS)
def test_a_step_is_taken_only_from_the_state_it_begins_from(verb: str, state: RoundState) -> None:
    row = round_in(state)
    if FROM[verb] is state:
        assert take(verb, row).state == row.state
        return
    with pytest.raises(Refused) as refused:
        take(verb, row)
    assert refused.value.problem.code == "WRONG_STEP"
    row.refresh_from_db()
    assert row.state == state


@pytest.mark.parametrize("name", EVERYBODY)
@pytest.mark.parametrize("verb", VERBS)
def test_only_who_steers_takes_steps(verb: str, name: str) -> None:
    row = round_in(FROM[verb])
    viewer = EVERYBODY[name]
    if viewer.steers:
        take(verb, row, by=viewer)
        return
    with pytest.raises(NotAllowed):
        take(verb, row, by=viewer)


def test_a_step_tells_its_instant_on_the_row_and_in_the_trail() -> None:
    row = round_in(RoundState.CLOSED)
    stepped = take("freeze", row, at=LATER)
    assert row.frozen_at == stepped.at == LATER
    deed = deeds_about("cycle.round", row.pk)[0]
    assert deed.verb == "round.frozen"
    assert deed.actor == "Esimerkki Aino"
    assert deed.facts == {"before": "CLOSED", "after": "FROZEN"}


def test_reopening_is_logged_and_keeps_the_first_opening() -> None:
    row = round_in(RoundState.CLOSED)
    take("reopen", row, at=LATER)
    assert row.state == RoundState.OPEN
    assert row.opened_at == AT
    assert row.closed_at is None
    assert [deed.verb for deed in deeds_about("cycle.round", row.pk)][:2] == [
        "round.reopened",
        "round.closed",
    ]


def test_two_people_cannot_take_the_same_step() -> None:
    row = round_in(RoundState.OPEN)
    stale = row.version
    take("close", row)
    take("reopen", row)
    with pytest.raises(Conflict):
        take("close", row, version=stale)
    row.refresh_from_db()
    assert row.state == RoundState.OPEN


def test_liisa_cannot_close_a_round() -> None:
    row = opened_round(unit("education"))
    with pytest.raises(NotAllowed):
        actions.close_round(round=row, version=row.version, by=liisa(), at=AT)


def test_the_round_opened_last_is_the_open_round() -> None:
    area = unit("education")
    first, second = planned_round(area, code="first"), planned_round(area, code="second")
    assert open_round(AT) is None
    take("open", second, at=AT)
    take("open", first, at=LATER)
    latest, earlier = open_round(LATER), open_round(AT)
    assert latest is not None
    assert earlier is not None
    assert (latest.code, earlier.code) == ("first", "second")
    assert {card.code for card in open_rounds()} == {"first", "second"}


def test_only_a_published_round_is_among_the_published() -> None:
    row = round_in(RoundState.FROZEN)
    assert published_rounds() == []
    take("publish", row)
    assert [card.pk for card in published_rounds()] == [row.pk]
