"""The changes of targets in public: an eased or moved target is a changed promise (domain § 13)."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext

from ruori.decisions import queries as decisions
from ruori.decisions.queries import DecisionCard
from ruori.indicators import queries as indicators
from ruori.indicators import words as figures
from ruori.indicators.queries import ChangedTarget, IndicatorCard
from ruori.kernel.instants import city_day
from ruori.site.frame import Asked
from ruori.site.ledger import LedgerLine
from ruori.ui import formats
from ruori.ui.promises import CHANGES


def target_lines(
    question: Asked, wanted: Collection[int]
) -> tuple[tuple[datetime, LedgerLine], ...]:
    """The changes of the targets of some indicators, newest first, each with its instant.

    One query, and seven more when some target has changed.
    """
    found = indicators.target_changes(question.viewer, question.moment, wanted)
    changes = [change for each in found.values() for change in each]
    if not changes:
        return ()
    rows = indicators.latest_values(
        viewer=question.viewer, at=question.at, indicator_ids=sorted(found)
    )
    cards = {row.card.pk: row.card for row in rows}
    made = decisions.cards({c.decision for c in changes if c.decision is not None})
    lines = [
        (change.recorded_at, _line(question, change, cards[change.indicator], made))
        for change in changes
        if change.indicator in cards
    ]
    return tuple(sorted(lines, key=lambda pair: pair[0], reverse=True))


def _line(
    question: Asked, change: ChangedTarget, card: IndicatorCard, made: dict[int, DecisionCard]
) -> LedgerLine:
    decision = made.get(change.decision or 0)
    before, after = (
        figures.target(mark, card.unit, card.decimals, question.language)
        for mark in (change.before, change.after)
    )
    return LedgerLine(
        kind=", ".join(gettext(CHANGES.get(kind, CHANGES["CHANGED"])) for kind in change.kinds),
        field=gettext("target of the indicator %(name)s") % {"name": question.words(card.name)},
        before=before,
        after=after,
        reason=change.reason,
        decision="" if decision is None else question.words(decision.title),
        day=formats.day(city_day(change.recorded_at), question.language),
    )
