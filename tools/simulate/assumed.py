"""What is assumed of people: how often a mail is answered. Nothing here is measured of a city."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Assumed:
    """Shares of the persons who have something to do, a day.

    `after_mail` answer all that waits on the day a digest comes, `on_own` on any other working day;
    `leaves` go on leave in a week, `with_deputy` of them name somebody; `moves` leave a post for
    good in a month.
    """

    after_mail: float = 0.55
    on_own: float = 0.03
    leaves: float = 0.012
    with_deputy: float = 0.6
    moves: float = 0.01


@dataclass(frozen=True, slots=True)
class Lived:
    """What a year came to, in plain numbers."""

    persons: int
    units: int
    measures: int
    asked: int
    answered_in_time: int
    answered: int
    overdue_at_closing: int
    mails: int
    most_mails_a_week: int
    mean_mails_a_person: float
    orphans: int
    looked_for_orphans: int
    leaves: int
    moves: int
    reorganised: int
    refused_to_mayor: int
