"""What was said last, and everything that was said, of measures and goals."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    Subquery,
    Value,
)

from ruori.cycle import queries as cycle
from ruori.cycle.rules import RoundState
from ruori.followup.access import entries_visible_to
from ruori.followup.codes import Channel, Verdict
from ruori.followup.models import DeedReport, Entry, EntryReview, ProofUse
from ruori.followup.queries.cards import EntryCard, StageOf, Standing, Told
from ruori.followup.queries.proofs import proofs_of_shown_entries
from ruori.followup.rules.progress import Schedule, open_days, phase_of, shown_progress
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.moments import Moment
from ruori.organisation.rules import SYSTEM, Viewer
from ruori.plans.codes import Fate
from ruori.plans.models import Succession
from ruori.plans.queries import MeasureCard, steps_of

Word = tuple[date, int, str, int, str, str | None]

SETTLED = frozenset({RoundState.FROZEN, RoundState.PUBLISHED})
"""States of a round in which what stands has been accepted by the city."""

COLUMNS = (
    "pk",
    "round_id",
    "measure_id",
    "goal_id",
    "unit_id",
    "post_id",
    "person_id",
    "channel",
    "progress",
    "outlook",
    "done",
    "effects",
    "cause",
    "action",
    "new_end_on",
    "forecast",
    "is_unchanged",
    "observation_id",
    "corrects_id",
    "is_withdrawn",
    "reason",
    "recorded_at",
    "verdict",
    "verdict_reason",
    "is_proven",
)
"""What a card is made of."""


def standing(moment: Moment) -> Q:
    """Entries that nothing has corrected or withdrawn by the moment."""
    corrections = Entry.objects.filter(corrects=OuterRef("pk"))
    if moment.known_at is not None:
        corrections = corrections.filter(recorded_at__lt=moment.known_at)
    return Q(~Exists(corrections)) & Q(is_withdrawn=False)


def with_verdicts(rows: Any, moment: Moment) -> Any:
    """Entries with what their last review decided and why, as known at the moment."""
    reviews = EntryReview.objects.filter(entry=OuterRef("pk")).order_by("-id")
    if moment.known_at is not None:
        reviews = reviews.filter(recorded_at__lt=moment.known_at)
    return rows.annotate(
        is_proven=_is_proven(moment),
        verdict=Subquery(reviews.values("verdict")[:1]),
        verdict_reason=Subquery(reviews.values("reason")[:1]),
    )


def entry_cards(viewer: Viewer, moment: Moment, pks: Collection[int]) -> dict[int, EntryCard]:
    """Entries by key, those the viewer may see; one query."""
    return _cards(Entry.objects.filter(entries_visible_to(viewer, moment)), viewer, moment, pks)


def latest_of_measures(
    viewer: Viewer, moment: Moment, measures: Collection[int] | None = None
) -> dict[int, EntryCard]:
    """The last word on each measure that the viewer may see; None = all measures. Two queries."""
    return _latest(viewer, moment, "measure_id", measures)


def latest_of_goals(
    viewer: Viewer, moment: Moment, goals: Collection[int] | None = None
) -> dict[int, EntryCard]:
    """The last word on each goal that the viewer may see; None = all goals. Two queries."""
    return _latest(viewer, moment, "goal_id", goals)


def standings(
    viewer: Viewer, moment: Moment, measures: Collection[MeasureCard]
) -> dict[int, Standing]:
    """Where each measure stands: last word, lateness, phase. Three queries, however many.

    One more when some measure has an heir.
    """
    words = _words(viewer, moment, "measure_id", [measure.pk for measure in measures])
    newest = {item: said[-1] for item, said in words.items()}
    cards = _cards(Entry.objects, viewer, moment, [word[3] for word in newest.values()])
    found = {}
    for pk, stage in _stages(measures, words).items():
        word = newest.get(pk)
        entry = cards.get(word[3]) if word else None
        said = entry.progress if entry else None
        found[pk] = Standing(
            measure=pk,
            entry=entry,
            schedule=stage.schedule,
            shown=shown_progress(said, stage.schedule, as_of=moment.as_of),
            phase=stage.phase,
        )
    return found


def stages(viewer: Viewer, moment: Moment, measures: Collection[MeasureCard]) -> dict[int, StageOf]:
    """As `standings`, without the words that were said; two queries, however many.

    One more when some measure has an heir.
    """
    pks = [measure.pk for measure in measures]
    return _stages(measures, _words(viewer, moment, "measure_id", pks))


def settled_words(moment: Moment, measures: Collection[int] | None) -> dict[int, Progress]:
    """The last progress of each measure that was approved or frozen; None = all. One query."""
    found = {}
    for pk, words in _words(SYSTEM, moment, "measure_id", measures).items():
        last = _settled(words)
        if last is not None:
            found[pk] = last
    return found


def _stages(
    measures: Collection[MeasureCard], words: Mapping[int, list[Word]]
) -> dict[int, StageOf]:
    steps = steps_of([measure.pk for measure in measures])
    merged = _merged([measure.pk for measure in measures if measure.heir is not None])
    found = {}
    for measure in measures:
        days = open_days((step.due_on, step.done_on) for step in steps[measure.pk])
        phase = phase_of(
            measure.stage,
            _settled(words.get(measure.pk, ())),
            has_heir=measure.heir is not None,
            is_merged=measure.pk in merged,
        )
        found[measure.pk] = StageOf(Schedule(measure.ends_on, days), phase)
    return found


def history(
    viewer: Viewer,
    moment: Moment,
    *,
    measure: int | None = None,
    goal: int | None = None,
    with_deeds: bool = True,
) -> tuple[Told, ...]:
    """Everything said of one measure or goal that the viewer may see, newest first; two queries.

    Of a goal one more, for what was said of its deeds.

    Entries that were corrected or taken back are among them where the viewer may see them.
    """
    about = Q(measure_id=measure) if measure is not None else Q(goal_id=goal)
    found = _history_rows(viewer, moment, about)
    pks = [row.pk for row in found]
    proofs = proofs_of_shown_entries(viewer, moment, pks)
    deeds = deeds_of(pks) if goal is not None and with_deeds else {}
    return tuple(
        Told(
            entry=card_of(row, viewer),
            round=cycle.card_of(row.round),
            proofs=proofs.get(row.pk, ()),
            deeds=deeds.get(row.pk, ()),
            is_standing=row.is_standing,
        )
        for row in found
    )


def histories(
    viewer: Viewer, moment: Moment, *, measures: Collection[int], goals: Collection[int]
) -> dict[tuple[str, int], tuple[Told, ...]]:
    """As `history` of many things by label and key, without proofs and deeds; one query."""
    found: dict[tuple[str, int], list[Told]] = defaultdict(list)
    for row in _history_rows(viewer, moment, Q(measure_id__in=measures) | Q(goal_id__in=goals)):
        is_measure = row.measure_id is not None
        key = ("plans.measure", row.measure_id) if is_measure else ("plans.goal", row.goal_id)
        told = Told(card_of(row, viewer), cycle.card_of(row.round), (), (), row.is_standing)
        found[key].append(told)
    return {key: tuple(told) for key, told in found.items()}


def _history_rows(viewer: Viewer, moment: Moment, about: Q) -> list[Any]:
    rows = Entry.objects.filter(entries_visible_to(viewer, moment), about)
    return list(
        _verdicts_for(viewer, rows, moment)
        .annotate(is_standing=ExpressionWrapper(standing(moment), BooleanField()))
        .select_related("round")
        .order_by("-round__covers_to", "-round_id", "-id")
    )


def deeds_of(entries: Collection[int]) -> dict[int, tuple[tuple[int, date | None], ...]]:
    """What each entry said of promised deeds: (test number, done on or None); one query."""
    found: dict[int, list[tuple[int, date | None]]] = defaultdict(list)
    rows = DeedReport.objects.filter(entry_id__in=entries).order_by("number")
    for entry, number, done_on in rows.values_list("entry_id", "number", "done_on"):
        found[entry].append((number, done_on))
    return {entry: tuple(deeds) for entry, deeds in found.items()}


def card_of(row: Any, viewer: Viewer) -> EntryCard:
    """A row read by `with_verdicts` as a card; no query."""
    return EntryCard(
        pk=row.pk,
        round=row.round_id,
        measure=row.measure_id,
        goal=row.goal_id,
        unit=row.unit_id,
        post=row.post_id,
        person=row.person_id if viewer.is_staff else None,
        channel=Channel(row.channel),
        progress=Progress(row.progress) if row.progress else None,
        outlook=Attainment(row.outlook) if row.outlook else None,
        done=row.done,
        effects=row.effects,
        cause=row.cause,
        action=row.action,
        new_end_on=row.new_end_on,
        forecast=row.forecast,
        is_unchanged=row.is_unchanged,
        observation=row.observation_id,
        corrects=row.corrects_id,
        is_withdrawn=row.is_withdrawn,
        reason=row.reason,
        recorded_at=row.recorded_at,
        verdict=Verdict(row.verdict) if row.verdict and viewer.is_staff else None,
        verdict_reason=(row.verdict_reason or "") if viewer.is_staff else "",
        is_proven=row.is_proven,
    )


def _latest(
    viewer: Viewer, moment: Moment, field: str, pks: Collection[int] | None
) -> dict[int, EntryCard]:
    words = _words(viewer, moment, field, pks)
    wanted = {said[-1][3]: item for item, said in words.items()}
    cards = _cards(Entry.objects, viewer, moment, list(wanted))
    return {wanted[pk]: card for pk, card in cards.items()}


def _cards(rows: Any, viewer: Viewer, moment: Moment, pks: Collection[int]) -> dict[int, EntryCard]:
    """Cards of entries of which it is already known that the viewer may see them; one query."""
    told = _verdicts_for(viewer, rows.filter(pk__in=pks), moment)
    return {row.pk: card_of(row, viewer) for row in told.values_list(*COLUMNS, named=True)}


def _verdicts_for(viewer: Viewer, rows: Any, moment: Moment) -> Any:
    """Reviews are read for staff only: outsiders see what was published, which is settled."""
    if viewer.is_staff:
        return with_verdicts(rows, moment)
    return rows.annotate(is_proven=_is_proven(moment), verdict=Value(""), verdict_reason=Value(""))


def _is_proven(moment: Moment) -> Exists:
    """Whether a proof of the entry was approved by another than its writer, by the moment."""
    uses = ProofUse.objects.filter(
        ~Q(proof__approval__person_id=OuterRef("person_id")),
        entry=OuterRef("pk"),
        proof__approval__isnull=False,
    )
    if moment.known_at is not None:
        uses = uses.filter(proof__approval__recorded_at__lt=moment.known_at)
    return Exists(uses)


def _words(
    viewer: Viewer, moment: Moment, field: str, pks: Collection[int] | None
) -> dict[int, list[Word]]:
    """The standing words on each item, oldest first, without their sentences; one query.

    Each is (the round's last day, round, state of the round, entry, progress, verdict) with the
    entry in the fourth place; the sentences are read for the last one only.
    """
    seen = Entry.objects.filter(entries_visible_to(viewer, moment), standing(moment))
    rows = _verdicts_for(viewer, seen, moment)
    wanted = Q(**{f"{field}__isnull": False}) if pks is None else Q(**{f"{field}__in": pks})
    found: dict[int, list[Word]] = defaultdict(list)
    for item, *word in (
        rows.filter(wanted)
        .order_by("round__covers_to", "round_id", "id")
        .values_list(
            field, "round__covers_to", "round_id", "round__state", "pk", "progress", "verdict"
        )
    ):
        found[item].append(tuple(word))
    return found


def _settled(words: Iterable[Word]) -> Progress | None:
    """The progress of the last word that was approved or frozen with its round."""
    said = [
        progress
        for _, _, state, _, progress, verdict in words
        if progress and (state in SETTLED or verdict == Verdict.APPROVED)
    ]
    return Progress(said[-1]) if said else None


def _merged(measures: Collection[int]) -> set[int]:
    if not measures:
        return set()
    rows = Succession.objects.filter(old_measure_id__in=measures, fate=Fate.MERGED)
    return set(rows.values_list("old_measure_id", flat=True))
