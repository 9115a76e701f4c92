"""How a goal is judged, fixed in advance: its rule and its tests, one block for each test."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ruori.desk.editing import Editing, Stored, changed, edit
from ruori.desk.frame import trail, words
from ruori.desk.gates import DeskRequest, gate, staff
from ruori.desk.plans.forms import Choice, TermsForm, key_field
from ruori.desk.plans.terms import goal_of, may_edit_plan, terms_of
from ruori.indicators import queries as indicators
from ruori.indicators.models import Series
from ruori.kernel.text import Text
from ruori.plans import actions
from ruori.plans import queries as plans
from ruori.plans.actions import RuleTerms, TestTerms
from ruori.plans.codes import GoalRule, Operator, TestKind
from ruori.plans.queries import GoalCard, TestCard
from ruori.plans.rules import EDITED_IN_PLACE
from ruori.ui.form_fields import day_field

BLANK = 2
"""How many empty blocks stand after the tests that are there."""
MOST = 12
RULES = (
    ("", _("One test, or none")),
    (GoalRule.ALL, _("Every test must be reached")),
    (GoalRule.ANY, _("Any one test is enough")),
    (GoalRule.AT_LEAST, _("At least so many tests")),
    (GoalRule.WEIGHTED, _("A weighted share of the tests")),
)
KINDS = (
    ("", _("No test")),
    (TestKind.INDICATOR, _("A figure reaches a level")),
    (TestKind.DEED, _("A deed is done by a day")),
)
OPERATORS = (
    ("", _("Not chosen")),
    (Operator.AT_LEAST, _("at least this level")),
    (Operator.AT_MOST, _("at most this level")),
    (Operator.WITHIN, _("between the two levels")),
    (Operator.EXACTLY, _("exactly this level, within the tolerance")),
)
FIELDS = (
    "kind",
    "series",
    "period",
    "operator",
    "low",
    "high",
    "tolerance",
    "baseline_value",
    "baseline_on",
    "deed",
    "due_on",
    "weight",
    "is_provisional_enough",
)


class RuleForm(TermsForm):
    """The rule of a goal and its tests; an empty block is no test."""

    def __init__(
        self, *args: Any, series: Iterable[Choice], tests: int, is_draft: bool, **kwargs: Any
    ) -> None:
        """Take the series to choose from and how many blocks there are."""
        super().__init__(*args, **kwargs)
        self.made_with = {"series": series, "tests": tests, "is_draft": is_draft}
        self.count = tests
        self.fields["rule"] = forms.ChoiceField(
            label=_("When the goal comes true"), required=False, choices=RULES
        )
        self.fields["rule_count"] = forms.IntegerField(
            label=_("How many tests must be reached"), required=False, min_value=1
        )
        self.fields["rule_share"] = _number(_("Share that must be reached, 0–1"))
        self.fields["partly_at"] = _number(_("Partly met from this share, 0–1"))
        for number in range(1, tests + 1):
            self.fields |= {f"t{number}_{name}": one for name, one in _test_fields(series).items()}
        self.add_terms(is_draft=is_draft)

    def rule_fields(self) -> list[Any]:
        """The fields of the rule."""
        return [self[name] for name in ("rule", "rule_count", "rule_share", "partly_at")]

    def blocks(self) -> list[tuple[int, list[Any], bool]]:
        """The fields of each test, and whether it is open: the first, the told and the wrong."""
        found = []
        for number in range(1, self.count + 1):
            fields = [self[f"t{number}_{name}"] for name in FIELDS]
            is_told = bool(fields[0].value()) or any(field.errors for field in fields)
            found.append((number, fields, number == 1 or is_told))
        return found

    def term_fields(self) -> list[Any]:
        """The fields of the terms, when the promise has been adopted."""
        names = ("holds_from", "reason", "decision")
        return [self[name] for name in names if name in self.fields]


@gate(staff)
def goal_tests(request: DeskRequest, pk: int) -> HttpResponse:
    """Fix how a goal is judged; after adoption each change stays in the promise ledger."""
    card, is_draft = _goal(request, pk)

    def save(cleaned: Mapping[str, Any]) -> None:
        actions.fix_rule(
            goal=goal_of(pk),
            version=cleaned["version"],
            rule=_rule(cleaned),
            tests=list(_tests(cleaned)),
            by=request.viewer,
            at=request.at,
            terms=terms_of(cleaned),
        )

    tests = plans.tests_of(request.moment, [pk])[pk]
    editing = Editing(
        form=RuleForm(
            request.POST or None,
            initial=_initial(card, tests),
            series=_series_choices(request),
            tests=min(len(tests) + BLANK, MOST),
            is_draft=is_draft,
        ),
        save=save,
        stored=lambda: _stored(request, pk),
        done=reverse("desk:goal_tests", args=[pk]),
        message=changed(),
        template="desk/plans/tests.html",
        context=_context(request, card),
    )
    return edit(request, editing)


def _context(request: DeskRequest, card: GoalCard) -> dict[str, Any]:
    links = plans.indicator_links(request.moment, goals=[card.pk])
    return {
        "heading": f"{card.code} {words(card.name)}".strip(),
        "hows": [words(link.how) for link in links if link.how],
        "back": reverse("desk:goal", args=[card.pk]),
        "crumbs": trail(
            (gettext("Plans"), reverse("desk:plans")),
            (words(card.name), reverse("desk:goal", args=[card.pk])),
            (gettext("How the goal is judged"), ""),
        ),
    }


def _goal(request: DeskRequest, pk: int) -> tuple[GoalCard, bool]:
    found = plans.goal_cards(request.viewer, request.moment, pks=[pk])
    plan = plans.plan_card(request.viewer, request.moment, found[0].plan) if found else None
    if plan is None or not may_edit_plan(request.viewer, plan):
        raise Http404
    return found[0], plan.stage in EDITED_IN_PLACE


def _stored(request: DeskRequest, pk: int) -> Stored:
    card, _is_draft = _goal(request, pk)
    return Stored(card.version, _initial(card, plans.tests_of(request.moment, [pk])[pk]))


def _series_choices(request: DeskRequest) -> list[Choice]:
    """The main line of each figure, by the figure's name."""
    rows = indicators.indicator_rows(viewer=request.viewer, at=request.at, with_promises=False)
    found = [(str(row.series.pk), words(row.card.name)) for row in rows if row.series is not None]
    return sorted(found, key=lambda each: each[1])


def _initial(card: GoalCard, tests: Iterable[TestCard]) -> dict[str, Any]:
    initial: dict[str, Any] = {
        "version": card.version,
        "rule": card.rule or "",
        "rule_count": card.rule_count,
        "rule_share": _short(card.rule_share),
        "partly_at": _short(card.partly_at),
    }
    for number, test in enumerate(tests, start=1):
        told = {name: getattr(test, name) for name in FIELDS}
        numbers = ("low", "high", "tolerance", "baseline_value", "weight")
        told |= {name: _short(told[name]) for name in numbers}
        told |= {"deed": words(test.deed), "operator": test.operator or ""}
        initial |= {f"t{number}_{name}": value for name, value in told.items()}
    return initial


def _short(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def _rule(cleaned: Mapping[str, Any]) -> RuleTerms:
    return RuleTerms(
        rule=GoalRule(cleaned["rule"]) if cleaned["rule"] else None,
        count=cleaned["rule_count"],
        share=cleaned["rule_share"],
        partly_at=cleaned["partly_at"],
    )


def _tests(cleaned: Mapping[str, Any]) -> Iterator[TestTerms]:
    for number in range(1, MOST + 1):
        kind = cleaned.get(f"t{number}_kind")
        if kind:
            yield _test(TestKind(kind), {name: cleaned[f"t{number}_{name}"] for name in FIELDS})


def _test(kind: TestKind, told: Mapping[str, Any]) -> TestTerms:
    weight = told["weight"] or Decimal(1)
    if kind is TestKind.DEED:
        deed = Text(told["deed"]) if told["deed"] else Text()
        return TestTerms(kind, deed=deed, due_on=told["due_on"], weight=weight)
    plain = ("period", "low", "high", "tolerance", "baseline_value", "baseline_on")
    return TestTerms(
        kind,
        series=Series.objects.filter(pk=told["series"] or 0).first(),
        operator=Operator(told["operator"]) if told["operator"] else None,
        weight=weight,
        is_provisional_enough=told["is_provisional_enough"],
        **{name: told[name] for name in plain},
    )


def _test_fields(series: Iterable[Choice]) -> dict[str, forms.Field]:
    return {
        "kind": forms.ChoiceField(label=_("What is tested"), required=False, choices=KINDS),
        "series": key_field(_("Figure"), series),
        "period": forms.CharField(
            label=_("Period of the figure"),
            required=False,
            max_length=20,
            help_text=_("For example 2026 or 2026-Q2."),
        ),
        "operator": forms.ChoiceField(
            label=_("How it is compared"), required=False, choices=OPERATORS
        ),
        "low": _number(_("Promised level")),
        "high": _number(_("Upper level of a range")),
        "tolerance": _number(_("Tolerance")),
        "baseline_value": _number(_("Where one starts from")),
        "baseline_on": day_field(_("Day of that value")),
        "deed": forms.CharField(label=_("Deed that is done"), required=False, max_length=500),
        "due_on": day_field(_("Done by")),
        "weight": _number(_("Weight")),
        "is_provisional_enough": forms.BooleanField(
            label=_("A preliminary figure is enough"), required=False
        ),
    }


def _number(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        max_digits=24,
        decimal_places=6,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
