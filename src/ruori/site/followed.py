"""What the public sees of follow-up: only what a published round says, through posts, not names."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse

from ruori.followup import queries as followup
from ruori.followup.queries import ProofCard, Standing, Told
from ruori.indicators import queries as indicators
from ruori.indicators.queries import IndicatorRow
from ruori.kernel.codes import Progress
from ruori.kernel.instants import city_day
from ruori.kernel.text import Shown
from ruori.organisation import queries as organisation
from ruori.organisation.queries import PostCard
from ruori.plans import queries as plans
from ruori.plans.queries import MeasureCard
from ruori.site.addresses import address
from ruori.site.frame import Asked
from ruori.ui import formats


@dataclass(frozen=True, slots=True)
class Followed:
    """How a measure goes: the writer's word, a computed lateness beside it, and since when."""

    code: str
    is_also_late: bool
    day: str


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

    name: Shown
    address: str
    latest: str
    how: str
    direction: str


NOTHING_SAID = Followed(Progress.NOT_REPORTED, is_also_late=False, day="")


def followed(question: Asked, cards: Collection[MeasureCard]) -> dict[int, Followed]:
    """How each measure goes, from published entries; three queries whatever their number."""
    found = followup.standings(question.viewer, question.moment, cards)
    return {
        card.pk: _followed(question, found[card.pk]) if card.pk in found else NOTHING_SAID
        for card in cards
    }


def entries_of(question: Asked, measure: int) -> tuple[EntryLine, ...]:
    """Everything published of a measure, newest first."""
    told = followup.history(question.viewer, question.moment, measure=measure)
    posts = organisation.posts(question.moment)
    return tuple(_entry_line(question, each, posts) for each in told)


def goal_entries_of(question: Asked, goal: int) -> tuple[EntryLine, ...]:
    """Everything published of a goal, newest first."""
    told = followup.history(question.viewer, question.moment, goal=goal)
    posts = organisation.posts(question.moment)
    return tuple(_entry_line(question, each, posts) for each in told)


def public_proof(question: Asked, *, measure: int, proof: int) -> int | None:
    """The stored file of a public proof of a published entry, or None."""
    for told in followup.history(question.viewer, question.moment, measure=measure):
        for each in told.proofs:
            if each.pk == proof and each.is_public and each.file is not None:
                return each.file.pk
    return None


def asked_figures(question: Asked, measure: int) -> tuple[AskedFigure, ...]:
    """The figures asked together with a measure."""
    wanted = plans.asked_indicators(question.moment, [measure])[measure]
    return figures(question, dict.fromkeys(wanted, ""))


def figures(question: Asked, wanted: dict[int, str]) -> tuple[AskedFigure, ...]:
    """Indicators by key, each with how it measures what it is shown with; six queries."""
    if not wanted:
        return ()
    rows = indicators.indicator_rows(
        viewer=question.viewer, at=question.at, indicator_ids=list(wanted)
    )
    return tuple(_figure(question, row, wanted[row.card.pk]) for row in rows)


def _followed(question: Asked, found: Standing) -> Followed:
    entry = found.entry
    day = "" if entry is None else formats.day(city_day(entry.recorded_at), question.language)
    return Followed(found.shown.written, found.shown.disagrees, day)


def _entry_line(question: Asked, told: Told, posts: dict[int, PostCard]) -> EntryLine:
    entry = told.entry
    post = posts.get(entry.post or 0)
    return EntryLine(
        anchor=f"merkinta-{entry.pk}",
        round=question.words(told.round.title),
        progress=entry.progress or "",
        outlook=entry.outlook or "",
        done=entry.done,
        effects=entry.effects,
        cause=entry.cause,
        action=entry.action,
        said_by="" if post is None else question.words(post.title),
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


def _figure(question: Asked, row: IndicatorRow, how: str) -> AskedFigure:
    last = row.judgement.last
    return AskedFigure(
        name=question.shown(row.card.name),
        address=address("indicators.indicator", row.card.pk, question.words(row.card.name)),
        latest=_latest(question, row),
        how=how,
        direction="" if last is None else row.judgement.direction,
    )


def _latest(question: Asked, row: IndicatorRow) -> str:
    last = row.judgement.last
    if last is None or last.value is None:
        return formats.missing(question.language)
    value = formats.number(last.value, question.language, row.card.decimals)
    symbol = question.words(row.card.unit.symbol)
    return f"{value} {symbol} ({formats.period(last.period, question.language)})"
