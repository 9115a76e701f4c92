"""What a reader asked of the list of measures, and the choices the list offers."""

from dataclasses import dataclass

from django.http import HttpRequest

from ruori.language.sorting import sort_key
from ruori.plans import queries as plans
from ruori.plans.codes import GoalLevel
from ruori.plans.queries import MeasureFilter
from ruori.site.frame import Asked


@dataclass(frozen=True, slots=True)
class MeasureQuery:
    """A reader's wishes; what cannot be read as a number is no wish."""

    plan: int | None
    goal: int | None
    unit: int | None
    words: str
    page: int = 1

    @property
    def is_filtered(self) -> bool:
        """True when some measures may be left out."""
        return bool(self.words or self.plan or self.goal or self.unit)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter."""

    value: int | str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Options:
    """The choices of every filter."""

    plans: tuple[Option, ...]
    goals: tuple[Option, ...]
    units: tuple[Option, ...]


def read_query(request: HttpRequest) -> MeasureQuery:
    """The wishes in an address."""
    return MeasureQuery(
        plan=_number(request, "plan"),
        goal=_number(request, "goal"),
        unit=_number(request, "unit"),
        words=request.GET.get("q", "").strip()[:200],
        page=_number(request, "page") or 1,
    )


def wanted_measures(question: Asked, query: MeasureQuery) -> MeasureFilter:
    """The measures a reader asked for; one query when words are asked for."""
    telling = None
    if query.words:
        words = query.words.split()
        telling = plans.measures_telling(question.viewer, question.moment, words, question.language)
    return MeasureFilter(
        pks=telling,
        plan=query.plan,
        goals=None if query.goal is None else [query.goal],
        units=None if query.unit is None else [query.unit],
    )


def select_options(question: Asked, query: MeasureQuery) -> Options:
    """The plans, strategic goals and units to choose from; three queries."""
    goals = [
        goal
        for goal in plans.goal_cards(question.viewer, question.moment)
        if goal.level is GoalLevel.OBJECTIVE
    ]
    names = {goal.pk: f"{goal.code} {question.words(goal.name)}".strip() for goal in goals}
    return Options(
        plans=plan_options(question, query),
        goals=tuple(
            Option(pk, name, pk == query.goal)
            for pk, name in sorted(names.items(), key=lambda each: sort_key(each[1]))
        ),
        units=unit_options(question, query),
    )


def plan_options(question: Asked, query: MeasureQuery) -> tuple[Option, ...]:
    """The plans to choose from; one query."""
    return tuple(
        Option(card.pk, question.words(card.title), card.pk == query.plan)
        for card in plans.plan_cards(question.viewer, question.moment)
    )


def unit_options(question: Asked, query: MeasureQuery) -> tuple[Option, ...]:
    """The units to choose from, in order of their names; one query."""
    units = {pk: question.words(name) for pk, name in question.names.units().items()}
    return tuple(
        Option(pk, name, pk == query.unit)
        for pk, name in sorted(units.items(), key=lambda each: sort_key(each[1]))
    )


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
