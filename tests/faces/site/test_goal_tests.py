"""The public page of a goal tells how it is judged: rule, operator, level and start (A4)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from ruori.kernel.codes import Visibility
from ruori.plans.codes import GoalRule
from tests.parts.followup.given import at_least, deed, figure, reporting, with_tests

pytestmark = pytest.mark.django_db


def page_of(given: Any) -> str:
    """The public page of the goal."""
    answer = Client().get(f"/tavoite/{given.goal.pk}-x/", follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_rule_and_tests_stand_on_the_page_with_operator_level_and_start() -> None:
    given = reporting()
    series = figure(given, visibility=Visibility.PUBLIC)
    begun = at_least(series, 1250, baseline_value=Decimal(1000), baseline_on=date(2024, 12, 31))
    with_tests(given, begun, deed(), rule=GoalRule.ANY)

    page = page_of(given)

    assert "Toteutuu, kun yksikin todentamistapa täyttyy." in page
    assert "2025 vähintään 1\u00a0250 " in page
    assert "lähtötaso 1\u00a0000 (31.12.2024)" in page
    assert "tehty viimeistään 30.4.2026" in page


def test_a_single_test_needs_no_rule() -> None:
    given = reporting()
    with_tests(given, deed())

    page = page_of(given)

    assert "Toteutuu, kun kaikki todentamistavat täyttyvät." in page
    assert "Testejä ei sovittu" not in page


def test_a_hidden_figure_keeps_its_name_and_level() -> None:
    given = reporting()
    series = figure(given, visibility=Visibility.IN_PREPARATION)
    with_tests(given, at_least(series, 1250))

    page = page_of(given)

    assert "luku, joka ei ole julkinen" in page
    assert "1\u00a0250" not in page


def test_a_goal_without_tests_says_that_its_unit_judges_it() -> None:
    page = page_of(reporting())

    assert "Toteutuu, kun" not in page
    assert "yksikkö arvioi" in page
