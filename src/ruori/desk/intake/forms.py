"""Forms of the import: the page itself, a row, an unread line, and the acceptance of the whole."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ruori.desk.editing import LANGUAGES, VersionedForm
from ruori.intake.draft import DraftDecision, ElementKind, PlanKind
from ruori.intake.labels import ELEMENT_KINDS, PLAN_KINDS
from ruori.intake.refuse import LIMIT
from ruori.intake.rules import ElementWords, PlanWords
from ruori.kernel.codes import Visibility
from ruori.ui.form_fields import day_field

PASTED = "liitetty.txt"
OWN_PLAN = "own"


class PageForm(forms.Form):
    """A page as pasted text or as a file, and the language it is written in."""

    text = forms.CharField(
        label=_("Text of the page"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_("Copy the whole page, or its HTML source, and paste it here."),
    )
    upload = forms.FileField(
        label=_("Or a text file"),
        required=False,
        help_text=_("In UTF-8, at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".txt,.md,.html,text/plain,text/html"}),
    )
    language = forms.ChoiceField(label=_("Language of the page"), choices=LANGUAGES)

    def clean(self) -> dict[str, Any]:
        """Either text or a file, not both and not neither."""
        cleaned = super().clean() or {}
        text, upload = cleaned.get("text", ""), cleaned.get("upload")
        if bool(text.strip()) == (upload is not None) and not self.errors:
            self.add_error("text", gettext("Paste the text or choose a file, one of the two."))
        return cleaned

    def page(self) -> tuple[bytes, str]:
        """The bytes of the page and the name they go by; of a file at most one byte too many."""
        upload = self.cleaned_data["upload"]
        if upload is None:
            return self.cleaned_data["text"].encode(), PASTED
        return upload.read(LIMIT + 1), upload.name


class PlanRowForm(VersionedForm):
    """What a plan is: its kind, name, years and adoption."""

    kind = forms.ChoiceField(label=_("Kind"))
    title = forms.CharField(label=_("Name"), max_length=300)
    valid_from = day_field(_("In force from"))
    valid_to = day_field(_("In force until"))
    body = forms.CharField(
        label=_("Adopted by"),
        required=False,
        max_length=100,
        help_text=_("The body as the organisation names it. Leave empty when it is not known."),
    )
    decided_on = day_field(_("Adopted on"))
    section = forms.IntegerField(label=_("Section (§)"), required=False, min_value=1)

    def __init__(self, *args: Any, decision: DraftDecision | None, **kwargs: Any) -> None:
        """Take the decision as read, so that its words and line stay with it."""
        super().__init__(*args, **kwargs)
        self.made_with = {"decision": decision}
        self._decision = decision
        self.fields["kind"].choices = plan_kinds()  # type: ignore[attr-defined]

    def words(self) -> PlanWords:
        """What was written, as the rules take it."""
        cleaned = self.cleaned_data
        return PlanWords(
            kind=PlanKind(cleaned["kind"]),
            title=cleaned["title"],
            valid_from=cleaned["valid_from"],
            valid_to=cleaned["valid_to"],
            decision=self._written_decision(),
        )

    def _written_decision(self) -> DraftDecision | None:
        body = self.cleaned_data["body"].strip()
        day, section = self.cleaned_data["decided_on"], self.cleaned_data["section"]
        if not body and day is None and section is None:
            return None
        before = self._decision or DraftDecision(None, None)
        return DraftDecision(body or None, day, section, before.line, before.text)


class ElementRowForm(VersionedForm):
    """What an element is: its kind, code, name and text."""

    kind = forms.ChoiceField(label=_("Kind"))
    code = forms.CharField(label=_("Code"), required=False, max_length=20)
    title = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    text = forms.CharField(
        label=_("Text"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the kinds in the reader's language."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = element_kinds()  # type: ignore[attr-defined]

    def words(self) -> ElementWords:
        """What was written, as the rules take it."""
        cleaned = self.cleaned_data
        return ElementWords(
            ElementKind(cleaned["kind"]), cleaned["code"], cleaned["title"], cleaned["text"]
        )


class ReasonForm(VersionedForm):
    """Why a row or a line is left out."""

    reason = forms.CharField(
        label=_("Why is it left out?"),
        max_length=300,
        help_text=_("The reason is kept with the import."),
    )


class PlaceForm(VersionedForm):
    """Where an unread line belongs, as what, and in which words."""

    where = forms.ChoiceField(label=_("Where does it belong?"))
    kind = forms.ChoiceField(label=_("What is it?"))
    words = forms.CharField(
        label=_("Words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, rows: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        """Take the rows it may stand under, by their paths."""
        super().__init__(*args, **kwargs)
        self.made_with = {"rows": list(rows)}
        own = (OWN_PLAN, gettext("A plan or programme of its own"))
        self.fields["where"].choices = [  # type: ignore[attr-defined]
            own,
            (gettext("Under a row"), self.made_with["rows"]),
        ]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (gettext("Part of a plan"), element_kinds()),
            (gettext("A plan of its own"), plan_kinds()),
        ]

    def clean(self) -> dict[str, Any]:
        """A plan stands on its own, everything else under a row."""
        cleaned = super().clean() or {}
        is_own = cleaned.get("where") == OWN_PLAN
        is_plan = cleaned.get("kind") in {kind.value for kind in PlanKind}
        if "where" in cleaned and "kind" in cleaned and is_own != is_plan:
            self.add_error("kind", gettext("A plan stands on its own, its parts under a row."))
        return cleaned


class AcceptForm(VersionedForm):
    """Whether the plans become public at once."""

    visibility = forms.ChoiceField(
        label=_("Who sees the plans"),
        widget=forms.RadioSelect,
        choices=(
            (Visibility.PUBLIC, _("Everybody: publish at once")),
            (Visibility.IN_PREPARATION, _("The staff: publish later")),
        ),
        initial=Visibility.PUBLIC,
    )


def plan_kinds() -> list[tuple[str, str]]:
    """Kinds of plans in the reader's language."""
    return [(kind.value, _capital(msgid)) for kind, msgid in PLAN_KINDS.items()]


def element_kinds() -> list[tuple[str, str]]:
    """Kinds of elements in the reader's language."""
    return [(kind.value, _capital(msgid)) for kind, msgid in ELEMENT_KINDS.items()]


def _capital(msgid: str) -> str:
    words = gettext(msgid)
    return words[:1].upper() + words[1:]
