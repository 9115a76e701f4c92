"""When an update link still opens its item, and whose item a hand-over makes it (domain § 11).

A link is never trusted alone: whether it lives is asked of the round, the post and the item at
every use. The day it expires on is only the outermost limit.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ruori.cycle.rules import RoundState
from ruori.followup.rules.entries import line_up
from ruori.kernel.instants import known_before
from ruori.kernel.problems import Problem
from ruori.kernel.text import N_
from ruori.organisation.rules import Chart, reachable_owner

LIVES_PAST_DUE = timedelta(days=60)
"""How long a link may live past the day its answer was due, when nobody closes the round."""

USES_MAX = 40
"""Deeds one link may do: far more than a round asks, far fewer than a leaked link would try."""

REASON_MAX = 500
"""The longest reason of a hand-over, in characters."""


@dataclass(frozen=True, slots=True)
class LinkItem:
    """What one link opens: a measure or goal in a round, or an indicator's figure of a period."""

    round: int | None = None
    measure: int | None = None
    goal: int | None = None
    indicator: int | None = None
    period: str = ""

    @property
    def columns(self) -> dict[str, int | str | None]:
        """The columns of a row about it."""
        return {
            "round_id": self.round,
            "measure_id": self.measure,
            "goal_id": self.goal,
            "indicator_id": self.indicator,
            "period": self.period,
        }

    @property
    def label(self) -> str:
        """The label of the record it is about."""
        if self.measure is not None:
            return "plans.measure"
        return "plans.goal" if self.goal is not None else "indicators.indicator"

    @property
    def pk(self) -> int:
        """The key of the record it is about."""
        return self.measure or self.goal or self.indicator or 0


def expires_at(due_on: date) -> datetime:
    """The outermost limit of a link: the end of the last day it may live."""
    return known_before(due_on + LIVES_PAST_DUE)


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """What decides whether a link lives: its own limits, its round, and who answers today.

    `post` and `person` are those it was sent to; `item_post` and `item_unit` answer for its item
    now, a hand-over counted. `state` is that of the round, None for a figure asked without one.
    """

    post: int
    person: int
    item_post: int | None
    item_unit: int | None
    state: RoundState | None
    expires_at: datetime
    is_ended: bool = False
    is_asked: bool = True
    uses: int = 0


def is_alive(facts: LinkFacts, chart: Chart, *, at: datetime) -> bool:
    """True when a link opens its item at an instant.

    It was not ended, its limit has not come, its round takes reports and asks the item, and the
    person it was sent to still answers for the item through the post it was sent to.
    """
    limits = not facts.is_ended and at < facts.expires_at and facts.uses < USES_MAX
    in_time = facts.state in (None, RoundState.OPEN) and facts.is_asked
    return limits and in_time and answers_still(facts, chart)


def answers_still(facts: LinkFacts, chart: Chart) -> bool:
    """True while the person holds the post of the link, and that post answers for the item.

    The item's own post does, its deputies too; another only while it is the nearest that is held.
    """
    if facts.person not in chart.holders.get(facts.post, ()):
        return False
    if facts.post == facts.item_post:
        return True
    owner = reachable_owner(chart, post=facts.item_post, unit=facts.item_unit)
    return owner is not None and (owner.post, owner.person) == (facts.post, facts.person)


def colleagues(chart: Chart, *, post: int, unit: int | None) -> tuple[int, ...]:
    """The held posts that an item may be passed on to from its own page: those of the units of
    the item and of the post, and the heads above. Others are told by a work address."""
    units = {unit, chart.unit_of.get(post)} - {None}
    above = {
        chart.head_of[each]
        for own in units
        for each in line_up(chart.parent_of, own)
        if each in chart.head_of
    }
    found = {each for each, where in chart.unit_of.items() if where in units} | above
    return tuple(sorted(each for each in found if each in chart.holders and each != post))


def hand_over_problem(
    *, reason: str, receiver: int | None, email: str, holder: int | None
) -> Problem | None:
    """Why an item cannot be passed on, or None: to whom and why must be told, and not to itself."""
    if not reason.strip():
        return Problem("HAND_OVER_TELLS_WHY", N_("Tell why you pass this on."), {"field": "reason"})
    if len(reason) > REASON_MAX:
        return Problem(
            "TOO_LONG",
            N_("At most %(limit)s characters; there are %(length)s."),
            {"field": "reason", "limit": REASON_MAX, "length": len(reason)},
        )
    if receiver is None and "@" not in email:
        return Problem(
            "RECEIVER_MISSING",
            N_("Choose a colleague, or give a work address."),
            {"field": "receiver"},
        )
    if receiver is not None and receiver == holder:
        return Problem(
            "RECEIVER_HAS_IT",
            N_("That post answers for this already."),
            {"field": "receiver"},
        )
    return None
