"""A sentence still being written: kept, seen by its post, never lost to another's saving."""

import pytest

from ruori.audit.models import TrailEntry
from ruori.followup import actions, queries
from ruori.followup.models import EntryDraft
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.organisation.rules import STRANGER
from tests.parts.followup.given import LATER, OPENED, Reporting, close, reporting

pytestmark = pytest.mark.django_db


def topic(given: Reporting) -> actions.Topic:
    """The measure of the small city in its round."""
    return actions.Topic(given.round.pk, measure=given.measure.pk)


def test_liisa_finds_her_words_where_she_left_them() -> None:
    given = reporting()
    first = actions.save_draft(
        topic=topic(given), fields={"done": "Kesk"}, version=None, by=given.liisa, at=OPENED
    )
    second = actions.save_draft(
        topic=topic(given),
        fields={"done": "Kesken"},
        version=first.version,
        by=given.liisa,
        at=LATER,
    )

    form = queries.measure_form(
        given.liisa, LATER, round_id=given.round.pk, measure=given.measure.pk
    )
    assert form is not None
    assert form.draft is not None
    assert form.draft.fields == {"done": "Kesken"}
    assert second.version == first.version + 1


def test_a_goal_has_a_draft_of_its_own() -> None:
    given = reporting()
    about = actions.Topic(given.round.pk, goal=given.goal.pk)

    actions.save_draft(topic=about, fields={"done": "G"}, version=None, by=given.liisa, at=OPENED)

    draft = queries.draft_of(given.round.pk, goal=given.goal.pk)
    assert draft is not None
    assert draft.fields == {"done": "G"}
    assert queries.draft_of(given.round.pk, measure=given.measure.pk) is None


@pytest.mark.parametrize("version", [None, 7])
def test_a_stale_saving_shows_both_texts_and_writes_nothing(version: int | None) -> None:
    given = reporting()
    actions.save_draft(
        topic=topic(given), fields={"done": "Oona"}, version=None, by=given.oona, at=OPENED
    )

    with pytest.raises(Conflict) as conflict:
        actions.save_draft(
            topic=topic(given), fields={"done": "Liisa"}, version=version, by=given.liisa, at=LATER
        )

    facts = conflict.value.problem.facts
    assert (facts["theirs"], facts["yours"]) == ({"done": "Oona"}, {"done": "Liisa"})
    assert facts["version"] == 1
    assert EntryDraft.objects.get().fields == {"done": "Oona"}


def test_a_draft_gone_meanwhile_is_a_conflict() -> None:
    given = reporting()

    with pytest.raises(Conflict) as conflict:
        actions.save_draft(
            topic=topic(given), fields={"done": "L"}, version=1, by=given.liisa, at=LATER
        )
    assert conflict.value.problem.facts["theirs"] == {}


def test_who_may_not_report_may_not_keep_a_draft() -> None:
    given = reporting()

    for viewer in (given.eero, given.matti, STRANGER):
        with pytest.raises(NotAllowed):
            actions.save_draft(topic=topic(given), fields={}, version=None, by=viewer, at=OPENED)


def test_a_closed_round_keeps_no_drafts() -> None:
    given = reporting()
    close(given)

    with pytest.raises(Refused) as refused:
        actions.save_draft(topic=topic(given), fields={}, version=None, by=given.liisa, at=LATER)
    assert refused.value.problem.code == "ROUND_NOT_OPEN"


def test_a_draft_has_a_limit() -> None:
    given = reporting()

    with pytest.raises(Refused) as refused:
        actions.save_draft(
            topic=topic(given),
            fields={"done": "a" * 20_001},
            version=None,
            by=given.liisa,
            at=OPENED,
        )
    assert refused.value.problem.code == "TOO_LONG"


def test_a_draft_is_thrown_away_once() -> None:
    given = reporting()
    actions.save_draft(
        topic=topic(given), fields={"done": "K"}, version=None, by=given.liisa, at=OPENED
    )

    assert actions.discard_draft(topic=topic(given), by=given.liisa, at=LATER) is True
    assert actions.discard_draft(topic=topic(given), by=given.liisa, at=LATER) is False
    assert TrailEntry.objects.filter(verb="draft.discarded").count() == 1


def test_another_area_cannot_throw_a_draft_away() -> None:
    given = reporting()

    with pytest.raises(NotAllowed):
        actions.discard_draft(topic=topic(given), by=given.eero, at=LATER)
