"""`ruori demo`: the Kemi city, built once, with a whole thread and a chain that holds."""

import pytest
from django.utils import timezone

from ruori.accounts.models import User
from ruori.cli.main import main
from ruori.cycle.models import Round
from ruori.cycle.rules import RoundState
from ruori.indicators.models import Observation
from ruori.kernel.moments import now
from ruori.notices.queries import problems
from ruori.organisation.rules import STRANGER
from ruori.plans import queries as plans
from ruori.plans.codes import GoalLevel, PlanKind
from ruori.plans.models import Measure
from ruori.reports.queries import edition_cards, verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_the_test")]


def test_the_kemi_city_is_whole_and_building_it_twice_changes_nothing(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert main(["demo"]) == 0
    out, _ = capfd.readouterr()
    assert "liisa@kemi.example" in out
    assert "/julkaisut/" in out
    _is_kemi()
    _has_its_year()
    _has_no_break_of_its_own()
    assert verify() == []
    before = (User.objects.count(), Measure.objects.count(), Observation.objects.count())
    assert main(["demo"]) == 0
    assert (User.objects.count(), Measure.objects.count(), Observation.objects.count()) == before


def _has_no_break_of_its_own() -> None:
    """What blocks is only what the founding page itself lacks: how the strategy is evaluated."""
    found = problems(timezone.now())
    assert [one.code for one in found if one.severity == "BLOCK"] == ["L23"]
    assert {one.code for one in found} <= {"L9", "L21", "L22", "L23", "L24"}


def _is_kemi() -> None:
    moment = now(timezone.now())
    cards = plans.plan_cards(STRANGER, moment)
    kinds = [card.kind for card in cards]
    assert kinds.count(PlanKind.STRATEGY) == kinds.count(PlanKind.POLICY) == 1
    assert kinds.count(PlanKind.REPORT) == 1
    assert kinds.count(PlanKind.VIEW) == 2
    strategy = next(card for card in cards if card.kind is PlanKind.STRATEGY)
    tree = plans.tree(STRANGER, moment, strategy.pk)
    assert tree is not None
    levels = [node.card.level for node in tree.walk()]
    assert levels.count(GoalLevel.STRATEGIC) == 3
    assert levels.count(GoalLevel.OBJECTIVE) == 15
    assert len(tree.values) == 3
    assert 25 <= Measure.objects.filter(is_example=True).count() <= 40
    assert Measure.objects.filter(is_example=False).count() == 0


def _has_its_year() -> None:
    states = list(Round.objects.order_by("covers_to").values_list("state", flat=True))
    past = [RoundState.PUBLISHED] * 2
    assert states == [*past, RoundState.OPEN, *[RoundState.PLANNED] * 3]
    (edition,) = edition_cards(STRANGER, at=timezone.now())
    assert edition.year == 2025
