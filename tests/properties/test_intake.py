"""Laws of reading a page: nothing raises but a refusal, nothing is lost, twice is once."""

import html
import time
from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ruori.intake import draft_json, rules
from ruori.intake.catalogue import READERS
from ruori.intake.draft import Draft, Element, ElementKind, PlanKind
from ruori.intake.lines import clean
from ruori.intake.readers.strategy_page import read, read_text
from ruori.intake.refuse import Refusal
from ruori.kernel.problems import Refused

Source = TypeVar("Source", str, bytes)
PIECES = (
    "Kemin kaupunkistrategia 2022-2025",
    "Kuntastrategia 2030",
    "Strategiat ja ohjelmat",
    "Arvot",
    "Arvot: rohkeus, avoimuus ja ilo",
    "Arvomme ovat rohkeus ja ilo.",
    "Visio 2030",
    "Missio – teemme työtä",
    "Strategiset päämäärät",
    "Tavoitteet",
    "Tavoitteet:",
    "Toimenpiteet",
    "Muut ohjelmat",
    "Seuranta ja arviointi",
    "Yhteystiedot",
    "Ympäristöpolitiikka",
    "Hyväksytty kaupunginvaltuustossa 27.8.2018.",
    "Kaupunginhallitus 31.2.2020 § 5",
    "Kaupunki sitoutuu veden suojeluun, ilman laadun parantamiseen ja lain noudattamiseen.",
    "Tavoitteita seurataan vuosittain ja niistä raportoidaan.",
    "Hyvinvointikertomus 2017-2021 ja hyvinvointisuunnitelma 2022-25",
    "Elinvoimaohjelma 2019–2024 (pdf, 1 Mt)",
    "Lue lisää tästä",
    "https://www.example.fi/",
    "Elinvoimainen kaupunki",
    "Hyvinvoivat asukkaat: kaikki mukana",
    "Edistämme kuntalaisten hyvinvointia.",
    "edistämme",
    "ja jatkamme pitkää riviä, joka ei pääty pisteeseen eikä mihinkään muuhunkaan merkkiin",
    "---",
    "\u200b",
    "1",
    "",
)
MARKS = ("", "", "", " • ", "   ◦ ", "- ", "\t* ", "1. ", "1.1 ", "2) ", "II ", "a) ", "# ", "### ")
ENDS = ("\n", "\n", "\n\n", "\r\n", "\r", "\u2028")

page_lines = st.builds(
    lambda mark, piece, end: mark + piece + end,
    st.sampled_from(MARKS),
    st.one_of(st.sampled_from(PIECES), st.text(max_size=30)),
    st.sampled_from(ENDS),
)
pages = st.lists(page_lines, max_size=40).map("".join)
sources = st.one_of(pages, st.text(max_size=400))


def outcome(read_one: Callable[[Source], Draft], source: Source) -> Draft | Refusal:
    """The draft, or the refusal instead of it; anything else goes through and fails the test."""
    try:
        return read_one(source)
    except Refusal as refused:
        return refused


def written_lines(source: str) -> set[int]:
    """The numbers of the lines that show any words, counted by hand."""
    plain = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return {at for at, line in enumerate(plain.split("\n"), start=1) if clean(line)}


@given(st.one_of(st.binary(max_size=400), sources.map(lambda text: text.encode(errors="replace"))))
@example(b"\xff\xfe")
@example(b"\xff\xfe\x00")
@example("Arvot\n•\n".encode())
def test_bytes_give_a_draft_or_a_refusal(content: bytes) -> None:
    for reader in READERS:
        found = outcome(reader.read, content)
        assert isinstance(found, Draft) or found.problem.msgid % found.problem.facts


@given(sources)
def test_every_written_line_is_placed_or_waits_and_never_both(source: str) -> None:
    draft = read_text(source)
    waiting = [item.line for item in draft.needs_review]
    assert len(waiting) == len(set(waiting))
    assert draft.placed() | set(waiting) == written_lines(source)
    assert not draft.placed() & set(waiting)


@given(sources)
def test_a_written_draft_reads_back_the_same(source: str) -> None:
    draft = read_text(source)
    assert draft_json.read(draft_json.write(draft)) == draft


@given(sources)
def test_reading_twice_is_reading_once(source: str) -> None:
    assert read_text(source) == read_text(source)


@given(pages)
def test_line_ends_do_not_matter(source: str) -> None:
    plain = source.replace("\r\n", "\n").replace("\r", "\n")
    assert read_text(plain.replace("\n", "\r\n")) == read_text(plain)


@given(sources)
def test_plans_elements_and_lines_keep_the_order_of_the_source(source: str) -> None:
    draft = read_text(source)
    waiting = [item.line for item in draft.needs_review]
    assert waiting == sorted(waiting)
    assert [plan.line for plan in draft.plans] == sorted(plan.line for plan in draft.plans)
    for plan in draft.plans:
        assert_in_order(plan.elements)


def assert_in_order(elements: tuple[Element, ...]) -> None:
    lines = [element.line for element in elements]
    assert lines == sorted(lines)
    for element in elements:
        assert all(child.line >= element.line for child in element.children)
        assert_in_order(element.children)


@given(sources)
def test_words_are_the_words_of_the_source(source: str) -> None:
    written = clean(source).casefold()
    for element in read_text(source).walk():
        for word in f"{element.title} {element.text}".split():
            assert word.strip(".:").casefold() in written


@given(st.text(max_size=300))
def test_any_text_read_as_a_draft_is_one_or_refused(text: str) -> None:
    found = outcome(draft_json.read, text)
    assert isinstance(found, Draft) or found.problem.code == "DRAFT_NOT_READABLE"


TAGS = (
    "<p>", "</p>", "<li>", "</li>", "<ul>", "</ul>", "<h2>", "</h2>", "<br>", "<b>", "</b>", "<!--",
    "-->", "<script>", "</script>", "<div class='a\nb'>", "</div>", "<", ">", "&auml;", "&#xD800;",
)  # fmt: skip
soup = st.lists(st.one_of(st.sampled_from(TAGS), page_lines), max_size=40).map("".join)


@given(soup)
def test_broken_html_gives_a_draft_within_its_lines(source: str) -> None:
    draft = read_text(source + "</p>")
    held = draft.placed() | {item.line for item in draft.needs_review}
    assert held <= set(range(1, len(source.splitlines()) + 2))
    assert draft_json.read(draft_json.write(draft)) == draft


@given(pages)
def test_each_line_as_a_paragraph_keeps_every_line(source: str) -> None:
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    page = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines)
    draft = read_text(page)
    held = draft.placed() | {item.line for item in draft.needs_review}
    assert held == {at for at, line in enumerate(lines, start=1) if clean(line)}


@pytest.mark.slow
def test_fifty_thousand_lines_take_seconds() -> None:
    page = (
        ("Strategiset päämäärät\nElinvoima\n" + "- Lisäämme työtä ja vähennämme velkaa.\n" * 100)
        * 250
        + "Ympäristöpolitiikka\n"
        + "Seuraamme päästöjä ja kehitämme toimintaa. " * 20_000
    )
    page += "\nMuut ohjelmat\n" + "Elinvoimaohjelma 2019-2024\n" * 25_000
    began = time.process_time()
    draft = read(page.encode())
    assert time.process_time() - began < 10
    assert len(draft.plans) > 25_000


@pytest.mark.slow
def test_one_endless_line_takes_seconds() -> None:
    began = time.process_time()
    for words in (
        "a ",
        "1. ",
        "• ",
        "sitoutuu ",
        "ja ",
        ", ",
        "27.8.2018 ",
        "(",
        "**",
        "A. ",
        "<p></p>",
        "<!--",
        "</p><script>",
    ):
        read((words * (500_000 // len(words))).encode())
    assert time.process_time() - began < 20


DEEDS = st.sampled_from(("accept", "below", "drop", "reopen", "part", "place", "plan", "line"))


def done(draft: Draft, deed: str, path: rules.Path, line: int) -> Draft:
    """The draft after one deed of a person."""
    deeds: dict[str, Callable[[], Draft]] = {
        "accept": lambda: rules.accept(draft, path),
        "below": lambda: rules.accept_below(draft, path),
        "drop": lambda: rules.drop(draft, path, "syy"),
        "reopen": lambda: rules.reopen(draft, path),
        "part": lambda: rules.part(draft, path),
        "place": lambda: rules.place_under(draft, line, path, ElementKind.TEXT, "teksti"),
        "plan": lambda: rules.place_as_plan(draft, line, PlanKind.PLAN, "Ohjelma"),
        "line": lambda: rules.drop_line(draft, line, "syy"),
    }
    return deeds[deed]()


@given(pages, st.data())
def test_no_line_is_lost_by_what_a_person_does(source: str, data: st.DataObject) -> None:
    draft = read_text(source)
    held = draft.placed() | {item.line for item in draft.needs_review}
    for deed in data.draw(st.lists(DEEDS, max_size=6)):
        paths = [placed.path for placed in rules.rows(draft)] or [(0,)]
        line = data.draw(st.sampled_from([*(item.line for item in draft.needs_review), 1]))
        try:
            draft = done(draft, deed, data.draw(st.sampled_from(paths)), line)
        except Refused:
            continue
        assert draft.placed() | {item.line for item in draft.needs_review} == held
        assert draft_json.read(draft_json.write(draft)) == draft


@given(pages)
def test_a_draft_accepted_whole_is_ready_and_wants_every_row(source: str) -> None:
    draft = read_text(source)
    for number in range(len(draft.plans)):
        draft = rules.accept_below(draft, (number,))
    for item in draft.needs_review:
        draft = rules.drop_line(draft, item.line, "syy")
    allowed = {"NOTHING_ACCEPTED", "TITLE_MISSING", "ADOPTION_INCOMPLETE"}
    assert {problem.code for problem in rules.problems(draft)} <= allowed
    assert [plan.line for plan in rules.wanted(draft)] == [plan.line for plan in draft.plans]
