"""Accepting and rejecting what waits in quarantine, and publishing what is known inside."""

from datetime import timedelta

import pytest

from ruori.audit.models import TrailEntry
from ruori.indicators.actions import accept_batch, publish_source, reject_batch
from ruori.indicators.models import Batch
from ruori.indicators.queries import problems, series_points, waiting_batches
from ruori.indicators.rules.codes import BatchState, Replaces
from ruori.kernel.moments import now
from ruori.kernel.problems import NotAllowed, Refused
from ruori.organisation.rules import STRANGER, Viewer
from tests.parts.indicators.given import AINO, AT, DAY, MATTI, arrived, kemi, liisa, unit

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
TOMORROW = AT + timedelta(days=1)


def values(series_id: int, *, days: int = 0, is_public: bool = True) -> list[str]:
    points = series_points(
        series_id,
        as_of=DAY + timedelta(days=days),
        known_on=DAY + timedelta(days=days),
        is_public=is_public,
    )
    return [str(point.value) for point in points]


def waiting(series_id: int, figure: str = "-8") -> int:
    return arrived(series_id, {"2022": figure})


def test_an_accepted_batch_counts_from_the_acceptance_on() -> None:
    series_id = kemi().pk
    batch_id = waiting(series_id)
    taken = accept_batch(batch_id=batch_id, reason="Luku on oikein.", by=AINO, at=TOMORROW)
    assert taken.state is BatchState.ACCEPTED
    assert (values(series_id), values(series_id, days=1)) == ([], ["-8"])
    batch = Batch.objects.get()
    assert (batch.ruled_by_label, batch.ruling_reason) == ("Esimerkki Aino", "Luku on oikein.")
    assert TrailEntry.objects.filter(verb="batch.accepted").count() == 1
    assert problems(now(TOMORROW)) == []


def test_a_rejected_batch_never_counts() -> None:
    series_id = kemi().pk
    reject_batch(batch_id=waiting(series_id), reason="Väärä taulukko.", by=AINO, at=TOMORROW)
    assert values(series_id, days=2, is_public=False) == []
    assert waiting_batches(DAY) == []


def test_the_owner_may_rule_on_a_batch_of_own_figures() -> None:
    batch_id = waiting(kemi().pk)
    accept_batch(batch_id=batch_id, reason="Oikein.", by=liisa(unit()), at=LATER)
    assert Batch.objects.get().state == BatchState.ACCEPTED


@pytest.mark.parametrize("who", [STRANGER, MATTI, liisa(-1)])
def test_others_cannot_rule(who: Viewer) -> None:
    batch_id = waiting(kemi().pk)
    for verb in (accept_batch, reject_batch):
        with pytest.raises(NotAllowed):
            verb(batch_id=batch_id, reason="Koska.", by=who, at=LATER)


def test_a_ruling_needs_a_reason() -> None:
    batch_id = waiting(kemi().pk)
    with pytest.raises(Refused) as refused:
        accept_batch(batch_id=batch_id, reason="  ", by=AINO, at=LATER)
    assert refused.value.problem.code == "REASON_EMPTY"


def test_a_batch_is_ruled_on_once() -> None:
    batch_id = waiting(kemi().pk)
    accept_batch(batch_id=batch_id, reason="Oikein.", by=AINO, at=LATER)
    for verb in (accept_batch, reject_batch):
        with pytest.raises(Refused) as refused:
            verb(batch_id=batch_id, reason="Uudestaan.", by=AINO, at=LATER)
        assert refused.value.problem.code == "BATCH_SETTLED"


def test_a_batch_with_an_unreadable_row_can_only_be_rejected() -> None:
    series_id = kemi().pk
    batch_id = arrived(series_id, {"2021": "19982", "2022": "n. 20000"})
    assert waiting_batches(DAY)[0].can_be_accepted is False
    with pytest.raises(Refused) as refused:
        accept_batch(batch_id=batch_id, reason="Silti.", by=AINO, at=LATER)
    assert refused.value.problem.code == "NOTHING_TO_ACCEPT"


@pytest.mark.parametrize("replaces", list(Replaces))
def test_an_old_batch_does_not_push_a_newer_one_aside(replaces: Replaces) -> None:
    series_id = kemi().pk
    batch_id = arrived(series_id, {"2022": "-8"}, replaces=replaces)
    arrived(series_id, {"2022": "19499"}, at=LATER, replaces=replaces)
    with pytest.raises(Refused) as refused:
        accept_batch(batch_id=batch_id, reason="Oikein.", by=AINO, at=LATER)
    assert refused.value.problem.code == "BATCH_IS_OLD"
    assert values(series_id) == ["19499"]


def test_an_accepted_whole_release_withdraws_what_it_lacks() -> None:
    series_id = kemi().pk
    arrived(series_id, {"1990": "26000", "2022": "19000"}, replaces=Replaces.WHOLE)
    batch_id = arrived(series_id, {"2022": "-8"}, at=LATER, replaces=Replaces.WHOLE)
    accept_batch(batch_id=batch_id, reason="Oikein.", by=AINO, at=LATER)
    assert values(series_id) == ["-8"]


def test_a_value_of_an_open_round_shows_outside_when_the_round_is_published() -> None:
    series_id = kemi().pk
    arrived(series_id, {"2022": "19499"}, source_key="round:1", is_public=False)
    assert (values(series_id), values(series_id, is_public=False)) == ([], ["19499"])
    assert publish_source(source_key="round:1", by=AINO, at=TOMORROW) == 1
    assert (values(series_id), values(series_id, days=1)) == ([], ["19499"])
    assert problems(now(TOMORROW)) == []


def test_publishing_an_older_value_leaves_the_newer_public_one() -> None:
    series_id = kemi().pk
    arrived(series_id, {"2022": "19490"}, source_key="round:1", is_public=False)
    arrived(series_id, {"2022": "19499"}, at=LATER)
    publish_source(source_key="round:1", by=AINO, at=TOMORROW)
    assert values(series_id, days=1) == ["19499"]
    assert problems(now(TOMORROW)) == []


def test_a_public_arrival_of_a_figure_known_inside_makes_it_public() -> None:
    series_id = kemi().pk
    arrived(series_id, {"2022": "19499"}, source_key="round:1", is_public=False)
    arrived(series_id, {"2022": "19499"}, at=LATER)
    assert values(series_id) == ["19499"]


def test_publishing_twice_changes_nothing() -> None:
    series_id = kemi().pk
    arrived(series_id, {"2022": "19499"}, source_key="round:1", is_public=False)
    publish_source(source_key="round:1", by=AINO, at=LATER)
    assert publish_source(source_key="round:1", by=AINO, at=TOMORROW) == 0


def test_a_quarantined_value_of_a_published_round_shows_when_it_is_accepted() -> None:
    series_id = kemi().pk
    batch_id = arrived(series_id, {"2022": "-8"}, source_key="round:1", is_public=False)
    publish_source(source_key="round:1", by=AINO, at=LATER)
    assert values(series_id) == []
    accept_batch(batch_id=batch_id, reason="Oikein.", by=AINO, at=LATER)
    assert values(series_id) == ["-8"]


@pytest.mark.parametrize("who", [STRANGER, MATTI, liisa(-1)])
def test_only_the_strategy_manager_publishes(who: Viewer) -> None:
    with pytest.raises(NotAllowed):
        publish_source(source_key="round:1", by=who, at=AT)
