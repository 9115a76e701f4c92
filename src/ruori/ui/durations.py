"""How long something takes, as one says it: `14 s`, `2 min 5 s`, `1 h 3 min`, `20–40 s`.

The signs of the units are the same in every language, so nothing here is translated. U+00A0
keeps a figure and its unit on one line.
"""

from typing import Final

from ruori.ui.conventions import DASH, NBSP

MINUTE: Final = 60
HOUR: Final = 3600


def duration(seconds: float) -> str:
    """A time to the second, after an hour to the minute."""
    whole = int(seconds)
    if whole < MINUTE:
        return f"{whole}{NBSP}s"
    if whole < HOUR:
        return f"{whole // MINUTE}{NBSP}min {whole % MINUTE}{NBSP}s"
    return f"{whole // HOUR}{NBSP}h {whole % HOUR // MINUTE}{NBSP}min"


def roughly(seconds: int) -> str:
    """A time still to come, as exactly as anybody can know it."""
    return duration(rough(seconds)).removesuffix(f" 0{NBSP}s")


def rough(seconds: int) -> int:
    """Rounded to 5 s, after a minute to 10 s, after five minutes to whole minutes."""
    grain = 5 if seconds < MINUTE else 10 if seconds < 5 * MINUTE else MINUTE
    return max(grain, round(seconds / grain) * grain)


def span(low: int, high: int) -> str:
    """A range of time, rounded like one time: `20–40 s`, `40 s – 2 min`; one time when equal."""
    first, last = roughly(low), roughly(high)
    if first == last:
        return first
    unit = first.partition(NBSP)[2]
    if " " not in first + last and unit == last.partition(NBSP)[2]:
        return f"{first.partition(NBSP)[0]}{DASH}{last}"
    return f"{first} {DASH} {last}"
