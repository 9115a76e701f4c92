"""What a person may do to a draft, row by row, on a page small enough to see whole."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from ruori.intake import rules
from ruori.intake.draft import (
    Certainty,
    Draft,
    DraftDecision,
    DraftPlan,
    Element,
    ElementKind,
    PlanKind,
    State,
)
from ruori.intake.readers.strategy_page import read_text
from ruori.intake.rules import ElementWords, PlanWords
from ruori.kernel.problems import Refused

PAGE = """Suvikaupungin kaupunkistrategia 2026-2029
Lue lisää tästä
Visio
Suvikaupunki on lasten kaupunki.
Arvot
- Rohkeus
Uskallamme kokeilla.
Päämäärät
Elinvoima
- Työtä on kaikille.
- Satama kasvaa.
Muut ohjelmat
Hyvinvointikertomus 2021-2025 ja hyvinvointisuunnitelma 2026-2029
"""
STRATEGY, VISION, VALUE, GOAL, WORK, HARBOUR = (0,), (0, 0), (0, 1), (0, 2), (0, 2, 0), (0, 2, 1)
PROGRAMME = (1,)


@pytest.fixture
def draft() -> Draft:
    return read_text(PAGE)


def state(draft: Draft, path: rules.Path) -> State:
    return rules.row_at(draft, path).row.state


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.problem.code


def refusal_of(act: Callable[[], Draft]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.problem.code


def settled(draft: Draft) -> Draft:
    """The draft with every row accepted and its one unread line left out."""
    for number in range(len(draft.plans)):
        draft = rules.accept_below(draft, (number,))
    return rules.drop_line(draft, 2, "linkki")


def test_paths_lead_to_rows_and_back(draft: Draft) -> None:
    for placed in rules.rows(draft):
        path = rules.parse_path(rules.path_text(placed.path))
        assert rules.row_at(draft, path) == placed


@pytest.mark.parametrize("text", ["", "a", "0.", "-1", "0.x", "²", "0.0.0.1", "9", "0.9", "1" * 9])
def test_a_wrong_path_is_refused(draft: Draft, text: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.row_at(draft, rules.parse_path(text))
    assert code_of(refused) == "ROW_MISSING"


def test_accepting_a_row_leaves_the_others_open(draft: Draft) -> None:
    after = rules.accept(draft, GOAL)
    assert [state(after, path) for path in (STRATEGY, GOAL, WORK)] == [
        State.OPEN,
        State.ACCEPTED,
        State.OPEN,
    ]


def test_accepting_with_all_below_spares_what_was_dropped(draft: Draft) -> None:
    after = rules.accept_below(rules.drop(draft, WORK, "vanha"), STRATEGY)
    assert state(after, HARBOUR) is State.ACCEPTED
    assert state(after, WORK) is State.DROPPED


def test_accepting_the_certain_leaves_the_uncertain_open(draft: Draft) -> None:
    after = rules.accept_certain(draft)
    for placed in rules.rows(after):
        certain = placed.row.certainty is Certainty.CERTAIN
        assert placed.row.state is (State.ACCEPTED if certain else State.OPEN)
    assert state(after, PROGRAMME) is State.OPEN


def test_dropping_takes_all_below_with_it_and_keeps_the_reason(draft: Draft) -> None:
    after = rules.drop(draft, GOAL, "  poistettu ohjelmasta ")
    assert [state(after, path) for path in (GOAL, WORK, HARBOUR)] == [State.DROPPED] * 3
    assert rules.row_at(after, GOAL).row.reason == "poistettu ohjelmasta"


def test_dropping_wants_a_reason(draft: Draft) -> None:
    acts: list[Callable[[], Draft]] = [
        lambda: rules.drop(draft, GOAL, "  "),
        lambda: rules.drop_line(draft, 2, ""),
    ]
    assert {refusal_of(act) for act in acts} == {"REASON_MISSING"}


def test_nothing_is_accepted_under_what_was_dropped(draft: Draft) -> None:
    after = rules.drop(draft, GOAL, "vanha")
    words = ElementWords(ElementKind.OBJECTIVE, "", "Työtä", "")
    acts: list[Callable[[], Draft]] = [
        lambda: rules.accept(after, WORK),
        lambda: rules.accept_below(after, WORK),
        lambda: rules.reopen(after, WORK),
        lambda: rules.correct_element(after, WORK, words),
        lambda: rules.place_under(after, 2, GOAL, ElementKind.TEXT, "lisää"),
    ]
    assert {refusal_of(act) for act in acts} == {"UNDER_DROPPED"}


def test_reopening_takes_the_word_back(draft: Draft) -> None:
    assert rules.reopen(rules.drop(draft, GOAL, "vanha"), GOAL) == draft


def test_a_corrected_element_says_what_was_written_and_is_accepted(draft: Draft) -> None:
    words = ElementWords(ElementKind.COMMITMENT, " 1.7 ", " Työtä riittää ", " ")
    row = rules.row_at(rules.correct_element(draft, WORK, words), WORK).row
    assert isinstance(row, Element)
    assert (row.kind, row.code, row.title, row.text) == (
        ElementKind.COMMITMENT,
        "1.7",
        "Työtä riittää",
        "",
    )
    assert row.state is State.ACCEPTED
    assert row.line == 10


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (WORK, ElementKind.GOAL),
        (WORK, ElementKind.VALUE),
        (GOAL, ElementKind.VALUE),
        (GOAL, ElementKind.TEXT),
    ],
)
def test_a_kind_that_cannot_stand_there_is_refused(
    draft: Draft, path: rules.Path, kind: ElementKind
) -> None:
    with pytest.raises(Refused) as refused:
        rules.correct_element(draft, path, ElementWords(kind, "", "Elinvoima", "teksti"))
    assert code_of(refused) == "WRONG_PLACE"


def test_a_row_without_words_is_refused(draft: Draft) -> None:
    acts: list[Callable[[], Draft]] = [
        lambda: rules.correct_element(draft, WORK, ElementWords(ElementKind.OBJECTIVE, "", "", "")),
        lambda: rules.correct_element(draft, VISION, ElementWords(ElementKind.TEXT, "", " ", "")),
        lambda: rules.correct_plan(draft, STRATEGY, plan_words(title=" ")),
        lambda: rules.place_as_plan(draft, 2, PlanKind.PLAN, " "),
        lambda: rules.place_under(draft, 2, STRATEGY, ElementKind.TEXT, ""),
    ]
    assert {refusal_of(act) for act in acts} == {"WORDS_MISSING"}


def plan_words(
    *,
    title: str = "Suvikaupungin strategia",
    valid_to: date | None = date(2030, 12, 31),
    decision: DraftDecision | None = None,
) -> PlanWords:
    return PlanWords(PlanKind.STRATEGY, title, date(2026, 1, 1), valid_to, decision)


def test_a_corrected_plan_keeps_its_elements(draft: Draft) -> None:
    decision = DraftDecision("kaupunginvaltuusto", date(2025, 11, 10), 88)
    after = rules.correct_plan(draft, STRATEGY, plan_words(decision=decision))
    plan = after.plans[0]
    assert (plan.title, plan.valid_to, plan.decision) == (
        "Suvikaupungin strategia",
        date(2030, 12, 31),
        decision,
    )
    assert plan.elements == draft.plans[0].elements
    assert plan.state is State.ACCEPTED


def test_a_plan_cannot_end_before_it_begins(draft: Draft) -> None:
    with pytest.raises(Refused) as refused:
        rules.correct_plan(draft, STRATEGY, plan_words(valid_to=date(2025, 12, 31)))
    assert code_of(refused) == "PERIOD_IN_DISORDER"
    assert refused.value.problem.facts["field"] == "valid_to"


def test_a_plan_is_not_corrected_as_an_element_nor_an_element_as_a_plan(draft: Draft) -> None:
    words = ElementWords(ElementKind.TEXT, "", "x", "")
    acts: list[Callable[[], Draft]] = [
        lambda: rules.correct_element(draft, STRATEGY, words),
        lambda: rules.correct_plan(draft, GOAL, plan_words()),
    ]
    assert {refusal_of(act) for act in acts} == {"ROW_MISSING"}


def test_a_line_of_two_documents_parts_into_a_report_and_a_plan(draft: Draft) -> None:
    after = rules.part(draft, PROGRAMME)
    report, plan = after.plans[1:]
    assert (report.kind, report.title) == (PlanKind.REPORT, "Hyvinvointikertomus 2021-2025")
    assert (plan.kind, plan.title) == (PlanKind.PLAN, "Hyvinvointisuunnitelma 2026-2029")
    assert (report.valid_from, report.valid_to) == (date(2021, 1, 1), date(2025, 12, 31))
    assert (plan.valid_from, plan.valid_to) == (date(2026, 1, 1), date(2029, 12, 31))
    assert report.line == plan.line == 13
    assert after.placed() == draft.placed()


def test_the_founding_line_of_two_documents_parts_at_its_joint() -> None:
    title = (
        "Laaja hyvinvointi- ja turvallisuuskertomus 2017-2021 ja hyvinvointisuunnitelma "
        "vuosille 2022-2025"
    )
    draft = Draft((DraftPlan(PlanKind.REPORT, title, 61),))
    assert [plan.title for plan in rules.part(draft, (0,)).plans] == [
        "Laaja hyvinvointi- ja turvallisuuskertomus 2017-2021",
        "Hyvinvointisuunnitelma vuosille 2022-2025",
    ]


@pytest.mark.parametrize("path", [STRATEGY, GOAL])
def test_a_line_of_one_document_cannot_be_parted(draft: Draft, path: rules.Path) -> None:
    with pytest.raises(Refused) as refused:
        rules.part(draft, path)
    assert code_of(refused) == "NOT_TWO"


def test_an_unread_line_becomes_a_plan_with_the_years_it_names(draft: Draft) -> None:
    after = rules.place_as_plan(draft, 2, PlanKind.PROGRAMME, " Ikäohjelma 2026-28 ")
    made = after.plans[-1]
    assert (made.title, made.line, made.state) == ("Ikäohjelma 2026-28", 2, State.ACCEPTED)
    assert made.valid_to == date(2028, 12, 31)
    assert after.needs_review == ()


def test_an_unread_line_becomes_the_last_row_under_another(draft: Draft) -> None:
    after = rules.place_under(draft, 2, GOAL, ElementKind.OBJECTIVE, "Linja-auto kulkee.")
    made = rules.row_at(after, (0, 2, 2)).row
    assert (made.title, made.line, made.state) == ("Linja-auto kulkee.", 2, State.ACCEPTED)


def test_a_line_is_settled_once(draft: Draft) -> None:
    after = rules.drop_line(draft, 2, "linkki")
    assert rules.open_lines(after) == 0
    assert after.needs_review[0].reason == "linkki"
    acts: list[Callable[[], Draft]] = [
        lambda: rules.drop_line(after, 2, "uudelleen"),
        lambda: rules.place_as_plan(after, 2, PlanKind.PLAN, "Ohjelma"),
        lambda: rules.place_under(after, 2, GOAL, ElementKind.TEXT, "x"),
        lambda: rules.drop_line(draft, 4, "ei ole lukematon"),
    ]
    assert {refusal_of(act) for act in acts} == {"LINE_SETTLED"}


def test_a_draft_is_ready_when_everything_is_settled(draft: Draft) -> None:
    assert [problem.code for problem in rules.problems(draft)] == [
        "ROWS_OPEN",
        "LINES_OPEN",
        "NOTHING_ACCEPTED",
    ]
    assert rules.problems(settled(draft)) == []


def test_an_accepted_plan_needs_a_name_and_a_whole_decision(draft: Draft) -> None:
    ready = settled(draft)
    nameless = replace(ready.plans[0], title="")
    undated = replace(ready.plans[1], decision=DraftDecision("kaupunginvaltuusto", None))
    found = rules.problems(replace(ready, plans=(nameless, undated)))
    assert [(problem.code, problem.facts) for problem in found] == [
        ("TITLE_MISSING", {"line": 1}),
        ("ADOPTION_INCOMPLETE", {"line": 13}),
    ]


def test_only_what_was_accepted_is_wanted(draft: Draft) -> None:
    ready = settled(rules.drop(rules.drop(draft, HARBOUR, "vanha"), PROGRAMME, "ei nyt"))
    (plan,) = rules.wanted(ready)
    assert plan.texts == {rules.Place.VISION: "Suvikaupunki on lasten kaupunki."}
    assert [(value.title, value.text, value.line) for value in plan.values] == [
        ("Rohkeus", "Uskallamme kokeilla.", 6)
    ]
    (goal,) = plan.goals
    assert (goal.kind, goal.code, goal.title, goal.line) == (ElementKind.GOAL, "1", "Elinvoima", 9)
    assert [child.title for child in goal.children] == ["Työtä on kaikille."]


def test_text_under_a_goal_joins_its_text_and_other_text_the_introduction() -> None:
    draft = read_text(
        "Kaupunkistrategia 2026-2029\n\nStrategia ohjaa.\n\nPäämäärät\n\nElinvoima\n"
        "Tavoitteet\n- Työtä on.\nMittarit\n- Työttömyysaste\n\nSeuranta\nKahdesti vuodessa.\n"
    )
    (plan,) = rules.wanted(rules.accept_below(draft, (0,)))
    assert plan.texts == {
        rules.Place.INTRODUCTION: "Strategia ohjaa.",
        rules.Place.EVALUATION: "Kahdesti vuodessa.",
    }
    assert plan.goals[0].text == "Työttömyysaste"
    assert [child.title for child in plan.goals[0].children] == ["Työtä on."]


@pytest.mark.parametrize(
    ("valid_from", "decided", "holds_from"),
    [
        (date(2026, 1, 1), date(2025, 11, 10), date(2026, 1, 1)),
        (None, date(2018, 8, 27), date(2018, 8, 27)),
        (None, None, date(2026, 3, 2)),
    ],
)
def test_a_plan_holds_from_its_first_day_else_its_decision_else_today(
    draft: Draft, valid_from: date | None, decided: date | None, holds_from: date
) -> None:
    decision = None if decided is None else DraftDecision("valtuusto", decided)
    plan = replace(draft.plans[0], valid_from=valid_from, decision=decision, state=State.ACCEPTED)
    (wanted,) = rules.wanted(Draft((plan,)))
    assert wanted.holds_from(date(2026, 3, 2)) == holds_from
