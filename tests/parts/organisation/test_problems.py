"""What the nightly check finds in the organisation."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ruori.audit.actions import restate
from ruori.columns.dated import history_of
from ruori.kernel.codes import Severity
from ruori.kernel.moments import Moment
from ruori.kernel.validity import Restatement, Row, cut
from ruori.organisation.models import Holding, Role, UnitState
from ruori.organisation.queries import chart, holdings, owners, people, posts, problems, units
from ruori.organisation.rules import SYSTEM, RoleCode
from tests.city import AT, BEGINNING, DAY, TODAY, city, person, post, role, small_kemi, unit

pytestmark = pytest.mark.django_db


def codes(moment: Moment = TODAY) -> list[str]:
    return [problem.code for problem in problems(moment)]


def test_before_the_city_is_founded_nothing_is_broken() -> None:
    unit("office")
    assert problems(TODAY) == []


def test_the_small_city_has_no_problem() -> None:
    small_kemi()
    assert problems(TODAY) == []


def test_a_city_without_a_mayors_post_is_told() -> None:
    city()
    assert codes() == ["NO_MAYOR_POST"]


def test_a_vacant_post_is_a_hint_with_its_address() -> None:
    kemi = small_kemi()
    row = post("teacher", kemi.education)
    (problem,) = problems(TODAY)
    assert (problem.code, problem.severity) == ("POST_VACANT", Severity.HINT)
    assert problem.about is not None
    assert (problem.about.label, problem.about.pk) == ("organisation.post", row.pk)


def test_an_empty_mayors_post_is_told() -> None:
    kemi = small_kemi()
    rows = Holding.objects.standing().filter(post=kemi.mayor)
    restate(model=Holding, restatement=cut(history_of(rows), start=DAY), stamped_at=AT)
    assert "MAYOR_POST_EMPTY" in codes()


def test_a_unit_under_a_closed_one_is_told() -> None:
    kemi = small_kemi()
    rows = UnitState.objects.standing().filter(unit=kemi.education)
    restate(model=UnitState, restatement=cut(history_of(rows), start=DAY), stamped_at=AT)
    assert set(codes()) == {"PARENT_NOT_OPEN", "UNIT_NOT_OPEN"}


def test_a_unit_under_a_closed_one_is_shown_at_the_top_and_not_lost() -> None:
    kemi = small_kemi()
    rows = UnitState.objects.standing().filter(unit=kemi.education)
    restate(model=UnitState, restatement=cut(history_of(rows), start=DAY), stamped_at=AT)
    assert units(TODAY)[kemi.schools.pk].path == (kemi.schools.pk,)


def test_two_rows_on_one_day_are_told() -> None:
    kemi = small_kemi()
    (row,) = history_of(UnitState.objects.standing().filter(unit=kemi.schools))
    twin = Row(None, row.valid_from, None, row.state)
    restate(model=UnitState, restatement=Restatement((), (twin,)), stamped_at=AT)
    assert codes() == ["TWO_ROWS_ON_A_DAY"]


def test_a_role_doubled_on_one_day_is_told() -> None:
    small_kemi()
    (row,) = history_of(Role.objects.standing().filter(code=RoleCode.COUNCILLOR))
    twin = Row(None, row.valid_from, None, row.state)
    restate(model=Role, restatement=Restatement((), (twin,)), stamped_at=AT)
    assert codes() == ["TWO_ROWS_ON_A_DAY"]


def query_counts() -> dict[str, int]:
    counts = {}
    asked: dict[str, Callable[[], object]] = {
        "units": lambda: units(TODAY),
        "posts": lambda: posts(TODAY),
        "holdings": lambda: holdings(TODAY),
        "people": lambda: people(SYSTEM, TODAY),
        "chart": lambda: chart(TODAY),
        "owners": lambda: owners(TODAY),
        "problems": lambda: problems(TODAY),
    }
    for name, question in asked.items():
        with CaptureQueriesContext(connection) as queries:
            question()
        counts[name] = len(queries)
    return counts


def test_the_number_of_queries_does_not_grow_with_the_city() -> None:
    kemi = small_kemi()
    before = query_counts()
    for number in range(3):
        area = unit(f"area-{number}", parent=kemi.schools)
        row = post(f"post-{number}", area, holder=person(f"Henkilö{number}"))
        role(RoleCode.AUDITOR, row)
    assert query_counts() == before
    assert before["chart"] <= 4
    assert before["owners"] <= 6
    assert before["units"] == before["posts"] == before["holdings"] == 1


def test_the_chart_of_a_past_day_is_as_it_was_known_then() -> None:
    kemi = small_kemi()
    assert chart(Moment(DAY, known_on=BEGINNING)).unit_of == {}
    assert chart(Moment(DAY, known_on=DAY)).mayor_post == kemi.mayor.pk
