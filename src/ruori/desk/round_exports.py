"""A round as Excel files: the table of units, and every question with its answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from ruori.cycle.models import Round
from ruori.desk.frame import words
from ruori.desk.gates import DeskRequest, gate, reads_all, staff
from ruori.desk.round_units import share_words, standing_words, unit_name, who_answers
from ruori.desk.sheets.making import kind_of
from ruori.desk.workbooks import Value, workbook, workbook_response
from ruori.followup import queries as followup
from ruori.followup.codes import Verdict
from ruori.followup.queries import ItemLine, UnitLine
from ruori.intake.sheet_words import word_of
from ruori.kernel.codes import Progress
from ruori.kernel.text import EMPTY, N_, Text
from ruori.organisation.queries import Owners, city
from ruori.organisation.queries import owners as owners_on
from ruori.organisation.rules import SYSTEM
from ruori.plans import queries as plans
from ruori.plans.queries import GoalCard

UNIT_HEADS = (
    (N_("Unit"), 34),
    (N_("Who answers"), 44),
    (N_("State"), 16),
    (N_("Answers by"), 14),
    (N_("Asked"), 10),
    (N_("Answered"), 10),
    (N_("Approved"), 10),
    (N_("Returned"), 10),
    (N_("Goals with proof"), 18),
    (N_("Last edit"), 18),
    (N_("Reporter"), 26),
)
ANSWER_HEADS = (
    (N_("Unit"), 30),
    (N_("Kind"), 14),
    (N_("Name"), 44),
    (N_("Plan"), 30),
    (N_("Goal"), 34),
    (N_("How is it going"), 20),
    (N_("What has happened, in one sentence"), 50),
    (N_("If it is late or at risk: why"), 36),
    (N_("What is done about it"), 36),
    (N_("New date"), 12),
    (N_("Value"), 12),
    (N_("Proofs"), 10),
    (N_("Reporter"), 24),
    (N_("Time"), 18),
    (N_("Approved"), 14),
)


@gate(staff)
@require_GET
def units_file(request: DeskRequest, pk: int) -> HttpResponse:
    """The units of a round as an Excel file."""
    owners = owners_on(request.moment)
    found = followup.board(request.viewer, request.at, pk, owners.chart)
    if found is None:
        raise Http404
    rows = (_unit_row(line, owners) for line in found.units)
    content = workbook(gettext("Units"), _heads(UNIT_HEADS), rows)
    return workbook_response(content, _stem(request, found.round.code, gettext("Units")))


@gate(reads_all)
@require_GET
def answers_file(request: DeskRequest, pk: int) -> HttpResponse:
    """Every question of a round with its answer, as an Excel file."""
    row = Round.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    content = workbook(gettext("Answers"), _heads(ANSWER_HEADS), _answer_rows(request, row))
    return workbook_response(content, _stem(request, row.code, gettext("Answers")))


def _heads(heads: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    return [(gettext(title), width) for title, width in heads]


def _stem(request: DeskRequest, code: str, what: str) -> str:
    """The file's name: city, round, what it holds, day."""
    card = city()
    name = "Ruori" if card is None else words(card.name)
    parts = (name, code, what, request.moment.as_of.isoformat())
    return "-".join(slugify(part) for part in parts)


def _unit_row(line: UnitLine, owners: Owners) -> tuple[Value, ...]:
    return (
        unit_name(line.unit, owners),
        who_answers(line, owners),
        standing_words(line),
        line.due_on,
        line.answered.of,
        line.answered.number,
        line.approved.number,
        line.returned,
        share_words(line.documented),
        line.last_edit_at,
        line.reporter,
    )


def _answer_rows(request: DeskRequest, row: Round) -> Iterator[tuple[Value, ...]]:
    lines = followup.round_items(request.viewer, request.at, row)
    owners = owners_on(request.moment)
    homes = _homes(request, lines)
    for line in lines:
        head = (
            unit_name(line.asked.unit or 0, owners),
            kind_of(line),
            words(line.asked.about.title),
            *homes.of(line),
        )
        yield (*head, *_answer(line))


def _answer(line: ItemLine) -> tuple[Value, ...]:
    if line.current is None:
        return (word_or_none(None),)
    told = line.current
    entry = told.entry
    is_approved = entry.verdict is Verdict.APPROVED
    return (
        word_or_none(entry.progress or entry.outlook),
        entry.done,
        entry.cause,
        entry.action,
        entry.new_end_on,
        told.value,
        told.proofs,
        told.writer,
        entry.recorded_at,
        gettext("yes") if is_approved else gettext("no"),
    )


def word_or_none(code: str | None) -> str:
    """The word of an answer; of none, that nothing was reported."""
    return word_of(code or Progress.NOT_REPORTED)


@dataclass(frozen=True, slots=True)
class _Homes:
    """The plan of each thing, and the goal a measure serves or a goal stands under, in words."""

    titles: Mapping[int, Text]
    goals: Mapping[int, GoalCard]
    measures: Mapping[int, int]
    served: Mapping[int, Text]

    def of(self, line: ItemLine) -> tuple[str, str]:
        """The plan and the goal of one thing."""
        pk = line.asked.about.pk
        if line.asked.is_measure:
            plan, goal = self.measures.get(pk), self.served.get(pk)
        else:
            card = self.goals.get(pk)
            plan = None if card is None else card.plan
            above = None if card is None else self.goals.get(card.parent or 0)
            goal = None if above is None else above.name
        return words(self.titles.get(plan or 0, EMPTY)), words(goal or EMPTY)


def _homes(request: DeskRequest, lines: Sequence[ItemLine]) -> _Homes:
    """What every row tells of its plan and goal; four queries."""
    moment = request.moment
    measures = [line.asked.about.pk for line in lines if line.asked.is_measure]
    served: dict[int, Text] = {}
    for arrow in plans.serves_of(SYSTEM, moment, measures=measures):
        served.setdefault(arrow.measure or 0, arrow.served_name)
    return _Homes(
        titles={card.pk: card.title for card in plans.plan_cards(SYSTEM, moment)},
        goals={card.pk: card for card in plans.goal_cards(SYSTEM, moment)},
        measures={card.pk: card.plan for card in plans.measure_cards(SYSTEM, moment)},
        served=served,
    )
