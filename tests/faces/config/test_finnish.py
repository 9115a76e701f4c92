"""Finnish letters and order are the same on both databases."""

import pytest
from django.db.models.functions import Collate
from hypothesis import given
from hypothesis import strategies as st

from ruori.accounts.models import User
from ruori.config.sqlite.base import COLLATION
from ruori.config.sqlite.finnish import compare, like

WORDS = ["Zeppeliini", "äiti", "Åland", "öljy", "Aalto", "ihminen", "Äänekoski", "yö", "Üxheim"]
IN_ORDER = [
    "Aalto", "ihminen", "Üxheim", "yö", "Zeppeliini", "Åland", "äiti", "Äänekoski", "öljy",
]  # fmt: skip


@pytest.mark.django_db
def test_names_stand_in_finnish_order() -> None:
    User.objects.bulk_create(User(email=f"{word}@kemi.example") for word in WORDS)
    found = User.objects.order_by(Collate("email", COLLATION)).values_list("email", flat=True)
    assert [email.split("@")[0] for email in found] == IN_ORDER


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["ÄITI", "äiti", "Äiti"])
def test_a_word_is_found_in_whatever_case_it_is_written(word: str) -> None:
    User.objects.create(email="hyvä-Äiti@kemi.example")
    assert User.objects.filter(email__icontains=word).count() == 1
    assert (
        User.objects.filter(email__icontains=word.replace("ä", "a").replace("Ä", "A")).count() == 0
    )


@pytest.mark.django_db
@pytest.mark.parametrize("sign", ["%", "_", "\\"])
def test_the_signs_of_a_pattern_are_only_signs_in_a_search(sign: str) -> None:
    User.objects.create(email="mallit@kemi.example")
    assert User.objects.filter(email__icontains=f"ma{sign}it").count() == 0
    User.objects.create(email=f"ma{sign}it@kemi.example")
    assert User.objects.filter(email__icontains=f"ma{sign}it").count() == 1


@given(st.text(), st.text(), st.text())
def test_the_order_is_an_order(first: str, second: str, third: str) -> None:
    assert compare(first, second) == -compare(second, first)
    assert compare(first, first) == 0
    if compare(first, second) <= 0 and compare(second, third) <= 0:
        assert compare(first, third) <= 0


@given(st.text())
def test_every_text_is_like_itself_and_like_anything(text: str) -> None:
    plain = text.replace("%", "").replace("_", "")
    assert like(plain, plain.swapcase().swapcase()) in (True, False)
    assert like("%", text) is True
    assert like(plain, plain) is True
    assert like(None, text) is None
