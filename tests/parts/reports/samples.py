"""Documents to render: a small one that has one of each thing, and as large a one as asked."""

from datetime import UTC, date, datetime
from decimal import Decimal

from ruori.kernel.text import Text
from ruori.reports.document import (
    Cell,
    Column,
    Document,
    Figure,
    Imprint,
    Kind,
    Listing,
    Paragraph,
    Point,
    Record,
    Section,
    Shape,
    Table,
    Tone,
)
from ruori.reports.labels import LABELS

KNOWN = datetime(2026, 2, 15, 12, 5, tzinfo=UTC)
SEALED = Imprint(
    number=7,
    hash="3fa45b1c9e0d77aa2f1be0c4d5968b7a3fa45b1c9e0d77aa2f1be0c4d5968b7a",
    previous="0" * 64,
    sealed_at=KNOWN,
)
WORDS = {
    "status": "tilanne %(date)s",
    "known": "Tiedot sellaisina kuin ne tunnettiin",
    "sealed": "Jäädytetty",
    "edition": "Laitos %(number)s",
    "number": "Sinetin numero",
    "draft": "Luonnos, ei jäädytetty",
    "hash": "Tämän laitoksen tiiviste",
    "previous": "Edellisen sinetin tiiviste",
    "trust": "Jokainen luku ja arvio on linkki merkintään, josta se on peräisin.",
    "contents": "Sisällys",
    "page": "sivu %(page)s/%(pages)s",
    "no_data": "ei tietoa",
    "as_table": "Samat luvut taulukkona",
    "preliminary": "ennakkotieto",
    "section": "Osio",
    "record": "Lähde",
    "text": "Teksti",
    "sample": "esimerkkiaineistoa",
    "information": "Tietoja laitoksesta",
}
GOALS = (
    ("E", "Elinvoimainen kaupunki"),
    ("H", "Hyvinvoivat asukkaat"),
    ("S", "Sujuva arki"),
)
OBJECTIVES = (
    "Vihreä ja kestävä Kemi houkuttelee ja torjuu ilmastonmuutosta",
    "Kaunis, turvallinen ja vetovoimainen ympäristö",
    "Kilpailukykyinen ja monipuolinen elinkeinoelämä",
    "Uudistuva kauppa, ympärivuotinen merellinen matkailu sekä bio- ja kiertotalous",
    "Uudistuva kunta ja kestävä kuntatalous",
)


def small(imprint: Imprint | None = SEALED) -> Document:
    """Three goals with five objectives each and two measures under every objective."""
    return large(30, imprint)


def large(measures: int, imprint: Imprint | None = SEALED) -> Document:
    """The same with as many measures as asked, spread over the objectives."""
    return Document(
        code="COUNCIL_YEAR",
        city=Text(fi="Kemi", sv="Kemi", en="Kemi"),
        title=Text(fi="Tavoitteiden toteutuminen 2025", sv="Måluppfyllelsen 2025"),
        subtitle=Text(fi="Toimintakertomuksen tavoiteosa kaupunginvaltuustolle"),
        as_of=date(2025, 12, 31),
        known_at=KNOWN,
        base="https://kemi.example",
        accent="#0b6e99",
        labels=tuple(sorted((key, Text(WORDS[key])) for key in LABELS)),
        summary=_summary(measures),
        sections=(_goals(measures), _appendix()),
        imprint=imprint,
    )


def _summary(measures: int) -> Section:
    missing = ("Ensimmäinen asia, joka puuttuu.", "Toinen asia, joka puuttuu.")
    return Section(
        key="summary",
        title=Text("Yhdellä sivulla"),
        opens_page=True,
        blocks=(
            Paragraph(
                Text("Toimenpiteitä on %(total)s, ja niistä %(late)s on myöhässä."),
                (
                    ("total", Cell(value=Decimal(measures), counted_in="goals")),
                    ("late", Cell(value=Decimal(4), counted_in="goals")),
                ),
                Tone.LEAD,
            ),
            _progress(),
            Paragraph(Text("Viidestä toimenpiteestä ei raportoitu."), tone=Tone.MISSING),
            Listing(tuple(Paragraph(Text(words)) for words in missing)),
            _population(),
        ),
    )


COUNTS = (
    ("ON_SCHEDULE", "Käynnissä aikataulussa", 14),
    ("LATE", "Käynnissä myöhässä", 4),
    ("DONE", "Valmis", 7),
    ("NOT_REPORTED", "Ei raportoitu", 5),
)


def _progress() -> Figure:
    return Figure(
        title=Text("Toimenpiteiden edistyminen"),
        summary=Text("Toimenpiteistä suurin osa etenee. Viidestä ei raportoitu."),
        shape=Shape.SHARES,
        label_title=Text("Edistyminen"),
        value_title=Text("Toimenpiteitä"),
        points=tuple(
            Point(
                Text(word),
                Cell(value=Decimal(count), counted_in="goals", judgement=f"progress.{code}"),
            )
            for code, word, count in COUNTS
        ),
    )


POPULATION = ((2021, 20_101), (2022, 19_499), (2023, None), (2024, 19_100), (2025, 18_950))


def _population() -> Figure:
    return Figure(
        title=Text("Asukasluku 31.12."),
        summary=Text("Asukasluku laski. Muutos on tasainen."),
        shape=Shape.LINE,
        label_title=Text("Vuosi"),
        value_title=Text("Asukkaita"),
        points=tuple(
            Point(
                Text(str(year)),
                Cell(
                    words=Text("ei tietoa") if value is None else Text(),
                    value=None if value is None else Decimal(value),
                    source=Record("indicators.observation", year),
                ),
                is_preliminary=year == 2025,
            )
            for year, value in POPULATION
        ),
        goal=Cell(value=Decimal(19_500)),
    )


def _goals(measures: int) -> Section:
    each = max(measures // 15, 1)
    return Section(
        key="goals",
        title=Text("Tavoitteet strategian mukaan"),
        opens_page=True,
        sections=tuple(
            Section(
                key=f"goal-{code}",
                title=Text(f"{code} {name}"),
                opens_page=place > 0,
                blocks=(Paragraph(Text("Päämäärällä on viisi tavoitetta."), tone=Tone.LEAD),),
                sections=tuple(
                    _objective(f"{code}{number}", words, each, place * 100_000 + number * 1_000)
                    for number, words in enumerate(OBJECTIVES, 1)
                ),
            )
            for place, (code, name) in enumerate(GOALS)
        ),
    )


def _objective(code: str, words: str, count: int, first: int) -> Section:
    return Section(
        key=f"goal-{code}",
        title=Text(f"{code} {words}"),
        blocks=(
            Table(
                caption=Text("Mitä luvattiin ja mitä tapahtui"),
                sheet=Text("Toimenpiteet"),
                columns=(
                    Column(Text("Toimenpide"), share=3),
                    Column(Text("Vastuuvirka"), share=2),
                    Column(Text("Mitä tapahtui"), share=4),
                    Column(Text("Edistyminen"), Kind.JUDGEMENT, share=2),
                    Column(Text("Määrä"), Kind.FIGURE),
                ),
                rows=tuple(_measure(first + number) for number in range(count)),
            ),
        ),
    )


def _measure(number: int) -> tuple[Cell, ...]:
    return (
        Cell(Text(f"Esimerkkitoimenpide {number}"), source=Record("plans.measure", number)),
        Cell(Text("Kaupunkirakennepäällikkö")),
        Cell(
            Text("Suunnitelma valmistui syksyllä, ja ensimmäinen kohde otettiin käyttöön."),
            source=Record("followup.entry", number),
        ),
        Cell(
            Text("Käynnissä myöhässä"),
            source=Record("followup.entry", number),
            judgement="progress.LATE",
        ),
        Cell(value=Decimal(number), source=Record("indicators.observation", number)),
    )


def _appendix() -> Section:
    return Section(
        key="appendix",
        title=Text("Liite: lukujen lähteet"),
        blocks=(
            Table(
                caption=Text("Mittarit"),
                columns=(Column(Text("Mittari")), Column(Text("Lähde"))),
                rows=(),
                when_empty=Text("Mittareita ei ole."),
            ),
            Paragraph(Text("Luvut on pyöristetty vasta näytettäessä."), tone=Tone.NOTE),
        ),
    )
