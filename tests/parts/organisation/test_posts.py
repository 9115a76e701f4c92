"""Opening and changing posts."""

from datetime import date, timedelta

import pytest

from ruori.kernel.moments import Moment
from ruori.kernel.problems import Conflict, Refused
from ruori.kernel.text import Text
from ruori.organisation import actions
from ruori.organisation.models import Post
from ruori.organisation.queries import posts
from ruori.organisation.rules import SYSTEM
from tests.city import AT, BEGINNING, DAY, TODAY, head, post, unit

pytestmark = pytest.mark.django_db


def change(row: Post, start: date = DAY, **changes: object) -> None:
    row.refresh_from_db()
    actions.change_post(
        post=row, version=row.version, changes=changes, start=start, by=SYSTEM, at=AT
    )


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.problem.code


def test_the_head_comes_first_among_the_posts_of_a_unit() -> None:
    area = unit("education")
    teacher = post("teacher", area)
    main = head(area)
    assert list(posts(TODAY)) == [main.pk, teacher.pk]


def test_a_post_does_not_open_in_a_closed_unit() -> None:
    with pytest.raises(Refused) as refused:
        post("teacher", unit("education", start=DAY), start=BEGINNING)
    assert code_of(refused) == "UNIT_NOT_OPEN"
    assert not Post.objects.exists()


def test_a_unit_has_one_head() -> None:
    area = unit("education")
    head(area)
    with pytest.raises(Refused) as refused:
        post("second", area, is_head=True)
    assert code_of(refused) == "TWO_HEADS"


def test_a_unit_has_one_head_on_later_days_too() -> None:
    area = unit("education")
    post("later", area, is_head=True, start=date(2027, 1, 1))
    with pytest.raises(Refused) as refused:
        head(area)
    assert refused.value.problem.facts["day"] == date(2027, 1, 1)


def test_a_code_is_used_once() -> None:
    area = unit("education")
    post("teacher", area)
    with pytest.raises(Refused) as refused:
        post("teacher", area)
    assert code_of(refused) == "CODE_TAKEN"


def test_a_post_moves_from_its_day() -> None:
    old, new = unit("old"), unit("new")
    row = post("teacher", old, title="Opettaja")
    change(row, unit=new, title=Text("Lehtori"))
    before = posts(Moment(DAY - timedelta(days=1)))[row.pk]
    after = posts(TODAY)[row.pk]
    assert (before.unit, before.title) == (old.pk, Text("Opettaja"))
    assert (after.unit, after.title, after.version) == (new.pk, Text("Lehtori"), 2)


def test_a_post_does_not_move_into_a_closed_unit() -> None:
    row = post("teacher", unit("old"))
    later = unit("later", start=date(2027, 1, 1))
    with pytest.raises(Refused) as refused:
        change(row, unit=later)
    assert code_of(refused) == "UNIT_NOT_OPEN"


def test_a_stale_change_conflicts() -> None:
    row = post("teacher", unit("old"))
    change(row, title=Text("Lehtori"))
    with pytest.raises(Conflict):
        actions.change_post(
            post=row, version=1, changes={"title": Text("x")}, start=DAY, by=SYSTEM, at=AT
        )


def test_a_post_cannot_change_before_it_opens() -> None:
    row = post("teacher", unit("old"), start=DAY)
    with pytest.raises(Refused) as refused:
        change(row, start=BEGINNING, title=Text("Lehtori"))
    assert code_of(refused) == "NOT_IN_FORCE"
