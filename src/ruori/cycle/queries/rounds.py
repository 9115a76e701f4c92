"""Rounds as cards: when the city reports is public, what was reported is not theirs."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files

from ruori.cycle.models import Round, RoundUnit
from ruori.cycle.rules import (
    Questions,
    RoundKind,
    RoundState,
    SuggestedRound,
    read_questions,
    read_rhythm,
    still_to_plan,
)
from ruori.kernel.text import Text


@dataclass(frozen=True, slots=True)
class RoundCard:
    """A round: what it covers, when it is due, how far it has come."""

    pk: int
    version: int
    code: str
    kind: RoundKind
    title: Text
    covers_from: date
    covers_to: date
    opens_on: date
    due_on: date
    state: RoundState
    opened_at: datetime | None
    closed_at: datetime | None
    frozen_at: datetime | None
    published_at: datetime | None
    questions: Questions
    copied_from: int | None

    @property
    def is_public(self) -> bool:
        """True once its entries may be read by everybody."""
        return self.state is RoundState.PUBLISHED


def rounds() -> list[RoundCard]:
    """Every round, the newest period first; one query."""
    return [card_of(row) for row in Round.objects.order_by("-covers_to", "-id")]


def round_card(pk: int) -> RoundCard | None:
    """One round; one query."""
    row = Round.objects.filter(pk=pk).first()
    return None if row is None else card_of(row)


def open_rounds() -> list[RoundCard]:
    """The rounds that take reports now, the nearest deadline first; one query."""
    rows = Round.objects.filter(state=RoundState.OPEN).order_by("due_on", "id")
    return [card_of(row) for row in rows]


def open_round(at: datetime) -> RoundCard | None:
    """The round opened last that takes reports at an instant, or None; one query."""
    rows = Round.objects.filter(state=RoundState.OPEN, opened_at__lte=at)
    row = rows.order_by("-opened_at", "-id").first()
    return None if row is None else card_of(row)


def planned_rounds() -> list[RoundCard]:
    """The rounds that wait for their day, the nearest first; one query."""
    rows = Round.objects.filter(state=RoundState.PLANNED).order_by("opens_on", "id")
    return [card_of(row) for row in rows]


def published_rounds() -> list[RoundCard]:
    """The rounds everybody may read, the newest first; one query."""
    rows = Round.objects.filter(state=RoundState.PUBLISHED).order_by("-covers_to", "-id")
    return [card_of(row) for row in rows]


def asked_units(rounds: Collection[int]) -> dict[int, dict[int, date | None]]:
    """For each round the units asked and their own deadlines; one query."""
    found: dict[int, dict[int, date | None]] = defaultdict(dict)
    rows = RoundUnit.objects.filter(round_id__in=rounds).order_by("id")
    for round_id, unit, due_on in rows.values_list("round_id", "unit_id", "due_on"):
        found[round_id][unit] = due_on
    return {key: found[key] for key in rounds}


def missing_of_rhythm(year: int, today: date) -> list[SuggestedRound]:
    """The customary rounds of a year nobody has planned yet and that still can be; one query."""
    text = files("ruori.cycle").joinpath("data", "rhythm.toml").read_text(encoding="utf-8")
    rows = Round.objects.values_list("kind", "covers_to")
    planned = {(RoundKind(kind), covers_to) for kind, covers_to in rows}
    return still_to_plan(read_rhythm(text, year), planned, today=today)


def next_of(pk: int) -> int | None:
    """The round a round was copied to, or None; one query."""
    found: int | None = Round.objects.filter(copied_from=pk).values_list("pk", flat=True).first()
    return found


def card_of(row: Round) -> RoundCard:
    """A row as a card."""
    return RoundCard(
        pk=row.pk,
        version=row.version,
        code=row.code,
        kind=RoundKind(row.kind),
        title=row.title,
        covers_from=row.covers_from,
        covers_to=row.covers_to,
        opens_on=row.opens_on,
        due_on=row.due_on,
        state=RoundState(row.state),
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        frozen_at=row.frozen_at,
        published_at=row.published_at,
        questions=read_questions(row.questions),
        copied_from=row.copied_from_id,
    )
