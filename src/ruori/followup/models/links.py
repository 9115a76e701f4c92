"""Links that open one item without signing in, requests for new ones, and items passed on."""

from django.db import models

from ruori.columns.append_only import AppendOnly
from ruori.cycle.models import Round
from ruori.followup.codes import Channel, HandOverEnd, LinkEnd
from ruori.followup.models.entries import Entry
from ruori.indicators.models import Indicator
from ruori.organisation.models import Person, Post, choices
from ruori.plans.models import Goal, Measure

ITEM = (models.Q(measure__isnull=False), models.Q(goal__isnull=False))
ONE_OF_TWO = ITEM[0] ^ ITEM[1]


class UpdateLink(models.Model):
    """A link by which one person updates one item in one round (päivityslinkki, domain § 11).

    Its token is not here: only the hash by which it is found. It acts in the name of the person
    it was sent to, through the post that answered then, and for nothing else.
    """

    round = models.ForeignKey(
        Round, models.PROTECT, null=True, related_name="links", verbose_name="kierros"
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, related_name="+", verbose_name="toimenpide"
    )
    goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, related_name="+", verbose_name="tavoite"
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, related_name="+", verbose_name="mittari"
    )
    period = models.CharField("ajanjakso", max_length=20, blank=True)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="virka")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="henkilö")
    token_sha256 = models.CharField("tunnisteen tiiviste", max_length=64, unique=True)
    issued_at = models.DateTimeField("annettu")
    expires_at = models.DateTimeField("vanhenee")
    ended_at = models.DateTimeField("mitätöity", null=True)
    end = models.CharField("mitätöinnin syy", max_length=12, choices=choices(LinkEnd), blank=True)
    first_used_at = models.DateTimeField("käytetty ensi kerran", null=True)
    last_used_at = models.DateTimeField("käytetty viimeksi", null=True)
    uses = models.PositiveSmallIntegerField("käyttökerrat", default=0)
    answer_sha256 = models.CharField("viime vastauksen tiiviste", max_length=64, blank=True)
    answer_entry = models.ForeignKey(
        Entry, models.PROTECT, null=True, related_name="+", verbose_name="viime vastaus"
    )

    class Meta:
        """About exactly one thing: of a measure or goal in a round, of an indicator in a period."""

        verbose_name = "päivityslinkki"
        verbose_name_plural = "päivityslinkit"
        constraints = (
            models.CheckConstraint(
                name="update_link_is_about_one_thing",
                condition=(ONE_OF_TWO & models.Q(indicator__isnull=True, round__isnull=False))
                | (
                    models.Q(measure__isnull=True, goal__isnull=True, indicator__isnull=False)
                    & ~models.Q(period="")
                ),
            ),
            models.CheckConstraint(
                name="update_link_end_tells_why",
                condition=models.Q(ended_at__isnull=True, end="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(end="")),
            ),
        )
        indexes = (
            models.Index(fields=("round", "measure"), name="update_link_by_measure"),
            models.Index(fields=("round", "goal"), name="update_link_by_goal"),
            models.Index(fields=("indicator", "period"), name="update_link_by_indicator"),
        )

    def __str__(self) -> str:
        return f"{self.round_id}: {self.measure_id or self.goal_id or self.indicator_id}"


class LinkRequest(AppendOnly):
    """Somebody with an ended link asked for a new one (linkkipyyntö); it is mailed, never shown."""

    link = models.ForeignKey(
        UpdateLink, models.PROTECT, related_name="requests", verbose_name="linkki"
    )
    recorded_at = models.DateTimeField("pyydetty")

    class Meta:
        """Asked by link and time; what is done about it is seen from the links issued after."""

        verbose_name = "linkkipyyntö"
        verbose_name_plural = "linkkipyynnöt"
        indexes = (models.Index(fields=("link", "recorded_at"), name="link_request_by_link"),)

    def __str__(self) -> str:
        return f"{self.link_id}"


class HandOver(models.Model):
    """An item passed on for one round, with a reason (siirto: "ei minun", experience W2).

    It goes to a post. An address the city does not know is kept as typed, for the strategy
    manager to settle; nothing is mailed to it and the item stays where it was.
    """

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="hand_overs", verbose_name="kierros"
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, related_name="+", verbose_name="toimenpide"
    )
    goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, related_name="+", verbose_name="tavoite"
    )
    from_post = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", verbose_name="siirtävä virka"
    )
    from_person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="siirtäjä"
    )
    to_post = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="+", verbose_name="saava virka"
    )
    work_email = models.EmailField("tuntematon työsähköposti", blank=True)
    reason = models.TextField("perustelu")
    channel = models.CharField("kanava", max_length=10, choices=choices(Channel))
    recorded_at = models.DateTimeField("kirjattu")
    ended_at = models.DateTimeField("päättyi", null=True)
    end = models.CharField("päättyi miten", max_length=12, choices=choices(HandOverEnd), blank=True)

    class Meta:
        """One standing hand-over of a thing in a round, to a post or to an address to settle."""

        verbose_name = "siirto"
        verbose_name_plural = "siirrot"
        constraints = (
            models.CheckConstraint(name="hand_over_is_about_one_thing", condition=ONE_OF_TWO),
            models.CheckConstraint(
                name="hand_over_has_one_receiver",
                condition=models.Q(to_post__isnull=False) ^ ~models.Q(work_email=""),
            ),
            models.CheckConstraint(name="hand_over_tells_why", condition=~models.Q(reason="")),
            models.CheckConstraint(
                name="hand_over_end_tells_how",
                condition=models.Q(ended_at__isnull=True, end="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(end="")),
            ),
            models.UniqueConstraint(
                fields=("round", "measure"),
                condition=models.Q(ended_at__isnull=True, measure__isnull=False),
                name="hand_over_of_measure_once",
            ),
            models.UniqueConstraint(
                fields=("round", "goal"),
                condition=models.Q(ended_at__isnull=True, goal__isnull=False),
                name="hand_over_of_goal_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id}: {self.measure_id or self.goal_id}"
