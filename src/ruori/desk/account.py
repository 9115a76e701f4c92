"""Signing in and out, and the account's own page."""

from django import forms
from django.contrib import auth, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import activate, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from ruori.accounts import actions as accounts
from ruori.accounts.models import User
from ruori.desk.browsers import known_browser, remember_browser
from ruori.desk.frame import language, page, theme_address, words
from ruori.desk.gates import DeskRequest, anybody, gate, open_gate
from ruori.notices import actions as letters
from ruori.notices.queries import wants
from ruori.notices.rules.letters import Topic
from ruori.organisation import queries as organisation
from ruori.organisation.models import Person
from ruori.organisation.rules import Viewer
from ruori.ui.frame import SCHEME_COOKIE, Contact, Frame, Link, scheme_of

BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignInForm(forms.Form):
    """An e-mail address and a password; both may be pasted (WCAG 3.3.8)."""

    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class LanguageForm(forms.Form):
    """The language of the desk."""

    language = forms.ChoiceField(
        label=_("Language"), choices=(("fi", "suomi"), ("sv", "svenska"), ("en", "English"))
    )


class LettersForm(forms.Form):
    """Whether the early reminders are wanted; the others belong to the task."""

    early = forms.BooleanField(
        label=_("Remind me two weeks before a deadline"),
        help_text=_("Three days before and the day after you are reminded in any case."),
        required=False,
    )


@open_gate
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with an address and a password."""
    form = SignInForm(request.POST or None)
    if request.method != "POST":
        return _sign_in_page(request, form, 200)
    if form.is_valid():
        known_as = known_browser(request)
        tried = accounts.sign_in(at=timezone.now(), known_as=known_as, **form.cleaned_data)
        if tried.user is not None:
            auth.login(request, tried.user, backend=BACKEND)
            return remember_browser(HttpResponseRedirect(_next(request)), tried.user)
        form.add_error(None, _why(tried.why_not))
    return _sign_in_page(request, form, 422)


@gate(anybody)
@require_POST
def sign_out(request: DeskRequest) -> HttpResponse:
    """End the session."""
    auth.logout(request)
    return redirect("desk:sign_in")


@gate(anybody)
@require_GET
def account(request: DeskRequest) -> HttpResponse:
    """Who is signed in, with which posts, and in which language."""
    posts = organisation.posts(request.moment)
    held = [words(posts[pk].title) for pk in sorted(request.viewer.posts) if pk in posts]
    context = {
        "held": held,
        "form": LanguageForm(initial={"language": language()}),
        "letters": _letters_form(request.viewer),
    }
    return page(request, "desk/account.html", context)


@gate(anybody)
@require_POST
def choose_language(request: DeskRequest) -> HttpResponse:
    """Choose the language of the desk."""
    form = LanguageForm(request.POST)
    if form.is_valid() and isinstance(request.user, User):
        chosen = form.cleaned_data["language"]
        accounts.choose_language(user=request.user, language=chosen)
        activate(chosen)
        messages.success(request, gettext("The language was changed."))
    return redirect("desk:account")


@gate(anybody)
@require_POST
def choose_letters(request: DeskRequest) -> HttpResponse:
    """Want or decline the early reminders."""
    person = Person.objects.filter(pk=request.viewer.person_id or 0).first()
    if person is None:
        raise Http404
    form = LettersForm(request.POST)
    if form.is_valid():
        letters.choose_letters(
            person=person,
            topic=Topic.EARLY_REMINDERS,
            is_wanted=form.cleaned_data["early"],
            by=request.viewer,
            at=request.at,
        )
        messages.success(request, gettext("Your choice of letters was saved."))
    return redirect("desk:account")


def _letters_form(viewer: Viewer) -> LettersForm | None:
    """The choice of who receives letters; an account without a person receives none."""
    if viewer.person_id is None:
        return None
    return LettersForm(initial={"early": wants(viewer.person_id, Topic.EARLY_REMINDERS)})


def _sign_in_page(request: HttpRequest, form: SignInForm, status: int) -> HttpResponse:
    city = organisation.city()
    name = "Ruori" if city is None else words(city.name)
    frame = Frame(
        city=name,
        language=language(),
        path=request.get_full_path(),
        home=Link(name, reverse("site:front")),
        theme=theme_address(city),
        scheme=scheme_of(request.COOKIES.get(SCHEME_COOKIE)),
        scheme_address=reverse("site:scheme"),
        contact=Contact() if city is None else Contact(address=words(city.contact)),
        footer=(Link(gettext("Public pages"), reverse("site:front")),),
        is_sample=city is not None and city.is_example,
    )
    context = {"frame": frame, "form": form, "errors": None, "next": _next(request)}
    return render(request, "desk/sign_in.html", context, status=status)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else reverse("desk:my_turn")


def _why(code: str) -> str:
    if code == "TOO_MANY":
        return gettext("Too many attempts. Try again in a quarter of an hour.")
    return gettext("The address or the password is wrong.")
