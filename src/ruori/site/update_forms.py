"""The forms of an update link: what a round asks of one item, a figure, and passing it on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ruori.cycle.rules import ObjectKind, Question
from ruori.files.rules import MAX_BYTES
from ruori.followup.actions.by_link import HandValue, LinkWords, NewProof, Upload
from ruori.followup.queries import EntryForm
from ruori.followup.rules.progress import SENTENCE_MAX
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.problems import Refused
from ruori.ui.form_fields import day_field, digits_field, mark_choices, sentence_field
from ruori.ui.saying import say

WRITABLE = tuple(code for code in Progress if code is not Progress.NOT_REPORTED)
SENTENCES = ("done", "effects", "cause", "action", "forecast")
DEVIATION = ("cause", "action", "new_end_on")
KEPT_TYPES = "image/*,.pdf,.docx,.xlsx,.odt,.ods,.csv,.txt"


class UpdateForm(forms.Form):
    """What is said of a measure or goal; `version` is the last row its form showed, 0 for none."""

    version = forms.IntegerField(min_value=0, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, asked: EntryForm, figure: str = "", **kwargs: Any) -> None:
        """Take what the round asks, and the name of a figure asked with it."""
        super().__init__(*args, **kwargs)
        self.word = "outlook" if asked.outlooks else "progress"
        is_measure = self.word == "progress"
        kind = ObjectKind.MEASURE if is_measure else ObjectKind.GOAL
        self.questions = asked.round.questions[kind]
        self._add_word(asked)
        if figure and Question.FIGURE in self.questions:
            self.fields["value"] = digits_field(figure)
        self._add_sentences()
        if Question.PROOF in self.questions:
            self._add_proof()

    def _add_word(self, asked: EntryForm) -> None:
        codes: tuple[Attainment | Progress, ...] = asked.outlooks or WRITABLE
        family = "attainment" if self.word == "outlook" else "progress"
        label = _("How does the goal look") if self.word == "outlook" else _("How is it going")
        self.fields[self.word] = forms.ChoiceField(
            label=label,
            choices=mark_choices(family, codes),
            widget=forms.RadioSelect,
        )

    def _add_sentences(self) -> None:
        self.fields["done"] = _sentence(_("What has happened, in one sentence"))
        if Question.EFFECTS in self.questions:
            self.fields["effects"] = _sentence(_("What came of it"))
        if Question.FORECAST in self.questions:
            self.fields["forecast"] = _sentence(_("How it will end"))
        self.fields["cause"] = _sentence(_("If it is late or at risk: why"))
        self.fields["action"] = _sentence(_("What is done about it"))
        self.fields["new_end_on"] = day_field(_("New date"))

    def _add_proof(self) -> None:
        self.fields["proof_file"] = forms.FileField(
            label=_("A photo or a file"),
            required=False,
            help_text=_("At most %(size)s MB: PDF, picture, Word, Excel or text.")
            % {"size": MAX_BYTES // 1_000_000},
            widget=forms.FileInput(attrs={"accept": KEPT_TYPES}),
        )
        self.fields["proof_is_public"] = forms.BooleanField(
            label=_("It may be shown to everybody"), required=False
        )

    def words(self, value: HandValue | None) -> LinkWords:
        """What was sent, for the deed; ask only of a valid form."""
        said = self.cleaned_data
        progress, outlook = said.get("progress"), said.get("outlook")
        return LinkWords(
            progress=Progress(progress) if progress else None,
            outlook=Attainment(outlook) if outlook else None,
            sentences={name: said.get(name, "") for name in SENTENCES},
            new_end_on=said["new_end_on"],
            value=value,
            proofs=self._proofs(),
            expected_last=said["version"] or None,
        )

    def _proofs(self) -> tuple[NewProof, ...]:
        upload = self.cleaned_data.get("proof_file")
        if upload is None:
            return ()
        # One byte past the limit is enough to be refused; the rest is not read into memory.
        handed_in = Upload(upload.name, upload.read(MAX_BYTES + 1))
        return (NewProof(upload=handed_in, is_public=self.cleaned_data["proof_is_public"]),)


class FigureForm(forms.Form):
    """The figure of one period."""

    def __init__(self, *args: Any, figure: str, **kwargs: Any) -> None:
        """Take the name of the figure."""
        super().__init__(*args, **kwargs)
        self.fields["value"] = digits_field(figure, is_required=True)


class VersionForm(forms.Form):
    """The last row that a button was pressed below."""

    version = forms.IntegerField(
        required=False, min_value=0, max_value=2**63 - 1, widget=forms.HiddenInput
    )

    @property
    def seen(self) -> int | None:
        """The row seen, None for none."""
        return (self.cleaned_data.get("version") if self.is_valid() else None) or None


def hand_value(series: int, period: str, typed: str) -> HandValue | None:
    """What was typed as a figure to keep; None when nothing was."""
    if not typed.strip():
        return None
    return HandValue(series_id=series, period=period, value=typed)


def add_refusal(form: forms.Form, refused: Refused) -> None:
    """Put a refusal on a form, at the field it names."""
    named = str(refused.problem.facts.get("field", ""))
    form.add_error(named if named in form.fields else None, say(refused.problem))


def _sentence(label: Any) -> forms.CharField:
    return sentence_field(label, limit=SENTENCE_MAX, rows=2)


def initial_of(entry: EntryForm) -> dict[str, Any]:
    """What stands in this round already, else nothing but the last word."""
    told = entry.current or entry.previous
    initial: dict[str, Any] = {"version": entry.expected_last or 0}
    if told is not None:
        initial |= {"progress": told.entry.progress, "outlook": told.entry.outlook}
    if entry.current is not None:
        names = (*SENTENCES, "new_end_on")
        initial |= {name: getattr(entry.current.entry, name) for name in names}
    return initial
