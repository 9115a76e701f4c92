"""Adding somebody who may hold posts, with or without an account to sign in with."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ruori.desk.editing import Cleaned, Editing, Stored, VersionedForm, changed, edit
from ruori.desk.frame import page, trail
from ruori.desk.gates import DeskRequest, administers, gate
from ruori.desk.problems import add_refusal, status_of
from ruori.kernel.problems import Refused
from ruori.organisation import actions
from ruori.organisation.models import Person


class PersonForm(forms.Form):
    """A person; with a first password also an account."""

    name = forms.CharField(label=_("Name"), max_length=200)
    work_email = forms.EmailField(
        label=_("Work e-mail"), required=False, help_text=_("Needed for signing in.")
    )
    password = forms.CharField(
        label=_("First password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Leave it empty when the person does not sign in. At least 12 characters."),
    )


class CorrectForm(VersionedForm):
    """What a person is called and where letters go."""

    name = forms.CharField(label=_("Name"), max_length=200)
    work_email = forms.EmailField(
        label=_("Work e-mail"),
        required=False,
        help_text=_("Letters go here. The address for signing in stays as it is."),
    )


@gate(administers)
def new_person(request: DeskRequest) -> HttpResponse:
    """Add a person."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_person(**form.cleaned_data, by=request.viewer, at=request.at)
        except Refused as refused:
            add_refusal(form, refused)
        except ValidationError as weak:
            form.add_error("password", weak)
        else:
            messages.success(request, gettext("The person was added. Now fill a post."))
            return redirect("desk:organisation")
    here = gettext("Add a person")
    context = {
        "form": form,
        "heading": here,
        "done": reverse("desk:organisation"),
        "crumbs": trail((gettext("People and posts"), reverse("desk:organisation")), (here, "")),
    }
    return page(request, "desk/plans/form.html", context, status=status_of(form))


@gate(administers)
def change_person(request: DeskRequest, pk: int) -> HttpResponse:
    """Correct a person's name, or the address letters go to."""
    row = get_object_or_404(Person, pk=pk)

    def save(told: Cleaned) -> None:
        version = told.pop("version")
        actions.change_person(
            person=row, version=version, changes=told, by=request.viewer, at=request.at
        )

    here = gettext("Correct a name or an address")
    editing = Editing(
        form=CorrectForm(request.POST or None, initial={"version": row.version, **_initial(row)}),
        save=save,
        stored=lambda: _stored(pk),
        done=reverse("desk:letters"),
        message=changed(),
        template="desk/organisation/form.html",
        context={
            "heading": here,
            "title": row.name,
            "done": reverse("desk:letters"),
            "crumbs": trail((gettext("Letters"), reverse("desk:letters")), (row.name, "")),
        },
    )
    return edit(request, editing)


def _stored(pk: int) -> Stored:
    """The row as it is now, also after somebody else wrote it."""
    row = Person.objects.get(pk=pk)
    return Stored(row.version, _initial(row))


def _initial(row: Person) -> dict[str, str]:
    return {"name": row.name, "work_email": row.work_email}
