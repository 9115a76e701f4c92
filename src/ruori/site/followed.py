"""What the public sees of follow-up: only what a published round says, through posts, not names."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from ruori.followup import queries as followup
from ruori.followup.queries import ProofCard, Told
from ruori.followup.rules.progress import Schedule, ShownProgress, shown_progress
from ruori.indicators import queries as indicators
from ruori.indicators.queries import IndicatorCard
from ruori.indicators.rules.lines import Point
from ruori.kernel.codes import Progress
from ruori.kernel.instants import city_day
from ruori.kernel.text import Shown
from ruori.plans import queries as plans
from ruori.plans.queries import MeasureCard, MeasureHead
from ruori.site.addresses import address
from ruori.site.frame import Asked
from ruori.ui import formats


@dataclass(frozen=True, slots=True)
class Followed:
    """How a measure goes: the writer's word, a computed lateness beside it, and since when."""

    code: str
    is_also_late: bool
    day: str

    @property
    def counted(self) -> str:
        """The one state it is counted under: lateness, when the days say so (domain § 8)."""
        return Progress.LATE.value if self.is_also_late else self.code


@dataclass(frozen=True, slots=True)
class ProofLink:
    """A public proof and where it can be read."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One published entry, with an anchor of its own."""

    anchor: str
    round: str
    progress: str
    outlook: str
    done: str
    effects: str
    cause: str
    action: str
    said_by: str
    day: str
    is_correction: bool
    proofs: tuple[ProofLink, ...]


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """An indicator beside a goal or measure: its latest value in words."""

    pk: int
    name: Shown
    address: str
    latest: str
    how: str
    direction: str


def followed(question: Asked, heads: Collection[MeasureHead]) -> dict[int, Followed]:
    """How each measure goes, from published entries; one query whatever their number."""
    found = followup.last_words(question.viewer, question.moment, heads)
    return {pk: _followed(question, word.shown, word.recorded_at) for pk, word in found.items()}


def followed_now(
    question: Asked, card: MeasureCard, told: Collection[Told], open_days: tuple[date, ...]
) -> Followed:
    """How one measure goes, from what has been read of it already; no query."""
    last = next((each.entry for each in told if each.is_standing), None)
    shown = shown_progress(
        None if last is None else last.progress,
        Schedule(card.ends_on, open_days),
        as_of=question.moment.as_of,
    )
    return _followed(question, shown, None if last is None else last.recorded_at)


def entry_lines(question: Asked, told: Collection[Told]) -> tuple[EntryLine, ...]:
    """What was published of a measure, newest first; one query for the posts at most."""
    return tuple(_entry_line(question, each) for each in told)


def goal_entries_of(question: Asked, goal: int) -> tuple[EntryLine, ...]:
    """Everything published of a goal, newest first."""
    told = followup.history(question.viewer, question.moment, goal=goal, with_deeds=False)
    return entry_lines(question, told)


def public_proof(question: Asked, *, measure: int, proof: int) -> int | None:
    """The stored file of a public proof of a published entry, or None."""
    for told in followup.history(question.viewer, question.moment, measure=measure):
        for each in told.proofs:
            if each.pk == proof and each.is_public and each.file is not None:
                return each.file.pk
    return None


def asked_figures(question: Asked, measure: int) -> tuple[AskedFigure, ...]:
    """The figures asked together with a measure; four queries when there are any."""
    wanted = plans.asked_indicators(question.moment, [measure])[measure]
    if not wanted:
        return ()
    found = indicators.latest_values(viewer=question.viewer, at=question.at, indicator_ids=wanted)
    return tuple(_figure(question, each.card, each.last, how="", direction="") for each in found)


def figures(question: Asked, wanted: dict[int, str]) -> tuple[AskedFigure, ...]:
    """Indicators by key, each with how it measures what it is shown with; three queries.

    One more when a line of one is broken.
    ."""
    if not wanted:
        return ()
    rows = indicators.indicator_rows(
        viewer=question.viewer, at=question.at, indicator_ids=list(wanted), with_promises=False
    )
    return tuple(
        _figure(
            question,
            row.card,
            row.judgement.last,
            how=wanted[row.card.pk],
            direction="" if row.judgement.last is None else row.judgement.direction,
        )
        for row in rows
    )


def _followed(question: Asked, shown: ShownProgress, said_at: datetime | None) -> Followed:
    day = "" if said_at is None else formats.day(city_day(said_at), question.language)
    return Followed(shown.written, shown.disagrees, day)


def _entry_line(question: Asked, told: Told) -> EntryLine:
    entry = told.entry
    return EntryLine(
        anchor=f"merkinta-{entry.pk}",
        round=question.words(told.round.title),
        progress=entry.progress or "",
        outlook=entry.told_outlook or "",
        done=entry.done,
        effects=entry.effects,
        cause=entry.cause,
        action=entry.action,
        said_by=question.words(question.names.post(entry.post)),
        day=formats.day(city_day(entry.recorded_at), question.language),
        is_correction=entry.corrects is not None,
        proofs=tuple(
            link for link in (_proof(entry.measure, each) for each in told.proofs) if link.address
        ),
    )


def _proof(measure: int | None, proof: ProofCard) -> ProofLink:
    if proof.link:
        return ProofLink(proof.title, proof.link)
    if proof.file is not None and measure is not None:
        return ProofLink(proof.title, reverse("site:proof", args=[measure, proof.pk]))
    return ProofLink(proof.title, "")


def _figure(
    question: Asked, card: IndicatorCard, last: Point | None, *, how: str, direction: str
) -> AskedFigure:
    return AskedFigure(
        pk=card.pk,
        name=question.shown(card.name),
        address=address("indicators.indicator", card.pk, question.words(card.name)),
        latest=_latest(question, card, last),
        how=how,
        direction=direction,
    )


def _latest(question: Asked, card: IndicatorCard, last: Point | None) -> str:
    if last is None or last.value is None:
        return formats.missing(question.language)
    value = formats.number(last.value, question.language, card.decimals)
    symbol = question.words(card.unit.symbol)
    return f"{value} {symbol} ({formats.period(last.period, question.language)})"
