"""Of several texts that wait for a form, no typed word is ever lost."""

from hypothesis import given
from hypothesis import strategies as st

from ruori.followup.rules.drafts import CHOICES, covers, offered

NAMES = ("done", "cause", "action", "progress")
WORDS = st.text(alphabet="ab ", max_size=6)
TEXTS = st.dictionaries(st.sampled_from(NAMES), WORDS, max_size=4)


def typed(fields: dict[str, str]) -> set[tuple[str, str]]:
    """Every typed text with its field."""
    return {
        (name, " ".join(text.split()))
        for name, text in fields.items()
        if name not in CHOICES and text.strip()
    }


@given(st.lists(TEXTS, max_size=4))
def test_every_typed_text_is_shown_or_laid_beside(texts: list[dict[str, str]]) -> None:
    result = offered(texts)
    seen = [result.fields, *result.aside]
    for name, text in set().union(*(typed(each) for each in texts)) if texts else set():
        assert any(text in " ".join(each.get(name, "").split()) for each in seen)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_the_newest_text_stands_in_the_form(texts: list[dict[str, str]]) -> None:
    written = [text for text in texts if text]
    assert offered(texts).fields == (written[0] if written else {})


@given(TEXTS)
def test_a_text_has_its_own_words(text: dict[str, str]) -> None:
    assert covers(text, text)
    assert offered([text, text]).aside == ()


@given(TEXTS, TEXTS, TEXTS)
def test_what_covers_a_cover_covers_all(
    first: dict[str, str], second: dict[str, str], third: dict[str, str]
) -> None:
    if covers(first, second) and covers(second, third):
        assert covers(first, third)
