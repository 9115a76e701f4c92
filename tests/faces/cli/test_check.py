"""`ruori check`: every break of the thread with its address, as words and as JSON."""

import json

import pytest

from ruori.cli.main import main
from tests.city import adopt, draft_plan, goal, measure, small_kemi

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_the_test")]


def _whole_thread() -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    measure(plan, goal(plan, unit=kemi.education), kemi.education)


def test_a_whole_thread_is_told_and_ends_well(capfd: pytest.CaptureFixture[str]) -> None:
    _whole_thread()
    assert main(["check"]) == 0
    out, said = capfd.readouterr()
    assert out == ""
    assert said.startswith("Mikään ei ole")


def test_a_break_is_told_with_its_rule_and_address(capfd: pytest.CaptureFixture[str]) -> None:
    small_kemi()
    lonely = goal(adopt(draft_plan()), "Yksinäinen tavoite")
    assert main(["check", "--json"]) == 1
    (found,) = json.loads(capfd.readouterr().out)
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
