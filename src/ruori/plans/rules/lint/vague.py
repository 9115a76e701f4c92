"""L20: words that promise no visible end."""

import re
import tomllib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TOLD = tomllib.loads(
    (Path(__file__).resolve().parents[2] / "data" / "vague.toml").read_text(encoding="utf-8")
)
VERBS = frozenset(_TOLD["verbs"])
FORMS = re.compile("|".join(f"{stem}(?:{ends})" for stem, ends in _TOLD["forms"].items()))
PRODUCTS = tuple(_TOLD["visible"]["products"])
COUNTS = frozenset((*_TOLD["visible"]["numbers"], *_TOLD["visible"]["months"]))
SHORTEST_STEM = 4

Lemmas = Callable[[str], frozenset[str]]


def is_vague(text: str, lemmas: Lemmas) -> bool:
    """True for a vague verb with no number, date or product beside it.

    A word that may be something else (tuen: of support, I support) is no vague verb.
    """
    words = _WORD.findall(text.casefold())
    if not any(_is_vague_verb(word, lemmas(word)) for word in words):
        return False
    has_digit = any(sign.isdigit() for sign in text)
    return not has_digit and not any(_shows(word, lemmas(word)) for word in words)


def _is_vague_verb(word: str, forms: frozenset[str]) -> bool:
    if forms and forms <= VERBS:
        return True
    may_be = word in VERBS or FORMS.fullmatch(word) is not None
    return may_be and (not forms - {word} or not VERBS.isdisjoint(forms))


def _shows(word: str, forms: frozenset[str]) -> bool:
    known = forms or frozenset({word})
    is_known = any(form in COUNTS or form.endswith(PRODUCTS) for form in known)
    return is_known or (forms <= {word} and _stems().search(word) is not None)


@lru_cache(maxsize=1)
def _stems() -> re.Pattern[str]:
    """Without a dictionary an inflected product is known by its stem (suunnitelm|an)."""
    products = "|".join(_stem(word) for word in PRODUCTS)
    counts = "|".join(sorted(_stem(word) for word in COUNTS))
    return re.compile(rf"(?:{products})\w{{0,7}}$|^(?:{counts})\w{{0,4}}$")


def _stem(word: str) -> str:
    return re.escape(word[:-1] if len(word) > SHORTEST_STEM else word)
