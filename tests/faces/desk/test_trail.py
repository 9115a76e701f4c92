"""The trail on the desk: who audits reads every deed, and nobody else does."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

import ruori
from ruori.accounts.models import User
from ruori.desk.trail_words import name_of_thing, words_of_verb
from ruori.kernel.text import Text
from ruori.organisation.models import Unit
from ruori.organisation.rules import RoleCode
from ruori.plans import actions
from tests.city import AT, adopt, draft_plan, goal, person, role, small_kemi

pytestmark = pytest.mark.django_db


def _signed_in(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"{name}@esimerkki.invalid"))
    return client


def test_the_auditor_reads_who_changed_what_and_to_what() -> None:
    kemi = small_kemi()
    role(RoleCode.AUDITOR, person("Tarja", account=True))
    top = goal(adopt(draft_plan()), "Vanha nimi")
    actions.change_goal(
        goal=top, version=1, changes={"name": Text("Uusi nimi")}, by=kemi.aino, at=AT
    )
    page = _signed_in("tarja").get(reverse("desk:trail_of", args=["plans.goal", top.pk]))
    assert page.status_code == 200
    text = page.content.decode()
    assert "Esimerkki Aino" in text
    assert words_of_verb("goal.changed") in text
    assert "goal.changed" not in text
    assert "Uusi nimi" in text


def test_the_whole_trail_costs_a_constant_number_of_questions(
    django_assert_max_num_queries: object,
) -> None:
    kemi = small_kemi()
    plan = adopt(draft_plan())
    for number in range(20):
        goal(plan, f"Tavoite {number}")
    assert kemi.aino.steers
    client = _signed_in("aino")
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        assert client.get(reverse("desk:trail")).status_code == 200


def test_a_head_finds_no_trail() -> None:
    small_kemi()
    assert _signed_in("liisa").get(reverse("desk:trail")).status_code == 404


def _verbs_written() -> Iterator[str]:
    """Every verb the code records as a literal."""
    for path in Path(ruori.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "verb":
                for part in ast.walk(node.value):
                    if isinstance(part, ast.Constant) and "." in str(part.value).strip("."):
                        yield str(part.value)


def test_every_deed_has_words() -> None:
    verbs = set(_verbs_written())
    assert len(verbs) > 60
    assert [verb for verb in sorted(verbs) if words_of_verb(verb) == verb] == []


def test_a_verb_of_a_coming_version_is_shown_as_stored() -> None:
    assert words_of_verb("goal.sung") == "goal.sung"
    assert words_of_verb("song.changed") == "song.changed"


def test_facts_are_told_in_words_and_names_and_not_as_they_are_stored() -> None:
    kemi = small_kemi()
    role(RoleCode.AUDITOR, person("Tarja", account=True))
    top = goal(adopt(draft_plan()), "Vanha nimi")
    changes = {"name": Text("Uusi nimi"), "unit": Unit.objects.get(code="schools")}
    actions.change_goal(goal=top, version=1, changes=changes, by=kemi.aino, at=AT)
    text = _signed_in("tarja").get(reverse("desk:trail_of", args=["plans.goal", top.pk]))
    page = text.content.decode()
    assert "nimi: Vanha nimi → Uusi nimi" in page
    assert "Koulut" in page
    assert "unit_id" not in page
    assert "STRATEGIC" not in page


def test_what_has_no_name_of_its_own_is_called_by_its_kind() -> None:
    with translation.override("fi"):
        assert name_of_thing("goal.changed", "plans.goal", 3, "Vihreä Kemi") == "Vihreä Kemi"
        assert name_of_thing("proof.given", "followup.proof", 11, "") == "Todiste 11"
        assert name_of_thing("seal.set", "seals.seal", 4, "4 EDITION 021c") == "Sinetti 4"
        assert name_of_thing("song.sung", "songs.song", 2, "") == "songs.song 2"
