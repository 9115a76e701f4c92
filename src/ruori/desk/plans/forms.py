"""Forms of the plan editor."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ruori.decisions import queries as decisions
from ruori.desk.editing import VersionedForm, language_fields, text_initial
from ruori.kernel.codes import Visibility
from ruori.plans.codes import EnvironmentEffect, NeedsMoney, PlanKind
from ruori.plans.queries import GoalCard, MeasureCard, PlanCard, ValueCard
from ruori.ui.form_fields import day_field

Choice = tuple[str, Any]

PLAN_KINDS = (
    (PlanKind.STRATEGY, _("Strategy")),
    (PlanKind.POLICY, _("Policy")),
    (PlanKind.PROGRAMME, _("Programme")),
    (PlanKind.PLAN, _("Plan")),
    (PlanKind.OPERATING_PLAN, _("Operating plan")),
)
VISIBILITIES = (
    (Visibility.DRAFT, _("Draft")),
    (Visibility.IN_PREPARATION, _("In preparation")),
    (Visibility.PUBLIC, _("Public")),
)
MONEY = (
    (NeedsMoney.UNKNOWN, _("Not known")),
    (NeedsMoney.NO, _("No")),
    (NeedsMoney.YES, _("Yes")),
)
EFFECTS = (
    (EnvironmentEffect.UNKNOWN, _("Not known")),
    (EnvironmentEffect.NONE, _("None")),
    (EnvironmentEffect.INDIRECT, _("Indirect")),
    (EnvironmentEffect.DIRECT, _("Direct")),
)


def key_field(label: Any, choices: Iterable[Choice], *, is_required: bool = False) -> Any:
    """A choice among rows by their key; empty when nothing is chosen."""
    return forms.TypedChoiceField(
        label=label,
        required=is_required,
        coerce=int,
        empty_value=None,
        choices=[("", _("Not chosen")), *choices],
    )


def decision_choices() -> list[Choice]:
    """The newest decisions, to choose which one allowed a change; one query when shown."""
    made = decisions.recent(limit=50)
    language = get_language() or "fi"
    chosen = [(str(each.pk), each.title.to(language)) for each in made]
    return [("", _("No decision")), *chosen]


class TermsForm(VersionedForm):
    """A change of an adopted promise: from which day, and why. Absent while a plan is a draft."""

    def add_terms(self, *, is_draft: bool) -> None:
        """Ask for the terms when the promise has been adopted."""
        if is_draft:
            return
        self.fields["holds_from"] = day_field(_("Holds from"), help_text=_("Empty means today."))
        self.fields["reason"] = forms.CharField(
            label=_("Reason of the change"),
            required=False,
            max_length=500,
            help_text=_("The reason is shown in the promise ledger."),
        )
        self.fields["decision"] = forms.TypedChoiceField(
            label=_("Decision that allows it"),
            required=False,
            coerce=int,
            empty_value=None,
            choices=decision_choices,
            help_text=_("Without one the ledger says that there is no decision."),
        )


class PlanForm(TermsForm):
    """What a plan says of itself."""

    def __init__(
        self, *args: Any, units: list[Choice], is_draft: bool, is_new: bool = False, **kwargs: Any
    ) -> None:
        """Take the units to choose from, and whether the plan is still a draft."""
        super().__init__(*args, **kwargs)
        self.made_with = {"units": units, "is_draft": is_draft, "is_new": is_new}
        if is_new:
            del self.fields["version"]
            self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=PLAN_KINDS)
        self.fields |= language_fields("title", str(_("Title")))
        self.fields["period_from"] = day_field(_("Period begins"))
        self.fields["period_to"] = day_field(_("Period ends"))
        self.fields["check_on"] = day_field(
            _("To be checked by"), help_text=_("When a law tells when the plan is checked.")
        )
        self.fields["owner_unit"] = key_field(_("Owner"), units)
        self.fields["legal_basis"] = forms.CharField(
            label=_("Legal basis"), required=False, max_length=200
        )
        self.fields |= language_fields("vision", str(_("Vision")), is_required=False)
        self.fields |= language_fields(
            "plain_text", str(_("Plain text")), is_long=True, is_required=False, limit=300
        )
        self.fields |= language_fields(
            "evaluation_plan", str(_("How it is evaluated")), is_long=True, is_required=False
        )
        self.add_terms(is_draft=is_draft or is_new)


class ValueForm(TermsForm):
    """A value of the city."""

    def __init__(self, *args: Any, is_draft: bool, **kwargs: Any) -> None:
        """Take whether the plan is still a draft."""
        super().__init__(*args, **kwargs)
        self.made_with = {"is_draft": is_draft}
        self.fields |= language_fields("name", str(_("Name")))
        self.fields |= language_fields(
            "text", str(_("Text")), is_long=True, is_required=False, limit=2000
        )
        self.add_terms(is_draft=is_draft)


class GoalForm(TermsForm):
    """A goal: its words and who answers for it."""

    def __init__(
        self,
        *args: Any,
        units: list[Choice],
        posts: list[Choice],
        is_draft: bool,
        levels: list[Choice] | None = None,
        **kwargs: Any,
    ) -> None:
        """Take the units and posts to choose from; `levels` only for a new goal."""
        super().__init__(*args, **kwargs)
        self.made_with = {"units": units, "posts": posts, "is_draft": is_draft, "levels": levels}
        if levels is not None:
            del self.fields["version"]
            self.fields["level"] = forms.ChoiceField(label=_("Level"), choices=levels)
        self.fields["code"] = forms.CharField(label=_("Code"), required=False, max_length=20)
        self.fields |= language_fields("name", str(_("Name")))
        self.fields |= language_fields(
            "text", str(_("Text")), is_long=True, is_required=False, limit=4000
        )
        self.fields |= language_fields(
            "plain_text", str(_("Plain text")), is_long=True, is_required=False, limit=300
        )
        self.fields["unit"] = key_field(_("Responsible unit"), units)
        self.fields["post"] = key_field(_("Responsible post"), posts)
        self.add_terms(is_draft=is_draft)


class MeasureForm(TermsForm):
    """A measure: its promise, who answers, when and with which money."""

    def __init__(
        self,
        *args: Any,
        units: list[Choice],
        posts: list[Choice],
        is_draft: bool,
        goals: list[Choice] | None = None,
        **kwargs: Any,
    ) -> None:
        """Take the units, posts and, for a new measure, the goals to choose from."""
        super().__init__(*args, **kwargs)
        self.made_with = {"units": units, "posts": posts, "is_draft": is_draft, "goals": goals}
        if goals is not None:
            del self.fields["version"]
            self.fields["serves"] = key_field(_("Serves"), goals, is_required=True)
        self._add_words()
        self.fields["unit"] = key_field(_("Responsible unit"), units, is_required=True)
        self.fields["post"] = key_field(_("Responsible post"), posts)
        self._add_days_and_money()
        self.add_terms(is_draft=is_draft)

    def _add_words(self) -> None:
        self.fields |= language_fields("name", str(_("Name")))
        self.fields |= language_fields(
            "plain_text", str(_("Plain text")), is_long=True, is_required=False, limit=300
        )
        self.fields |= language_fields(
            "text", str(_("Text")), is_long=True, is_required=False, limit=4000
        )

    def _add_days_and_money(self) -> None:
        self.fields["starts_on"] = day_field(_("Begins"))
        self.fields["ends_on"] = day_field(_("Ends"))
        self.fields["is_continuous"] = forms.BooleanField(label=_("Continuous"), required=False)
        self.fields["needs_money"] = forms.ChoiceField(label=_("Needs money"), choices=MONEY)
        self.fields["need_euros"] = forms.DecimalField(
            label=_("Sum needed, €"), required=False, max_digits=14, decimal_places=2, min_value=0
        )
        self.fields["environment_effect"] = forms.ChoiceField(
            label=_("Effect on the environment"), choices=EFFECTS
        )
        self.fields |= language_fields("environment_text", str(_("What effect")), is_required=False)
        self.fields["visibility"] = forms.ChoiceField(label=_("Visibility"), choices=VISIBILITIES)


def plan_initial(card: PlanCard) -> dict[str, Any]:
    """A stored plan as the form shows it."""
    return {
        "version": card.version,
        **text_initial("title", card.title),
        "period_from": card.period_from,
        "period_to": card.period_to,
        "check_on": card.check_on,
        "owner_unit": card.owner_unit,
        "legal_basis": card.legal_basis,
        **text_initial("vision", card.vision),
        **text_initial("plain_text", card.plain_text),
        **text_initial("evaluation_plan", card.evaluation_plan),
    }


def value_initial(card: ValueCard) -> dict[str, Any]:
    """A stored value as the form shows it."""
    return {
        "version": card.version,
        **text_initial("name", card.name),
        **text_initial("text", card.text),
    }


def goal_initial(card: GoalCard) -> dict[str, Any]:
    """A stored goal as the form shows it."""
    return {
        "version": card.version,
        "code": card.code,
        **text_initial("name", card.name),
        **text_initial("text", card.text),
        **text_initial("plain_text", card.plain_text),
        "unit": card.unit,
        "post": card.post,
    }


_MEASURE_PLAIN = (
    "version",
    "unit",
    "post",
    "starts_on",
    "ends_on",
    "is_continuous",
    "needs_money",
    "need_euros",
    "environment_effect",
    "visibility",
)


def measure_initial(card: MeasureCard) -> dict[str, Any]:
    """A stored measure as the form shows it."""
    plain: Mapping[str, Any] = {name: getattr(card, name) for name in _MEASURE_PLAIN}
    return {
        **plain,
        **text_initial("name", card.name),
        **text_initial("plain_text", card.plain_text),
        **text_initial("text", card.text),
        **text_initial("environment_text", card.environment_text),
    }
