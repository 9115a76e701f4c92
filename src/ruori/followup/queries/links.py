"""What an update link opens: asked of the round, the post and the item at every use."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from ruori.accounts.rules import Actor, ActorKind
from ruori.cycle.models import Round
from ruori.cycle.queries import asked_units
from ruori.cycle.rules import RoundKind, RoundState, is_final_report
from ruori.followup.models import Entry, UpdateLink
from ruori.followup.queries.cards import Told
from ruori.followup.queries.entries import histories
from ruori.followup.queries.forms import EntryForm, form_of, goal_card
from ruori.followup.queries.handed import HandOverCard, hand_over_of
from ruori.followup.rules.entries import answering_unit
from ruori.followup.rules.links import LinkFacts, LinkItem, colleagues, is_alive
from ruori.followup.rules.progress import Schedule, allowed_outlooks, open_days
from ruori.indicators.models import IndicatorState
from ruori.kernel.codes import Visibility
from ruori.kernel.moments import Moment, now
from ruori.kernel.problems import Ref
from ruori.kernel.text import EMPTY, Text
from ruori.kernel.tokens import is_token, token_hash
from ruori.organisation import queries as organisation
from ruori.organisation.rules import SYSTEM, Chart, Viewer
from ruori.plans.queries import (
    GoalCard,
    MeasureCard,
    asked_indicators,
    measure_card,
    steps_of,
    tests_of,
)
from ruori.plans.rules import is_promised


@dataclass(frozen=True, slots=True)
class Known:
    """What is read of an item to learn whether its link lives, and need not be read again."""

    round: Round
    item: MeasureCard | GoalCard
    handed: HandOverCard | None


@dataclass(frozen=True, slots=True)
class LivingLink:
    """A link that opens its item now, and the viewer it makes: one person, one item, no more.

    `answered` is the answer last given by it and the hash of what was sent, so that the same
    sending twice is one answer. A restricted item is shown to nobody who has not signed in.
    `colleagues` are the posts it may be passed on to from its page, with what they are called.
    """

    link: int
    item: LinkItem
    about: Ref
    viewer: Viewer
    person: str
    post: int
    title: Text
    is_restricted: bool
    answer_sha256: str
    answered: int | None
    colleagues: Mapping[int, Text]
    known: Known | None

    @property
    def round(self) -> int:
        """The key of its round; none has the key 0."""
        return self.item.round or 0

    @property
    def key(self) -> dict[str, int]:
        """The column of an entry about it."""
        return {"measure_id" if self.item.measure is not None else "goal_id": self.about.pk}


@dataclass(frozen=True, slots=True)
class _Thing:
    """The item of a link today: its name, and who answers for it, a hand-over counted."""

    about: Ref
    unit: int | None
    post: int | None
    is_followed: bool
    is_secret: bool
    known: Known | None = None


def living_link(token: str, at: datetime) -> LivingLink | None:
    """What a token opens at an instant, or None for one that opens nothing; six queries.

    Unknown, expired, revoked and passed-on tokens cannot be told apart.
    """
    if not is_token(token):
        return None
    rows = UpdateLink.objects.select_related("round", "person", "measure__plan", "goal__plan")
    row = rows.filter(token_sha256=token_hash(token)).first()
    if row is None:
        return None
    moment = now(at)
    chart, titles = organisation.chart_with_titles(moment)
    thing = _thing(row, moment)
    if thing is None or not is_alive(_facts(row, thing, chart), chart, at=at):
        return None
    return LivingLink(
        link=row.pk,
        item=_item(row),
        about=thing.about,
        viewer=_viewer(row, thing),
        person=row.person.name,
        post=row.post_id,
        title=titles.get(row.post_id, EMPTY),
        is_restricted=thing.is_secret,
        answer_sha256=row.answer_sha256,
        answered=row.answer_entry_id,
        colleagues={
            post: titles.get(post, EMPTY)
            for post in colleagues(chart, post=row.post_id, unit=thing.unit)
        },
        known=thing.known,
    )


def link_form(link: LivingLink, at: datetime) -> EntryForm | None:
    """The form of a link's measure or goal; None for a figure. Three queries."""
    if link.known is None:
        return None
    card = link.known.item
    told: dict[str, Any] = {"handed": link.known.handed, "draft": None, "is_asked": True}
    if isinstance(card, MeasureCard):
        found = _of_measure(now(at), card)
    else:
        found = _of_goal(now(at), card, RoundKind(link.known.round.kind))
    return form_of(link.viewer, at, link.known.round, card, **told, **found)


def _of_measure(moment: Moment, card: MeasureCard) -> dict[str, Any]:
    steps = steps_of([card.pk])[card.pk]
    schedule = Schedule(card.ends_on, open_days((step.due_on, step.done_on) for step in steps))
    return {
        "told": _told(moment, measures=[card.pk]),
        "is_overdue": schedule.is_overdue(moment.as_of),
        "indicators": asked_indicators(moment, [card.pk])[card.pk],
    }


def _of_goal(moment: Moment, card: GoalCard, kind: RoundKind) -> dict[str, Any]:
    tests = tests_of(moment, [card.pk])[card.pk]
    return {
        "told": _told(moment, goals=[card.pk]),
        "outlooks": allowed_outlooks(is_final=is_final_report(kind), has_tests=bool(tests)),
    }


def _told(
    moment: Moment, *, measures: Collection[int] = (), goals: Collection[int] = ()
) -> tuple[Told, ...]:
    """All that was said of the one item, which is its answerer's own; the page shows no proofs."""
    found = histories(SYSTEM, moment, measures=measures, goals=goals)
    return next(iter(found.values()), ())


def others_waiting(link: LivingLink) -> int:
    """How many more items of the same round and person have a link and no answer; one query."""
    told = Entry.objects.filter(round=OuterRef("round"))
    rows = UpdateLink.objects.filter(
        ~Exists(told.filter(measure=OuterRef("measure"))),
        ~Exists(told.filter(goal=OuterRef("goal"))),
        round_id=link.round,
        person_id=link.viewer.person_id or 0,
        ended_at__isnull=True,
    ).exclude(**link.key)
    return rows.values("measure", "goal").distinct().count()


def _item(row: UpdateLink) -> LinkItem:
    return LinkItem(row.round_id, row.measure_id, row.goal_id, row.indicator_id, row.period)


def _facts(row: UpdateLink, thing: _Thing, chart: Chart) -> LinkFacts:
    return LinkFacts(
        post=row.post_id,
        person=row.person_id,
        item_post=thing.post,
        item_unit=thing.unit,
        state=None if row.round is None else RoundState(row.round.state),
        expires_at=row.expires_at,
        is_ended=row.ended_at is not None,
        is_asked=thing.is_followed and _is_asked(row, thing, chart),
        uses=row.uses,
    )


def _is_asked(row: UpdateLink, thing: _Thing, chart: Chart) -> bool:
    if row.round_id is None:
        return True
    asked: Collection[int] = asked_units([row.round_id])[row.round_id]
    return answering_unit(chart.parent_of, thing.unit, asked) is not None


def _viewer(row: UpdateLink, thing: _Thing) -> Viewer:
    """Who acts by a link: the person it was sent to, through its post, on its item alone.

    Where another post answers for one that nobody holds, it acts on the unit of the item.
    """
    is_own = row.post_id == thing.post
    units = frozenset() if is_own or thing.unit is None else frozenset({thing.unit})
    return Viewer(
        actor=Actor(ActorKind.LINK, label=row.person.name),
        person_id=row.person_id,
        posts=frozenset({row.post_id}),
        units=units,
    )


def _thing(row: UpdateLink, moment: Moment) -> _Thing | None:
    if row.indicator_id is not None:
        return _figure(row.indicator_id, moment)
    card: MeasureCard | GoalCard | None
    if row.measure_id is not None:
        card = measure_card(SYSTEM, moment, row.measure_id)
        is_followed = card is not None and is_promised(card.stage)
    else:
        card = goal_card(moment, row.goal_id or 0)
        is_followed = card is not None and card.unit is not None
    if card is None:
        return None
    handed = hand_over_of(row.round_id or 0, measure=row.measure_id, goal=row.goal_id)
    known = None if row.round is None else Known(row.round, card, handed)
    receiver = None if handed is None else handed.to_post
    label = "plans.measure" if row.measure_id is not None else "plans.goal"
    return _Thing(
        about=Ref(label, card.pk, card.name),
        unit=card.unit,
        post=receiver or card.post,
        is_followed=is_followed,
        is_secret=Visibility.SECRET in {card.visibility, _visibility(row)},
        known=known,
    )


def _visibility(row: UpdateLink) -> str:
    item = row.measure or row.goal
    return "" if item is None else str(item.plan.visibility)


def _figure(indicator: int, moment: Moment) -> _Thing | None:
    rows = IndicatorState.objects.in_force(moment.as_of, moment.known_on)
    state = rows.filter(indicator_id=indicator).first()
    if state is None:
        return None
    return _Thing(
        about=Ref("indicators.indicator", indicator, state.name),
        unit=state.owner_unit_id,
        post=state.owner_post_id,
        is_followed=True,
        is_secret=state.visibility == Visibility.SECRET,
    )
