"""What a round asks, of which unit and post, and what has been answered."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Value

from ruori.cycle import queries as cycle
from ruori.cycle.models import Round
from ruori.cycle.queries import RoundCard
from ruori.followup.access import own_units
from ruori.followup.codes import Verdict
from ruori.followup.models import Entry, HandOver
from ruori.followup.queries.entries import settled_words, standing, with_verdicts
from ruori.followup.rules.entries import answering_unit
from ruori.followup.rules.progress import (
    Schedule,
    ShownProgress,
    is_live,
    phase_of,
    shown_progress,
)
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.instants import city_day
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Ref
from ruori.organisation import queries as organisation
from ruori.organisation.rules import SYSTEM, Chart, Viewer
from ruori.plans import queries as plans
from ruori.plans.queries import FollowedGoal, FollowedMeasure, GoalCard, Near
from ruori.plans.rules import FOLLOWED_KINDS, is_promised

Key = tuple[str, int]
"""The label and key of a measure or goal."""

PASSED_ON = "PASSED_ON"
"""In the place of a verdict: the row tells of a hand-over, and its person is the receiving post."""

ANSWERED = (
    "pk",
    "round_id",
    "measure_id",
    "goal_id",
    "progress",
    "outlook",
    "person_id",
    "verdict",
    "recorded_at",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands as the answer to one question of a round."""

    entry: int
    progress: Progress | None
    outlook: Attainment | None
    writer: int | None
    verdict: Verdict | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a round: about which measure or goal, of whom, and its answer if any.

    `unit` and `post` answer for the thing; `asked_unit` is the unit of the round it counts under.
    When it was passed on, `post` is the receiver's and `own_post` its own.
    `shown` is what a measure shows by this answer alone.
    """

    about: Ref
    unit: int
    post: int | None
    asked_unit: int
    due_on: date
    answer: Answer | None
    shown: ShownProgress | None = None
    own_post: int | None = None

    @property
    def is_measure(self) -> bool:
        """True for a measure, false for a goal."""
        return self.about.label == "plans.measure"

    @property
    def is_handed_over(self) -> bool:
        """True when it waits for another post than its own in this round."""
        return self.post != self.own_post


@dataclass(frozen=True)
class Asking:
    """A round with its questions and the organisation that answers them."""

    round: RoundCard
    due_on: dict[int, date]
    items: tuple[Asked, ...]
    chart: Chart

    @cached_property
    def by_unit(self) -> dict[int, tuple[Asked, ...]]:
        """The questions under each asked unit; a unit without any is there too."""
        found: dict[int, list[Asked]] = {unit: [] for unit in self.due_on}
        for item in self.items:
            found[item.asked_unit].append(item)
        return {unit: tuple(items) for unit, items in found.items()}


def asking(
    rounds: Collection[Round],
    moment: Moment,
    chart: Chart | None = None,
    near: Viewer | None = None,
) -> list[Asking]:
    """The questions and answers of some rounds; five queries, however many rounds.

    Who has read the chart of that day already gives it; two queries less. `near` leaves out what
    cannot concern a viewer: other units' things that no post of theirs answers for. A round asks
    about every live measure and every goal of a promised plan whose unit, or the nearest unit above
    it, is asked. A measure ended in an earlier round is not asked again.
    """
    if not rounds:
        return []
    chart = chart or organisation.chart(moment)
    due_on = _due_days(rounds)
    answers, receivers = _answers(rounds, moment)
    near_measures, near_goals = (None, None) if near is None else _nearby(near, receivers)
    measures = plans.followed_measures(moment, near_measures)
    goals = plans.followed_goals(moment, near_goals)
    settled = settled_words(moment, None if near is None else [each.pk for each in measures])
    found = []
    for row in rounds:
        told = answers.get(row.pk, {})
        live = [
            measure
            for measure in measures
            if ("plans.measure", measure.pk) in told or is_still_live(measure, settled)
        ]
        days = due_on.get(row.pk, {})
        items = [
            _passed_on(item, receivers.get(row.pk, {}))
            for item in _items([*live, *goals], days, told, chart, moment)
        ]
        found.append(Asking(cycle.card_of(row), days, tuple(items), chart))
    return found


def is_still_live(measure: FollowedMeasure, settled: Mapping[int, Progress]) -> bool:
    """True while a round asks about the measure, by the last word on it that was settled."""
    phase = phase_of(
        measure.stage,
        settled.get(measure.pk),
        has_heir=measure.heir is not None,
        is_merged=measure.is_merged,
    )
    return is_live(phase, measure.stage)


def shown_of(measure: FollowedMeasure, said: Progress | None, moment: Moment) -> ShownProgress:
    """What a measure shows by one answer alone: the word, and a lateness of its days."""
    steps = () if measure.next_step_on is None else (measure.next_step_on,)
    return shown_progress(said, Schedule(measure.ends_on, steps), as_of=moment.as_of)


def _nearby(viewer: Viewer, receivers: Mapping[int, Mapping[Key, int]]) -> tuple[Near, Near]:
    """Measures and goals that may concern a viewer: of the own units and posts, or passed on."""
    posts = viewer.posts | viewer.led_posts
    received = {
        key for passed_on in receivers.values() for key, post in passed_on.items() if post in posts
    }
    measures, goals = (
        Near(own_units(viewer), posts, frozenset(pk for label, pk in received if label == wanted))
        for wanted in ("plans.measure", "plans.goal")
    )
    return measures, goals


def asking_of(row: Round, at: datetime, chart: Chart | None = None) -> Asking:
    """One round's questions: of an ended round as they were when it was frozen.

    A chart of today serves a round that is not frozen.
    """
    return asking([row], moment_of(row, at), None if row.frozen_at else chart)[0]


def moment_of(row: Round, at: datetime) -> Moment:
    """The day a round is looked at: today while it runs, the day of its freezing after."""
    return Moment(city_day(row.frozen_at or at))


def asks(row: Round, unit: int | None, moment: Moment) -> bool:
    """True when the round asks the unit or one above it; three queries."""
    asked = cycle.asked_units([row.pk])[row.pk]
    lines = organisation.lines(moment)
    return answering_unit(lines.parent_of, unit, asked, lines.heirs_of) is not None


def followed_goals(moment: Moment) -> list[GoalCard]:
    """The goals of promised plans that some unit answers for; two queries."""
    cards = plans.plan_cards(SYSTEM, moment, kinds=FOLLOWED_KINDS)
    promised = {plan.pk for plan in cards if is_promised(plan.stage)}
    return [
        goal
        for goal in plans.goal_cards(SYSTEM, moment)
        if goal.plan in promised and goal.unit is not None
    ]


def _due_days(rounds: Iterable[Round]) -> dict[int, dict[int, date]]:
    ends = {row.pk: row.due_on for row in rounds}
    return {
        key: {unit: due_on or ends[key] for unit, due_on in units.items()}
        for key, units in cycle.asked_units(list(ends)).items()
    }


def _answers(
    rounds: Collection[Round], moment: Moment
) -> tuple[dict[int, dict[Key, Answer]], dict[int, dict[Key, int]]]:
    """What stands of each thing in each round, and the post it was passed on to; one query."""
    rows = with_verdicts(Entry.objects.filter(standing(moment), round__in=rounds), moment)
    passed_on = HandOver.objects.filter(
        round__in=rounds, ended_at__isnull=True, to_post__isnull=False
    ).annotate(said=Value(""), outlook=Value(""), verdict=Value(PASSED_ON))
    found: dict[int, dict[Key, Answer]] = {}
    receivers: dict[int, dict[Key, int]] = {}
    for row in rows.values(*ANSWERED).union(
        passed_on.values(
            "pk",
            "round_id",
            "measure_id",
            "goal_id",
            "said",
            "outlook",
            "to_post_id",
            "verdict",
            "recorded_at",
        ),
        all=True,
    ):
        about = (
            ("plans.measure", row["measure_id"])
            if row["measure_id"] is not None
            else ("plans.goal", row["goal_id"])
        )
        if row["verdict"] == PASSED_ON:
            receivers.setdefault(row["round_id"], {})[about] = row["person_id"]
        else:
            found.setdefault(row["round_id"], {})[about] = _answer(row)
    return found, receivers


def _answer(row: dict[str, Any]) -> Answer:
    return Answer(
        entry=row["pk"],
        progress=Progress(row["progress"]) if row["progress"] else None,
        outlook=Attainment(row["outlook"]) if row["outlook"] else None,
        writer=row["person_id"],
        verdict=Verdict(row["verdict"]) if row["verdict"] else None,
        recorded_at=row["recorded_at"],
    )


def _items(
    cards: Iterable[FollowedMeasure | FollowedGoal],
    days: dict[int, date],
    told: dict[tuple[str, int], Answer],
    chart: Chart,
    moment: Moment,
) -> Iterable[Asked]:
    for card in cards:
        unit = answering_unit(chart.parent_of, card.unit, days, chart.heirs_of)
        if unit is None:
            continue
        label = "plans.measure" if isinstance(card, FollowedMeasure) else "plans.goal"
        answer = told.get((label, card.pk))
        said = answer.progress if answer else None
        yield Asked(
            about=Ref(label, card.pk, card.name),
            unit=card.unit,
            post=card.post,
            own_post=card.post,
            asked_unit=unit,
            due_on=days[unit],
            answer=answer,
            shown=shown_of(card, said, moment) if isinstance(card, FollowedMeasure) else None,
        )


def _passed_on(item: Asked, receivers: Mapping[tuple[str, int], int]) -> Asked:
    """The question as it waits for its receiver, when it was passed on."""
    post = receivers.get((item.about.label, item.about.pk))
    return item if post is None else replace(item, post=post)
