"""The board of a round in words: its life line, its units, what may be done next."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ruori.cycle.queries import RoundCard
from ruori.cycle.rules import RoundKind, RoundState
from ruori.desk.frame import language, words
from ruori.desk.gates import DeskRequest
from ruori.followup.codes import UnitReportState
from ruori.followup.queries import RoundBoard, UnitLine
from ruori.followup.rules.counts import Share
from ruori.kernel.instants import city_day
from ruori.kernel.text import N_
from ruori.organisation.queries import Owners
from ruori.ui import formats
from ruori.ui.parts import Cell, Column, Row, Step, Table
from ruori.ui.shapes import Mark

LIFE = (
    (RoundState.PLANNED, N_("Preparation")),
    (RoundState.OPEN, N_("Reporting")),
    (RoundState.CLOSED, N_("Closed")),
    (RoundState.FROZEN, N_("Frozen")),
    (RoundState.PUBLISHED, N_("Published")),
)
REPORTS = {
    UnitReportState.OPENED: N_("not begun"),
    UnitReportState.DRAFT: N_("being written"),
    UnitReportState.SUBMITTED: N_("handed in"),
    UnitReportState.RETURNED: N_("returned"),
    UnitReportState.APPROVED: N_("approved"),
}
NEXT = {
    RoundState.PLANNED: (("open", N_("Open the round")),),
    RoundState.OPEN: (("close", N_("Close the round")),),
    RoundState.CLOSED: (("freeze", N_("Freeze the round")), ("reopen", N_("Open again"))),
    RoundState.FROZEN: (("publish", N_("Publish the round")),),
    RoundState.PUBLISHED: (),
}

WARNINGS = {
    "freeze": N_(
        "What was said in the round is fixed for good, and what was not said stays unsaid."
    ),
    "publish": N_("What has been said in the round becomes public at once and stays public."),
}


@dataclass(frozen=True, slots=True)
class StepButton:
    """A step that may be taken next; what cannot be undone warns first."""

    label: str
    address: str
    warning: str = ""


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A round as its page shows it."""

    pk: int
    version: int
    title: str
    period: str
    due: str
    sentence: str
    steps: tuple[Step, ...]
    next: tuple[StepButton, ...]
    units: Table
    disagreements: tuple[tuple[str, str], ...]
    is_open: bool
    may_be_reported: bool


def board_page(request: DeskRequest, found: RoundBoard, owners: Owners) -> BoardPage:
    """The board in the reader's language; no query."""
    card = found.round
    return BoardPage(
        pk=card.pk,
        version=card.version,
        title=words(card.title),
        period=formats.span(card.covers_from, card.covers_to, language()),
        due=formats.day(card.due_on, language()),
        sentence=_sentence(found),
        steps=_steps(card),
        next=tuple(
            StepButton(
                gettext(label),
                reverse("desk:round_step", args=[card.pk, way]),
                gettext(WARNINGS[way]) if way in WARNINGS else "",
            )
            for way, label in NEXT[card.state]
        ),
        units=_table(card, found.units, owners, opens=request.viewer.steers),
        disagreements=tuple(
            (words(about.title), reverse("desk:report_measure", args=[card.pk, about.pk]))
            for about in found.disagreements
        ),
        is_open=card.state is RoundState.OPEN,
        may_be_reported=card.kind is RoundKind.YEAR_END
        and card.state in {RoundState.FROZEN, RoundState.PUBLISHED},
    )


def _sentence(found: RoundBoard) -> str:
    facts = {"ready": found.ready.number, "of": found.ready.of, "late": found.late}
    if not found.late:
        return gettext("%(ready)s of %(of)s units are ready.") % facts
    return (
        ngettext(
            "%(ready)s of %(of)s units are ready, %(late)s is late.",
            "%(ready)s of %(of)s units are ready, %(late)s are late.",
            found.late,
        )
        % facts
    )


def _steps(card: RoundCard) -> tuple[Step, ...]:
    order = [state for state, _ in LIFE]
    here = order.index(card.state)
    days = {
        RoundState.OPEN: card.opened_at,
        RoundState.CLOSED: card.closed_at,
        RoundState.FROZEN: card.frozen_at,
        RoundState.PUBLISHED: card.published_at,
    }
    found = []
    for place, (state, label) in enumerate(LIFE):
        at = days.get(state)
        note = "" if at is None or place > here else formats.day(city_day(at), language())
        look = "CURRENT" if place == here else "DONE" if place < here else "AHEAD"
        found.append(Step(gettext(label), look, note))  # type: ignore[arg-type]
    return tuple(found)


def _table(
    card: RoundCard,
    lines: Collection[UnitLine],
    owners: Owners,
    *,
    opens: bool,
) -> Table:
    """The units, those who are late first; each leads to its summary when the viewer `opens` it."""
    columns = (
        Column(gettext("Unit")),
        Column(gettext("State")),
        Column(gettext("Answered"), is_number=True),
        Column(gettext("Approved"), is_number=True),
        Column(gettext("Goals with proof"), is_number=True),
        Column(gettext("Summary")),
        Column(gettext("Last edit")),
    )
    ordered = sorted(
        lines, key=lambda line: (not line.is_late, line.is_ready, not line.answered.of)
    )
    rows = tuple(
        Row(
            (
                _name(card, line, owners, opens=opens),
                _state(line),
                _share(line.answered),
                _share(line.approved),
                _share(line.documented),
                _summary(line),
                _last_edit(line),
            )
        )
        for line in ordered
    )
    return Table(gettext("Who has reported"), columns, rows, as_cards=True)


def _name(
    card: RoundCard,
    line: UnitLine,
    owners: Owners,
    *,
    opens: bool,
) -> Cell:
    owner = owners.of(post=line.head_post, unit=line.unit)
    return Cell(
        words(owners.units[line.unit]) if line.unit in owners.units else gettext("closed unit"),
        address=reverse("desk:unit_report", args=[card.pk, line.unit]) if opens else "",
        note="" if owner is None else f"{words(owner.title)}, {owner.name}",
    )


def _summary(line: UnitLine) -> Cell:
    state = UnitReportState.OPENED if line.report is None else line.report.state
    return Cell(gettext(REPORTS[state]))


def _last_edit(line: UnitLine) -> Cell:
    if line.last_edit_at is None:
        return Cell(gettext("nothing yet"))
    return Cell(formats.moment(line.last_edit_at, language()))


def _state(line: UnitLine) -> Cell:
    if not line.answered.of:
        return Cell(gettext("nothing asked"))
    if line.is_ready:
        return Cell(gettext("Ready"), mark=Mark("Ready", "circle-tick", "success"))
    if line.is_late:
        return Cell(gettext("Late"), mark=Mark("Late", "circle-late", "warning"))
    return Cell(gettext("Not ready"), mark=Mark("Not ready", "circle-empty", "neutral"))


def _share(share: Share) -> Cell:
    return Cell(f"{share.number}/{share.of}" if share.of else gettext("nothing asked"))
