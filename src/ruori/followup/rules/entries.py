"""When an entry may still be taken back or corrected, who acts through which post, what is proof.

Sources: domain §§ 7, 8, 11; experience W2.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from ruori.cycle.rules import RoundState
from ruori.followup.codes import UnitReportState, Verdict
from ruori.kernel.problems import Problem
from ruori.kernel.text import N_
from ruori.organisation.rules import Chart, Viewer, reachable_owner

UNDO_WITHIN = timedelta(hours=24)
NO_HEIRS: Mapping[int, tuple[int, ...]] = {}
LINK_MAX = 500
"""The longest web address kept, in characters."""

SUBMITTABLE = frozenset({UnitReportState.OPENED, UnitReportState.DRAFT, UnitReportState.RETURNED})
"""States from which a unit may write and hand in its report."""


def may_take_back(
    *, recorded_at: datetime, at: datetime, state: RoundState, verdict: Verdict | None
) -> Problem | None:
    """Why an entry may no longer be undone, or None: 24 h or the round's close, not if approved."""
    if state is not RoundState.OPEN:
        return round_not_open(state)
    if verdict is Verdict.APPROVED:
        return Problem(
            "ENTRY_APPROVED", N_("This has already been approved. Ask for it to be returned.")
        )
    if at - recorded_at > UNDO_WITHIN:
        return Problem(
            "UNDO_TOO_LATE", N_("This can be undone for 24 hours. Send a correction instead.")
        )
    return None


def may_correct(*, state: RoundState, verdict: Verdict | None, steers: bool) -> Problem | None:
    """Why an entry may not be corrected, or None.

    In an open round the reporters correct what is not yet approved. After publication who steers
    corrects, with a reason; the edition already made stays as it is.
    """
    if state is RoundState.PUBLISHED and steers:
        return None
    if state is not RoundState.OPEN:
        return round_not_open(state)
    if verdict is Verdict.APPROVED:
        return Problem(
            "ENTRY_APPROVED", N_("This has already been approved. Ask for it to be returned.")
        )
    return None


def round_not_open(state: RoundState) -> Problem:
    """Why nobody can report in a round that is not open."""
    return Problem("ROUND_NOT_OPEN", N_("This round does not take reports now."), {"state": state})


def review_problem(*, state: RoundState, verdict: Verdict, reason: str) -> Problem | None:
    """Why a review may not be given, or None: approving ends when the round is frozen."""
    if state not in (RoundState.OPEN, RoundState.CLOSED):
        return round_not_open(state)
    if verdict is Verdict.APPROVED:
        return None
    if state is RoundState.CLOSED:
        return Problem(
            "RETURN_NEEDS_OPEN_ROUND", N_("Open the round again before you return anything.")
        )
    if not reason.strip():
        return Problem("RETURN_TELLS_WHY", N_("Tell why you return this."), {"field": "reason"})
    return None


def link_problem(link: str) -> Problem | None:
    """Why an address cannot be a proof, or None: it is a web address that a browser can open."""
    parts = _split(link)
    is_web = parts is not None and parts[0] in ("http", "https") and bool(parts[1])
    if not is_web or len(link) > LINK_MAX or any(sign.isspace() for sign in link):
        return Problem(
            "NOT_A_LINK", N_("Give a web address that begins with https://."), {"field": "link"}
        )
    return None


def _split(link: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    return parts.scheme, parts.hostname or ""


def acting_post(chart: Chart, viewer: Viewer, *, post: int | None, unit: int | None) -> int | None:
    """Through which post somebody acts on an item of a post and unit.

    The item's own post, else a post held in the unit, else the nearest head post above that the
    viewer holds, else any post held (who steers, on behalf of others).
    """
    if post is not None and post in viewer.posts:
        return post
    own = sorted(viewer.posts)
    within = [each for each in own if unit is not None and chart.unit_of.get(each) == unit]
    above = [
        head
        for each in line_up(chart.parent_of, unit)
        if (head := chart.head_of.get(each)) in viewer.posts
    ]
    found = [*within, *above, *own]
    return found[0] if found else None


def line_up(parent_of: Mapping[int, int | None], unit: int | None) -> Iterator[int]:
    """A unit and the units above it, nearest first."""
    seen: set[int] = set()
    here = unit
    while here is not None and here not in seen:
        seen.add(here)
        yield here
        here = parent_of.get(here)


def answering_unit(
    parent_of: Mapping[int, int | None],
    unit: int | None,
    asked: Collection[int],
    heirs_of: Mapping[int, tuple[int, ...]] = NO_HEIRS,
) -> int | None:
    """The unit that answers for an item in a round: its own, or the nearest asked unit above.

    When none is asked, the closed unit that was asked and whose heir now answers for the item: a
    round that is open loses no question when a unit closes.
    """
    line = list(line_up(parent_of, unit))
    found = next((each for each in line if each in asked), None)
    if found is not None:
        return found
    closed = (old for old in asked if old in heirs_of)
    return next((old for old in closed if heirs(heirs_of, old).intersection(line)), None)


def heirs(heirs_of: Mapping[int, tuple[int, ...]], closed: int) -> frozenset[int]:
    """All that carry on a closed unit: its heirs and the heirs of those that closed in turn."""
    found: set[int] = set()
    waiting = [closed]
    while waiting:
        new = set(heirs_of.get(waiting.pop(), ())) - found
        found |= new
        waiting.extend(new)
    return frozenset(found)


def answers_for(chart: Chart, viewer: Viewer, *, post: int | None, unit: int | None) -> bool:
    """True when an item waits for the viewer: by a post held, or as who is reachable for it."""
    if post is not None and post in viewer.posts:
        return True
    owner = reachable_owner(chart, post=post, unit=unit)
    return owner is not None and owner.person == viewer.person_id


def nearest_head(chart: Chart, unit: int | None, *, but: Collection[int | None]) -> int | None:
    """The head post nearest above a unit whose present holder is none of the given persons.

    So a head's own word is approved by the next head above.
    """
    for each in line_up(chart.parent_of, unit):
        head = chart.head_of.get(each)
        holders = chart.holders.get(head, ()) if head is not None else ()
        if holders and holders[0] not in but:
            return head
    return None


def source_key(round_id: int) -> str:
    """The source under which figures told in a round are kept until it is published."""
    return f"round:{round_id}"
