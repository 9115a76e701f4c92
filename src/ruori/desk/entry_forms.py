"""Forms of reporting: few questions, the words of last time beside them (W2)."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ruori.desk.editing import VersionedForm
from ruori.files.rules import MAX_BYTES
from ruori.followup.queries import EntryForm
from ruori.followup.rules.progress import SENTENCE_MAX
from ruori.kernel.codes import Progress
from ruori.ui.shapes import mark

WRITABLE = (
    Progress.NOT_STARTED,
    Progress.ON_SCHEDULE,
    Progress.LATE,
    Progress.DONE,
    Progress.ESTABLISHED,
    Progress.ON_HOLD,
    Progress.CANCELLED,
)


class ReportForm(VersionedForm):
    """What is said of a measure or goal; `version` is the last entry the writer saw, 0 for none."""

    def __init__(self, *args: Any, asked: EntryForm, figure: str = "", **kwargs: Any) -> None:
        """Take what the round asks, and the name of a figure asked with it."""
        super().__init__(*args, **kwargs)
        self.made_with = {"asked": asked, "figure": figure}
        self._add_word(asked)
        self.fields["done"] = _sentence(_("What has happened, in one sentence"))
        if figure:
            self.fields["value"] = forms.CharField(
                label=figure,
                required=False,
                max_length=40,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )
        self.fields["cause"] = _sentence(_("If it is late or at risk: why"))
        self.fields["action"] = _sentence(_("What is done about it"))
        self.fields["new_end_on"] = forms.DateField(
            label=_("New date"),
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )
        self._add_proof()

    def _add_word(self, asked: EntryForm) -> None:
        if asked.outlooks:
            choices = [
                (code.value, gettext(mark("attainment", code).msgid)) for code in asked.outlooks
            ]
            self.fields["outlook"] = forms.ChoiceField(
                label=_("How does the goal look"), choices=choices, widget=forms.RadioSelect
            )
        else:
            choices = [(code.value, gettext(mark("progress", code).msgid)) for code in WRITABLE]
            self.fields["progress"] = forms.ChoiceField(
                label=_("How is it going"), choices=choices, widget=forms.RadioSelect
            )

    def _add_proof(self) -> None:
        self.fields["proof_file"] = forms.FileField(
            label=_("Proof: a file"),
            required=False,
            help_text=_("At most %(size)s MB: PDF, picture, Word, Excel or text.")
            % {"size": MAX_BYTES // 1_000_000},
        )
        self.fields["proof_link"] = forms.URLField(
            label=_("Proof: a web address"), required=False, max_length=500, assume_scheme="https"
        )
        self.fields["proof_is_public"] = forms.BooleanField(
            label=_("The proof may be shown to everybody"), required=False
        )

    @property
    def word(self) -> str:
        """The name of the field of the judgement."""
        return "outlook" if "outlook" in self.fields else "progress"


class ReviewForm(forms.Form):
    """Why an entry is returned."""

    reason = forms.CharField(
        label=_("What should be mended"),
        max_length=SENTENCE_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SummaryForm(VersionedForm):
    """A unit's own summary of a round."""

    summary = forms.CharField(
        label=_("Summary of the area"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


def _sentence(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=SENTENCE_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def report_initial(asked: EntryForm) -> dict[str, Any]:
    """What stands in this round already, else nothing but the last word."""
    told = asked.current or asked.previous
    initial: dict[str, Any] = {"version": asked.expected_last or 0}
    if told is not None:
        initial |= {"progress": told.entry.progress, "outlook": told.entry.outlook}
    if asked.current is not None:
        entry = asked.current.entry
        initial |= {
            "done": entry.done,
            "cause": entry.cause,
            "action": entry.action,
            "new_end_on": entry.new_end_on,
        }
    return initial
