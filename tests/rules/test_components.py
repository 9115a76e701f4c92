"""Components and filters print what they are given, escaped and in the reader's language."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.template import engines
from django.utils.translation import override

from ruori.kernel.period import year
from ruori.kernel.problems import Problem
from ruori.kernel.text import Text
from ruori.language.hyphenate import can_hyphenate
from ruori.ui.frame import Frame, Link, scheme_of
from ruori.ui.numbers import NumberField
from ruori.ui.parts import Cell, Column, Row, Table
from ruori.ui.saying import say


def shown(template: str, language: str = "fi", **context: Any) -> str:
    """What a template prints, with hard spaces as plain ones."""
    page = engines["django"].from_string("{% load ui formats %}" + template)
    with override(language):
        return str(page.render(context)).replace("\u00a0", " ").replace("\u00ad", "|")


class ValueForm(forms.Form):
    """One figure and one choice."""

    value = NumberField(label="Kävijät", help_text="Viimeksi 412.", decimals=1)
    state = forms.ChoiceField(
        label="Tila", choices=[("DONE", "Valmis"), ("LATE", "Myöhässä")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Sovittu", required=False)


@pytest.mark.parametrize(
    ("template", "fi", "en"),
    [
        ("{{ value|number }}", "1 234,5", "1,234.5"),
        ("{{ value|number:0 }}", "1 235", "1,235"),
        ("{{ value|percent:1 }}", "1 234,5 %", "1,234.5%"),
        ("{{ value|points }}", "1 234,5 %-yksikköä", "1,234.5 percentage points"),
        ("{{ value|money:2 }}", "1 234,50 €", "€1,234.50"),
        ("{{ value|millions:3 }}", "0,001 milj. €", "€0.001 million"),
        ("{{ on|day }}", "31.8.2026", "31 August 2026"),
        ("{{ at|moment }}", "31.8.2026 klo 14.05", "31 August 2026, 14:05"),
        ("{{ one|period }}", "2026", "2026"),
        ("{% span on %}", "31.8.2026 alkaen", "from 31 August 2026"),
        ("{% missing %}", "ei tietoa", "no data"),
        ("{{ name|words }}", "Vihreä &amp; kestävä", '<span lang="fi">Vihreä &amp; kestävä</span>'),
        ("{{ name|plain }}", "Vihreä &amp; kestävä", "Vihreä &amp; kestävä"),
    ],
)
def test_filters_speak_the_reader_s_language(template: str, fi: str, en: str) -> None:
    context = {
        "value": Decimal("1234.5"),
        "on": date(2026, 8, 31),
        "at": datetime(2026, 8, 31, 11, 5, tzinfo=UTC),
        "one": year(2026),
        "name": Text("Vihreä & kestävä"),
    }
    assert shown(template, "fi", **context) == fi
    assert shown(template, "en", **context) == en


@pytest.mark.skipif(not can_hyphenate(), reason="this machine has no Voikko")
def test_headings_may_break_and_titles_may_not() -> None:
    name = Text(fi="Ympäristöjärjestelmä", sv="Miljöledningssystem")
    assert shown("{{ name|heading }}", name=name) == "Ympäristö|järjestelmä"
    assert shown("{{ name|plain }}", name=name) == "Ympäristöjärjestelmä"
    assert shown("{{ name|heading }}", "sv", name=name) == "Miljöledningssystem"
    assert shown("{{ word|hyphenate }}", word="<i>liikuntapaikat") == "&lt;i&gt;liikunta|paikat"
    assert shown("{{ word|hyphenate }}", "sv", word="liikuntapaikat") == "liikuntapaikat"


def test_a_problem_is_said_with_its_facts() -> None:
    problem = Problem(
        "LATE",
        "%(name)s: %(due)s, %(value)s, %(count)d, %(year)s, %(at)s, %(nothing)s",
        {
            "name": Text("Kemi"),
            "due": date(2026, 9, 30),
            "value": Decimal("1234.5"),
            "count": 3,
            "year": year(2026),
            "at": datetime(2026, 8, 31, 11, 5, tzinfo=UTC),
            "nothing": None,
        },
    )
    words = "Kemi: 30.9.2026, 1 234,5, 3, 2026, 31.8.2026 klo 14.05, None"
    assert shown("{{ problem|said }}", problem=problem) == words
    with override("en"):
        assert say(problem).startswith("Kemi: 30 September 2026, 1,234.5, 3,")


def test_a_field_has_its_label_hint_unit_and_what_is_required() -> None:
    html = shown('{% field form.value unit="hlöä" %}', form=ValueForm())
    assert '<label class="ds-label" for="id_value">Kävijät' in html
    assert "(pakollinen)" in html
    assert 'aria-describedby="id_value_hint"' in html
    assert 'inputmode="decimal"' in html
    assert '<span class="ds-field-affix">hlöä</span>' in html


def test_a_wrong_field_says_so_where_it_is_and_first_on_the_page() -> None:
    form = ValueForm({"value": "1.234"})
    with override("fi"):
        form.is_valid()
    html = shown(
        "{% error_summary form %}{% field form.value %}{% choices form.state %}", form=form
    )
    assert "Korjaa 2 kohtaa" in html
    assert '<a class="ds-link" href="#id_value">Kävijät: Tarkoititko 1 234 vai 1,234?' in html
    assert 'href="#id_state_0"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_value_hint id_value_error"' in html
    assert 'value="1.234"' in html


@pytest.mark.parametrize(
    ("typed", "words"),
    [("kaksi", "Kirjoita luku, esimerkiksi 12,5."), ("1,25", "Kirjoita enintään 1 desimaali.")],
)
def test_a_figure_that_is_none_is_refused_in_words(typed: str, words: str) -> None:
    with override("fi"):
        assert ValueForm({"value": typed}).errors["value"] == [words]


def test_a_figure_comes_out_as_a_number_and_goes_in_as_people_write() -> None:
    with override("fi"):
        form = ValueForm({"value": "1 234,5", "state": "DONE"})
        assert form.is_valid()
        assert form.cleaned_data["value"] == Decimal("1234.5")
        before = ValueForm(initial={"value": Decimal("1234.5")})
    assert 'value="1 234,5"' in shown("{% field form.value %}", form=before)


def test_an_empty_figure_may_be_left_out() -> None:
    class Loose(forms.Form):
        value = NumberField(required=False)

    form = Loose({"value": " "})
    assert form.is_valid()
    assert form.cleaned_data["value"] is None


def test_choices_show_the_shape_of_their_state() -> None:
    html = shown(
        '{% choices form.state family="progress" %}{% field form.agreed %}',
        form=ValueForm({"state": "LATE"}),
    )
    assert html.count('<use href="#s-') == 2
    assert 'value="LATE" checked' in html
    assert 'role="radiogroup"' in html
    assert html.index("<input") < html.index("Valmis")


def test_blocks_hold_what_is_written_in_them() -> None:
    html = shown(
        '{% card title=name address="/o/" %}<p>a</p>{% endcard %}'
        '{% alert "danger" title=name %}<p>b</p>{% endalert %}'
        "{% details name %}<p>c</p>{% enddetails %}"
        '{% table name id="t" %}<tbody></tbody>{% endtable %}',
        name="A & B",
    )
    assert html.count("A &amp; B") == 4
    assert all(f"<p>{letter}</p>" in html for letter in "abc")
    assert '<h3><a href="/o/">' in html
    assert 'aria-labelledby="t" tabindex="0"' in html
    assert "<details" in html
    assert " open>" not in html


def test_details_open_on_paper() -> None:
    frame = Frame(city="Kemi", language="fi", path="/tavoite/17/?print=1")
    assert " open>" in shown('{% details "x" %}y{% enddetails %}', frame=frame)


@pytest.mark.parametrize(("entries", "in_sight"), [(0, 0), (6, 6), (7, 7), (8, 6), (11, 6)])
def test_a_menu_shows_seven_entries_at_most_and_hides_none(entries: int, in_sight: int) -> None:
    menu = tuple(Link(f"{place}", f"/{place}/") for place in range(entries))
    frame = Frame(city="Kemi", language="fi", path="/", menu=menu)
    assert len(frame.menu_first) == in_sight
    assert (*frame.menu_first, *frame.menu_rest) == menu


def test_more_tells_that_the_reader_is_behind_it() -> None:
    menu = tuple(Link(f"{place}", f"/{place}/", is_current=place == 9) for place in range(10))
    assert Frame(city="Kemi", language="fi", path="/", menu=menu).is_in_rest
    assert not Frame(city="Kemi", language="fi", path="/", menu=menu[:9]).is_in_rest


def test_an_unknown_button_is_a_fault() -> None:
    with pytest.raises(KeyError):
        shown('{% button "x" kind="huge" %}')


def test_a_table_prints_every_cell_and_its_notes() -> None:
    table = Table(
        "Väkiluku",
        (Column("Vuosi"), Column("Kemi", is_number=True)),
        (Row((Cell("2024", "/2024/"), Cell("19 512", note="ennakkotieto")), anchor="v2024"),),
    )
    html = shown('{% data_table table "vaki" %}', table=table)
    assert '<caption id="vaki">Väkiluku' in html
    assert '<th role="rowheader" scope="row"><a href="/2024/">2024</a></th>' in html
    assert 'data-label="Kemi" class="r-num">19 512 <small>ennakkotieto</small>' in html
    assert 'id="v2024"' in html


@pytest.mark.parametrize(("cookie", "scheme"), [("dark", "dark"), (None, "auto"), ("x", "auto")])
def test_the_cookie_chooses_the_appearance(cookie: str | None, scheme: str) -> None:
    assert scheme_of(cookie) == scheme
