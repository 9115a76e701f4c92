"""The one place that writes the trail, stamps dated deeds and rewrites dated rows."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction

from ruori.accounts.rules import Actor
from ruori.audit.models import Clock, TrailEntry
from ruori.columns.dated import Dated
from ruori.kernel.canonical import plain
from ruori.kernel.problems import Conflict, Problem, Ref
from ruori.kernel.text import N_
from ruori.kernel.validity import Restatement

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def stamp(*, at: datetime) -> datetime:
    """Lock the clock and give the instant to record at: `at`, or the last stamp if later.

    Must be the first lock of every dated deed, inside its transaction: a writer who waited must
    not slip under an answer already given (architecture § 9).
    """
    clock = Clock.objects.select_for_update().filter(pk=1).first()
    if clock is None:
        Clock.objects.get_or_create(pk=1, defaults={"stamped_at": BEGINNING})
        clock = Clock.objects.select_for_update().get(pk=1)
    clock.stamped_at = max(at, clock.stamped_at)
    clock.save(update_fields=["stamped_at"])
    return clock.stamped_at


def record(
    *, verb: str, about: Ref, by: Actor, at: datetime, facts: Mapping[str, Any] | None = None
) -> TrailEntry:
    """Leave one line in the trail. Facts hold before and after, without personal free text."""
    return TrailEntry.objects.create(
        verb=verb,
        label=about.label,
        object_pk=about.pk,
        title=str(about.title)[:300],
        actor_kind=by.kind,
        actor_user_id=by.user_id,
        actor_label=by.label[:200],
        recorded_at=at,
        facts=plain(facts or {}),
    )


def claim(*, row: models.Model, version: int, changes: Mapping[str, Any] | None = None) -> None:
    """Take a row for editing by compare-and-swap on its `version`.

    Raises Conflict when somebody else changed it since `version` was read; then nothing is
    written, and the face shows both texts.
    """
    manager = type(row)._default_manager
    taken = manager.filter(pk=row.pk, version=version).update(
        version=models.F("version") + 1, **(changes or {})
    )
    if not taken:
        raise Conflict(
            Problem(
                code="CHANGED_MEANWHILE",
                msgid=N_("Somebody else changed this while you were writing."),
                facts={"label": row._meta.label_lower, "pk": row.pk},
            )
        )


@transaction.atomic
def restate(*, model: type[Dated], restatement: Restatement, stamped_at: datetime) -> list[Dated]:
    """Withdraw dated rows and write the new ones, all at one stamp; the only writer of them.

    Raises Conflict when a row to withdraw is already withdrawn.
    """
    withdrawn = model.objects.filter(pk__in=restatement.withdraw, retracted_at__isnull=True).update(
        retracted_at=stamped_at
    )
    if withdrawn != len(restatement.withdraw):
        raise Conflict(
            Problem(
                code="CHANGED_MEANWHILE",
                msgid=N_("Somebody else changed this while you were writing."),
                facts={"label": model._meta.label_lower},
            )
        )
    rows = [
        model(
            **row.state,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            recorded_at=stamped_at,
        )
        for row in restatement.add
    ]
    return list(model.objects.bulk_create(rows))
