"""Figures of the example city: real ones with their sources; unknown ones left empty."""

import csv
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import ruori.indicators as indicators_part
from ruori.cli.demo.founding import Organisation
from ruori.cli.demo.promises import PERIOD, Promises
from ruori.indicators import actions
from ruori.indicators.actions import IndicatorDefinition
from ruori.indicators.models import Indicator, Series
from ruori.indicators.rules.arrivals import Arrival, ArrivedRow
from ruori.indicators.rules.codes import BreakKind, Influence, Mode, TargetLevel, Wanted
from ruori.indicators.rules.targets import Base, Promise, TargetMark
from ruori.kernel.codes import Visibility
from ruori.kernel.period import parse_period, year
from ruori.kernel.text import EMPTY, Text
from ruori.organisation.rules import SYSTEM
from ruori.plans import actions as plans
from ruori.plans.codes import GoalRule, Operator, TestKind

KEMI = "fi-kunta:240"
START = date(2018, 1, 1)
POPULATION = "kemi_population.csv"
TAKEN_IN = datetime(2025, 5, 15, 9, tzinfo=UTC)
BUDGET_PAGES = "Kemin kaupunki, talousarviosivut"


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator of the example: what it means, who keeps it, its known values."""

    code: str
    name: Text
    unit: str
    influence: Influence
    wanted: Wanted
    post: str
    definition: Text
    decimals: int = 0
    values: tuple[tuple[int, str], ...] = ()
    source: str = ""
    goals: tuple[tuple[str, str], ...] = ()
    measures: tuple[str, ...] = ()
    extra: dict[str, int] = field(default_factory=dict)


FIGURES = (
    Figure(
        "vakiluku",
        Text(fi="Väkiluku", sv="Folkmängd", en="Population"),
        "persons",
        Influence.CONTEXT,
        Wanted.INCREASE,
        "elinvoimajohtaja",
        Text(fi="Asukkaita Kemissä vuoden viimeisenä päivänä."),
        source="THL, Tilasto- ja indikaattoripankki Sotkanet, indikaattori 127",
        goals=(("S1", "Kertoo, pysyykö ja vahvistuuko väestö."),),
        extra={"lag_days": 120},
    ),
    Figure(
        "vuosikate",
        Text(fi="Vuosikate", sv="Årsbidrag", en="Annual margin"),
        "meur",
        Influence.SHARED,
        Wanted.INCREASE,
        "talousjohtaja",
        Text(fi="Paljonko tuloista jää, kun käyttömenot on maksettu."),
        decimals=1,
        values=((2023, "9.9"),),
        source=BUDGET_PAGES,
        goals=(("E5", "Kertoo, riittävätkö tulot investointeihin ja lainoihin."),),
        extra={"lag_days": 120},
    ),
    Figure(
        "lainat",
        Text(fi="Kaupungin lainat", sv="Stadens lån", en="City's loans"),
        "meur",
        Influence.OWN,
        Wanted.DECREASE,
        "talousjohtaja",
        Text(fi="Kaupungin lainat vuoden lopussa ilman tytäryhtiöitä."),
        decimals=1,
        values=((2023, "124.4"),),
        source=BUDGET_PAGES,
        goals=(("E5", "Kertoo, kasvaako velka."),),
        extra={"lag_days": 120},
    ),
    Figure(
        "menot",
        Text(fi="Toimintamenot", sv="Verksamhetsutgifter", en="Operating expenses"),
        "meur",
        Influence.OWN,
        Wanted.NONE,
        "talousjohtaja",
        Text(fi="Toiminnan menot. Sosiaali- ja terveyspalvelut siirtyivät pois 1.1.2023."),
        decimals=1,
        values=((2021, "174.2"), (2023, "68.2")),
        source=f"{BUDGET_PAGES} (2021: talousarvio, 2023: toteuma)",
        goals=(("E5", "Kertoo toiminnan laajuudesta."),),
        extra={"lag_days": 120},
    ),
    Figure(
        "paastot",
        Text(fi="Päästöt Hinku-laskennassa", sv="Utsläpp enligt Hinku", en="Emissions (Hinku)"),
        "index",
        Influence.SHARED,
        Wanted.DECREASE,
        "ymparistokoordinaattori",
        Text(fi="Kemin alueen kasvihuonekaasupäästöt, vuosi 2007 = 100."),
        source="Hinku-sitoumus: −80 prosenttia vuodesta 2007 vuoteen 2030",
        goals=(("E1", "Kertoo suoraan, torjuuko kaupunki ilmastonmuutosta."),),
        extra={"lag_days": 540},
    ),
    Figure(
        "energiansaasto",
        Text(fi="Energiansäästö", sv="Energibesparing", en="Energy saved"),
        "percent",
        Influence.OWN,
        Wanted.INCREASE,
        "tilapaallikko",
        Text(fi="Sopimuskaudella 2017–2025 säästetty osuus energiankäytöstä."),
        decimals=1,
        source="Kuntien energiatehokkuussopimus: 7,5 prosenttia vuosina 2017–2025",
        goals=(("E1", "Kertoo kaupungin omien rakennusten osuudesta."),),
        extra={"lag_days": 180},
    ),
    Figure(
        "sertifioidut-kohteet",
        Text(fi="ISO 14001 -kohteet", sv="ISO 14001-objekt", en="ISO 14001 sites"),
        "count",
        Influence.OWN,
        Wanted.INCREASE,
        "ymparistokoordinaattori",
        Text(fi="Kohteet ja toiminnot, joilla on ISO 14001 -sertifikaatti."),
        values=((2019, "7"),),
        source="SFS 7.3.2019; Kemin kaupunki, Vihreä Kemi",
        goals=(("E1", "Kertoo, miten laajalle ympäristöjärjestelmä ulottuu."),),
    ),
    Figure(
        "palaute-ajoissa",
        Text(
            fi="Palautteet vastattu 14 päivässä (esimerkki)",
            sv="Respons besvarad inom 14 dagar (exempel)",
            en="Feedback answered in 14 days (example)",
        ),
        "percent",
        Influence.OWN,
        Wanted.INCREASE,
        "hallintojohtaja",
        Text(fi="Esimerkkiluku: osuus palautteista, joihin on vastattu 14 päivässä."),
        decimals=0,
        values=((2023, "58"), (2024, "66")),
        source="Esimerkkiaineisto, ei todellinen luku",
        goals=(("S2", "Kertoo, saako asukas vastauksen luvatussa ajassa."),),
        measures=("HY-10",),
    ),
    Figure(
        "liikuntaneuvonta",
        Text(
            fi="Liikuntaneuvonnan kävijät (esimerkki)",
            sv="Besökare i motionsrådgivningen (exempel)",
            en="Visitors of exercise counselling (example)",
        ),
        "persons",
        Influence.OWN,
        Wanted.INCREASE,
        "liikuntapaallikko",
        Text(fi="Esimerkkiluku: asukkaat, jotka ovat käyneet liikuntaneuvonnassa vuoden aikana."),
        values=((2023, "164"), (2024, "198")),
        source="Esimerkkiaineisto, ei todellinen luku",
        goals=(("H1", "Kertoo, tavoittaako neuvonta asukkaat."),),
        measures=("HY-2",),
    ),
)


def follow(city: Organisation, made: Promises, at: datetime) -> None:
    """Define the indicators, set the known targets and tests, then take the known values in."""
    actions.load_regions(by=SYSTEM, at=at)
    series = {figure.code: _figure(city, made, figure, at) for figure in FIGURES}
    actions.mark_break(
        series_id=series["menot"],
        first=year(2023),
        kind=BreakKind.DEFINITION,
        note=Text(fi="Sosiaali- ja terveyspalvelut siirtyivät hyvinvointialueelle 1.1.2023."),
        by=SYSTEM,
        at=at,
    )
    _targets(series, at)
    _test(made, series, at)
    _population(series["vakiluku"], TAKEN_IN)
    for figure in FIGURES:
        _take_in(series[figure.code], figure.code, figure.values, figure.source, TAKEN_IN)


def _figure(city: Organisation, made: Promises, figure: Figure, at: datetime) -> int:
    defined = actions.define_indicator(
        code=figure.code,
        definition=IndicatorDefinition(
            name=figure.name,
            unit_code=figure.unit,
            influence=figure.influence,
            owner_post_id=city.posts[figure.post].pk,
            definition=figure.definition,
            decimals=figure.decimals,
            wanted=figure.wanted,
            suppress_below=None,
            visibility=Visibility.PUBLIC,
            lag_days=figure.extra.get("lag_days", 60),
        ),
        start=START,
        by=SYSTEM,
        at=at,
    )
    opened = actions.open_series(
        indicator_id=defined.pk, region=KEMI, is_main=True, by=SYSTEM, at=at
    )
    indicator = Indicator.objects.get(pk=defined.pk)
    for goal, how in figure.goals:
        plans.link_indicator(
            goal=made.goals[goal],
            indicator=indicator,
            how=Text(how),
            by=SYSTEM,
            at=at,
            terms=PERIOD,
        )
    for code in figure.measures:
        plans.ask_indicator(
            measure=made.measures[code], indicator=indicator, by=SYSTEM, at=at, terms=PERIOD
        )
    return opened.pk


def _take_in(
    series: int, code: str, values: tuple[tuple[int, str], ...], source: str, at: datetime
) -> None:
    if not values:
        return
    rows = [ArrivedRow(series, str(number), value) for number, value in values]
    arrival = Arrival(source_key=f"founding:{code}", retrieved_at=at, rows=rows, citation=source)
    actions.take_in(arrival=arrival, by=SYSTEM, at=at)


def _population(series: int, at: datetime) -> None:
    path = Path(indicators_part.__file__).parent / "data" / POPULATION
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [ArrivedRow(series, row["year"], row["value"]) for row in csv.DictReader(lines)]
    arrival = Arrival(
        source_key="sotkanet:127",
        retrieved_at=at,
        rows=rows,
        licence="CC BY 4.0",
        citation="THL, Tilasto- ja indikaattoripankki Sotkanet",
    )
    actions.take_in(arrival=arrival, by=SYSTEM, at=at)


def _targets(series: dict[str, int], at: datetime) -> None:
    hinku = Promise(
        level=TargetLevel.MINIMUM,
        points=(TargetMark(year(2030), Decimal(20)),),
        unit_code="index",
        base=Base(year(2007), Decimal(100)),
        mode=Mode.REACH,
    )
    saving = Promise(
        level=TargetLevel.MINIMUM,
        points=(TargetMark(year(2025), Decimal("7.5")),),
        unit_code="percent",
        base=Base(parse_period("2016"), Decimal(0)),
        mode=Mode.REACH,
    )
    for code, promise in (("paastot", hinku), ("energiansaasto", saving)):
        actions.set_target(series_id=series[code], promise=promise, start=START, by=SYSTEM, at=at)


def _test(made: Promises, series: dict[str, int], at: datetime) -> None:
    """The energy agreement is a real promise with a year: it decides the first objective."""
    goal = made.goals["E1"]
    goal.refresh_from_db()
    plans.change_goal(
        goal=goal,
        version=goal.version,
        changes={"rule": GoalRule.ALL},
        by=SYSTEM,
        at=at,
        terms=PERIOD,
    )
    goal.refresh_from_db()
    test = plans.TestTerms(
        kind=TestKind.INDICATOR,
        series=Series.objects.get(pk=series["energiansaasto"]),
        period="2025",
        operator=Operator.AT_LEAST,
        low=Decimal("7.5"),
        baseline_value=Decimal(0),
        baseline_on=date(2016, 12, 31),
        deed=EMPTY,
    )
    plans.set_tests(goal=goal, version=goal.version, tests=[test], by=SYSTEM, at=at, terms=PERIOD)
