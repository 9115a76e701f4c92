"""Who may see what was said, and who may say, review and prove it (domain §§ 7–8, 11).

Everybody sees what a published round says of a public thing. Staff see the follow-up of their own
units and posts; who steers and the auditor see all of it. The two halves of each question stand
side by side: a condition for lists, a function for one row.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from ruori.accounts.rules import ActorKind
from ruori.cycle.rules import RoundState
from ruori.followup.codes import Judge
from ruori.followup.models import Deviation, Entry, HandOver, Judgement, ProofUse
from ruori.kernel.moments import Moment
from ruori.organisation.rules import RoleCode, Viewer
from ruori.plans import access as plans
from ruori.plans.models import GoalState, MeasureState


def own_units(viewer: Viewer) -> frozenset[int]:
    """The units whose follow-up is the viewer's own: those worked in and those led."""
    return viewer.units | viewer.led


@dataclass(frozen=True, slots=True)
class Item:
    """What is reported on, as far as rights go: the unit and the post that answer for it.

    `receiver` is the post it was passed on to in a round, if it was.
    """

    unit: int | None
    post: int | None
    receiver: int | None = None


def is_own(viewer: Viewer, item: Item) -> bool:
    """True when the viewer answers for the item by post or by unit, or received it."""
    posts = {item.post, item.receiver} & viewer.posts
    return bool(posts) or item.unit in own_units(viewer)


@dataclass(frozen=True, slots=True)
class Seen:
    """What decides whether an entry or a judgement may be seen.

    `is_item_visible` is what plans say of the measure or goal; `was_replaced` that a correction
    or a withdrawal came before the round was published.
    """

    item: Item
    is_item_visible: bool
    is_published: bool
    is_withdrawn: bool = False
    was_replaced: bool = False
    writer: int | None = None


def entries_visible_to(viewer: Viewer, moment: Moment) -> Q:
    """The entries the viewer may see at a moment; the other half of `may_see_entry`."""
    known = _recorded(moment)
    if viewer.may_read_all:
        return known
    shown = _published(moment) & Q(is_withdrawn=False) & Q(~Exists(_replaced_before_publication()))
    shown &= Q(measure_id__in=_measures(viewer, moment)) | Q(goal_id__in=_goals(viewer, moment))
    if not viewer.is_staff:
        return known & shown
    return known & (shown | _own_entries(viewer, moment))


def may_see_entry(viewer: Viewer, seen: Seen) -> bool:
    """True when the viewer may see the entry."""
    if viewer.may_read_all:
        return True
    is_told = seen.is_published and not seen.is_withdrawn and not seen.was_replaced
    if is_told and seen.is_item_visible:
        return True
    return viewer.is_staff and (is_own(viewer, seen.item) or _wrote(viewer, seen.writer))


def judgements_visible_to(viewer: Viewer, moment: Moment) -> Q:
    """The judgements the viewer may see at a moment; the other half of `may_see_judgement`."""
    known = _recorded(moment)
    if viewer.may_read_all:
        return known
    shown = _published(moment) & Q(goal_id__in=_goals(viewer, moment))
    if not viewer.is_staff:
        return known & shown
    own = Q(judge=Judge.CITY, goal_id__in=_own_goals(viewer, moment))
    return known & (shown | own)


def may_see_judgement(viewer: Viewer, seen: Seen, *, judge: Judge) -> bool:
    """True when the viewer may see the judgement; the auditor's own only after publication."""
    if viewer.may_read_all or (seen.is_published and seen.is_item_visible):
        return True
    return viewer.is_staff and judge is Judge.CITY and is_own(viewer, seen.item)


def proofs_visible_to(viewer: Viewer, moment: Moment) -> Q:
    """The proofs the viewer may see at a moment; the other half of `may_see_proof`.

    A public proof is seen with the entry or judgement it proves; others by whose own it is.
    """
    known = _recorded(moment)
    if viewer.may_read_all:
        return known
    told = Entry.objects.filter(entries_visible_to(viewer, moment), pk=OuterRef("entry_id"))
    judged = Judgement.objects.filter(
        judgements_visible_to(viewer, moment), pk=OuterRef("judgement_id")
    )
    uses = ProofUse.objects.filter(Exists(told) | Exists(judged), proof_id=OuterRef("pk"))
    shown = Q(is_public=True) & Q(Exists(uses))
    if not viewer.is_staff:
        return known & shown
    mine = Entry.objects.filter(_own_entries(viewer, moment))
    own = Q(pk__in=ProofUse.objects.filter(entry__in=mine).values("proof_id"))
    if viewer.person_id is not None:
        own |= Q(person_id=viewer.person_id)
    return known & (shown | own)


def proofs_seen_with_claims(viewer: Viewer, moment: Moment) -> Q:
    """As `proofs_visible_to`, of the uses of proofs (ProofUse) for claims the viewer sees already.

    Whoever reads the proofs of entries just shown need not ask again whether they are.
    """
    known = Q() if moment.known_at is None else Q(proof__recorded_at__lt=moment.known_at)
    if viewer.may_read_all:
        return known
    shown = Q(proof__is_public=True)
    if viewer.is_staff:
        mine = Entry.objects.filter(_own_entries(viewer, moment))
        shown |= Q(proof_id__in=ProofUse.objects.filter(entry__in=mine).values("proof_id"))
    if viewer.person_id is not None:
        shown |= Q(proof__person_id=viewer.person_id)
    return known & shown


def may_see_proof(
    viewer: Viewer, *, is_public: bool, giver: int | None, entries: tuple[Seen, ...]
) -> bool:
    """True when the viewer may see a proof used for these entries."""
    if viewer.may_read_all:
        return True
    if is_public and any(may_see_entry(viewer, entry) for entry in entries):
        return True
    own = any(is_own(viewer, entry.item) or _wrote(viewer, entry.writer) for entry in entries)
    return viewer.is_staff and (own or _wrote(viewer, giver))


def may_report(viewer: Viewer, item: Item) -> bool:
    """Who may report: the item's post (deputies too), its unit and its heads, and who steers."""
    return viewer.steers or (viewer.is_staff and is_own(viewer, item))


def is_on_behalf(viewer: Viewer, item: Item) -> bool:
    """True when who steers reports in the place of those who answer; the trail says so."""
    return not is_own(viewer, item)


def may_hand_over(viewer: Viewer, item: Item) -> bool:
    """Who may pass an item on or take it back: those who may report on it."""
    return may_report(viewer, item)


def may_issue_link(viewer: Viewer) -> bool:
    """Who may send somebody a link: the timer that mails, and who steers."""
    return viewer.steers


def may_revoke_link(viewer: Viewer) -> bool:
    """Who may end a link, and see which are alive: who steers."""
    return viewer.steers


def may_see_draft(viewer: Viewer, item: Item) -> bool:
    """A sentence still being written is seen by those who may send it."""
    return may_report(viewer, item)


def may_write_report(viewer: Viewer, *, unit: int) -> bool:
    """Who may write and hand in a unit's own summary."""
    return viewer.steers or unit in own_units(viewer)


def may_correct_published(viewer: Viewer) -> bool:
    """Who may correct what is already published: who steers."""
    return viewer.steers


def may_review(viewer: Viewer, *, unit: int, writer: int | None) -> bool:
    """Who may approve or return: a named head above the item, or who steers; never the writer.

    Never by an update link.
    """
    leads = viewer.steers or unit in viewer.led
    return leads and _is_another_person(viewer, writer)


def may_approve_proof(viewer: Viewer, *, unit: int, givers: frozenset[int | None]) -> bool:
    """Who may approve a proof: who may review, and has neither given it nor written the claim."""
    return all(may_review(viewer, unit=unit, writer=giver) for giver in givers or {None})


def may_ask_for_proof(viewer: Viewer, *, unit: int, writer: int | None) -> bool:
    """Who may ask to be shown a proof: who may approve or return the claim."""
    return may_review(viewer, unit=unit, writer=writer)


def may_answer_proof_request(viewer: Viewer, item: Item) -> bool:
    """Who may give a proof that was asked for, or say why there is none: who may report."""
    return may_report(viewer, item)


def may_withdraw_proof_request(viewer: Viewer, *, asker: int | None) -> bool:
    """Who may take a request back: who asked, and who steers."""
    return viewer.steers or _wrote(viewer, asker)


def proof_requests_visible_to(viewer: Viewer) -> Q:
    """The requests for proof the viewer may see; the other half of `may_see_proof_request`."""
    if viewer.may_read_all:
        return Q()
    if not viewer.is_staff:
        return Q(pk__in=())
    own = Q(unit__in=own_units(viewer)) | Q(post__in=viewer.posts)
    return own if viewer.person_id is None else own | Q(person_id=viewer.person_id)


def may_see_proof_request(viewer: Viewer, item: Item, *, asker: int | None) -> bool:
    """True when the viewer may see the request: of whom it was asked, who asked, who reads all."""
    if viewer.may_read_all:
        return True
    return viewer.is_staff and (is_own(viewer, item) or _wrote(viewer, asker))


def deviations_visible_to(viewer: Viewer, moment: Moment) -> Q:
    """The deviations the viewer may see: own ones, and all for who reads all follow-up.

    The other half of `may_see_deviation`.
    """
    if viewer.may_read_all:
        return Q()
    if not viewer.is_staff:
        return Q(pk__in=Deviation.objects.none())
    held = MeasureState.objects.in_force(moment.as_of, moment.known_on)
    goals = GoalState.objects.in_force(moment.as_of, moment.known_on)
    own = Q(unit__in=own_units(viewer)) | Q(post__in=viewer.posts)
    mine = Q(unit__in=own_units(viewer)) | Q(post__in=viewer.posts)
    own |= Q(measure_id__in=held.filter(mine).values("measure_id"))
    return own | Q(goal_id__in=goals.filter(mine).values("goal_id"))


def may_see_deviation(viewer: Viewer, *, items: tuple[Item, ...]) -> bool:
    """True when the viewer may see a deviation of an item that these units and posts answer for."""
    if viewer.may_read_all:
        return True
    return viewer.is_staff and any(is_own(viewer, item) for item in items)


def may_act_on_deviation(viewer: Viewer, *, item: Item, post: int | None) -> bool:
    """Who may say that the action is done: the post that acts, and who may report on the item."""
    return may_report(viewer, item) or (viewer.is_staff and post in viewer.posts)


def may_judge(viewer: Viewer) -> bool:
    """Who may write a judgement beside the city's own: the auditor."""
    return RoleCode.AUDITOR in viewer.roles


def may_freeze(viewer: Viewer) -> bool:
    """Who may fix the city's judgements and freeze a round: who steers."""
    return viewer.steers


def may_publish(viewer: Viewer) -> bool:
    """Who may publish a round: who steers."""
    return viewer.steers


def may_see_board(viewer: Viewer) -> bool:
    """Who sees the board of a round: staff; it counts, it does not quote."""
    return viewer.is_staff


def _is_another_person(viewer: Viewer, writer: int | None) -> bool:
    by_name = viewer.person_id is not None and viewer.actor.kind is ActorKind.USER
    return by_name and viewer.person_id != writer


def _wrote(viewer: Viewer, writer: int | None) -> bool:
    return viewer.person_id is not None and viewer.person_id == writer


def _recorded(moment: Moment) -> Q:
    return Q() if moment.known_at is None else Q(recorded_at__lt=moment.known_at)


def _published(moment: Moment) -> Q:
    known = moment.known_at
    if known is None:
        return Q(round__published_at__isnull=False)
    return Q(round__published_at__lt=known)


def _replaced_before_publication() -> QuerySet[Any]:
    return Entry.objects.filter(corrects=OuterRef("pk"), recorded_at__lt=F("round__published_at"))


def _own_entries(viewer: Viewer, moment: Moment) -> Q:
    held = MeasureState.objects.in_force(moment.as_of, moment.known_on).filter(
        post_id__in=viewer.posts
    )
    goals = GoalState.objects.in_force(moment.as_of, moment.known_on).filter(
        post_id__in=viewer.posts
    )
    own = Q(unit__in=own_units(viewer))
    own |= Q(measure_id__in=held.values("measure_id")) | Q(goal_id__in=goals.values("goal_id"))
    received = HandOver.objects.filter(
        to_post__in=viewer.posts, ended_at__isnull=True, round__state=RoundState.OPEN
    )
    own |= Q(measure_id__in=received.filter(measure__isnull=False).values("measure_id"))
    own |= Q(goal_id__in=received.filter(goal__isnull=False).values("goal_id"))
    return own if viewer.person_id is None else own | Q(person_id=viewer.person_id)


def _own_goals(viewer: Viewer, moment: Moment) -> QuerySet[Any]:
    held = GoalState.objects.in_force(moment.as_of, moment.known_on)
    return held.filter(Q(unit__in=own_units(viewer)) | Q(post__in=viewer.posts)).values("goal_id")


def _measures(viewer: Viewer, moment: Moment) -> QuerySet[Any]:
    held = MeasureState.objects.in_force(moment.as_of, moment.known_on)
    return held.filter(plans.measure_states_visible_to(viewer, moment)).values("measure_id")


def _goals(viewer: Viewer, moment: Moment) -> QuerySet[Any]:
    held = GoalState.objects.in_force(moment.as_of, moment.known_on)
    return held.filter(plans.goal_states_visible_to(viewer, moment)).values("goal_id")
