"""A step of the year waits for its post until it is marked done."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ruori.audit.queries import deeds_about
from ruori.cycle import actions
from ruori.cycle.models import CycleEvent
from ruori.cycle.queries import due, event_card, may_finish, public_events
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.kernel.text import Text
from ruori.notices.queries import due as all_due
from ruori.organisation import actions as organisation
from ruori.organisation.models import Holding, Post
from ruori.organisation.rules import SYSTEM, Viewer
from tests.city import AT, SmallKemi, small_kemi
from tests.parts.cycle.test_year import year_of

pytestmark = pytest.mark.django_db

SPRING = date(2026, 3, 10)
TODAY = AT.date()


def step_of(post: Post | None, *, due_on: date = SPRING, is_public: bool = False) -> CycleEvent:
    event = actions.EventTerms(
        f"step-{CycleEvent.objects.count()}",
        Text("Valtuustoseminaari"),
        due_on,
        post=post,
        is_public=is_public,
    )
    return actions.add_event(cycle=year_of(), event=event, by=SYSTEM, at=AT)


def finish(event: CycleEvent, by: Viewer, version: int = 1, done_on: date = TODAY) -> None:
    actions.finish_event(event=event, version=version, done_on=done_on, by=by, at=AT)


def kinds(viewer: Viewer, at: datetime = AT) -> list[str]:
    return [item.kind for item in due(viewer, at)]


def test_a_step_waits_for_who_holds_its_post_and_for_nobody_else() -> None:
    kemi = small_kemi()
    event = step_of(kemi.education_head)
    found = due(kemi.liisa, AT)
    assert [(item.kind, item.about.pk, item.due_on) for item in found] == [
        ("TASK_OF_YEAR", event.pk, SPRING)
    ]
    assert (found[0].post_id, found[0].unit_id) == (kemi.education_head.pk, kemi.education.pk)
    assert kinds(kemi.eero) == kinds(kemi.aino) == kinds(kemi.matti) == []
    assert [item.kind for item in all_due(kemi.liisa, AT)] == ["TASK_OF_YEAR"]


def test_a_step_far_ahead_does_not_wait_yet() -> None:
    kemi = small_kemi()
    step_of(kemi.education_head, due_on=date(2026, 11, 30))
    assert kinds(kemi.liisa) == []
    assert kinds(kemi.liisa, datetime(2026, 11, 16, 9, tzinfo=UTC)) == ["TASK_OF_YEAR"]


def test_a_late_step_waits_until_it_is_done() -> None:
    kemi = small_kemi()
    event = step_of(kemi.education_head)
    assert kinds(kemi.liisa, AT + timedelta(days=300)) == ["TASK_OF_YEAR"]
    finish(event, kemi.liisa)
    assert kinds(kemi.liisa, AT + timedelta(days=300)) == []


def test_what_was_over_when_it_was_put_on_the_year_waits_for_nobody() -> None:
    kemi = small_kemi()
    step_of(kemi.education_head, due_on=date(2026, 1, 31))
    assert kinds(kemi.liisa) == []


def test_when_the_holder_leaves_those_above_answer_from_that_day() -> None:
    kemi = small_kemi()
    step_of(kemi.education_head)
    holding = Holding.objects.get(post=kemi.education_head)
    organisation.end_holding(
        post=kemi.education_head, person=holding.person, on=AT.date(), by=SYSTEM, at=AT
    )
    assert kinds(kemi.liisa) == ["TASK_OF_YEAR"]  # this viewer was read before the change
    mayor = Viewer(SYSTEM.actor, Holding.objects.get(post=kemi.mayor).person_id)
    assert kinds(mayor) == ["TASK_OF_YEAR"]


def test_a_step_nobody_was_named_for_waits_for_the_mayor() -> None:
    kemi = small_kemi()
    step_of(None)
    mayor = Viewer(SYSTEM.actor, Holding.objects.get(post=kemi.mayor).person_id)
    assert [item.post_id for item in due(mayor, AT)] == [kemi.mayor.pk]


def test_the_post_marks_its_step_done_and_takes_the_mark_back() -> None:
    kemi = small_kemi()
    event = step_of(kemi.education_head)
    finish(event, kemi.liisa)
    card = event_card(event.pk)
    assert card is not None
    assert (card.done_on, card.done_post) == (AT.date(), kemi.education_head.pk)
    actions.reopen_event(event=event, version=2, by=kemi.liisa, at=AT)
    card = event_card(event.pk)
    assert card is not None
    assert (card.done_on, card.done_post, card.version) == (None, None, 3)
    assert [deed.verb for deed in deeds_about("cycle.cycleevent", event.pk)][:2] == [
        "cycle.event_reopened",
        "cycle.event_done",
    ]


def test_who_steers_may_mark_any_step_and_no_post_is_claimed() -> None:
    kemi = small_kemi()
    event = step_of(kemi.education_head)
    finish(event, kemi.aino)
    assert CycleEvent.objects.get().done_post is None


@pytest.mark.parametrize("name", ["eero", "matti"])
def test_others_neither_mark_a_step_nor_take_the_mark_back(name: str) -> None:
    kemi = small_kemi()
    viewer = viewer_of(kemi, name)
    event = step_of(kemi.education_head)
    card = event_card(event.pk)
    assert card is not None
    assert not may_finish(viewer, card, AT)
    assert may_finish(kemi.liisa, card, AT)
    with pytest.raises(NotAllowed):
        finish(event, viewer)
    finish(event, kemi.liisa)
    with pytest.raises(NotAllowed):
        actions.reopen_event(event=event, version=2, by=viewer, at=AT)


def viewer_of(kemi: SmallKemi, name: str) -> Viewer:
    found: Viewer = getattr(kemi, name)
    return found


def test_a_step_is_done_once_and_not_tomorrow() -> None:
    kemi = small_kemi()
    event = step_of(kemi.education_head)
    with pytest.raises(Refused) as refused:
        finish(event, kemi.liisa, done_on=AT.date() + timedelta(days=1))
    assert refused.value.problem.code == "DONE_IN_FUTURE"
    finish(event, kemi.liisa)
    with pytest.raises(Refused) as refused:
        finish(event, kemi.liisa, version=2)
    assert refused.value.problem.code == "DONE_ALREADY"


def test_a_step_that_is_not_done_is_not_taken_back() -> None:
    kemi = small_kemi()
    event = step_of(kemi.education_head)
    with pytest.raises(Refused) as refused:
        actions.reopen_event(event=event, version=1, by=kemi.liisa, at=AT)
    assert refused.value.problem.code == "NOT_DONE"


def test_a_step_changed_meanwhile_is_not_marked() -> None:
    kemi = small_kemi()
    event = step_of(kemi.education_head)
    changes = {"due_on": date(2026, 4, 1)}
    actions.change_event(event=event, version=1, changes=changes, by=kemi.aino, at=AT)
    with pytest.raises(Conflict):
        finish(event, kemi.liisa)


def test_only_public_steps_are_told_to_residents() -> None:
    small_kemi()
    step_of(None)
    told = step_of(None, is_public=True)
    found = public_events(date(2026, 1, 1), date(2026, 12, 31))
    assert [card.pk for card in found] == [told.pk]


def test_what_waits_costs_the_same_however_much_there_is(
    django_assert_max_num_queries: object,
) -> None:
    kemi = small_kemi()
    for _ in range(30):
        step_of(kemi.education_head)
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        assert len(due(kemi.liisa, AT)) == 30


def test_what_waits_for_anybody_names_who_is_reminded() -> None:
    kemi = small_kemi()
    step_of(kemi.education_head)
    step_of(None)
    found = due(None, AT)
    mayor = Holding.objects.get(post=kemi.mayor).person_id
    assert [item.owner for item in found] == [kemi.liisa.person_id, mayor]
    assert [item.owner for item in all_due(kemi.liisa, AT)] == [kemi.liisa.person_id]
