"""The limits of the plan check, as the city sets them."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ruori.desk.editing import Editing, Stored, VersionedForm, changed, edit
from ruori.desk.gates import DeskRequest, administers, gate
from ruori.plans import actions
from ruori.plans.queries import limits_card
from ruori.plans.rules.lint import Limits
from ruori.ui.form_fields import day_field

FIELDS = tuple(Limits.__dataclass_fields__)


def _number(label: Any, help_text: Any, *, least: int = 1) -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=help_text, min_value=least, max_value=9999)


class LimitsForm(VersionedForm):
    """Every limit, and the day from which they hold."""

    plan_hint = _number(
        _("A plan is wide"), _("More goals and measures than this in one plan is a hint.")
    )
    plan_warn = _number(_("A plan is too wide"), _("More than this is to be corrected."))
    post_warn = _number(
        _("A post has too much"), _("More goals and measures than this on one post.")
    )
    similarity = forms.DecimalField(
        label=_("Two measures are the same"),
        help_text=_("Share of the words that are the same, from 0.5 to 1."),
        min_value=0,
        max_value=1,
        max_digits=3,
        decimal_places=2,
    )
    shortest = _number(_("Words at least"), _("Shorter measures are not compared."))
    step_months = _number(
        _("Next tasks, months ahead"), _("A running measure wants a next task within this time.")
    )
    steps_wanted = _number(_("Next tasks wanted"), _("Fewer than this is a hint."))
    judged_months = _number(
        _("Goals are judged, months after the year"),
        _("The accounts are signed by 31 March: 3 months."),
        least=0,
    )
    holds_from = day_field(_("Holds from"), help_text=_("Empty means today."))


@gate(administers)
def health_limits(request: DeskRequest) -> HttpResponse:
    """See and change the limits."""
    stored = _stored(request)
    initial = {"version": stored.version, **stored.initial}

    def save(cleaned: dict[str, Any]) -> None:
        actions.set_limits(
            limits=Limits(**{name: cleaned[name] for name in FIELDS}),
            version=cleaned["version"],
            holds_from=cleaned["holds_from"],
            by=request.viewer,
            at=request.at,
        )

    editing = Editing(
        form=LimitsForm(request.POST or None, initial=initial),
        save=save,
        stored=lambda: _stored(request),
        done=reverse("desk:health_limits"),
        message=changed(),
        template="desk/plans/health/limits.html",
    )
    return edit(request, editing)


def _stored(request: DeskRequest) -> Stored:
    card = limits_card(request.moment)
    return Stored(card.version, {name: getattr(card.limits, name) for name in FIELDS})
