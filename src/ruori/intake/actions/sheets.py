"""Deeds on a unit's filled-in sheet: uploading, taking its answers into use, throwing it away."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from ruori.audit.actions import claim, record, stamp
from ruori.cycle.models import Round
from ruori.cycle.rules import RoundState
from ruori.files.rules import judge, safe_name
from ruori.followup import actions as followup
from ruori.followup.codes import Channel
from ruori.followup.queries import ItemLine
from ruori.followup.rules.entries import round_not_open
from ruori.indicators.actions import HandValue
from ruori.intake import access
from ruori.intake.models import SheetUpload
from ruori.intake.queries.sheets import rows_to_data, sheet_items, upload_preview
from ruori.intake.readers import round_sheet
from ruori.intake.rules import Standing
from ruori.intake.rules.sheet_changes import Change, ChangeKind
from ruori.intake.rules.sheet_columns import SAME, ItemKey
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.problems import Problem, Ref, Refused, refuse, require
from ruori.kernel.text import N_
from ruori.organisation.models import Unit
from ruori.organisation.rules import Viewer
from ruori.plans.models import Goal, Measure

LABEL = "intake.sheetupload"
KEPT_FOR = timedelta(days=30)
"""How long an uploaded sheet is kept: as long as anything else a person has left half done."""

_PROBLEMS = {
    "NOT_A_SHEET": N_("Choose an Excel file (xlsx) or an OpenDocument spreadsheet (ods)."),
    "SHEET_TOO_LARGE": N_("The sheet reaches too far to be read. Copy the answers to a fresh one."),
    "SHEET_UNREADABLE": N_("The file is damaged or incomplete: it cannot be read."),
    "NOT_OUR_SHEET": N_(
        "This is not a sheet downloaded from Ruori, or its hidden first row is gone. Download the"
        " sheet again and copy your answers to it."
    ),
}


@dataclass(frozen=True, slots=True)
class OpenedSheet:
    """An uploaded sheet; not new when the same file waits already."""

    pk: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class TakenSheet:
    """What came of a sheet: how many answers were taken, and how many rows still wait."""

    taken: int
    waiting: int


@transaction.atomic
def open_sheet(
    *, content: bytes, name: str, round: Round, unit: Unit, by: Viewer, at: datetime
) -> OpenedSheet:
    """Read a filled-in sheet and let it wait for a person to see what it changes.

    The same file is kept once while it waits. Raises NotAllowed; Refused (ROUND_NOT_OPEN, and why
    the file cannot be read).
    """
    require(access.may_open_sheet(by, unit=unit.pk))
    judge(name, content)
    read = round_sheet.read(content)
    if read.problem:
        raise refuse(read.problem, _PROBLEMS.get(read.problem, _PROBLEMS["SHEET_UNREADABLE"]))
    stamped_at = stamp(at=at)
    _require_open(round)
    sha256 = hashlib.sha256(content).hexdigest()
    before = SheetUpload.objects.filter(
        round=round, unit=unit, sha256=sha256, state=Standing.OPEN
    ).first()
    if before is not None:
        return OpenedSheet(before.pk, is_new=False)
    row = SheetUpload.objects.create(
        round=round,
        unit=unit,
        person_id=by.person_id,
        name=safe_name(name, "xlsx"),
        sha256=sha256,
        rows=rows_to_data(read.rows),
        uploaded_at=stamped_at,
    )
    facts = {"round": round.pk, "unit": unit.pk, "rows": len(read.rows)}
    record(verb="sheet.opened", about=_about(row), by=by.actor, at=stamped_at, facts=facts)
    return OpenedSheet(row.pk, is_new=True)


@transaction.atomic
def take_sheet(
    *,
    upload: SheetUpload,
    version: int,
    overrides: Mapping[ItemKey, int | None],
    keeps: frozenset[ItemKey],
    by: Viewer,
    at: datetime,
) -> TakenSheet:
    """Take the answers of a sheet into use: all that can be taken, or after a power cut nothing.

    A conflict is taken only when a person has seen the other answer: `overrides` names it by its
    thing with that answer's row, `keeps` names those where the other answer stays. Rows that are
    refused stay as they were. Raises NotAllowed, Conflict (somebody took or discarded it), Refused
    (ROUND_NOT_OPEN, CONFLICT_UNSETTLED, SHEET_ENDED).
    """
    require(access.may_open_sheet(by, unit=upload.unit_id))
    stamped_at = stamp(at=at)
    row = SheetUpload.objects.select_related("round", "person").get(pk=upload.pk)
    _require_waiting(row)
    _require_open(row.round)
    claim(row=row, version=version)
    lines = {line.key: line for line in sheet_items(by, at, row.round, row.unit_id)}
    changes = upload_preview(by, at, row).preview.changes
    told = [_settled(change, overrides, keeps) for change in changes]
    taken = [_report(row, each, lines[each.key.about], by, at) for each in told if each is not None]
    waiting = taken.count(False)
    done = {"state": Standing.ACCEPTED, "ended_at": stamped_at, "taken": taken.count(True)}
    if not waiting:
        claim(row=row, version=version + 1, changes=done)
    facts = {"round": row.round_id, "unit": row.unit_id, "taken": taken.count(True)}
    record(verb="sheet.taken", about=_about(row), by=by.actor, at=stamped_at, facts=facts)
    return TakenSheet(taken.count(True), waiting)


@transaction.atomic
def discard_sheet(*, upload: SheetUpload, version: int, by: Viewer, at: datetime) -> None:
    """Throw an uploaded sheet away; nothing of it is used. Raises NotAllowed, Refused, Conflict."""
    require(access.may_open_sheet(by, unit=upload.unit_id))
    stamped_at = stamp(at=at)
    _require_waiting(SheetUpload.objects.get(pk=upload.pk))
    changes = {"state": Standing.DISCARDED, "ended_at": stamped_at}
    claim(row=upload, version=version, changes=changes)
    record(verb="sheet.discarded", about=_about(upload), by=by.actor, at=stamped_at)


@transaction.atomic
def sweep_sheets(*, by: Viewer, at: datetime) -> int:
    """Take away the sheets uploaded over 30 days ago, with what was typed in them.

    Gives their number; repeating it is harmless. Raises NotAllowed.
    """
    require(access.may_sweep_sheets(by))
    stamped_at = stamp(at=at)
    old = SheetUpload.objects.filter(uploaded_at__lt=at - KEPT_FOR)
    for row in old.order_by("id"):
        record(verb="sheet.swept", about=_about(row), by=by.actor, at=stamped_at)
    number = old.count()
    old.delete()
    return int(number)


def _settled(
    change: Change, overrides: Mapping[ItemKey, int | None], keeps: frozenset[ItemKey]
) -> Change | None:
    """A change as it is to be done; None when the other answer stays."""
    about = change.key.about
    if change.kind is not ChangeKind.CONFLICT:
        return change
    if about in keeps:
        return None
    if about not in overrides or overrides[about] != change.tip:
        raise refuse(
            "CONFLICT_UNSETTLED",
            N_("Somebody else has answered meanwhile. Choose which answer stands."),
        )
    return replace(change, key=replace(change.key, last=change.tip))


def _report(row: SheetUpload, change: Change, line: ItemLine, by: Viewer, at: datetime) -> bool:
    """Report one row; false when it was refused, which leaves it waiting with its reason."""
    try:
        with transaction.atomic():
            _say(row, change, line, by, at)
    except Refused:
        return False
    return True


def _say(row: SheetUpload, change: Change, line: ItemLine, by: Viewer, at: datetime) -> None:
    label, pk = change.key.about
    frame: dict[str, Any] = {
        "round": row.round,
        "expected_last": change.key.last,
        "channel": Channel.EXCEL,
        "by": by,
        "at": at,
    }
    said = change.after
    if said.word == SAME:
        followup.repeat_measure(measure=Measure.objects.get(pk=pk), **frame)
        return
    frame |= {
        "done": said.done,
        "effects": said.effects,
        "forecast": said.forecast,
        "cause": said.cause,
        "action": said.action,
        "new_end_on": said.new_end_on,
    }
    if label == "plans.measure":
        followup.report_measure(
            measure=Measure.objects.get(pk=pk),
            progress=Progress(said.word),
            value=_value(change, line),
            **frame,
        )
    else:
        outlook = Attainment(said.word) if said.word else None
        followup.report_goal(goal=Goal.objects.get(pk=pk), outlook=outlook, **frame)


def _value(change: Change, line: ItemLine) -> HandValue | None:
    value, figure = change.after.value, line.figure
    known = change.before.value if change.before is not None else None
    if value is None or figure is None or value == known:
        return None
    return HandValue(series_id=figure.series, period=figure.period, value=value)


def _require_open(round: Round) -> None:
    state = RoundState(Round.objects.values_list("state", flat=True).get(pk=round.pk))
    if state is not RoundState.OPEN:
        raise Refused(round_not_open(state))


def _require_waiting(row: SheetUpload) -> None:
    if row.state != Standing.OPEN:
        raise Refused(
            Problem("SHEET_ENDED", N_("This sheet has been taken into use or discarded already."))
        )


def _about(row: SheetUpload) -> Ref:
    return Ref(LABEL, row.pk)
