"""An update link of the small city: to whom it is sent, and when it has ended."""

from collections.abc import Callable
from typing import Any

import pytest

from ruori.audit.models import TrailEntry
from ruori.followup import queries
from ruori.followup.actions import (
    LinkWords,
    Receiver,
    hand_over_by_link,
    issue_link,
    repeat_by_link,
    report_by_link,
    undo_by_link,
)
from ruori.followup.models import Entry, HandOver
from ruori.followup.rules.links import LinkItem
from ruori.kernel.codes import Progress
from ruori.kernel.problems import Refused
from ruori.organisation.models import Post
from ruori.organisation.rules import SYSTEM
from ruori.plans import actions as plans
from tests.parts.followup.given import (
    LATER,
    OPENED,
    Reporting,
)

DONE = LinkWords(progress=Progress.DONE, sentences={"done": "Reitti avattiin."})


def sent(
    given: Reporting, name: str = "oona", post: Post | None = None, goal: int | None = None
) -> str:
    """The token of a link for the measure, or another item, sent to somebody."""
    measure = given.measure.pk if goal is None else None
    return issue_link(
        item=LinkItem(round=given.round.pk, measure=measure, goal=goal),
        post=(post or Post.objects.get(code="teacher")).pk,
        person=getattr(given, name).person_id,
        by=SYSTEM,
        at=OPENED,
    ).token


def owned(given: Reporting) -> Reporting:
    """The measure answered for by Oona's own post."""
    plans.change_measure(
        measure=given.measure,
        version=given.measure.version,
        changes={"post": Post.objects.get(code="teacher")},
        by=SYSTEM,
        at=OPENED,
        terms=plans.Terms(reason="Vastuu siirtyi"),
    )
    return given


def refusal(deed: Callable[[], Any]) -> str:
    """The code of what a deed is refused for."""
    with pytest.raises(Refused) as refused:
        deed()
    return refused.value.problem.code


def ended(given: Reporting, token: str, at: Any = LATER) -> bool:
    """True when a token opens nothing and does nothing at all."""
    before = (Entry.objects.count(), HandOver.objects.count(), TrailEntry.objects.count())
    codes = {
        refusal(lambda: report_by_link(token=token, words=DONE, at=at)),
        refusal(lambda: repeat_by_link(token=token, expected_last=None, at=at)),
        refusal(lambda: undo_by_link(token=token, expected_last=None, at=at)),
        refusal(
            lambda: hand_over_by_link(
                token=token, to=Receiver(post=given.kemi.mayor.pk), reason="Ei minun", at=at
            )
        ),
    }
    after = (Entry.objects.count(), HandOver.objects.count(), TrailEntry.objects.count())
    return codes == {"LINK_ENDED"} and before == after and queries.living_link(token, at) is None
