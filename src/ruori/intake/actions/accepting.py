"""Letting a settled draft become the city's plans, through the verbs a person would use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from ruori.audit.actions import claim, record, stamp
from ruori.decisions.actions import DecisionTerms, record_decision
from ruori.decisions.models import Decision
from ruori.decisions.rules import DecisionKind
from ruori.intake import access, draft_json, rules
from ruori.intake.actions.opening import about, require_open
from ruori.intake.draft import DraftDecision, ElementKind
from ruori.intake.draft import PlanKind as ReadKind
from ruori.intake.models import Draft, DraftOutcome
from ruori.intake.queries import body_named
from ruori.intake.rules import Place, Standing, WantedGoal, WantedPlan
from ruori.kernel.codes import Visibility
from ruori.kernel.instants import city_day
from ruori.kernel.moments import now
from ruori.kernel.problems import Refused, refuse, require
from ruori.kernel.text import EMPTY, N_, Text
from ruori.organisation.models import Unit
from ruori.organisation.rules import Viewer
from ruori.plans import actions as plans
from ruori.plans.actions.plans import Source
from ruori.plans.codes import GoalLevel, PlanKind
from ruori.plans.models import Goal, Plan

KINDS: Final[Mapping[ReadKind, PlanKind]] = {
    ReadKind.STRATEGY: PlanKind.STRATEGY,
    ReadKind.POLICY: PlanKind.POLICY,
    ReadKind.PROGRAMME: PlanKind.PROGRAMME,
    ReadKind.PLAN: PlanKind.PLAN,
    ReadKind.REPORT: PlanKind.REPORT,
    ReadKind.VIEW: PlanKind.VIEW,
}
LEVELS: Final[Mapping[ElementKind, GoalLevel]] = {
    ElementKind.GOAL: GoalLevel.STRATEGIC,
    ElementKind.OBJECTIVE: GoalLevel.OBJECTIVE,
    ElementKind.COMMITMENT: GoalLevel.COMMITMENT,
}


@dataclass(frozen=True, slots=True)
class AcceptedDraft:
    """The plans that came of a draft, in its order."""

    pk: int
    plans: tuple[int, ...]


@transaction.atomic
def accept_draft(
    *,
    draft: Draft,
    version: int,
    by: Viewer,
    at: datetime,
    visibility: Visibility = Visibility.PUBLIC,
) -> AcceptedDraft:
    """Make the accepted rows of a draft adopted plans, each row remembering its source line.

    All or nothing. Raises Refused for a row or line not settled, for a body the organisation does
    not have, and for a draft accepted before; Conflict, NotAllowed.
    """
    stamped_at = stamp(at=at)
    require(access.may_accept(by))
    require_open(draft)
    claim(
        row=draft,
        version=version,
        changes={"state": Standing.ACCEPTED, "accepted_at": stamped_at},
    )
    row = Draft.objects.get(pk=draft.pk)
    proposal = draft_json.from_data(row.proposal)
    for problem in rules.problems(proposal):
        raise Refused(problem)
    making = _Making(row, by, at, visibility)
    made = tuple(making.plan(plan) for plan in rules.wanted(proposal))
    DraftOutcome.objects.bulk_create(DraftOutcome(draft=row, plan=plan) for plan in made)
    keys = tuple(plan.pk for plan in made)
    record(
        verb="draft.accepted", about=about(row), by=by.actor, at=stamped_at, facts={"plans": keys}
    )
    return AcceptedDraft(row.pk, keys)


@dataclass(frozen=True, slots=True)
class _Making:
    """Plans under way: of which draft, by whom, when, and who will see them."""

    draft: Draft
    by: Viewer
    at: datetime
    visibility: Visibility

    def plan(self, wanted: WantedPlan) -> Plan:
        """Draft a plan, fill it, and record its adoption."""
        decision = self._decision(wanted)
        plan = plans.draft_plan(
            kind=KINDS[wanted.kind],
            terms=self._terms(wanted, decision),
            source=Source(self.draft.file, wanted.line),
            by=self.by,
            at=self.at,
        )
        for value in wanted.values:
            plans.add_value(
                plan=plan,
                name=self._text(value.title),
                text=self._text(value.text),
                source_line=value.line,
                by=self.by,
                at=self.at,
            )
        for goal in wanted.goals:
            self._goal(plan, goal, None)
        plans.adopt_plan(
            plan=plan,
            version=plan.version,
            decision=decision,
            holds_from=wanted.holds_from(city_day(self.at)),
            visibility=self.visibility,
            is_read=True,
            by=self.by,
            at=self.at,
        )
        return plan

    def _goal(self, plan: Plan, wanted: WantedGoal, parent: Goal | None) -> None:
        made = plans.add_goal(
            plan=plan,
            level=_level(wanted, parent),
            goal=plans.GoalTerms(
                name=self._text(wanted.title), text=self._text(wanted.text), code=wanted.code
            ),
            parent=parent,
            source_line=wanted.line,
            by=self.by,
            at=self.at,
        )
        for child in wanted.children:
            self._goal(plan, child, made)

    def _terms(self, wanted: WantedPlan, decision: Decision | None) -> plans.PlanTerms:
        texts = {place: self._text(words) for place, words in wanted.texts.items()}
        return plans.PlanTerms(
            title=self._text(wanted.title),
            period_from=wanted.valid_from,
            period_to=wanted.valid_to,
            body=None if decision is None else decision.body,
            vision=texts.get(Place.VISION, EMPTY),
            introduction=texts.get(Place.INTRODUCTION, EMPTY),
            situation=texts.get(Place.SITUATION, EMPTY),
            evaluation_plan=texts.get(Place.EVALUATION, EMPTY),
        )

    def _decision(self, wanted: WantedPlan) -> Decision | None:
        """The decision recorded before, else a new one; None when the source tells of none."""
        told = wanted.decision
        if told is None:
            return None
        body = self._body(told)
        section = "" if told.section is None else str(told.section)
        same = Decision.objects.filter(body=body, decided_on=told.date, section=section)
        known = same.first() if section else None
        return known or record_decision(
            terms=DecisionTerms(
                kind=DecisionKind.ADOPT,
                title=self._text(wanted.title),
                body=body,
                decided_on=told.date,
                section=section,
                text=told.text,
                file=self.draft.file,
            ),
            by=self.by,
            at=self.at,
        )

    def _body(self, told: DraftDecision) -> Unit:
        key = body_named(told.body or "", now(self.at))
        if key is None:
            raise refuse(
                "BODY_UNKNOWN",
                N_("The organisation has no body “%(body)s”. Add it first, or correct the plan."),
                body=told.body or "",
            )
        return Unit.objects.get(pk=key)

    def _text(self, words: str) -> Text:
        return Text({self.draft.language: words})


def _level(wanted: WantedGoal, parent: Goal | None) -> GoalLevel:
    """An objective under an objective is a sub-objective."""
    is_below = parent is not None and parent.level != GoalLevel.STRATEGIC
    if wanted.kind is ElementKind.OBJECTIVE and is_below:
        return GoalLevel.SUB_OBJECTIVE
    return LEVELS[wanted.kind]
