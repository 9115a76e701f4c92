"""The annual report to the council says what it must, in three languages, with addresses."""

import re

import pytest

from ruori.kernel.canonical import canonical_json
from ruori.kernel.text import LANGUAGES, Text
from ruori.reports.council_year import compose
from ruori.reports.document import (
    Document,
    Figure,
    Listing,
    Paragraph,
    Section,
    Table,
    cells,
    walk,
)
from ruori.reports.document_json import read, write
from ruori.reports.render.shown import Reader, Run, ShownParagraph, ShownSection, ShownTable
from tests.parts.reports.council_year.year import facts, goal, indicator


def document() -> Document:
    """The report of the small year."""
    return compose(facts())


def section(key: str, of: Document | None = None) -> Section:
    """The section of a key."""
    return next(found for _, found in walk(of or document()) if found.key == key)


def table(key: str, number: int = 0, of: Document | None = None) -> Table:
    """A table of a section, counted from the first."""
    return [block for block in section(key, of).blocks if isinstance(block, Table)][number]


def rows(found: Table) -> list[list[str]]:
    """The Finnish words of a table."""
    reader = Reader(document(), "fi")
    return [[reader.run(cell).text for cell in row] for row in found.rows]


def words(key: str, of: Document | None = None) -> str:
    """Every paragraph of a section in Finnish."""
    reader = Reader(of or document(), "fi")
    shown = _find([reader.summary(), *reader.sections()], key)
    return " ".join(
        "".join(run.text for run in block.runs)
        for block in shown.blocks
        if isinstance(block, ShownParagraph)
    )


def _find(sections: list[ShownSection], key: str) -> ShownSection:
    found = [each for each in sections if each.key == key]
    return found[0] if found else _find([c for each in sections for c in each.sections], key)


def test_the_same_facts_tell_the_same_bytes() -> None:
    assert canonical_json(write(document())) == canonical_json(write(document()))
    assert read(canonical_json(write(document()))) == document()


def test_every_figure_leads_to_a_record_or_to_what_was_counted() -> None:
    told = compose(facts(withheld=77))
    keys = {found.key for _, found in walk(told)}
    lost = [
        cell
        for cell in cells(told)
        if (cell.value is not None or cell.judgement)
        and cell.source is None
        and cell.counted_in not in keys
    ]
    assert [cell.value for cell in lost] == [77], "only what is withheld leads nowhere"


def test_every_key_is_used_once() -> None:
    keys = [found.key for _, found in walk(document())]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_reports_own_is_in_each_language(language: str) -> None:
    for text in _own_texts(document()):
        assert language in text, text
    if language != "en":
        english = {text["en"] for text in _own_texts(document()) if len(text["en"]) > 20}
        assert not english & {text[language] for text in _own_texts(document())}


def _own_texts(of: Document) -> list[Text]:
    found = [text for _, text in of.labels]
    for _, each in walk(of):
        for block in each.blocks:
            if isinstance(block, Table):
                found += [block.caption, *(column.title for column in block.columns)]
            if isinstance(block, Figure):
                found += [block.title, block.summary] if block.shape == "SHARES" else []
            if isinstance(block, Paragraph) and "%(words)s" not in block.says.values():
                found.append(block.says)
    return [text for text in found if text and set(text.values()) != {"%(page)s."}]


def test_one_page_counts_measures_and_names_what_is_missing() -> None:
    told = words("summary")
    assert "Seurannassa oli julkisia toimenpiteitä 6. Niistä raportoitiin 5." in told
    assert "Mitä puuttuu tai on todentamatta:" in told
    assert "jäävät pois tästä raportista: 2." in words("plans")


def test_measures_late_by_the_days_count_as_late_whatever_was_written() -> None:
    figure = next(b for b in section("summary").blocks if isinstance(b, Figure))
    counts = {point.cell.judgement: point.cell.value for point in figure.points}
    assert counts == {
        "progress.ON_SCHEDULE": 2,
        "progress.LATE": 2,
        "progress.DONE": 1,
        "progress.NOT_REPORTED": 1,
    }


def test_the_four_judgements_stand_side_by_side() -> None:
    assert [row[0] for row in rows(table("goal-102"))] == [
        "Edistyminen",
        "Toteutuminen",
        "Toteutuminen tarkastajan mukaan",
        "Suunta",
        "Todennettavuus",
    ]


def test_unproved_success_is_told_as_not_provable_with_what_the_tests_said() -> None:
    attainment = rows(table("goal-102"))[1]
    assert attainment[1] == "Ei voida todentaa"
    assert "Todentamistapojen mukaan: Toteutunut. Todiste puuttuu." in attainment[2]
    assert "Onnistumista väitettiin" in str(write(document()))


def test_a_goal_that_nobody_judged_says_so() -> None:
    told = rows(table("goal-103"))
    assert told[1][:2] == ["Toteutuminen", "Ei arvioitu"]
    assert "Ei todennettavaa" in told[3]


def test_an_outlook_stands_in_where_there_is_no_judgement() -> None:
    assert rows(table("goal-105"))[1][1] == "Vaarassa"


def test_a_measure_is_told_in_full_once_and_named_where_it_serves_too() -> None:
    assert [row[0] for row in rows(table("goal-102", 1))] == [
        "T1 Toimenpide 1 (esimerkki)",
        "T2 Toimenpide 2",
        "T3 Toimenpide 3",
    ]
    assert [row[0] for row in rows(table("goal-103", 1))] == ["T4 Toimenpide 4"]
    assert "Myös nämä toimenpiteet" in words("goal-103")


def test_both_the_written_word_and_the_days_are_shown() -> None:
    assert rows(table("goal-102", 1))[1][3] == "Käynnissä aikataulussa; päivien mukaan myöhässä"


def test_what_was_not_reported_is_said_and_not_left_blank() -> None:
    assert rows(table("goal-103", 1))[0][2:] == [
        "Mitään ei raportoitu.",
        "Ei raportoitu",
        "Ei todennettavaa",
    ]


def test_a_goal_without_measures_says_so() -> None:
    assert rows(table("goal-106"))[0][1:] == [
        "Ei toimenpidettä",
        "Mikään toimenpide ei toteuta tätä tavoitetta suoraan.",
    ]


def test_measures_of_other_plans_are_told_too() -> None:
    assert [row[0] for row in rows(table("plan-2"))] == ["T6 Toimenpide 6"]
    plans = [each.key for _, each in walk(compose(facts(plans=facts().plans[:1])))]
    assert "others" not in plans


def test_commitments_of_policies_tell_what_carries_them_out_or_that_nothing_does() -> None:
    assert rows(table("policy-2")) == [
        ["Y4 Tavoite Y4", "Kaavoitus", "2", "1 käynnissä aikataulussa, 1 ei raportoitu"],
        ["Y5 Tavoite Y5", "Kaavoitus", "0", "Mikään toimenpide ei toteuta tätä."],
    ]
    assert "policies" not in [each.key for _, each in walk(compose(facts(policies=())))]


def test_units_are_counted_with_everything_below_them() -> None:
    assert rows(table("areas")) == [
        ["Elinvoima", "6", "5", "1", "2", "1"],
        ["– Kaavoitus", "3", "3", "1", "1", "0"],
        ["– Liikunta", "3", "2", "0", "1", "1"],
    ]


def test_a_unit_tells_its_own_summary_and_only_what_deviates_or_was_finished() -> None:
    assert "Vuosi oli hyvä." in words("unit-11")
    deviations, finished = rows(table("unit-11")), rows(table("unit-11", 1))
    assert deviations[0][2:] == [
        "Syytä ei kerrottu.",
        "Ei kerrottu, mitä asialle tehdään.",
        "Ei päivää",
    ]
    assert [row[0] for row in finished] == ["T3 Toimenpide 3"]


def test_unmet_goals_have_cause_effect_and_action_or_say_that_nobody_told() -> None:
    assert [row[:3] for row in rows(table("unmet"))] == [
        ["E1 Tavoite E1", "Ei voida todentaa", "Todiste puuttuu."],
        ["H1 Tavoite H1", "Vaarassa", "Raha."],
    ]


def test_a_changed_promise_tells_before_after_and_why() -> None:
    assert rows(table("changes")) == [
        [
            "Toimenpide 2",
            "Siirretty myöhemmäksi: päättymispäivä",
            "31.12.2025",
            "31.12.2026",
            "Rakentaja vaihtui.",
        ]
    ]


def test_the_appendix_gives_definition_source_and_vintage() -> None:
    assert rows(table("sources")) == [
        [
            "Mittari 301",
            "Asukkaita vuoden lopussa.",
            "Kuten lähteessä",
            "Tilastokeskus, CC BY 4.0",
            "15.2.2026",
        ]
    ]


def test_an_indicator_is_drawn_only_when_there_is_a_line() -> None:
    drawn = compose(facts(indicators={301: indicator(301, ("1", "2", None, "4"))}))
    figure = section("indicator-301", drawn).blocks[0]
    assert isinstance(figure, Figure)
    assert [point.cell.value for point in figure.points] == [1, 2, None, 4]
    assert "indicator-301" not in [found.key for _, found in walk(document())]


def test_an_empty_city_has_a_whole_report() -> None:
    bare = compose(
        facts(goals=(), plans=(), units=(), measures={}, indicators={}, changes=(), policies=())
    )
    assert "Voimassa olevaa strategiaa ei ole." in words("goals", bare)
    assert "Kaikki on raportoitu" in words("summary", bare)


def test_a_goal_nobody_judged_is_counted_as_missing() -> None:
    silent = compose(
        facts(goals=(goal(1, "A"),), measures={}, plans=(), units=(), changes=(), policies=())
    )
    listing = next(b for b in section("summary", silent).blocks if isinstance(b, Listing))
    assert [item.says["fi"] for item in listing.items] == [
        "Tavoitteita, joita ei ole arvioitu: %(count)s."
    ]


def _runs(shown: ShownSection) -> list[Run]:
    found: list[Run] = []
    for block in shown.blocks:
        if isinstance(block, ShownParagraph):
            found += block.runs
        if isinstance(block, ShownTable):
            found += [run for row in block.rows for run in row]
    return found


def test_a_correction_names_what_it_corrects_and_why() -> None:
    corrected = compose(facts(corrects=7, reason="Luku oli väärä."))
    assert "Tämä laitos oikaisee laitosta 7. Perustelu: Luku oli väärä." in words(
        "summary", corrected
    )


def test_no_msgid_is_left_in_a_finnish_report() -> None:
    text = str([run.text for each in Reader(document(), "fi").sections() for run in _runs(each)])
    assert not re.search(r"\b(the|measure|goal|No )\b", text)
