"""One way for every small deed of the desk: a button or a short form, then thanks or the reason."""

from collections.abc import Callable
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
class After:
    """What is said once a deed is done, and where one goes then.

    A deed that opens a page of its own gives its address by what it made. A refused press of a
    button leads `back`, when given, else where the deed would; a refused form is shown again.
    """

    thanks: str
    done: str | Callable[[Any], str]
    back: str = ""

    def address(self, made: object) -> str:
        """Where one goes after the deed."""
        return self.done if isinstance(self.done, str) else self.done(made)


def press(request: DeskRequest, deed: Callable[[], object], after: After) -> HttpResponse:
    """Do what a bare button asks; a refusal is told on the page one came from."""
    try:
        made = deed()
    except Refused as refused:
        warn(request, refused)
        return redirect(after.back or after.address(None))
    messages.success(request, after.thanks)
    return redirect(after.address(made))


def ask(
    request: DeskRequest,
    form: forms.Form,
    deed: Callable[[dict[str, Any]], object],
    *,
    after: After,
    show: Callable[[forms.Form], HttpResponse],
) -> HttpResponse:
    """Show a short form, and do what it asks once it is sent."""
    if request.method != "POST":
        return show(form)
    return fill(request, form, deed, after=after, show=show)


def fill(
    request: DeskRequest,
    form: forms.Form,
    deed: Callable[[dict[str, Any]], object],
    *,
    after: After,
    show: Callable[[forms.Form], HttpResponse],
) -> HttpResponse:
    """Do what a short form asks; refused, it is shown again with all that was typed (422)."""
    if form.is_valid():
        try:
            made = deed(form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            forget(request)
            messages.success(request, after.thanks)
            return redirect(after.address(made))
    return show(form)
