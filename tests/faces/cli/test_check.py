"""`ruori check`: every break of the thread with its address, as words and as JSON."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from ruori.cli.main import main
from ruori.kernel.text import Text
from ruori.organisation.rules import SYSTEM
from ruori.plans import actions
from ruori.plans.codes import NeedsMoney, PlanKind
from tests.city import AT, adopt, draft_plan, goal, measure, small_kemi

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_the_test")]


def _whole_thread() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan(kind=PlanKind.PROGRAMME))
    made = measure(plan, goal(plan, unit=kemi.education), kemi.education)
    told = {"needs_money": NeedsMoney.NO}
    actions.change_measure(measure=made, version=1, changes=told, by=SYSTEM, at=AT)
    for day in (10, 20, 30):
        due_on = timezone.localdate() + timedelta(days=day)
        actions.add_step(measure=made, text=Text("Tehdään"), due_on=due_on, by=SYSTEM, at=AT)


def test_a_whole_thread_is_told_and_ends_well(capfd: pytest.CaptureFixture[str]) -> None:
    _whole_thread()
    assert main(["check"]) == 0
    out, said = capfd.readouterr()
    assert out == ""
    assert said.startswith("Mikään ei ole")


def test_a_break_is_told_with_its_rule_and_address(capfd: pytest.CaptureFixture[str]) -> None:
    small_kemi()
    lonely = goal(adopt(draft_plan(kind=PlanKind.PROGRAMME)), "Yksinäinen tavoite")
    assert main(["check", "--json"]) == 1
    told = json.loads(capfd.readouterr().out)
    assert told["counts"] == {"L14": 1}
    (found,) = told["findings"]
    assert (found["severity"], found["field"], found["values"]) == ("WARN", "served_by", {})
    assert found["message"] == "Mikään ei toteuta tätä tavoitetta."
    assert (found["code"], found["label"], found["pk"]) == ("L14", "plans.goal", lonely.pk)
    assert found["title"] == "Yksinäinen tavoite"
    assert found["address"].endswith(f"/desk/goals/{lonely.pk}/")
    assert main(["check"]) == 1
    out, _ = capfd.readouterr()
    assert "L14" in out
    assert "Yksinäinen tavoite" in out


def test_a_wrong_option_is_a_wrong_use(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--no-such-thing"]) == 2
    assert capfd.readouterr().out == ""
