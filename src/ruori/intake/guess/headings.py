"""What a heading of a strategy page opens: values, goals, programmes and so on (pure).

A heading is known by its last word, so that "Arvot", "Kemin kaupungin arvot" and "Toimintaamme
ohjaavat arvot" are one. The words are Finnish, Swedish and English; a new one is one line here.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from ruori.intake.guess.lexicon import lexicon
from ruori.intake.guess.titles import is_short, words
from ruori.intake.lines import Item, Mark

_MOST_WORDS = 7
_INLINE = re.compile(r":\s+|\s[–—-]\s+(?!\d)|\s(?:ovat|är|are):?\s+")


class Section(StrEnum):
    """What follows a heading."""

    VALUES = "values"
    VISION = "vision"
    MISSION = "mission"
    GOALS = "goals"
    OBJECTIVES = "objectives"
    MEASURES = "measures"
    PROGRAMMES = "programmes"
    TEXT = "text"
    ASIDE = "aside"


INLINE: Final = frozenset({Section.VALUES, Section.VISION, Section.MISSION})
"""Sections whose heading may be followed by its content on the same line: "Visio: …"."""

LABELS: Final = frozenset({Section.OBJECTIVES, Section.MEASURES})
"""Headings that may stand under each goal: "Tavoitteet", "Toimenpiteet"."""

_LAST_WORDS: Final[Mapping[Section, str]] = {
    Section.VALUES: (
        "arvot arvomme arvopohja arvopohjamme arvoperusta toimintaperiaatteet "
        "toimintaperiaatteemme värderingar värden values"
    ),
    Section.VISION: "visio visiomme tulevaisuuskuva vision visionen visionsbild",
    Section.MISSION: (
        "missio missiomme toiminta-ajatus toiminta-ajatuksemme perustehtävä perustehtävämme "
        "olemassaolon-tarkoitus mission missionen verksamhetsidé"
    ),
    Section.GOALS: (
        "päämäärät päämäärämme painopisteet painopisteemme painopistealueet painopistealueemme "
        "menestystekijät menestystekijämme kärjet kärkemme kärkitavoitteet kärkiteemat teemat "
        "teemamme tyngdpunkter fokusområden insatsområden prioriteringar priorities"
    ),
    Section.OBJECTIVES: (
        "tavoitteet tavoitteemme tavoitteena osatavoitteet mål målen målsättningar goals objectives"
    ),
    Section.MEASURES: (
        "toimenpiteet toimenpiteemme toimet keinot keinomme teot tekomme mittarit mittarimme "
        "seurantamittarit indikaattorit åtgärder åtgärderna mätare indikatorer actions measures "
        "indicators"
    ),
    Section.PROGRAMMES: (
        "ohjelmat ohjelmia ohjelmamme suunnitelmat suunnitelmia strategiat strategioita asiakirjat "
        "asiakirjoja programmen program planer strategier programmes programs plans strategies"
    ),
    Section.TEXT: (
        "johdanto esipuhe alkusanat tausta lähtökohdat nykytila tilannekuva toimintaympäristö "
        "tiivistelmä yhteenveto seuranta arviointi toteutus toteuttaminen toteutuminen toimeenpano "
        "johtaminen tervehdys asukaslupaus asukaslupaukset lupauksemme inledning bakgrund nuläge "
        "sammanfattning uppföljning genomförande introduction background summary monitoring "
        "evaluation implementation"
    ),
    Section.ASIDE: (
        "yhteystiedot yhteystietomme yhteyshenkilöt lisätietoja lisätiedot lisätietoa liitteet "
        "liitetiedostot tiedostot linkit linkkejä kontakt kontaktuppgifter bilagor länkar contact "
        "attachments links"
    ),
}
_SECTION_OF: Final = {word: kind for kind, line in _LAST_WORDS.items() for word in line.split()}
_PHRASES: Final[Mapping[str, Section]] = {
    "aiheeseen liittyvää": Section.ASIDE,
    "aiheesta muualla": Section.ASIDE,
    "ota yhteyttä": Section.ASIDE,
    "katso myös": Section.ASIDE,
    "lue myös": Section.ASIDE,
    "olemassaolon tarkoitus": Section.MISSION,
    "muut strategiset asiakirjat": Section.PROGRAMMES,
}
_ALONE: Final = frozenset({Section.OBJECTIVES, Section.MEASURES, Section.TEXT})
_QUALIFIERS: Final = lexicon(
    "strategiset strategian strategiakauden valtuustokauden keskeiset keskeisimmät tärkeimmät "
    "kaupungin kaupunkimme kunnan kuntamme yhteiset kriittiset muut konkreettiset päämäärien "
    "strategiska centrala stadens kommunens våra övriga strategic key our main other the"
)
_AND: Final = re.compile(r"\s+(?:ja|sekä|och|and|&)\s+|\s*[,/]\s*")


def section_of(item: Item) -> Section | None:
    """What an item opens when it is a heading, else None. A bullet never is one."""
    if item.mark is Mark.BULLET:
        return None
    return section_of_text(item.text)


def section_of_text(text: str) -> Section | None:
    """What the words open, when they are those of a heading and nothing else."""
    bare = text.rstrip(": ")
    if not bare or not is_short(bare) or len(bare.split()) > _MOST_WORDS:
        return None
    phrase = " ".join(words(bare))
    if phrase in _PHRASES:
        return _PHRASES[phrase]
    parts = [_of_part(part) for part in _AND.split(bare)]
    known = [kind for kind in parts if kind is not None]
    if not known or parts[-1] is None or not _in_agreement(parts, known):
        return None
    return known[0] if Section.VALUES not in known else Section.VALUES


def _in_agreement(parts: list[Section | None], known: list[Section]) -> bool:
    """True when no part is foreign, or the heading lists kinds of programmes."""
    return len(known) == len(parts) or known[-1] is Section.PROGRAMMES


def _of_part(part: str) -> Section | None:
    found = [word for word in words(part) if not word.rstrip("-").isdigit()]
    kind = _SECTION_OF.get(found[-1]) if found else None
    if kind in _ALONE and any(word not in _QUALIFIERS for word in found[:-1]):
        return None
    return kind


def inline_section(item: Item) -> tuple[Section, str, str] | None:
    """A section whose content follows on the heading's own line: kind, heading, content."""
    if item.mark is Mark.BULLET:
        return None
    found = _INLINE.search(item.text, 0, 60)
    if found is None or found.end() == len(item.text):
        return None
    kind = section_of_text(item.text[: found.start()])
    if kind not in INLINE:
        return None
    return kind, item.text[: found.start()], item.text[found.end() :]
