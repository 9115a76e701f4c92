"""Secret words of a link: drawn at random, kept only as their hash, good for one purpose each.

128 random bits cannot be guessed, so the hash needs no key and no salt, and finding a row by it
tells an attacker nothing that the time of an answer could give away.
"""

import re
from hashlib import sha256
from secrets import token_urlsafe

TOKEN_BYTES = 16
"""128 bits (domain § 11)."""

TOKEN_LENGTH = 22
"""Letters of a token: 128 bits in the alphabet that an address takes as it is."""

_SHAPE = re.compile(rf"[A-Za-z0-9_-]{{{TOKEN_LENGTH}}}", re.ASCII)


def new_token() -> str:
    """A token nobody has seen; it is told once and never stored."""
    return token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> str:
    """What is stored of a token, and what it is found by. Every letter of it counts."""
    return sha256(token.encode()).hexdigest()


def is_token(text: str) -> bool:
    """True for a text that could be a token; anything else need not be looked for."""
    return _SHAPE.fullmatch(text) is not None
