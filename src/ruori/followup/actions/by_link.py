"""What may be done by an update link: report, say "no change", take back, pass on, ask anew.

The token says who acts and on what; nothing else sent with it does. The public pages may call
this module and no other deed of follow-up (.importlinter).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from ruori.audit import actions as audit
from ruori.cycle.models import Round
from ruori.followup.actions.drafts import Topic
from ruori.followup.actions.handing import Receiver, hand_over
from ruori.followup.actions.mending import withdraw_entry
from ruori.followup.actions.proofs import NewProof, Upload
from ruori.followup.actions.reporting import repeat_measure, report_goal, report_measure
from ruori.followup.actions.writing import Reported, reported
from ruori.followup.codes import Channel, LinkEnd
from ruori.followup.models import Entry, LinkRequest, UpdateLink
from ruori.followup.queries.links import LivingLink, living_link
from ruori.indicators.actions import HandValue, enter_by_hand
from ruori.indicators.models import Series
from ruori.kernel.canonical import canonical_json
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.problems import Conflict, Problem, Ref, refuse
from ruori.kernel.text import N_
from ruori.kernel.tokens import is_token, token_hash
from ruori.organisation.rules import STRANGER
from ruori.plans.models import Goal, Measure

__all__ = [
    "HandValue",
    "LinkWords",
    "NewProof",
    "Receiver",
    "Upload",
    "ask_new_link",
    "hand_over_by_link",
    "repeat_by_link",
    "report_by_link",
    "tell_figure_by_link",
    "undo_by_link",
]
ASKED_AT_MOST = timedelta(days=1)
"""A new link is asked for once a day at most, however often the button is pressed."""


@dataclass(frozen=True, slots=True)
class LinkWords:
    """What was said on the page of a link. `expected_last` is the last row its form showed."""

    progress: Progress | None = None
    outlook: Attainment | None = None
    sentences: Mapping[str, str] | None = None
    new_end_on: date | None = None
    value: HandValue | None = None
    proofs: Sequence[NewProof] = ()
    expected_last: int | None = None

    @property
    def said(self) -> dict[str, Any]:
        """The words as the deeds of reporting take them."""
        return {**(self.sentences or {}), "new_end_on": self.new_end_on}

    @property
    def key(self) -> str:
        """The hash of everything sent: the same sending twice is one answer."""
        proofs = [
            [proof.title, proof.link, proof.is_public, _digest(proof.upload)]
            for proof in self.proofs
        ]
        value = None if self.value is None else [self.value.period, str(self.value.value)]
        return _hash([self.progress, self.outlook, self.said, value, proofs, self.expected_last])


@transaction.atomic
def report_by_link(*, token: str, words: LinkWords, at: datetime) -> Reported:
    """Report on the item of a link, in the name of the person it was sent to.

    Sending the same twice is one answer. Raises Refused (LINK_ENDED, LINK_RESTRICTED) and what a
    report on the desk raises: Conflict with both texts, Refused for its words.
    """
    link, stamped_at = _opened(token, at)
    again = _answered_already(link, words.key)
    if again is not None:
        return again
    shared: dict[str, Any] = {
        **words.said,
        "round": Round.objects.get(pk=link.round),
        "value": words.value,
        "proofs": words.proofs,
        "expected_last": words.expected_last,
        "by": link.viewer,
        "at": at,
        "channel": Channel.LINK,
    }
    if link.item.measure is not None:
        measure = Measure.objects.get(pk=link.about.pk)
        progress = words.progress or Progress.NOT_REPORTED
        made = report_measure(measure=measure, progress=progress, **shared)
    else:
        goal = Goal.objects.get(pk=link.about.pk)
        made = report_goal(goal=goal, outlook=words.outlook, **shared)
    _use(link, stamped_at, words.key, made.entry)
    return made


@transaction.atomic
def repeat_by_link(*, token: str, expected_last: int | None, at: datetime) -> Reported:
    """Say by a link that nothing has changed since last time. Raises as `report_by_link`."""
    link, stamped_at = _opened(token, at)
    if link.item.measure is None:
        raise refuse("NOTHING_TO_REPEAT", N_("Nothing has been reported on this before."))
    key = _hash(["no change", expected_last])
    again = _answered_already(link, key)
    if again is not None:
        return again
    made = repeat_measure(
        round=Round.objects.get(pk=link.round),
        measure=Measure.objects.get(pk=link.about.pk),
        expected_last=expected_last,
        by=link.viewer,
        at=at,
        channel=Channel.LINK,
    )
    _use(link, stamped_at, key, made.entry)
    return made


@transaction.atomic
def undo_by_link(*, token: str, expected_last: int | None, at: datetime) -> bool:
    """Take back what the same person last said of the item; false when it was taken back already.

    Raises Refused (LINK_ENDED, LINK_RESTRICTED, NOTHING_TO_UNDO and what `withdraw_entry` raises),
    Conflict when something newer stands.
    """
    link, stamped_at = _opened(token, at)
    tip = Entry.objects.filter(round_id=link.round, **link.key).order_by("-id").first()
    if tip is None or tip.person_id != link.viewer.person_id:
        raise refuse("NOTHING_TO_UNDO", N_("There is nothing of yours to take back."))
    if tip.corrects_id is not None and tip.corrects_id == expected_last:
        return False
    if tip.pk != expected_last:
        raise Conflict(
            Problem("REPORTED_MEANWHILE", N_("Something newer has been reported meanwhile."))
        )
    withdraw_entry(entry=tip, by=link.viewer, at=at, channel=Channel.LINK)
    _use(link, stamped_at, "", None)
    return True


@transaction.atomic
def hand_over_by_link(*, token: str, to: Receiver, reason: str, at: datetime) -> bool:
    """Pass the item of a link on, with a reason; then the link opens nothing any more.

    True when it waits for the strategy manager, because the city does not know the address.
    Doing it twice is passing on once. Raises as `hand_over`, and Refused (LINK_ENDED).
    """
    key = _hash(["hand over", to.post, to.work_email, reason])
    row = _row(token)
    if row is not None and row.end == LinkEnd.HANDED_OVER and row.answer_sha256 == key:
        return False
    link, stamped_at = _opened(token, at)
    if link.item.round is None:
        raise refuse("FIGURE_STAYS", N_("A figure is not passed on here. Answer the mail instead."))
    topic = Topic(link.item.round, link.item.measure, link.item.goal)
    card = hand_over(item=topic, to=to, reason=reason, by=link.viewer, at=at, channel=Channel.LINK)
    _use(link, stamped_at, key, None)
    return card.needs_review


@transaction.atomic
def tell_figure_by_link(*, token: str, value: HandValue, at: datetime) -> bool:
    """Tell the figure of a link's indicator and period; true when it differs much and waits.

    The same figure twice is one figure; another one later is its correction. Raises Refused
    (LINK_ENDED, LINK_RESTRICTED, NOT_THIS_FIGURE and what `enter_by_hand` raises).
    """
    link, stamped_at = _opened(token, at)
    mine = Series.objects.filter(pk=value.series_id, indicator_id=link.item.indicator or 0)
    if value.period != link.item.period or not mine.exists():
        raise refuse("NOT_THIS_FIGURE", N_("This link is for another figure."))
    entered = enter_by_hand(value=value, by=link.viewer, at=at)
    _use(link, stamped_at, "", None)
    return not entered.counts


@transaction.atomic
def ask_new_link(*, token: str, at: datetime) -> bool:
    """Ask for a new link to be mailed to whoever answers now; never shown to who asks.

    Once a day for a link at most; an unknown token asks nothing. The answer to both is the same.
    True when the request was kept.
    """
    stamped_at = audit.stamp(at=at)
    row = _row(token)
    if row is None or _asked_lately(row, stamped_at):
        return False
    LinkRequest.objects.create(link=row, recorded_at=stamped_at)
    audit.record(
        verb="link.asked_again",
        about=Ref("followup.updatelink", row.pk),
        by=STRANGER.actor,
        at=stamped_at,
        facts={"round": row.round_id, "post": row.post_id},
    )
    return True


def _asked_lately(row: UpdateLink, at: datetime) -> bool:
    return LinkRequest.objects.filter(link=row, recorded_at__gt=at - ASKED_AT_MOST).exists()


def _row(token: str) -> UpdateLink | None:
    if not is_token(token):
        return None
    return UpdateLink.objects.filter(token_sha256=token_hash(token)).first()


def _opened(token: str, at: datetime) -> tuple[LivingLink, datetime]:
    """What the token opens, asked again under the lock of the clock."""
    stamped_at = audit.stamp(at=at)
    link = living_link(token, at)
    if link is None:
        raise refuse("LINK_ENDED", N_("This link does not work any more."))
    if link.is_restricted:
        raise refuse("LINK_RESTRICTED", N_("Sign in to report on this."))
    return link, stamped_at


def _answered_already(link: LivingLink, key: str) -> Reported | None:
    """The answer this very sending gave, while it still stands."""
    if link.answer_sha256 != key or link.answered is None:
        return None
    tip = Entry.objects.filter(round_id=link.round, **link.key).order_by("-id").first()
    return reported(tip) if tip is not None and tip.pk == link.answered else None


def _use(link: LivingLink, stamped_at: datetime, key: str, entry: int | None) -> None:
    UpdateLink.objects.filter(pk=link.link).update(
        first_used_at=Coalesce("first_used_at", stamped_at),
        last_used_at=stamped_at,
        uses=F("uses") + 1,
        answer_sha256=key,
        answer_entry_id=entry,
    )


def _digest(upload: Upload | None) -> list[str] | None:
    return None if upload is None else [upload.name, sha256(upload.content).hexdigest()]


def _hash(value: object) -> str:
    return sha256(canonical_json(value)).hexdigest()
