"""One-click repairs of findings: a few fields and one deed for each rule that has one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ruori.desk.frame import words
from ruori.desk.gates import DeskRequest
from ruori.desk.plans.forms import Choice, key_field
from ruori.desk.plans.outline import goal_choices, names
from ruori.desk.plans.terms import goal_of, measure_of, plan_of, post_of
from ruori.indicators.models import Indicator
from ruori.kernel.codes import Severity
from ruori.kernel.problems import Problem, Ref
from ruori.kernel.text import Text
from ruori.plans import actions
from ruori.plans import queries as plans
from ruori.plans.codes import Fate, GoalRule, NeedsMoney
from ruori.plans.queries import Finding, MeasureFilter, PlanCard
from ruori.plans.rules.lint import GOAL, MEASURE
from ruori.ui.form_fields import day_field

Cleaned = Mapping[str, Any]

FATES = (
    (Fate.KEPT, _("Stays as it is")),
    (Fate.CHANGED, _("Changes")),
    (Fate.MERGED, _("Is merged")),
    (Fate.SPLIT, _("Is split")),
    (Fate.MOVED, _("Moves to another plan")),
    (Fate.DROPPED, _("Is dropped")),
)
MONEY = ((NeedsMoney.YES, _("Yes, it needs money")), (NeedsMoney.NO, _("No, it needs none")))
RULES = (
    (GoalRule.ALL, _("All tests must come true")),
    (GoalRule.ANY, _("One test is enough")),
)


@dataclass(frozen=True)
class Bench:
    """Where findings are mended: the request, the plan, and the choices, each read once."""

    request: DeskRequest
    plan: PlanCard

    @cached_property
    def posts(self) -> list[Choice]:
        """Posts by title."""
        return list(names(self.request.moment).post_choices())

    @cached_property
    def goals(self) -> list[Choice]:
        """Goals of every plan the viewer may see."""
        return list(goal_choices(self.request.viewer, self.request.moment))

    @cached_property
    def own_goals(self) -> list[Choice]:
        """Goals of the plan itself."""
        cards = plans.goal_cards(self.request.viewer, self.request.moment, plan=self.plan.pk)
        return [(str(card.pk), f"{card.code} {words(card.name)}".strip()) for card in cards]

    @cached_property
    def own_measures(self) -> list[Choice]:
        """Measures of the plan itself."""
        wanted = MeasureFilter(plan=self.plan.pk)
        cards = plans.measure_cards(self.request.viewer, self.request.moment, wanted)
        return [(str(card.pk), words(card.name)) for card in cards]


@dataclass(frozen=True, slots=True)
class Work:
    """One mending: the finding, the fields as filled in, and where it is done."""

    bench: Bench
    finding: Finding
    cleaned: Cleaned

    @property
    def about(self) -> Ref:
        """What is mended."""
        about = self.finding.problem.about
        if about is None:
            raise TypeError("a finding that is mended is about something")
        return about

    @property
    def by(self) -> dict[str, Any]:
        """Who does it, and when."""
        return {"by": self.bench.request.viewer, "at": self.bench.request.at}

    def change(self, **changes: Any) -> None:
        """Change some fields of the goal or measure, at the version that was read."""
        more = {"version": self.cleaned["version"], "changes": changes, **self.by}
        if self.about.label == GOAL:
            actions.change_goal(goal=goal_of(self.about.pk), **more)
        else:
            actions.change_measure(measure=measure_of(self.about.pk), **more)


Fields = Callable[[Bench, Problem], dict[str, forms.Field]]


@dataclass(frozen=True, slots=True)
class Repair:
    """How findings of a rule are mended: the words on the button, the fields, the deed."""

    words: Promise
    fields: Fields
    deed: Callable[[Work], None]
    severities: frozenset[Severity] = frozenset(Severity)


class RepairForm(forms.Form):
    """The few fields of a repair, with the version it was read at."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    fingerprint = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, fields: dict[str, forms.Field], **kwargs: Any) -> None:
        """Take the fields of the rule."""
        super().__init__(*args, **kwargs)
        self.fields |= fields


def _choose_post(work: Work) -> None:
    work.change(post=post_of(work.cleaned["post"]))


def _serve(work: Work) -> None:
    served = goal_of(work.cleaned["goal"])
    if work.about.label == MEASURE:
        actions.link_serves(served=served, measure=measure_of(work.about.pk), **work.by)
    else:
        actions.link_serves(served=served, goal=goal_of(work.about.pk), **work.by)


def _tell_money(work: Work) -> None:
    work.change(needs_money=NeedsMoney(work.cleaned["needs_money"]))


def _schedule(work: Work) -> None:
    work.change(ends_on=work.cleaned["ends_on"], is_continuous=work.cleaned["ends_on"] is None)


def _add_step(work: Work) -> None:
    actions.add_step(
        measure=measure_of(work.about.pk),
        text=Text(work.cleaned["text"]),
        due_on=work.cleaned["due_on"],
        **work.by,
    )


def _explain(work: Work) -> None:
    indicator = Indicator.objects.get(pk=work.finding.problem.facts["indicator_pk"])
    actions.link_indicator(
        goal=goal_of(work.about.pk),
        indicator=indicator,
        how=Text(work.cleaned["how"]),
        **work.by,
    )


def _choose_rule(work: Work) -> None:
    work.change(rule=GoalRule(work.cleaned["rule"]))


def _tag_goal(work: Work) -> None:
    """Say that a goal of the strategy takes a stand on what the law asks for."""
    pk = work.cleaned["goal"]
    (card,) = plans.goal_cards(work.bench.request.viewer, work.bench.request.moment, pks=[pk])
    actions.change_goal(
        goal=goal_of(pk),
        version=card.version,
        changes={"matters": (*card.matters, work.finding.problem.facts["matter"])},
        **work.by,
    )


def _text_checked(work: Work) -> None:
    actions.accept_finding(
        problem=work.finding.problem,
        seen=work.cleaned["fingerprint"],
        reason=gettext("The text was read and is still right."),
        **work.by,
    )


def _tell_fate(work: Work) -> None:
    heir = work.cleaned["heir"]
    is_goal = work.about.label == GOAL
    actions.tell_fate(
        plan=plan_of(work.bench.plan.pk),
        old=_element(work.about.pk, is_goal=is_goal),
        fate=Fate(work.cleaned["fate"]),
        heir=None if heir is None else _element(heir, is_goal=is_goal),
        reason=work.cleaned["reason"],
        **work.by,
    )


def _element(pk: int, *, is_goal: bool) -> actions.Element:
    return actions.Element(goal=goal_of(pk)) if is_goal else actions.Element(measure=measure_of(pk))


def _fate_fields(bench: Bench, problem: Problem) -> dict[str, forms.Field]:
    is_goal = problem.about is not None and problem.about.label == GOAL
    heirs = bench.own_goals if is_goal else bench.own_measures
    return {
        "fate": forms.ChoiceField(label=_("What becomes of it"), choices=FATES),
        "heir": key_field(_("What carries it on"), heirs),
        "reason": forms.CharField(
            label=_("Reason"),
            required=False,
            max_length=500,
            help_text=_("Needed for what is dropped; it is public."),
        ),
    }


REPAIRS: Mapping[str, Repair] = {
    "L4": Repair(
        _("Choose the rule"),
        lambda _bench, _problem: {"rule": forms.ChoiceField(label=_("Rule"), choices=RULES)},
        _choose_rule,
    ),
    "L6": Repair(
        _("Choose the post"),
        lambda bench, _problem: {
            "post": key_field(_("Responsible post"), bench.posts, is_required=True)
        },
        _choose_post,
    ),
    "L7": Repair(
        _("Explain the indicator"),
        lambda _bench, _problem: {
            "how": forms.CharField(label=_("How it measures this goal"), max_length=300)
        },
        _explain,
    ),
    "L13": Repair(
        _("Choose the goal"),
        lambda bench, _problem: {"goal": key_field(_("Serves"), bench.goals, is_required=True)},
        _serve,
    ),
    "L16": Repair(
        _("Tell about money"),
        lambda _bench, _problem: {
            "needs_money": forms.ChoiceField(label=_("Needs money"), choices=MONEY)
        },
        _tell_money,
    ),
    "L21": Repair(
        _("Set the schedule"),
        lambda _bench, _problem: {
            "ends_on": day_field(_("Ends"), help_text=_("Empty means that it goes on for good."))
        },
        _schedule,
        frozenset({Severity.WARN}),
    ),
    "L22": Repair(
        _("Add the task"),
        lambda _bench, _problem: {
            "text": forms.CharField(label=_("Next task"), max_length=300),
            "due_on": day_field(_("Deadline"), is_required=True),
        },
        _add_step,
    ),
    "L23": Repair(
        _("Choose the goal that tells of it"),
        lambda bench, _problem: {"goal": key_field(_("Goal"), bench.own_goals, is_required=True)},
        _tag_goal,
        frozenset({Severity.WARN}),
    ),
    "L25": Repair(_("Tell what becomes of it"), _fate_fields, _tell_fate),
    "L28": Repair(_("The texts are right: mark as checked"), lambda _b, _p: {}, _text_checked),
}


def repair_of(finding: Finding) -> Repair | None:
    """The repair of a finding, if its rule has one and it fits how hard the finding is."""
    repair = REPAIRS.get(finding.problem.code)
    is_fit = repair is not None and finding.problem.severity in repair.severities
    return repair if is_fit else None
