"""The plans of the example city, read from its founding page through the intake, and measures."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import ruori.intake as intake_part
from ruori.cli.demo.founding import Organisation
from ruori.cli.demo.rows import MeasureRow, measure_rows
from ruori.intake import actions as intake
from ruori.intake import draft_json
from ruori.intake.models import Draft
from ruori.intake.rules import is_two_in_one
from ruori.kernel.moments import now
from ruori.kernel.text import Text
from ruori.organisation.rules import SYSTEM
from ruori.plans import actions
from ruori.plans import queries as plans
from ruori.plans.actions import Terms
from ruori.plans.codes import GoalLevel, NeedsMoney, PlanKind
from ruori.plans.models import Goal, Measure, Plan
from ruori.plans.queries import GoalNode, PlanCard

SOURCE = "kemi-strategia-2022-2025.txt"
LEFT_OUT = "Kuuluu verkkosivuun, ei suunnitelmaan."
LETTERS = ("E", "H", "S")
PERIOD = Terms(holds_from=date(2022, 1, 1))
KEYS = {
    "elinvoima": ("elinvoimaohjelma", PlanKind.PROGRAMME),
    "hyvinvointi": ("hyvinvointisuunnitelma vuosille", PlanKind.PLAN),
    "lapset": ("lasten ja nuorten", PlanKind.PLAN),
    "ikavihrea": ("Ikävihreä", PlanKind.PLAN),
    "jarjesto": ("järjestöstrategia", PlanKind.PROGRAMME),
    "politiikka": ("Ympäristöpolitiikka", PlanKind.POLICY),
}
COMMITMENTS = ("P6", "P1", "P2", "P3", "P4", "P5", "P7", "P8", "P8b", "P9", "P9b")
OWNERS = {
    "E": ("elinvoima", "elinvoimajohtaja"),
    "H": ("hyvinvointi", "hyvinvointijohtaja"),
    "S": ("hyvinvointi", "hyvinvointijohtaja"),
    "E1": ("ymparisto", "ymparistojohtaja"),
    "E2": ("kaavoitus", "kaavoituspaallikko"),
    "E5": ("talous", "talousjohtaja"),
    "S2": ("hallinto", "hallintojohtaja"),
    "S4": ("kadut", "kaupungininsinoori"),
    "S5": ("viestinta", "viestintapaallikko"),
    "P": ("keskus", "ymparistokoordinaattori"),
}
LAWS = {
    "ikavihrea": "Laki 980/2012 § 5",
    "lapset": "Lastensuojelulaki 417/2007 § 12",
    "hyvinvointi": "Laki 612/2021 § 6",
}


@dataclass(slots=True)
class Promises:
    """The example's plans, goals and measures by their short names."""

    plans: dict[str, Plan] = field(default_factory=dict)
    goals: dict[str, Goal] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)


def promise(city: Organisation, at: datetime) -> Promises:
    """Read the founding page, accept it as it stands, name owners and codes, add the measures."""
    _accept(at)
    cards = plans.plan_cards(SYSTEM, now(at))
    made = Promises()
    strategy = next(card for card in cards if card.kind is PlanKind.STRATEGY)
    for key, (words, kind) in KEYS.items():
        card = _named(cards, words, kind)
        made.plans[key] = Plan.objects.get(pk=card.pk)
        _own(city, card, key, at)
    _name_strategy(city, made, strategy.pk, at)
    _name_policy(city, made, at)
    for row in measure_rows():
        made.measures[row.code] = _measure(city, made, row, at)
    return made


def _accept(at: datetime) -> None:
    content = (Path(intake_part.__file__).parent / "data" / SOURCE).read_bytes()
    opened = intake.open_draft(content=content, name=SOURCE, by=SYSTEM, at=at)
    draft = Draft.objects.get(pk=opened.pk)
    proposal = draft_json.from_data(draft.proposal)
    for place, plan in reversed(list(enumerate(proposal.plans))):
        if is_two_in_one(plan):
            intake.part_row(draft=draft, version=_version(draft), path=(place,), by=SYSTEM, at=at)
    for place, _ in enumerate(draft_json.from_data(_fresh(draft).proposal).plans):
        intake.accept_row(
            draft=draft, version=_version(draft), path=(place,), with_below=True, by=SYSTEM, at=at
        )
    for item in proposal.needs_review:
        intake.drop_unread(
            draft=draft, version=_version(draft), line=item.line, reason=LEFT_OUT, by=SYSTEM, at=at
        )
    intake.accept_draft(draft=_fresh(draft), version=_version(draft), by=SYSTEM, at=at)


def _fresh(draft: Draft) -> Draft:
    return Draft.objects.get(pk=draft.pk)


def _version(draft: Draft) -> int:
    return _fresh(draft).version


def _named(cards: Sequence[PlanCard], words: str, kind: PlanKind) -> PlanCard:
    return next(
        card
        for card in reversed(cards)
        if card.kind is kind and words.casefold() in card.title.to("fi").casefold()
    )


def _own(city: Organisation, card: PlanCard, key: str, at: datetime) -> None:
    owner = {"elinvoima": "elinvoima", "politiikka": "ymparisto"}.get(key, "hyvinvointi")
    changes = {"owner_unit": city.units[owner], "legal_basis": LAWS.get(key, "")}
    actions.change_plan(
        plan=Plan.objects.get(pk=card.pk),
        version=card.version,
        changes=changes,
        by=SYSTEM,
        at=at,
        terms=Terms(holds_from=card.holds_from),
    )


def _name_strategy(city: Organisation, made: Promises, pk: int, at: datetime) -> None:
    tree = plans.tree(SYSTEM, now(at), pk)
    roots = () if tree is None else tree.roots
    for number, (letter, root) in enumerate(zip(LETTERS, roots, strict=True), start=1):
        made.goals[letter] = _name_goal(city, root, f"{number}", letter, at)
        for place, child in enumerate(root.children, start=1):
            key = f"{letter}{place}"
            made.goals[key] = _name_goal(city, child, f"{number}.{place}", key, at)


def _name_policy(city: Organisation, made: Promises, at: datetime) -> None:
    tree = plans.tree(SYSTEM, now(at), made.plans["politiikka"].pk)
    nodes = [] if tree is None else list(tree.walk())
    commitments = [node for node in nodes if node.card.level is GoalLevel.COMMITMENT]
    for number, (key, node) in enumerate(zip(COMMITMENTS, commitments, strict=True), start=1):
        made.goals[key] = _name_goal(city, node, f"Y{number}", "P", at)


def _name_goal(city: Organisation, node: GoalNode, code: str, owner: str, at: datetime) -> Goal:
    goal = Goal.objects.get(pk=node.card.pk)
    unit, post = OWNERS.get(owner, OWNERS[owner[0]])
    changes = {"code": code, "unit": city.units[unit], "post": city.posts[post]}
    actions.change_goal(
        goal=goal,
        version=node.card.version,
        changes=changes,
        by=SYSTEM,
        at=at,
        terms=Terms(holds_from=node.card.holds_from),
    )
    return goal


def _measure(city: Organisation, made: Promises, row: MeasureRow, at: datetime) -> Measure:
    measure = actions.add_measure(
        plan=made.plans[row.plan],
        measure=actions.MeasureTerms(
            name=Text(row.name),
            plain_text=Text(row.plain),
            code=row.code,
            unit=city.units[row.unit],
            post=city.posts[row.post],
            starts_on=PERIOD.holds_from,
            ends_on=row.ends_on,
            is_continuous=row.ends_on is None,
            needs_money=NeedsMoney.NO if row.euros is None else NeedsMoney.YES,
            need_euros=row.euros,
            environment_effect=row.effect,
        ),
        serves=[made.goals[key] for key in row.serves],
        is_example=True,
        by=SYSTEM,
        at=at,
        terms=PERIOD,
    )
    if row.partners:
        partners = [city.units[code] for code in row.partners]
        actions.set_co_units(measure=measure, units=partners, by=SYSTEM, at=at, terms=PERIOD)
    return measure
