"""The outsider's program on the page of seals runs without Ruori and finds what was touched."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.rules.paper import code
from tests.rules.worked.stored import FORGED, three_seals

pytestmark = pytest.mark.django_db

HELSINKI = ("2026-03-01 09:00:00+00", "2026-03-01 11:00:00+02", "2026-03-01 09:00:00")
"""One instant as psql in two zones and as sqlite3 write it."""


def export(folder: Path, *, at: str = "", body: str = "") -> Path:
    """The seals as the question on the page gives them; the second one's content is `body`."""
    with connection.cursor() as cursor:
        cursor.execute(code("seals", "sql"))
        rows = [list(map(str, row)) for row in cursor.fetchall()]
    for row in rows:
        row[3] = at or row[3]
    rows[1][4] = body or rows[1][4]
    path = folder / "seals.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def said(path: Path) -> list[str]:
    """What the program of the page prints, run alone by a plain Python."""
    program = path.with_name("check.py")
    program.write_text(code("seals", "python"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", str(program), str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=path.parent,
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize("at", ["", *HELSINKI])
def test_a_whole_chain_holds_however_the_database_writes_an_instant(
    tmp_path: Path, at: str
) -> None:
    three_seals()
    assert said(export(tmp_path, at=at)) == ["1 holds", "2 holds", "3 holds"]


def test_a_changed_content_is_found(tmp_path: Path) -> None:
    three_seals()
    assert said(export(tmp_path, body=FORGED)) == ["1 holds", "2 BROKEN", "3 holds"]


def test_the_program_is_short_and_needs_nothing_of_ruori() -> None:
    program = code("seals", "python")
    assert "ruori" not in program.replace('"ruori-seal-1"', "")
    assert len(program.splitlines()) <= 12
