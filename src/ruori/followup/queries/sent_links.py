"""The links of a whole round, which of them live, and the new ones that were asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from ruori.cycle.models import Round
from ruori.cycle.rules import RoundState
from ruori.followup.models import LinkRequest, UpdateLink
from ruori.followup.queries.asking import Asked, Asking, asking, asking_of
from ruori.followup.rules.links import LinkFacts, LinkItem, is_alive
from ruori.kernel.moments import now
from ruori.kernel.problems import Ref
from ruori.organisation.rules import reachable_owner

ANSWERED_WITHIN = timedelta(days=14)
"""How long a request for a new link is remembered, when nothing could be sent."""

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class LinkCard:
    """A link as who steers sees it: for what, to whom it was sent, whether it lives, its use."""

    pk: int
    about: Ref
    post: int
    person: int
    person_name: str
    issued_at: datetime
    last_used_at: datetime | None
    uses: int
    is_alive: bool


@dataclass(frozen=True, slots=True)
class RequestedLink:
    """A new link to mail: for what, and who answers for it now. `asked_at` is when it was asked.

    `item_post` and `unit` answer for the thing; `post` is the one through which `person` does.
    """

    item: LinkItem
    post: int
    person: int
    asked_at: datetime
    about: Ref
    due_on: date
    item_post: int | None
    unit: int


def links_of(asked: Asking, row: Round, at: datetime) -> list[LinkCard]:
    """The links sent in a round, the newest first; one query beside what the round asks."""
    by_key = _by_key(asked.items)
    rows = UpdateLink.objects.filter(round=row).select_related("person")
    return [
        _card(link, by_key.get(_key(link)), asked, RoundState(row.state), at)
        for link in rows.order_by("-issued_at", "-id")
    ]


def links_of_round(round_id: int, at: datetime) -> list[LinkCard]:
    """As `links_of`, of a round by key; about twenty queries, however many links."""
    row = Round.objects.filter(pk=round_id).first()
    return [] if row is None else links_of(asking_of(row, at), row, at)


def requested_links(at: datetime) -> list[RequestedLink]:
    """The new links to mail to whoever answers now, for rounds that are open; each item once.

    A request is done once any other link has been given for its item since. About twenty queries,
    one when nobody has asked.
    """
    given = UpdateLink.objects.filter(
        Q(measure=OuterRef("link__measure")) | Q(goal=OuterRef("link__goal")),
        round=OuterRef("link__round"),
        # The timer may give it under the very stamp of a request that came while it ran.
        issued_at__gte=OuterRef("recorded_at"),
    ).exclude(pk=OuterRef("link"))
    waiting = list(
        LinkRequest.objects.filter(
            ~Exists(given),
            recorded_at__gt=at - ANSWERED_WITHIN,
            link__round__state=RoundState.OPEN,
        )
        .order_by("recorded_at", "id")
        .values(
            "recorded_at",
            round=F("link__round"),
            measure=F("link__measure"),
            goal=F("link__goal"),
        )
    )
    if not waiting:
        return []
    rows = Round.objects.filter(pk__in={each["round"] for each in waiting})
    rounds = {found.round.pk: found for found in asking(list(rows), now(at))}
    return list({each.item: each for each in _to_whom(waiting, rounds)}.values())


def _to_whom(
    waiting: Iterable[Mapping[str, Any]], rounds: Mapping[int, Asking]
) -> Iterable[RequestedLink]:
    for each in waiting:
        asked = rounds[each["round"]]
        item = LinkItem(round=each["round"], measure=each["measure"], goal=each["goal"])
        found = _by_key(asked.items).get((item.label, item.pk))
        owner = (
            None
            if found is None
            else reachable_owner(asked.chart, post=found.post, unit=found.unit)
        )
        if found is not None and owner is not None:
            yield RequestedLink(
                item=item,
                post=owner.post,
                person=owner.person,
                asked_at=each["recorded_at"],
                about=found.about,
                due_on=found.due_on,
                item_post=found.post,
                unit=found.unit,
            )


def _by_key(items: Iterable[Asked]) -> dict[Key, Asked]:
    return {(item.about.label, item.about.pk): item for item in items}


def _key(link: UpdateLink) -> Key:
    if link.measure_id is not None:
        return ("plans.measure", link.measure_id)
    return ("plans.goal", link.goal_id or 0)


def _card(
    link: UpdateLink, item: Asked | None, asked: Asking, state: RoundState, at: datetime
) -> LinkCard:
    facts = LinkFacts(
        post=link.post_id,
        person=link.person_id,
        item_post=None if item is None else item.post,
        item_unit=None if item is None else item.unit,
        state=state,
        expires_at=link.expires_at,
        is_ended=link.ended_at is not None,
        is_asked=item is not None,
        uses=link.uses,
    )
    return LinkCard(
        pk=link.pk,
        about=Ref(*_key(link)) if item is None else item.about,
        post=link.post_id,
        person=link.person_id,
        person_name=link.person.name,
        issued_at=link.issued_at,
        last_used_at=link.last_used_at,
        uses=link.uses,
        is_alive=is_alive(facts, asked.chart, at=at),
    )
