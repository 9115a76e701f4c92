"""The lasting address of a record: where a figure of a printed report leads, for good.

`/r/followup.entry/123/` never changes, whatever a page is called later; it leads on to the page
that tells of the record. What a reader may not see is not there, and the desk is asked next.
"""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from ruori.followup import queries as followup
from ruori.indicators.models import Observation
from ruori.organisation import queries as organisation
from ruori.plans import queries as plans
from ruori.plans.models import PromiseChange
from ruori.reports import queries as reports
from ruori.site.addresses import address
from ruori.site.frame import Asked, asked

Place = Callable[[Asked, int], str]


@require_GET
def record(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    """Lead on to the page of a record; for the staff to the desk when it is not public."""
    question = asked(request)
    find = PLACES.get(label)
    place = find(question, pk) if find else ""
    if place:
        return redirect(place)
    if request.user.is_authenticated:
        return redirect("desk:record", label, pk)
    raise Http404


def _plan(question: Asked, pk: int) -> str:
    card = plans.plan_card(question.viewer, question.moment, pk)
    return address("plans.plan", pk, question.words(card.title)) if card else ""


def _goal(question: Asked, pk: int) -> str:
    cards = plans.goal_cards(question.viewer, question.moment, pks=[pk])
    return address("plans.goal", pk, question.words(cards[0].name)) if cards else ""


def _measure(question: Asked, pk: int) -> str:
    card = plans.measure_card(question.viewer, question.moment, pk)
    return address("plans.measure", pk, question.words(card.name)) if card else ""


def _entry(question: Asked, pk: int) -> str:
    """The entry on the page of what it is about."""
    entry = followup.entry_cards(question.viewer, question.moment, [pk]).get(pk)
    if entry is None:
        return ""
    about = (
        _measure(question, entry.measure)
        if entry.measure is not None
        else _goal(question, entry.goal or 0)
    )
    return f"{about}#merkinta-{pk}" if about else ""


def _judgement(question: Asked, pk: int) -> str:
    card = followup.judgement(question.viewer, question.moment, pk)
    return _goal(question, card.goal) if card else ""


def _indicator(_question: Asked, pk: int) -> str:
    return address("indicators.indicator", pk, "")


def _observation(question: Asked, pk: int) -> str:
    """The page of the indicator, which shows the value only to whom it may."""
    row = Observation.objects.filter(pk=pk).values_list("series__indicator_id", flat=True).first()
    return _indicator(question, row) if row else ""


def _change(question: Asked, pk: int) -> str:
    row = PromiseChange.objects.filter(pk=pk).first()
    if row is None:
        return ""
    if row.measure_id is not None:
        return _measure(question, row.measure_id)
    if row.goal_id is not None:
        return _goal(question, row.goal_id)
    return _plan(question, row.plan_id)


def _unit(question: Asked, pk: int) -> str:
    """What the unit answers for."""
    known = pk in question.names.units()
    return f"{reverse('site:measures')}?unit={pk}" if known else ""


def _post(question: Asked, pk: int) -> str:
    """What the unit of the post answers for."""
    card = organisation.posts(question.moment).get(pk)
    return _unit(question, card.unit) if card else ""


def _edition(question: Asked, pk: int) -> str:
    card = reports.edition_card(question.viewer, pk, at=question.at)
    return address("reports.edition", pk, question.words(card.title)) if card else ""


PLACES: Mapping[str, Place] = {
    "plans.plan": _plan,
    "plans.goal": _goal,
    "plans.measure": _measure,
    "plans.promisechange": _change,
    "followup.entry": _entry,
    "followup.judgement": _judgement,
    "indicators.indicator": _indicator,
    "indicators.observation": _observation,
    "organisation.unit": _unit,
    "organisation.post": _post,
    "reports.edition": _edition,
}
