"""How the desk says what a rule refused: as form errors with 422, and conflicts with 409."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, gettext

from ruori.kernel.problems import Conflict, NotAllowed, Problem, Refused
from ruori.kernel.text import Text
from ruori.ui import formats

CONFLICT = "conflict"


def said(problem: Problem) -> str:
    """A problem in the reader's language, with its facts written as people write them."""
    facts = {name: _fact(value) for name, value in problem.facts.items()}
    return gettext(problem.msgid) % facts


def warn(request: HttpRequest, refused: Refused) -> None:
    """Say a refusal on the next page; what is not allowed goes on to the gate, as not there."""
    _pass_on(refused)
    messages.warning(request, said(refused.problem))


def add_refusal(form: forms.Form, refused: Refused, field: str | None = None) -> None:
    """Put a refusal on a form, at a field when the facts name one of its fields.

    What is not allowed goes on to the gate, as not there.
    """
    _pass_on(refused)
    named = field or str(refused.problem.facts.get("field", ""))
    code = CONFLICT if isinstance(refused, Conflict) else None
    error = ValidationError(said(refused.problem), code=code)
    form.add_error(named if named in form.fields else None, error)


def status_of(form: forms.Form) -> int:
    """What a page with this form answers: 200, 422 for an error, 409 when others were first."""
    if not form.errors:
        return 200
    return 409 if form.has_error(NON_FIELD_ERRORS, CONFLICT) else 422


def _pass_on(refused: Refused) -> None:
    if isinstance(refused, NotAllowed):
        raise refused


def _fact(value: Any) -> str:
    language = get_language() or "fi"
    if isinstance(value, Mapping):
        return Text(dict(value)).to(language)
    if isinstance(value, datetime):
        return formats.day(timezone.localtime(value).date(), language)
    if isinstance(value, date):
        return formats.day(value, language)
    return formats.number(value, language) if isinstance(value, Decimal) else str(value)
