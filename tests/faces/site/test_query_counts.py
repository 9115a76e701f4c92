"""Public pages ask the database a constant number of questions, within their budgets."""

from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import reverse

from tests.faces.made_city import DOUBLED, SMALL, queries
from tools.bench.city import MadeCity

pytestmark = pytest.mark.django_db
MOST, MOST_OF_THE_TREE = 15, 12
BUDGETS = {"objective": 18, "goal": 16}
"""A goal tells also whether a target of its figures has been changed."""


def pages(city: MadeCity) -> Mapping[str, str]:
    """Every kind of public page, by name."""
    promises, lists = city.promises, reverse("site:measures")
    return {
        "front": reverse("site:front"),
        "strategy": reverse("site:strategy"),
        "picture": reverse("site:picture"),
        "value": reverse("site:value", args=[promises.values[0], "-"]),
        "goal": reverse("site:goal", args=[promises.goals[0], "-"]),
        "objective": reverse("site:goal", args=[promises.objectives[0], "-"]),
        "promise ledger": reverse("site:promises"),
        "measures": lists,
        "measures of a unit": f"{lists}?unit={promises.unit_of[promises.measures[0]]}",
        "measures of a goal": f"{lists}?goal={promises.objectives[0]}",
        "measures by words": f"{lists}?q=kaupungin",
        "measure asked a figure": reverse("site:measure", args=[promises.measures[0], "-"]),
        "measure": reverse("site:measure", args=[promises.measures[1], "-"]),
        "plans": reverse("site:plans"),
        "strategy as a plan": reverse("site:plan", args=[promises.strategy, "-"]),
        "programme": reverse("site:plan", args=[promises.programmes[0], "-"]),
        "how": reverse("site:how"),
        "indicators": reverse("site:indicators"),
        "indicator": reverse("site:indicator", args=[city.figures.indicators[0], "-"]),
        "publications": reverse("site:publications"),
    }


def stranger(_city: MadeCity) -> Client:
    """Anybody."""
    return Client()


def test_public_pages_keep_their_budgets_however_large_the_city_is() -> None:
    small = queries(SMALL, pages, stranger)
    assert queries(DOUBLED, pages, stranger) == small
    assert {name: count for name, count in small.items() if count > BUDGETS.get(name, MOST)} == {}
    assert small["strategy"] <= MOST_OF_THE_TREE
