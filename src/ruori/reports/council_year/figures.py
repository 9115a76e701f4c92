"""The indicators of the report as facts: main lines, targets, vintages."""

from collections.abc import Sequence

from ruori.indicators.queries import IndicatorSheet, indicator_sheets
from ruori.indicators.rules.codes import Status
from ruori.indicators.rules.judging import Word
from ruori.indicators.rules.lines import Form, Point
from ruori.indicators.rules.targets import TargetMark, primary_of
from ruori.kernel.codes import Direction
from ruori.organisation.rules import STRANGER
from ruori.reports.asking import Parameters
from ruori.reports.council_year.facts import FigureFacts, IndicatorFacts

LONGEST_LINE = 12
"""How many of the newest periods are told; the whole line is on the indicator's own page."""


def indicator_facts(indicators: Sequence[int], parameters: Parameters) -> dict[int, IndicatorFacts]:
    """The public indicators of the report with their newest values; six queries.

    Values that wait for the publication of their round are among them: the report is published
    with it. Small numbers are hidden as in public.
    """
    sheets = indicator_sheets(
        indicators,
        viewer=STRANGER,
        at=parameters.known_at,
        as_of=parameters.as_of,
        known_on=parameters.known_on,
        is_public=False,
        hides_small=True,
    )
    return {pk: _facts(sheets[pk]) for pk in indicators if pk in sheets}


def _facts(sheet: IndicatorSheet) -> IndicatorFacts:
    card, main = sheet.card, sheet.main
    points = main.points[-LONGEST_LINE:] if main else ()
    primary = primary_of(main.promises) if main else None
    target = primary.last if primary else None
    newest = points[-1].source if points else None
    return IndicatorFacts(
        pk=card.pk,
        name=card.name,
        definition=card.definition,
        formula=card.formula,
        unit=card.unit.symbol,
        decimals=card.decimals,
        figures=tuple(_figure(point) for point in points),
        direction=main.judgement.direction if main else Direction.NOT_ASSESSABLE,
        against_target=_against(main.judgement.word, target) if main else "",
        target=target.value if target else None,
        target_period=target.period if target else None,
        citation=newest.citation if newest else "",
        licence=newest.licence if newest else "",
        vintage=newest.known_at if newest else None,
    )


def _against(word: Word, target: TargetMark | None) -> str:
    return word.value if target is not None else ""


def _figure(point: Point) -> FigureFacts:
    has_value = point.form is Form.VALUE
    return FigureFacts(
        observation=point.observation_id if has_value else None,
        period=point.period,
        value=point.value if has_value else None,
        is_preliminary=point.status is Status.PROVISIONAL,
    )
