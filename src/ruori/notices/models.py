"""Letters, what was told in them or declined, the timer's runs, and the last check of plans."""

from django.db import models
from django.db.models import Q

from ruori.columns.append_only import AppendOnly
from ruori.notices.rules.letters import State, Topic
from ruori.notices.rules.reminders import Stage
from ruori.organisation.models import Person, choices


class Delivery(models.Model):
    """One letter of the outbox (lähetys): to whom, why, on which day, and how far it is.

    A person gets one letter for a reason and a day, so its Message-ID is one too. `body` holds
    places instead of addresses: a link that opens something is made when the letter is sent and
    never lies here. `links` says what each place leads to.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="saaja")
    reason = models.CharField("syy", max_length=60)
    day_on = models.DateField("päivä")
    message_key = models.CharField("viestin tunnus", max_length=64, unique=True)
    address = models.EmailField("osoite")
    language = models.CharField("kieli", max_length=5)
    subject = models.CharField("aihe", max_length=200)
    body = models.TextField("teksti")
    links = models.JSONField("linkit", default=list)
    is_courtesy = models.BooleanField("voi perua", default=False)
    state = models.CharField(
        "tila", max_length=10, choices=choices(State), default=State.QUEUED.value
    )
    queued_at = models.DateTimeField("jonoon")
    try_at = models.DateTimeField("yritetään")
    claimed_at = models.DateTimeField("otettu lähetettäväksi", null=True)
    claimed_by = models.CharField("lähettäjä", max_length=100, blank=True)
    attempts = models.PositiveSmallIntegerField("yritykset", default=0)
    last_error = models.CharField("viimeisin virhe", max_length=300, blank=True)
    ended_at = models.DateTimeField("päättynyt", null=True)
    version = models.PositiveIntegerField("versio", default=1)

    class Meta:
        """One letter for a person, reason and day; what is being sent knows since when."""

        verbose_name = "lähetys"
        verbose_name_plural = "lähetykset"
        constraints = (
            models.UniqueConstraint(fields=("person", "reason", "day_on"), name="delivery_once"),
            models.CheckConstraint(
                name="delivery_sending_since",
                condition=~Q(state=State.SENDING.value) | Q(claimed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="delivery_ended_has_time",
                condition=Q(
                    state__in=(State.QUEUED.value, State.SENDING.value), ended_at__isnull=True
                )
                | Q(
                    state__in=(
                        State.SENT.value,
                        State.FAILED.value,
                        State.BOUNCED.value,
                        State.CANCELLED.value,
                    ),
                    ended_at__isnull=False,
                ),
            ),
        )
        indexes = (
            models.Index(fields=("state", "try_at"), name="delivery_outbox"),
            models.Index(fields=("day_on",), name="delivery_by_day"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.reason} {self.day_on}"


class Reminder(AppendOnly):
    """One thing told to one person (muistutus): which of the reminders of which deadline."""

    delivery = models.ForeignKey(
        Delivery, models.PROTECT, related_name="reminders", verbose_name="lähetys"
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="saaja")
    subject = models.CharField("aihe", max_length=160)
    due_on = models.DateField("määräpäivä")
    stage = models.CharField("vaihe", max_length=10, choices=choices(Stage))

    class Meta:
        """Nobody is told the same thing twice."""

        verbose_name = "muistutus"
        verbose_name_plural = "muistutukset"
        constraints = (
            models.UniqueConstraint(
                fields=("person", "subject", "due_on", "stage"), name="reminder_once"
            ),
        )
        indexes = (models.Index(fields=("due_on",), name="reminder_by_deadline"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.stage} {self.subject}"


class Subscription(models.Model):
    """What somebody wants to hear or has declined (tilaus); without a row everything is told."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="saaja")
    topic = models.CharField("aihe", max_length=20, choices=choices(Topic))
    is_wanted = models.BooleanField("halutaan", default=True)
    changed_at = models.DateTimeField("muutettu")

    class Meta:
        """One choice of a person on a topic."""

        verbose_name = "tilaus"
        verbose_name_plural = "tilaukset"
        constraints = (
            models.UniqueConstraint(fields=("person", "topic"), name="subscription_once"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.topic} {self.is_wanted}"


class TimerRun(models.Model):
    """The last run of one duty of the timer (ajastimen käynti), and why it failed if it did."""

    duty = models.CharField("tehtävä", max_length=20, unique=True)
    ran_at = models.DateTimeField("ajettu")
    done_at = models.DateTimeField("onnistui", null=True)
    fault = models.CharField("virhe", max_length=300, blank=True)

    class Meta:
        """One row for each duty."""

        verbose_name = "ajastimen käynti"
        verbose_name_plural = "ajastimen käynnit"

    def __str__(self) -> str:
        return f"{self.duty} {self.ran_at:%Y-%m-%d %H:%M}"


class PlanCheck(models.Model):
    """The last check of all plans (suunnitelmien tarkistus): what it found, and what it had seen.

    `newest` is the last line of the trail before the check began: a later line tells that the city
    has changed since. The findings are made again from the city at any time; nobody's words are
    only here.
    """

    checked_at = models.DateTimeField("tarkistettu")
    newest = models.BigIntegerField("viimeisin tapahtuma")
    findings = models.JSONField("huomautukset", default=list)

    class Meta:
        """A single row, number 1."""

        verbose_name = "suunnitelmien tarkistus"
        verbose_name_plural = "suunnitelmien tarkistukset"
        constraints = (models.CheckConstraint(name="plan_check_is_one", condition=Q(id=1)),)

    def __str__(self) -> str:
        return f"{self.checked_at:%Y-%m-%d %H:%M}"
