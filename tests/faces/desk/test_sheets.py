"""The Excel round and the exports on the desk: downloading, uploading, choosing, taking."""

from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from ruori.accounts.models import User
from ruori.followup.models import Entry
from ruori.intake.models import SheetUpload
from ruori.intake.rules import Standing
from ruori.notices.models import Delivery
from ruori.organisation.rules import Viewer
from tests.parts.followup import given
from tests.parts.followup.given import Reporting
from tests.parts.intake.sheets import GOAL, MEASURE, filled, rows_of

pytestmark = pytest.mark.django_db
DONE = {MEASURE: {"word": "Valmis", "done": "Avattiin."}}


class Desk:
    """Somebody's browser in the small city, on the day of the tests."""

    def __init__(self, told: Reporting, by: Viewer, at: datetime = given.LATER) -> None:
        """Sign in."""
        self.client = Client()
        self.client.force_login(User.objects.get(pk=by.actor.user_id or 0))
        self.at = at
        self.place = f"/desk/rounds/{told.round.pk}/units/{told.kemi.education.pk}/sheet"

    def get(self, address: str) -> tuple[int, str]:
        """A page."""
        with time_machine.travel(self.at, tick=False):
            answer = self.client.get(address)
        return answer.status_code, " ".join(answer.content.decode().split())

    def file(self, address: str) -> bytes:
        """A file, offered as a download."""
        with time_machine.travel(self.at, tick=False):
            answer = self.client.get(address)
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="kemi-')
        return bytes(answer.content)

    def send(self, address: str, **body: object) -> tuple[int, str, str]:
        """A form: the status, the page, and where it leads."""
        with time_machine.travel(self.at, tick=False):
            answer = self.client.post(address, body)
            leads = answer.headers.get("Location", "")
            page = self.client.get(leads) if leads else answer
        return answer.status_code, " ".join(page.content.decode().split()), leads

    def upload(self, content: bytes, name: str = "opetus.xlsx") -> tuple[int, str, str]:
        """A filled-in sheet."""
        return self.send(f"{self.place}/", file=SimpleUploadedFile(name, content))


def table(content: bytes) -> list[list[object]]:
    """The cells of an export."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    rows: list[list[object]] = [list(row) for row in book.get_sheet_by_index(0).to_python()]
    return rows


def formulas(content: bytes) -> int:
    """How many formulas a workbook holds."""
    with ZipFile(BytesIO(content)) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/")]
        return sum(package.read(name).count(b"<f>") for name in sheets)


def test_a_unit_downloads_fills_in_uploads_sees_and_takes_its_sheet_into_use() -> None:
    told = given.reporting()
    desk = Desk(told, told.liisa)
    assert f'href="{desk.place}/"' in desk.get(f"/desk/rounds/{told.round.pk}/")[1]
    assert f'href="{desk.place}.xlsx"' in desk.get(f"{desk.place}/")[1]

    status, page, leads = desk.upload(filled(desk.file(f"{desk.place}.xlsx"), DONE))

    assert status == 302
    assert "1 uutta, 1 ilman vastausta." in page
    assert MEASURE in page
    assert "Avattiin." in page
    assert not Entry.objects.exists()
    status, page, _ = desk.send(f"{leads}take/", version=1)
    assert status == 302
    assert "1 vastaus otettiin käyttöön." in page
    assert "Taulukosta otettiin käyttöön 1 vastausta." in page
    assert Entry.objects.get().done == "Avattiin."


def test_the_same_sheet_again_says_nothing_new() -> None:
    told = given.reporting()
    desk = Desk(told, told.liisa)
    content = filled(desk.file(f"{desk.place}.xlsx"), DONE)
    desk.send(f"{desk.upload(content)[2]}take/", version=1)
    _, page, _ = desk.upload(content)
    assert "0 uutta" in page
    assert "Ei mitään uutta" in page
    assert "Ota käyttöön" not in page


def test_a_conflict_shows_both_texts_and_must_be_chosen() -> None:
    told = given.reporting()
    desk = Desk(told, told.liisa)
    content = filled(desk.file(f"{desk.place}.xlsx"), DONE)
    other = given.report(told, told.oona, done="Työ jatkuu.")
    _, page, leads = desk.upload(content)
    assert "Työ jatkuu." in page
    assert "Avattiin." in page
    name = f"M{told.measure.pk}"

    status, page, _ = desk.send(f"{leads}take/", version=1, **{f"tip-{name}": other.pk})
    assert status == 422
    assert "Valitse, kumpi vastaus jää voimaan." in page
    assert Entry.objects.count() == 1

    chosen = {f"choice-{name}": "mine", f"tip-{name}": other.pk}
    assert desk.send(f"{leads}take/", version=1, **chosen)[0] == 302
    assert Entry.objects.latest("pk").done == "Avattiin."


def test_the_other_answer_may_stay() -> None:
    told = given.reporting()
    desk = Desk(told, told.liisa)
    content = filled(desk.file(f"{desk.place}.xlsx"), DONE)
    other = given.report(told, told.oona, done="Työ jatkuu.")
    leads = desk.upload(content)[2]
    name = f"M{told.measure.pk}"
    desk.send(f"{leads}take/", version=1, **{f"choice-{name}": "theirs", f"tip-{name}": other.pk})
    assert Entry.objects.get().pk == other.pk


def test_what_cannot_be_taken_is_listed_with_its_cell() -> None:
    told = given.reporting()
    desk = Desk(told, told.liisa)
    answers = {MEASURE: {"word": "melkein"}, GOAL: {"word": "Vaarassa", "done": "Huolettaa."}}
    _, page, leads = desk.upload(filled(desk.file(f"{desk.place}.xlsx"), answers))
    assert "”melkein” ei ole luettelon sana." in page
    assert "Solu H" in page
    assert "1 uutta, 1 korjattavaa." in page
    desk.send(f"{leads}take/", version=1)
    assert Entry.objects.get().goal_id == told.goal.pk


def test_an_upload_waits_for_its_unit_and_may_be_discarded() -> None:
    told = given.reporting()
    desk = Desk(told, told.liisa)
    leads = desk.upload(filled(desk.file(f"{desk.place}.xlsx"), DONE))[2]
    assert f'href="{leads}"' in desk.get(f"{desk.place}/")[1]
    assert desk.send(f"{leads}discard/", version=1)[0] == 302
    assert SheetUpload.objects.get().state == Standing.DISCARDED
    assert desk.send(f"{leads}discard/", version=2)[0] == 409
    assert desk.send(f"{leads}take/", version=2)[0] == 422
    assert "Taulukko on hylätty." in desk.get(leads)[1]


def test_two_who_take_the_same_sheet_do_not_double_it() -> None:
    told = given.reporting()
    desk = Desk(told, told.liisa)
    leads = desk.upload(filled(desk.file(f"{desk.place}.xlsx"), DONE))[2]
    assert desk.send(f"{leads}take/", version=1)[0] == 302
    assert desk.send(f"{leads}take/", version=1)[0] == 422
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"hei", "opetus.txt", "Valitse Excel-tiedosto"),
        (b"PK\x03\x04", "opetus.xlsx", "vioittunut"),
    ],
)
def test_a_wrong_file_is_refused_in_words(content: bytes, name: str, words: str) -> None:
    told = given.reporting()
    status, page, _ = Desk(told, told.liisa).upload(content, name)
    assert status == 422
    assert words in page


def test_the_sheet_speaks_the_language_of_its_reader() -> None:
    told = given.reporting()
    desk = Desk(told, told.liisa)
    User.objects.filter(pk=told.liisa.actor.user_id or 0).update(language="sv")
    rows = rows_of(desk.file(f"{desk.place}.xlsx"))
    assert "Vad som frågas" in rows[1]


def test_the_units_of_a_round_are_taken_to_excel() -> None:
    told = given.reporting()
    given.report(told, told.oona)
    content = Desk(told, told.liisa).file(f"/desk/rounds/{told.round.pk}/units.xlsx")
    head, *rows = table(content)
    assert head[:3] == ["Yksikkö", "Kuka vastaa", "Tila"]
    (education,) = [row for row in rows if row[0] == "Opetus"]
    assert education[2:8] == ["Aloitettu", date(2026, 5, 15), 2.0, 1.0, 0.0, 0.0]
    assert education[-1] == "Esimerkki Oona"


def test_every_question_is_taken_to_excel_and_no_text_becomes_a_formula() -> None:
    told = given.reporting()
    given.report(told, told.oona, done='=HYPERLINK("https://paha.invalid")', proofs=[given.LINK])
    content = Desk(told, told.aino).file(f"/desk/rounds/{told.round.pk}/answers.xlsx")
    head, *rows = table(content)
    (measure,) = [row for row in rows if row[2] == MEASURE]
    told_of = dict(zip(head, measure, strict=False))
    assert told_of["Yksikkö"] == "Koulut"
    assert told_of["Suunnitelma"] == "Kaupunkistrategia"
    assert told_of["Tavoite"] == GOAL
    assert str(measure[6]).startswith("=HYPERLINK")
    assert formulas(content) == 0
    assert told_of["Todisteet"] == 1.0
    assert told_of["Raportoija"] == "Esimerkki Oona"
    goal = next(row for row in rows if row[2] == GOAL)
    assert goal[5] == "Ei raportoitu"


@pytest.mark.parametrize("who", ["eero", "matti"])
def test_others_find_no_sheet_and_no_answers(who: str) -> None:
    told = given.reporting()
    desk = Desk(told, getattr(told, who))
    assert desk.get(f"{desk.place}/")[0] == 404
    assert desk.get(f"/desk/rounds/{told.round.pk}/answers.xlsx")[0] == 404


def test_who_is_late_is_reminded_after_the_letter_was_shown() -> None:
    told = given.reporting()
    desk = Desk(told, told.aino, given.CLOSING)
    board = f"/desk/rounds/{told.round.pk}/"
    assert "Muistuta myöhässä olevia (1)" in desk.get(board)[1]
    status, page = desk.get(f"{board}remind/")
    assert status == 200
    assert "1 henkilö saa kirjeen." in page
    assert "Esimerkki Liisa" in page
    assert not Delivery.objects.exists()
    status, page, _ = desk.send(f"{board}remind/")
    assert (status, Delivery.objects.count()) == (302, 1)
    assert "1 kirje lähtee." in page
    assert "Nämä saivat kirjeen" in desk.get(f"{board}remind/{told.kemi.education.pk}/")[1]
    assert desk.get(f"{board}remind/{told.kemi.office.pk}/")[0] == 404


def test_a_closed_round_reminds_nobody_and_gives_no_sheet() -> None:
    told = given.reporting()
    given.close(told)
    desk = Desk(told, told.aino, given.FREEZING)
    assert desk.get(f"/desk/rounds/{told.round.pk}/remind/")[0] == 404
    assert desk.get(f"{desk.place}.xlsx")[0] == 404
