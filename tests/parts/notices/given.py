"""A small Kemi whose round has people to remind."""

from datetime import UTC, datetime

from ruori.notices.models import Delivery
from ruori.organisation.models import Person
from ruori.organisation.rules import Viewer
from tests.parts.followup.given import Reporting, reporting

# The round of `reporting` is due on Friday 15.5.2026.
EARLY_DAY = datetime(2026, 4, 30, 5, tzinfo=UTC)
"""Eight in the morning of the working day two weeks before the deadline."""
SOON_DAY = datetime(2026, 5, 12, 5, tzinfo=UTC)
LATE_DAY = datetime(2026, 5, 18, 5, tzinfo=UTC)

__all__ = ["EARLY_DAY", "LATE_DAY", "SOON_DAY", "Reporting", "letters_to", "person_of", "reporting"]


def letters_to(viewer: Viewer) -> list[Delivery]:
    """The letters of somebody, the oldest first."""
    return list(Delivery.objects.filter(person=person_of(viewer)).order_by("id"))


def person_of(viewer: Viewer) -> Person:
    """The person who looks."""
    return Person.objects.get(pk=viewer.person_id or 0)
