"""The city's year as cards, and what of it waits for somebody."""

from dataclasses import dataclass
from datetime import date, datetime

from ruori.cycle import access
from ruori.cycle.models import Cycle, CycleEvent
from ruori.cycle.rules import CycleKind, EventDays, waits
from ruori.kernel.instants import city_day
from ruori.kernel.moments import Moment, now
from ruori.kernel.problems import Due, Ref
from ruori.kernel.text import Text
from ruori.organisation.queries import chart
from ruori.organisation.rules import Chart, Item, Viewer, reachable_owner

LABEL = "cycle.cycleevent"


@dataclass(frozen=True, slots=True)
class EventCard:
    """A step of the city's year."""

    pk: int
    version: int
    code: str
    title: Text
    begins_on: date | None
    due_on: date
    post: int | None
    law: str
    is_public: bool
    done_on: date | None
    done_post: int | None
    recorded_at: datetime | None
    changed_at: datetime | None

    def waits(self, today: date) -> bool:
        """True while the step waits for its post."""
        put_on = None if self.recorded_at is None else city_day(self.recorded_at)
        return waits(EventDays(self.begins_on, self.due_on, put_on, self.done_on), today)

    def is_late(self, today: date) -> bool:
        """True when it waits and its last day is over."""
        return self.due_on < today and self.waits(today)


def events(begins: date, ends: date) -> list[EventCard]:
    """The steps of the city's year between two days; one query."""
    rows = CycleEvent.objects.filter(due_on__gte=begins, due_on__lte=ends).order_by("due_on", "id")
    return [_card(row) for row in rows]


def public_events(begins: date, ends: date) -> list[EventCard]:
    """The steps that are told to residents between two days; one query."""
    return [card for card in events(begins, ends) if card.is_public]


def event_card(pk: int) -> EventCard | None:
    """One step of the year; one query."""
    row = CycleEvent.objects.filter(pk=pk).first()
    return None if row is None else _card(row)


def cycle_of_year(year: int) -> int | None:
    """The key of a budget year, or None when it has not been opened; one query."""
    rows = Cycle.objects.filter(kind=CycleKind.YEAR, begins_on__year=year)
    found: int | None = rows.values_list("pk", flat=True).first()
    return found


def due(viewer: Viewer | None, at: datetime, on_the_day: Chart | None = None) -> list[Due]:
    """The steps of the year that wait for the viewer; five queries, one when nothing waits.

    Without a viewer those that wait for anybody, with who is reminded. Kind: TASK_OF_YEAR. Facts:
    `law`, `begins_on`, `as_substitute`.
    """
    if viewer is not None and viewer.person_id is None:
        return []
    today = city_day(at)
    rows = CycleEvent.objects.filter(done_on=None).order_by("due_on", "id")
    waiting = [card for card in map(_card, rows) if card.waits(today)]
    if not waiting:
        return []
    on_the_day = on_the_day or chart(now(at))
    found = (_due(viewer, card, on_the_day) for card in waiting)
    return [item for item in found if item is not None]


def items(viewer: Viewer, moment: Moment) -> list[Item]:
    """The steps of the year that are not done with who must answer for each; one query.

    The staff see all of them, others what is told to residents.
    """
    cards = map(_card, CycleEvent.objects.filter(done_on=None).order_by("due_on", "id"))
    return [
        Item(Ref(LABEL, card.pk, card.title), card.post, None)
        for card in cards
        if (card.is_public or viewer.is_staff) and card.due_on >= moment.as_of
    ]


def may_finish(viewer: Viewer, card: EventCard, at: datetime) -> bool:
    """True when the viewer may mark the step done; four queries."""
    return access.may_finish_event(viewer, card.post, chart(now(at)))


def _due(viewer: Viewer | None, card: EventCard, on_the_day: Chart) -> Due | None:
    """What waits for the viewer, by own post or as who is reachable; None when for others."""
    owner = reachable_owner(on_the_day, post=card.post, unit=None)
    post = card.post if card.post is not None or owner is None else owner.post
    person = None if owner is None else owner.person
    if viewer is not None and post not in viewer.posts and person != viewer.person_id:
        return None
    return Due(
        kind="TASK_OF_YEAR",
        about=Ref(LABEL, card.pk, card.title),
        due_on=card.due_on,
        post_id=post,
        unit_id=on_the_day.unit_of.get(post or 0, 0),
        facts={
            "law": card.law,
            "begins_on": card.begins_on,
            "as_substitute": viewer is not None and post in viewer.substitute_posts,
        },
        owner=person,
    )


def _card(row: CycleEvent) -> EventCard:
    return EventCard(
        pk=row.pk,
        version=row.version,
        code=row.code,
        title=row.title,
        begins_on=row.begins_on,
        due_on=row.due_on,
        post=row.post_id,
        law=row.law,
        is_public=row.is_public,
        done_on=row.done_on,
        done_post=row.done_post_id,
        recorded_at=row.recorded_at,
        changed_at=row.changed_at,
    )
