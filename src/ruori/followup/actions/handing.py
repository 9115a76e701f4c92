"""Passing one item on for one round, and taking it back ("ei minun", domain § 11)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ruori.audit import actions as audit
from ruori.cycle.models import Round
from ruori.cycle.rules import RoundState
from ruori.followup.access import may_hand_over
from ruori.followup.actions.drafts import Topic, subject_of_topic
from ruori.followup.actions.links import end_links
from ruori.followup.actions.writing import Subject
from ruori.followup.codes import Channel, HandOverEnd, LinkEnd
from ruori.followup.models import HandOver, UpdateLink
from ruori.followup.queries.handed import HandOverCard, hand_over_card
from ruori.followup.rules.entries import acting_post, round_not_open
from ruori.followup.rules.links import hand_over_problem
from ruori.kernel.moments import now
from ruori.kernel.problems import Ref, Refused, refuse, require
from ruori.kernel.text import N_
from ruori.organisation import queries as organisation
from ruori.organisation.rules import Chart, Viewer

LABEL = "followup.handover"


@dataclass(frozen=True, slots=True)
class Receiver:
    """To whom an item goes: a post, or a work address the city may know somebody by."""

    post: int | None = None
    work_email: str = ""


@dataclass(frozen=True, slots=True)
class TakenBackItem:
    """An item that stands with its own post again."""

    hand_over: int
    end: HandOverEnd


@transaction.atomic
def hand_over(
    *,
    item: Topic,
    to: Receiver,
    reason: str,
    by: Viewer,
    at: datetime,
    channel: Channel = Channel.DESK,
) -> HandOverCard:
    """Pass a measure or goal on for one round: the receiver answers, and links sent before end.

    A work address the city does not know is kept for the strategy manager to settle; the item
    stays. Raises NotAllowed (only the item's people, its receiver, who steers); Refused:
    ROUND_NOT_OPEN, NOT_FOLLOWED, HAND_OVER_TELLS_WHY, TOO_LONG, RECEIVER_MISSING,
    RECEIVER_HAS_IT, POST_NOT_HELD.
    """
    subject = subject_of_topic(item, at)
    require(may_hand_over(by, subject.item))
    stamped_at = audit.stamp(at=at)
    _check_open(item)
    chart = organisation.chart(now(at))
    receiver = _receiver(chart, to, unit=subject.unit)
    email = "" if receiver is not None else to.work_email.strip()
    holds = subject.answering_post
    _check(chart, reason=reason, receiver=receiver, email=email, holder=holds)
    _end(_standing(item, subject), HandOverEnd.PASSED_ON, stamped_at)
    row = HandOver.objects.create(
        round_id=item.round,
        **subject.key,
        from_post_id=acting_post(chart, by, post=holds, unit=subject.unit),
        from_person_id=by.person_id,
        to_post_id=receiver,
        work_email=email,
        reason=reason.strip(),
        channel=channel,
        recorded_at=stamped_at,
    )
    _end_links(item, subject, by, stamped_at, but=None if receiver is not None else holds)
    _record("item.handed_over", row, subject, by, stamped_at)
    return hand_over_card(row)


@transaction.atomic
def take_back_item(*, item: Topic, by: Viewer, at: datetime) -> TakenBackItem:
    """End the hand-over of an item: its owner takes it back, or its receiver returns it.

    Raises NotAllowed, Refused (ROUND_NOT_OPEN, NOT_FOLLOWED, NOT_HANDED_OVER).
    """
    subject = subject_of_topic(item, at)
    require(may_hand_over(by, subject.item))
    stamped_at = audit.stamp(at=at)
    _check_open(item)
    before = _standing(item, subject)
    if before is None:
        raise refuse("NOT_HANDED_OVER", N_("This has not been passed on."), subject.about)
    is_returned = before.to_post_id is not None and before.to_post_id in by.posts
    end = HandOverEnd.RETURNED if is_returned else HandOverEnd.TAKEN_BACK
    _end(before, end, stamped_at)
    _end_links(item, subject, by, stamped_at, but=subject.post)
    _record("item.taken_back", before, subject, by, stamped_at)
    return TakenBackItem(before.pk, end)


def _end(row: HandOver | None, end: HandOverEnd, stamped_at: datetime) -> None:
    """End a standing hand-over, if there is one; the clock's lock keeps others waiting."""
    if row is not None:
        HandOver.objects.filter(pk=row.pk).update(ended_at=stamped_at, end=end)


def _standing(item: Topic, subject: Subject) -> HandOver | None:
    rows = HandOver.objects.filter(round_id=item.round, ended_at__isnull=True, **subject.key)
    return rows.first()


def _check_open(item: Topic) -> None:
    state = RoundState(Round.objects.get(pk=item.round).state)
    if state is not RoundState.OPEN:
        raise Refused(round_not_open(state))


def _check(
    chart: Chart, *, reason: str, receiver: int | None, email: str, holder: int | None
) -> None:
    problem = hand_over_problem(reason=reason, receiver=receiver, email=email, holder=holder)
    if problem is not None:
        raise Refused(problem)
    if receiver is not None and not chart.holders.get(receiver):
        raise refuse("POST_NOT_HELD", N_("Nobody holds that post today."), field="receiver")


def _receiver(chart: Chart, to: Receiver, *, unit: int) -> int | None:
    """The post that receives: the one given, else the one held by whose work address it is."""
    if to.post is not None:
        return to.post
    person = organisation.person_by_email(to.work_email)
    held = sorted(
        (chart.unit_of.get(post) != unit, holders[0] != person, post)
        for post, holders in chart.holders.items()
        if person in holders
    )
    return held[0][2] if held else None


def _end_links(
    item: Topic, subject: Subject, by: Viewer, stamped_at: datetime, *, but: int | None
) -> None:
    """End the links of an item but those of a post: what was passed on opens for the receiver."""
    rows = UpdateLink.objects.filter(round_id=item.round, ended_at__isnull=True, **subject.key)
    if but is not None:
        rows = rows.exclude(post_id=but)
    end_links(list(rows.values_list("pk", flat=True)), LinkEnd.HANDED_OVER, by, stamped_at)


def _record(verb: str, row: HandOver, subject: Subject, by: Viewer, stamped_at: datetime) -> None:
    audit.record(
        verb=verb,
        about=Ref(LABEL, row.pk, subject.about.title),
        by=by.actor,
        at=stamped_at,
        facts={
            "about": subject.about.label,
            "pk": subject.about.pk,
            "round": row.round_id,
            "from_post": row.from_post_id,
            "to_post": row.to_post_id,
        },
    )
