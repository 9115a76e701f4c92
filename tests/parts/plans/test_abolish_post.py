"""A post that is abolished: its holders, its roles, and all it answers for."""

from datetime import date
from typing import Any

import pytest

from ruori.audit.queries import deeds_about
from ruori.cycle import actions as cycle
from ruori.cycle.actions import EventTerms
from ruori.cycle.models import CycleEvent
from ruori.cycle.rules import CycleKind
from ruori.indicators.actions import define_indicator
from ruori.indicators.models import IndicatorState
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.kernel.text import Text
from ruori.organisation import actions as organisation
from ruori.organisation.models import Post
from ruori.organisation.queries import holdings, names, posts, roles
from ruori.organisation.rules import SYSTEM, RoleCode, Viewer
from ruori.plans import actions, queries
from ruori.plans.codes import ChangeKind
from tests.city import (
    AT,
    BEGINNING,
    DAY,
    TODAY,
    SmallKemi,
    adopt,
    draft_plan,
    goal,
    measure,
    person,
    post,
    small_kemi,
)
from tests.parts.indicators.given import definition
from tests.people import EVERYBODY

pytestmark = pytest.mark.django_db

SUMMER = date(2026, 6, 1)
BEFORE = Moment(date(2026, 5, 31))
AFTER = Moment(SUMMER)


def abolish(row: Post, heir: Post | None, by: Viewer = SYSTEM, on: date = SUMMER) -> None:
    fresh = Post.objects.get(pk=row.pk)
    actions.abolish_post(
        post=fresh, version=fresh.version, heir=heir, on=on, reason="Yhdistettiin.", by=by, at=AT
    )


def planner(kemi: SmallKemi) -> Post:
    return post("planner", kemi.education, title="Suunnittelija", holder=person("Suunnittelija"))


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.problem.code


def test_all_it_answers_for_goes_to_the_post_that_carries_on_from_the_day() -> None:
    kemi = small_kemi()
    row, heir = planner(kemi), kemi.education_head
    plan = adopt(draft_plan())
    top = goal(plan, unit=kemi.education)
    mine = measure(plan, top, kemi.education, post=row)
    told = definition(owner_unit_id=None, owner_post_id=row.pk)
    define_indicator(code="pupils", definition=told, start=BEGINNING, by=SYSTEM, at=AT)
    year = cycle.open_cycle(
        kind=CycleKind.YEAR,
        name=Text("2026"),
        begins_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        by=SYSTEM,
        at=AT,
    )
    for code, due in (("early", date(2026, 5, 1)), ("late", date(2026, 9, 1))):
        event = EventTerms(code, Text(code), due, post=row)
        cycle.add_event(cycle=year, event=event, by=SYSTEM, at=AT)

    abolish(row, heir)

    before = queries.measure_card(SYSTEM, BEFORE, mine.pk)
    after = queries.measure_card(SYSTEM, AFTER, mine.pk)
    assert before is not None
    assert after is not None
    assert (before.post, after.post) == (row.pk, heir.pk)
    assert after.unit == kemi.education.pk
    owner = IndicatorState.objects.in_force(SUMMER).get(indicator__code="pupils")
    assert (owner.owner_post_id, owner.owner_unit_id) == (heir.pk, None)
    held = dict(CycleEvent.objects.values_list("code", "post_id"))
    assert held == {"early": row.pk, "late": heir.pk}
    assert [item for item in queries.items(SYSTEM, AFTER) if item.post == row.pk] == []
    lines = queries.changes_of(measures=[mine.pk])
    (line,) = [line for line in lines if line.kind is ChangeKind.REASSIGNED]
    assert line.reason == "Yhdistettiin."
    assert deeds_about("plans.measure", mine.pk)[0].verb == "measure.taken_over"


def test_its_holders_and_roles_end_that_day_and_its_past_stays() -> None:
    kemi = small_kemi()
    row = planner(kemi)
    organisation.give_role(
        code=RoleCode.WELLBEING_COORDINATOR, start=BEGINNING, post=row, by=SYSTEM, at=AT
    )

    abolish(row, None)

    assert row.pk in posts(BEFORE)
    assert row.pk in holdings(BEFORE)
    assert row.pk not in posts(AFTER)
    assert row.pk not in holdings(AFTER)
    assert [role.post for role in roles(AFTER) if role.post == row.pk] == []
    assert [role.post for role in roles(BEFORE) if role.post == row.pk] == [row.pk]
    assert names(AFTER).post(row.pk) == Text("Suunnittelija")
    assert deeds_about("organisation.post", row.pk)[0].verb == "post.abolished"


def test_a_post_that_answers_for_something_is_not_abolished_without_an_heir() -> None:
    kemi = small_kemi()
    row = planner(kemi)
    plan = adopt(draft_plan())
    measure(plan, goal(plan, unit=kemi.education), kemi.education, post=row)

    with pytest.raises(Refused) as refused:
        abolish(row, None)

    assert code_of(refused) == "HEIR_NEEDED"
    assert refused.value.problem.facts["count"] == 1
    assert row.pk in posts(AFTER)


def test_what_a_draft_gives_to_the_post_needs_an_heir_too() -> None:
    kemi = small_kemi()
    row = planner(kemi)
    plan = draft_plan()
    measure(plan, goal(plan, unit=kemi.education), kemi.education, post=row)

    with pytest.raises(Refused) as refused:
        abolish(row, None)

    assert code_of(refused) == "HEIR_NEEDED"


@pytest.mark.parametrize("heir", ["itself", "one that is not there that day"])
def test_who_carries_on_is_another_post_that_is_there(heir: str) -> None:
    kemi = small_kemi()
    row = planner(kemi)
    later = post("later", kemi.education, start=date(2027, 1, 1))

    with pytest.raises(Refused) as refused:
        abolish(row, row if heir == "itself" else later)

    assert code_of(refused) == "HEIR_NOT_OPEN"


def test_the_mayors_post_is_not_abolished() -> None:
    kemi = small_kemi()

    with pytest.raises(Refused) as refused:
        abolish(kemi.mayor, kemi.education_head)

    assert code_of(refused) == "MAYOR_POST_STAYS"
    assert kemi.mayor.pk in holdings(AFTER)


def test_a_post_ends_once() -> None:
    row = planner(small_kemi())
    abolish(row, None)

    with pytest.raises(Refused) as refused:
        abolish(row, None)

    assert code_of(refused) == "NOT_IN_FORCE"


def test_a_post_that_somebody_changed_meanwhile_is_not_abolished() -> None:
    row = planner(small_kemi())

    with pytest.raises(Conflict):
        actions.abolish_post(post=row, version=7, heir=None, on=SUMMER, by=SYSTEM, at=AT)

    assert row.pk in posts(AFTER)


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_keeps_the_organisation_abolishes_posts(name: str) -> None:
    row = planner(small_kemi())

    if name in {"aino", "administrator", "timer"}:
        abolish(row, None, by=EVERYBODY[name])
        assert row.pk not in posts(AFTER)
    else:
        with pytest.raises(NotAllowed):
            abolish(row, None, by=EVERYBODY[name])
        assert row.pk in posts(AFTER)


def test_who_fills_or_leaves_a_post_that_changed_meanwhile_is_told_so() -> None:
    kemi = small_kemi()
    row, who = planner(kemi), person("Uusi")
    read = row.version
    told: dict[str, Any] = {"post": row, "by": SYSTEM, "at": AT}
    organisation.hold_post(person=who, start=DAY, deputy_order=1, version=read, **told)

    with pytest.raises(Conflict):
        organisation.hold_post(
            person=person("Toinen"), start=DAY, deputy_order=2, version=read, **told
        )
    with pytest.raises(Conflict):
        actions.leave_post(person=who, on=SUMMER, version=read, **told)

    assert len(holdings(TODAY)[row.pk]) == 2
    assert len(holdings(AFTER)[row.pk]) == 2
