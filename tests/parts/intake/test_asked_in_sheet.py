"""The Excel round asks what the round asks: its columns follow the questions of the round."""

from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from ruori.cycle.models import Round
from ruori.cycle.rules import ObjectKind, Question, stored_questions
from ruori.intake.rules.sheet_columns import ANSWERED, COLUMNS
from tests.parts.followup import given
from tests.parts.intake.sheets import MEASURE, downloaded, filled, standing, taken, uploaded

pytestmark = pytest.mark.django_db


def asking(told: given.Reporting, *questions: Question) -> None:
    """Let the round of a city ask these of a measure besides its word."""
    asked = stored_questions({ObjectKind.MEASURE: frozenset(questions)})
    told.round.questions = asked
    Round.objects.filter(pk=told.round.pk).update(questions=asked)


def test_what_the_round_asks_besides_is_asked_in_the_sheet_and_comes_back_from_it() -> None:
    told = given.reporting()
    asking(told, Question.EFFECTS, Question.FORECAST)
    said = {"word": "Valmis", "effects": "Nuoret liikkuvat.", "forecast": "Käyttö kasvaa."}

    taken(
        uploaded(told, filled(downloaded(told, told.liisa), {MEASURE: said}), told.liisa),
        told.liisa,
    )

    entry = standing().get()
    assert (entry.effects, entry.forecast) == ("Nuoret liikkuvat.", "Käyttö kasvaa.")


def test_a_correction_by_sheet_keeps_what_the_sheet_does_not_ask() -> None:
    told = given.reporting()
    asking(told, Question.EFFECTS, Question.FORECAST)
    first = {"word": "Valmis", "effects": "Nuoret liikkuvat.", "forecast": "Käyttö kasvaa."}
    taken(
        uploaded(told, filled(downloaded(told, told.liisa), {MEASURE: first}), told.liisa),
        told.liisa,
    )
    asking(told)

    again = filled(downloaded(told, told.liisa), {MEASURE: {"done": "Avattiin."}})
    taken(uploaded(told, again, told.liisa), told.liisa)

    entry = standing().get()
    assert (entry.done, entry.effects, entry.forecast) == (
        "Avattiin.",
        "Nuoret liikkuvat.",
        "Käyttö kasvaa.",
    )


def open_columns(content: bytes) -> set[str]:
    """The columns of answers that are not hidden in a sheet."""
    with ZipFile(BytesIO(content)) as package:
        sheet = ElementTree.fromstring(package.read("xl/worksheets/sheet2.xml"))  # noqa: S314 - ours
    hidden = {
        COLUMNS[int(each.attrib["min"]) - 1]
        for each in sheet.iter()
        if each.tag.endswith("}col") and each.get("hidden") == "1"
    }
    return set(ANSWERED) - hidden


def test_a_sheet_shows_only_the_columns_that_the_round_asks() -> None:
    told = given.reporting()
    always = {"word", "done", "cause", "action", "new_end_on"}

    assert open_columns(downloaded(told, told.liisa)) == always
    asking(told, Question.FORECAST)
    assert open_columns(downloaded(told, told.liisa)) == {*always, "forecast"}


def test_a_sheet_tells_where_a_proof_is_given_when_one_is_asked() -> None:
    told = given.reporting()
    proof = "Todiste annetaan vastauksen sivulla, ei taulukossa."

    assert proof in instructions(downloaded(told, told.liisa))
    Round.objects.update(questions=stored_questions({kind: frozenset() for kind in ObjectKind}))
    told.round.refresh_from_db()
    assert proof not in instructions(downloaded(told, told.liisa))


def instructions(content: bytes) -> list[str]:
    """The sentences of the first sheet of a workbook."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return [str(row[0]) for row in book.get_sheet_by_index(0).to_python() if row]
