"""The golden case: Kemi's own page is read whole, clause by clause (domain § 1)."""

from collections.abc import Callable
from datetime import date
from importlib.resources import files

import pytest

from ruori.intake.draft import Certainty, Draft, DraftPlan, Element, ElementKind, PlanKind
from ruori.intake.readers.strategy_page import read

GOALS = {
    "Elinvoimainen kaupunki": range(23, 28),
    "Hyvinvoivat asukkaat": range(31, 36),
    "Sujuva arki": range(39, 44),
}
PROGRAMMES = [
    (57, PlanKind.PLAN, "Ikävihreä Kemi Ikäihmisten hyvinvointisuunnitelma", 2022, 2024),
    (59, PlanKind.PLAN, "Kemiläisten lasten ja nuorten hyvinvointisuunnitelma", 2022, 2025),
    (61, PlanKind.REPORT, "Laaja hyvinvointi- ja turvallisuuskertomus", 2017, 2021),
    (63, PlanKind.VIEW, "Hyvinvointisuunnitelman 2022-2025 toimenpiteet", 2022, 2025),
    (65, PlanKind.VIEW, "Kulttuuripalvelut hyvinvointisuunnitelman toteuttajana", None, None),
    (67, PlanKind.PROGRAMME, "Kemin kaupungin elinvoimaohjelma", 2019, 2024),
    (69, PlanKind.PROGRAMME, "Kemin järjestöstrategia", 2022, 2025),
]
PROMISES = [
    ("Y3", 49, "tietämystä ympäristövaikutteista"),
    ("Y4 prevent", 51, "sitoutuu ympäristön pilaantumisen ehkäisyyn."),
    ("Y4 improve", 51, "sitoutuu jatkuvaan ympäristönsuojelutason parantamiseen."),
    ("Y4 obey", 51, "sitoutuu lainsäädännön sekä muiden ympäristövelvoitteidensa täyttämiseen."),
    ("Y5", 51, "päätöksenteossa huomioidaan ympäristövaikutukset."),
    ("Y6", 51, "kaikille Kemin kaupungin työntekijöille ja luottamushenkilöille."),
    ("Y7", 51, "ohjaa myös tytäryhtiöiden, palveluntuottajien"),
    ("Y9", 53, "sisällytetään kaupungin talousarviosuunnitteluun."),
    ("Y10", 53, "sisällytetään vuosittaisiin käyttösuunnitelmiin ja ohjelmiin."),
    ("Y11", 53, "seurataan vastuualueittain."),
    ("Y12", 53, "raportoidaan kaupunginvaltuustolle tilinpäätöksen yhteydessä."),
]


@pytest.fixture(scope="module")
def page() -> bytes:
    return (files("ruori.intake") / "data" / "kemi-strategia-2022-2025.txt").read_bytes()


@pytest.fixture(scope="module")
def draft(page: bytes) -> Draft:
    return read(page)


@pytest.fixture(scope="module")
def line(page: bytes) -> Callable[[int], str]:
    lines = page.decode().split("\n")
    return lambda number: lines[number - 1].strip(" •")


def strategy(draft: Draft) -> DraftPlan:
    return draft.plans[0]


def policy(draft: Draft) -> DraftPlan:
    return draft.plans[1]


def of(plan: DraftPlan, kind: ElementKind) -> list[Element]:
    return [element for element in plan.elements if element.kind is kind]


def test_strategy_has_its_title_and_years(draft: Draft) -> None:
    plan = strategy(draft)
    assert (plan.kind, plan.title, plan.line) == (
        PlanKind.STRATEGY,
        "Kemin kaupunkistrategia 2022-2025",
        1,
    )
    assert (plan.valid_from, plan.valid_to) == (date(2022, 1, 1), date(2025, 12, 31))


def test_three_values_carry_their_texts(draft: Draft, line: Callable[[int], str]) -> None:
    values = of(strategy(draft), ElementKind.VALUE)
    assert [value.title for value in values] == ["Ihmisläheisyys", "Luovuus", "Vastuullisuus"]
    for value, (name, text) in zip(values, [(7, 9), (11, 13), (15, 17)], strict=True):
        assert (value.line, value.lines) == (name, (text,))
        assert value.text == line(text)


def test_three_goals_carry_five_objectives_each(draft: Draft, line: Callable[[int], str]) -> None:
    goals = of(strategy(draft), ElementKind.GOAL)
    assert [goal.title for goal in goals] == list(GOALS)
    for goal in goals:
        assert [child.kind for child in goal.children] == [ElementKind.OBJECTIVE] * 5
        assert [child.line for child in goal.children] == list(GOALS[goal.title])
        assert [child.title for child in goal.children] == list(map(line, GOALS[goal.title]))
    assert [goal.code for goal in goals] == ["1", "2", "3"]
    assert goals[2].children[4].code == "3.5"


def test_policy_was_adopted_by_the_council(draft: Draft) -> None:
    plan = policy(draft)
    assert (plan.kind, plan.title, plan.line) == (PlanKind.POLICY, "Ympäristöpolitiikka", 45)
    assert plan.decision is not None
    assert (plan.decision.body, plan.decision.date) == ("kaupunginvaltuusto", date(2018, 8, 27))
    assert (plan.decision.section, plan.decision.line) == (None, 47)


def test_policy_makes_the_promises_of_domain_1(draft: Draft) -> None:
    found = of(policy(draft), ElementKind.COMMITMENT)
    assert len(found) == len(PROMISES)
    for element, (clause, number, words) in zip(found, PROMISES, strict=True):
        assert words in element.title, clause
        assert element.line == number, clause


def test_what_only_describes_the_policy_is_text(draft: Draft, line: Callable[[int], str]) -> None:
    texts = of(policy(draft), ElementKind.TEXT)
    assert [text.line for text in texts] == [49, 53]
    for text in texts:
        assert line(text.line).startswith(text.text)


def test_seven_programmes_stay_seven_lines(draft: Draft, line: Callable[[int], str]) -> None:
    plans = draft.plans[2:]
    assert [
        (
            plan.line,
            plan.kind,
            plan.title[: len(title)],
            plan.valid_from and plan.valid_from.year,
            plan.valid_to and plan.valid_to.year,
        )
        for plan, (_, _, title, _, _) in zip(plans, PROGRAMMES, strict=True)
    ] == PROGRAMMES
    assert [plan.title for plan in plans] == [line(plan.line) for plan in plans]


def test_the_line_of_two_documents_says_so(draft: Draft) -> None:
    plan = next(plan for plan in draft.plans if plan.line == 61)
    assert plan.certainty is Certainty.UNCERTAIN
    assert [(note.code, dict(note.facts)) for note in plan.notes] == [
        ("TWO_IN_ONE", {"report_years": "2017–2021", "plan_years": "2022–2025"})
    ]


def test_only_the_link_waits_for_a_person(draft: Draft, line: Callable[[int], str]) -> None:
    assert [(item.line, item.text, item.why.code) for item in draft.needs_review] == [
        (3, line(3), "LINK")
    ]


def test_no_line_is_lost(draft: Draft, page: bytes) -> None:
    written = {at for at, words in enumerate(page.decode().split("\n"), 1) if words.strip()}
    waiting = {item.line for item in draft.needs_review}
    assert draft.placed() | waiting == written
    assert not draft.placed() & waiting
