"""What the plan check is told of the city: every fact of every rule, gathered once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ruori.columns.dated import DatedQuerySet
from ruori.indicators import queries as indicators
from ruori.indicators.queries import LineFacts
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Ref
from ruori.kernel.text import EMPTY, Text
from ruori.language.dictionary import lemmas_fi
from ruori.organisation import queries as organisation
from ruori.organisation.rules import SYSTEM, Chart, reachable_owner
from ruori.plans.codes import CouncilMatter
from ruori.plans.models import (
    GoalState,
    MeasureState,
    PlanState,
    Serves,
    Succession,
)
from ruori.plans.queries.cards import GoalCard, MeasureCard, PlanCard, TestCard
from ruori.plans.queries.limits import limits_card
from ruori.plans.queries.measures import measure_cards, steps_of
from ruori.plans.queries.plans import plan_cards
from ruori.plans.queries.tree import goal_cards, indicator_links, tests_of
from ruori.plans.rules import EDITED_IN_PLACE, FOLLOWED_KINDS, PROMISED
from ruori.plans.rules.lint import (
    GOAL,
    MEASURE,
    Facts,
    Fateless,
    GoalFacts,
    MeasureFacts,
    MeteredBy,
    PlanFacts,
    SeriesFacts,
    StaleText,
    TestFacts,
    stale_of,
)

CHECKED = PROMISED | EDITED_IN_PLACE
GOAL_TEXTS = ("name", "text", "plain_text")
PLAN_TEXTS = ("title", "vision", "plain_text")


@dataclass(frozen=True, slots=True)
class _Cards:
    """The plans that are promised or written, and all that stands in them on a day."""

    plans: dict[int, PlanCard]
    goals: list[GoalCard]
    measures: list[MeasureCard]


def facts(moment: Moment, *, settled: Collection[int] = ()) -> Facts:
    """All that the rules are told; a constant number of queries."""
    everything = plan_cards(SYSTEM, moment)
    all_goals, all_measures = goal_cards(SYSTEM, moment), measure_cards(SYSTEM, moment)
    plans = {card.pk: card for card in everything if _is_checked(card)}
    cards = _Cards(
        plans,
        [card for card in all_goals if card.plan in plans],
        [
            card
            for card in all_measures
            if card.plan in plans and card.heir is None and card.pk not in settled
        ],
    )
    tests = tests_of(moment, [card.pk for card in cards.goals])
    metered = _metered(moment, cards, tests)
    chart = organisation.chart(moment)
    posts = organisation.posts(moment)
    return Facts(
        on=moment.as_of,
        limits=limits_card(moment).limits,
        plans=_plans(moment, cards, everything),
        goals=_goals(moment, cards, tests, metered, chart),
        measures=_measures(moment, cards, chart),
        serves=_serves(moment),
        settled={card.pk: card.plan for card in all_measures if card.pk in settled},
        series={pk: _series(line) for pk, line in metered.lines.items()},
        posts={pk: post.title for pk, post in posts.items()},
        fateless=_fateless(plans, all_goals, all_measures),
        lemmas=lemmas_fi,
    )


def _is_checked(card: PlanCard) -> bool:
    """Reports and views that stand on the page are no promises."""
    return card.stage in CHECKED and card.kind in FOLLOWED_KINDS


@dataclass(frozen=True, slots=True)
class _Metered:
    """The indicators beside goals, and the lines of figures that goals are measured by."""

    links: Mapping[int, tuple[MeteredBy, ...]]
    lines: Mapping[int, LineFacts]


def _metered(moment: Moment, cards: _Cards, tests: Mapping[int, tuple[TestCard, ...]]) -> _Metered:
    links = indicator_links(moment, goals=[card.pk for card in cards.goals])
    tested = {test.series for each in tests.values() for test in each if test.series is not None}
    lines = indicators.lines_to_check(
        moment, series=tested, indicators={link.indicator for link in links}
    )
    main = {line.indicator: line for line in lines.values() if line.is_main}
    names = {line.indicator: line.name for line in lines.values()}
    found: dict[int, list[MeteredBy]] = defaultdict(list)
    for link in links:
        line = main.get(link.indicator)
        found[link.goal].append(
            MeteredBy(
                link.indicator,
                names.get(link.indicator, EMPTY),
                link.how,
                None if line is None else line.series,
            )
        )
    return _Metered({goal: tuple(each) for goal, each in found.items()}, lines)


def _series(line: LineFacts) -> SeriesFacts:
    return SeriesFacts(line.influence, line.lag_days, line.decimals, line.breaks, line.values)


def _plans(moment: Moment, cards: _Cards, everything: Iterable[PlanCard]) -> dict[int, PlanFacts]:
    followed = {card.supersedes for card in everything}
    stale = _stale(PlanState.objects.standing(), "plan_id", PLAN_TEXTS, moment.as_of)
    return {
        card.pk: PlanFacts(
            pk=card.pk,
            kind=card.kind,
            stage=card.stage,
            title=card.title,
            period_to=card.period_to,
            check_on=card.check_on,
            has_evaluation=bool(str(card.evaluation_plan).strip()),
            has_successor=card.pk in followed,
            stale=stale.get(card.pk, ()),
        )
        for card in cards.plans.values()
    }


def _goals(
    moment: Moment,
    cards: _Cards,
    tests: Mapping[int, tuple[TestCard, ...]],
    metered: _Metered,
    chart: Chart,
) -> dict[int, GoalFacts]:
    stale = _stale(GoalState.objects.standing(), "goal_id", GOAL_TEXTS, moment.as_of)
    return {
        card.pk: GoalFacts(
            pk=card.pk,
            plan=card.plan,
            name=card.name,
            text=card.text,
            level=card.level,
            parent=card.parent,
            rule=card.rule,
            post=card.post,
            has_owner=reachable_owner(chart, post=card.post, unit=card.unit) is not None,
            tests=tuple(_test(test) for test in tests[card.pk]),
            indicators=metered.links.get(card.pk, ()),
            matters=frozenset(CouncilMatter(code) for code in card.matters),
            stale=stale.get(card.pk, ()),
        )
        for card in cards.goals
    }


def _test(card: TestCard) -> TestFacts:
    return TestFacts(**{name: getattr(card, name) for name in TestFacts.__dataclass_fields__})


def _measures(moment: Moment, cards: _Cards, chart: Chart) -> dict[int, MeasureFacts]:
    stale = _stale(MeasureState.objects.standing(), "measure_id", GOAL_TEXTS, moment.as_of)
    steps = steps_of([card.pk for card in cards.measures])
    return {
        card.pk: MeasureFacts(
            pk=card.pk,
            plan=card.plan,
            name=card.name,
            text=card.text,
            post=card.post,
            has_owner=reachable_owner(chart, post=card.post, unit=card.unit) is not None,
            needs_money=card.needs_money,
            starts_on=card.starts_on,
            ends_on=card.ends_on,
            is_continuous=card.is_continuous,
            steps=tuple(step.due_on for step in steps[card.pk]),
            stale=stale.get(card.pk, ()),
        )
        for card in cards.measures
    }


def _serves(moment: Moment) -> tuple[tuple[int | None, int | None, int], ...]:
    rows = Serves.objects.in_force_or_draft(moment.as_of, moment.known_on)
    return tuple(rows.values_list("measure_id", "goal_id", "served_id"))


def _stale(
    rows: DatedQuerySet, key: str, texts: tuple[str, ...], day: date
) -> dict[int, tuple[StaleText, ...]]:
    """What is out of date in the texts of each thing, from all that held until a day; one query."""
    held: dict[int, list[tuple[date, dict[str, Text]]]] = defaultdict(list)
    told = rows.filter(valid_from__lte=day).order_by("valid_from", "id")
    for pk, since, *words in told.values_list(key, "valid_from", *texts):
        held[pk].append((since, dict(zip(texts, words, strict=True))))
    return {pk: stale_of(history) for pk, history in held.items() if len(history) > 1}


def _fateless(
    plans: Mapping[int, PlanCard], goals: Iterable[GoalCard], measures: Iterable[MeasureCard]
) -> tuple[Fateless, ...]:
    """What plans before those being written hold, without a word on what becomes of it."""
    after: dict[int | None, list[int]] = defaultdict(list)
    for card in plans.values():
        if card.supersedes is not None and card.stage in EDITED_IN_PLACE:
            after[card.supersedes].append(card.pk)
    if not after:
        return ()
    told = _told_fates()
    old: list[tuple[int, Ref]] = [
        *((goal.plan, Ref(GOAL, goal.pk, goal.name)) for goal in goals),
        *((one.plan, Ref(MEASURE, one.pk, one.name)) for one in measures if one.heir is None),
    ]
    return tuple(
        Fateless(draft, about)
        for plan, about in old
        for draft in after.get(plan, ())
        if (about.label, about.pk) not in told
    )


def _told_fates() -> set[tuple[str, int]]:
    rows: Iterable[Any] = Succession.objects.values_list("old_goal_id", "old_measure_id")
    return {(GOAL, goal) if goal is not None else (MEASURE, measure) for goal, measure in rows}
