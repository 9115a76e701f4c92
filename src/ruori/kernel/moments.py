"""From when and as known when a question is asked: the pair (D, K) of every dated answer."""

from dataclasses import dataclass
from datetime import date, datetime

from ruori.kernel.instants import city_day, known_before


@dataclass(frozen=True, slots=True)
class Moment:
    """The day asked about (`as_of`) and the day it was known (`known_on`; None = today's view).

    `today` is given when a reader chose the day: what may not be read today is not told of any
    other day either, so that an embargo holds and a secret is kept.
    """

    as_of: date
    known_on: date | None = None
    today: date | None = None

    @property
    def looks_away(self) -> bool:
        """True when a reader asks about another day, or about what was known on another day."""
        away = self.known_on is not None or self.as_of != self.today
        return self.today is not None and away

    @property
    def known_at(self) -> datetime | None:
        """The instant before which a record must be made to be known; None when all counts."""
        return None if self.known_on is None else known_before(self.known_on)

    @property
    def is_past(self) -> bool:
        """True when the reader looks back at what was known, so nothing can be changed there."""
        return self.known_on is not None


def now(at: datetime) -> Moment:
    """The city as it is today and as it is known now."""
    return Moment(city_day(at))
