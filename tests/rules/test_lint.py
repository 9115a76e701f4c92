"""Each rule of the plan check: one city where it finds, one where it does not, each severity."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ruori.indicators.rules.codes import Influence
from ruori.kernel.codes import Severity
from ruori.kernel.problems import Problem, Ref
from ruori.kernel.text import Text
from ruori.plans.codes import (
    CouncilMatter,
    GoalLevel,
    GoalRule,
    NeedsMoney,
    Operator,
    PlanKind,
    Stage,
    TestKind,
)
from ruori.plans.rules.lint import (
    Facts,
    Fateless,
    GoalFacts,
    Limits,
    MeasureFacts,
    MeteredBy,
    PlanFacts,
    SeriesFacts,
    StaleText,
    TestFacts,
    fingerprint,
    lint,
    may_be_accepted,
    plans_of,
)

TODAY = date(2026, 3, 2)
LIMITS = Limits(20, 60, 15, Decimal("0.80"), 4, 12, 3, 3)
SERIES = 7
STEPS = (date(2026, 4, 1), date(2026, 6, 1), date(2027, 1, 1))
TEST = TestFacts(
    series=SERIES,
    period="2027",
    operator=Operator.AT_LEAST,
    low=Decimal(60),
    baseline_value=Decimal(42),
    baseline_on=date(2024, 12, 31),
)
PLAN = PlanFacts(1, title=Text("Kaupunkistrategia"), period_to=date(2029, 12, 31))
OTHER = PlanFacts(2, kind=PlanKind.PROGRAMME, title=Text("Ohjelma"))
BUDGET = PlanFacts(3, kind=PlanKind.OPERATING_PLAN, title=Text("Käyttösuunnitelma"))
GOAL = GoalFacts(10, 1, Text("Hyvinvoivat asukkaat"), matters=frozenset(CouncilMatter))
MEASURE = MeasureFacts(
    20,
    1,
    Text("Avataan kaksi uutta liikuntapaikkaa"),
    ends_on=date(2028, 12, 31),
    steps=STEPS,
)


def city(*items: Any, serves: Any = ((20, None, 10),), **more: Any) -> Facts:
    """A whole city in which nothing is wrong, with some things put in their place or added."""
    things: dict[int, Any] = {each.pk: each for each in (PLAN, GOAL, MEASURE)}
    things |= {item.pk: item for item in items}

    def of(kind: type) -> dict[int, Any]:
        return {pk: item for pk, item in things.items() if isinstance(item, kind)}

    told = {"on": TODAY, "limits": LIMITS, "series": {SERIES: SeriesFacts()}, **more}
    return Facts(
        plans=of(PlanFacts),
        goals=of(GoalFacts),
        measures=of(MeasureFacts),
        serves=tuple(serves),
        **told,
    )


def with_tests(*tests: TestFacts, **more: Any) -> GoalFacts:
    return replace(GOAL, tests=tests, **more)


def lines(**words: Any) -> dict[str, Any]:
    return {"series": {SERIES: SeriesFacts(**words)}}


SERVED = ((20, None, 10), (None, 30, 10))
BINDING = GoalFacts(30, 3, Text("Tehdään kaksi päiväkotia"))
TWIN = replace(MEASURE, pk=21, plan=2, name=Text("AVATAAN uutta liikuntapaikkaa: kaksi!"))
BOTH = ((20, None, 10), (21, None, 10))

B, W, H = Severity.BLOCK, Severity.WARN, Severity.HINT

WRONG: list[tuple[str, Severity, str, Facts]] = [
    ("L2", B, "operator", city(with_tests(replace(TEST, operator=None)))),
    ("L2", B, "low", city(with_tests(replace(TEST, low=None)))),
    ("L2", B, "high", city(with_tests(replace(TEST, operator=Operator.WITHIN)))),
    ("L2", B, "period", city(with_tests(replace(TEST, period="")))),
    ("L2", B, "due_on", city(with_tests(TestFacts(kind=TestKind.DEED)))),
    ("L3", W, "baseline_value", city(with_tests(replace(TEST, baseline_value=None)))),
    ("L3", W, "baseline_on", city(with_tests(replace(TEST, baseline_on=None)))),
    (
        "L3",
        B,
        "baseline_on",
        city(BUDGET, replace(BINDING, tests=(replace(TEST, baseline_on=None),)), serves=SERVED),
    ),
    ("L4", B, "rule", city(with_tests(TEST, replace(TEST, number=2)))),
    ("L6", B, "post", city(replace(GOAL, has_owner=False))),
    ("L6", W, "post", city(replace(MEASURE, has_owner=False))),
    ("L7", B, "how", city(replace(GOAL, indicators=(MeteredBy(5, Text("Osuus")),)))),
    ("L8", B, "baseline_on", city(with_tests(TEST), **lines(breaks=(date(2026, 1, 1),)))),
    ("L8", B, "baseline_on", city(with_tests(TEST), **lines(breaks=(date(2027, 1, 1),)))),
    ("L9", W, "period", city(with_tests(TEST), **lines(lag_days=92))),
    ("L10", W, "low", city(with_tests(replace(TEST, baseline_value=Decimal(60))))),
    ("L10", W, "low", city(with_tests(replace(TEST, baseline_value=Decimal("59.6"))))),
    ("L11", W, "series", city(with_tests(TEST), **lines(last=(Decimal(4),) * 5))),
    ("L11", W, "series", city(with_tests(TEST), **lines(influence=Influence.CONTEXT))),
    (
        "L11",
        W,
        "series",
        city(
            replace(GOAL, indicators=(MeteredBy(5, how=Text("Kertoo."), series=SERIES),)),
            **lines(last=(Decimal(4),) * 5),
        ),
    ),
    ("L13", W, "serves", city(serves=((99, None, 10),), settled={99: 1})),
    ("L13", W, "serves", city(BUDGET, BINDING)),
    ("L14", W, "served_by", city(replace(GOAL, pk=11))),
    ("L16", H, "needs_money", city(replace(MEASURE, needs_money=NeedsMoney.UNKNOWN))),
    ("L19", H, "name", city(OTHER, TWIN, serves=BOTH)),
    ("L20", W, "name", city(replace(MEASURE, name=Text("Edistetään hyvinvointia")))),
    (
        "L20",
        W,
        "name",
        city(BUDGET, replace(BINDING, name=Text("Kehitetään palveluja")), serves=SERVED),
    ),
    ("L21", W, "ends_on", city(replace(MEASURE, ends_on=None))),
    ("L21", H, "ends_on", city(replace(MEASURE, ends_on=date(2030, 1, 1)))),
    ("L22", W, "steps", city(replace(MEASURE, steps=()))),
    ("L22", W, "steps", city(replace(MEASURE, steps=(date(2026, 3, 1), date(2027, 3, 3))))),
    ("L22", H, "steps", city(replace(MEASURE, steps=STEPS[:2]))),
    ("L23", W, "matters", city(replace(GOAL, matters=frozenset(CouncilMatter) - {"OWNERSHIP"}))),
    ("L23", B, "evaluation_plan", city(replace(PLAN, has_evaluation=False))),
    ("L24", W, "period_to", city(replace(PLAN, period_to=date(2026, 3, 1)), MEASURE)),
    ("L24", W, "check_on", city(replace(PLAN, check_on=date(2026, 3, 1)))),
    ("L28", W, "plain_text", city(replace(GOAL, stale=(StaleText("plain_text", "fi"),)))),
    ("L28", W, "name", city(replace(MEASURE, stale=(StaleText("name", "sv"),)))),
    ("L28", W, "vision", city(replace(PLAN, stale=(StaleText("vision", "en"),)))),
]
"""A rule, how hard it is, the field it names, and a city with just that wrong."""

RIGHT: list[tuple[str, Facts]] = [
    ("L2", city(with_tests(TEST))),
    ("L2", city(with_tests(TestFacts(kind=TestKind.DEED, due_on=TODAY)))),
    ("L3", city(with_tests(TEST))),
    ("L3", city(with_tests(TestFacts(kind=TestKind.DEED, due_on=TODAY)))),
    ("L4", city(with_tests(TEST, replace(TEST, number=2), rule=GoalRule.ALL))),
    ("L4", city(with_tests(TEST))),
    ("L6", city()),
    ("L7", city(replace(GOAL, indicators=(MeteredBy(5, how=Text("Kertoo käytöstä.")),)))),
    ("L8", city(with_tests(TEST), **lines(breaks=(date(2024, 12, 31), date(2028, 1, 1))))),
    ("L9", city(with_tests(TEST), **lines(lag_days=91))),
    ("L10", city(with_tests(replace(TEST, baseline_value=Decimal("59.4"))))),
    ("L11", city(with_tests(TEST), **lines(last=(Decimal(4),) * 4))),
    ("L11", city(with_tests(TEST), **lines(last=(*(Decimal(4),) * 4, Decimal(5))))),
    (
        "L11",
        city(
            with_tests(TEST, replace(TEST, number=2), rule=GoalRule.ALL),
            **lines(influence=Influence.CONTEXT),
        ),
    ),
    ("L13", city()),
    ("L13", city(BUDGET, BINDING, serves=SERVED)),
    ("L13", city(BUDGET, BINDING, replace(BINDING, pk=31, parent=30), serves=SERVED)),
    ("L14", city(replace(GOAL, pk=11, level=GoalLevel.COMMITMENT))),
    ("L14", city(replace(GOAL, pk=11, parent=10), serves=((20, None, 10), (20, None, 11)))),
    ("L14", city(serves=((20, None, 10), (99, None, 10)), settled={99: 1})),
    ("L16", city()),
    ("L19", city(TWIN, replace(OTHER, stage=Stage.DRAFT), replace(PLAN, stage=Stage.DRAFT))),
    ("L19", city(replace(TWIN, plan=1), serves=BOTH)),
    ("L19", city(OTHER, replace(TWIN, name=Text("Avataan uutta")), serves=BOTH)),
    ("L20", city(replace(MEASURE, name=Text("Edistetään hyvinvointia 20 tapahtumalla")))),
    ("L20", city(replace(GOAL, name=Text("Edistetään hyvinvointia")))),
    (
        "L20",
        city(
            BUDGET,
            replace(BINDING, name=Text("Kehitetään"), level=GoalLevel.STRATEGIC),
            serves=SERVED,
        ),
    ),
    ("L21", city(replace(MEASURE, ends_on=None, is_continuous=True))),
    ("L21", city(replace(MEASURE, ends_on=date(2029, 12, 31)))),
    ("L22", city()),
    ("L22", city(replace(MEASURE, steps=(), starts_on=date(2026, 3, 3)))),
    ("L22", city(replace(MEASURE, steps=(), ends_on=date(2026, 3, 1)))),
    ("L22", city(replace(PLAN, stage=Stage.ADOPTED), replace(MEASURE, steps=()))),
    ("L23", city()),
    ("L23", city(replace(PLAN, kind=PlanKind.PROGRAMME, has_evaluation=False))),
    ("L24", city(replace(PLAN, period_to=TODAY))),
    ("L24", city(replace(PLAN, period_to=date(2026, 3, 1), has_successor=True))),
    ("L28", city()),
]


def codes(facts: Facts) -> list[str]:
    return [problem.code for problem in lint(facts)]


def of(code: str, facts: Facts) -> list[Problem]:
    return [problem for problem in lint(facts) if problem.code == code]


def test_nothing_is_wrong_in_a_whole_city() -> None:
    assert lint(city()) == []


@pytest.mark.parametrize(("code", "severity", "field", "facts"), WRONG)
def test_the_rule_finds_it_once_at_its_field(
    code: str, severity: Severity, field: str, facts: Facts
) -> None:
    (found,) = of(code, facts)
    assert (found.severity, found.facts["field"]) == (severity, field)
    assert found.about is not None
    assert str(found.about.title)
    assert plans_of(found, facts)


@pytest.mark.parametrize(("code", "facts"), RIGHT)
def test_the_rule_finds_nothing(code: str, facts: Facts) -> None:
    assert of(code, facts) == []


def _many(count: int, **more: Any) -> list[MeasureFacts]:
    return [replace(MEASURE, pk=100 + number, **more) for number in range(count)]


@pytest.mark.parametrize(
    ("count", "severity"), [(18, None), (19, H), (58, H), (59, W)], ids=["20", "21", "60", "61"]
)
def test_a_plan_is_too_wide_above_its_limits(count: int, severity: Severity | None) -> None:
    found = of("L18", city(*_many(count)))
    assert [problem.severity for problem in found] == ([] if severity is None else [severity])


def test_a_post_answers_for_too_much_above_its_limit() -> None:
    assert of("L18", city(*_many(15, post=5))) == []
    (found,) = of("L18", city(*_many(16, post=5), posts={5: Text("Rehtori")}))
    assert found.severity is W
    assert found.about == Ref("organisation.post", 5, Text("Rehtori"))
    assert plans_of(found, city()) == {1}


def test_drafts_are_no_load_on_a_post() -> None:
    facts = city(*_many(16, post=5), replace(PLAN, stage=Stage.DRAFT))
    assert of("L18", facts) == []


def test_the_limits_are_those_of_the_city() -> None:
    narrow = replace(LIMITS, plan_hint=1, plan_warn=1, steps_wanted=4, similarity=Decimal(1))
    assert codes(city(limits=narrow)) == ["L18", "L22"]
    assert of("L19", city(OTHER, TWIN, serves=BOTH, limits=narrow)) != []
    longer = replace(TWIN, name=Text("Avataan kaksi uutta liikuntapaikkaa Kemiin"))
    assert of("L19", city(OTHER, longer, serves=BOTH)) != []
    assert of("L19", city(OTHER, longer, serves=BOTH, limits=narrow)) == []


def test_an_element_without_a_fate_stops_the_draft_that_follows() -> None:
    draft = PlanFacts(4, stage=Stage.DRAFT, title=Text("Uusi strategia"))
    facts = city(draft, replace(PLAN, has_successor=True), fateless=(Fateless(4, GOAL.ref),))
    (found,) = of("L25", facts)
    assert found.severity is B
    assert plans_of(found, facts) == {4}
    adopted = city(replace(draft, stage=Stage.ADOPTED), fateless=(Fateless(4, GOAL.ref),))
    assert of("L25", adopted) == []


def test_a_draft_promises_nothing_to_the_plans_in_force() -> None:
    draft = PlanFacts(4, kind=PlanKind.PROGRAMME, stage=Stage.DRAFT, title=Text("Luonnos"))
    own = replace(TWIN, plan=4)
    facts = city(draft, own, serves=((21, None, 10),))
    assert [problem.about for problem in of("L14", facts)] == [GOAL.ref]
    (twin,) = of("L19", facts)
    assert twin.about == own.ref
    assert plans_of(twin, facts) == {4}


def test_twins_of_two_plans_stand_on_both_pages() -> None:
    facts = city(OTHER, TWIN, serves=BOTH)
    (found,) = of("L19", facts)
    assert (found.about, found.facts["other_pk"]) == (TWIN.ref, MEASURE.pk)
    assert plans_of(found, facts) == {1, 2}


def test_only_warnings_may_stand_with_a_reason() -> None:
    for code, severity, _, facts in WRONG:
        (found,) = of(code, facts)
        assert may_be_accepted(found) is (severity is W)


def test_a_changed_thing_is_another_finding() -> None:
    (found,) = of("L20", city(replace(MEASURE, name=Text("Edistetään hyvinvointia"))))
    (renamed,) = of("L20", city(replace(MEASURE, name=Text("Edistetään terveyttä"))))
    (again,) = of("L20", city(replace(MEASURE, name=Text("Edistetään hyvinvointia"))))
    assert fingerprint(found) == fingerprint(again) != fingerprint(renamed)
