"""Deviations in words: the lines of the list and the facts of one page."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ruori.decisions import queries as decisions
from ruori.decisions.queries import DecisionCard
from ruori.desk.deviation_forms import CAUSES
from ruori.desk.frame import language, words
from ruori.desk.gates import DeskRequest
from ruori.followup import access
from ruori.followup.codes import DeviationState
from ruori.followup.queries import DeviationCard, StepTold
from ruori.followup.rules.deviations import Gap, gaps
from ruori.kernel.instants import city_day
from ruori.kernel.text import N_
from ruori.organisation import queries as organisation
from ruori.organisation.queries import Names
from ruori.ui import formats
from ruori.ui.parts import Step

STATES = {
    DeviationState.NOTICED: N_("Noticed"),
    DeviationState.ASSESSED: N_("Assessed"),
    DeviationState.CAUSE_FOUND: N_("Cause found"),
    DeviationState.ACTION_AGREED: N_("Action agreed"),
    DeviationState.ACTED: N_("Action done"),
    DeviationState.VERIFIED: N_("Effect verified"),
    DeviationState.CLOSED: N_("Closed"),
}


GAPS = {
    Gap.CAUSE: N_("Cause"),
    Gap.ACTION: N_("Action"),
    Gap.DEADLINE: N_("Deadline"),
    Gap.DECISION: N_("Decision"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """The names a list of deviations needs."""

    names: Names
    decided: Mapping[int, DecisionCard]

    @classmethod
    def of(cls, request: DeskRequest, cards: Collection[DeviationCard]) -> "Known":
        """Read them; two queries at most."""
        wanted = {card.decision for card in cards if card.decision is not None}
        return cls(organisation.names(request.moment), decisions.cards(wanted, request.viewer))

    def decision(self, pk: int | None) -> str:
        """A decision by its title, or nothing."""
        card = self.decided.get(pk or 0)
        return "" if card is None else words(card.title)


@dataclass(frozen=True, slots=True)
class DeviationLine:
    """One deviation in the list, in words; `take_up` is where one nobody has taken up begins."""

    name: str
    address: str
    take_up: str
    family: str
    said: str
    is_overdue: bool
    unit: str
    state: str
    cause_kind: str
    cause: str
    effect: str
    action: str
    who: str
    due: str
    is_late: bool
    decision: str
    has_reaction: bool


def line_of(request: DeskRequest, card: DeviationCard, known: Known) -> DeviationLine:
    """A deviation in words; no query."""
    reaction = card.reaction
    may_take = card.pk is None and access.may_report(request.viewer, card.item)
    kind = "measure" if card.is_measure else "goal"
    return DeviationLine(
        name=words(card.about.title),
        address="" if card.pk is None else reverse("desk:deviation", args=[card.pk]),
        take_up=reverse("desk:notice_deviation", args=[kind, card.about.pk]) if may_take else "",
        family="progress" if card.is_measure else "attainment",
        said=card.said or "",
        is_overdue=card.is_overdue,
        unit=words(known.names.unit(card.unit)),
        state=gettext(STATES[card.state]) if card.state else gettext("Nobody has taken it up"),
        cause_kind=str(dict(CAUSES)[reaction.cause_code]) if reaction.cause_code else "",
        cause=reaction.cause,
        effect=card.effect,
        action=reaction.action,
        who=words(known.names.post(card.post or card.item_post)),
        due="" if reaction.due_on is None else formats.day(reaction.due_on, language()),
        is_late=_is_late(card, request.moment.as_of),
        decision=known.decision(card.decision),
        has_reaction=card.has_reaction,
    )


def summary(cards: Collection[DeviationCard]) -> str:
    """How many deviate, and how many of them nobody has reacted to."""
    without = sum(not card.has_reaction for card in cards)
    if not cards:
        return gettext("Nothing deviates from what was promised.")
    told = ngettext("%(count)d deviation", "%(count)d deviations", len(cards)) % {
        "count": len(cards)
    }
    if not without:
        return gettext("%(told)s, each with a reaction.") % {"told": told}
    return (
        ngettext(
            "%(told)s, %(without)s without a reaction.",
            "%(told)s, %(without)s without a reaction.",
            without,
        )
    ) % {"told": told, "without": without}


def lacking(cards: Collection[DeviationCard]) -> str:
    """How many lack a cause, an action, a deadline or a decision; nothing when none does."""
    counted = Counter(gap for card in cards for gap in gaps(card.reaction))
    told = [f"{gettext(GAPS[gap]).lower()} {counted[gap]}" for gap in Gap if counted[gap]]
    return gettext("Missing: %(told)s.") % {"told": ", ".join(told)} if told else ""


def life_line(state: DeviationState) -> tuple[Step, ...]:
    """The seven steps with the present one marked."""
    order = list(DeviationState)
    here = order.index(state)
    return tuple(
        Step(
            gettext(STATES[each]),
            "CURRENT" if place == here else "DONE" if place < here else "AHEAD",
        )
        for place, each in enumerate(order)
    )


def history_lines(steps: Collection[StepTold], names: Names) -> list[tuple[str, str, str, str]]:
    """The history in words: state, note, post and day."""
    return [
        (
            gettext(STATES[step.state]),
            step.note,
            words(names.post(step.post)),
            formats.day(city_day(step.recorded_at), language()),
        )
        for step in steps
    ]


def _is_late(card: DeviationCard, today: date) -> bool:
    is_done = card.state in (DeviationState.ACTED, DeviationState.VERIFIED)
    return card.reaction.due_on is not None and card.reaction.due_on < today and not is_done
