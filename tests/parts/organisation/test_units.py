"""Opening, changing and closing units; history keeps what was."""

from datetime import date, timedelta

import pytest

from ruori.audit.queries import deeds_about
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Conflict, Refused
from ruori.kernel.text import Text
from ruori.organisation import actions
from ruori.organisation.models import SiteState, Unit, UnitSuccession
from ruori.organisation.queries import chart, names, posts, units
from ruori.organisation.rules import (
    SYSTEM,
    Owner,
    SuccessionKind,
    UnitKind,
    reachable_owner,
)
from tests.city import AT, BEGINNING, DAY, TODAY, head, person, post, small_kemi, unit

pytestmark = pytest.mark.django_db

NEXT_YEAR = Moment(date(2027, 1, 1))
BEFORE = Moment(DAY - timedelta(days=1))


def change(row: Unit, start: date = DAY, version: int | None = None, **changes: object) -> None:
    row.refresh_from_db()
    actions.change_unit(
        unit=row,
        version=row.version if version is None else version,
        changes=changes,
        start=start,
        by=SYSTEM,
        at=AT,
    )


def close(row: Unit, *heirs: Unit, on: date = DAY) -> None:
    row.refresh_from_db()
    actions.close_unit(
        unit=row,
        version=row.version,
        heirs=heirs,
        kind=SuccessionKind.MERGED,
        on=on,
        by=SYSTEM,
        at=AT,
    )


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.problem.code


def test_units_come_in_the_order_of_the_tree_with_their_path() -> None:
    office = unit("office", kind=UnitKind.SECTOR)
    education = unit("education", parent=office)
    unit("environment", parent=office)
    schools = unit("schools", parent=education)
    unit("council", kind=UnitKind.COUNCIL)
    cards = units(TODAY)
    assert [card.code for card in cards.values()] == [
        "office",
        "education",
        "schools",
        "environment",
        "council",
    ]
    assert cards[schools.pk].path == (office.pk, education.pk, schools.pk)
    assert cards[schools.pk].depth == 2


def test_a_unit_takes_the_place_it_is_given() -> None:
    unit("second")
    unit("third")
    terms = actions.UnitTerms(Text("Ensin"), UnitKind.UNIT, position=0)
    first = actions.open_unit(code="first", terms=terms, start=BEGINNING, by=SYSTEM, at=AT)
    change(first, position=9)
    assert [card.code for card in units(BEFORE).values()] == ["second", "first", "third"]
    assert [card.code for card in units(TODAY).values()] == ["second", "third", "first"]


def test_a_unit_is_not_there_before_the_day_it_opens() -> None:
    later = unit("later", start=DAY)
    assert later.pk not in units(BEFORE)
    assert later.pk in units(TODAY)


def test_a_code_is_used_once() -> None:
    first = unit("education")
    with pytest.raises(Refused) as refused:
        unit("education")
    assert code_of(refused) == "CODE_TAKEN"
    assert refused.value.problem.about is not None
    assert refused.value.problem.about.pk == first.pk


def test_a_unit_does_not_open_under_a_closed_one() -> None:
    parent = unit("office", start=DAY)
    with pytest.raises(Refused) as refused:
        unit("education", parent=parent, start=BEGINNING)
    assert code_of(refused) == "PARENT_NOT_OPEN"
    assert not Unit.objects.filter(code="education").exists()


def test_a_new_name_holds_from_its_day_and_the_old_one_before() -> None:
    row = unit("education", name="Opetus")
    change(row, name=Text("Oppiminen"))
    assert units(BEFORE)[row.pk].name == Text("Opetus")
    assert units(TODAY)[row.pk].name == Text("Oppiminen")
    facts = deeds_about("organisation.unit", row.pk)[0].facts
    assert facts["name"] == {"before": {"fi": "Opetus"}, "after": {"fi": "Oppiminen"}}


def test_what_was_known_yesterday_stays_known() -> None:
    row = unit("education", name="Opetus")
    change(row, start=BEGINNING, name=Text("Oppiminen"))
    assert units(Moment(DAY, known_on=DAY - timedelta(days=1))) == {}
    assert units(Moment(DAY, known_on=DAY))[row.pk].name == Text("Oppiminen")


def test_a_change_does_not_undo_what_is_planned_for_later() -> None:
    row = unit("education", name="Opetus")
    change(row, start=date(2027, 1, 1), name=Text("Sivistys"))
    change(row, name=Text("Oppiminen"), form="liikelaitos")
    assert units(TODAY)[row.pk].name == Text("Oppiminen")
    assert units(NEXT_YEAR)[row.pk].name == Text("Sivistys")
    assert units(NEXT_YEAR)[row.pk].form == "liikelaitos"


def test_a_stale_change_conflicts() -> None:
    row = unit("education")
    change(row, name=Text("Oppiminen"))
    with pytest.raises(Conflict):
        change(row, version=1, name=Text("Sivistys"))
    assert units(TODAY)[row.pk].name == Text("Oppiminen")


def test_a_unit_cannot_change_before_it_opens() -> None:
    row = unit("education", start=DAY)
    with pytest.raises(Refused) as refused:
        change(row, start=BEGINNING, name=Text("Oppiminen"))
    assert code_of(refused) == "NOT_IN_FORCE"


def test_a_unit_cannot_stand_under_itself() -> None:
    office = unit("office")
    education = unit("education", parent=office)
    with pytest.raises(Refused) as refused:
        change(office, parent=education)
    assert code_of(refused) == "UNIT_UNDER_ITSELF"


def test_a_unit_cannot_stand_under_itself_on_a_later_day_either() -> None:
    first, second = unit("first"), unit("second")
    change(first, start=date(2027, 1, 1), parent=second)
    with pytest.raises(Refused) as refused:
        change(second, parent=first)
    assert code_of(refused) == "UNIT_UNDER_ITSELF"
    assert refused.value.problem.facts["day"] == date(2027, 1, 1)


def test_a_closed_unit_is_gone_from_its_day_and_its_heir_answers() -> None:
    kemi = small_kemi()
    close(kemi.education, kemi.environment)
    assert kemi.education.pk not in units(TODAY)
    assert kemi.education.pk in units(BEFORE)
    assert units(TODAY)[kemi.schools.pk].parent == kemi.environment.pk
    owner = reachable_owner(chart(TODAY), post=None, unit=kemi.education.pk)
    assert owner is not None
    assert owner.post == kemi.environment_head.pk
    before = reachable_owner(chart(BEFORE), post=None, unit=kemi.education.pk)
    assert before is not None
    assert before.post == kemi.education_head.pk


def test_posts_and_sites_move_to_the_heir_and_only_one_head_remains() -> None:
    kemi = small_kemi()
    site = actions.open_site(
        code="school",
        name=Text("Koulu"),
        unit=kemi.education,
        start=BEGINNING,
        by=SYSTEM,
        at=AT,
    )
    close(kemi.education, kemi.environment)
    card = posts(TODAY)[kemi.education_head.pk]
    assert (card.unit, card.is_head) == (kemi.environment.pk, False)
    assert posts(TODAY)[kemi.environment_head.pk].is_head
    assert SiteState.objects.in_force(DAY).get(site=site).unit_id == kemi.environment.pk


def test_a_head_stays_head_when_the_heir_had_none() -> None:
    old, new = unit("old"), unit("new")
    liisa = person("Liisa")
    main = head(old, liisa)
    close(old, new)
    assert posts(TODAY)[main.pk].is_head
    owner = reachable_owner(chart(TODAY), post=None, unit=old.pk)
    assert owner == Owner(liisa.pk, main.pk, False)


def test_an_heir_of_an_heir_answers_in_the_end() -> None:
    first, second, third = unit("first"), unit("second"), unit("third")
    main = head(third, person("Liisa"))
    close(first, second)
    close(second, third, on=date(2027, 1, 1))
    owner = reachable_owner(chart(NEXT_YEAR), post=None, unit=first.pk)
    assert owner is not None
    assert owner.post == main.pk


def test_a_unit_does_not_close_without_an_heir() -> None:
    row = unit("education")
    with pytest.raises(Refused) as refused:
        close(row)
    assert code_of(refused) == "NO_HEIR"
    assert row.pk in units(NEXT_YEAR)


def test_an_heir_must_be_open_on_the_day() -> None:
    with pytest.raises(Refused) as refused:
        close(unit("old"), unit("new", start=date(2027, 1, 1)))
    assert code_of(refused) == "HEIR_NOT_OPEN"


def test_a_unit_is_not_its_own_heir() -> None:
    row = unit("education")
    with pytest.raises(Refused) as refused:
        close(row, row)
    assert code_of(refused) == "HEIR_OF_ITSELF"


def test_a_closed_unit_does_not_close_again() -> None:
    row, heir = unit("education"), unit("environment")
    close(row, heir)
    with pytest.raises(Refused) as refused:
        close(row, heir)
    assert code_of(refused) == "NOT_IN_FORCE"
    assert UnitSuccession.objects.count() == 1


def test_a_unit_that_is_to_close_does_not_close_earlier_once_more() -> None:
    row, heir = unit("education"), unit("environment")
    close(row, heir, on=date(2027, 1, 1))
    with pytest.raises(Refused) as refused:
        close(row, unit("other"))
    assert code_of(refused) == "CLOSES_ALREADY"
    assert refused.value.problem.facts["day"] == date(2027, 1, 1)
    assert row.pk in units(TODAY)


def test_a_unit_does_not_close_over_one_that_will_open_under_it() -> None:
    row, heir = unit("education"), unit("environment")
    unit("later", parent=row, start=date(2027, 1, 1))
    with pytest.raises(Refused) as refused:
        close(row, heir)
    assert code_of(refused) == "PARENT_NOT_OPEN"


def test_a_split_unit_has_many_heirs_and_the_first_takes_what_is_in_it() -> None:
    old, first, second = unit("old"), unit("first"), unit("second")
    inside = post("inside", old)
    close(old, first, second)
    assert posts(TODAY)[inside.pk].unit == first.pk
    heirs = UnitSuccession.objects.filter(old=old).values_list("new", flat=True)
    assert set(heirs) == {first.pk, second.pk}


def test_posts_are_given_to_the_heirs_one_by_one() -> None:
    old, first, second = unit("old"), unit("first"), unit("second")
    main, stays, goes = head(old), post("stays", old), post("goes", old)
    actions.close_unit(
        unit=old,
        version=1,
        heirs=[first, second],
        kind=SuccessionKind.SPLIT,
        on=DAY,
        posts={main.pk: second.pk, goes.pk: second.pk},
        by=SYSTEM,
        at=AT,
    )
    placed = posts(TODAY)
    assert [placed[each.pk].unit for each in (main, stays, goes)] == [
        second.pk,
        first.pk,
        second.pk,
    ]
    assert placed[main.pk].is_head
    assert chart(TODAY).heirs_of == {old.pk: (first.pk, second.pk)}


def test_a_closed_unit_keeps_its_last_name_but_is_none_of_the_day() -> None:
    old, heir = unit("old", name="Koulutoimi"), unit("heir")
    close(old, heir)
    found = names(TODAY)
    assert old.pk not in found.units
    assert found.unit(old.pk) == Text("Koulutoimi")
    assert names(BEFORE).units[old.pk] == Text("Koulutoimi")
