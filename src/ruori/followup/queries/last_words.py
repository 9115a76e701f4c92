"""The last word on many things: what lists and pictures show, and what a reminder quotes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Q, Subquery, Window
from django.db.models.functions import RowNumber

from ruori.followup.access import entries_visible_to
from ruori.followup.models import Entry, EntryReview
from ruori.followup.queries.entries import standing
from ruori.followup.rules.progress import Schedule, ShownProgress, shown_progress
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.moments import Moment
from ruori.organisation.rules import Viewer
from ruori.plans.queries import MeasureHead


@dataclass(frozen=True, slots=True)
class LastWord:
    """What is shown of a measure, and when it was said; no instant when nothing was."""

    shown: ShownProgress
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class Quote:
    """What was said last of a measure or goal, in a code and a sentence; why it was returned."""

    progress: Progress | None
    outlook: Attainment | None
    done: str
    returned: str


def last_quotes(
    viewer: Viewer, moment: Moment, measures: Collection[int], goals: Collection[int]
) -> dict[tuple[str, int], Quote]:
    """The last words on some measures and goals, by label and key, as far as seen; one query."""
    about = Q(measure_id__in=measures) | Q(goal_id__in=goals)
    rows = Entry.objects.filter(about, entries_visible_to(viewer, moment), standing(moment))
    reviews = EntryReview.objects.filter(entry=OuterRef("pk")).order_by("-id")
    told = rows.annotate(returned=Subquery(reviews.values("reason")[:1])).order_by(
        "round__covers_to", "round_id", "pk"
    )
    found = {}
    for measure, goal, *said in told.values_list(
        "measure_id", "goal_id", "progress", "outlook", "done", "returned"
    ):
        key = ("plans.goal", goal) if measure is None else ("plans.measure", measure)
        found[key] = said
    return {
        key: Quote(
            Progress(progress) if progress else None,
            Attainment(outlook) if outlook else None,
            done,
            returned if viewer.is_staff and returned else "",
        )
        for key, (progress, outlook, done, returned) in found.items()
    }


def last_words(
    viewer: Viewer, moment: Moment, heads: Collection[MeasureHead]
) -> dict[int, LastWord]:
    """The last word on each measure that the viewer may see; one query, however many."""
    said = _said(viewer, moment, [head.pk for head in heads])
    found = {}
    for head in heads:
        progress, recorded_at = said.get(head.pk, (None, None))
        schedule = Schedule(head.ends_on, (head.next_step_on,) if head.next_step_on else ())
        shown = shown_progress(progress, schedule, as_of=moment.as_of)
        found[head.pk] = LastWord(shown, recorded_at)
    return found


def _said(
    viewer: Viewer, moment: Moment, measures: Collection[int]
) -> dict[int, tuple[Progress | None, datetime]]:
    newest = Window(
        RowNumber(),
        partition_by=F("measure_id"),
        order_by=(F("round__covers_to").desc(), F("round_id").desc(), F("pk").desc()),
    )
    rows = (
        Entry.objects.filter(
            entries_visible_to(viewer, moment), standing(moment), measure_id__in=measures
        )
        .annotate(place=newest)
        .filter(place=1)
        .values_list("measure_id", "progress", "recorded_at")
    )
    return {pk: (Progress(code) if code else None, at) for pk, code, at in rows}
