"""The units of a round as a table: who answers, how far they are, the late ones first."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from ruori.desk.frame import language, words
from ruori.followup.queries import RoundBoard, UnitLine
from ruori.followup.rules.counts import Share
from ruori.followup.rules.standing import UnitStanding
from ruori.kernel.text import N_
from ruori.organisation.queries import Owners
from ruori.ui import formats
from ruori.ui.parts import Cell, Column, Row, Table
from ruori.ui.shapes import Mark

STANDINGS = {
    UnitStanding.LATE: Mark(N_("Overdue"), "circle-late", "warning"),
    UnitStanding.RETURNED: Mark(N_("Returned"), "circle-half", "warning"),
    UnitStanding.SILENT: Mark(N_("Silent"), "circle-empty", "neutral"),
    UnitStanding.BEGUN: Mark(N_("Begun"), "circle-half", "neutral"),
    UnitStanding.READY: Mark(N_("Ready"), "circle-tick", "success"),
    UnitStanding.HANDED_IN: Mark(N_("Handed in"), "circle-tick", "success"),
    UnitStanding.APPROVED: Mark(N_("Approved"), "circle-tick", "success"),
}
ORDER = list(UnitStanding)


@dataclass(frozen=True, slots=True)
class Way:
    """A way to look at the units: its words and which units it shows."""

    label: str
    shows: Callable[[UnitLine], bool]


WAYS = {
    "": Way(N_("All"), lambda _line: True),
    "late": Way(N_("Overdue"), lambda line: line.is_late),
    "silent": Way(N_("Silent"), lambda line: line.is_silent),
    "returned": Way(N_("Returned"), lambda line: line.standing is UnitStanding.RETURNED),
    "missing": Way(N_("Something missing"), lambda line: line.answered.number < line.answered.of),
    "unapproved": Way(
        N_("Waiting for approval"), lambda line: line.approved.number < line.answered.number
    ),
}


def units_table(
    found: RoundBoard, owners: Owners, way: str, *, opens: bool, reminds: bool = False
) -> Table:
    """The units in one way of looking.

    Each leads to its summary when the viewer `opens` it, and to its reminder when the viewer
    `reminds` and something is undone.
    """
    shows = WAYS.get(way, WAYS[""]).shows
    lines = sorted(
        (line for line in found.units if shows(line)),
        key=lambda line: (ORDER.index(line.standing), unit_name(line.unit, owners).casefold()),
    )
    columns = [
        Column(gettext("Unit")),
        Column(gettext("State")),
        Column(gettext("Answered"), is_number=True),
        Column(gettext("Approved"), is_number=True),
        Column(gettext("Goals with proof"), is_number=True),
        Column(gettext("Last edit")),
    ]
    rows = [_row(found.round.pk, line, owners, opens=opens) for line in lines]
    if reminds:
        columns.append(Column(gettext("Reminder")))
        rows = [
            Row((*row.cells, _reminder(found.round.pk, line)), row.anchor)
            for row, line in zip(rows, lines, strict=True)
        ]
    return Table(gettext("Who has reported"), tuple(columns), tuple(rows), as_cards=True)


def _reminder(round_pk: int, line: UnitLine) -> Cell:
    if not line.answered.of or (line.is_ready and line.standing is not UnitStanding.READY):
        return Cell(gettext("not needed"))
    return Cell(gettext("Remind"), address=reverse("desk:remind_unit", args=[round_pk, line.unit]))


def who_answers(line: UnitLine, owners: Owners) -> str:
    """The post and holder of a unit; of a post nobody holds, who answers meanwhile."""
    owner = owners.of(post=line.head_post, unit=line.unit)
    if owner is None:
        return gettext("nobody answers")
    facts = {"post": words(owner.title), "name": owner.name}
    if not owner.is_direct:
        return gettext("no holder; meanwhile %(post)s, %(name)s") % facts
    if owner.is_substitute:
        return gettext("%(post)s, %(name)s as a substitute") % facts
    return f"{facts['post']}, {facts['name']}"


def share_words(share: Share) -> str:
    """`8/12 (66 %)`, or that nothing was asked."""
    if share.percent is None:
        return gettext("nothing asked")
    return f"{share.number}/{share.of} ({share.percent}\u00a0%)"


def standing_words(line: UnitLine) -> str:
    """Where a unit stands, in one word."""
    mark = STANDINGS.get(line.standing)
    return gettext(mark.msgid) if mark else gettext("nothing asked")


def _row(round_pk: int, line: UnitLine, owners: Owners, *, opens: bool) -> Row:
    name = Cell(
        unit_name(line.unit, owners),
        address=reverse("desk:unit_report", args=[round_pk, line.unit]) if opens else "",
        note=who_answers(line, owners),
    )
    shares = (line.answered, line.approved, line.documented)
    return Row(
        (name, _state(line), *(Cell(share_words(share)) for share in shares), _last_edit(line)),
        anchor=f"unit-{line.unit}",
    )


def unit_name(unit: int, owners: Owners) -> str:
    """What a unit is called; of one closed since it was asked, its last name and that it is so."""
    name = words(owners.unit_name(unit))
    return name if unit in owners.units else gettext("%(name)s (closed)") % {"name": name}


def _state(line: UnitLine) -> Cell:
    day = formats.day(line.due_on, language())
    note = gettext("due %(day)s") % {"day": day} if line.is_late else ""
    # The word of a state stays on one line: the column is as narrow as its longest word.
    word = standing_words(line).replace(" ", "\u00a0")
    return Cell(word, mark=STANDINGS.get(line.standing), note=note)


def _last_edit(line: UnitLine) -> Cell:
    if line.last_edit_at is None:
        return Cell(gettext("nothing yet"))
    return Cell(formats.moment(line.last_edit_at, language()), note=line.reporter)
