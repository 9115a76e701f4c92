"""`ruori intake`: a draft on standard output, or one message and exit code 2; never the database.

No test here may touch a database (pytest-django refuses it), so that is proved by each of them.
"""

import json
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest

from ruori.cli.main import main

PLAN_KEYS = {"kind", "title", "line", "valid_from", "valid_to", "decision", "elements"}
ELEMENT_KEYS = {"kind", "title", "text", "line", "children"}


@pytest.fixture(autouse=True)
def finnish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fi_FI.UTF-8")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("page") / "kemi.txt"
    with as_file(files("ruori.intake") / "data" / "kemi-strategia-2022-2025.txt") as shipped:
        copy.write_bytes(shipped.read_bytes())
    return copy


def test_json_is_the_draft_others_script_against(
    page: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["intake", str(page), "--json"]) == 0
    out, err = capfdbinary.readouterr()
    assert err == b""
    draft = json.loads(out)
    assert set(draft) == {"plans", "needs_review"}
    assert [plan["kind"] for plan in draft["plans"]] == [
        "strategy", "policy", "plan", "plan", "report", "view", "view", "programme", "programme",
    ]  # fmt: skip
    for plan in draft["plans"]:
        assert set(plan) >= PLAN_KEYS
        all_have_keys(plan["elements"])
    assert draft["plans"][1]["decision"]["body"] == "kaupunginvaltuusto"
    assert draft["plans"][1]["decision"]["date"] == "2018-08-27"
    (unread,) = draft["needs_review"]
    assert set(unread) >= {"line", "text", "why"}
    assert unread["line"] == 3


def all_have_keys(elements: list[dict[str, Any]]) -> None:
    for element in elements:
        assert set(element) >= ELEMENT_KEYS
        all_have_keys(element["children"])


def test_words_begin_with_the_counts(page: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["intake", str(page)]) == 0
    out, err = capfd.readouterr()
    assert err == ""
    assert out.splitlines()[0] == (
        "3 arvoa, 3 päämäärää, 15 tavoitetta, 11 sitoumusta, 7 ohjelmaa; 1 rivi epäselvä"
    )
    assert "  47 hyväksytty: kaupunginvaltuusto, 27.8.2018" in out
    assert "   3 Lue koko Kemin kaupunkistrategia 2022-2025 tästä" in out


@pytest.mark.parametrize(
    ("tongue", "first"),
    [("sv_FI.UTF-8", "3 värderingar,"), ("en_GB.UTF-8", "3 values,"), ("C", "3 values,")],
)
def test_words_are_in_the_language_of_the_terminal(
    tongue: str,
    first: str,
    page: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", tongue)
    assert main(["intake", str(page)]) == 0
    assert capfd.readouterr().out.startswith(first)


@pytest.mark.parametrize(
    "content",
    [b"", b"\n \n", b"\x89PNG\r\n\x1a\n\x00", "Äänestys".encode("latin-1")],
    ids=["empty", "blank", "binary", "latin-1"],
)
@pytest.mark.parametrize("form", [[], ["--json"]], ids=["words", "json"])
def test_what_is_no_text_gets_one_message_and_exit_code_2(
    content: bytes, form: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "page.txt"
    source.write_bytes(content)
    assert_refused(["intake", str(source), *form], capfd)


def test_fifty_megabytes_get_one_message_and_exit_code_2(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "page.txt"
    with source.open("wb") as stream:
        stream.truncate(50 * 1024 * 1024)
    assert_refused(["intake", str(source)], capfd)


def test_what_cannot_be_opened_gets_one_message_and_exit_code_2(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert_refused(["intake", str(tmp_path / "missing.txt")], capfd)
    assert_refused(["intake", str(tmp_path)], capfd)
    assert_refused(["intake", "a\0b"], capfd)


def assert_refused(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert err.strip().endswith(".")
