"""Tokens: random, told once, found by a hash in which every letter counts."""

import re

from hypothesis import given
from hypothesis import strategies as st

from ruori.kernel.tokens import TOKEN_LENGTH, is_token, new_token, token_hash

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def test_a_token_stands_in_an_address_as_it_is() -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", new_token())


def test_no_two_tokens_are_alike() -> None:
    assert len({new_token() for _ in range(1000)}) == 1000


@given(place=st.integers(0, TOKEN_LENGTH - 1), letter=st.sampled_from(ALPHABET))
def test_every_letter_of_a_token_counts(place: int, letter: str) -> None:
    """Also the last one, whose lowest bits are no part of the 128."""
    token = "abcdefghijklmnopqrstuv"
    changed = token[:place] + letter + token[place + 1 :]
    assert (token_hash(changed) == token_hash(token)) == (letter == token[place])


def test_only_the_hash_is_kept() -> None:
    token = new_token()
    assert token not in token_hash(token)
    assert len(token_hash(token)) == 64


def test_what_has_another_shape_is_no_token() -> None:
    token = new_token()
    assert is_token(token)
    others = ["", token[:-1], token + "a", token[:-1] + "ä", token[:-1] + "/", f"{token}\n"]
    assert [text for text in others if is_token(text)] == []
