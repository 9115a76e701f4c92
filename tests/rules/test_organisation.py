"""Who answers, what an organisation must never be, and what may not be left empty (domain § 11)."""

from datetime import date

import pytest

from ruori.kernel.validity import Row
from ruori.organisation.rules import (
    Chart,
    Fault,
    Owner,
    clash,
    lost_day,
    post_fault,
    reachable_owner,
    subtree,
    unit_fault,
    would_inherit_from_itself,
)
from tests.people import (
    aino,
    auditor,
    eero,
    employee,
    liisa,
    matti,
    resident,
    stranger,
    timer,
    without_post,
)

MAYOR, SECTOR_HEAD, AREA_HEAD, TEACHER = 1, 2, 3, 4
CITY, SECTOR, AREA = 10, 20, 30
CHART = Chart(
    holders={MAYOR: (100,), SECTOR_HEAD: (200, 201), AREA_HEAD: (300,), TEACHER: (400, 401)},
    unit_of={MAYOR: CITY, SECTOR_HEAD: SECTOR, AREA_HEAD: AREA, TEACHER: AREA},
    head_of={CITY: MAYOR, SECTOR: SECTOR_HEAD, AREA: AREA_HEAD},
    parent_of={CITY: None, SECTOR: CITY, AREA: SECTOR},
    mayor_post=MAYOR,
)


def without(*posts: int) -> Chart:
    holders = {post: held for post, held in CHART.holders.items() if post not in posts}
    return Chart(holders, CHART.unit_of, CHART.head_of, CHART.parent_of, CHART.mayor_post)


def with_holders(**holders: tuple[int, ...]) -> Chart:
    told = {int(post[1:]): held for post, held in holders.items()}
    return Chart(told, CHART.unit_of, CHART.head_of, CHART.parent_of, CHART.mayor_post)


@pytest.mark.parametrize(
    ("chart", "post", "unit", "owner"),
    [
        pytest.param(CHART, TEACHER, AREA, Owner(400, TEACHER, True), id="main holder"),
        pytest.param(
            with_holders(p4=(401,)), TEACHER, AREA, Owner(401, TEACHER, True), id="deputy"
        ),
        pytest.param(
            without(TEACHER), TEACHER, AREA, Owner(300, AREA_HEAD, False), id="head of the unit"
        ),
        pytest.param(
            without(TEACHER, AREA_HEAD),
            TEACHER,
            AREA,
            Owner(200, SECTOR_HEAD, False),
            id="head of the parent",
        ),
        pytest.param(
            without(TEACHER, AREA_HEAD, SECTOR_HEAD),
            TEACHER,
            AREA,
            Owner(100, MAYOR, False),
            id="mayor",
        ),
        pytest.param(CHART, None, SECTOR, Owner(200, SECTOR_HEAD, False), id="item of a unit"),
        pytest.param(CHART, 99, AREA, Owner(300, AREA_HEAD, False), id="post abolished"),
        pytest.param(CHART, 99, 98, Owner(100, MAYOR, False), id="unit unknown"),
        pytest.param(CHART, None, None, Owner(100, MAYOR, False), id="item of nobody"),
        pytest.param(Chart(), TEACHER, AREA, None, id="no organisation at all"),
    ],
)
def test_somebody_answers_along_the_line(
    chart: Chart, post: int | None, unit: int | None, owner: Owner | None
) -> None:
    assert reachable_owner(chart, post=post, unit=unit) == owner


def test_the_line_follows_where_the_post_is_today_not_the_items_old_unit() -> None:
    moved = Chart(
        {AREA_HEAD: (300,), SECTOR_HEAD: (200,)},
        {TEACHER: SECTOR, AREA_HEAD: AREA, SECTOR_HEAD: SECTOR},
        {SECTOR: SECTOR_HEAD, AREA: AREA_HEAD},
        CHART.parent_of,
    )
    assert reachable_owner(moved, post=TEACHER, unit=AREA) == Owner(200, SECTOR_HEAD, False)


def test_a_circle_of_units_still_ends_at_the_mayor() -> None:
    broken = Chart({MAYOR: (100,)}, {}, {}, {1: 2, 2: 1}, MAYOR)
    assert reachable_owner(broken, post=None, unit=1) == Owner(100, MAYOR, False)


def test_subtree_holds_the_roots_and_everything_below() -> None:
    assert subtree({1: None, 2: 1, 3: 2, 4: None}, [2]) == {2, 3}
    assert subtree({1: None}, []) == frozenset()


@pytest.mark.parametrize(
    ("old", "new", "circles"),
    [(1, 1, True), (3, 1, True), (1, 3, False), (2, 4, False)],
)
def test_a_unit_may_not_inherit_from_itself(old: int, new: int, circles: bool) -> None:
    assert would_inherit_from_itself([(1, 2), (2, 3)], old, new) is circles


def day(number: int) -> date:
    return date(2026, 1, number)


def unit_row(start: int, end: int | None, parent: int | None = None) -> Row:
    return Row(None, day(start), None if end is None else day(end), {"parent_id": parent})


def post_row(start: int, end: int | None, unit: int, *, is_head: bool = False) -> Row:
    state = {"unit_id": unit, "is_head": is_head}
    return Row(None, day(start), None if end is None else day(end), state)


@pytest.mark.parametrize(
    ("units", "fault"),
    [
        pytest.param({1: [unit_row(1, None)], 2: [unit_row(2, None, 1)]}, None, id="whole"),
        pytest.param(
            {1: [unit_row(1, 9)], 2: [unit_row(2, None, 1)]},
            Fault("PARENT_NOT_OPEN", 2, day(9)),
            id="parent closes later",
        ),
        pytest.param(
            {1: [unit_row(5, None)], 2: [unit_row(2, None, 1)]},
            Fault("PARENT_NOT_OPEN", 2, day(2)),
            id="parent opens later",
        ),
        pytest.param(
            {
                1: [unit_row(1, 7), unit_row(7, None, 2)],
                2: [unit_row(1, None, 1)],
            },
            Fault("UNIT_UNDER_ITSELF", 1, day(7)),
            id="circle on a later day",
        ),
    ],
)
def test_the_first_day_on_which_units_stand_astray_is_found(
    units: dict[int, list[Row]], fault: Fault | None
) -> None:
    assert unit_fault(units, since=day(1)) == fault


UNITS = {1: [unit_row(1, 20)], 2: [unit_row(1, None)]}


@pytest.mark.parametrize(
    ("posts", "fault"),
    [
        pytest.param({5: [post_row(1, None, 2)]}, None, id="whole"),
        pytest.param(
            {5: [post_row(1, None, 1)]}, Fault("UNIT_NOT_OPEN", 5, day(20)), id="unit closes"
        ),
        pytest.param(
            {5: [post_row(1, None, 2, is_head=True)], 6: [post_row(4, None, 2, is_head=True)]},
            Fault("TWO_HEADS", 6, day(4)),
            id="two heads later",
        ),
        pytest.param(
            {5: [post_row(1, 4, 2, is_head=True)], 6: [post_row(4, None, 2, is_head=True)]},
            None,
            id="one head after another",
        ),
    ],
)
def test_the_first_day_on_which_posts_stand_astray_is_found(
    posts: dict[int, list[Row]], fault: Fault | None
) -> None:
    assert post_fault(posts, UNITS, since=day(1)) == fault


def test_what_was_astray_before_the_deed_is_not_its_fault() -> None:
    assert unit_fault({2: [unit_row(1, 5, 1)]}, since=day(6)) is None


def held(start: int, end: int | None) -> Row:
    return Row(None, day(start), None if end is None else day(end), {})


@pytest.mark.parametrize(
    ("start", "end", "clashes"),
    [
        (1, 5, False),
        (1, 6, True),
        (9, None, True),
        (10, None, False),
        (10, 12, False),
        (5, 6, True),
    ],
)
def test_two_holders_clash_on_a_common_day_only(start: int, end: int | None, clashes: bool) -> None:
    found = clash([held(5, 10)], start=day(start), end=None if end is None else day(end))
    assert (found is not None) is clashes


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        pytest.param([held(1, None)], [held(1, 5), held(5, None)], None, id="handed over"),
        pytest.param([held(1, None)], [held(1, 5)], day(5), id="left empty"),
        pytest.param([held(1, None)], [held(1, 5), held(7, None)], day(5), id="a gap"),
        pytest.param([held(1, 5)], [held(1, 5)], None, id="an end that was there already"),
        pytest.param([held(1, None), held(3, None)], [held(3, None)], day(1), id="deputy stays"),
        pytest.param([], [], None, id="never held"),
    ],
)
def test_a_day_that_loses_its_last_holder_is_found(
    before: list[Row], after: list[Row], lost: date | None
) -> None:
    assert lost_day(before, after) == lost


def test_rights_come_from_roles_and_posts_held_today() -> None:
    assert aino().steers
    assert aino().administers
    assert aino().may_read_all
    assert not eero().steers
    assert not liisa().administers
    assert auditor().may_read_all
    assert not auditor().administers
    assert timer().steers
    assert [viewer.is_staff for viewer in (matti(), employee(), liisa())] == [True, True, True]
    assert [viewer.is_staff for viewer in (without_post(), resident(), stranger())] == [
        False,
        False,
        False,
    ]
