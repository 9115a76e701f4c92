"""Regions: (scheme, code, day it began); their names in other systems, memberships, peers."""

from django.db import models

from ruori.columns.append_only import AppendOnly
from ruori.columns.dated import Dated, dated_checks
from ruori.columns.texts import LanguagesField


class Region(AppendOnly):
    """A place that figures are about (alue), text form `fi-kunta:240`; a bare code is no key.

    `begins_on` is empty for a region older than the key file that brought it. A name or code that
    changes makes a new region; old and new are never joined silently.
    """

    scheme = models.CharField("luokitus", max_length=30)
    code = models.CharField("koodi", max_length=30)
    begins_on = models.DateField("alkaa", null=True)
    name = LanguagesField("nimi")
    recorded_at = models.DateTimeField("kirjattu")

    class Meta:
        """A code is used once for each day of beginning."""

        verbose_name = "alue"
        verbose_name_plural = "alueet"
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "code", "begins_on"), name="region_begins_once"
            ),
            models.UniqueConstraint(
                fields=("scheme", "code"),
                condition=models.Q(begins_on__isnull=True),
                name="region_from_of_old_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.scheme}:{self.code}"


class RegionClosing(AppendOnly):
    """The end of a region, as a merger of municipalities, and its successor (alueen päättyminen).

    Only counts may be added up over a merger, by a named person; rates never.
    """

    region = models.OneToOneField(
        Region, models.PROTECT, related_name="closing", verbose_name="alue"
    )
    ended_on = models.DateField("päättyy ennen")
    successor = models.ForeignKey(
        Region, models.PROTECT, null=True, related_name="+", verbose_name="seuraaja"
    )
    recorded_at = models.DateTimeField("kirjattu")

    class Meta:
        """A region ends once, and never becomes itself."""

        verbose_name = "alueen päättyminen"
        verbose_name_plural = "alueiden päättymiset"
        constraints = (
            models.CheckConstraint(
                name="region_is_not_its_successor",
                condition=models.Q(successor__isnull=True)
                | ~models.Q(successor=models.F("region")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.region_id} → {self.successor_id}"


class RegionAlias(AppendOnly):
    """What a source calls a region from a day on (alueen tunnus lähteessä).

    In Sotkanet "5" is several regions at once, so the source's category is part of the key.
    """

    source = models.CharField("lähde", max_length=60)
    category = models.CharField("lähteen luokka", max_length=60, blank=True)
    source_code = models.CharField("tunnus lähteessä", max_length=60)
    valid_from = models.DateField("voimassa alkaen")
    region = models.ForeignKey(Region, models.PROTECT, related_name="aliases", verbose_name="alue")
    recorded_at = models.DateTimeField("kirjattu")

    class Meta:
        """One meaning from each day."""

        verbose_name = "alueen tunnus lähteessä"
        verbose_name_plural = "alueiden tunnukset lähteissä"
        constraints = (
            models.UniqueConstraint(
                fields=("source", "category", "source_code", "valid_from"),
                name="region_alias_means_one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.category} {self.source_code}"


class RegionMembership(AppendOnly):
    """A municipality belongs to a larger region in the division of a year (alueen jäsenyys)."""

    division_year = models.PositiveSmallIntegerField("aluejaon vuosi")
    member = models.ForeignKey(
        Region, models.PROTECT, related_name="memberships", verbose_name="jäsen"
    )
    whole = models.ForeignKey(
        Region, models.PROTECT, related_name="members", verbose_name="kokonaisuus"
    )
    recorded_at = models.DateTimeField("kirjattu")

    class Meta:
        """Told once for each year."""

        verbose_name = "alueen jäsenyys"
        verbose_name_plural = "alueiden jäsenyydet"
        constraints = (
            models.UniqueConstraint(
                fields=("division_year", "member", "whole"), name="region_membership_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.member_id} ⊂ {self.whole_id} ({self.division_year})"


class PeerSet(models.Model):
    """Cities the city compares itself with (vertailujoukko), chosen by a named person."""

    code = models.SlugField("tunnus", max_length=60, unique=True)
    name = LanguagesField("nimi")
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """Found by its code."""

        verbose_name = "vertailujoukko"
        verbose_name_plural = "vertailujoukot"

    def __str__(self) -> str:
        return str(self.name)


class PeerSetMember(Dated):
    """A region of a peer set from day to day (vertailukunta)."""

    peer_set = models.ForeignKey(
        PeerSet, models.PROTECT, related_name="members", verbose_name="vertailujoukko"
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="alue")
    position = models.PositiveSmallIntegerField("järjestys", default=0)

    class Meta:
        """One row a day for each set and region."""

        verbose_name = "vertailujoukon jäsen"
        verbose_name_plural = "vertailujoukon jäsenet"
        constraints = tuple(dated_checks("peer_set_member"))

    def __str__(self) -> str:
        return f"{self.peer_set_id}: {self.region_id}"
