"""What stands at the end: unmet goals with their causes, changed promises, sources of figures."""

from collections.abc import Iterable

from ruori.kernel.codes import Attainment
from ruori.kernel.instants import city_day
from ruori.kernel.text import EMPTY, N_, Text
from ruori.reports.council_year.facts import ChangeFacts, GoalFacts, IndicatorFacts, YearFacts
from ruori.reports.council_year.phrases import (
    ENTRY,
    attainment_cell,
    attainment_of,
    goal_cell,
)
from ruori.reports.document import (
    Block,
    Cell,
    Column,
    Figure,
    Kind,
    Point,
    Record,
    Section,
    Shape,
    Table,
    Tone,
)
from ruori.reports.wording import in_all, joined, says, word

UNMET = (
    Attainment.NOT_MET,
    Attainment.WILL_NOT,
    Attainment.AT_RISK,
    Attainment.PARTLY_MET,
    Attainment.UNPROVABLE,
)
FEWEST_TO_DRAW = 3


def unmet_section(facts: YearFacts) -> Section:
    """Goals that did not come true, or cannot be shown to have: cause, effect, action."""
    found = [goal for goal in facts.all_goals() if attainment_of(goal) in UNMET]
    table = Table(
        caption=in_all(N_("Goals not met, at risk or not provable")),
        columns=(
            Column(in_all(N_("Goal")), share=7),
            Column(in_all(N_("Attainment")), Kind.JUDGEMENT, share=4),
            Column(in_all(N_("Cause")), share=5),
            Column(in_all(N_("Effect on residents")), share=5),
            Column(in_all(N_("Action")), share=5),
            Column(in_all(N_("New date")), share=3),
        ),
        rows=tuple(_unmet(goal) for goal in found),
        sheet=in_all(N_("Unmet goals")),
        when_empty=in_all(N_("No goal was judged unmet, at risk or not provable.")),
    )
    return Section(
        key="unmet",
        title=in_all(N_("What did not come true, and why")),
        blocks=(table,),
        opens_page=True,
    )


def _unmet(goal: GoalFacts) -> tuple[Cell, ...]:
    said = goal.said
    reason = goal.city.reason if goal.city else ""
    judgement = Record("followup.judgement", goal.city.pk) if goal.city else None
    entry = Record(ENTRY, said.pk) if said else None
    cause = _told(said.cause if said else "", entry)
    if cause is None:
        cause = _told(reason, judgement) or word(N_("No cause was told."))
    new_end_on = word(N_("No date"))
    if said is not None and said.new_end_on is not None:
        new_end_on = Cell(value=said.new_end_on, source=entry)
    return (
        goal_cell(goal),
        attainment_cell(goal),
        cause,
        _told(said.effects if said else "", entry) or word(N_("No effect was told.")),
        _told(said.action if said else "", entry) or word(N_("No action was told.")),
        new_end_on,
    )


def _told(words: str, source: Record | None) -> Cell | None:
    return Cell(Text(words.strip()), source=source) if words.strip() else None


def changes_section(facts: YearFacts) -> Section:
    """The promises that were changed during the year, each with its reason."""
    table = Table(
        caption=in_all(N_("Changed promises")),
        columns=(
            Column(in_all(N_("Promise")), share=4),
            Column(in_all(N_("What was changed")), share=3),
            Column(in_all(N_("Before")), share=3),
            Column(in_all(N_("After")), share=3),
            Column(in_all(N_("Reason")), share=4),
        ),
        rows=tuple(_change(change) for change in facts.changes),
        sheet=in_all(N_("Changed promises")),
        when_empty=in_all(N_("No promise was changed during the year.")),
    )
    return Section(key="changes", title=in_all(N_("Changed promises")), blocks=(table,))


def _change(change: ChangeFacts) -> tuple[Cell, ...]:
    source = Record("plans.promisechange", change.pk)
    what = joined([in_all(change.kind), in_all(change.field)], ": ")
    label, pk = change.about
    return (
        Cell(change.name, source=Record(label, pk)),
        Cell(what, source=source),
        Cell(change.before, source=source) if change.before else word(N_("Nothing")),
        Cell(change.after, source=source) if change.after else word(N_("Nothing")),
        Cell(Text(change.reason), source=source) if change.reason else word(N_("No reason")),
    )


def sources_section(facts: YearFacts) -> Section:
    """Every indicator of the report: what it means, how it is counted, from where, how old."""
    indicators = list(facts.indicators.values())
    table = Table(
        caption=in_all(N_("Definitions and sources of the figures")),
        columns=(
            Column(in_all(N_("Indicator")), share=3),
            Column(in_all(N_("What it means")), share=5),
            Column(in_all(N_("How it is counted")), share=4),
            Column(in_all(N_("Source")), share=3),
            Column(in_all(N_("Vintage")), share=2),
        ),
        rows=tuple(_source(indicator) for indicator in indicators),
        sheet=in_all(N_("Sources")),
        when_empty=in_all(N_("The report has no indicators.")),
    )
    rules = says(
        N_(
            "Figures are rounded once, when they are printed. Attainment is judged by tests fixed"
            " in advance; success without approved proof is published as not provable. Lateness is"
            " counted from the promised days, and nobody can take it away."
        ),
        Tone.NOTE,
    )
    return Section(
        key="sources",
        title=in_all(N_("Appendix: definitions and sources")),
        blocks=(table, rules),
        sections=tuple(_line(indicator) for indicator in indicators if _is_drawn(indicator)),
    )


def _source(indicator: IndicatorFacts) -> tuple[Cell, ...]:
    source = Record("indicators.indicator", indicator.pk)
    origin = joined([Text(indicator.citation), Text(indicator.licence)], ", ")
    vintage = word(N_("No figure"))
    if indicator.vintage is not None:
        vintage = Cell(value=city_day(indicator.vintage), source=source)
    return (
        Cell(indicator.name, source=source),
        Cell(indicator.definition) if indicator.definition else word(N_("Not defined")),
        Cell(indicator.formula) if indicator.formula else word(N_("As in the source")),
        Cell(origin) if origin else word(N_("The city's own figure")),
        vintage,
    )


def _is_drawn(indicator: IndicatorFacts) -> bool:
    return sum(figure.value is not None for figure in indicator.figures) >= FEWEST_TO_DRAW


def _line(indicator: IndicatorFacts) -> Section:
    blocks: tuple[Block, ...] = (
        Figure(
            title=_titled(indicator),
            summary=_summary(indicator),
            shape=Shape.LINE,
            label_title=in_all(N_("Period")),
            value_title=indicator.unit or in_all(N_("Value")),
            points=tuple(_points(indicator)),
            goal=_goal(indicator),
        ),
    )
    return Section(key=f"indicator-{indicator.pk}", title=indicator.name, blocks=blocks)


def _titled(indicator: IndicatorFacts) -> Text:
    if not indicator.unit:
        return indicator.name
    return joined([indicator.name, indicator.unit], ", ")


def _goal(indicator: IndicatorFacts) -> Cell | None:
    if indicator.target is None:
        return None
    return Cell(
        value=indicator.target,
        decimals=indicator.decimals,
        source=Record("indicators.indicator", indicator.pk),
    )


def _points(indicator: IndicatorFacts) -> Iterable[Point]:
    for figure in indicator.figures:
        source = (
            Record("indicators.observation", figure.observation)
            if figure.observation is not None
            else None
        )
        words = EMPTY if figure.value is not None else in_all(N_("no data"))
        cell = Cell(words, value=figure.value, decimals=indicator.decimals, source=source)
        yield Point(Text(str(figure.period)), cell, figure.is_preliminary)


def _summary(indicator: IndicatorFacts) -> Text:
    """Two sentences about a line for those who do not see it: its ends; what is not claimed."""
    known = [figure for figure in indicator.figures if figure.value is not None]
    spans = Text(f"{known[0].period}–{known[-1].period}")
    claim = in_all(N_("The report does not claim a direction; the table tells each value."))
    return joined([joined([in_all(N_("Values of")), spans], " "), claim], ". ")
