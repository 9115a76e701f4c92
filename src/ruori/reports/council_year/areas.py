"""By responsibility area: what each unit reported, what deviates, what was finished (Y11)."""

from collections.abc import Iterable

from ruori.kernel.codes import Progress
from ruori.kernel.text import N_, Text
from ruori.reports.council_year.facts import MeasureFacts, UnitFacts, YearFacts
from ruori.reports.council_year.phrases import (
    ENTRY,
    happened_cell,
    measure_cell,
    progress_cell,
    progress_text,
    proof_cell,
    unit_key,
)
from ruori.reports.document import (
    Block,
    Cell,
    Column,
    Kind,
    Paragraph,
    Record,
    Section,
    Table,
    Tone,
)
from ruori.reports.wording import in_all, number, says, told, word

KEY = "areas"
DEVIATING = frozenset({Progress.LATE, Progress.ON_HOLD, Progress.CANCELLED, Progress.NOT_REPORTED})
FINISHED = frozenset({Progress.DONE, Progress.ESTABLISHED})


def areas_section(facts: YearFacts) -> Section:
    """The same measures by the units that answer for them; no measure is told twice in full."""
    lead = says(
        N_(
            "The same measures by the unit that answers for them: counts of all, and one by one"
            " those that deviate or were finished."
        ),
        Tone.LEAD,
    )
    return Section(
        key=KEY,
        title=in_all(N_("By responsibility area")),
        blocks=(lead, _overview(facts)),
        sections=tuple(_unit(facts, unit) for unit in facts.units),
        opens_page=True,
    )


def _overview(facts: YearFacts) -> Table:
    rows = [_counts(facts, unit, depth) for unit, depth in _flat(facts.units)]
    return Table(
        caption=in_all(N_("Measures by unit")),
        columns=(
            Column(in_all(N_("Unit")), share=5),
            Column(in_all(N_("Measures")), Kind.FIGURE, share=2),
            Column(in_all(N_("Reported")), Kind.FIGURE, share=2),
            Column(in_all(N_("Finished")), Kind.FIGURE, share=2),
            Column(in_all(N_("Late, on hold or cancelled")), Kind.FIGURE, share=3),
            Column(in_all(N_("Not reported")), Kind.FIGURE, share=2),
        ),
        rows=tuple(rows),
        sheet=in_all(N_("Units")),
        when_empty=in_all(N_("No unit answers for a measure.")),
    )


def _flat(units: Iterable[UnitFacts], depth: int = 0) -> Iterable[tuple[UnitFacts, int]]:
    for unit in units:
        yield unit, depth
        yield from _flat(unit.children, depth + 1)


def _counts(facts: YearFacts, unit: UnitFacts, depth: int) -> tuple[Cell, ...]:
    measures = [facts.measures[pk] for pk in unit.all_measures()]
    key = unit_key(unit.pk)
    silent = sum(measure.said is None for measure in measures)
    deviating = sum(measure.shown[-1] in DEVIATING for measure in measures) - sum(
        measure.shown[-1] is Progress.NOT_REPORTED for measure in measures
    )
    name = Text({code: "– " * depth + words for code, words in unit.name.items()})
    return (
        Cell(name, source=Record("organisation.unit", unit.pk)),
        number(len(measures), key),
        number(len(measures) - silent, key),
        number(sum(measure.shown[-1] in FINISHED for measure in measures), key),
        number(deviating, key),
        number(silent, key),
    )


def _unit(facts: YearFacts, unit: UnitFacts) -> Section:
    own = [facts.measures[pk] for pk in unit.measures]
    blocks: list[Block] = []
    if unit.summary:
        source = Record("followup.unitreport", unit.report) if unit.report else None
        blocks.append(told(Text(unit.summary), source, Tone.LEAD))
    if own:
        blocks.append(_sentence(unit, own))
        blocks += _deviating(own)
        blocks += _finished(own)
    return Section(
        key=unit_key(unit.pk),
        title=unit.name,
        blocks=tuple(blocks),
        sections=tuple(_unit(facts, child) for child in unit.children),
    )


def _sentence(unit: UnitFacts, own: list[MeasureFacts]) -> Paragraph:
    key = unit_key(unit.pk)
    return says(
        N_("Measures: %(measures)s, of which %(progress)s."),
        measures=number(len(own), key),
        progress=Cell(progress_text(own), counted_in=key),
    )


def _deviating(own: list[MeasureFacts]) -> Iterable[Block]:
    rows = [measure for measure in own if DEVIATING & set(measure.shown)]
    if not rows:
        yield says(N_("Nothing deviates from what was promised."))
        return
    yield Table(
        caption=in_all(N_("Deviations and what is done about them")),
        columns=(
            Column(in_all(N_("Measure")), share=4),
            Column(in_all(N_("Progress")), Kind.JUDGEMENT, share=3),
            Column(in_all(N_("Cause")), share=4),
            Column(in_all(N_("Action")), share=4),
            Column(in_all(N_("New date")), share=2),
        ),
        rows=tuple(_deviation(measure) for measure in rows),
        sheet=in_all(N_("Deviations")),
    )


def _deviation(measure: MeasureFacts) -> tuple[Cell, ...]:
    said = measure.said
    if said is None:
        return (
            Cell(measure_cell(measure).words),
            progress_cell(measure),
            word(N_("Nothing was reported.")),
            word(N_("Nothing was reported.")),
            word(N_("No date")),
        )
    source = Record(ENTRY, said.pk)
    new_end_on = (
        Cell(value=said.new_end_on, source=source) if said.new_end_on else word(N_("No date"))
    )
    return (
        Cell(measure_cell(measure).words),
        progress_cell(measure),
        _words(said.cause, N_("No cause was told."), source),
        _words(said.action, N_("No action was told."), source),
        new_end_on,
    )


def _words(words: str, otherwise: str, source: Record) -> Cell:
    return Cell(Text(words), source=source) if words.strip() else word(otherwise)


def _finished(own: list[MeasureFacts]) -> Iterable[Block]:
    rows = [measure for measure in own if measure.shown[-1] in FINISHED]
    if rows:
        yield Table(
            caption=in_all(N_("Finished or become routine")),
            columns=(
                Column(in_all(N_("Measure")), share=4),
                Column(in_all(N_("Progress")), Kind.JUDGEMENT, share=3),
                Column(in_all(N_("What happened")), share=6),
                Column(in_all(N_("Proof")), Kind.JUDGEMENT, share=3),
            ),
            rows=tuple(
                (
                    Cell(measure_cell(measure).words),
                    progress_cell(measure),
                    happened_cell(measure.said),
                    proof_cell(measure.said),
                )
                for measure in rows
            ),
            sheet=in_all(N_("Finished")),
        )
