"""A changed target stands in the ledger of its goal and on the page of its indicator."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from ruori.indicators import actions as indicators
from ruori.indicators.models import Indicator, Series
from ruori.indicators.rules.codes import TargetLevel
from ruori.indicators.rules.targets import Promise, TargetMark
from ruori.kernel.codes import Visibility
from ruori.kernel.period import parse_period
from ruori.kernel.text import Text
from ruori.organisation.rules import SYSTEM
from ruori.plans import actions as plans
from tests import city
from tests.parts.followup.given import LATER, OPENED, Reporting, figure, reporting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now() -> Any:
    """The day of the tests."""
    with time_machine.travel(LATER, tick=False):
        yield


def promise(value: int, period: str) -> Promise:
    """At least so many by the end of a period."""
    return Promise(
        level=TargetLevel.MINIMUM,
        points=(TargetMark(parse_period(period), Decimal(value)),),
        unit_code="persons",
    )


def eased(**changes: Any) -> tuple[Reporting, int]:
    """A target of sixty in 2027 that became forty-two in 2029, by a decision."""
    given = reporting()
    series = figure(given, **changes)
    indicator = Series.objects.get(pk=series).indicator_id
    plans.link_indicator(
        goal=given.goal,
        indicator=Indicator.objects.get(pk=indicator),
        how=Text("Mittaa tätä."),
        by=SYSTEM,
        at=OPENED,
    )
    told: dict[str, Any] = {"series_id": series, "by": SYSTEM, "at": OPENED}
    first = indicators.set_target(promise=promise(60, "2027"), start=date(2025, 1, 1), **told)
    made = city.decision(given.kemi.council, title="Valtuusto lievensi tavoitetta", section="71")
    indicators.set_target(
        promise=promise(42, "2029"),
        start=date(2026, 1, 1),
        version=first.version,
        reason="Rahat loppuivat.",
        decision_id=made.pk,
        **told,
    )
    return given, indicator


def test_an_eased_target_is_told_with_its_decision_on_both_pages() -> None:
    given, indicator = eased()

    for address in (f"/tavoite/{given.goal.pk}-x/", f"/mittari/{indicator}-x/"):
        page = Client().get(address, follow=True).content.decode()
        assert "Siirretty myöhemmäksi, Lievennetty" in page
        assert "Rahat loppuivat." in page
        assert "Valtuusto lievensi tavoitetta" in page
        assert "(2027)" in page
        assert "(2029)" in page


def test_a_hidden_figure_tells_nothing_of_its_target() -> None:
    given, _indicator = eased(visibility=Visibility.IN_PREPARATION)

    page = Client().get(f"/tavoite/{given.goal.pk}-x/", follow=True).content.decode()
    assert "Rahat loppuivat." not in page
