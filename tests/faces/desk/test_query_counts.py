"""Pages of the desk ask the database a constant number of questions, within their budget."""

from collections.abc import Mapping
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ruori.followup.models import Entry, ProofUse
from ruori.organisation.models import Holding, UnitState
from tests.faces.made_city import DOUBLED, SMALL, queries
from tools.bench.city import MadeCity

pytestmark = pytest.mark.django_db
MOST = 25
BUDGETS = {"round": 17, "report": 34}
"""The board of a round is asked often and by many; the draft of a report reads everything the year
tells."""


def of_a_head(city: MadeCity) -> Mapping[str, str]:
    """What the head of a unit opens."""
    measure = city.promises.measures[0]
    entry = Entry.objects.get(round=city.told.year_end, measure=measure)
    mine = ProofUse.objects.filter(entry__unit_id=city.promises.unit_of[measure]).order_by("id")
    return {
        "my turn": reverse("desk:my_turn"),
        "entry form": reverse("desk:report_measure", args=[city.told.open.pk, measure]),
        "entry": reverse("desk:entry_record", args=[entry.pk]),
        "proof": reverse("desk:proof", args=[mine[0].proof_id]),
        "round": reverse("desk:round", args=[city.told.open.pk]),
        "rounds": reverse("desk:rounds"),
        "year": reverse("desk:year"),
        "plans": reverse("desk:plans"),
        "plan": reverse("desk:plan", args=[city.promises.strategy]),
        "measure": reverse("desk:measure", args=[measure]),
        "account": reverse("desk:account"),
    }


def left(city: MadeCity) -> str:
    """Who leaves a post and when, as the page is asked."""
    post = city.staff.post_of[city.staff.areas[0]]
    person = Holding.objects.filter(post=post).earliest("pk").person_id
    return f"person={person}&on=2027-01-01"


def closed(city: MadeCity) -> str:
    """How a unit is split and when, as the page is asked."""
    area = city.staff.areas[0]
    rows = UnitState.objects.in_force(date(2027, 1, 1)).exclude(unit=area).exclude(parent=area)
    first, second = rows.order_by("pk").values_list("unit_id", flat=True)[:2]
    return f"kind=SPLIT&on=2027-01-01&heir={first}&others={second}"


def of_the_manager(city: MadeCity) -> Mapping[str, str]:
    """What the strategy manager opens."""
    measure, goal = city.promises.measures[0], city.promises.objectives[0]
    area = city.staff.areas[0]
    post = city.staff.post_of[area]
    return {
        "my turn": reverse("desk:my_turn"),
        "goal form": reverse("desk:report_goal", args=[city.told.open.pk, goal]),
        "round": reverse("desk:round", args=[city.told.open.pk]),
        "rounds": reverse("desk:rounds"),
        "new round": reverse("desk:new_round"),
        "units of a round": reverse("desk:round_units", args=[city.told.open.pk]),
        "changing a round": reverse("desk:edit_round", args=[city.told.open.pk]),
        "year": reverse("desk:year"),
        "ended round": reverse("desk:round", args=[city.told.year_end.pk]),
        "unit sheet": reverse("desk:unit_sheet", args=[city.told.open.pk, area]),
        "unit report": reverse("desk:unit_report", args=[city.told.open.pk, area]),
        "plan": reverse("desk:plan", args=[city.promises.strategy]),
        "health": reverse("desk:plan_health", args=[city.promises.strategy]),
        "limits": reverse("desk:health_limits"),
        "goal": reverse("desk:goal", args=[goal]),
        "measure": reverse("desk:measure", args=[measure]),
        "organisation": reverse("desk:organisation"),
        "post": reverse("desk:post", args=[post]),
        "leaving a post": f"{reverse('desk:leave_post', args=[post])}?{left(city)}",
        "unit": reverse("desk:unit", args=[area]),
        "closing a unit": f"{reverse('desk:close_unit', args=[area])}?{closed(city)}",
        "roles": reverse("desk:roles"),
        "editions": reverse("desk:editions"),
        "report": reverse("desk:report", args=[city.told.year_end.pk]),
        "indicators": reverse("desk:indicators"),
        "indicator": reverse("desk:indicator", args=[city.figures.indicators[0]]),
    }


def head(city: MadeCity) -> Client:
    """The head of the unit that answers for the first measure."""
    client = Client()
    client.force_login(city.staff.heads[city.promises.unit_of[city.promises.measures[0]]])
    return client


def manager(city: MadeCity) -> Client:
    """The strategy manager."""
    client = Client()
    client.force_login(city.staff.manager)
    return client


def over_budget(found: Mapping[str, int]) -> dict[str, int]:
    """The pages that ask the database more than they may."""
    return {name: count for name, count in found.items() if count > BUDGETS.get(name, MOST)}


def test_pages_of_a_head_keep_their_budget_however_large_the_city_is() -> None:
    small = queries(SMALL, of_a_head, head)
    assert queries(DOUBLED, of_a_head, head) == small
    assert over_budget(small) == {}


def test_pages_of_the_manager_keep_their_budget_however_large_the_city_is() -> None:
    small = queries(SMALL, of_the_manager, manager)
    assert queries(DOUBLED, of_the_manager, manager) == small
    assert over_budget(small) == {}
