"""What is broken in the organisation: nobody at the top, units and posts astray, doubled rows."""

from collections.abc import Iterator, Sequence
from typing import Any

from ruori.columns.dated import Dated
from ruori.kernel.codes import Severity
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Problem, Ref
from ruori.kernel.text import EMPTY, N_, Text
from ruori.kernel.validity import Row, overlaps
from ruori.organisation.models import Holding, PostState, Role, SiteState, UnitState
from ruori.organisation.queries.histories import histories
from ruori.organisation.queries.people import holdings
from ruori.organisation.queries.structure import city, posts, units
from ruori.organisation.rules import MAIN_HOLDER, Fault, post_fault, unit_fault

MESSAGES = {
    "PARENT_NOT_OPEN": N_("The unit above this one is closed on %(day)s."),
    "UNIT_UNDER_ITSELF": N_("This unit would stand under itself on %(day)s."),
    "UNIT_NOT_OPEN": N_("The unit of this post is closed on %(day)s."),
    "TWO_HEADS": N_("The unit of this post would have two heads on %(day)s."),
}
"""The words of each `rules.Fault`; the actions refuse with the same words."""

_LABELS = {
    UnitState: "organisation.unit",
    PostState: "organisation.post",
    SiteState: "organisation.site",
    Holding: "organisation.post",
}


def problems(moment: Moment) -> list[Problem]:
    """Every break of the organisation from a day on, with its address; a dozen queries.

    Before the city is founded there is nothing to be broken.
    """
    founded = city()
    if founded is None:
        return []
    unit_rows = histories(UnitState, "unit_id")
    post_rows = histories(PostState, "post_id")
    holding_rows = histories(Holding, "post_id", "deputy_order")
    since = moment.as_of
    return [
        *_top(moment, founded.mayor_post),
        *_vacant(moment),
        *_fault(unit_fault(unit_rows, since=since), "organisation.unit", _unit_names(moment)),
        *_fault(
            post_fault(post_rows, unit_rows, since=since), "organisation.post", _titles(moment)
        ),
        *_doubled(UnitState, {(pk,): rows for pk, rows in unit_rows.items()}),
        *_doubled(PostState, {(pk,): rows for pk, rows in post_rows.items()}),
        *_doubled(Holding, holding_rows),
        *_doubled(SiteState, {(pk,): rows for pk, rows in histories(SiteState, "site_id").items()}),
        *_doubled_roles(),
    ]


def fault_problem(fault: Fault, label: str, name: Text = EMPTY) -> Problem:
    """A fault of the rules as a finding with an address."""
    return Problem(
        code=fault.code,
        msgid=MESSAGES[fault.code],
        facts={"day": fault.day},
        about=Ref(label, fault.pk, name),
    )


def _top(moment: Moment, mayor_post: int | None) -> Iterator[Problem]:
    if mayor_post is None:
        yield Problem(
            code="NO_MAYOR_POST",
            msgid=N_("The city has not said which post is the mayor's."),
            about=Ref("organisation.city", 1),
        )
        return
    held = Holding.objects.in_force(moment.as_of, moment.known_on).filter(post=mayor_post)
    if not held.exists():
        yield Problem(
            code="MAYOR_POST_EMPTY",
            msgid=N_("Nobody holds the mayor's post, so nobody answers in the last resort."),
            about=Ref("organisation.post", mayor_post),
        )


def _vacant(moment: Moment) -> Iterator[Problem]:
    held = holdings(moment)
    for pk, card in posts(moment).items():
        if not any(each.deputy_order == MAIN_HOLDER for each in held.get(pk, ())):
            yield Problem(
                code="POST_VACANT",
                msgid=N_("Nobody holds this post; a deputy or a head answers for it."),
                about=Ref("organisation.post", pk, card.title),
                severity=Severity.HINT,
            )


def _fault(fault: Fault | None, label: str, names: dict[int, Text]) -> Iterator[Problem]:
    if fault is not None:
        yield fault_problem(fault, label, names.get(fault.pk, EMPTY))


def _unit_names(moment: Moment) -> dict[int, Text]:
    return {pk: card.name for pk, card in units(moment).items()}


def _titles(moment: Moment) -> dict[int, Text]:
    return {pk: card.title for pk, card in posts(moment).items()}


def _doubled(
    model: type[Dated], found: dict[tuple[Any, ...], Sequence[Row]] | dict[Any, list[Row]]
) -> Iterator[Problem]:
    for key, rows in found.items():
        if overlaps(rows):
            yield _two_rows(Ref(_LABELS[model], key[0]))


def _doubled_roles() -> Iterator[Problem]:
    found = histories(Role, "code", "post_id", "person_id", "unit_id")
    for (_, post, person, _), rows in found.items():
        if overlaps(rows):
            label = "organisation.post" if post is not None else "organisation.person"
            yield _two_rows(Ref(label, post if post is not None else person))


def _two_rows(about: Ref) -> Problem:
    return Problem(
        code="TWO_ROWS_ON_A_DAY", msgid=N_("Two rows hold for this on the same day."), about=about
    )
