"""Which sentences of a policy promise something, and how many promises one sentence makes (pure).

"Ympäristöpolitiikka on osa …" describes; "sitoutuu", "tavoitteena on", "huomioidaan", "vastuu
kuuluu" promise. One sentence may hold several promises, told apart by its grammar:
- after a verb that takes its objects in the illative ("sitoutuu pilaantumisen ehkäisyyn, tason
  parantamiseen") each object of two words or more is one; a lone word shares the words before it
  ("käyttösuunnitelmiin ja ohjelmiin");
- two passive verbs joined by "ja" ("seurataan … ja niistä raportoidaan") are two.
"""

import re
from typing import Final

from ruori.intake.guess.decisions import tells_of_adopting
from ruori.intake.guess.lexicon import lexicon

_LONGEST = 1000
_BINDS: Final = re.compile(r"\b(?:sitoutu\w+|sitoudu\w*)\s+", re.IGNORECASE)
_PUTS_INTO: Final = re.compile(r"\b(?:sisällytetään|sisällytämme|kytketään)\s+", re.IGNORECASE)
_PASSIVES: Final = lexicon(
    "arvioidaan asetetaan auditoidaan edellytetään edistetään ehkäistään hankitaan hillitään "
    "huolehditaan huomioidaan hyödynnetään kannustetaan kehitetään koulutetaan käytetään lisätään "
    "minimoidaan mitataan noudatetaan otetaan parannetaan pienennetään raportoidaan seurataan "
    "sisällytetään suojellaan suositaan säästetään tarkistetaan tiedotetaan toimitaan torjutaan "
    "toteutetaan tuetaan turvataan vaaditaan vahvistetaan varmistetaan viestitään vähennetään "
    "ylläpidetään"
)
_WE: Final = lexicon(
    "arvioimme asetamme edellytämme edistämme ehkäisemme hankimme hillitsemme huolehdimme "
    "huomioimme kannustamme kehitämme koulutamme käytämme lisäämme mittaamme noudatamme otamme "
    "parannamme pidämme pienennämme raportoimme seuraamme suojelemme suosimme säästämme "
    "tarkistamme teemme tiedotamme toimimme torjumme toteutamme tuemme turvaamme vaadimme "
    "vahvistamme varmistamme viestimme vähennämme ylläpidämme"
)
_GROUPS: Final = re.compile(
    r"\b(?:tytäryhtiö|palveluntuottaj|sidosryhm|työntekij|henkilöst|luottamushenkilö|toimittaj|"
    r"urakoitsij|kumppan|dotterbolag|personal|subsidiar|supplier)",
    re.IGNORECASE,
)
_STEERS: Final = lexicon("ohjaa ohjaavat koskee koskevat sitoo sitovat velvoittaa kuuluu")
_AIMS: Final = re.compile(
    r"\b(?:tavoitteen(?:a|amme)|päämäärän(?:ä|ämme)) on\b|förbinder (?:sig|oss)\b|"
    r"\b(?:commit|commits|undertake|undertakes|will|shall) |\bmålet är att\b|\bska\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_JOINT = re.compile(r",\s+(?:(?:ja|sekä)\s+)?|\s+(?:ja|sekä)\s+")
_CLAUSE = re.compile(
    r",?\s+(?:ja|sekä)\s+(?=(?:[^\W\d_]+\s+){0,2}([^\W\d_]+(?:[td]aan|[td]ään))\b)"
)
_ILLATIVE = re.compile(r"(?:(.)\1n|seen|siin|h[aeiouyäö]n)$")
_FEWEST_WORDS = 2
_FEWEST_PARTS = 2


def is_promise(sentence: str) -> bool:
    """True when a sentence of a policy binds somebody to something."""
    if tells_of_adopting(sentence) and not _BINDS.search(sentence):
        return False
    if _BINDS.search(sentence) or _AIMS.search(sentence):
        return True
    found = {word.casefold() for word in _WORD.findall(sentence)}
    if found & _PASSIVES or found & _WE:
        return True
    return bool(found & _STEERS) and bool(_GROUPS.search(sentence))


def parts(sentence: str) -> list[str]:
    """The promises of one sentence, each a sentence again; one when it makes only one."""
    if len(sentence) > _LONGEST:
        return [sentence]
    for verb in (_BINDS, _PUTS_INTO):
        found = verb.search(sentence)
        if found is not None:
            return _objects(sentence, found.end())
    return _clauses(sentence)


def _objects(sentence: str, begin: int) -> list[str]:
    end = len(sentence.rstrip(" ."))
    joints = [*(joint.span() for joint in _JOINT.finditer(sentence, begin, end)), (end, end)]
    spans: list[tuple[int, int]] = []
    start = after = begin
    for left, right in joints:
        if _ends_object(sentence[after:left]):
            if spans and len(sentence[start:left].split()) < _FEWEST_WORDS:
                spans[-1] = (spans[-1][0], left)
            else:
                spans.append((start, left))
            start = right
        after = right
    if start != end or len(spans) < _FEWEST_PARTS:
        return [sentence]
    return [f"{sentence[:begin]}{sentence[left:right]}." for left, right in spans]


def _ends_object(piece: str) -> bool:
    last = piece.split()[-1:] or [""]
    return _ILLATIVE.search(last[0].casefold()) is not None


def _clauses(sentence: str) -> list[str]:
    found, start = [], 0
    for joint in _CLAUSE.finditer(sentence):
        left = {word.casefold() for word in _WORD.findall(sentence[start : joint.start()])}
        if left & _PASSIVES and joint.group(1).casefold() in _PASSIVES:
            found.append(sentence[start : joint.start()])
            start = joint.end()
    found.append(sentence[start:])
    whole = [f"{part.rstrip(' .')}." for part in found]
    return [part[0].upper() + part[1:] for part in whole] if len(whole) > 1 else [sentence]
