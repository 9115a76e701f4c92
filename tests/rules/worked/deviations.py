"""Rows about what deviates, what counts as a reaction, and what a unit above sees."""

from datetime import date

from ruori.followup.codes import Cause, DeviationState
from ruori.followup.rules.counts import tally
from ruori.followup.rules.deviations import (
    Reaction,
    deviates,
    may_close,
    may_verify,
    state_written,
)
from ruori.followup.rules.roll_up import Rolled, inserted, rolled
from ruori.kernel.codes import Attainment, Progress
from tests.rules.paper import Tried

SAID: dict[str, Progress | Attainment | None] = {
    "on time": Progress.ON_SCHEDULE,
    "late": Progress.LATE,
    "on hold": Progress.ON_HOLD,
    "done": Progress.DONE,
    "cancelled": Progress.CANCELLED,
    "nothing": None,
    "at risk": Attainment.AT_RISK,
    "will not": Attainment.WILL_NOT,
    "not met": Attainment.NOT_MET,
    "on course": Attainment.ON_COURSE,
    "cannot be proved": Attainment.UNPROVABLE,
}
STATES = {
    "noticed": DeviationState.NOTICED,
    "assessed": DeviationState.ASSESSED,
    "cause found": DeviationState.CAUSE_FOUND,
    "action agreed": DeviationState.ACTION_AGREED,
    "action done": DeviationState.ACTED,
    "effect verified": DeviationState.VERIFIED,
    "closed": DeviationState.CLOSED,
}
LETTERS = {"L": Progress.LATE, "T": Progress.ON_SCHEDULE, "D": Progress.DONE, "–": None}


def yes(word: str) -> bool:
    """Yes or no."""
    return {"yes": True, "no": False}[word]


def deviating(said: str, passed: str, answer: str) -> None:
    """Whether a word or a passed day is a deviation."""
    assert deviates(SAID[said], is_overdue=yes(passed)) is yes(answer)


def reaction(
    kind: str, cause: str, action: str, who: str, day: str, accepted: str, *expected: str
) -> None:
    """How far the words carry a deviation, and whether they are a reaction."""
    written = Reaction(
        cause_code=Cause.MONEY if yes(kind) else None,
        cause="Raha loppui." if yes(cause) else "",
        action="Haetaan lisää." if yes(action) else "",
        has_post=yes(who),
        due_on=date(2026, 4, 1) if yes(day) else None,
        has_decision=yes(accepted),
        is_accepted=yes(accepted),
    )
    state, reacted = expected
    assert state_written(written) is STATES[state]
    assert written.is_reaction is yes(reacted)


def going_on(state: str, back: str, verify: str, close: str) -> None:
    """What persons may do of a deviation in a state."""
    assert (may_verify(STATES[state], is_back_on_course=yes(back)) is None) is yes(verify)
    assert (may_close(STATES[state], Reaction()) is None) is yes(close)


def counted(one: str, another: str, reported: str, *numbers: str) -> None:
    """Two areas counted as one."""
    areas = [
        Rolled(measures=tally(LETTERS[letter] for letter in area.split()))
        for area in (one, another)
    ]
    whole = rolled(areas)
    tallied = whole.measures
    codes = (Progress.LATE, Progress.ON_SCHEDULE, Progress.DONE)
    assert f"{whole.reported.number}/{whole.reported.of}" == reported
    assert (*map(tallied.of, codes), tallied.silent) == tuple(map(int, numbers))


def put_in(typed: str, words: str, source: str, becomes: str) -> None:
    """Another's words at the end of a text."""
    start = "" if typed == "nothing" else typed
    assert inserted(start, words, source) == becomes.replace(" ¶ ", "\n\n")


TABLES: Tried = {
    ("deviation", "Said | Days passed | Deviates"): deviating,
    (
        "deviation",
        "Kind of cause | Cause | Action | Who | By when | Accepted by a decision"
        " | State | A reaction",
    ): reaction,
    (
        "deviation",
        "State | It goes well again | May its effect be verified | May it be closed",
    ): going_on,
    (
        "roll-up",
        "One area | Another area | Reported | Late | On time | Done | Silent",
    ): counted,
    ("roll-up", "Typed | Put in | From | Becomes"): put_in,
}
