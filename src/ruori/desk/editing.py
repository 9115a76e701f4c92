"""Editing a row that others may edit too: one way for every form of the desk (F1, F4).

A form carries the `version` it was read at. Saved → back to the page with a word; refused → 422
with what was typed; changed meanwhile → 409 with both texts, and nothing is lost.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext

from ruori.desk.frame import page
from ruori.desk.gates import DeskRequest
from ruori.desk.kept import forget, refill
from ruori.desk.problems import add_refusal, said
from ruori.followup.rules.drafts import joined
from ruori.kernel.problems import Conflict, Refused
from ruori.kernel.text import Text

LANGUAGES = (("fi", "suomi"), ("sv", "svenska"), ("en", "English"))

# The longest number a row or version can have, 2⁶³, has 19 digits.
LONGEST_NUMBER = 19

Cleaned = dict[str, Any]


class VersionedForm(forms.Form):
    """A form of a row that others may edit too."""

    version = forms.IntegerField(widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored now: the version and the fields as a form shows them."""

    version: int
    initial: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Editing:
    """One editing: the form, how it is saved, what is stored now, and where one goes then.

    `save` gives the address where what was saved can be taken back, or None.
    """

    form: forms.Form
    save: Callable[[Cleaned], str | None]
    stored: Callable[[], Stored]
    done: str
    message: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in two hands: what is stored and what was just written."""

    label: str
    stored: str
    written: str

    @property
    def differs(self) -> bool:
        """True when the two are not the same."""
        return self.stored != self.written


def edit(request: DeskRequest, editing: Editing) -> HttpResponse:
    """Show the form, or save it; what others changed meanwhile is never overwritten silently."""
    form = editing.form
    if request.method != "POST":
        refill(request, form)
        return _form_page(request, editing, 200)
    if request.POST.get("both"):
        return _joined_page(request, editing)
    if form.is_valid():
        try:
            undo = editing.save(form.cleaned_data)
        except Conflict as conflict:
            return conflict_page(request, editing, conflict)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            forget(request)
            messages.success(request, editing.message, extra_tags=undo or "")
            return redirect(editing.done)
    return _form_page(request, editing, 422)


def conflict_page(request: DeskRequest, editing: Editing, conflict: Conflict) -> HttpResponse:
    """Both texts side by side, and one's own kept in the form with the fresh version (409)."""
    now = editing.stored()
    form = editing.form
    again = form.__class__(**_rebound(form, now.version))
    context = {
        "form": again,
        "said": said(conflict.problem),
        "differences": differences(form, now.initial),
        "done": editing.done,
        "here": request.path,
    }
    return page(request, "desk/conflict.html", context, status=409)


def _joined_page(request: DeskRequest, editing: Editing) -> HttpResponse:
    """One's own texts placed under the stored ones, to edit and save; nothing is written yet."""
    now, form = editing.stored(), editing.form
    made = _rebound(form, now.version)
    for name, one in form.fields.items():
        if isinstance(one.widget, forms.Textarea):
            theirs = str(now.initial.get(name) or "")
            made["data"][name] = joined(theirs, made["data"].get(name, ""))
    context = {"form": form.__class__(**made), "done": editing.done, "here": request.path}
    return page(request, "desk/conflict.html", context)


def differences(form: forms.Form, initial: Mapping[str, Any]) -> list[Difference]:
    """Every visible field with what is stored and what was written."""
    found = []
    for name, one in form.fields.items():
        if name != "version" and not isinstance(one, forms.FileField):
            written = _told(one, form.cleaned_data.get(name))
            stored = _told(one, initial.get(name))
            found.append(Difference(str(one.label or name), stored, written))
    return found


def _told(one: forms.Field, value: Any) -> str:
    if isinstance(one, forms.ChoiceField):
        choices: list[tuple[Any, Any]] = list(one.widget.choices)
        words = {str(key): str(label) for key, label in choices if not isinstance(label, list)}
        if isinstance(value, list | tuple):
            return ", ".join(words.get(str(each), str(each)) for each in value)
        return words.get(str(value or ""), str(value or ""))
    return "" if value is None else str(value)


def _rebound(form: forms.Form, version: int) -> dict[str, Any]:
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["version"] = str(version)
    extra = getattr(form, "made_with", {})
    return {"data": data, **extra}


def _form_page(request: DeskRequest, editing: Editing, status: int) -> HttpResponse:
    context = {**editing.context, "form": editing.form, "done": editing.done}
    return page(request, editing.template, context, status=status)


def number_from(request: DeskRequest, name: str) -> int | None:
    """The number a bare form sends under a name; None for what is no number of a row."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER else None


def language_fields(
    name: str, label: str, *, is_long: bool = False, is_required: bool = True, limit: int = 500
) -> dict[str, forms.CharField]:
    """One field for each language; only the Finnish one may be required."""
    kind = forms.Textarea if is_long else forms.TextInput
    rows = {"rows": 3} if is_long else {}
    return {
        f"{name}_{code}": forms.CharField(
            label=label if code == "fi" else f"{label} ({words})",
            required=is_required and code == "fi",
            max_length=limit,
            widget=kind(attrs={**rows, "lang": code}),
        )
        for code, words in LANGUAGES
    }


def text_from(cleaned: Mapping[str, Any], name: str) -> Text:
    """The text in languages that was written in the fields of `language_fields`."""
    return Text({code: cleaned.get(f"{name}_{code}", "").strip() for code, _ in LANGUAGES})


def text_initial(name: str, text: Text) -> dict[str, str]:
    """The stored text as initial values of the fields of `language_fields`."""
    return {f"{name}_{code}": text.get(code, "") for code, _ in LANGUAGES}


def changed() -> str:
    """The word said after a saved change."""
    return gettext("The change was saved.")
