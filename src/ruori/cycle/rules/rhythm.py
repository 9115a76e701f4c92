"""The customary rounds of a city's year, ready to be taken up (domain §§ 3, 5)."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ruori.cycle.rules.days import working_day_on_or_after, working_day_on_or_before
from ruori.cycle.rules.periods import accounts_signed_by
from ruori.cycle.rules.rounds import RoundDays, RoundKind
from ruori.kernel.text import Text


@dataclass(frozen=True, slots=True)
class SuggestedRound:
    """A round a city customarily has: not planned before somebody takes it up."""

    code: str
    kind: RoundKind
    title: Text
    days: RoundDays

    @property
    def period(self) -> tuple[RoundKind, date]:
        """What makes it the same round as another: its kind and the day its period ends."""
        return self.kind, self.days.covers_to


def read_rhythm(text: str, year: int) -> list[SuggestedRound]:
    """The rounds of `data/rhythm.toml` that follow a year, in the order of the file.

    Raises KeyError or ValueError for a line that cannot be read.
    """
    return [_round_of(line, year) for line in tomllib.loads(text)["round"]]


def still_to_plan(
    suggested: Collection[SuggestedRound],
    planned: Collection[tuple[RoundKind, date]],
    *,
    today: date,
) -> list[SuggestedRound]:
    """Those that nobody has planned yet and that still can be: their last day is not over."""
    return [each for each in suggested if each.period not in planned and each.days.due_on >= today]


def _round_of(line: Mapping[str, Any], year: int) -> SuggestedRound:
    kind = RoundKind(line["kind"])
    asked_in = year + 1 if line.get("is_next_year") else year
    covers_to = _day(line["covers_to"], year)
    by_law = accounts_signed_by(kind, covers_to)
    due_on = working_day_on_or_before(_day(line["due_on"], asked_in))
    return SuggestedRound(
        code=f"{line['code']}-{year}",
        kind=kind,
        title=Text({code: line[code].format(year=year) for code in ("fi", "sv", "en")}),
        days=RoundDays(
            covers_from=date(year, 1, 1),
            covers_to=covers_to,
            opens_on=working_day_on_or_after(_day(line["opens_on"], asked_in)),
            due_on=due_on if by_law is None else min(due_on, by_law),
        ),
    )


def _day(text: str, year: int) -> date:
    return date.fromisoformat(f"{year}-{text}")
