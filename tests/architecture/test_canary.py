"""Canaries: a word of its own in every hidden field, and no public page, file or header sings it.

The pages are walked by their links and by guessed numbers, in three languages; files are opened.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
import time_machine
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from pytest_django import DjangoDbBlocker

from ruori.notices.actions import check_plans
from ruori.reports.rules import Format
from ruori.site.records import PLACES
from tests.architecture import canaries
from tests.architecture.canaries import Hidden, hide, mark, wordy_fields
from tests.architecture.source import parts
from tests.furnished import NOW, Furnished, furnished
from tests.walking import LANGUAGES, addresses, crawl

pytestmark = pytest.mark.django_db
GUESSED = range(1, 8)
"""Every number a plan, goal, measure, figure or edition of the small city has, and one beyond."""
DAYS = ("", "?as_of=2026-03-04", "?known_on=2026-03-04", "?as_of=2030-01-01")


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    """The day of the walk."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(scope="module")
def kemi(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Furnished]:
    """The small city with one of everything."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield furnished()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def hidden(kemi: Furnished) -> Hidden:
    """The same city with things that only some may see."""
    return hide(kemi)


@pytest.fixture(scope="module")
def words(hidden: Hidden) -> dict[str, str]:
    """The words in the hidden fields, with where they stand."""
    return mark(hidden)


def test_every_field_that_can_hold_words_is_hidden_a_code_or_public() -> None:
    told = {f"{label}.{name}" for label, (_, names) in canaries.HIDDEN.items() for name in names}
    told |= {f"{label}.{name}" for label, names in canaries.CODES.items() for name in names}
    told |= set(canaries.PUBLIC_FIELDS)
    known = set(wordy_fields())
    assert {
        each for each in known - told if each.rpartition(".")[0] not in canaries.PUBLIC
    } == set()
    assert told - known == set()


def test_every_hidden_table_has_a_hidden_row(kemi: Furnished, hidden: Hidden) -> None:
    assert {label for label, count in canaries.counts(hidden).items() if not count} == {
        "followup.EntryReview"
    }


def test_no_link_of_the_public_pages_leads_to_a_hidden_word(words: dict[str, str]) -> None:
    client = Client()
    fronts = ("/", "/sv/", "/en/", "/strategia.svg")
    pages = crawl(client, [f"{front}{day}" for front in fronts for day in DAYS])
    assert len(pages) > 60
    assert found_in(pages, words) == {}


def test_no_guessed_number_leads_to_a_hidden_word(words: dict[str, str]) -> None:
    client = Client()
    pages: dict[str, Any] = {}
    for place in guesses():
        pages[place] = answer = client.get(place)
        if answer.has_header("Location"):
            pages[f"{place} led on"] = client.get(answer["Location"])
    assert {answer.status_code for answer in pages.values()} <= {200, 301, 302, 404, 405, 429}
    assert found_in(pages, words) == {}


def test_a_word_of_a_page_would_be_found(kemi: Furnished, words: dict[str, str]) -> None:
    """The walk can fail: what stands in public is found by it, in pages and in every file."""
    name = "Hyvinvoivat asukkaat"
    seen = found_in(crawl(Client(), ["/", "/strategia.svg"]), {name: "name"})
    kinds = {place.rstrip("/").rpartition("/")[2] for place in seen["name"]}
    assert {"pdf", "docx", "xlsx", "html", "strategia.svg"} <= kinds


def test_a_hidden_word_is_read_by_whom_it_is_for(kemi: Furnished, words: dict[str, str]) -> None:
    """The words stand where the pages would take them from: inside they are read."""
    check_plans(at=NOW)  # the kept check was a word; pages inside read what is found in the words
    client = kemi.browser("aino")
    places = ("/desk/plans/", f"/desk/entries/{kemi.entry.pk}/", "/desk/organisation/")
    read = found_in({place: client.get(place) for place in places}, words)
    assert {"plans.PlanState.title", "followup.Entry.done", "organisation.Person.name"} <= set(read)


def guesses() -> Iterator[str]:
    """Every public address with every number a row may have."""
    for model in apps.get_models():
        if model._meta.app_label in parts():
            label = model._meta.label_lower
            numbers = GUESSED if label in PLACES else GUESSED[:1]
            yield from (reverse("site:record", args=[label, pk]) for pk in numbers)
    for pk in GUESSED[:3]:
        for format_ in Format:
            yield reverse("site:edition_file", args=[pk, "fi", format_.value])
    for language in LANGUAGES:
        with translation.override(language):
            names = {str(pattern.name) for pattern in addresses("site")}
            for name in sorted(names - {"record", "edition_file"}):
                yield from _guesses(name)


def _guesses(name: str) -> Iterator[str]:
    for pk in GUESSED:
        for args in ([], [pk], [pk, "arvaus"], [pk, pk]):
            try:
                yield reverse(f"site:{name}", args=args)
            except NoReverseMatch:
                continue


def found_in(pages: dict[str, Any], words: dict[str, str]) -> dict[str, list[str]]:
    """Where which word was read: by field, the addresses."""
    found: dict[str, list[str]] = {}
    beginning = canaries.WORD if len(words) > 1 else min(words)
    for place, answer in pages.items():
        said = read(answer).casefold()
        # Almost no page holds what all words begin with, so almost no page is searched for each.
        if beginning.casefold() in said:
            for word in words:
                if word.casefold() in said:
                    found.setdefault(words[word], []).append(place)
    return found


def read(answer: Any) -> str:
    """All that an answer says: its headers, and its words whatever the kind of file."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{headers}\n{text_of(answer.content)}"


def text_of(content: bytes) -> str:
    """The words of a page, a PDF, or a package of Word or Excel."""
    if content.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(content)
        told = "\n".join(page.get_textpage().get_text_bounded() for page in document)
        return f"{told}\n{content.decode('latin-1')}"
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return "\n".join(package.read(name).decode("latin-1") for name in package.namelist())
    return content.decode()
