"""The board of a round in words: its life line, its units, what may be done next."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ruori.cycle.queries import RoundCard
from ruori.cycle.rules import RoundKind, RoundState
from ruori.desk.frame import language, words
from ruori.desk.gates import DeskRequest
from ruori.desk.round_units import WAYS, units_table
from ruori.followup.access import may_write_report
from ruori.followup.queries import RoundBoard
from ruori.followup.rules.standing import LifeStep, estimated_minutes, life_step
from ruori.kernel.instants import city_day
from ruori.kernel.text import N_
from ruori.organisation.queries import Owners
from ruori.ui import formats
from ruori.ui.frame import Link
from ruori.ui.parts import Step, Table

LIFE = {
    LifeStep.PREPARATION: N_("Preparation"),
    LifeStep.REPORTING: N_("Reporting"),
    LifeStep.APPROVAL: N_("Approval"),
    LifeStep.CLOSED: N_("Closed"),
    LifeStep.FROZEN: N_("Frozen"),
    LifeStep.DECIDING: N_("Being decided"),
    LifeStep.PUBLISHED: N_("Published"),
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
class Lack:
    """Something the round still lacks, and where it is mended."""

    words: str
    address: str


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
    ways: tuple[Link, ...]
    units: Table
    late: int
    sheets: tuple[Link, ...]
    may_export_answers: bool
    lacks: tuple[Lack, ...]
    disagreements: tuple[tuple[str, str], ...]
    cost: str
    is_open: bool
    may_be_reported: bool


def board_page(
    request: DeskRequest, found: RoundBoard, owners: Owners, *, has_edition: bool
) -> BoardPage:
    """The board in the reader's language; no query."""
    card = found.round
    way = request.GET.get("show", "")
    return BoardPage(
        pk=card.pk,
        version=card.version,
        title=words(card.title),
        period=formats.span(card.covers_from, card.covers_to, language()),
        due=formats.day(card.due_on, language()),
        sentence=_sentence(found),
        steps=_steps(card, _here(request, found, has_edition=has_edition)),
        next=_next(card),
        ways=_ways(found, way),
        units=units_table(
            found,
            owners,
            way,
            opens=request.viewer.steers,
            reminds=request.viewer.steers and card.state is RoundState.OPEN,
        ),
        late=found.late,
        sheets=_sheets(request, found, owners),
        may_export_answers=request.viewer.may_read_all,
        lacks=_lacks(found),
        disagreements=tuple(
            (words(about.title), reverse("desk:report_measure", args=[card.pk, about.pk]))
            for about in found.disagreements
        ),
        cost=_cost(found),
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


def _here(request: DeskRequest, found: RoundBoard, *, has_edition: bool) -> LifeStep:
    asked = found.answered
    is_past_due = city_day(request.at) > found.round.due_on
    is_all_in = is_past_due or (bool(asked.of) and asked.number == asked.of)
    return life_step(found.round.state, is_all_in=is_all_in, has_edition=has_edition)


def _steps(card: RoundCard, here: LifeStep) -> tuple[Step, ...]:
    days = {
        LifeStep.REPORTING: card.opened_at,
        LifeStep.CLOSED: card.closed_at,
        LifeStep.FROZEN: card.frozen_at,
        LifeStep.PUBLISHED: card.published_at,
    }
    order = list(LIFE)
    place = order.index(here)
    found = []
    for number, step in enumerate(order):
        at = days.get(step)
        note = "" if at is None or number > place else formats.day(city_day(at), language())
        look = "CURRENT" if number == place else "DONE" if number < place else "AHEAD"
        found.append(Step(gettext(LIFE[step]), look, note))  # type: ignore[arg-type]
    return tuple(found)


def _next(card: RoundCard) -> tuple[StepButton, ...]:
    return tuple(
        StepButton(
            gettext(label),
            reverse("desk:round_step", args=[card.pk, way]),
            gettext(WARNINGS[way]) if way in WARNINGS else "",
        )
        for way, label in NEXT[card.state]
    )


def _ways(found: RoundBoard, chosen: str) -> tuple[Link, ...]:
    """The ways to look at the units, each with how many it shows."""
    address = reverse("desk:round", args=[found.round.pk])
    return tuple(
        Link(
            gettext(way.label),
            f"{address}?show={code}#units" if code else f"{address}#units",
            is_current=code == (chosen if chosen in WAYS else ""),
            count=sum(way.shows(line) for line in found.units),
        )
        for code, way in WAYS.items()
    )


def _sheets(request: DeskRequest, found: RoundBoard, owners: Owners) -> tuple[Link, ...]:
    """The units whose sheet the viewer may fill in while the round is open."""
    if found.round.state is not RoundState.OPEN:
        return ()
    named = sorted(
        (words(owners.units[line.unit]), line.unit)
        for line in found.units
        if line.answered.of
        and line.unit in owners.units
        and may_write_report(request.viewer, unit=line.unit)
    )
    return tuple(
        Link(name, reverse("desk:unit_sheet", args=[found.round.pk, unit])) for name, unit in named
    )


def _lacks(found: RoundBoard) -> tuple[Lack, ...]:
    """What is still missing while answers or approvals can be given, with where it is."""
    if found.round.state not in (RoundState.OPEN, RoundState.CLOSED):
        return ()
    address = reverse("desk:round", args=[found.round.pk])
    silent = found.answered.of - found.answered.number
    waiting = found.answered.number - found.approved.number
    disagreeing = len(found.disagreements)
    told = (
        (
            silent,
            ngettext(
                "%(count)s question has no answer.", "%(count)s questions have no answer.", silent
            ),
            f"{address}?show=missing#units",
        ),
        (
            waiting,
            ngettext(
                "%(count)s answer waits for approval.",
                "%(count)s answers wait for approval.",
                waiting,
            ),
            f"{address}?show=unapproved#units",
        ),
        (
            disagreeing,
            ngettext(
                "%(count)s measure is late by its days but not by its writer.",
                "%(count)s measures are late by their days but not by their writers.",
                disagreeing,
            ),
            "#disagreements",
        ),
    )
    return tuple(Lack(text % {"count": count}, way) for count, text, way in told if count)


def _cost(found: RoundBoard) -> str:
    """What the round has cost those who answer, with the assumption it rests on."""
    asked, same = found.answered.of, found.unchanged
    return gettext(
        "%(asked)s questions were asked; %(same)s of %(answered)s answers said “no change”"
        " (%(percent)s %%). Answering takes about %(minutes)s minutes in all when one answer takes"
        " 45 seconds."
    ) % {
        "asked": asked,
        "same": same.number,
        "answered": same.of,
        "percent": same.percent or 0,
        "minutes": estimated_minutes(asked),
    }
