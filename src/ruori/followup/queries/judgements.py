"""The judgements of goals, the city's and the auditor's side by side."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from ruori.followup.access import judgements_visible_to
from ruori.followup.codes import Judge
from ruori.followup.models import Judgement
from ruori.followup.queries.cards import Judged, JudgementCard
from ruori.indicators.models import IndicatorState
from ruori.kernel.codes import Attainment, Provability, Visibility
from ruori.kernel.moments import Moment
from ruori.organisation.rules import Viewer


def judgements_of(
    viewer: Viewer,
    moment: Moment,
    goals: Collection[int] | None = None,
    *,
    round_id: int | None = None,
    with_inputs: bool = True,
) -> dict[int, Judged]:
    """The newest judgements of each goal, or those of one round; None = all goals. Two queries.

    Without what they were computed from one query.

    A goal that nobody has judged is absent: it is not judged, which is none of the verdicts.
    """
    found: dict[int, Judged] = {}
    for card in _cards(viewer, moment, goals, round_id, with_inputs=with_inputs):
        there = found.get(card.goal, Judged())
        side = {"city" if card.judge is Judge.CITY else "auditor": card}
        found[card.goal] = replace(there, **side)
    return found


def attainments_of(
    viewer: Viewer, moment: Moment, goals: Collection[int]
) -> dict[int, tuple[Attainment, datetime]]:
    """The city's newest judgement of each goal in a word, and when it was made; one query."""
    rows = (
        Judgement.objects.filter(
            judgements_visible_to(viewer, moment), judge=Judge.CITY, goal_id__in=goals
        )
        .order_by("round__covers_to", "round_id", "id")
        .values_list("goal_id", "attainment", "recorded_at")
    )
    return {goal: (Attainment(code), at) for goal, code, at in rows}


def judgement_history(viewer: Viewer, moment: Moment, goal: int) -> tuple[JudgementCard, ...]:
    """Every judgement of a goal by anybody, newest first; two queries."""
    return tuple(reversed(_cards(viewer, moment, [goal], None)))


def judgement(viewer: Viewer, moment: Moment, pk: int) -> JudgementCard | None:
    """One judgement, or None for what the viewer may not see; two queries."""
    rows = Judgement.objects.filter(judgements_visible_to(viewer, moment), pk=pk)
    found = _told(viewer, moment, list(rows))
    return found[0] if found else None


def _cards(
    viewer: Viewer,
    moment: Moment,
    goals: Collection[int] | None,
    round_id: int | None,
    *,
    with_inputs: bool = True,
) -> list[JudgementCard]:
    rows = Judgement.objects.filter(judgements_visible_to(viewer, moment))
    if goals is not None:
        rows = rows.filter(goal_id__in=goals)
    if round_id is not None:
        rows = rows.filter(round_id=round_id)
    ordered = rows.order_by("round__covers_to", "round_id", "id")
    if not with_inputs:
        return [_card(row, {}) for row in ordered.defer("inputs")]
    return _told(viewer, moment, list(ordered))


def _told(viewer: Viewer, moment: Moment, rows: Collection[Judgement]) -> list[JudgementCard]:
    public = _public_indicators(moment, rows)
    return [_card(row, _inputs(row.inputs, None if viewer.is_staff else public)) for row in rows]


def _public_indicators(moment: Moment, rows: Collection[Judgement]) -> frozenset[int]:
    """The indicators among the inputs that anybody may see; one query."""
    used = {
        test["indicator"]
        for row in rows
        for test in row.inputs.get("tests", ())
        if test.get("indicator") is not None
    }
    states = IndicatorState.objects.in_force(moment.as_of, moment.known_on).filter(
        indicator_id__in=used, visibility=Visibility.PUBLIC
    )
    return frozenset(states.values_list("indicator_id", flat=True))


def _card(row: Judgement, inputs: Mapping[str, Any]) -> JudgementCard:
    return JudgementCard(
        pk=row.pk,
        goal=row.goal_id,
        round=row.round_id,
        judge=Judge(row.judge),
        attainment=Attainment(row.attainment),
        rule_result=Attainment(row.rule_result) if row.rule_result else None,
        provability=Provability(row.provability),
        reason=row.reason,
        inputs=inputs,
        post=row.post_id,
        recorded_at=row.recorded_at,
    )


def _inputs(inputs: Mapping[str, Any], public: frozenset[int] | None) -> Mapping[str, Any]:
    """What a judgement was computed from; outsiders do not see values of hidden indicators."""
    if public is None:
        return inputs
    tests = [
        test
        if test.get("indicator") is None or test["indicator"] in public
        else {**test, "value": None, "observation": None}
        for test in inputs.get("tests", ())
    ]
    return {**inputs, "tests": tests}
