"""Long work: how far it is, what came of it, and how to stop it (experience § 8)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from ruori.desk.addresses import address_of
from ruori.desk.frame import page, words
from ruori.desk.gates import DeskRequest, anybody, gate
from ruori.desk.problems import said, warn
from ruori.jobs import access, actions
from ruori.jobs.models import Job
from ruori.jobs.queries import JobCard, job_card
from ruori.jobs.rules import State, StepState
from ruori.kernel.problems import Problem, Refused
from ruori.kernel.text import N_
from ruori.ui.durations import duration, roughly, span
from ruori.ui.parts import Step
from ruori.ui.parts import StepState as StepLook

STATES = {
    State.QUEUED: N_("In the queue"),
    State.RUNNING: N_("The work goes on"),
    State.DONE: N_("The work is done"),
    State.FAILED: N_("The work failed"),
    State.CANCELLED: N_("The work was cancelled"),
}
QUARTERS = (
    N_("A new step has begun."),
    N_("A quarter is done."),
    N_("Half is done."),
    N_("Three quarters are done."),
    N_("This step is soon done."),
)
LOOKS: dict[StepState, StepLook] = {
    StepState.DONE: "DONE",
    StepState.NOW: "CURRENT",
    StepState.COMING: "AHEAD",
}


@dataclass(frozen=True, slots=True)
class WorkPage:
    """One job in the reader's language. `heard` is what a screen reader has been told so far."""

    pk: int
    title: str
    state: State
    state_words: str
    asked_by: str
    steps: tuple[Step, ...]
    done_count: int
    total: int
    unit: str
    times: tuple[str, ...]
    outcome: str
    outcome_address: str
    reason: str
    notice: str
    heard: str
    spoken: str
    is_unfinished: bool
    is_stopping: bool
    may_start_again: bool


@gate(anybody)
@never_cache
@vary_on_headers("HX-Request")
@require_GET
def work(request: DeskRequest, pk: int) -> HttpResponse:
    """How far one job is; asked again every two seconds while it goes on."""
    card = job_card(pk, by=request.viewer.actor, oversees=request.viewer.steers, at=request.at)
    if card is None:
        raise Http404
    shown = _page_of(card, heard=request.GET.get("heard", ""))
    if _is_poll(request):
        context = {"work": shown, "is_news": shown.heard != request.GET.get("heard", "")}
        return render(request, "desk/work/poll.html", context)
    return page(request, "desk/work/work.html", {"work": shown})


@gate(anybody)
@require_POST
def cancel(request: DeskRequest, pk: int) -> HttpResponse:
    """Stop a job before its next step."""
    return _ask(request, pk, actions.cancel)


@gate(anybody)
@require_POST
def start_again(request: DeskRequest, pk: int) -> HttpResponse:
    """Queue a failed or cancelled job again."""
    return _ask(request, pk, actions.ask_again)


def _ask(request: DeskRequest, pk: int, deed: Callable[..., object]) -> HttpResponse:
    try:
        deed(
            job=_job(request, pk),
            by=request.viewer.actor,
            oversees=request.viewer.steers,
            at=request.at,
        )
    except Refused as refused:
        warn(request, refused)
    return redirect("desk:work", pk)


def _job(request: DeskRequest, pk: int) -> Job:
    seen = access.visible_to(request.viewer.actor, oversees=request.viewer.steers)
    job = Job.objects.filter(seen, pk=pk).first()
    if job is None:
        raise Http404
    return job


def _is_poll(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _page_of(card: JobCard, *, heard: str) -> WorkPage:
    now = _heard(card)
    unit = next((step.unit for step in card.steps if step.state is StepState.NOW), "")
    outcome = card.outcome
    return WorkPage(
        pk=card.pk,
        title=words(card.title),
        state=card.state,
        state_words=gettext(STATES[card.state]),
        asked_by=card.asked_by,
        steps=tuple(Step(gettext(step.words), LOOKS[step.state]) for step in card.steps),
        done_count=card.done_count,
        total=card.total if card.state is State.RUNNING else 0,
        unit=gettext(unit) if unit else "",
        times=tuple(_times(card)),
        outcome=said(Problem("", outcome.msgid, outcome.facts)) if outcome.msgid else "",
        outcome_address=address_of(outcome.about) if outcome.about else "",
        reason=said(card.problem) if card.problem else "",
        notice=_notice(card),
        heard=now,
        spoken=_spoken(card) if now != heard else "",
        is_unfinished=card.is_unfinished,
        is_stopping=card.is_cancel_asked and card.is_unfinished,
        may_start_again=card.state in {State.FAILED, State.CANCELLED},
    )


def _heard(card: JobCard) -> str:
    if card.state is not State.RUNNING:
        return str(card.state)
    done = sum(1 for step in card.steps if step.state is StepState.DONE)
    return f"{card.state}-{done}-{card.quarter}"


def _spoken(card: JobCard) -> str:
    if card.state is not State.RUNNING:
        return f"{words(card.title)}: {gettext(STATES[card.state])}."
    step = next((step.words for step in card.steps if step.state is StepState.NOW), "")
    if card.quarter == 0 and step:
        return f"{gettext(step)}."
    return gettext(QUARTERS[card.quarter])


def _times(card: JobCard) -> list[str]:
    told = []
    if card.state is State.RUNNING:
        told.append(gettext("%(time)s so far") % {"time": duration(card.elapsed)})
    if card.remaining is not None:
        told.append(gettext("about %(time)s left in this step") % {"time": roughly(card.remaining)})
    if card.is_unfinished and card.estimate is not None:
        usual = span(card.estimate.low, card.estimate.high)
        told.append(gettext("usually takes %(time)s") % {"time": usual})
    if card.state is State.DONE:
        told.append(gettext("took %(time)s") % {"time": duration(card.elapsed)})
    return told


def _notice(card: JobCard) -> str:
    if card.state is not State.QUEUED:
        return ""
    if not card.has_worker:
        return gettext(
            "The process that does long work is not running, so nothing moves in the queue."
            " Tell the maintainer."
        )
    if card.place == 1:
        return gettext("This is next in the queue.")
    return gettext("Place in the queue: %(place)s.") % {"place": card.place}
