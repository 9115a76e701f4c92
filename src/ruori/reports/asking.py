"""What is asked of every report: of which year, on which day, as known when."""

from dataclasses import dataclass
from datetime import date, datetime

from ruori.kernel.moments import Moment


@dataclass(frozen=True, slots=True)
class Parameters:
    """A report of a year: the day it tells about, and what was known when it was built.

    `known_at` is the instant printed in the report; `known_on`, a day, looks back at what was
    known then, and is empty for all that is known now. `base` is the city's public address.
    `corrects` is the seal's number of the edition that this one corrects, with the `reason`.
    """

    year: int
    as_of: date
    known_at: datetime
    base: str
    round: int | None = None
    known_on: date | None = None
    corrects: int | None = None
    reason: str = ""

    @property
    def moment(self) -> Moment:
        """The pair (as of, known on) that every dated answer takes."""
        return Moment(self.as_of, self.known_on)
