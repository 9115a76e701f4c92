"""Forms of deviations: why, what is done, by whom and when; whether it helped."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruori.decisions.models import Decision
from ruori.desk.editing import Cleaned, VersionedForm
from ruori.desk.plans.forms import Choice, key_field
from ruori.desk.plans.terms import post_of
from ruori.followup.actions import ReactionTerms
from ruori.followup.codes import Cause
from ruori.followup.queries import DeviationCard
from ruori.plans.models import Measure
from ruori.ui.form_fields import day_field

CAUSES = (
    (Cause.OWN_ACTION, _("Our own doing")),
    (Cause.ENVIRONMENT, _("The world around us")),
    (Cause.MONEY, _("Money")),
    (Cause.DEFINITION, _("How it was defined")),
)
SHORT = 1000
"""The longest text of one question, in characters."""


class ReactionForm(VersionedForm):
    """What is known of a deviation and what is done about it."""

    def __init__(
        self,
        *args: Any,
        posts: Iterable[Choice],
        measures: Iterable[Choice],
        decisions: Iterable[Choice],
        **kwargs: Any,
    ) -> None:
        """Take the posts, measures and decisions to choose from."""
        super().__init__(*args, **kwargs)
        self.made_with = {"posts": posts, "measures": measures, "decisions": decisions}
        self.fields["cause_code"] = forms.ChoiceField(
            label=_("What the deviation comes from"),
            required=False,
            choices=[("", _("Not chosen")), *CAUSES],
        )
        self.fields["cause"] = _text(_("Why it deviates"))
        self.fields["effect"] = _text(_("What it leads to"))
        self.fields["action"] = _text(_("What is done about it"))
        self.fields["action_measure"] = key_field(_("A measure that mends it"), measures)
        self.fields["post"] = key_field(_("Who does it"), posts)
        self.fields["due_on"] = day_field(_("By which day"))
        self.fields["decision"] = key_field(_("Decision"), decisions)
        self.fields["is_accepted"] = forms.BooleanField(
            label=_("Accepted as it is by this decision"), required=False
        )


class NoteForm(VersionedForm):
    """What shows that something was done, or whether it helped."""

    def __init__(self, *args: Any, label: Any, **kwargs: Any) -> None:
        """Take the question."""
        super().__init__(*args, **kwargs)
        self.auto_id = "note_%s"
        self.fields["note"] = _text(label)


def reaction_initial(card: DeviationCard) -> dict[str, Any]:
    """A stored deviation as its form shows it."""
    reaction = card.reaction
    return {
        "version": card.version,
        "cause_code": reaction.cause_code or "",
        "cause": reaction.cause,
        "effect": card.effect,
        "action": reaction.action,
        "action_measure": card.action_measure,
        "post": card.post,
        "due_on": reaction.due_on,
        "decision": card.decision,
        "is_accepted": reaction.is_accepted,
    }


def reaction_terms(cleaned: Cleaned) -> ReactionTerms:
    """The reaction as it was written."""
    measure, decision = cleaned["action_measure"], cleaned["decision"]
    code = cleaned["cause_code"]
    return ReactionTerms(
        cause_code=Cause(code) if code else None,
        cause=cleaned["cause"],
        effect=cleaned["effect"],
        action=cleaned["action"],
        action_measure=None if measure is None else Measure.objects.get(pk=measure),
        post=post_of(cleaned["post"]),
        due_on=cleaned["due_on"],
        decision=None if decision is None else Decision.objects.get(pk=decision),
        is_accepted=cleaned["is_accepted"],
    )


def _text(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=SHORT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
