"""The board of a round in words: its life line, its units, what may be done next."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ruori.cycle.queries import RoundCard
from ruori.cycle.rules import RoundState
from ruori.desk.frame import language, words
from ruori.desk.gates import DeskRequest
from ruori.followup.codes import UnitReportState
from ruori.followup.queries import RoundBoard, UnitLine
from ruori.kernel.instants import city_day
from ruori.kernel.text import N_
from ruori.organisation import queries as organisation
from ruori.organisation.queries import Owners, UnitCard
from ruori.ui import formats
from ruori.ui.parts import Step

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


@dataclass(frozen=True, slots=True)
class StepButton:
    """A step that may be taken next."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One unit on the board."""

    name: str
    owner: str
    answered: str
    approved: str
    documented: str
    report: str
    last_edit: str
    address: str
    is_ready: bool
    is_late: bool


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
    lines: tuple[BoardLine, ...]
    disagreements: tuple[tuple[str, str], ...]
    is_open: bool
    is_frozen: bool


def board_page(request: DeskRequest, found: RoundBoard) -> BoardPage:
    """The board in the reader's language; seven queries."""
    card = found.round
    units = organisation.units(request.moment)
    owners = organisation.owners(request.moment)
    return BoardPage(
        pk=card.pk,
        version=card.version,
        title=words(card.title),
        period=formats.span(card.covers_from, card.covers_to, language()),
        due=formats.day(card.due_on, language()),
        sentence=_sentence(found),
        steps=_steps(card),
        next=tuple(
            StepButton(gettext(label), reverse("desk:round_step", args=[card.pk, way]))
            for way, label in NEXT[card.state]
        ),
        lines=tuple(_line(card, line, units, owners) for line in found.units),
        disagreements=tuple(
            (words(about.title), reverse("desk:report_measure", args=[card.pk, about.pk]))
            for about in found.disagreements
        ),
        is_open=card.state is RoundState.OPEN,
        is_frozen=card.state in {RoundState.FROZEN, RoundState.PUBLISHED},
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


def _line(card: RoundCard, line: UnitLine, units: dict[int, UnitCard], owners: Owners) -> BoardLine:
    owner = owners.of(post=line.head_post, unit=line.unit)
    state = UnitReportState.OPENED if line.report is None else line.report.state
    edited = line.last_edit_at
    return BoardLine(
        name=words(units[line.unit].name) if line.unit in units else "",
        owner="" if owner is None else f"{words(owner.title)}, {owner.name}",
        answered=f"{line.answered.number} / {line.answered.of}",
        approved=f"{line.approved.number} / {line.approved.of}",
        documented=f"{line.documented.number} / {line.documented.of}",
        report=gettext(REPORTS[state]),
        last_edit=gettext("nothing yet") if edited is None else formats.moment(edited, language()),
        address=reverse("desk:unit_report", args=[card.pk, line.unit]),
        is_ready=line.is_ready,
        is_late=line.is_late,
    )
