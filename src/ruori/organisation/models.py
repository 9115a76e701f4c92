"""Tables of the organisation. Identities carry `version`; what changes over time is a dated row."""

from typing import Any

from django.db import models

from ruori.accounts.models import User
from ruori.columns.append_only import AppendOnly
from ruori.columns.dated import Dated, dated_checks
from ruori.columns.texts import LanguagesField
from ruori.organisation.rules import RoleCode, SuccessionKind, UnitKind


def choices(codes: Any) -> list[tuple[str, str]]:
    """Stored codes as choices; words are given where they are shown."""
    return [(code.value, code.value) for code in codes]


class City(models.Model):
    """The city that steers itself with this installation (kaupunki): one row."""

    code = models.CharField("kuntanumero", max_length=3)
    name = LanguagesField("nimi")
    languages = models.JSONField("kielet", default=list)
    colours = models.JSONField("värit", default=list)
    contact = LanguagesField("yhteystiedot", blank=True)
    mayor_post = models.ForeignKey(
        "Post", models.PROTECT, null=True, related_name="+", verbose_name="kaupunginjohtajan virka"
    )
    is_example = models.BooleanField("esimerkkiaineistoa", default=False)
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """A single row, number 1."""

        verbose_name = "kaupunki"
        verbose_name_plural = "kaupungit"
        constraints = (models.CheckConstraint(name="city_is_one", condition=models.Q(id=1)),)

    def __str__(self) -> str:
        return str(self.name)


class Unit(models.Model):
    """A unit or body of the city group, or a partner (yksikkö, toimielin): its lasting identity."""

    code = models.SlugField("tunnus", max_length=60, unique=True)
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """Found by its code."""

        verbose_name = "yksikkö"
        verbose_name_plural = "yksiköt"

    def __str__(self) -> str:
        return self.code


class UnitState(Dated):
    """What a unit was called, where it stood and what it was, from day to day."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="states", verbose_name="yksikkö")
    kind = models.CharField("laji", max_length=30, choices=choices(UnitKind))
    form = models.CharField("muoto", max_length=60, blank=True)
    name = LanguagesField("nimi")
    parent = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="ylempi yksikkö"
    )
    position = models.PositiveIntegerField("järjestys", default=0)
    cost_centres = models.CharField("kustannuspaikat", max_length=200, blank=True)

    class Meta:
        """One row a day for each unit (kept by `restate`, checked nightly)."""

        verbose_name = "yksikön tila"
        verbose_name_plural = "yksikön tilat"
        constraints = tuple(dated_checks("unit_state"))
        indexes = (models.Index(fields=("unit", "retracted_at"), name="unit_state_standing"),)

    def __str__(self) -> str:
        return str(self.name)


class UnitSuccession(AppendOnly):
    """What became of a unit and who is its heir (yksikön seuraanto)."""

    old = models.ForeignKey(Unit, models.PROTECT, related_name="heirs", verbose_name="vanha")
    new = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="ancestors", verbose_name="uusi"
    )
    happened_on = models.DateField("tapahtui")
    kind = models.CharField("laji", max_length=10, choices=choices(SuccessionKind))
    recorded_at = models.DateTimeField("kirjattu")

    class Meta:
        """A unit becomes an heir once."""

        verbose_name = "yksikön seuraanto"
        verbose_name_plural = "yksikön seuraannot"
        constraints = (models.UniqueConstraint(fields=("old", "new"), name="unit_succession_once"),)

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"


class Post(models.Model):
    """A post or task that answers for things (virka, tehtävä): its lasting identity."""

    code = models.SlugField("tunnus", max_length=60, unique=True)
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """Found by its code."""

        verbose_name = "virka"
        verbose_name_plural = "virat"

    def __str__(self) -> str:
        return self.code


class PostState(Dated):
    """The title of a post, its unit and whether it heads it, from day to day."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="states", verbose_name="virka")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="yksikkö")
    title = LanguagesField("nimike")
    is_head = models.BooleanField("yksikön johtaja", default=False)

    class Meta:
        """One row a day for each post; one head a day for each unit."""

        verbose_name = "viran tila"
        verbose_name_plural = "viran tilat"
        constraints = tuple(dated_checks("post_state"))
        indexes = (models.Index(fields=("post", "retracted_at"), name="post_state_standing"),)

    def __str__(self) -> str:
        return str(self.title)


class Person(models.Model):
    """Somebody who holds posts (henkilö); may have an account."""

    name = models.CharField("nimi", max_length=200)
    work_email = models.EmailField("työsähköposti", blank=True)
    user = models.OneToOneField(
        User, models.PROTECT, null=True, related_name="person", verbose_name="käyttäjätunnus"
    )
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """Names are shown on the desk only."""

        verbose_name = "henkilö"
        verbose_name_plural = "henkilöt"

    def __str__(self) -> str:
        return self.name


class Holding(Dated):
    """Who holds a post from when to when (hoitosuhde); order 0 is the main holder."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings", verbose_name="virka")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="holdings", verbose_name="henkilö"
    )
    deputy_order = models.PositiveSmallIntegerField("sijaisjärjestys", default=0)

    class Meta:
        """One main holder, and one deputy of each order, a day for each post."""

        verbose_name = "hoitosuhde"
        verbose_name_plural = "hoitosuhteet"
        constraints = tuple(dated_checks("holding"))
        indexes = (models.Index(fields=("post", "retracted_at"), name="holding_standing"),)

    def __str__(self) -> str:
        return f"{self.post_id}: {self.person_id}"


class Role(Dated):
    """A right beside one's own post (rooli): of a post or a person, over a unit or the city."""

    code = models.CharField("rooli", max_length=40, choices=choices(RoleCode))
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="roles", verbose_name="virka"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="roles", verbose_name="henkilö"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="yksikkö"
    )

    class Meta:
        """Given to exactly one: a post or a person."""

        verbose_name = "rooli"
        verbose_name_plural = "roolit"
        constraints = (
            *dated_checks("role"),
            models.CheckConstraint(
                name="role_has_one_bearer",
                condition=models.Q(post__isnull=True) ^ models.Q(person__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.code


class Site(models.Model):
    """A place where the city works (kohde), such as a school or a library: its identity."""

    code = models.SlugField("tunnus", max_length=60, unique=True)
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """Found by its code."""

        verbose_name = "kohde"
        verbose_name_plural = "kohteet"

    def __str__(self) -> str:
        return self.code


class SiteState(Dated):
    """The name of a site and the unit that runs it, from day to day."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="states", verbose_name="kohde")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="yksikkö"
    )
    name = LanguagesField("nimi")
    note = LanguagesField("huomautus", blank=True)
    source = models.CharField("lähde", max_length=300, blank=True)

    class Meta:
        """One row a day for each site."""

        verbose_name = "kohteen tila"
        verbose_name_plural = "kohteen tilat"
        constraints = tuple(dated_checks("site_state"))

    def __str__(self) -> str:
        return str(self.name)
