"""Form fields as the city's pages print them: label, hint, control, error, in that order."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from ruori.ui.frame import Link
from ruori.ui.shapes import FAMILIES, Mark


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its own id, value and words, and the shape of the state it stands for."""

    id: str
    value: str
    label: str
    is_chosen: bool
    mark: Mark | None = None


def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """All that must be corrected, first on the page, each line a link to its field (F1)."""
    lines = [Link(str(error), "") for error in form.non_field_errors()]
    for bound in form:
        lines += [Link(f"{bound.label}: {error}", f"#{_first_id(bound)}") for error in bound.errors]
    heading = ngettext(
        "One thing must be corrected", "%(count)s things must be corrected", len(lines)
    ) % {"count": len(lines)}
    return {"lines": lines, "heading": heading}


def _first_id(bound: BoundField) -> str:
    many = isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"{bound.auto_id}_0" if many else str(bound.auto_id)


def field(bound: BoundField, unit: str = "", rows: int = 0) -> SafeString:
    """A field of one control; `unit` stands after it (`%`, `€`), `rows` sizes a text area.

    Radios and groups of checkboxes are told as `choices`; a single checkbox has its label after it.
    """
    if isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return render_to_string("ui/choices.html", choices(bound))
    is_checkbox = isinstance(bound.field.widget, forms.CheckboxInput)
    template = "ui/choice.html" if is_checkbox else "ui/field.html"
    context = {**_shared(bound), "control": _control(bound, rows), "unit": unit}
    return render_to_string(template, context)


def _shared(bound: BoundField) -> dict[str, Any]:
    return {
        "id": bound.auto_id,
        "label": bound.label,
        "hint": bound.help_text,
        "is_required": bound.field.required,
        "errors": list(bound.errors),
    }


def _control(bound: BoundField, rows: int) -> SafeString:
    attributes: dict[str, str | bool] = {"class": "ds-input"}
    described_by = _described_by(bound)
    if described_by:
        attributes["aria-describedby"] = described_by
    if bound.errors:
        attributes["aria-invalid"] = "true"
    if rows:
        attributes["rows"] = str(rows)
    return bound.as_widget(attrs=attributes)


def _described_by(bound: BoundField) -> str:
    hint = f"{bound.auto_id}_hint" if bound.help_text else ""
    error = f"{bound.auto_id}_error" if bound.errors else ""
    return f"{hint} {error}".strip()


def choices(bound: BoundField, family: str = "") -> dict[str, Any]:
    """Radios or checkboxes as large rows; with a `family` each shows the shape of its state."""
    is_radio = not isinstance(bound.field.widget, forms.CheckboxSelectMultiple)
    return {
        **_shared(bound),
        "name": bound.html_name,
        "kind": "radio" if is_radio else "checkbox",
        "is_radio": is_radio,
        "role": "radiogroup" if is_radio else "group",
        "described_by": _described_by(bound),
        "options": [_option(widget.data, family) for widget in bound.subwidgets],
    }


def _option(data: dict[str, Any], family: str) -> Option:
    value = str(data["value"])
    return Option(
        id=data["attrs"]["id"],
        value=value,
        label=str(data["label"]),
        is_chosen=bool(data["selected"]),
        mark=FAMILIES[family].get(value) if family else None,
    )
