"""Rows that hold from day to day and are remembered as they were known (architecture § 9)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self

from django.db import models

from ruori.kernel.instants import known_before
from ruori.kernel.validity import Row

FRAME = frozenset({"id", "valid_from", "valid_to", "recorded_at", "retracted_at"})


def _standing(way: str = "") -> models.Q:
    return models.Q(**{f"{way}recorded_at__isnull": False, f"{way}retracted_at__isnull": True})


def _recorded(known: datetime, way: str = "") -> models.Q:
    kept = models.Q(**{f"{way}retracted_at__isnull": True})
    later = models.Q(**{f"{way}retracted_at__gte": known})
    return (kept | later) & models.Q(**{f"{way}recorded_at__lt": known})


def _held(day: date, known_on: date | None, way: str = "") -> models.Q:
    known = _standing(way) if known_on is None else _recorded(known_before(known_on), way)
    open_ = models.Q(**{f"{way}valid_to__isnull": True})
    later = models.Q(**{f"{way}valid_to__gt": day})
    return known & (open_ | later) & models.Q(**{f"{way}valid_from__lte": day})


def held_or_draft(day: date, known_on: date | None, *, through: str = "") -> models.Q:
    """Rows that hold on `day`, or are being written; reached `through` another table if given.

    Say it in the same `filter` as every other wish about those rows, else they are joined anew.
    """
    way = f"{through}__" if through else ""
    return _held(day, known_on, way) | models.Q(**{f"{way}recorded_at__isnull": True})


class DatedQuerySet(models.QuerySet[Any]):
    """Questions asked of dated rows; D is the day they hold on, K the day they were known."""

    def recorded(self, known: datetime) -> Self:
        """Rows known just before an instant: recorded by then and not yet withdrawn."""
        return self.filter(_recorded(known))

    def in_force(self, day: date, known_on: date | None = None) -> Self:
        """Rows that held on `day` as known at the end of `known_on` (default: now and for good).

        Without `known_on` every unretracted recorded row counts, whatever the clock says.
        """
        return self.filter(_held(day, known_on))

    def begun(self, day: date, known_on: date | None = None) -> Self:
        """As `in_force`, and also the rows that had ended by the day."""
        known = _standing() if known_on is None else _recorded(known_before(known_on))
        return self.filter(known, valid_from__lte=day)

    def standing(self) -> Self:
        """Recorded rows that nobody has withdrawn: the present knowledge of all days."""
        return self.filter(_standing())

    def in_force_or_draft(self, day: date, known_on: date | None = None) -> Self:
        """Rows that hold on `day`, and rows of plans still being written (for who may edit).

        What was known on an earlier day is asked of what was recorded: then no draft is seen.
        """
        held = _held(day, known_on)
        is_draft = models.Q(recorded_at__isnull=True)
        return self.filter(held | is_draft if known_on is None else held)

    def drafts(self) -> Self:
        """Rows of a plan still being written; no (D, K) sees them."""
        return self.filter(recorded_at__isnull=True)


class Dated(models.Model):
    """The frame of a dated row: when it holds, when it was recorded, when it was withdrawn."""

    valid_from = models.DateField("voimassa alkaen", null=True, blank=True)
    valid_to = models.DateField("voimassa ennen", null=True, blank=True)
    recorded_at = models.DateTimeField("kirjattu", null=True, blank=True)
    retracted_at = models.DateTimeField("peruttu", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        """Only a frame: each dated table gives its own key."""

        abstract = True


def dated_checks(name: str) -> list[models.BaseConstraint]:
    """The constraints every dated table carries, under its own name."""
    return [
        models.CheckConstraint(
            name=f"{name}_ends_after_it_begins",
            condition=models.Q(valid_to__isnull=True)
            | models.Q(valid_from__isnull=True)
            | models.Q(valid_to__gt=models.F("valid_from")),
        ),
        models.CheckConstraint(
            name=f"{name}_recorded_has_a_day",
            condition=models.Q(recorded_at__isnull=True) | models.Q(valid_from__isnull=False),
        ),
    ]


def state_of(row: models.Model) -> dict[str, Any]:
    """The fields of a dated row that are not its frame, foreign keys by their column."""
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in FRAME
    }


def history_of(rows: Iterable[Any]) -> list[Row]:
    """Dated rows as the plain rows that `kernel.validity` reasons about."""
    return [Row(row.pk, row.valid_from, row.valid_to, state_of(row)) for row in rows]
