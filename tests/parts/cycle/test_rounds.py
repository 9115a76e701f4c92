"""Planning a round, changing its days, asking units."""

from datetime import date, timedelta
from typing import Any

import pytest

from ruori.audit.queries import deeds_about
from ruori.cycle import actions
from ruori.cycle.models import Round
from ruori.cycle.queries import asked_units, card_of, planned_rounds, round_card, rounds
from ruori.cycle.rules import (
    CUSTOMARY_QUESTIONS,
    ObjectKind,
    Question,
    RoundDays,
    RoundKind,
    RoundState,
)
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.kernel.text import Text
from ruori.organisation.models import Unit
from tests.city import AT, DAYS, opened_round, planned_round, unit
from tests.people import EVERYBODY, aino

pytestmark = pytest.mark.django_db


def change(row: Round, version: int | None = None, **changes: Any) -> None:
    told = row.version if version is None else version
    actions.change_round(round=row, version=told, changes=changes, by=aino(), at=AT)
    row.refresh_from_db()


def ask(row: Round, asked: Unit, due_on: date | None = None) -> None:
    actions.ask_unit(round=row, unit=asked, due_on=due_on, by=aino(), at=AT)


def closed_round(*asked: Unit) -> Round:
    row = opened_round(*asked)
    actions.close_round(round=row, version=row.version, by=aino(), at=AT)
    row.refresh_from_db()
    return row


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.problem.code


def test_a_unit_named_twice_is_asked_once() -> None:
    area = unit("education")
    row = planned_round(area, area)
    assert asked_units([row.pk])[row.pk] == {area.pk: None}


def test_a_planned_round_knows_its_days_and_whom_it_asks() -> None:
    first, second = unit("education"), unit("environment")
    row = planned_round(first, second)
    card = round_card(row.pk)
    assert card is not None
    assert (card.state, card.kind) == (RoundState.PLANNED, RoundKind.FOLLOW_UP)
    assert (card.covers_from, card.due_on) == (DAYS.covers_from, DAYS.due_on)
    assert not card.is_public
    assert asked_units([row.pk]) == {row.pk: {first.pk: None, second.pk: None}}
    assert deeds_about("cycle.round", row.pk)[0].facts["units"] == [first.pk, second.pk]


def test_rounds_come_with_the_newest_period_first() -> None:
    old = RoundDays(date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 28))
    planned_round(code="2025", days=old)
    planned_round(code="2026-1")
    assert [card.code for card in rounds()] == ["2026-1", "2025"]
    assert round_card(0) is None


def test_rounds_that_wait_for_their_day_come_with_the_nearest_first() -> None:
    later = RoundDays(DAYS.covers_from, DAYS.covers_to, date(2026, 5, 1), DAYS.due_on)
    planned_round(code="later", days=later)
    planned_round(code="sooner")
    opened_round(code="open")
    assert [card.code for card in planned_rounds()] == ["sooner", "later"]


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_who_steers_plans_changes_and_asks(name: str) -> None:
    viewer, asked = EVERYBODY[name], unit("education")
    row = planned_round()
    verbs = (
        lambda: actions.plan_round(
            code="new",
            kind=RoundKind.INTERIM_1,
            title=Text("Uusi"),
            days=DAYS,
            units=(),
            by=viewer,
            at=AT,
        ),
        lambda: actions.ask_unit(round=row, unit=asked, by=viewer, at=AT),
        lambda: actions.change_round(
            round=row, version=1, changes={"title": Text("Toinen")}, by=viewer, at=AT
        ),
    )
    for verb in verbs:
        if viewer.steers:
            verb()
            continue
        with pytest.raises(NotAllowed):
            verb()


def test_a_code_is_used_once() -> None:
    row = planned_round()
    with pytest.raises(Refused) as refused:
        planned_round()
    assert code_of(refused) == "CODE_TAKEN"
    assert refused.value.problem.about is not None
    assert refused.value.problem.about.pk == row.pk


def test_days_in_disorder_plan_nothing() -> None:
    days = RoundDays(DAYS.covers_from, DAYS.covers_to, DAYS.due_on, DAYS.opens_on)
    with pytest.raises(Refused) as refused:
        planned_round(days=days)
    assert code_of(refused) == "DUE_BEFORE_OPENING"
    assert not Round.objects.exists()


def test_a_unit_that_is_not_open_is_not_asked() -> None:
    later = unit("later", start=DAYS.opens_on + timedelta(days=1))
    with pytest.raises(Refused) as refused:
        planned_round(later)
    assert code_of(refused) == "UNIT_NOT_OPEN"
    assert not Round.objects.exists()


def test_the_deadline_of_an_open_round_may_move() -> None:
    row = opened_round()
    change(row, due_on=date(2026, 5, 31))
    assert row.due_on == date(2026, 5, 31)
    facts = deeds_about("cycle.round", row.pk)[0].facts
    assert facts == {"due_on": {"before": "2026-05-15", "after": "2026-05-31"}}


def test_a_change_keeps_the_days_in_order() -> None:
    row = planned_round()
    with pytest.raises(Refused):
        change(row, opens_on=date(2027, 1, 1))
    row.refresh_from_db()
    assert row.opens_on == DAYS.opens_on


def test_a_closed_round_is_not_changed_and_asks_nobody_more() -> None:
    asked = unit("education")
    row = closed_round()
    with pytest.raises(Refused) as refused:
        change(row, title=Text("Toinen"))
    assert code_of(refused) == "ROUND_NOT_OPEN"
    with pytest.raises(Refused):
        ask(row, asked)
    assert asked_units([row.pk]) == {row.pk: {}}


def test_a_stale_change_conflicts() -> None:
    row = planned_round()
    change(row, title=Text("Toinen"))
    with pytest.raises(Conflict):
        change(row, version=1, title=Text("Kolmas"))


def test_an_unknown_field_is_a_fault_of_the_program() -> None:
    with pytest.raises(TypeError, match="state"):
        change(planned_round(), state=RoundState.FROZEN)


def test_asking_a_unit_again_only_moves_its_deadline() -> None:
    area = unit("education")
    row = planned_round(area)
    ask(row, area, due_on=date(2026, 4, 30))
    ask(row, area, due_on=date(2026, 4, 30))
    assert asked_units([row.pk]) == {row.pk: {area.pk: date(2026, 4, 30)}}


def test_a_units_deadline_is_not_after_the_rounds() -> None:
    area = unit("education")
    row = planned_round(area)
    with pytest.raises(Refused) as refused:
        ask(row, area, due_on=DAYS.due_on + timedelta(days=1))
    assert code_of(refused) == "UNIT_DUE_OUTSIDE_ROUND"


def test_a_rounds_deadline_does_not_move_before_a_units_own() -> None:
    area = unit("education")
    row = planned_round(area)
    ask(row, area, due_on=DAYS.due_on)
    with pytest.raises(Refused) as refused:
        change(row, due_on=DAYS.due_on - timedelta(days=1))
    assert code_of(refused) == "UNIT_DUE_OUTSIDE_ROUND"


def test_a_round_nobody_chose_questions_for_asks_the_customary_ones() -> None:
    card = round_card(planned_round().pk)
    assert card is not None
    assert card.questions == CUSTOMARY_QUESTIONS


def test_a_round_from_before_questions_asks_the_customary_ones() -> None:
    card = card_of(Round(kind="FOLLOW_UP", state="PLANNED", questions={}))
    assert card.questions == CUSTOMARY_QUESTIONS


def test_a_round_may_ask_less_but_never_nothing() -> None:
    row = planned_round()
    change(row, questions={kind: frozenset() for kind in ObjectKind})
    card = round_card(row.pk)
    assert card is not None
    assert card.questions[ObjectKind.MEASURE] == {Question.PROGRESS}
    assert card.questions[ObjectKind.GOAL] == {Question.OUTLOOK}
    facts = deeds_about("cycle.round", row.pk)[0].facts
    assert facts["questions"]["after"]["MEASURE"] == ["PROGRESS"]


def test_a_question_that_does_not_fit_its_object_is_not_asked() -> None:
    row = planned_round()
    with pytest.raises(Refused) as refused:
        change(row, questions={ObjectKind.MEASURE: frozenset({Question.OUTLOOK})})
    assert code_of(refused) == "QUESTION_DOES_NOT_FIT"
    row.refresh_from_db()
    assert row.version == 1


def test_a_round_with_a_misfit_question_is_not_planned() -> None:
    with pytest.raises(Refused) as refused:
        actions.plan_round(
            code="new",
            kind=RoundKind.INTERIM_1,
            title=Text("Uusi"),
            days=DAYS,
            units=(),
            questions={ObjectKind.INDICATOR: frozenset({Question.PROGRESS})},
            by=aino(),
            at=AT,
        )
    assert code_of(refused) == "QUESTION_DOES_NOT_FIT"
    assert not Round.objects.exists()
