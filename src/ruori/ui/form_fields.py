"""Fields that forms of the desk and of public pages share: a day, digits, a sentence, a mark."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ruori.ui.shapes import mark


def day_field(label: Any, *, is_required: bool = False, help_text: Any = "") -> forms.DateField:
    """A day, typed or picked."""
    return forms.DateField(
        label=label,
        required=is_required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def digits_field(label: Any, *, is_required: bool = False, help_text: Any = "") -> forms.CharField:
    """A figure as people type it, with comma or point; what it means is read by its rule."""
    return forms.CharField(
        label=label,
        required=is_required,
        max_length=40,
        help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )


def sentence_field(label: Any, *, limit: int, rows: int) -> forms.CharField:
    """A sentence that may be left out, at most `limit` signs."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=limit,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def storable(text: str) -> str:
    """What was sent outside a form's own fields, without the sign that databases refuse."""
    return text.replace("\x00", "")


def mark_choices(family: str, codes: Iterable[str]) -> list[tuple[str, str]]:
    """The codes of a family of judgements to choose from, in words."""
    return [(str(code), gettext(mark(family, code).msgid)) for code in codes]


class PassOnForm(forms.Form):
    """To whom an item goes, and why it is not one's own."""

    receiver = forms.TypedChoiceField(
        label=_("To a colleague"), required=False, coerce=int, empty_value=None
    )
    work_email = forms.EmailField(
        label=_("Or to a work address"),
        required=False,
        max_length=254,
        help_text=_("If the city does not know the address, the strategy manager settles it."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, posts: list[tuple[int, str]], limit: int, **kwargs: Any) -> None:
        """Take the posts to choose from, and how many signs the reason may have."""
        super().__init__(*args, **kwargs)
        nobody = [("", pgettext_lazy("receiver", "Choose a post"))]
        self.fields["receiver"].choices = [*nobody, *posts]  # type: ignore[attr-defined]
        self.fields["reason"] = sentence_field(_("Why it is not yours"), limit=limit, rows=2)
        self.fields["reason"].required = True
