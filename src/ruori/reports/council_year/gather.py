"""Reading the facts of a year from the parts that know them, in a constant number of queries.

Promises are read as a stranger sees them, so that nothing but what is public can enter an edition;
what was said of them is read with the rights of who freezes it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ruori.followup.access import entries_visible_to
from ruori.followup.codes import UnitReportState
from ruori.followup.models import Entry, UnitReport
from ruori.followup.queries.cards import EntryCard, Judged, JudgementCard, ProofCard
from ruori.followup.queries.entries import card_of, standing, with_verdicts
from ruori.followup.queries.judgements import judgements_of
from ruori.followup.queries.proofs import proofs_of_shown_entries
from ruori.followup.rules.progress import (
    Schedule,
    ShownProgress,
    lacks_reaction,
    open_days,
    shown_progress,
)
from ruori.followup.rules.proof import published
from ruori.kernel.codes import ENDED_PROGRESS, Provability
from ruori.kernel.moments import Moment
from ruori.kernel.text import Text
from ruori.organisation import queries as organisation
from ruori.organisation.queries import UnitCard
from ruori.organisation.rules import STRANGER, SYSTEM, Viewer
from ruori.plans.codes import PlanKind
from ruori.plans.queries import (
    GoalNode,
    MeasureCard,
    MeasureFilter,
    PlanCard,
    count_measures,
    goal_cards,
    indicator_links,
    live_measures,
    plan_cards,
    servants_of,
    steps_of,
    tree_of,
)
from ruori.plans.rules import FOLLOWED_KINDS, is_promised
from ruori.reports.asking import Parameters
from ruori.reports.council_year.changes import changes_of_year
from ruori.reports.council_year.facts import (
    GoalFacts,
    JudgementFacts,
    MeasureFacts,
    PlanFacts,
    PolicyFacts,
    Said,
    UnitFacts,
    YearFacts,
)
from ruori.reports.council_year.figures import indicator_facts

LIVE = MeasureFilter(only_promised=True)
DEFAULT_ACCENT = "#0062ba"


def gather(parameters: Parameters, viewer: Viewer) -> YearFacts:
    """Everything the report of a year tells, as known now; a constant number of queries."""
    moment = parameters.moment
    plans = [p for p in plan_cards(STRANGER, moment, kinds=FOLLOWED_KINDS) if is_promised(p.stage)]
    strategy = next((plan for plan in plans if plan.kind is PlanKind.STRATEGY), None)
    roots = _roots(strategy, moment)
    cards = live_measures(STRANGER, moment)
    entries = _Entries(parameters, viewer)
    measures = _measures(cards, entries, moment)
    nodes = [node for root in roots for node in root.walk()]
    keys = [node.card.pk for node in nodes]
    links = _links(moment, keys)
    judged = judgements_of(viewer, moment, keys, round_id=parameters.round)
    units = organisation.units(moment)
    city = organisation.city()
    indicators = sorted({pk for each in links.values() for pk, _ in each})
    return YearFacts(
        year=parameters.year,
        as_of=parameters.as_of,
        known_at=parameters.known_at,
        city=city.name if city else Text("Ruori"),
        accent=next(iter(city.colours), DEFAULT_ACCENT) if city else DEFAULT_ACCENT,
        is_sample=bool(city and city.is_example),
        base=parameters.base,
        strategy=_plan(strategy, cards) if strategy else None,
        goals=tuple(_goal(root, _Beside(links, entries, judged, measures)) for root in roots),
        plans=tuple(_plan(plan, cards) for plan in plans),
        units=_units(units, cards, parameters.round),
        measures=measures,
        indicators=indicator_facts(indicators, parameters),
        posts={pk: post.title for pk, post in organisation.posts(moment).items()},
        unit_names={pk: unit.name for pk, unit in units.items()},
        policies=_policies(plans, moment, _Beside({}, entries, {}, measures)),
        changes=changes_of_year(parameters, nodes, cards, units),
        withheld=count_measures(SYSTEM, moment, LIVE) - len(cards),
        corrects=parameters.corrects,
        reason=parameters.reason,
    )


def _roots(strategy: PlanCard | None, moment: Moment) -> tuple[GoalNode, ...]:
    return tree_of(STRANGER, moment, strategy).roots if strategy else ()


def _plan(plan: PlanCard, cards: Iterable[MeasureCard]) -> PlanFacts:
    measures = tuple(card.pk for card in cards if card.plan == plan.pk)
    return PlanFacts(plan.pk, plan.title, measures)


class _Entries:
    """The words that count in the report: those of its round, and of things ended before it."""

    def __init__(self, parameters: Parameters, viewer: Viewer) -> None:
        """Read every standing entry up to the report's day; three queries."""
        moment = parameters.moment
        rows = with_verdicts(
            Entry.objects.filter(
                entries_visible_to(viewer, moment),
                standing(moment),
                round__covers_to__lte=parameters.as_of,
            ).order_by("round__covers_to", "round_id", "id"),
            moment,
        )
        self._of: dict[tuple[str, int], EntryCard] = {}
        for row in rows:
            self._take(card_of(row, viewer), parameters.round)
        pks = [card.pk for card in self._of.values()]
        self._proofs = proofs_of_shown_entries(viewer, moment, pks)

    def _take(self, card: EntryCard, round_id: int | None) -> None:
        """Keep a word of the round; of other rounds the last one, when it told of an end."""
        about = _about(card)
        kept = self._of.get(about)
        if card.round == round_id:
            self._of[about] = card
        elif kept is None or kept.round != round_id:
            self._of.pop(about, None)
            if card.progress in ENDED_PROGRESS:
                self._of[about] = card

    def of(self, label: str, pk: int) -> EntryCard | None:
        """The entry that counts for a measure or goal."""
        return self._of.get((label, pk))

    def said(self, label: str, pk: int) -> Said | None:
        """The words of that entry with its proof."""
        card = self.of(label, pk)
        if card is None:
            return None
        return Said(
            pk=card.pk,
            done=card.done,
            effects=card.effects,
            cause=card.cause,
            action=card.action,
            new_end_on=card.new_end_on,
            outlook=card.told_outlook,
            proof=_proof(self._proofs.get(card.pk, ())),
        )


def _about(card: EntryCard) -> tuple[str, int]:
    if card.measure is not None:
        return "measure", card.measure
    return "goal", card.goal or 0


def _proof(proofs: Sequence[ProofCard]) -> Provability:
    """How far an entry is shown to be true: by an approved proof, an unread one, or none."""
    if any(proof.is_approved for proof in proofs):
        return Provability.PROVEN
    return Provability.NOT_CHECKED if proofs else Provability.UNPROVEN


def _measures(
    cards: Sequence[MeasureCard], entries: _Entries, moment: Moment
) -> dict[int, MeasureFacts]:
    steps = steps_of([card.pk for card in cards])
    found = {}
    for card in cards:
        entry = entries.of("measure", card.pk)
        days = open_days((step.due_on, step.done_on) for step in steps[card.pk])
        shown = shown_progress(
            entry.progress if entry else None, Schedule(card.ends_on, days), as_of=moment.as_of
        )
        found[card.pk] = _measure(card, entries, shown)
    return found


def _measure(card: MeasureCard, entries: _Entries, shown: ShownProgress) -> MeasureFacts:
    said = entries.said("measure", card.pk)
    action = said.action if said else ""
    return MeasureFacts(
        pk=card.pk,
        plan=card.plan,
        code=card.code,
        name=card.name,
        unit=card.unit,
        post=card.post,
        ends_on=card.ends_on,
        is_continuous=card.is_continuous,
        is_example=card.is_example,
        said=said,
        shown=shown.codes,
        lacks_reaction=lacks_reaction(shown.written, action=action, is_overdue=shown.is_overdue),
    )


Links = Mapping[int, tuple[tuple[int, Text], ...]]


def _links(moment: Moment, goals: Sequence[int]) -> Links:
    found: dict[int, list[tuple[int, Text]]] = defaultdict(list)
    for link in indicator_links(moment, goals=goals):
        found[link.goal].append((link.indicator, link.how))
    return {goal: tuple(pairs) for goal, pairs in found.items()}


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the tree: indicators, entries, judgements, public measures."""

    links: Links
    entries: _Entries
    judged: Mapping[int, Judged]
    measures: Mapping[int, MeasureFacts]


def _goal(node: GoalNode, beside: _Beside) -> GoalFacts:
    card = node.card
    judged = beside.judged.get(card.pk, Judged())
    return GoalFacts(
        pk=card.pk,
        code=card.code,
        name=card.name,
        promise=card.plain_text or card.text,
        unit=card.unit,
        post=card.post,
        measures=tuple(pk for pk in node.measures if pk in beside.measures),
        indicators=beside.links.get(card.pk, ()),
        said=beside.entries.said("goal", card.pk),
        city=_judgement(judged.city),
        auditor=_judgement(judged.auditor),
        children=tuple(_goal(child, beside) for child in node.children),
    )


def _policies(
    plans: Sequence[PlanCard], moment: Moment, beside: _Beside
) -> tuple[PolicyFacts, ...]:
    """The commitments of every policy with the measures that carry them out; two queries."""
    chosen = [plan for plan in plans if plan.kind is PlanKind.POLICY]
    keys = {plan.pk for plan in chosen}
    goals = [card for card in goal_cards(STRANGER, moment) if card.plan in keys]
    measures = servants_of(STRANGER, moment, [card.pk for card in goals])
    return tuple(
        PolicyFacts(
            plan.pk,
            plan.title,
            tuple(
                _goal(GoalNode(card, (), measures[card.pk]), beside)
                for card in goals
                if card.plan == plan.pk
            ),
        )
        for plan in chosen
    )


def _judgement(card: JudgementCard | None) -> JudgementFacts | None:
    if card is None:
        return None
    return JudgementFacts(
        pk=card.pk,
        attainment=published(card.attainment, card.provability),
        rule_result=card.rule_result,
        provability=card.provability,
        reason=card.reason,
    )


def _units(
    units: Mapping[int, UnitCard], cards: Iterable[MeasureCard], round_id: int | None
) -> tuple[UnitFacts, ...]:
    """The units that answer for measures, and those above them, as a tree."""
    measures: dict[int, list[int]] = defaultdict(list)
    for card in cards:
        measures[card.unit].append(card.pk)
    reports = {
        row.unit_id: row
        for row in UnitReport.objects.filter(
            round__in=[round_id], state__in=(UnitReportState.SUBMITTED, UnitReportState.APPROVED)
        )
    }
    below: dict[int | None, list[UnitCard]] = defaultdict(list)
    for unit in units.values():
        below[unit.parent if unit.parent in units else None].append(unit)

    def made(unit: UnitCard) -> UnitFacts:
        report = reports.get(unit.pk)
        return UnitFacts(
            pk=unit.pk,
            name=unit.name,
            measures=tuple(measures.get(unit.pk, ())),
            summary=report.summary if report else "",
            report=report.pk if report else None,
            children=_answering(below[unit.pk], made),
        )

    return _flattened(_answering(below[None], made))


def _answering(
    units: Iterable[UnitCard], made: Callable[[UnitCard], UnitFacts]
) -> tuple[UnitFacts, ...]:
    return tuple(unit for unit in map(made, units) if unit.all_measures())


def _flattened(units: tuple[UnitFacts, ...]) -> tuple[UnitFacts, ...]:
    """Council and board stand above everything and report nothing: the sectors come first."""
    if len(units) == 1 and not units[0].measures and units[0].children:
        return _flattened(units[0].children)
    return units
