"""What has been mailed in the furnished city: an update link, and letters."""

from datetime import UTC, datetime
from typing import Any

from ruori.cycle.models import Round
from ruori.cycle.rules import RoundState
from ruori.followup import actions as followup
from ruori.followup.models import UpdateLink
from ruori.followup.rules.links import LinkItem
from ruori.notices import actions as notices
from ruori.notices.models import Delivery
from ruori.organisation.rules import SYSTEM
from ruori.plans.models import Measure
from tests.city import SmallKemi
from tests.parts.reports import frozen_year

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
"""The instant at which the tests look: two days after the round of 2026 opened."""


def sent_link(opened: Round, measure: Measure, kemi: SmallKemi) -> UpdateLink:
    """An update link of the measure that nobody has reported on, sent to the head of its area."""
    issued = followup.issue_link(
        item=LinkItem(round=opened.pk, measure=measure.pk),
        post=kemi.environment_head.pk,
        person=kemi.eero.person_id or 0,
        by=SYSTEM,
        at=frozen_year.AT,
    )
    return UpdateLink.objects.get(pk=issued.link)


def letters() -> dict[str, Any]:
    """A letter that waits, and one that was left unsent."""
    opened = Round.objects.get(state=RoundState.OPEN)
    for asked in opened.units.order_by("id"):
        notices.remind(round=opened, unit=asked.unit_id, by=SYSTEM, at=NOW)
    waiting, stopped = Delivery.objects.order_by("id")[:2]
    notices.cancel_letter(delivery=stopped, version=stopped.version, by=SYSTEM, at=NOW)
    stopped.refresh_from_db()
    return {"letter": waiting, "stopped_letter": stopped}
