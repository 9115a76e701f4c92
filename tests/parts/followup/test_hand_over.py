"""Passing one item on for one round: "ei minun"."""

import pytest

from ruori.audit.models import TrailEntry
from ruori.cycle import actions as cycle
from ruori.followup import queries
from ruori.followup.actions import (
    Receiver,
    Topic,
    hand_over,
    issue_link,
    report_measure,
    take_back_item,
)
from ruori.followup.codes import HandOverEnd, LinkEnd
from ruori.followup.models import HandOver, UpdateLink
from ruori.followup.rules.links import LinkItem
from ruori.kernel.codes import Progress
from ruori.kernel.problems import NotAllowed, Refused
from ruori.organisation import actions as organisation
from ruori.organisation.models import Person, Post
from ruori.organisation.rules import SYSTEM, Viewer, reachable_owner
from tests import city
from tests.parts.followup.given import OPENED, Reporting, reporting

pytestmark = pytest.mark.django_db
WHY = "Tämä kuuluu ympäristölle."


def about(given: Reporting) -> Topic:
    """The measure in the round."""
    return Topic(round=given.round.pk, measure=given.measure.pk)


def to_eero(given: Reporting) -> Receiver:
    """The head of another area."""
    return Receiver(post=given.kemi.environment_head.pk)


def passed_on(given: Reporting, by: Viewer | None = None) -> queries.HandOverCard:
    """The measure of the schools passed on to Eero."""
    return hand_over(
        item=about(given), to=to_eero(given), reason=WHY, by=by or given.oona, at=OPENED
    )


def waiting(given: Reporting, viewer: Viewer) -> set[tuple[str, int]]:
    """What waits for somebody to report."""
    kinds = {"REPORT_MEASURE", "REPORT_GOAL"}
    return {
        (item.about.label, item.about.pk)
        for item in queries.due(viewer, OPENED)
        if item.kind in kinds
    }


def test_the_item_waits_for_the_receiver_and_no_more_for_its_owner() -> None:
    given = reporting()
    item = ("plans.measure", given.measure.pk)
    assert item in waiting(given, given.liisa)
    card = passed_on(given)
    assert (card.to_post, card.reason) == (given.kemi.environment_head.pk, WHY)
    assert not card.needs_review
    assert item in waiting(given, given.eero)
    assert item not in waiting(given, given.liisa)


def test_the_receiver_reports_in_the_name_of_the_own_post() -> None:
    given = reporting()
    passed_on(given)
    made = report_measure(
        round=given.round,
        measure=given.measure,
        progress=Progress.DONE,
        by=given.eero,
        at=OPENED,
    )
    form = queries.measure_form(
        given.eero, OPENED, round_id=given.round.pk, measure=given.measure.pk
    )
    assert form is not None
    assert form.current is not None
    assert form.current.entry.pk == made.entry
    assert form.current.entry.post == given.kemi.environment_head.pk
    assert not form.is_on_behalf


def test_the_owner_still_sees_it_and_may_report() -> None:
    given = reporting()
    passed_on(given)
    form = queries.measure_form(
        given.oona, OPENED, round_id=given.round.pk, measure=given.measure.pk
    )
    assert form is not None
    assert form.handed is not None
    assert form.handed.from_person == given.oona.person_id


def test_another_item_of_the_owner_is_not_opened_with_it() -> None:
    given = reporting()
    passed_on(given)
    assert (
        queries.goal_form(given.eero, OPENED, round_id=given.round.pk, goal=given.goal.pk) is None
    )


@pytest.mark.parametrize("name", ["eero", "matti", "tarja"])
def test_only_the_item_s_own_people_pass_it_on(name: str) -> None:
    given = reporting()
    with pytest.raises(NotAllowed):
        passed_on(given, getattr(given, name))
    with pytest.raises(NotAllowed):
        take_back_item(item=about(given), by=getattr(given, name), at=OPENED)


def test_links_sent_before_end_when_the_item_is_passed_on() -> None:
    given = reporting()
    link = issue_link(
        item=LinkItem(round=given.round.pk, measure=given.measure.pk),
        post=Post.objects.get(code="teacher").pk,
        person=given.oona.person_id or 0,
        by=SYSTEM,
        at=OPENED,
    )
    passed_on(given)
    row = UpdateLink.objects.get(pk=link.link)
    assert (row.ended_at, row.end) == (OPENED, LinkEnd.HANDED_OVER)


def test_the_receiver_returns_it_and_the_owner_takes_it_back() -> None:
    given = reporting()
    passed_on(given)
    assert take_back_item(item=about(given), by=given.eero, at=OPENED).end is HandOverEnd.RETURNED
    assert ("plans.measure", given.measure.pk) in waiting(given, given.liisa)
    passed_on(given)
    back = take_back_item(item=about(given), by=given.oona, at=OPENED)
    assert back.end is HandOverEnd.TAKEN_BACK
    with pytest.raises(Refused) as refused:
        take_back_item(item=about(given), by=given.oona, at=OPENED)
    assert refused.value.problem.code == "NOT_HANDED_OVER"
    verbs = TrailEntry.objects.filter(label="followup.handover").order_by("id")
    assert list(verbs.values_list("verb", flat=True)) == [
        "item.handed_over",
        "item.taken_back",
        "item.handed_over",
        "item.taken_back",
    ]


def test_the_receiver_passes_it_on_further() -> None:
    given = reporting()
    passed_on(given)
    card = hand_over(
        item=about(given),
        to=Receiver(post=given.kemi.mayor.pk),
        reason="Ei meidänkään.",
        by=given.eero,
        at=OPENED,
    )
    assert card.from_post == given.kemi.environment_head.pk
    ends = HandOver.objects.order_by("id").values_list("end", flat=True)
    assert list(ends) == [HandOverEnd.PASSED_ON, ""]


def test_a_known_work_address_leads_to_the_post_of_its_person() -> None:
    given = reporting()
    address = Person.objects.get(pk=given.eero.person_id or 0).work_email
    card = hand_over(
        item=about(given),
        to=Receiver(work_email=f" {address.upper()} "),
        reason=WHY,
        by=given.oona,
        at=OPENED,
    )
    assert (card.to_post, card.work_email) == (given.kemi.environment_head.pk, "")


@pytest.mark.parametrize("address", ["vieras@muualla.invalid", "entinen@esimerkki.invalid"])
def test_an_unknown_address_waits_for_the_strategy_manager(address: str) -> None:
    """Also that of a person who holds no post: nothing is mailed to it, and the item stays."""
    given = reporting()
    city.person("Entinen", account=True)
    card = hand_over(
        item=about(given), to=Receiver(work_email=address), reason=WHY, by=given.oona, at=OPENED
    )
    assert card.needs_review
    assert card.work_email == address
    assert ("plans.measure", given.measure.pk) in waiting(given, given.liisa)


def test_the_post_s_deputies_and_heads_answer_when_the_receiver_leaves() -> None:
    given = reporting()
    passed_on(given)
    eero = Person.objects.get(pk=given.eero.person_id or 0)
    organisation.end_holding(
        post=given.kemi.environment_head, person=eero, on=city.DAY, by=SYSTEM, at=OPENED
    )
    asked = queries.asking_of(given.round, OPENED)
    item = next(each for each in asked.items if each.is_measure)
    owner = reachable_owner(asked.chart, post=item.post, unit=item.unit)
    assert item.is_handed_over
    assert owner is not None
    assert owner.post == given.kemi.mayor.pk


@pytest.mark.parametrize(
    ("to", "reason", "code"),
    [
        (Receiver(), WHY, "RECEIVER_MISSING"),
        (Receiver(work_email="ei osoite"), WHY, "RECEIVER_MISSING"),
        (None, " ", "HAND_OVER_TELLS_WHY"),
        (None, "x" * 501, "TOO_LONG"),
    ],
)
def test_a_hand_over_is_refused_in_words(to: Receiver | None, reason: str, code: str) -> None:
    given = reporting()
    with pytest.raises(Refused) as refused:
        hand_over(
            item=about(given), to=to or to_eero(given), reason=reason, by=given.oona, at=OPENED
        )
    assert refused.value.problem.code == code
    assert not HandOver.objects.exists()


def test_nothing_goes_to_a_post_without_holder_or_twice_to_the_same() -> None:
    given = reporting()
    empty = city.post("empty", given.kemi.environment)
    codes = []
    for post in (empty, given.kemi.environment_head, given.kemi.environment_head):
        try:
            hand_over(
                item=about(given),
                to=Receiver(post=post.pk),
                reason=WHY,
                by=given.oona,
                at=OPENED,
            )
        except Refused as refused:
            codes.append(refused.problem.code)
    assert codes == ["POST_NOT_HELD", "RECEIVER_HAS_IT"]


def test_a_closed_round_passes_nothing_on() -> None:
    given = reporting()
    cycle.close_round(round=given.round, version=given.round.version, by=SYSTEM, at=OPENED)
    for deed in (
        lambda: passed_on(given),
        lambda: take_back_item(item=about(given), by=given.oona, at=OPENED),
    ):
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.problem.code == "ROUND_NOT_OPEN"
