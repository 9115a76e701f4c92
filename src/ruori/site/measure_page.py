"""What the page of one measure shows (P4)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from ruori.followup import queries as followup
from ruori.kernel.text import N_, Shown
from ruori.plans import queries as plans
from ruori.plans.codes import NeedsMoney, Origin
from ruori.plans.queries import MeasureCard, StepCard
from ruori.site.followed import (
    AskedFigure,
    EntryLine,
    Followed,
    asked_figures,
    entry_lines,
    followed_now,
)
from ruori.site.frame import Asked
from ruori.site.ledger import LedgerPart, ledger_lines
from ruori.site.rows import NamedLink, serves_links, until
from ruori.ui import formats

MONEY = {
    NeedsMoney.NO: N_("Needs no money of its own"),
    NeedsMoney.UNKNOWN: N_("It is not known whether money is needed"),
    NeedsMoney.YES: N_("Needs money; the budget line is not tied to it yet"),
}
ORIGINS = {
    Origin.PLAN: N_("From the plan itself"),
    Origin.DECISION: N_("From a decision"),
    Origin.FINDING: N_("From an audit finding"),
    Origin.REVIEW: N_("From a management review"),
    Origin.ASSESSMENT: N_("From an impact assessment"),
    Origin.RECOMMENDATION: N_("From a recommendation of the audit committee"),
    Origin.CONSULTATION: N_("From a consultation"),
    Origin.INITIATIVE: N_("From an initiative"),
    Origin.IDEA: N_("From an idea"),
    Origin.DEVIATION: N_("From a deviation"),
}
STEPS_SHOWN = 3
ENTRIES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class StepLine:
    """A next task and its day."""

    text: Shown
    due: str


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """A measure in public, field by field."""

    name: Shown
    plain_text: Shown
    text: Shown
    is_example: bool
    followed: Followed
    serves: tuple[NamedLink, ...]
    unit: str
    post: str
    partners: tuple[str, ...]
    begins: str
    until: str
    money: str
    origin: str
    environment: Shown
    steps: tuple[StepLine, ...]
    figures: tuple[AskedFigure, ...]
    latest: tuple[EntryLine, ...]
    earlier: tuple[EntryLine, ...]
    ledger: LedgerPart


def measure_page(question: Asked, card: MeasureCard) -> MeasurePage:
    """Everything one measure's page shows; at most fifteen queries with its frame."""
    names = question.names
    partners = plans.co_units(question.moment, [card.pk])[card.pk]
    told = followup.history(question.viewer, question.moment, measure=card.pk)
    entries = entry_lines(question, told)
    steps = plans.steps_of([card.pk])[card.pk]
    return MeasurePage(
        name=question.shown(card.name),
        plain_text=question.shown(card.plain_text),
        text=question.shown(card.text),
        is_example=card.is_example,
        followed=followed_now(question, card, told, tuple(step.due_on for step in steps)),
        serves=tuple(serves_links(question, [card.pk]).get(card.pk, ())),
        unit=question.words(names.unit(card.unit)),
        post=question.words(names.post(card.post)),
        partners=tuple(question.words(names.unit(pk)) for pk in partners if pk in names.units()),
        begins="" if card.starts_on is None else formats.day(card.starts_on, question.language),
        until=until(question, card),
        money=_money(question, card),
        origin=gettext(ORIGINS[card.origin]),
        environment=question.shown(card.environment_text),
        steps=_steps(question, steps),
        figures=asked_figures(question, card.pk),
        latest=entries[:ENTRIES_SHOWN],
        earlier=entries[ENTRIES_SHOWN:],
        ledger=ledger_lines(question, measures=[card.pk]),
    )


def _money(question: Asked, card: MeasureCard) -> str:
    words = gettext(MONEY[card.needs_money])
    if card.need_euros is None:
        return words
    return f"{words}: {formats.money(card.need_euros, question.language)}"


def _steps(question: Asked, steps: Sequence[StepCard]) -> tuple[StepLine, ...]:
    return tuple(
        StepLine(question.shown(step.text), formats.day(step.due_on, question.language))
        for step in steps[:STEPS_SHOWN]
    )
