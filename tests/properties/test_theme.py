"""Contrasts of the theme hold for any colour a city may choose."""

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ruori.ui.colour import Colour, contrast, luminance, luminance_of, shade, with_chroma
from ruori.ui.theme import ROLES, scale, text_on

BYTES = st.integers(0, 255)
COLOURS = st.builds(lambda *parts: Colour(*(part / 255 for part in parts)), BYTES, BYTES, BYTES)
MANY = settings(max_examples=2_000)
LIMITS = {
    "light": {"tinted": 5.3, "hover": 4.6, "active": 3.9, "base": 4.58},
    "dark": {"tinted": 5.6, "hover": 5.0, "active": 4.1, "base": 4.68},
}


@MANY
@given(COLOURS, st.sampled_from(["light", "dark"]))
@example(Colour(0, 89 / 255, 93 / 255), "dark")
def test_words_are_readable_on_every_ground(colour: Colour, scheme: str) -> None:
    found = scale(colour, scheme)  # type: ignore[arg-type]
    limits = LIMITS[scheme]
    for ground in ("tinted", "hover", "active"):
        assert contrast(found["text-subtle"], found[f"surface-{ground}"]) >= limits[ground]
    assert contrast(found["text-default"], found["surface-active"]) >= 7
    for state in ("default", "hover", "active"):
        assert contrast(found["base-contrast-default"], found[f"base-{state}"]) >= limits["base"]


@MANY
@given(COLOURS, st.sampled_from(["light", "dark"]))
def test_edges_are_seen(colour: Colour, scheme: str) -> None:
    found = scale(colour, scheme)  # type: ignore[arg-type]
    for ground in ("background-default", "surface-tinted", "surface-hover"):
        assert contrast(found["border-default"], found[ground]) >= 3
    assert contrast(found["border-strong"], found["surface-active"]) >= 3
    assert contrast(found["base-edge"], found["background-default"]) >= 3
    if scheme == "dark":
        assert round(contrast(found["base-default"], found["background-default"]), 1) >= 4.7


@given(COLOURS, st.floats(0, 1))
def test_a_shade_has_the_luminance_asked_for(colour: Colour, target: float) -> None:
    step = 1.2 / 255  # how much luminance one step of 8 bits may move
    assert abs(luminance(shade(colour, target)) - target) <= step


@given(COLOURS)
def test_every_colour_comes_back_from_its_text(colour: Colour) -> None:
    assert Colour.of(str(colour)) == colour


@given(COLOURS)
def test_roles_go_from_the_lightest_to_the_darkest(colour: Colour) -> None:
    found = scale(colour, "light")
    shades = [luminance(found[role]) for role, _ in sorted(ROLES.items(), key=lambda r: -r[1][0])]
    assert all(before >= after - 0.005 for before, after in pairwise(shades))


@given(COLOURS)
def test_the_same_chroma_is_the_same_colour(colour: Colour) -> None:
    assert with_chroma(colour, 1).rounded() == colour


@given(COLOURS)
def test_text_is_on_the_better_side(colour: Colour) -> None:
    assert contrast(text_on(colour), colour) >= 4.58


@given(st.floats(0, 100), st.floats(0, 100))
def test_lightness_grows_with_luminance(one: float, other: float) -> None:
    assert (one <= other) or luminance_of(one) >= luminance_of(other)
