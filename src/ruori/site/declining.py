"""Declining the early reminders by the link of a letter: the page has one button (RFC 8058).

A mail program may press it for its reader, without a page, a cookie or a token of a form; the link
is signed, and does nothing but this.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ruori.accounts.rules import Actor, ActorKind
from ruori.notices.actions import choose_letters
from ruori.notices.declining import read_token
from ruori.notices.queries import wants
from ruori.organisation.models import Person
from ruori.organisation.rules import Viewer
from ruori.site.frame import asked, page

BY_LINK = Actor(ActorKind.LINK, label="kirjeen linkki")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button; a press declines, a second press changes nothing."""
    found = read_token(token)
    person = None if found is None else Person.objects.filter(pk=found[0]).first()
    if found is None or person is None:
        raise Http404
    question = asked(request)
    if request.method == "POST":
        by = Viewer(BY_LINK, person_id=person.pk)
        choose_letters(person=person, topic=found[1], is_wanted=False, by=by, at=question.at)
    context = {"is_declined": not wants(person.pk, found[1])}
    answer = page(request, question, "site/decline.html", context)
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
