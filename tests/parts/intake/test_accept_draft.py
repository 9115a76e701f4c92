"""A settled draft becomes the city's plans, and nothing else does."""

from datetime import date

import pytest

from ruori.audit.models import TrailEntry
from ruori.decisions.models import Decision
from ruori.intake import actions, queries
from ruori.intake.draft import PlanKind as ReadKind
from ruori.intake.models import Draft
from ruori.intake.rules import PlanWords, Standing
from ruori.kernel.codes import Visibility
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.organisation.rules import SYSTEM, UnitKind
from ruori.plans.codes import GoalLevel, PlanKind, Stage
from ruori.plans.models import Goal, Plan, Value
from ruori.plans.queries import plan_cards, tree
from tests.city import AT, DAY, TODAY, unit
from tests.parts.intake.given import (
    GOAL,
    PROGRAMME,
    UNREAD,
    founding_page,
    opened,
    proposal_of,
    settled,
)
from tests.people import liisa

pytestmark = pytest.mark.django_db


@pytest.fixture
def council() -> None:
    unit("council", kind=UnitKind.COUNCIL, name="Kemin kaupunginvaltuusto")


def refusal_of(draft: Draft, version: int) -> str:
    """Why a draft cannot be accepted."""
    with pytest.raises(Refused) as refused:
        actions.accept_draft(draft=draft, version=version, by=SYSTEM, at=AT)
    return refused.value.problem.code


@pytest.mark.usefixtures("council")
def test_the_founding_page_becomes_nine_adopted_plans() -> None:
    draft = settled(opened(founding_page()))
    made = actions.accept_draft(draft=draft, version=draft.version, by=SYSTEM, at=AT)
    cards = plan_cards(SYSTEM, TODAY)
    assert [(card.pk, card.kind) for card in cards] == list(
        zip(
            made.plans,
            [
                PlanKind.STRATEGY,
                PlanKind.POLICY,
                PlanKind.PLAN,
                PlanKind.PLAN,
                PlanKind.REPORT,
                PlanKind.VIEW,
                PlanKind.VIEW,
                PlanKind.PROGRAMME,
                PlanKind.PROGRAMME,
            ],
            strict=True,
        )
    )
    assert {card.stage for card in cards} == {Stage.IN_FORCE}
    assert {card.visibility for card in cards} == {Visibility.PUBLIC}
    assert [card.source_line for card in cards] == [1, 45, 57, 59, 61, 63, 65, 67, 69]
    assert {card.source_file for card in cards} == {draft.file_id}
    assert (cards[0].period_from, cards[0].period_to) == (date(2022, 1, 1), date(2025, 12, 31))


@pytest.mark.usefixtures("council")
def test_values_goals_and_commitments_remember_their_lines() -> None:
    draft = settled(opened(founding_page()))
    made = actions.accept_draft(draft=draft, version=draft.version, by=SYSTEM, at=AT)
    assert list(Value.objects.order_by("id").values_list("source_line", flat=True)) == [7, 11, 15]
    strategy = tree(SYSTEM, TODAY, made.plans[0])
    policy = tree(SYSTEM, TODAY, made.plans[1])
    assert strategy is not None
    assert policy is not None
    assert [str(value.name) for value in strategy.values] == [
        "Ihmisläheisyys",
        "Luovuus",
        "Vastuullisuus",
    ]
    assert [len(root.children) for root in strategy.roots] == [5, 5, 5]
    assert [root.card.level for root in strategy.roots] == [GoalLevel.STRATEGIC] * 3
    assert [child.card.source_line for child in strategy.roots[2].children] == [39, 40, 41, 42, 43]
    assert [child.card.code for child in strategy.roots[0].children][:2] == ["1.1", "1.2"]
    assert [root.card.level for root in policy.roots] == [GoalLevel.COMMITMENT] * 11
    assert "osa Kemin kaupungin ympäristöjärjestelmää" in str(policy.plan.introduction)


@pytest.mark.usefixtures("council")
def test_the_policy_holds_from_the_councils_decision() -> None:
    draft = settled(opened(founding_page()))
    made = actions.accept_draft(draft=draft, version=draft.version, by=SYSTEM, at=AT)
    plan = Plan.objects.get(pk=made.plans[1])
    decision = Decision.objects.get()
    assert plan.adoption == decision
    assert (decision.decided_on, decision.section) == (date(2018, 8, 27), "")
    assert decision.text == "Hyväksytty kaupunginvaltuustossa 27.8.2018."
    assert [card.holds_from for card in plan_cards(SYSTEM, TODAY)][:2] == [
        date(2022, 1, 1),
        date(2018, 8, 27),
    ]


def test_a_plan_without_years_or_decision_holds_from_today() -> None:
    draft = settled(opened())
    actions.accept_draft(draft=draft, version=draft.version, by=SYSTEM, at=AT)
    assert [card.holds_from for card in plan_cards(SYSTEM, TODAY)] == [date(2026, 1, 1), DAY]


def test_what_was_dropped_becomes_nothing() -> None:
    draft = opened()
    actions.drop_row(draft=draft, version=1, path=GOAL, reason="vanha", by=SYSTEM, at=AT)
    actions.drop_row(draft=draft, version=2, path=PROGRAMME, reason="ei nyt", by=SYSTEM, at=AT)
    draft.refresh_from_db()
    draft = settled_as_it_is(draft)
    actions.accept_draft(draft=draft, version=draft.version, by=SYSTEM, at=AT)
    assert Plan.objects.count() == 1
    assert not Goal.objects.exists()


def settled_as_it_is(draft: Draft) -> Draft:
    """The draft with its open rows accepted and its unread line left out."""
    actions.accept_certain_rows(draft=draft, version=draft.version, by=SYSTEM, at=AT)
    draft.refresh_from_db()
    actions.drop_unread(
        draft=draft, version=draft.version, line=UNREAD, reason="linkki", by=SYSTEM, at=AT
    )
    draft.refresh_from_db()
    return draft


def test_a_draft_not_settled_becomes_nothing() -> None:
    draft = opened()
    assert refusal_of(draft, 1) == "ROWS_OPEN"
    draft.refresh_from_db()
    assert (draft.state, draft.version) == (Standing.OPEN, 1)
    assert not Plan.objects.exists()


def test_an_unread_line_left_open_stops_the_whole() -> None:
    draft = opened()
    for number in (0, 1):
        actions.accept_row(
            draft=draft, version=number + 1, path=(number,), with_below=True, by=SYSTEM, at=AT
        )
    assert refusal_of(draft, 3) == "LINES_OPEN"
    assert not Plan.objects.exists()


def test_accepting_twice_is_refused() -> None:
    draft = settled(opened())
    actions.accept_draft(draft=draft, version=draft.version, by=SYSTEM, at=AT)
    draft.refresh_from_db()
    assert (draft.state, draft.accepted_at) == (Standing.ACCEPTED, AT)
    assert refusal_of(draft, draft.version) == "ACCEPTED_ALREADY"
    assert Plan.objects.count() == 2


def test_an_accepted_draft_is_changed_no_more() -> None:
    draft = settled(opened())
    actions.accept_draft(draft=draft, version=draft.version, by=SYSTEM, at=AT)
    draft.refresh_from_db()
    with pytest.raises(Refused) as refused:
        actions.reopen_row(draft=draft, version=draft.version, path=GOAL, by=SYSTEM, at=AT)
    assert refused.value.problem.code == "ACCEPTED_ALREADY"


def test_who_saw_an_older_draft_cannot_accept_it() -> None:
    draft = settled(opened())
    with pytest.raises(Conflict):
        actions.accept_draft(draft=draft, version=draft.version - 1, by=SYSTEM, at=AT)
    assert not Plan.objects.exists()


def test_a_body_the_organisation_lacks_stops_the_whole() -> None:
    draft = settled(opened(founding_page()))
    assert refusal_of(draft, draft.version) == "BODY_UNKNOWN"
    assert not Plan.objects.exists()
    assert not Decision.objects.exists()


@pytest.mark.usefixtures("council")
def test_a_decision_recorded_before_is_used_again() -> None:
    page = "Muut ohjelmat\n- A-ohjelma 2026-27 (kaupunginvaltuusto 8.12.2025 § 90)\n"
    page += "- B-ohjelma 2026-27 (kaupunginvaltuusto 8.12.2025 § 90)\n"
    draft = settled(opened(page))
    made = actions.accept_draft(draft=draft, version=draft.version, by=SYSTEM, at=AT)
    assert Decision.objects.count() == 1
    assert len({plan.adoption_id for plan in Plan.objects.filter(pk__in=made.plans)}) == 1


def test_plans_may_be_kept_in_preparation() -> None:
    draft = settled(opened())
    actions.accept_draft(
        draft=draft,
        version=draft.version,
        visibility=Visibility.IN_PREPARATION,
        by=SYSTEM,
        at=AT,
    )
    assert {plan.visibility for plan in Plan.objects.all()} == {Visibility.IN_PREPARATION}


def test_the_words_are_in_the_language_of_the_page() -> None:
    page = "Stadsstrategi 2025-2029\nVärderingar\n- Mod\n"
    key = actions.open_draft(content=page.encode(), name="s", language="sv", by=SYSTEM, at=AT).pk
    draft = settled(Draft.objects.get(pk=key))
    actions.accept_draft(draft=draft, version=draft.version, by=SYSTEM, at=AT)
    (card,) = plan_cards(SYSTEM, TODAY)
    assert dict(card.title) == {"sv": "Stadsstrategi 2025-2029"}


def test_the_draft_knows_its_plans_and_the_trail_tells_it() -> None:
    draft = settled(opened())
    made = actions.accept_draft(draft=draft, version=draft.version, by=SYSTEM, at=AT)
    card = queries.draft_card(SYSTEM, draft.pk)
    assert card is not None
    assert card.plans == made.plans
    entry = TrailEntry.objects.get(verb="draft.accepted")
    assert entry.facts == {"plans": list(made.plans)}


def test_liisa_cannot_accept_a_draft() -> None:
    draft = settled(opened())
    with pytest.raises(NotAllowed):
        actions.accept_draft(draft=draft, version=draft.version, by=liisa(), at=AT)
    assert not Plan.objects.exists()


def test_a_plan_corrected_by_hand_is_made_as_written() -> None:
    draft = opened()
    words = PlanWords(ReadKind.PLAN, "Ikäohjelma", date(2026, 1, 1), date(2028, 12, 31), None)
    actions.correct_row(draft=draft, version=1, path=PROGRAMME, words=words, by=SYSTEM, at=AT)
    draft.refresh_from_db()
    draft = settled_as_it_is(draft)
    actions.accept_draft(draft=draft, version=draft.version, by=SYSTEM, at=AT)
    card = plan_cards(SYSTEM, TODAY)[1]
    assert (str(card.title), card.kind, card.period_to) == (
        "Ikäohjelma",
        PlanKind.PLAN,
        date(2028, 12, 31),
    )
    assert proposal_of(draft).plans[1].title == "Ikäohjelma"
