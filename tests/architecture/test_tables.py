"""The tables: they point downwards, have Finnish names, stand in the glossary, hold the law."""

import re
from collections.abc import Iterator
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from tests.architecture.source import ROOT, level, parts

FORBIDDEN_NOUNS = re.compile(
    r"(?<![a-z])(Action|Metric|KPI|Kpi|Task(?!Template|Occurrence)|Hearing|StatusLight|Node|Entity)"
    r"(?![a-z])"
)
ENGLISH = re.compile(r"^[a-z]+( [a-z]+)* (state|entry|version|report|unit|test|use)$")
# Both ends of a stretch of days are named alike.
STRETCH = ("_from", "_to")


def tables() -> list[type[models.Model]]:
    """Every model of the city."""
    return [model for model in apps.get_models() if model._meta.app_label in parts()]


def arrows() -> Iterator[tuple[str, str, str, str]]:
    """Every foreign key inside the city: from part and field, to part and model."""
    for model in tables():
        for field in model._meta.get_fields():
            target = field.related_model
            if not isinstance(field, models.Field) or not isinstance(target, type):
                continue
            yield (
                model._meta.app_label,
                f"{model.__name__}.{field.name}",
                target._meta.app_label,
                target.__name__,
            )


def test_foreign_keys_point_only_downwards() -> None:
    assert [
        arrow
        for arrow in arrows()
        if arrow[2] in parts() and arrow[0] != arrow[2] and level(arrow[0]) >= level(arrow[2])
    ] == []


def test_responsibility_never_sits_on_a_person() -> None:
    carriers = ("Goal", "Measure", "Round", "CycleEvent", "Step", "Indicator", "Target", "Plan")
    assert [
        arrow
        for arrow in arrows()
        if arrow[3] in ("Person", "User") and arrow[1].startswith(carriers)
    ] == []


def test_every_table_has_a_finnish_name() -> None:
    unnamed = []
    for model in tables():
        default = re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__).lower()
        names = (str(model._meta.verbose_name), str(model._meta.verbose_name_plural))
        if names[0] == default or ENGLISH.match(names[0]) or names[1] == f"{names[0]}s":
            unnamed.append((model._meta.label, names))
    assert unnamed == []


def test_every_field_has_a_name_in_finnish() -> None:
    """Django's own guess is the field's name with spaces; a Finnish name is never that."""
    same_in_finnish = {"id", "url"}
    assert [
        f"{model._meta.label}.{field.name}"
        for model in tables()
        for field in model._meta.concrete_fields
        if field.model is model
        and field.name not in same_in_finnish
        and not field.name.endswith("_ptr")
        and str(field.verbose_name) == field.name.replace("_", " ")
        and field.name not in ("password", "last_login")
    ] == []


def test_every_table_has_its_line_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert [
        model._meta.label
        for model in tables()
        if f"`{model._meta.label}`" not in glossary or str(model._meta.verbose_name) not in glossary
    ] == []


def test_the_glossary_names_no_table_that_is_gone() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    named = re.findall(r"^\|.*\| `([a-z]+\.[A-Z]\w+)` \|", glossary, flags=re.MULTILINE)
    assert sorted(set(named) - {model._meta.label for model in tables()}) == []


def test_no_table_has_a_word_that_means_two_things() -> None:
    assert [model.__name__ for model in tables() if FORBIDDEN_NOUNS.search(model.__name__)] == []


def test_days_instants_and_truths_are_named_alike() -> None:
    wrong = []
    for model in tables():
        for field in model._meta.concrete_fields:
            name = field.name
            if isinstance(field, models.DateTimeField):
                is_right = name.endswith("_at") or name in ("at", "last_login")
            elif isinstance(field, models.DateField):
                is_right = name.endswith(("_on", *STRETCH))
            elif isinstance(field, models.BooleanField):
                is_right = name.startswith(("is_", "has_")) or name in ("succeeded",)
            else:
                continue
            if not is_right:
                wrong.append(f"{model._meta.label}.{name}")
    assert wrong == []


def test_no_table_has_an_order_of_its_own() -> None:
    assert [model._meta.label for model in tables() if model._meta.ordering] == []


@pytest.mark.django_db
def test_migrations_say_what_the_models_say() -> None:
    out = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1, stdout=out)
    except SystemExit:
        pytest.fail(out.getvalue())
