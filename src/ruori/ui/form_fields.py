"""Fields that forms of the desk and of public pages share: a day, digits, a sentence, a mark."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext

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
