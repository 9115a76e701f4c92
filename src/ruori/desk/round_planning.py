"""Planning rounds on the desk: a new one, its units and deadlines, the next one, a whole year's."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from ruori.cycle import actions
from ruori.cycle.actions import NextRound
from ruori.cycle.models import Round
from ruori.cycle.queries import RoundCard, asked_units, round_card
from ruori.cycle.rules import RoundDays, RoundKind, asked_above, level_of, may_change
from ruori.desk.deeds import After, ask, press
from ruori.desk.editing import Editing, Stored, changed, edit, number_from, text_from
from ruori.desk.frame import language, page, trail, words
from ruori.desk.gates import DeskRequest, gate, steers
from ruori.desk.problems import status_of, warn
from ruori.desk.round_forms import (
    Candidates,
    ChangeRoundForm,
    DeadlinesForm,
    RoundForm,
    change_initial,
    questions_from,
    questions_initial,
    step_field,
    unit_fields,
)
from ruori.followup import actions as followup
from ruori.kernel.problems import Refused
from ruori.organisation.models import Unit
from ruori.organisation.queries import UnitCard, parents, units
from ruori.organisation.rules import UnitKind
from ruori.ui import formats

OWN = (UnitKind.SECTOR, UnitKind.RESPONSIBILITY_AREA)
PARTNERS = (UnitKind.SUBSIDIARY, UnitKind.NGO_PARTNER, UnitKind.SERVICE_PROVIDER)
LONGEST_CODE = 60


@gate(steers)
def new_round(request: DeskRequest) -> HttpResponse:
    """Plan a round; its units and deadlines are looked through next."""
    found = _candidates(request)
    initial = {"units": [key for key, _ in found.own], **questions_initial()}
    crumbs = trail((gettext("Rounds"), reverse("desk:rounds")), (gettext("Plan a round"), ""))
    return ask(
        request,
        RoundForm(request.POST or None, candidates=found, initial=initial),
        lambda cleaned: _plan(request, cleaned),
        after=After(
            gettext("The round was planned. Look through its deadlines."),
            lambda made: reverse("desk:round_units", args=[made.pk]),
        ),
        show=lambda form: page(
            request,
            "desk/rounds/new.html",
            {"form": form, "crumbs": crumbs},
            status=status_of(form),
        ),
    )


@gate(steers)
def edit_round(request: DeskRequest, pk: int) -> HttpResponse:
    """Change the title, days and questions of a round that is planned or open."""
    card = _changeable(pk)

    def save(cleaned: dict[str, Any]) -> None:
        actions.change_round(
            round=Round.objects.get(pk=pk),
            version=cleaned["version"],
            changes=_changes(cleaned),
            by=request.viewer,
            at=request.at,
        )

    editing = Editing(
        form=ChangeRoundForm(request.POST or None, initial=change_initial(card)),
        save=save,
        stored=lambda: _stored(pk),
        done=reverse("desk:round", args=[pk]),
        message=changed(),
        template="desk/rounds/edit.html",
        context={"title": words(card.title), "crumbs": _crumbs(card, gettext("Change the round"))},
    )
    return edit(request, editing)


@gate(steers)
def round_units(request: DeskRequest, pk: int) -> HttpResponse:
    """The units a round asks and the day each of them answers by."""
    card = _changeable(pk)
    own = asked_units([pk])[pk]

    def save(cleaned: dict[str, Any]) -> None:
        actions.set_deadlines(
            round=Round.objects.get(pk=pk),
            version=cleaned["version"],
            due={unit: cleaned[f"due_{unit}"] for unit in own},
            by=request.viewer,
            at=request.at,
        )

    lines = _lines(request, own)
    initial = _deadlines(card, own)
    editing = Editing(
        form=DeadlinesForm(request.POST or None, lines=lines, initial=initial),
        save=save,
        stored=lambda: Stored(_changeable(pk).version, _deadlines(card, asked_units([pk])[pk])),
        done=reverse("desk:round", args=[pk]),
        message=gettext("The deadlines were saved."),
        template="desk/rounds/units.html",
        context=_units_context(request, card, own),
    )
    return edit(request, editing)


@gate(steers)
@require_POST
def stagger(request: DeskRequest, pk: int) -> HttpResponse:
    """Set the deadlines so many working days apart, from the bottom up."""
    row, version, days = _row(pk), number_from(request, "version"), number_from(request, "step")
    if version is None:
        raise Http404
    return press(
        request,
        lambda: actions.stagger_deadlines(
            round=row, version=version, step=days or 0, by=request.viewer, at=request.at
        ),
        After(
            gettext("The deadlines were set from the bottom up."),
            reverse("desk:round_units", args=[pk]),
        ),
    )


@gate(steers)
@require_POST
def choose_units(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask exactly the ticked units."""
    row, found = _row(pk), _candidates(request)
    known = {key for key, _ in (*found.own, *found.partners)}
    others = {unit for unit in asked_units([pk])[pk] if str(unit) not in known}
    ticked = {*request.POST.getlist("units"), *request.POST.getlist("partners")} & known
    asked = {int(key) for key in ticked} | others
    return press(
        request,
        lambda: followup.choose_units(round=row, units=asked, by=request.viewer, at=request.at),
        After(gettext("The units were saved."), reverse("desk:round_units", args=[pk])),
    )


@gate(steers)
@require_POST
def copy_round(request: DeskRequest, pk: int) -> HttpResponse:
    """Plan the same round for the next period, and look through it before it opens."""
    row = _row(pk)
    try:
        made = actions.copy_round(round=row, by=request.viewer, at=request.at)
    except Refused as refused:
        warn(request, refused)
        return redirect("desk:round", pk)
    messages.success(request, _copied(request, made))
    return redirect("desk:edit_round" if made.is_new else "desk:round", made.pk)


@gate(steers)
@require_POST
def take_up_rhythm(request: DeskRequest, year: int) -> HttpResponse:
    """Plan the customary rounds of a year in one go."""
    if abs(year - request.moment.as_of.year) > 1:
        raise Http404
    made = actions.take_up_rhythm(year=year, by=request.viewer, at=request.at).made
    said = ngettext("%(count)d round was planned.", "%(count)d rounds were planned.", len(made))
    messages.success(request, said % {"count": len(made)})
    return redirect("desk:rounds")


def _plan(request: DeskRequest, cleaned: dict[str, Any]) -> Round:
    asked = [*cleaned["units"], *cleaned["partners"]]
    title = text_from(cleaned, "title")
    return actions.plan_round(
        code=cleaned["code"] or slugify(str(title))[:LONGEST_CODE],
        kind=RoundKind(cleaned["kind"]),
        title=title,
        days=RoundDays(
            cleaned["covers_from"], cleaned["covers_to"], cleaned["opens_on"], cleaned["due_on"]
        ),
        units=list(Unit.objects.filter(pk__in=asked)),
        questions=questions_from(cleaned),
        step=cleaned["step"],
        by=request.viewer,
        at=request.at,
    )


def _changes(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    days = {name: cleaned[name] for name in RoundDays.__dataclass_fields__}
    return {"title": text_from(cleaned, "title"), "questions": questions_from(cleaned), **days}


def _stored(pk: int) -> Stored:
    card = _changeable(pk)
    return Stored(card.version, change_initial(card))


def _changeable(pk: int) -> RoundCard:
    """A round that may still change; what may not has no such page."""
    card = round_card(pk)
    if card is None or not may_change(card.state):
        raise Http404
    return card


def _row(pk: int) -> Round:
    row = Round.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _candidates(request: DeskRequest) -> Candidates:
    cards = units(request.moment).values()
    return Candidates(_choices(cards, OWN), _choices(cards, PARTNERS))


def _choices(cards: Any, kinds: tuple[UnitKind, ...]) -> tuple[tuple[str, str], ...]:
    found: list[UnitCard] = [card for card in cards if card.kind in kinds]
    return tuple((str(card.pk), words(card.name)) for card in found)


def _lines(request: DeskRequest, own: Mapping[int, date | None]) -> list[tuple[int, str, str]]:
    """The asked units from the bottom up: key, name, and who reads its answer next."""
    above, known = parents(request.moment), units(request.moment)
    names = {pk: words(unit.name) for pk, unit in known.items()}
    ordered = sorted(own, key=lambda unit: (-level_of(unit, own, above), names.get(unit, "")))
    lines = []
    for unit in ordered:
        reader = asked_above(unit, own, above)
        note = gettext("Before %(unit)s.") % {"unit": names.get(reader, "")} if reader else ""
        lines.append((unit, names.get(unit, gettext("closed unit")), note))
    return lines


def _deadlines(card: RoundCard, own: Mapping[int, date | None]) -> dict[str, Any]:
    days = {f"due_{unit}": due_on or card.due_on for unit, due_on in own.items()}
    return {"version": card.version, **days}


def _units_context(
    request: DeskRequest, card: RoundCard, own: Mapping[int, date | None]
) -> dict[str, Any]:
    asked = [str(unit) for unit in own]
    choosing = forms.Form(initial={"units": asked, "partners": asked})
    choosing.fields |= unit_fields(_candidates(request))
    staggering = forms.Form()
    staggering.fields["step"] = step_field()
    return {
        "title": words(card.title),
        "pk": card.pk,
        "version": card.version,
        "opens": formats.day(card.opens_on, language()),
        "due": formats.day(card.due_on, language()),
        "choosing": choosing,
        "staggering": staggering,
        "crumbs": _crumbs(card, gettext("Units and deadlines")),
    }


def _crumbs(card: RoundCard, here: str) -> Any:
    return trail(
        (gettext("Rounds"), reverse("desk:rounds")),
        (words(card.title), reverse("desk:round", args=[card.pk])),
        (here, ""),
    )


def _copied(request: DeskRequest, made: NextRound) -> str:
    """What was done, and which units are asked in the place of those that have closed."""
    if not made.is_new:
        return gettext("The next period was planned already. Here it is.")
    said = [gettext("The next period was planned. Look through its days before it opens.")]
    known = units(request.moment)
    heirs = sorted({heir for _, found in made.replaced for heir in found})
    names = ", ".join(words(known[heir].name) for heir in heirs if heir in known)
    if names:
        said.append(
            gettext("Units that have closed are replaced by: %(names)s.") % {"names": names}
        )
    gone = sum(1 for _, found in made.replaced if not found)
    if gone:
        told = ngettext(
            "%(count)d closed unit without an heir is not asked.",
            "%(count)d closed units without an heir are not asked.",
            gone,
        )
        said.append(told % {"count": gone})
    return " ".join(said)
