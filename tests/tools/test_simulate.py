"""A made city lives some weeks of a year: nobody is lost, nobody is mailed too often."""

from datetime import date, timedelta
from random import Random

import pytest

from ruori.followup.models import Entry
from tools.bench.people import build_staff
from tools.bench.promises import build_promises
from tools.bench.size import Days, Size
from tools.simulate.assumed import Assumed
from tools.simulate.year import Year

pytestmark = pytest.mark.django_db

SMALL = Size(measures=12, indicators=1, areas=5, units_of_area=2)
NUMBER = 2027
OPENS, CLOSES = date(NUMBER, 1, 7), date(NUMBER, 3, 2)


def _year(assumed: Assumed) -> Year:
    days = Days(date(NUMBER, 1, 1))
    staff = build_staff(SMALL, days)
    build_promises(SMALL, days, staff)
    return Year(NUMBER, staff, assumed, Random(7))  # noqa: S311 - dice, no secret


def _from(first: date, count: int) -> list[date]:
    return [first + timedelta(days=number) for number in range(count)]


def _nothing(_day: date) -> None:
    """Nobody listens."""


def test_a_round_is_answered_while_people_come_and_go() -> None:
    year = _year(Assumed(after_mail=1.0, leaves=0.2, moves=0.2))
    year.live([OPENS, *_from(date(NUMBER, 1, 29), 19), CLOSES], _nothing)
    lived = year.lived(persons=18, units=18, measures=12)
    assert lived.asked == lived.answered > 0
    assert Entry.objects.count() >= lived.answered
    assert lived.leaves > 0
    assert lived.moves > 0
    assert lived.refused_to_mayor == 1
    assert (lived.orphans, lived.looked_for_orphans) == (0, 21)
    assert 0 < lived.most_mails_a_week <= 2


def test_nobody_answers_when_nobody_reads_and_the_board_sees_it() -> None:
    year = _year(Assumed(after_mail=0, on_own=0, leaves=0, moves=0))
    year.live([OPENS, *_from(date(NUMBER, 2, 8), 8), CLOSES], _nothing)
    lived = year.lived(persons=18, units=18, measures=12)
    assert lived.answered == 0
    assert lived.overdue_at_closing == lived.asked > 0
    assert lived.most_mails_a_week <= 2


def test_a_reorganisation_leaves_nothing_without_an_owner() -> None:
    year = _year(Assumed(leaves=0.3, with_deputy=0.5))
    year.live(_from(date(NUMBER, 8, 1), 6), _nothing)
    lived = year.lived(persons=18, units=18, measures=12)
    assert lived.reorganised == 3
    assert lived.orphans == 0
