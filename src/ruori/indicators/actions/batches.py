"""Arrivals of figures: taken in, ruled on, published. Observations are only ever added."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from ruori.audit import actions as audit
from ruori.columns.bulk import insert_rows, upsert_selected
from ruori.indicators.access import may_publish, may_rule_on, may_take_in
from ruori.indicators.models import Batch, CurrentValue, Observation
from ruori.indicators.queries import (
    PresentValue,
    covered_by_source,
    facts_for_check,
    present_values,
    states_of_batch,
)
from ruori.indicators.rules.arrivals import (
    CANNOT_BE_ACCEPTED,
    Arrival,
    Checked,
    Finding,
    ReadRow,
    check_arrival,
)
from ruori.indicators.rules.codes import BatchState, Confidence, Replaces, Status
from ruori.kernel.canonical import plain
from ruori.kernel.instants import city_day
from ruori.kernel.problems import Ref, refuse, require
from ruori.kernel.text import N_, Text
from ruori.organisation.rules import Viewer

LABEL = "indicators.batch"
COLUMNS = (
    "series",
    "start_on",
    "end_on",
    "value",
    "raw",
    "status",
    "conf",
    "numerator",
    "denominator",
    "note",
    "pointer",
    "batch",
    "is_withdrawn",
)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of an arrival: its batch, whether it counts, what must be looked at."""

    batch_id: int
    state: BatchState
    is_new: bool
    stored: int
    duplicates: int = 0
    findings: tuple[Finding, ...] = ()


@transaction.atomic
def take_in(*, arrival: Arrival, by: Viewer, at: datetime, is_public: bool = True) -> TakenIn:
    """Take in one arrival from a source.

    The same content as the source's latest arrival makes no new batch. An arrival with findings
    waits whole in quarantine, unjudged and unpublished. With `is_public` False it counts inside
    and waits for `publish_source`. Raises NotAllowed.
    """
    require(may_take_in(by))
    return _take_in(arrival=arrival, by=by, at=at, is_public=is_public)


def take_in_checked(*, arrival: Arrival, by: Viewer, at: datetime, is_public: bool) -> TakenIn:
    """As `take_in`, for the verbs of this part that have asked for the right already."""
    return _take_in(arrival=arrival, by=by, at=at, is_public=is_public)


def _take_in(*, arrival: Arrival, by: Viewer, at: datetime, is_public: bool) -> TakenIn:
    stamped_at = audit.stamp(at=at)
    last = Batch.objects.filter(source_key=arrival.source_key).order_by("-id").first()
    if last is not None and last.payload_sha256 == arrival.digest():
        return TakenIn(last.pk, BatchState(last.state), is_new=False, stored=0)
    series_ids = {row.series_id for row in arrival.rows}
    present = present_values(series_ids)
    today = city_day(at)
    facts = facts_for_check(series_ids, today, present)
    checked = check_arrival(arrival, facts, today=today)
    batch = _open_batch(arrival, checked, by, stamped_at, is_public=is_public)
    counts = batch.state == BatchState.TAKEN_IN
    rows: Sequence[ReadRow] = checked.rows
    if counts and arrival.replaces is Replaces.ROWS:
        rows = _changed(rows, present, is_public=is_public)
    stored = _store(batch, rows)
    if counts:
        _begin_to_count(batch)
    audit.record(
        verb="batch.taken_in" if counts else "batch.quarantined",
        about=Ref(LABEL, batch.pk, Text(arrival.source_key)),
        by=by.actor,
        at=stamped_at,
        facts={"rows": len(arrival.rows), "stored": stored, "findings": dict(checked.counts)},
    )
    return TakenIn(
        batch_id=batch.pk,
        state=BatchState(batch.state),
        is_new=True,
        stored=stored,
        duplicates=checked.duplicates,
        findings=checked.findings,
    )


def _open_batch(
    arrival: Arrival, checked: Checked, by: Viewer, stamped_at: datetime, *, is_public: bool
) -> Batch:
    """The batch of an arrival: it counts at once unless something was found in it."""
    counts = not checked.counts
    return Batch.objects.create(
        source_key=arrival.source_key,
        retrieved_at=arrival.retrieved_at,
        source_updated_at=arrival.source_updated_at,
        method=arrival.method,
        replaces=arrival.replaces,
        payload_sha256=arrival.digest(),
        licence=arrival.licence,
        citation=arrival.citation,
        evidence=arrival.evidence,
        reason=arrival.reason,
        entered_by_label=by.actor.label or by.actor.kind,
        entered_by_user_id=by.actor.user_id,
        findings=_stored_findings(checked),
        state=BatchState.TAKEN_IN if counts else BatchState.QUARANTINED,
        recorded_at=stamped_at,
        known_at=stamped_at if counts else None,
        known_order=_next_turn() if counts else None,
        published_at=stamped_at if counts and is_public else None,
        is_published_at_once=is_public,
    )


@transaction.atomic
def accept_batch(*, batch_id: int, reason: str, by: Viewer, at: datetime) -> TakenIn:
    """Let a quarantined batch count, by a named person with a reason.

    Raises NotAllowed; Refused: BATCH_SETTLED (not waiting), REASON_EMPTY, NOTHING_TO_ACCEPT
    (some row could not be read), BATCH_IS_OLD (a newer arrival counts for the same figures).
    """
    stamped_at = audit.stamp(at=at)
    batch = _waiting(batch_id, reason, by, at)
    found = {finding["code"] for finding in batch.findings}
    if found & CANNOT_BE_ACCEPTED:
        raise refuse(
            "NOTHING_TO_ACCEPT",
            N_("Some rows could not be read. Reject the batch and bring the figures anew."),
            findings=sorted(found & CANNOT_BE_ACCEPTED),
        )
    if _is_overtaken(batch):
        raise refuse("BATCH_IS_OLD", N_("A newer arrival already counts for the same figures."))
    batch.state = BatchState.ACCEPTED
    batch.known_at = stamped_at
    batch.known_order = _next_turn()
    batch.published_at = stamped_at if batch.is_published_at_once else None
    _rule(batch, reason, by, stamped_at)
    _begin_to_count(batch)
    _record_ruling(batch, "batch.accepted", by, stamped_at)
    return TakenIn(batch.pk, BatchState.ACCEPTED, is_new=False, stored=batch.row_count)


@transaction.atomic
def reject_batch(*, batch_id: int, reason: str, by: Viewer, at: datetime) -> TakenIn:
    """Turn a quarantined batch down, by a named person with a reason; its rows stay in the log."""
    stamped_at = audit.stamp(at=at)
    batch = _waiting(batch_id, reason, by, at)
    batch.state = BatchState.REJECTED
    _rule(batch, reason, by, stamped_at)
    _record_ruling(batch, "batch.rejected", by, stamped_at)
    return TakenIn(batch.pk, BatchState.REJECTED, is_new=False, stored=0)


@transaction.atomic
def publish_source(*, source_key: str, by: Viewer, at: datetime) -> int:
    """Show to the public what a source has told inside, as when a round is published.

    Gives the number of batches published now; repeating it is harmless. Batches that still wait
    in quarantine stay hidden, and publish themselves when they are accepted.
    """
    require(may_publish(by))
    stamped_at = audit.stamp(at=at)
    mine = Batch.objects.filter(source_key=source_key)
    hidden = list(
        mine.filter(known_at__isnull=False, published_at__isnull=True).order_by("known_order")
    )
    mine.filter(state=BatchState.QUARANTINED).update(is_published_at_once=True)
    if not hidden:
        return 0
    Batch.objects.filter(pk__in=[batch.pk for batch in hidden]).update(published_at=stamped_at)
    _show_public([batch.pk for batch in hidden])
    audit.record(
        verb="source.published",
        about=Ref(LABEL, hidden[-1].pk, Text(source_key)),
        by=by.actor,
        at=stamped_at,
        facts={"source": source_key, "batches": [batch.pk for batch in hidden]},
    )
    return len(hidden)


def _waiting(batch_id: int, reason: str, by: Viewer, at: datetime) -> Batch:
    batch = Batch.objects.select_for_update().get(pk=batch_id)
    require(may_rule_on(by, states_of_batch(batch_id, city_day(at)), at=at))
    if batch.state != BatchState.QUARANTINED:
        raise refuse("BATCH_SETTLED", N_("The batch is not waiting any more."), state=batch.state)
    if not reason.strip():
        raise refuse("REASON_EMPTY", N_("Tell why."))
    return batch


def _rule(batch: Batch, reason: str, by: Viewer, stamped_at: datetime) -> None:
    batch.ruled_at = stamped_at
    batch.ruled_by_label = by.actor.label or by.actor.kind
    batch.ruling_reason = reason.strip()
    batch.save(
        update_fields=[
            "state",
            "known_at",
            "known_order",
            "published_at",
            "ruled_at",
            "ruled_by_label",
            "ruling_reason",
        ]
    )


def _record_ruling(batch: Batch, verb: str, by: Viewer, stamped_at: datetime) -> None:
    audit.record(
        verb=verb,
        about=Ref(LABEL, batch.pk, Text(batch.source_key)),
        by=by.actor,
        at=stamped_at,
        facts={"findings": sorted({finding["code"] for finding in batch.findings})},
    )


def _is_overtaken(batch: Batch) -> bool:
    """True when a later arrival of the same source counts for any of the same figures."""
    later = Batch.objects.filter(
        source_key=batch.source_key, id__gt=batch.pk, known_at__isnull=False
    )
    if batch.replaces == Replaces.WHOLE:
        return later.exists()
    keys = set(_keys_of(batch.observations.all()))
    overlapping = Observation.objects.filter(batch__in=later)
    return any(key in keys for key in _keys_of(overlapping))


def _keys_of(rows: Any) -> Iterable[tuple[int, date, date]]:
    return rows.values_list("series_id", "start_on", "end_on")  # type: ignore[no-any-return]


def _changed(
    rows: Sequence[ReadRow],
    present: Mapping[tuple[int, date, date], PresentValue],
    *,
    is_public: bool,
) -> list[ReadRow]:
    """Rows that say something new: another figure, or the same one to the public."""
    if not present:
        return list(rows)
    kept = []
    for row in rows:
        now = present.get((row.series_id, row.start_on, row.end_on))
        same = now is not None and now.figure == (*row[3:4], *row[5:10])
        if not same or (is_public and now is not None and not now.is_public):
            kept.append(row)
    return kept


def _store(batch: Batch, rows: Iterable[ReadRow]) -> int:
    stored = insert_rows(Observation, COLUMNS, ((*row, batch.pk, False) for row in rows))
    batch.row_count = stored
    batch.save(update_fields=["row_count"])
    return stored


def _begin_to_count(batch: Batch) -> None:
    """Withdraw what a whole release lacks, then bring the derived values up to the log."""
    if batch.replaces == Replaces.WHOLE:
        _withdraw_missing(batch)
    news = Observation.objects.filter(batch_id=batch.pk).annotate(known_pk=F("id"))
    columns = ["series", "start_on", "end_on", "known"]
    names = ["series_id", "start_on", "end_on", "known_pk"]
    if batch.published_at is not None:
        news = news.annotate(public_pk=F("id"))
        columns, names = [*columns, "public"], [*names, "public_pk"]
    upsert_selected(
        CurrentValue,
        columns,
        news.values_list(*names),
        key=("series", "start_on", "end_on"),
        replace=columns[3:],
    )


def _withdraw_missing(batch: Batch) -> None:
    there = set(_keys_of(batch.observations.all()))
    covered = covered_by_source(batch.source_key, {key[0] for key in there})
    gone = sorted(key for key in covered if key not in there)
    blank = (None, "", Status.MISSING.value, Confidence.FREE.value, None, None, "", "")
    insert_rows(Observation, COLUMNS, ((*key, *blank, batch.pk, True) for key in gone))


def _show_public(batch_ids: list[int]) -> None:
    """Move the public side of the derived values to the newly published, where they are later."""
    news = Observation.objects.filter(batch_id__in=batch_ids).select_related("batch")
    shown = {
        (row.series_id, row.start_on, row.end_on): row
        for row in CurrentValue.objects.filter(
            series_id__in={row.series_id for row in news}
        ).select_related("public__batch")
    }
    changed = []
    for row in sorted(news, key=_turn):
        now = shown[row.series_id, row.start_on, row.end_on]
        if now.public is None or _turn(now.public) < _turn(row):
            now.public = row
            changed.append(now)
    CurrentValue.objects.bulk_update(changed, ["public"], batch_size=500)


def _next_turn() -> int:
    """The turn in which a batch begins to count; the clock row, locked first, keeps it single."""
    return (Batch.objects.aggregate(last=Max("known_order"))["last"] or 0) + 1


def _turn(row: Observation) -> int:
    return row.batch.known_order or 0


def _stored_findings(checked: Checked) -> list[dict[str, Any]]:
    kept = [
        plain({**asdict(finding), "facts": dict(finding.facts)}) for finding in checked.findings
    ]
    codes = {finding.code for finding in checked.findings}
    # A code whose rows did not fit must still be known when the batch is ruled on.
    kept += [{"code": code, "facts": {}} for code in checked.counts if code not in codes]
    return [dict(finding) for finding in kept]
