"""The next round and the year's rounds in one deed, and never twice."""

from datetime import UTC, date, datetime

import pytest

from ruori.audit.queries import deeds_about, deeds_since
from ruori.cycle import actions
from ruori.cycle.actions import NextRound
from ruori.cycle.models import Round
from ruori.cycle.queries import asked_units, missing_of_rhythm, round_card
from ruori.cycle.rules import (
    ObjectKind,
    Question,
    RoundDays,
    RoundKind,
    RoundState,
    is_working_day,
    working_days_between,
)
from ruori.kernel.problems import NotAllowed, Refused
from ruori.organisation import actions as organisation
from ruori.organisation.models import Unit
from ruori.organisation.rules import SYSTEM, SuccessionKind, UnitKind
from tests.city import AT, DAYS, planned_round, small_kemi, unit
from tests.people import EVERYBODY, aino

pytestmark = pytest.mark.django_db

JUNE = datetime(2026, 6, 15, 9, tzinfo=UTC)
ACCOUNTS = RoundDays(date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 7), date(2026, 3, 31))


def ended(row: Round) -> Round:
    for step in (actions.open_round, actions.close_round):
        row.refresh_from_db()
        step(round=row, version=row.version, by=aino(), at=AT)
    row.refresh_from_db()
    return row


def copy(row: Round, at: datetime = JUNE) -> NextRound:
    return actions.copy_round(round=row, by=aino(), at=at)


def close(closed: Unit, *heirs: Unit, on: date = date(2026, 7, 1)) -> None:
    organisation.close_unit(
        unit=closed,
        version=closed.version,
        heirs=heirs,
        kind=SuccessionKind.MERGED,
        on=on,
        by=SYSTEM,
        at=AT,
    )


def test_the_next_period_is_planned_with_days_moved_by_its_length() -> None:
    area = unit("area")
    made = copy(ended(planned_round(area)))
    card = round_card(made.pk)
    assert card is not None
    assert (card.state, card.kind) == (RoundState.PLANNED, RoundKind.FOLLOW_UP)
    assert (card.covers_from, card.covers_to) == (date(2026, 5, 1), date(2026, 8, 31))
    assert (card.opens_on, card.due_on) == (date(2026, 6, 16), date(2026, 9, 15))
    assert asked_units([made.pk])[made.pk] == {area.pk: None}


def test_repeating_the_copy_gives_the_one_already_made() -> None:
    row = ended(planned_round(unit("area")))
    first = copy(row)
    deeds = len(deeds_since(AT))
    again = copy(row)
    assert (first.is_new, again.is_new) == (True, False)
    assert again.pk == first.pk
    assert Round.objects.count() == 2
    assert len(deeds_since(AT)) == deeds


def test_a_period_somebody_has_planned_already_is_not_planned_again() -> None:
    known = planned_round(
        code="known",
        days=RoundDays(date(2026, 5, 1), date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 30)),
    )
    made = copy(ended(planned_round(unit("area"))))
    assert (made.pk, made.is_new) == (known.pk, False)


def test_the_questions_and_the_order_of_deadlines_are_kept() -> None:
    sector = unit("sector", kind=UnitKind.SECTOR)
    area = unit("area", parent=sector)
    row = planned_round(sector, area)
    due = {sector.pk: date(2026, 5, 13), area.pk: date(2026, 5, 6)}
    actions.set_deadlines(round=row, version=1, due=due, by=aino(), at=AT)
    questions = {ObjectKind.MEASURE: frozenset({Question.EFFECTS})}
    actions.change_round(round=row, version=2, changes={"questions": questions}, by=aino(), at=AT)
    made = copy(ended(row))
    card = round_card(made.pk)
    assert card is not None
    assert card.questions[ObjectKind.MEASURE] == {Question.PROGRESS, Question.EFFECTS}
    own = asked_units([made.pk])[made.pk]
    before, after = own[area.pk], own[sector.pk]
    assert before is not None
    assert after is not None
    assert working_days_between(before, after) == working_days_between(due[area.pk], due[sector.pk])
    assert is_working_day(before)


def test_a_closed_unit_is_replaced_by_its_heir_and_told() -> None:
    old, heir, stays = unit("old"), unit("heir"), unit("stays")
    row = ended(planned_round(old, stays))
    close(old, heir, on=date(2026, 6, 1))
    made = copy(row)
    assert set(asked_units([made.pk])[made.pk]) == {heir.pk, stays.pk}
    assert made.replaced == ((old.pk, (heir.pk,)),)
    facts = deeds_about("cycle.round", made.pk)[0].facts
    assert facts == {"from": row.pk, "replaced": {str(old.pk): [heir.pk]}}


def test_two_units_merged_into_one_are_asked_once() -> None:
    one, other, heir = unit("one"), unit("other"), unit("heir")
    row = ended(planned_round(one, other))
    close(one, heir, on=date(2026, 6, 1))
    close(other, heir, on=date(2026, 6, 1))
    made = copy(row)
    assert asked_units([made.pk])[made.pk] == {heir.pk: None}


def test_the_accounts_of_the_next_year_are_ready_by_the_day_of_the_law() -> None:
    row = planned_round(unit("area"), kind=RoundKind.YEAR_END, days=ACCOUNTS)
    made = copy(ended(row))
    card = round_card(made.pk)
    assert card is not None
    assert card.covers_to == date(2026, 12, 31)
    assert card.due_on == date(2027, 3, 31)
    leap = RoundDays(date(2027, 1, 1), date(2027, 12, 31), date(2028, 1, 7), date(2028, 3, 31))
    later = planned_round(unit("b"), code="b", kind=RoundKind.YEAR_END, days=leap)
    card = round_card(copy(ended(later), datetime(2028, 4, 3, 9, tzinfo=UTC)).pk)
    assert card is not None
    assert card.due_on == date(2029, 3, 29)


def test_a_title_and_code_with_a_year_move_to_the_next_year() -> None:
    row = planned_round(
        unit("area"), code="tilinpaatos-2025", kind=RoundKind.YEAR_END, days=ACCOUNTS
    )
    card = round_card(copy(ended(row)).pk)
    assert card is not None
    assert (card.code, str(card.title)) == ("tilinpaatos-2026", "Kierros tilinpaatos-2026")


@pytest.mark.parametrize("steps", [(), (actions.open_round,)])
def test_a_round_that_has_not_ended_is_not_copied(steps: tuple[object, ...]) -> None:
    row = planned_round(unit("area"))
    for step in steps:
        step(round=row, version=row.version, by=aino(), at=AT)  # type: ignore[operator]
    with pytest.raises(Refused) as refused:
        copy(row)
    assert refused.value.problem.code == "ROUND_NOT_ENDED"
    assert Round.objects.count() == 1


def test_the_rhythm_of_a_year_is_two_reports_and_the_accounts() -> None:
    kemi = small_kemi()
    made = actions.take_up_rhythm(year=2026, by=aino(), at=AT).made
    cards = [card for card in map(round_card, made) if card is not None]
    assert [card.kind for card in cards] == [
        RoundKind.INTERIM_1,
        RoundKind.INTERIM_2,
        RoundKind.YEAR_END,
    ]
    assert [card.covers_to for card in cards] == [
        date(2026, 4, 30),
        date(2026, 8, 31),
        date(2026, 12, 31),
    ]
    assert cards[2].due_on <= date(2027, 3, 31)
    own = asked_units([made[0]])[made[0]]
    assert set(own) == {kemi.office.pk, kemi.education.pk, kemi.environment.pk}
    below = own[kemi.education.pk]
    assert below is not None
    assert working_days_between(below, cards[0].due_on) == 5


def test_taking_up_the_rhythm_again_changes_nothing() -> None:
    small_kemi()
    actions.take_up_rhythm(year=2026, by=aino(), at=AT)
    deeds = len(deeds_since(AT))
    assert actions.take_up_rhythm(year=2026, by=aino(), at=AT).made == ()
    assert len(deeds_since(AT)) == deeds
    assert missing_of_rhythm(2026, AT.date()) == []


def test_a_round_planned_by_hand_or_over_already_is_not_suggested() -> None:
    small_kemi()
    days = RoundDays(date(2026, 5, 1), date(2026, 8, 31), DAYS.opens_on, date(2026, 10, 1))
    planned_round(kind=RoundKind.INTERIM_2, days=days)
    assert [each.kind for each in missing_of_rhythm(2026, JUNE.date())] == [RoundKind.YEAR_END]
    made = actions.take_up_rhythm(year=2026, by=aino(), at=JUNE).made
    assert Round.objects.filter(pk__in=made).get().kind == RoundKind.YEAR_END


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_who_steers_copies_and_takes_up_a_rhythm(name: str) -> None:
    viewer = EVERYBODY[name]
    row = ended(planned_round(unit("area")))
    verbs = (
        lambda: actions.copy_round(round=row, by=viewer, at=JUNE),
        lambda: actions.take_up_rhythm(year=2026, by=viewer, at=AT),
    )
    for verb in verbs:
        if viewer.steers:
            verb()
            continue
        with pytest.raises(NotAllowed):
            verb()
