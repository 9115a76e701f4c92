"""The head of a plan's page: what it is, for which years, by whose decision."""

from dataclasses import dataclass

from django.utils.translation import gettext

from ruori.decisions.queries import DecisionCard
from ruori.kernel.text import N_, Shown
from ruori.plans.codes import PlanKind
from ruori.plans.queries import PlanCard
from ruori.plans.rules import period_is_over
from ruori.site.addresses import address
from ruori.site.frame import Asked
from ruori.site.rows import days
from ruori.ui import formats

KINDS = {
    PlanKind.STRATEGY: N_("Strategy"),
    PlanKind.POLICY: N_("Policy"),
    PlanKind.PROGRAMME: N_("Programme"),
    PlanKind.PLAN: N_("Plan"),
    PlanKind.OPERATING_PLAN: N_("Operating plan"),
    PlanKind.REPORT: N_("Report"),
    PlanKind.VIEW: N_("View of a plan"),
}


@dataclass(frozen=True, slots=True)
class PlanHead:
    """What every page says of a plan before its contents."""

    title: Shown
    address: str
    kind: str
    period: str
    over_note: str
    decision: str
    legal_basis: str
    owner: str
    vision: Shown
    introduction: Shown
    plain_text: Shown


def plan_head(question: Asked, card: PlanCard) -> PlanHead:
    """The head of one plan; at most one query."""
    title = question.shown(card.title)
    return PlanHead(
        title=title,
        address=address("plans.plan", card.pk, title.text),
        kind=gettext(KINDS[card.kind]),
        period=days(question, card.period_from, card.period_to),
        over_note=_over(question, card),
        decision=decision_words(question, card.decision),
        legal_basis=card.legal_basis,
        owner=question.words(question.names.unit(card.owner_unit)),
        vision=question.shown(card.vision),
        introduction=question.shown(card.introduction),
        plain_text=question.shown(card.plain_text),
    )


def _over(question: Asked, card: PlanCard) -> str:
    if card.period_to is None or not period_is_over(card.period_to, question.moment.as_of):
        return ""
    day = formats.day(card.period_to, question.language)
    return gettext("The period ended on %(day)s. No successor has been adopted.") % {"day": day}


def decision_words(question: Asked, card: DecisionCard | None) -> str:
    """A decision in words: body, day and section, or that the source does not tell it."""
    if card is None:
        return gettext("The source does not tell the decision")
    name = question.words(question.names.unit(card.body))
    day = "" if card.decided_on is None else formats.day(card.decided_on, question.language)
    section = f"§ {card.section}" if card.section else ""
    return " ".join(part for part in (name, day, section) if part)
