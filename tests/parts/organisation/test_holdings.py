"""Who holds a post: one main holder a day, deputies in order, and a mayor always."""

from datetime import date, timedelta

import pytest

from ruori.audit.queries import deeds_about
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Conflict, Refused
from ruori.organisation import actions
from ruori.organisation.actions import Ended, Held
from ruori.organisation.models import Person, Post
from ruori.organisation.queries import chart, holdings, owners
from ruori.organisation.rules import SYSTEM, Owner, reachable_owner
from tests.city import (
    AT,
    BEGINNING,
    DAY,
    TODAY,
    head,
    hold,
    person,
    post,
    small_kemi,
    unit,
)

pytestmark = pytest.mark.django_db

TOMORROW = DAY + timedelta(days=1)


def leave(row: Post, who: Person, on: date = DAY) -> Ended:
    return actions.end_holding(post=row, person=who, on=on, by=SYSTEM, at=AT)


def hand_over(row: Post, who: Person, start: date = DAY, end: date | None = None) -> Held:
    return actions.change_holder(post=row, person=who, start=start, end=end, by=SYSTEM, at=AT)


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.problem.code


def the_mayor() -> Person:
    return Person.objects.get(name="Esimerkki Johtaja")


def test_the_main_holder_comes_before_the_deputies() -> None:
    row = post("teacher", unit("education"))
    main, first, second = person("Yksi"), person("Kaksi"), person("Kolme")
    hold(row, second, deputy_order=2)
    hold(row, first, deputy_order=1)
    hold(row, main)
    assert [card.person for card in holdings(TODAY)[row.pk]] == [main.pk, first.pk, second.pk]
    assert chart(TODAY).holders[row.pk] == (main.pk, first.pk, second.pk)


def test_two_main_holders_on_one_day_are_refused() -> None:
    row = post("teacher", unit("education"), holder=person("Yksi"))
    with pytest.raises(Refused) as refused:
        hold(row, person("Kaksi"), start=DAY)
    assert code_of(refused) == "POST_ALREADY_HELD"
    assert len(holdings(TODAY)[row.pk]) == 1


def test_two_deputies_of_one_order_are_refused() -> None:
    row = post("teacher", unit("education"), holder=person("Yksi"))
    hold(row, person("Kaksi"), deputy_order=1)
    with pytest.raises(Refused):
        hold(row, person("Kolme"), deputy_order=1)


def test_one_holder_follows_another_on_the_day_the_first_ends() -> None:
    row = post("teacher", unit("education"))
    first, second = person("Yksi"), person("Kaksi")
    hold(row, first, end=DAY)
    hold(row, second, start=DAY)
    assert chart(Moment(DAY - timedelta(days=1))).holders[row.pk] == (first.pk,)
    assert chart(TODAY).holders[row.pk] == (second.pk,)


def test_a_holding_does_not_end_before_it_begins() -> None:
    row = post("teacher", unit("education"))
    with pytest.raises(Refused) as refused:
        hold(row, person("Yksi"), start=DAY, end=DAY)
    assert code_of(refused) == "DAYS_IN_DISORDER"


def test_a_post_is_not_held_before_it_opens() -> None:
    row = post("teacher", unit("education"), start=DAY)
    with pytest.raises(Refused) as refused:
        hold(row, person("Yksi"), start=BEGINNING)
    assert code_of(refused) == "NOT_IN_FORCE"


def test_the_trail_tells_who_came_and_who_left() -> None:
    row, liisa = post("teacher", unit("education")), person("Liisa")
    hold(row, liisa)
    assert leave(row, liisa).rows == 1
    verbs = [deed.verb for deed in deeds_about("organisation.post", row.pk)]
    assert verbs == ["post.left", "post.held", "post.opened"]


def test_when_a_holding_ends_the_deputy_answers_then_the_head_then_the_mayor() -> None:
    kemi = small_kemi()
    row = post("teacher", kemi.education)
    teacher, deputy = person("Opettaja"), person("Sijainen")
    hold(row, teacher)
    hold(row, deputy, deputy_order=1)

    def answers() -> Owner | None:
        return reachable_owner(chart(TODAY), post=row.pk, unit=kemi.education.pk)

    assert answers() == Owner(teacher.pk, row.pk, True)
    leave(row, teacher)
    assert answers() == Owner(deputy.pk, row.pk, True)
    leave(row, deputy)
    liisa = kemi.liisa.person_id
    assert liisa is not None
    assert answers() == Owner(liisa, kemi.education_head.pk, False)
    leave(kemi.education_head, Person.objects.get(pk=liisa))
    owner = answers()
    assert owner is not None
    assert owner.post == kemi.mayor.pk


def test_nothing_is_reassigned_in_the_past() -> None:
    row, liisa = post("teacher", unit("education")), person("Liisa")
    hold(row, liisa)
    leave(row, liisa)
    assert chart(Moment(DAY - timedelta(days=1))).holders[row.pk] == (liisa.pk,)


def test_who_does_not_hold_a_post_cannot_leave_it() -> None:
    row = post("teacher", unit("education"), holder=person("Yksi"))
    with pytest.raises(Refused) as refused:
        leave(row, person("Kaksi"))
    assert code_of(refused) == "NOT_HELD"


def test_leaving_again_is_refused() -> None:
    row, liisa = post("teacher", unit("education")), person("Liisa")
    hold(row, liisa)
    leave(row, liisa)
    with pytest.raises(Refused):
        leave(row, liisa)


def test_leaving_withdraws_the_deputyship_of_the_same_post_too() -> None:
    row, liisa = post("teacher", unit("education")), person("Liisa")
    hold(row, liisa, end=DAY)
    hold(row, liisa, start=DAY, deputy_order=1)
    assert leave(row, liisa).rows == 1
    assert row.pk not in holdings(TODAY)


def test_the_last_holding_of_the_mayors_post_does_not_end() -> None:
    kemi = small_kemi()
    with pytest.raises(Refused) as refused:
        leave(kemi.mayor, the_mayor())
    assert code_of(refused) == "MAYOR_POST_EMPTY"
    assert kemi.mayor.pk in holdings(TODAY)


def test_the_mayor_may_leave_when_a_deputy_stays_but_not_the_deputy_after() -> None:
    kemi = small_kemi()
    mayor, deputy = the_mayor(), person("Sijainen")
    hold(kemi.mayor, deputy, deputy_order=1)
    leave(kemi.mayor, mayor)
    with pytest.raises(Refused):
        leave(kemi.mayor, deputy, on=TOMORROW)


def test_a_deputy_for_a_while_does_not_free_the_mayor_for_good() -> None:
    kemi = small_kemi()
    hold(kemi.mayor, person("Sijainen"), deputy_order=1, end=date(2027, 1, 1))
    with pytest.raises(Refused) as refused:
        leave(kemi.mayor, the_mayor())
    assert refused.value.problem.facts["day"] == date(2027, 1, 1)


def test_the_mayors_post_changes_hands_in_one_deed() -> None:
    kemi = small_kemi()
    old, new = the_mayor(), person("Uusi")
    hand_over(kemi.mayor, new, start=TOMORROW)
    assert chart(TODAY).holders[kemi.mayor.pk] == (old.pk,)
    assert chart(Moment(TOMORROW)).holders[kemi.mayor.pk] == (new.pk,)


def test_after_an_acting_holder_the_former_one_holds_the_post_again() -> None:
    kemi = small_kemi()
    acting = person("Vs")
    hand_over(kemi.mayor, acting, start=DAY, end=date(2027, 1, 1))
    assert chart(TODAY).holders[kemi.mayor.pk] == (acting.pk,)
    assert chart(Moment(date(2027, 1, 1))).holders[kemi.mayor.pk] == (the_mayor().pk,)


def test_who_follows_without_an_end_follows_what_was_planned() -> None:
    row = post("teacher", unit("education"))
    first, second, third = person("Yksi"), person("Kaksi"), person("Kolme")
    hold(row, first, end=date(2027, 1, 1))
    hold(row, second, start=date(2027, 1, 1))
    hand_over(row, third)
    assert chart(Moment(date(2027, 6, 1))).holders[row.pk] == (third.pk,)


def test_owners_name_who_answers_without_asking_again() -> None:
    area = unit("education")
    liisa, deputy = person("Liisa", account=True), person("Sijainen")
    main, vacant = head(area, liisa), post("teacher", area)
    substituted = post("clerk", area)
    hold(substituted, deputy, deputy_order=1)
    found = owners(TODAY)
    direct = found.of(post=main.pk, unit=area.pk)
    above = found.of(post=vacant.pk, unit=area.pk)
    acting = found.of(post=substituted.pk, unit=area.pk)
    assert direct is not None
    assert above is not None
    assert acting is not None
    assert (direct.name, direct.email) == ("Esimerkki Liisa", "liisa@esimerkki.invalid")
    assert (direct.is_direct, direct.is_substitute) == (True, False)
    assert (above.person, above.is_direct) == (liisa.pk, False)
    assert (acting.person, acting.is_substitute) == (deputy.pk, True)
    assert found.of(post=None, unit=None) is None


def away(row: Post, deputy: Person, start: date = DAY, end: date = date(2026, 4, 1)) -> Held:
    row.refresh_from_db()
    return actions.stand_in(
        post=row, version=row.version, deputy=deputy, start=start, end=end, by=SYSTEM, at=AT
    )


def held_on(row: Post, day: date) -> list[tuple[int, int]]:
    cards = holdings(Moment(day)).get(row.pk, ())
    return [(card.person, card.deputy_order) for card in cards]


def test_a_deputy_stands_in_while_the_holder_is_away_and_the_holder_comes_back() -> None:
    main, sub = person("Yksi"), person("Kaksi")
    row = post("teacher", unit("education"), holder=main)
    assert away(row, sub) == Held(row.pk, sub.pk, 1, DAY, date(2026, 4, 1))
    assert held_on(row, DAY - timedelta(days=1)) == [(main.pk, 0)]
    assert held_on(row, DAY) == held_on(row, date(2026, 3, 31)) == [(sub.pk, 1)]
    assert held_on(row, date(2026, 4, 1)) == [(main.pk, 0)]
    assert deeds_about("organisation.post", row.pk)[0].verb == "post.deputised"


def test_who_stands_in_comes_before_the_other_deputies_only_for_that_time() -> None:
    main, usual, sub = person("Yksi"), person("Kaksi"), person("Kolme")
    row = post("teacher", unit("education"), holder=main)
    hold(row, usual, deputy_order=1)
    away(row, sub)
    assert held_on(row, DAY)[0] == (sub.pk, 1)
    assert held_on(row, date(2026, 4, 1)) == [(main.pk, 0), (usual.pk, 1)]


def test_nobody_stands_in_for_a_post_nobody_holds() -> None:
    row = post("teacher", unit("education"))
    with pytest.raises(Refused) as refused:
        away(row, person("Kaksi"))
    assert code_of(refused) == "NOBODY_AWAY"


def test_nobody_stands_in_for_themselves() -> None:
    main = person("Yksi")
    row = post("teacher", unit("education"), holder=main)
    with pytest.raises(Refused) as refused:
        away(row, main)
    assert code_of(refused) == "DEPUTY_IS_AWAY"


def test_days_away_must_be_in_order_and_the_post_must_exist() -> None:
    row = post("teacher", unit("education"), holder=person("Yksi"))
    with pytest.raises(Refused) as refused:
        away(row, person("Kaksi"), end=DAY)
    assert code_of(refused) == "DAYS_IN_DISORDER"
    with pytest.raises(Refused) as refused:
        away(row, person("Kolme"), start=date(2019, 1, 1))
    assert code_of(refused) == "NOT_IN_FORCE"


def test_two_who_name_a_deputy_at_once_conflict() -> None:
    row = post("teacher", unit("education"), holder=person("Yksi"))
    away(row, person("Kaksi"))
    with pytest.raises(Conflict):
        actions.stand_in(
            post=row,
            version=1,
            deputy=person("Kolme"),
            start=DAY,
            end=date(2026, 5, 1),
            by=SYSTEM,
            at=AT,
        )


def test_the_mayor_too_may_be_away_when_a_deputy_stands_in() -> None:
    kemi = small_kemi()
    sub = person("Sijainen")
    away(kemi.mayor, sub)
    owner = reachable_owner(chart(TODAY), post=None, unit=kemi.schools.pk)
    assert owner is not None
    education = kemi.education_head.pk
    assert owner.post == education
    assert held_on(kemi.mayor, DAY) == [(sub.pk, 1)]
