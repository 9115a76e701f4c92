"""A year of a small city as facts: everything that the report can say, each thing once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from ruori.kernel.codes import Attainment, Direction, Progress, Provability
from ruori.kernel.period import year
from ruori.kernel.text import EMPTY, Text
from ruori.reports.council_year.facts import (
    ChangeFacts,
    FigureFacts,
    GoalFacts,
    IndicatorFacts,
    JudgementFacts,
    MeasureFacts,
    PlanFacts,
    PolicyFacts,
    Said,
    UnitFacts,
    YearFacts,
)

KNOWN = datetime(2026, 2, 15, 12, 5, tzinfo=UTC)


def measure(
    pk: int,
    shown: Iterable[Progress] = (Progress.ON_SCHEDULE,),
    said: Said | None = None,
    *,
    plan: int = 1,
    unit: int = 11,
) -> MeasureFacts:
    """A measure; without words of its own it was reported with a sentence and no proof."""
    codes = tuple(shown)
    silent = codes == (Progress.NOT_REPORTED,)
    return MeasureFacts(
        pk=pk,
        plan=plan,
        code=f"T{pk}",
        name=Text(f"Toimenpide {pk}"),
        unit=unit,
        post=21,
        ends_on=date(2025, 12, 31),
        is_continuous=False,
        is_example=pk == 1,
        said=None if silent else said or Said(pk=1000 + pk, done=f"Tehtiin asia {pk}."),
        shown=codes,
        lacks_reaction=Progress.LATE in codes,
    )


def goal(pk: int, code: str, *, children: tuple[GoalFacts, ...] = (), **more: object) -> GoalFacts:
    """A goal with nothing said of it but what is given."""
    bare = GoalFacts(
        pk=pk,
        code=code,
        name=Text(f"Tavoite {code}"),
        promise=Text(f"Lupaus {code}."),
        unit=11,
        post=None,
        measures=(),
        indicators=(),
        said=None,
        city=None,
        auditor=None,
        children=children,
    )
    return replace(bare, **more)  # type: ignore[arg-type]


def judgement(
    pk: int,
    attainment: Attainment,
    provability: Provability,
    rule_result: Attainment | None = None,
    reason: str = "",
) -> JudgementFacts:
    """A judgement of a goal."""
    return JudgementFacts(pk, attainment, rule_result, provability, reason)


def indicator(pk: int, values: Iterable[str | None] = ("20101", "19499", None)) -> IndicatorFacts:
    """An indicator with yearly values from 2021 on; None is a gap."""
    return IndicatorFacts(
        pk=pk,
        name=Text(f"Mittari {pk}"),
        definition=Text("Asukkaita vuoden lopussa."),
        formula=EMPTY,
        unit=Text(fi="henkilöä", sv="personer", en="people"),
        decimals=0,
        figures=tuple(
            FigureFacts(
                observation=None if value is None else 500 + number,
                period=year(2021 + number),
                value=None if value is None else Decimal(value),
                is_preliminary=number == 1,
            )
            for number, value in enumerate(values)
        ),
        direction=Direction.NOT_ASSESSABLE,
        against_target="ON_PATH",
        target=Decimal(19_000),
        target_period=year(2025),
        citation="Tilastokeskus",
        licence="CC BY 4.0",
        vintage=KNOWN,
    )


MEASURES = (
    measure(1),
    measure(2, (Progress.ON_SCHEDULE, Progress.LATE)),
    measure(3, (Progress.DONE,), Said(1003, "Valmistui.", proof=Provability.PROVEN)),
    measure(4, (Progress.NOT_REPORTED,), unit=12),
    measure(5, (Progress.LATE,), Said(1005, "", cause="Lumi.", action="Keväällä."), unit=12),
    measure(6, plan=2, unit=12),
)
GOALS = (
    goal(
        101,
        "E",
        children=(
            goal(
                102,
                "E1",
                measures=(1, 2, 3),
                indicators=((301, Text("Kertoo väestöstä.")),),
                city=judgement(
                    401,
                    Attainment.UNPROVABLE,
                    Provability.UNPROVEN,
                    Attainment.MET,
                    "Todiste puuttuu.",
                ),
                auditor=judgement(402, Attainment.NOT_ASSESSABLE, Provability.UNPROVEN),
            ),
            goal(103, "E2", measures=(2, 4)),
        ),
    ),
    goal(
        104,
        "H",
        children=(
            goal(
                105,
                "H1",
                measures=(5,),
                said=Said(1105, "Ei ehditty.", outlook=Attainment.AT_RISK, cause="Raha."),
            ),
            goal(106, "H2"),
        ),
    ),
)


PLANS = (
    PlanFacts(1, Text("Kaupunkistrategia"), (1, 2, 3, 4, 5)),
    PlanFacts(2, Text("Ympäristöpolitiikka"), (6,)),
)
AREAS = (
    UnitFacts(11, Text("Kaavoitus"), (1, 2, 3), "Vuosi oli hyvä.", 601, ()),
    UnitFacts(12, Text("Liikunta"), (4, 5, 6), "", None, ()),
)
COMMITMENTS = (goal(801, "Y4", measures=(6, 4)), goal(802, "Y5"))
CHANGE = ChangeFacts(
    701,
    ("plans.measure", 2),
    Text("Toimenpide 2"),
    "Moved later",
    "last day",
    Text("31.12.2025"),
    Text("31.12.2026"),
    "Rakentaja vaihtui.",
)


def facts(**changes: object) -> YearFacts:
    """The year, with whatever a test changes of it."""
    whole = YearFacts(
        year=2025,
        as_of=date(2025, 12, 31),
        known_at=KNOWN,
        city=Text("Kemi"),
        accent="#0062ba",
        is_sample=True,
        base="https://kemi.example",
        strategy=PLANS[0],
        goals=GOALS,
        plans=PLANS,
        units=(UnitFacts(10, Text("Elinvoima"), (), "", None, AREAS),),
        measures={each.pk: each for each in MEASURES},
        indicators={301: indicator(301)},
        posts={21: Text("Kaavoituspäällikkö")},
        unit_names={10: Text("Elinvoima"), 11: Text("Kaavoitus"), 12: Text("Liikunta")},
        policies=(PolicyFacts(2, Text("Ympäristöpolitiikka"), COMMITMENTS),),
        changes=(CHANGE,),
        withheld=2,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]
