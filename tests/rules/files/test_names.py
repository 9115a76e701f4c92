"""A name is shown and saved, never obeyed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruori.files.rules import safe_name
from ruori.files.rules.names import MAX_LENGTH, extension_of


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("Pöytäkirja 12.pdf", "Pöytäkirja 12.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\aino\\muistio.PDF", "muistio.pdf"),
        ("C:muistio.pdf", "C_muistio.pdf"),
        ("liite", "liite.pdf"),
        ("", "tiedosto.pdf"),
        ("...", "tiedosto.pdf"),
        (".pdf", "pdf.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie_ x=1.pdf"),
        ("lasku\u202efdp.exe\u2066.pdf", "lasku fdp.exe.pdf"),
        ("con.pdf", "_con.pdf"),
        ("LPT1.pdf", "_LPT1.pdf"),
        ("a<b>?.pdf", "a_b__.pdf"),
        ("a\u0308a\u0308ni.pdf", "ääni.pdf"),
    ],
)
def test_a_name_is_made_harmless(given_name: str, shown: str) -> None:
    assert safe_name(given_name, "pdf") == shown


@given(st.text(max_size=400))
def test_any_name_comes_out_whole_and_stays_as_it_is(name: str) -> None:
    shown = safe_name(name, "pdf")
    assert 0 < len(shown) <= MAX_LENGTH
    assert not set(shown) & set('/\\<>:"|?*%\r\n\x00\u202e')
    assert not shown.startswith(".")
    assert safe_name(shown, "pdf") == shown
    assert extension_of(shown)
