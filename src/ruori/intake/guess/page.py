"""What belongs to the web page and not to the plan: links, menus, decoration (pure)."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from ruori.intake.draft import Remark
from ruori.intake.guess.lexicon import lexicon
from ruori.intake.guess.titles import words
from ruori.intake.guess.years import without_years
from ruori.intake.lines import Item

_MOST_WORDS = 14
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$", re.IGNORECASE)
_INVITES: Final = lexicon(
    "lue tutustu katso lataa avaa siirry löydät pääset linkki läs bekanta ladda öppna read see "
    "download open"
)
_POINTS: Final = lexicon(
    "tästä täältä täällä tähän linkistä sivulta sivuilta lisää här härifrån here more"
)
_FURNITURE: Final = lexicon(
    "siirry sisältöön|hyppää sisältöön|etusivu|valikko|päävalikko|haku|hae|hae sivustolta|jaa|"
    "jaa sivu|jaa facebookissa|tulosta|tulosta sivu|takaisin|takaisin ylös|sivun alkuun|"
    "kirjaudu|kirjaudu sisään|kuuntele|evästeet|evästeasetukset|saavutettavuusseloste|"
    "tietosuojaseloste|tietosuoja|anna palautetta|palaute|suomi|svenska|english|fi|sv|en|facebook|"
    "instagram|linkedin|youtube|twitter|x|på svenska|in english|suomeksi|sulje|sulje valikko|"
    "avaa valikko|murupolku|olet tässä|tagit|avainsanat|skip to content|home|menu|search|share|"
    "sivun sisältö|sisällysluettelo|sisällys|tällä sivulla|innehåll|contents|print|"
    "hoppa till innehåll|hem|meny|sök|dela|skriv ut",
    between="|",
)
_STAMPS: Final = (
    "päivitetty", "sivua päivitetty", "sivu päivitetty", "viimeksi päivitetty", "julkaistu",
    "muokattu", "uppdaterad", "publicerad", "updated", "last updated", "copyright",
)  # fmt: skip
_TRAIL = re.compile(r"\S\s*[>›»]\s*\S")
_SHORTEST_TRAIL = 2


def aside(item: Item) -> Remark | None:
    """Why an item is no part of a plan, or None when it may be one."""
    text = item.text
    if not any(sign.isalnum() for sign in text):
        return Remark("DECORATION")
    if len(text.split()) > _MOST_WORDS:
        return None
    if _is_link(text):
        return Remark("LINK")
    return Remark("FURNITURE") if _is_furniture(text) else None


def repeated(items: Sequence[Item], is_opening: Callable[[Item], bool]) -> dict[int, Remark]:
    """The lines of a page's own menu and of a title said twice, with the reason.

    A menu names the headings of the page one after another before the headings themselves; years
    may be left out. Of a title said twice in a row the second is left.
    """
    later: set[str] = set()
    found: dict[int, Remark] = {}
    following: Item | None = None
    for item in reversed(items):
        name = without_years(item.text).casefold() if is_opening(item) else ""
        if name and following is not None and name in later and is_opening(following):
            said_twice = following.text.casefold() == item.text.casefold()
            found[following.line if said_twice else item.line] = Remark("REPEATED")
        if name:
            later.add(name)
        following = item
    return found


def _is_link(text: str) -> bool:
    if _ADDRESS.search(text):
        return True
    found = words(text)
    return bool(found) and found[0] in _INVITES and bool(_POINTS.intersection(found))


def _is_furniture(text: str) -> bool:
    phrase = " ".join(words(text))
    if not phrase or phrase in _FURNITURE or text.startswith("©"):
        return True
    if any(phrase.startswith(f"{stamp} ") for stamp in _STAMPS) and any(map(str.isdigit, phrase)):
        return True
    return len(_TRAIL.findall(text)) >= _SHORTEST_TRAIL
