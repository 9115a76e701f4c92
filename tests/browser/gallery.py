"""Every component on pages like the real ones, for the tests of looks and accessibility only."""

from collections.abc import Iterator
from decimal import Decimal
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.staticfiles import finders
from django.template import engines
from django.utils.translation import override

from ruori.ui.chart import Chart, Line, Point, Target
from ruori.ui.frame import Account, Band, Contact, Crumb, Frame, Link, PeriodChoice
from ruori.ui.parts import Cell, Column, Count, Row, Step, Table
from ruori.ui.picture import Goal, Objective, Tree
from ruori.ui.shapes import FAMILIES, PROGRESS, mark
from ruori.ui.theme import KEMI, Colours, stylesheet

HOST = "http://gallery.test"
CSP = "default-src 'self'; img-src 'self' data:; object-src 'none'"
LONG = "Ympäristöjärjestelmän kehittämistoimenpiteiden vaikuttavuusarviointimenettely"


class EntryForm(forms.Form):
    """A form with a field of every kind."""

    progress = forms.ChoiceField(
        label="Miten toimenpide etenee?",
        widget=forms.RadioSelect,
        choices=[
            ("NOT_STARTED", "Ei aloitettu"),
            ("ON_SCHEDULE", "Käynnissä aikataulussa"),
            ("LATE", "Käynnissä myöhässä"),
            ("DONE", "Valmis"),
        ],
    )
    value = forms.CharField(
        label="Liikuntaneuvonnan kävijät, tammi–elokuu 2026",
        help_text="Viimeksi 412. Pilkku tai piste käy.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 12}),
    )
    sentence = forms.CharField(
        label="Yksi lause: mitä tapahtui?", widget=forms.Textarea, help_text="Enintään 500 merkkiä."
    )
    unit = forms.ChoiceField(
        label="Vastuualue", choices=[("1", "Liikuntapalvelut"), ("2", "Ympäristöpalvelut")]
    )
    proof = forms.FileField(
        label="Todiste", required=False, help_text="PDF tai kuva, enintään 10 Mt."
    )
    needs_help = forms.BooleanField(label="Tarvitsen apua", required=False)
    themes = forms.MultipleChoiceField(
        label="Teemat",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", "Liikunta"), ("b", "Luonto")],
    )


PUBLIC_MENU = ("Strategia", "Ohjelmat", "Mitä on muuttunut", "Osallistu", "Tietoa")
DESK_MENU = ("Kierros", "Suunnitelmat", "Mittarit", "Raportit", "Tuonti", "Henkilöt ja virat")


FOOTER = ("Anna palautetta", "Saavutettavuus", "Tietosuoja", "Avoin data")


def _links(labels: tuple[str, ...]) -> tuple[Link, ...]:
    return tuple(Link(label, f"/{at}/", at == 0) for at, label in enumerate(labels))


def frame(face: str, language: str, scheme: str) -> Frame:
    """A frame as a face would fill it."""
    public = face == "public"
    return Frame(
        city="Kemi",
        language=language,
        path="/tavoite/17/",
        home=Link("Kemin kaupunki" if public else "Ruori · Kemi", "/"),
        menu=_links(PUBLIC_MENU if public else DESK_MENU),
        languages=(
            Link("Suomi", "/", language == "fi", language="fi"),
            Link("Svenska", "/sv/", language == "sv", language="sv"),
            Link("English", "/en/", language == "en", language="en"),
        )
        if public
        else (),
        theme="/theme.css",
        scheme=scheme,  # type: ignore[arg-type]
        scheme_address="/ulkoasu/",
        search="/haku/",
        contact=Contact(
            "Valtakatu 26, 94100 Kemi", "016 258 1111", "kirjaamo@example.fi", "/palaute/"
        ),
        footer=_links(FOOTER),
        data_time="tiedot 31.8.2026 klo 14.05",
        bands=(Band("Näet tilanteen 31.8.2026.", "info", Link("Palaa tähän päivään", "/")),),
        turn=None if public else Link("Minun vuoroni", "/desk/", count=4),
        period=None
        if public
        else PeriodChoice(
            (Link("tammi–elokuu 2026", "2026-08", True),), earlier="/e/", later="/l/"
        ),
        account=None if public else Account("Esimerkki Liisa", "/tili/", "/ulos/"),
        is_sample=True,
        message="" if public else "Merkintä lähetettiin.",
        undo=None if public else Link("Kumoa", "/kumoa/"),
    )


def page(name: str, language: str = "fi", scheme: str = "auto") -> str:
    """The HTML of one page of the gallery."""
    template = (Path(__file__).parent / "gallery" / f"{name}.html").read_text(encoding="utf-8")
    face = "desk" if name.startswith("desk") else "public"
    with override(language):
        context = {"frame": frame(face, language, scheme), **values()}
        if name == "desk_entry":
            context["form"] = EntryForm()
        if name == "desk_errors":
            context["form"] = EntryForm({"value": "1.234", "needs_help": "on"})
            context["form"].add_error("value", "Tarkoititko 1 234 vai 1,234?")
        return engines["django"].from_string(template).render(context)


def values() -> dict[str, Any]:
    """What the pages print."""
    return {
        "long": LONG,
        "families": [(name, list(codes)) for name, codes in FAMILIES.items()],
        "crumbs": (Crumb("Kaupunkistrategia", "/"), Crumb("Vihreä Kemi", "/g/"), Crumb("1.1")),
        "counted": (
            Count("attainment", "ON_COURSE", 6),
            Count("attainment", "AT_RISK", 4),
            Count("attainment", "WILL_NOT", 2),
            Count("attainment", "NOT_ASSESSABLE", 3),
        ),
        "steps": (
            Step("Valmistelu", "DONE", "1.8.2026"),
            Step("Raportointi", "CURRENT", "30.9.2026 asti"),
            Step("Hyväksyntä", "AHEAD"),
            Step("Suljettu", "AHEAD"),
            Step("Jäädytetty", "AHEAD"),
            Step("Julkaistu", "AHEAD"),
        ),
        "table": Table(
            "Toimenpiteet",
            (Column("Toimenpide"), Column("Tila"), Column("Toteuma", is_number=True)),
            tuple(
                Row((Cell(title, f"/{code}/"), Cell(mark=mark("progress", code)), Cell("19 512,5")))
                for title, code in (("Lähiliikuntapaikat kuntoon", "LATE"), (LONG, "DONE"))
            ),
            as_cards=True,
        ),
        "charts": charts(),
        "tree": tree(),
    }


def line(name: str, figures: tuple[str, ...], **marks: dict[int, str]) -> Line:
    """A line of yearly figures from 2015; an empty text is a missing figure."""
    return Line(
        name,
        tuple(
            Point(
                at=Decimal(2015 + step) + Decimal("0.5"),
                label=str(2015 + step),
                value=Decimal(figure) if figure else None,
                drawn=marks.get("drawn", {}).get(step, "FILLED"),  # type: ignore[arg-type]
                note=marks.get("note", {}).get(step, ""),
                gap=marks.get("gap", {}).get(step, ""),
                low=Decimal(figure) - 3 if figure and "interval" in marks else None,
                high=Decimal(figure) + 3 if figure and "interval" in marks else None,
            )
            for step, figure in enumerate(figures)
        ),
    )


def charts() -> tuple[Chart, ...]:
    """One chart of each kind."""
    return _emissions(), _shares(), _visits()


def _emissions() -> Chart:
    emissions = line(
        "Kemin päästöt",
        ("200", "186", "171", "160", "152", "131", "", "118", "112", "109", "104"),
        drawn={10: "HOLLOW"},
        note={10: "ennakkotieto", 6: "ei tietoa"},
        gap={7: "Laskentatapa muuttui 2022"},
        interval={},
    )
    return Chart(
        title="Kasvihuonekaasupäästöt",
        language="fi",
        lines=(emissions,),
        unit="1 000 t CO2e",
        target=Target(
            "Tavoite 2030: 40",
            ((Decimal("2015.5"), Decimal(200)), (Decimal("2030.5"), Decimal(40))),
        ),
        summary="Päästöt ovat laskeneet 48 % vuodesta 2015. Vauhti ei riitä tavoitteeseen.",
    )


def _shares() -> Chart:
    shares = ("31", "34", "36", "41", "44", "47", "49", "52", "53", "55", "58")
    others = (
        line("Tornio", tuple(str(int(figure) - 6) for figure in shares)),
        line("Oulu", tuple(str(int(figure) + 4) for figure in shares)),
        line("Koko maa", tuple(str(int(figure) - 9) for figure in shares), drawn={10: "DOTTED"}),
    )
    return Chart(
        title="Uusiutuvan kaukolämmön osuus",
        language="fi",
        lines=(line("Kemi", shares), *others),
        unit="%",
        summary="Osuus on noussut 58 prosenttiin. Oulu on Kemiä edellä.",
    )


def _visits() -> Chart:
    visits = line("Kävijät", ("310", "325", "290", "120", "180", "402", "412"), drawn={6: "HOLLOW"})
    return Chart(
        title="Liikuntaneuvonnan kävijät",
        language="fi",
        lines=(visits,),
        as_bars=True,
        summary="Kävijöitä oli 412. Edellisenä vuonna heitä oli 402.",
    )


def tree() -> Tree:
    """Three goals of five objectives, as Kemi's strategy has them."""
    names = (
        "Vihreä ja kestävä Kemi",
        "Elinvoimainen kaupunkikeskusta",
        "Kiertotalouden edelläkävijä",
        "Hiilineutraali kaupunkiorganisaatio",
        "Monipuoliset liikunta- ja kulttuuripalvelut",
    )
    states = ("ON_COURSE", "AT_RISK", "MET", "NOT_MET", "NOT_ASSESSABLE")
    progress = list(PROGRESS.values())
    return Tree(
        "Kaupunkistrategia",
        "2022–2025",
        "fi",
        tuple(
            Goal(
                str(goal),
                ("Uudistuva Kemi", "Hyvinvoiva Kemi", "Vetovoimainen Kemi")[goal - 1],
                f"/g/{goal}/",
                mark("attainment", states[goal]),
                tuple(
                    Objective(
                        f"{goal}.{at + 1}",
                        name,
                        f"/o/{goal}{at}/",
                        mark("attainment", states[at]),
                        tuple(progress[: (goal * 3 + at * 2) % 11]),
                    )
                    for at, name in enumerate(names)
                ),
            )
            for goal in (1, 2, 3)
        ),
    )


def names() -> Iterator[str]:
    """The gallery's pages."""
    for path in sorted((Path(__file__).parent / "gallery").glob("*.html")):
        yield path.stem


def serve(route: Any, *, colours: Colours = KEMI) -> None:
    """Answer a browser's request from the gallery, the static files and the theme."""
    path = route.request.url.removeprefix(HOST).partition("?")[0]
    headers = {"Content-Security-Policy": CSP}
    if path == "/theme.css":
        route.fulfill(body=stylesheet(colours), content_type="text/css", headers=headers)
        return
    if path.startswith("/static/"):
        found = Path(str(finders.find(path.removeprefix("/static/"))))
        kind = guess_type(found.name)[0] or "application/octet-stream"
        route.fulfill(body=found.read_bytes(), content_type=kind, headers=headers)
        return
    name, language, scheme = path.strip("/").split("/")
    body = page(name, language, scheme)
    route.fulfill(body=body, content_type="text/html; charset=utf-8", headers=headers)
