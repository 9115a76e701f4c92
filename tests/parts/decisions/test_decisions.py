"""Recording a decision once, completing it, and who sees it."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ruori.audit.queries import deeds_about
from ruori.decisions import access, actions
from ruori.decisions.actions import DecisionTerms
from ruori.decisions.models import Decision
from ruori.decisions.queries import cards, recent
from ruori.decisions.rules import DecisionKind
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.kernel.text import Text
from ruori.organisation.models import Post, Unit
from ruori.organisation.rules import STRANGER, UnitKind
from tests.city import AT, post, unit
from tests.people import EVERYBODY, aino, matti

pytestmark = pytest.mark.django_db

DAY = date(2018, 8, 27)
RECORDERS = {"aino", "eero", "administrator", "timer"}


def council() -> Unit:
    known = Unit.objects.filter(code="council").first()
    return known or unit("council", kind=UnitKind.COUNCIL)


def terms(**told: Any) -> DecisionTerms:
    """The approval of the environmental policy, as the founding page tells it."""
    given: dict[str, Any] = {
        "kind": DecisionKind.ADOPT,
        "title": Text("Ympäristöpolitiikka"),
        "body": council(),
        "decided_on": DAY,
        "section": "51",
        **told,
    }
    return DecisionTerms(**given)


def made(**told: Any) -> Decision:
    return actions.record_decision(terms=terms(**told), by=aino(), at=AT)


def amend(row: Decision, version: int = 1, **changes: Any) -> None:
    actions.amend_decision(decision=row, version=version, changes=changes, by=aino(), at=AT)
    row.refresh_from_db()


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.problem.code


def test_a_recorded_decision_tells_who_when_and_under_which_section() -> None:
    row = made(link="https://www.kemi.fi/")
    card = cards({row.pk})[row.pk]
    assert (card.body, card.decided_on, card.section) == (council().pk, DAY, "51")
    assert card.link == "https://www.kemi.fi/"
    assert not card.is_pending
    deed = deeds_about("decisions.decision", row.pk)[0]
    assert (deed.verb, deed.facts["section"]) == ("decision.recorded", "51")


def test_the_same_decision_is_refused_with_the_address_of_the_first() -> None:
    first = made()
    with pytest.raises(Refused) as refused:
        made(title=Text("Toisin sanoin"))
    assert code_of(refused) == "RECORDED_ALREADY"
    assert refused.value.problem.about is not None
    assert refused.value.problem.about.pk == first.pk
    assert Decision.objects.count() == 1


def test_the_same_decision_of_an_office_holder_is_refused_too() -> None:
    mayor = post("mayor", unit("office"))
    made(body=None, post=mayor)
    with pytest.raises(Refused) as refused:
        made(body=None, post=mayor)
    assert code_of(refused) == "RECORDED_ALREADY"


@pytest.mark.parametrize("told", [{"section": "52"}, {"decided_on": date(2018, 8, 28)}])
def test_another_section_or_day_is_another_decision(told: dict[str, Any]) -> None:
    made()
    made(**told)
    assert Decision.objects.count() == 2


def test_a_section_the_source_does_not_tell_never_makes_two_decisions_one() -> None:
    made(section="")
    made(section="", title=Text("Toinen asia"))
    assert Decision.objects.count() == 2


def test_a_decision_has_one_maker() -> None:
    mayor: Post = post("mayor", unit("office"))
    for told in ({"body": None}, {"post": mayor}):
        with pytest.raises(Refused) as refused:
            made(**told)
        assert code_of(refused) == "ONE_MAKER"


def test_a_pending_decision_gets_its_day_later() -> None:
    row = made(decided_on=None, section="")
    amend(row, decided_on=DAY, section="51")
    assert (row.decided_on, row.section, row.version) == (DAY, "51", 2)
    assert deeds_about("decisions.decision", row.pk)[0].facts == {
        "decided_on": {"before": None, "after": "2018-08-27"},
        "section": {"before": "", "after": "51"},
    }


def test_an_amended_decision_does_not_become_another_recorded_one() -> None:
    made()
    other = made(section="52")
    with pytest.raises(Refused) as refused:
        amend(other, section="51")
    assert code_of(refused) == "RECORDED_ALREADY"


def test_amending_other_things_keeps_the_decision_itself() -> None:
    row = made()
    amend(row, case_number="KEMI/123/2018")
    assert row.case_number == "KEMI/123/2018"


def test_a_stale_amendment_conflicts() -> None:
    row = made()
    amend(row, text="Hyväksyttiin.")
    with pytest.raises(Conflict):
        amend(row, version=1, text="Hylättiin.")


def test_an_unknown_field_is_a_fault_of_the_program() -> None:
    with pytest.raises(TypeError, match="recorded_at"):
        amend(made(), recorded_at=AT)


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_those_who_bring_decisions_record_and_amend_them(name: str) -> None:
    viewer, row, told = EVERYBODY[name], made(), terms(section="60")
    verbs = (
        lambda: actions.record_decision(terms=told, by=viewer, at=AT),
        lambda: actions.amend_decision(
            decision=row, version=1, changes={"text": "x"}, by=viewer, at=AT
        ),
    )
    for verb in verbs:
        if name in RECORDERS:
            verb()
            continue
        with pytest.raises(NotAllowed):
            verb()


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_same_decisions_are_seen_asked_both_ways(name: str) -> None:
    viewer = EVERYBODY[name]
    rows = [made(), made(decided_on=None, section="")]
    seen = set(Decision.objects.filter(access.visible_to(viewer)))
    assert seen == {row for row in rows if access.may_see(viewer, row)}


def test_a_stranger_sees_no_pending_decision() -> None:
    decided, pending = made(), made(decided_on=None, section="")
    both = {decided.pk, pending.pk}
    assert set(cards(both)) == set(cards(both, STRANGER)) == {decided.pk}
    assert set(cards(both, matti())) == both


def test_the_newest_come_first_and_pending_ones_before_them() -> None:
    old, new, pending = (
        made(),
        made(section="9", decided_on=date(2026, 2, 23)),
        made(decided_on=None, section=""),
    )
    assert [card.pk for card in recent(limit=9, viewer=matti())] == [pending.pk, new.pk, old.pk]
    assert [card.pk for card in recent(limit=1)] == [new.pk]


def test_asking_for_nothing_costs_nothing_and_for_many_one_query() -> None:
    rows = [made(section=str(number)) for number in range(3)]
    with CaptureQueriesContext(connection) as asked:
        assert cards(()) == {}
        assert len(cards([row.pk for row in rows])) == 3
    assert len(asked) == 1
