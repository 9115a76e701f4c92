"""What is wrong in follow-up: no reaction to deviations, judgements that come out otherwise."""

from collections.abc import Collection, Iterator

from ruori.followup.codes import Judge
from ruori.followup.models import Judgement
from ruori.followup.queries.asking import followed_goals
from ruori.followup.queries.cards import Standing
from ruori.followup.queries.deviations import reacted_to
from ruori.followup.queries.entries import latest_of_goals, standings
from ruori.followup.queries.health import same_goal_again, settled_of
from ruori.followup.rules.judging import again
from ruori.followup.rules.progress import is_live, lacks_reaction
from ruori.kernel.codes import Severity
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Problem, Ref
from ruori.kernel.text import N_
from ruori.organisation.rules import SYSTEM
from ruori.plans import queries as plans
from ruori.plans.queries import Finding, MeasureCard, live_measures

Told = tuple[MeasureCard, Standing]
"""A measure and where it stands."""


def problems(moment: Moment) -> list[Problem]:
    """Every finding on a day with its address; a constant number of queries."""
    return _problems(moment, standing_measures(moment))


def plan_findings(moment: Moment) -> list[Finding]:
    """Every finding about every plan with what follow-up knows of its goals and measures.

    Where the measures stand is read once for both.
    """
    told = standing_measures(moment)
    settled = settled_of([(measure, standing.phase) for measure, standing in told])
    return plans.findings(moment, settled=settled, more=_problems(moment, told))


def _problems(moment: Moment, told: Collection[Told]) -> list[Problem]:
    reacted = reacted_to()
    without = [*_measures_without_reaction(told), *_goals_without_reaction(moment)]
    return [
        *(each for each in without if each.about and _key(each.about) not in reacted),
        *same_goal_again(moment),
        *_judgements_that_differ(),
    ]


def standing_measures(moment: Moment) -> list[Told]:
    """The measures of promised plans and where each stands; seven queries at most."""
    measures = live_measures(SYSTEM, moment)
    known = standings(SYSTEM, moment, measures)
    return [(measure, known[measure.pk]) for measure in measures]


def _measures_without_reaction(told: Collection[Told]) -> Iterator[Problem]:
    for measure, standing in told:
        action = standing.entry.action if standing.entry else ""
        said = standing.entry.progress if standing.entry else None
        is_followed = is_live(standing.phase, measure.stage)
        if is_followed and lacks_reaction(
            said, action=action, is_overdue=standing.shown.is_overdue
        ):
            about = Ref("plans.measure", measure.pk, measure.name)
            yield _without_reaction(about, standing.entry.pk if standing.entry else None)


def _goals_without_reaction(moment: Moment) -> Iterator[Problem]:
    goals = followed_goals(moment)
    latest = latest_of_goals(SYSTEM, moment, [goal.pk for goal in goals])
    for goal in goals:
        entry = latest.get(goal.pk)
        if entry and lacks_reaction(entry.outlook, action=entry.action, is_overdue=False):
            yield _without_reaction(Ref("plans.goal", goal.pk, goal.name), entry.pk)


def _key(about: Ref) -> tuple[str, int]:
    return about.label, about.pk


def _without_reaction(about: Ref, entry: int | None) -> Problem:
    return Problem(
        code="L26",
        msgid=N_("This deviates and nothing is said to be done about it."),
        facts={"field": "action", "entry": entry},
        about=about,
        severity=Severity.WARN,
    )


def _judgements_that_differ() -> Iterator[Problem]:
    """Stored judgements that their own stored inputs do not give again (A7)."""
    rows = Judgement.objects.filter(judge=Judge.CITY).exclude(rule_result="").order_by("id")
    for row in rows.iterator():
        ruled = again(row.inputs)
        if ruled is not None and ruled.attainment != row.rule_result:
            yield Problem(
                code="JUDGEMENT_DIFFERS",
                msgid=N_("The stored inputs of this judgement do not give its result again."),
                facts={"stored": row.rule_result, "again": ruled.attainment},
                about=Ref("followup.judgement", row.pk),
            )
