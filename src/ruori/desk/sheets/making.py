"""A unit's sheet in the reader's language, ready to be written as a workbook."""

from datetime import datetime

from django.utils.translation import gettext

from ruori.cycle.models import Round
from ruori.cycle.rules import Question, Questions, read_questions
from ruori.desk.frame import language, words
from ruori.followup.queries import AskedFigure, ItemLine
from ruori.intake.queries.sheets import asked_of, key_of, said_of
from ruori.intake.rules.sheet_columns import SAME
from ruori.intake.sheet_book import SheetLine, SheetPlan, write
from ruori.intake.sheet_words import word_of, words_of_measures
from ruori.kernel.instants import CITY_ZONE
from ruori.ui import formats


def sheet_bytes(lines: list[ItemLine], row: Round, *, city: str, unit: str, at: datetime) -> bytes:
    """The workbook of a unit; no query."""
    title = f"{city}: {unit}"
    about = [
        words(row.title),
        gettext("Answers by %(day)s.") % {"day": formats.day(row.due_on, language())},
        gettext("Downloaded %(moment)s.") % {"moment": formats.moment(at, language())},
    ]
    questions = read_questions(row.questions)
    if any(Question.PROOF in each for each in questions.values()):
        about.append(gettext("A proof is given on the page of the answer, not in the sheet."))
    made = [_line(line, row.pk, questions) for line in lines]
    return write(SheetPlan(title, about, at.astimezone(CITY_ZONE), made))


def _line(line: ItemLine, round_pk: int, questions: Questions) -> SheetLine:
    key, mark = key_of(line, round_pk)
    said = said_of(line.current)
    return SheetLine(
        key=key,
        mark=mark,
        shown=_shown(line),
        choices=_choices(line),
        said=said,
        word=word_of(said.word) if said.word else "",
        asked=asked_of(line, questions),
    )


def _shown(line: ItemLine) -> tuple[str, str, str, str, str]:
    previous = line.previous
    code = "" if previous is None else previous.progress or previous.outlook or ""
    return (
        kind_of(line),
        words(line.asked.about.title),
        word_of(code) if code else gettext("nothing said before"),
        "" if previous is None else previous.done,
        "" if line.figure is None else _figure(line.figure),
    )


def kind_of(line: ItemLine) -> str:
    """Whether a row is about a measure or a goal, in the reader's language."""
    return gettext("Measure") if line.asked.is_measure else gettext("Goal")


def _choices(line: ItemLine) -> list[str]:
    if line.asked.is_measure:
        has_last = line.previous is not None
        return [word for code, word in words_of_measures() if has_last or code != SAME]
    return [word_of(code) for code in line.outlooks]


def _figure(figure: AskedFigure) -> str:
    name = f"{words(figure.name)}, {figure.period} ({words(figure.symbol)})"
    if figure.last is None:
        return name
    last = formats.number(figure.last, language())
    return gettext("%(name)s; last %(value)s (%(period)s)") % {
        "name": name,
        "value": last,
        "period": figure.last_period,
    }
