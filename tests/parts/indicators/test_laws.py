"""Laws over the whole part: nothing known is changed by what is recorded later; rows only grow."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ruori.columns.append_only import NeverChanged
from ruori.indicators.actions import (
    HandValue,
    accept_batch,
    enter_by_hand,
    mark_break,
    publish_source,
    redefine_indicator,
    reject_batch,
    set_target,
    void_break,
)
from ruori.indicators.models import Batch, Break, Indicator, Observation, Series, Target
from ruori.indicators.queries import indicator_sheet, problems
from ruori.indicators.rules.codes import BatchState, BreakKind, Mode, Replaces
from ruori.kernel.instants import city_day
from ruori.kernel.moments import now
from ruori.kernel.period import year
from ruori.kernel.problems import Refused
from ruori.kernel.text import Text
from ruori.organisation.rules import STRANGER
from tests.parts.indicators.given import AINO, AT, arrived, kemi, promise

pytestmark = pytest.mark.django_db


class Deeds:
    """Everything that can be done to a line, chosen by chance."""

    def __init__(self, series_id: int, seed: int) -> None:
        self.series_id = series_id
        self.chance = random.Random(seed)  # noqa: S311 - a test's dice
        self.done = 0

    def figure(self) -> str:
        return str(self.chance.choice([-5, 10, 12, 15, 19, 300]))

    def years(self) -> dict[str, str]:
        chosen = self.chance.sample(range(2018, 2026), self.chance.randint(1, 3))
        return {str(number): self.figure() for number in chosen}

    def rows(self, at: datetime) -> None:
        is_public = self.chance.random() < 0.7
        arrived(self.series_id, self.years(), at=at, is_public=is_public)

    def whole(self, at: datetime) -> None:
        arrived(self.series_id, self.years(), at=at, replaces=Replaces.WHOLE)

    def hand(self, at: datetime) -> None:
        period, figure = next(iter(self.years().items()))
        value = HandValue(self.series_id, period, figure)
        enter_by_hand(value=value, by=AINO, at=at, is_public=self.chance.random() < 0.5)

    def rule(self, at: datetime) -> None:
        batch = Batch.objects.filter(state=BatchState.QUARANTINED).order_by("id").first()
        if batch:
            verb = self.chance.choice([accept_batch, reject_batch])
            verb(batch_id=batch.pk, reason="Näin.", by=AINO, at=at)

    def publish(self, at: datetime) -> None:
        for key in set(Batch.objects.values_list("source_key", flat=True)):
            publish_source(source_key=key, by=AINO, at=at)

    def target(self, at: datetime) -> None:
        there = Target.objects.first()
        set_target(
            series_id=self.series_id,
            promise=promise(value=self.figure(), mode=Mode.HOLD, tolerance=Decimal(self.done)),
            start=city_day(at) - timedelta(days=self.chance.randint(0, 9)),
            version=there.version if there else 0,
            reason="Tarkistus.",
            by=AINO,
            at=at,
        )

    def break_(self, at: datetime) -> None:
        standing = Break.objects.filter(is_void=False, correction__isnull=True).first()
        if standing and self.chance.random() < 0.5:
            void_break(break_id=standing.pk, by=AINO, at=at)
            return
        first = year(self.chance.randint(2018, 2025))
        mark_break(series_id=self.series_id, first=first, kind=BreakKind.METHOD, by=AINO, at=at)

    def meaning(self, at: datetime) -> None:
        indicator = Indicator.objects.get()
        redefine_indicator(
            indicator_id=indicator.pk,
            version=indicator.version,
            changes={"definition": Text(fi=f"Määritelmä {self.done}")},
            start=city_day(at) - timedelta(days=self.chance.randint(0, 9)),
            by=AINO,
            at=at,
        )

    def one(self, at: datetime) -> None:
        self.done += 1
        deeds: list[Callable[[datetime], None]] = [
            self.rows,
            self.rows,
            self.whole,
            self.hand,
            self.rule,
            self.publish,
            self.target,
            self.break_,
            self.meaning,
        ]
        try:
            self.chance.choice(deeds)(at)
        except Refused:
            return


def _answers(until: datetime, now: datetime) -> dict[Any, Any]:
    """What anybody could have been told, for every day up to one, inside and outside."""
    indicator_id = Indicator.objects.get().pk
    days = (city_day(until) - city_day(AT)).days + 1
    return {
        (n, d, who): indicator_sheet(
            indicator_id,
            viewer=STRANGER if who else AINO,
            at=now,
            as_of=city_day(AT) + timedelta(days=d),
            known_on=city_day(AT) + timedelta(days=n),
            is_public=who,
        )
        for n in range(days)
        for d in (0, 3)
        for who in (False, True)
    }


def _told(answers: dict[Any, Any]) -> dict[Any, Any]:
    return {
        key: sheet
        and (
            sheet.card.definition,
            [(line.points, line.breaks, line.promises, line.judgement) for line in sheet.lines],
        )
        for key, sheet in answers.items()
    }


@pytest.mark.parametrize("seed", range(6))
def test_no_answer_about_a_known_day_is_changed_by_a_later_deed(seed: int) -> None:
    deeds = Deeds(kemi().pk, seed)
    at = AT
    for _ in range(5):
        for _ in range(3):
            deeds.one(at)
        before = _told(_answers(at, at))
        rows = list(Observation.objects.order_by("id").values_list())
        at += timedelta(days=1)
        for _ in range(3):
            deeds.one(at)
        assert _told(_answers(at - timedelta(days=1), at)) == before
        after = list(Observation.objects.order_by("id").values_list())
        assert after[: len(rows)] == rows
        assert [p for p in problems(now(at)) if p.code != "BATCH_WAITS"] == []
    assert deeds.done == 30


@pytest.mark.parametrize("model", [Observation, Series, Break])
def test_rows_of_the_log_cannot_be_changed_by_any_path(model: Any) -> None:
    series_id = kemi().pk
    arrived(series_id, {"2022": "19499"})
    mark_break(series_id=series_id, first=year(2022), kind=BreakKind.METHOD, by=AINO, at=AT)
    row = model.objects.first()
    paths: list[Callable[[], Any]] = [
        row.save,
        row.delete,
        lambda: model.objects.all().update(id=0),
        lambda: model.objects.all().delete(),
        lambda: model.objects.bulk_update([row], ["id"]),
        lambda: model.objects.update_or_create(id=row.pk),
    ]
    for path in paths:
        with pytest.raises(NeverChanged):
            path()
