"""Forms of reporting: few questions, the words of last time beside them (W2)."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ruori.cycle.rules import ObjectKind, Question
from ruori.desk.editing import VersionedForm
from ruori.desk.figures import AskedFigure
from ruori.files.rules import MAX_BYTES
from ruori.followup.queries import EntryForm
from ruori.followup.rules.progress import SENTENCE_MAX
from ruori.kernel.codes import Progress
from ruori.ui.form_fields import day_field, digits_field, mark_choices, sentence_field

WRITABLE = (
    Progress.NOT_STARTED,
    Progress.ON_SCHEDULE,
    Progress.LATE,
    Progress.DONE,
    Progress.ESTABLISHED,
    Progress.ON_HOLD,
    Progress.CANCELLED,
)

PROOF = ("proof_file", "proof_link", "proof_is_public")
SAID = ("done", "effects", "cause", "action", "forecast", "new_end_on")


class ReportForm(VersionedForm):
    """What is said of a measure or goal; `version` is the last entry the writer saw, 0 for none.

    `draft` is the version of the draft the writer saw. Only what the round asks is asked; what a
    rule may demand (a sentence, a cause) has its place in any case.
    """

    draft = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, asked: EntryForm, figures: tuple[AskedFigure, ...] = (), **kwargs: Any
    ) -> None:
        """Take what the round asks, and the figures asked with it."""
        super().__init__(*args, **kwargs)
        self.made_with = {"asked": asked, "figures": figures}
        kind = ObjectKind.GOAL if asked.outlooks else ObjectKind.MEASURE
        self.questions = asked.round.questions[kind]
        self.figures = figures if Question.FIGURE in self.questions else ()
        self._add_word(asked)
        self._add_sentences()
        for figure in self.figures:
            self._add_figure(figure)
        if Question.PROOF in self.questions:
            self.fields |= proof_fields()

    def clean(self) -> dict[str, Any]:
        """Ask once about a figure ten times the last one; what was typed stays."""
        cleaned: dict[str, Any] = super().clean() or {}
        for figure in self.figures:
            typed = cleaned.get(figure.field, "")
            if typed and figure.is_odd(typed) and cleaned.get(f"sure_{figure.series}") != typed:
                self._ask_again(figure, typed)
        return cleaned

    def _ask_again(self, figure: AskedFigure, typed: str) -> None:
        words = gettext(
            "Is %(typed)s right? The last one was %(last)s. If it is, send the form again."
        )
        self.add_error(figure.field, words % {"typed": typed, "last": figure.last})
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[f"sure_{figure.series}"] = typed
        self.data = data

    @property
    def shown(self) -> list[BoundField]:
        """The sentences and figures that are asked at once."""
        asked = [
            *(["done"] if Question.SENTENCE in self.questions else []),
            *(["effects"] if Question.EFFECTS in self.questions else []),
            *(figure.field for figure in self.figures),
            *(["forecast"] if Question.FORECAST in self.questions else []),
        ]
        return [self[name] for name in asked]

    @property
    def folded(self) -> list[BoundField]:
        """What is told only when things deviate."""
        missing = [] if Question.SENTENCE in self.questions else ["done"]
        return [self[name] for name in (*missing, "cause", "action", "new_end_on")]

    @property
    def proof(self) -> list[BoundField]:
        """The fields of a proof, when one is asked."""
        return [self[name] for name in PROOF if name in self.fields]

    @property
    def is_folded_open(self) -> bool:
        """True when something is told, or wrong, in the folded part."""
        return any(bound.errors or bound.value() for bound in self.folded)

    def _add_sentences(self) -> None:
        self.fields["done"] = _sentence(_("What has happened, in one sentence"))
        if Question.EFFECTS in self.questions:
            self.fields["effects"] = _sentence(_("What has come of it"))
        if Question.FORECAST in self.questions:
            self.fields["forecast"] = _sentence(_("How it will go by the end of the year"))
        self.fields["cause"] = _sentence(_("If it is late or at risk: why"))
        self.fields["action"] = _sentence(_("What is done about it"))
        self.fields["new_end_on"] = day_field(_("New date"))

    def _add_figure(self, figure: AskedFigure) -> None:
        told = gettext("Last value: %(last)s") % {"last": figure.last} if figure.last else ""
        self.fields[figure.field] = digits_field(figure.label, help_text=told)
        self.fields[f"sure_{figure.series}"] = forms.CharField(
            required=False, max_length=40, widget=forms.HiddenInput
        )

    def _add_word(self, asked: EntryForm) -> None:
        if asked.outlooks:
            choices = mark_choices("attainment", asked.outlooks)
            self.fields["outlook"] = forms.ChoiceField(
                label=_("How does the goal look"), choices=choices, widget=forms.RadioSelect
            )
        else:
            choices = mark_choices("progress", WRITABLE)
            self.fields["progress"] = forms.ChoiceField(
                label=_("How is it going"), choices=choices, widget=forms.RadioSelect
            )

    @property
    def word(self) -> str:
        """The name of the field of the judgement."""
        return "outlook" if "outlook" in self.fields else "progress"


class ReviewForm(forms.Form):
    """Why an entry or a summary is returned; `draft` is the version of the draft seen."""

    draft = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("What should be mended"),
        max_length=SENTENCE_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SummaryForm(VersionedForm):
    """A unit's own summary of a round; `draft` is the version of the draft seen."""

    draft = forms.IntegerField(widget=forms.HiddenInput, required=False)
    summary = forms.CharField(
        label=_("Summary of the area"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class ProofForm(forms.Form):
    """A proof that was asked for: a file or a web address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """With the fields of every proof."""
        super().__init__(*args, **kwargs)
        self.fields |= proof_fields()


class AskForm(forms.Form):
    """What should be shown, and by when."""

    needed = forms.CharField(
        label=_("What should be shown"),
        max_length=SENTENCE_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    due_on = day_field(_("By when"), is_required=True)


class RefusalForm(forms.Form):
    """Why no proof can be given."""

    reason = forms.CharField(
        label=_("Why no proof can be given"),
        max_length=SENTENCE_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def proof_fields() -> dict[str, forms.Field]:
    """The fields of a proof: a file, a web address, and whether everybody may see it."""
    return {
        "proof_file": forms.FileField(
            label=_("Proof: a file"),
            required=False,
            help_text=_("At most %(size)s MB: PDF, picture, Word, Excel or text.")
            % {"size": MAX_BYTES // 1_000_000},
        ),
        "proof_link": forms.URLField(
            label=_("Proof: a web address"), required=False, max_length=500, assume_scheme="https"
        ),
        "proof_is_public": forms.BooleanField(
            label=_("The proof may be shown to everybody"), required=False
        ),
    }


def _sentence(label: Any) -> forms.CharField:
    return sentence_field(label, limit=SENTENCE_MAX, rows=3)


def report_initial(asked: EntryForm) -> dict[str, Any]:
    """What stands in this round already, else nothing but the last word; a draft goes before."""
    told = asked.current or asked.previous
    initial: dict[str, Any] = {"version": asked.expected_last or 0, "draft": None}
    if told is not None:
        initial |= {"progress": told.entry.progress, "outlook": told.entry.outlook}
    if asked.current is not None:
        initial |= {name: getattr(asked.current.entry, name) for name in SAID}
    return initial


def with_draft(initial: dict[str, Any], asked: EntryForm) -> dict[str, Any]:
    """The same with the draft that waits, if any; its own version of the last entry is kept."""
    if asked.draft is None:
        return initial
    return {**initial, **asked.draft.fields, "draft": asked.draft.version}
