"""How large a made city is, on which days it lives, and the words it is told in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from ruori.kernel.text import Text

BEGINNING = date(2010, 1, 1)
"""The day from which units, posts and holdings hold."""
HALF_A_YEAR = timedelta(days=180)
ROUNDS = 3
"""Published rounds; each measure has one entry in each."""

_DEEDS = (
    "Avataan", "Kunnostetaan", "Laajennetaan", "Selvitetään", "Kehitetään", "Vahvistetaan",
    "Uudistetaan", "Otetaan käyttöön", "Suunnitellaan", "Kilpailutetaan", "Yhtenäistetään",
)  # fmt: skip
_THINGS = (
    "kylän liikuntapaikka", "lasten ja nuorten harrastustarjonta", "keskustan kävelyreitti",
    "perusopetuksen tukipalvelut", "rannan virkistysalue", "kirjaston omatoimiaika",
    "kotihoidon etäpalvelut", "satama-alueen kaavoitus", "koulujen energiankäytön seuranta",
    "yritysten neuvontapalvelu", "asukasyhdistysten kumppanuus", "hulevesien hallinta",
    "varhaiskasvatuksen kielisuihku",
)  # fmt: skip
_HOWS = (
    "yhdessä asukkaiden kanssa", "talousarvion puitteissa", "koko kaupungin alueella",
    "kolmessa vaiheessa", "alueen kuntien kanssa", "henkilöstön ehdotusten pohjalta",
    "vuosittaisen ohjelman mukaan",
)  # fmt: skip
_SENTENCE = (
    "Työ eteni sovitusti: vastuualue teki suunnitelman, kuuli asukkaita kahdessa tilaisuudessa ja "
    "aloitti toteutuksen; seuraava vaihe on valmiina vuoden loppuun mennessä ({})."
)


@dataclass(frozen=True, slots=True)
class Size:
    """What a city holds; the default is the city that the limits are written for."""

    measures: int = 500
    indicators: int = 20
    years: int = 10
    goals: int = 3
    objectives: int = 5
    areas: int = 12
    units_of_area: int = 4

    @property
    def of_the_busiest(self) -> int:
        """Measures that the last unit answers for beyond its share, so that much waits for one."""
        return self.measures * 6 // 100


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a made city, counted back from the day it is made."""

    today: date

    @property
    def year(self) -> int:
        """The last year whose report is published."""
        return (self.today - HALF_A_YEAR).year - 1

    @property
    def adopted_on(self) -> date:
        """The day the strategy was adopted."""
        return date(self.year - 1, 1, 1)

    def made_at(self) -> datetime:
        """The instant at which the city's plans and posts were recorded."""
        return noon(self.adopted_on)


def noon(day: date) -> datetime:
    """The middle of a day."""
    return datetime.combine(day, time(12), UTC)


def name_of(number: int) -> Text:
    """A promise in about sixty letters of Finnish, with a Swedish twin."""
    deed, thing = _DEEDS[number % len(_DEEDS)], _THINGS[number % len(_THINGS)]
    words = f"{deed} {thing} {_HOWS[number % len(_HOWS)]} {number}"
    return Text(fi=words, sv=f"Åtgärd {number} för stadens tjänster och boendemiljö")


def sentence_of(number: int) -> str:
    """What a head says of a promise, about two hundred letters."""
    return _SENTENCE.format(number)
