"""One way for every small deed of the desk: a button or a short form, then thanks or the reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from ruori.desk.gates import DeskRequest
from ruori.desk.kept import forget
from ruori.desk.problems import add_refusal, warn
from ruori.kernel.problems import Refused


@dataclass(frozen=True, slots=True)
class Told:
    """What is said once a deed is done, and where one goes then.

    `back` is where a refused press of a button leads; a refused form is shown again instead.
    """

    thanks: str
    done: str
    back: str


def press(request: DeskRequest, deed: Callable[[], object], told: Told) -> HttpResponse:
    """Do what a bare button asks; a refusal is told on the page one came from."""
    try:
        deed()
    except Refused as refused:
        warn(request, refused)
        return redirect(told.back)
    messages.success(request, told.thanks)
    return redirect(told.done)


def fill(
    request: DeskRequest,
    form: forms.Form,
    deed: Callable[[Mapping[str, Any]], object],
    *,
    told: Told,
    show: Callable[[forms.Form], HttpResponse],
) -> HttpResponse:
    """Do what a short form asks; refused, it is shown again with all that was typed (422)."""
    if form.is_valid():
        try:
            deed(form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            forget(request)
            messages.success(request, told.thanks)
            return redirect(told.done)
    return show(form)
