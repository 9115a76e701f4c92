"""`ruori report` and `ruori verify`: the frozen report as a file, and the proof of it."""

from pathlib import Path

import pytest
from django.db import connection

from ruori.cli.main import main
from ruori.config.settings import REPORT_FONTS
from ruori.reports.catalogue import render
from ruori.reports.queries import document_of
from ruori.reports.rules import Format
from tests.parts.reports.frozen_year import edition_of, frozen_year

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def finnish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fi_FI.UTF-8")
    # The command closes its connections at the end; the test still needs the one it stands on.
    monkeypatch.setattr("ruori.cli.main.connections", _Kept())


class _Kept:
    """Connections that stay open."""

    def close_all(self) -> None:
        """Nothing: the test's own transaction lives in the connection."""


@pytest.mark.parametrize("name", ["html", "pdf", "docx", "xlsx"])
def test_the_edition_of_a_year_is_written_as_its_sealed_body_gives_it(
    name: str, tmp_path: Path
) -> None:
    made = edition_of(frozen_year())
    out = tmp_path / f"report.{name}"
    asked = ["report", "council-year", "--year", "2025", "--format", name, "--out", str(out)]
    assert main(asked) == 0
    expected = render(document_of(made.pk), "fi", Format(name), fonts=REPORT_FONTS)
    assert out.read_bytes() == expected
    assert main(asked) == 0
    assert out.read_bytes() == expected


def test_a_language_can_be_chosen(tmp_path: Path) -> None:
    edition_of(frozen_year())
    out = tmp_path / "report.html"
    asked = ["report", "council-year", "--year", "2025", "--format", "html", "--language", "sv"]
    assert main([*asked, "--out", str(out)]) == 0
    assert "Måluppfyllelsen 2025" in out.read_text(encoding="utf-8")


def test_without_an_edition_one_clear_message_and_nothing_written(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "report.pdf"
    assert main(["report", "council-year", "--year", "2024", "--out", str(out)]) == 2
    assert capfd.readouterr() == ("", "Vuoden 2024 raporttia ei ole jäädytetty.\n")
    assert not out.exists()


def test_a_file_that_cannot_be_written_is_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    edition_of(frozen_year())
    out = tmp_path / "nowhere" / "report.html"
    asked = ["report", "council-year", "--year", "2025", "--format", "html", "--out", str(out)]
    assert main(asked) == 2
    assert "nowhere" in capfd.readouterr().err


def test_a_whole_chain_is_told_with_its_newest_checksum(
    capfd: pytest.CaptureFixture[str],
) -> None:
    made = edition_of(frozen_year())
    assert main(["verify"]) == 0
    out, err = capfd.readouterr()
    assert out == ""
    assert "ketju on ehjä" in err
    assert made.hash in err


def test_a_touched_edition_is_named_and_is_not_written(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    edition_of(frozen_year())
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE seals_seal SET body = replace(body, 'Kemi', 'Oulu') WHERE kind = 'EDITION'"
        )
    assert main(["verify"]) == 1
    out, err = capfd.readouterr()
    assert "”Tavoitteiden toteutuminen 2025”" in out
    assert "on muuttunut jäädyttämisen jälkeen" in out
    assert "ketju ei ole ehjä" in err
    out_file = tmp_path / "report.pdf"
    assert main(["report", "council-year", "--year", "2025", "--out", str(out_file)]) == 2
    assert not out_file.exists()
