"""Forms of planning a round: each choice says what it means."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruori.cycle.queries import RoundCard
from ruori.cycle.rules import (
    CUSTOMARY_QUESTIONS,
    CUSTOMARY_STEP,
    MAY_BE_ASKED,
    ObjectKind,
    Question,
    Questions,
    RoundKind,
)
from ruori.desk.editing import VersionedForm, language_fields, text_initial
from ruori.ui.form_fields import day_field

KINDS = (
    (RoundKind.FOLLOW_UP, _("Follow-up report")),
    (RoundKind.INTERIM_1, _("Interim report I")),
    (RoundKind.INTERIM_2, _("Interim report II")),
    (RoundKind.YEAR_END, _("Financial statements")),
    (RoundKind.ENVIRONMENT, _("Environmental report")),
    (RoundKind.WELLBEING, _("Wellbeing report")),
)
KINDS_IN_WORDS = (
    (RoundKind.FOLLOW_UP, _("Follow-up report: how goals and measures go, whenever the city asks")),
    (RoundKind.INTERIM_1, _("Interim report I: the beginning of the year, as of 30 April")),
    (RoundKind.INTERIM_2, _("Interim report II: the year so far, as of 31 August")),
    (RoundKind.YEAR_END, _("Financial statements: whether the year's goals were met, for good")),
    (RoundKind.ENVIRONMENT, _("Environmental report: environmental goals and figures of the year")),
    (RoundKind.WELLBEING, _("Wellbeing report: the yearly report on wellbeing to the council")),
)
QUESTIONS = {
    Question.SENTENCE: _("One sentence: what has happened"),
    Question.EFFECTS: _("Effects: what it has changed for people"),
    Question.DEVIATION: _("If it is late: cause, action and a new date"),
    Question.FORECAST: _("A forecast to the end of the year"),
    Question.FIGURE: _("The newest figure"),
    Question.PROOF: _("A proof: a file or a link"),
}
OF_KIND = {
    ObjectKind.MEASURE: (_("Of each measure"), _("How it is going is always asked.")),
    ObjectKind.GOAL: (_("Of each goal"), _("How the goal looks is always asked.")),
    ObjectKind.INDICATOR: (_("Of each indicator"), _("The newest figure is always asked.")),
}
DAYS = (
    ("covers_from", _("Period begins"), ""),
    ("covers_to", _("Period ends"), _("What happened by this day is reported.")),
    ("opens_on", _("Opens"), _("From this day on the round is on everybody's turn.")),
    (
        "due_on",
        _("Answers by"),
        _(
            "The last day of the whole round. The accounts are signed by 31 March (Local"
            " Government Act)."
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Candidates:
    """The units that may be asked: the city's own, and partners outside it."""

    own: tuple[tuple[str, str], ...]
    partners: tuple[tuple[str, str], ...]


class RoundForm(forms.Form):
    """A new round: what it covers, when it is due, which units it asks and what."""

    def __init__(self, *args: Any, candidates: Candidates, **kwargs: Any) -> None:
        """Take the units to choose from."""
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            label=_("Kind"), choices=KINDS_IN_WORDS, widget=forms.RadioSelect
        )
        self.fields |= language_fields("title", str(_("Title")))
        self.fields |= _day_fields()
        self.fields["step"] = step_field()
        self.fields |= unit_fields(candidates)
        self.fields |= _question_fields()
        self.fields["code"] = forms.SlugField(
            label=_("Code"),
            max_length=60,
            required=False,
            help_text=_("For example seuranta-2026-2. Left empty it is made from the title."),
        )


class ChangeRoundForm(VersionedForm):
    """The title, days and questions of a round that is planned or open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make the fields that may still change."""
        super().__init__(*args, **kwargs)
        self.fields |= language_fields("title", str(_("Title")))
        self.fields |= _day_fields()
        self.fields |= _question_fields()


class DeadlinesForm(VersionedForm):
    """A deadline for each asked unit; empty means the round's own day."""

    def __init__(self, *args: Any, lines: Iterable[tuple[int, str, str]], **kwargs: Any) -> None:
        """Take the key, name and place of each asked unit."""
        super().__init__(*args, **kwargs)
        self.made_with = {"lines": tuple(lines)}
        for pk, name, note in self.made_with["lines"]:
            self.fields[f"due_{pk}"] = day_field(name, help_text=note)


def step_field() -> forms.IntegerField:
    """How many working days apart the levels answer."""
    return forms.IntegerField(
        label=_("Working days between levels"),
        min_value=1,
        max_value=60,
        initial=CUSTOMARY_STEP,
        help_text=_(
            "Who is below answers so many working days before the unit above it, so that a head has"
            " time to read. Weekends and Finnish holidays are not counted."
        ),
    )


def unit_fields(candidates: Candidates) -> dict[str, forms.Field]:
    """The units asked: two groups of ticks."""
    return {
        "units": _ticks(_("Units asked"), candidates.own),
        "partners": _ticks(
            _("Partners outside the city"),
            candidates.partners,
            _("Subsidiaries, organisations and service providers see only their own promises."),
        ),
    }


def questions_from(cleaned: Mapping[str, Any]) -> dict[ObjectKind, frozenset[Question]]:
    """The questions ticked, by kind of object."""
    return {
        kind: frozenset(Question(code) for code in cleaned[f"questions_{kind}"])
        for kind in ObjectKind
    }


def change_initial(card: RoundCard) -> dict[str, Any]:
    """What is stored of a round, as the form shows it."""
    return {
        "version": card.version,
        **text_initial("title", card.title),
        **{name: getattr(card, name) for name, _label, _hint in DAYS},
        **questions_initial(card.questions),
    }


def questions_initial(asked: Questions = CUSTOMARY_QUESTIONS) -> dict[str, list[str]]:
    """The questions of a round as ticks."""
    return {
        f"questions_{kind}": [code.value for code in MAY_BE_ASKED[kind] if code in asked[kind]]
        for kind in ObjectKind
    }


def _day_fields() -> dict[str, forms.Field]:
    return {name: day_field(label, is_required=True, help_text=hint) for name, label, hint in DAYS}


def _question_fields() -> dict[str, forms.Field]:
    return {
        f"questions_{kind}": _ticks(
            label, [(code.value, QUESTIONS[code]) for code in MAY_BE_ASKED[kind]], hint
        )
        for kind, (label, hint) in OF_KIND.items()
    }


def _ticks(label: Any, choices: Iterable[tuple[str, Any]], hint: Any = "") -> forms.Field:
    return forms.MultipleChoiceField(
        label=label,
        choices=list(choices),
        required=False,
        help_text=hint,
        widget=forms.CheckboxSelectMultiple,
    )


def kind_in_words(kind: RoundKind) -> str:
    """The kind of a round in the reader's language."""
    return str(dict(KINDS)[kind])
