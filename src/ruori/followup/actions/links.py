"""Giving and ending update links; who follows one acts by `actions.by_link`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ruori.audit import actions as audit
from ruori.cycle.models import Round
from ruori.cycle.rules import RoundState
from ruori.followup.access import may_issue_link, may_revoke_link
from ruori.followup.codes import LinkEnd
from ruori.followup.models import LinkRequest, UpdateLink
from ruori.followup.queries.sent_links import requested_links
from ruori.followup.rules.entries import round_not_open
from ruori.followup.rules.links import LinkItem, expires_at
from ruori.kernel.instants import city_day
from ruori.kernel.moments import now
from ruori.kernel.problems import Ref, Refused, refuse, require
from ruori.kernel.text import N_
from ruori.kernel.tokens import new_token, token_hash
from ruori.organisation import queries as organisation
from ruori.organisation.rules import Viewer

LABEL = "followup.updatelink"


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a link goes, for what: the person, and the post through which they answer."""

    item: LinkItem
    post: int
    person: int


@dataclass(frozen=True, slots=True)
class IssuedLink:
    """A link just given. The token is told here only and is stored nowhere."""

    token: str
    link: int
    expires_at: datetime
    to: Addressee


@transaction.atomic
def issue_links(*, to: Sequence[Addressee], by: Viewer, at: datetime) -> list[IssuedLink]:
    """Give a link of its own to each addressee, in the order given; five queries and a trail line.

    Links given before to the same person for the same item stay alive: yesterday's mail works as
    well as today's. Raises NotAllowed (only the timer and who steers), Refused (ROUND_NOT_OPEN,
    POST_NOT_HELD).
    """
    require(may_issue_link(by))
    stamped_at = audit.stamp(at=at)
    limits = _limits(to, at)
    _check_held(to, at)
    tokens = [new_token() for _ in to]
    rows = UpdateLink.objects.bulk_create(
        UpdateLink(
            **each.item.columns,
            post_id=each.post,
            person_id=each.person,
            token_sha256=token_hash(token),
            issued_at=stamped_at,
            expires_at=limits[each.item.round],
        )
        for each, token in zip(to, tokens, strict=True)
    )
    for row in rows:
        _record("link.issued", row, by, stamped_at)
    return [
        IssuedLink(token, row.pk, row.expires_at, each)
        for token, row, each in zip(tokens, rows, to, strict=True)
    ]


def issue_link(*, item: LinkItem, post: int, person: int, by: Viewer, at: datetime) -> IssuedLink:
    """Give one link; as `issue_links`."""
    return issue_links(to=[Addressee(item, post, person)], by=by, at=at)[0]


@transaction.atomic
def revoke_links(*, links: Collection[int], by: Viewer, at: datetime) -> int:
    """End links by key at once; how many were ended. Repeating it is harmless.

    Raises NotAllowed (only who steers).
    """
    require(may_revoke_link(by))
    stamped_at = audit.stamp(at=at)
    return end_links(list(links), LinkEnd.REVOKED, by, stamped_at)


@transaction.atomic
def ask_link_again(*, link: int, by: Viewer, at: datetime) -> bool:
    """Have a new link mailed to whoever answers for the item of a link now.

    False when it has been asked for already and is not yet sent. Raises NotAllowed (only who
    steers), Refused (LINK_UNKNOWN).
    """
    require(may_revoke_link(by))
    stamped_at = audit.stamp(at=at)
    row = UpdateLink.objects.filter(pk=link).first()
    if row is None:
        raise refuse("LINK_UNKNOWN", N_("There is no such link."))
    if any(each.item == _item(row) for each in requested_links(stamped_at)):
        return False
    LinkRequest.objects.create(link=row, recorded_at=stamped_at)
    _record("link.asked_again", row, by, stamped_at)
    return True


def end_links(links: Collection[int], end: LinkEnd, by: Viewer, stamped_at: datetime) -> int:
    """End links, for the verbs of this part that have asked for the right already."""
    rows = list(UpdateLink.objects.filter(pk__in=links, ended_at__isnull=True).order_by("id"))
    UpdateLink.objects.filter(pk__in=[row.pk for row in rows], ended_at__isnull=True).update(
        ended_at=stamped_at, end=end
    )
    for row in rows:
        _record("link.ended", row, by, stamped_at, end)
    return len(rows)


def _item(row: UpdateLink) -> LinkItem:
    return LinkItem(row.round_id, row.measure_id, row.goal_id)


def _limits(to: Sequence[Addressee], at: datetime) -> dict[int | None, datetime]:
    """Until when the links of each round may live; of a figure without a round, from today."""
    asked = {each.item.round for each in to if each.item.round is not None}
    rows = list(Round.objects.filter(pk__in=asked))
    closed = [row for row in rows if row.state != RoundState.OPEN]
    if closed:
        raise Refused(round_not_open(RoundState(closed[0].state)))
    found: dict[int | None, datetime] = {row.pk: expires_at(row.due_on) for row in rows}
    return {**found, None: expires_at(city_day(at))}


def _check_held(to: Sequence[Addressee], at: datetime) -> None:
    holders = organisation.chart(now(at)).holders
    if any(each.person not in holders.get(each.post, ()) for each in to):
        raise refuse("POST_NOT_HELD", N_("That person does not hold the post today."))


def _record(
    verb: str, row: UpdateLink, by: Viewer, stamped_at: datetime, end: LinkEnd | None = None
) -> None:
    audit.record(
        verb=verb,
        about=Ref(LABEL, row.pk),
        by=by.actor,
        at=stamped_at,
        facts={
            "round": row.round_id,
            "measure": row.measure_id,
            "goal": row.goal_id,
            "indicator": row.indicator_id,
            "post": row.post_id,
            "end": end,
        },
    )
