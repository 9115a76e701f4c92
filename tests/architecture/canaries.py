"""What must never leave the house: which rows of which tables are hidden, and in which fields.

Every field of every table that can hold words stands in exactly one of three lists: hidden (in
these rows), a code, or public with its reason. A new field without a line fails.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from ruori.columns.exact import ExactDecimalField
from ruori.columns.texts import LanguagesField
from ruori.cycle import actions as cycle
from ruori.followup import actions as followup
from ruori.followup.actions import Receiver, Topic, hand_over, save_draft
from ruori.indicators import actions as indicators
from ruori.indicators.rules.codes import BatchState, Influence
from ruori.kernel.codes import Attainment, Visibility
from ruori.kernel.text import Text
from ruori.notices import actions as notices
from ruori.organisation.rules import SYSTEM
from ruori.plans import actions as plans
from ruori.plans.codes import PlanKind
from ruori.plans.models import Measure, Plan, PlanVersion
from ruori.reports.models import Edition
from tests import city as small
from tests.architecture.source import parts
from tests.furnished import NOW, Furnished

WORDY = (models.CharField, models.TextField, models.JSONField)
WORD = "kanarialintu"
EVERY = Q()


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is hidden in this city, beside what is being written everywhere."""

    secret: Plan
    preparing: Measure
    indicator: int


Rows = Callable[[Hidden], Q]


def hide(city: Furnished) -> Hidden:
    """Things that only some may see: a secret plan, a measure and a figure in preparation, a frozen
    round that nobody has published, a sentence being written."""
    draft = small.draft_plan("Salainen valmiussuunnitelma", kind=PlanKind.PLAN)
    goal = small.goal(draft, "Salainen tavoite")
    small.measure(draft, goal, city.kemi.schools, name="Salainen toimenpide")
    secret = small.adopt(draft, small.decision(city.kemi.council, section="14"))
    plans.publish_plan(
        plan=secret,
        version=secret.version,
        visibility=Visibility.SECRET,
        secrecy_ground="Salassapidon peruste",
        by=SYSTEM,
        at=NOW,
    )
    _freeze_silently(city)
    notices.note_run(duty="letters", fault="Palvelin ei vastaa.", at=NOW)
    notices.check_plans(at=NOW)
    topic = Topic(round=city.round.pk, measure=city.silent.pk)
    save_draft(
        topic=topic, fields={"done": "Kesken."}, version=None, by=city.viewers["eero"], at=NOW
    )
    hand_over(
        item=topic,
        to=Receiver(work_email="tuntematon@esimerkki.invalid"),
        reason="Siirron syy",
        by=city.viewers["eero"],
        at=NOW,
    )
    return Hidden(secret, _preparing(city), _figure(city))


def _preparing(city: Furnished) -> Measure:
    """A measure of a public plan that is still in preparation, and was reworded."""
    terms = plans.MeasureTerms(
        Text("Valmisteltava"), city.kemi.schools, visibility=Visibility.IN_PREPARATION
    )
    reason = plans.Terms(reason="Lisättiin")
    made = plans.add_measure(
        plan=city.plan, measure=terms, serves=(city.objective,), by=SYSTEM, at=NOW, terms=reason
    )
    plans.change_measure(
        measure=made,
        version=made.version,
        changes={"name": Text("Valmisteltava toisin")},
        by=SYSTEM,
        at=NOW,
        terms=reason,
    )
    plans.add_step(measure=made, text=Text("Askel"), due_on=small.DAY, by=SYSTEM, at=NOW)
    return made


def _figure(city: Furnished) -> int:
    """The key of an indicator in preparation, with one value."""
    made = indicators.define_indicator(
        code="valmisteltava",
        definition=indicators.IndicatorDefinition(
            name=Text("Valmisteltava luku"),
            unit_code="persons",
            influence=Influence.OWN,
            owner_unit_id=city.kemi.environment.pk,
            visibility=Visibility.IN_PREPARATION,
        ),
        start=small.BEGINNING,
        by=SYSTEM,
        at=NOW,
    )
    opened = indicators.open_series(
        indicator_id=made.pk, region="fi-kunta:240", is_main=True, by=SYSTEM, at=NOW
    )
    told = indicators.HandValue(series_id=opened.pk, period="2025", value="12345678")
    indicators.enter_by_hand(value=told, by=SYSTEM, at=NOW)
    return made.pk


def _freeze_silently(city: Furnished) -> None:
    row = city.planned
    cycle.open_round(round=row, version=row.version, by=SYSTEM, at=NOW)
    followup.report_goal(
        round=row, goal=city.objective, outlook=Attainment.AT_RISK, done="Riski.", cause="Syy.",
        action="Teko.", by=city.viewers["aino"], at=NOW,
    )  # fmt: skip
    for step in (cycle.close_round, followup.freeze_follow_up):
        row.refresh_from_db()
        step(round=row, version=row.version, by=city.viewers["aino"], at=NOW)


def _not_public_plan(path: str) -> Rows:
    return lambda _: ~Q(**{f"{path}visibility": Visibility.PUBLIC})


def _unpublished(_hidden: Hidden) -> Q:
    return Q(round__published_at__isnull=True)


def _of_hidden_measure(path: str) -> Rows:
    plan = _not_public_plan(f"{path}__plan__")
    return lambda hidden: plan(hidden) | Q(**{f"{path}_id": hidden.preparing.pk})


def _changes_of_hidden(hidden: Hidden) -> Q:
    """Changes in a plan that is not public, and those of a measure in preparation."""
    return ~Q(plan__visibility=Visibility.PUBLIC) | Q(measure_id=hidden.preparing.pk)


def _every(_hidden: Hidden) -> Q:
    return EVERY


def _quarantined(hidden: Hidden) -> Q:
    waiting = Q(batch__state=BatchState.QUARANTINED)
    return waiting | Q(series__indicator_id=hidden.indicator)


def _sealed_inside(hidden: Hidden) -> Q:
    versions = PlanVersion.objects.filter(_not_public_plan("plan__")(hidden))
    unpublished = Edition.objects.filter(published_at__isnull=True)
    return Q(pk__in=versions.values("seal_id")) | Q(pk__in=unpublished.values("seal_id"))


HIDDEN: dict[str, tuple[Rows, tuple[str, ...]]] = {
    "accounts.User": (_every, ("email",)),
    "plans.AcceptedFinding": (_every, ("reason", "by_label")),
    "audit.TrailEntry": (_every, ("title", "actor_label", "facts")),
    "files.StoredFile": (_every, ("name", "uploaded_by_label")),
    "jobs.Job": (
        _every,
        ("title", "parameters", "step", "result", "problem", "asked_by_label", "worker"),
    ),
    "seals.Seal": (_sealed_inside, ("body",)),
    "organisation.Person": (_every, ("name", "work_email")),
    "organisation.UnitState": (_every, ("cost_centres",)),
    "cycle.Round": (lambda _: Q(published_at__isnull=True), ("code", "title")),
    "indicators.Indicator": (lambda hidden: Q(pk=hidden.indicator), ("code",)),
    "indicators.IndicatorState": (
        lambda hidden: Q(indicator_id=hidden.indicator),
        ("name", "definition", "formula"),
    ),
    "indicators.Break": (_every, ("by_label",)),
    "indicators.Batch": (
        _every,
        ("evidence", "reason", "entered_by_label", "findings", "ruled_by_label", "ruling_reason"),
    ),
    "indicators.Observation": (_quarantined, ("raw", "note", "pointer")),
    "plans.Plan": (_not_public_plan(""), ("secrecy_ground",)),
    "plans.PlanState": (
        _not_public_plan("plan__"),
        (
            "title", "legal_basis", "vision", "plain_text", "introduction", "situation",
            "evaluation_plan", "case_number",
        ),
    ),
    "plans.ValueState": (_not_public_plan("value__plan__"), ("name", "text")),
    "plans.GoalState": (_not_public_plan("goal__plan__"), ("code", "name", "text", "plain_text")),
    "plans.MeasureState": (
        _of_hidden_measure("measure"),
        (
            "code", "name", "text", "plain_text", "population_group", "area", "environment_text",
            "question", "funder",
        ),
    ),
    "plans.Serves": (_of_hidden_measure("measure"), ("how",)),
    "plans.Step": (_of_hidden_measure("measure"), ("text",)),
    "plans.PromiseChange": (_changes_of_hidden, ("before", "after", "reason")),
    "followup.Entry": (
        _unpublished, ("done", "effects", "cause", "action", "forecast", "reason"),
    ),
    "accounts.PostedText": (_every, ("page", "fields")),
    "followup.EntryDraft": (_every, ("fields",)),
    "followup.HandOver": (_every, ("reason", "work_email")),
    "followup.UnitReport": (_every, ("summary",)),
    "followup.EntryReview": (_every, ("reason",)),
    "followup.Proof": (lambda _: Q(is_public=False), ("title", "link")),
    "followup.ProofRequest": (_every, ("needed", "reason")),
    "followup.Deviation": (_every, ("cause", "effect", "action")),
    "followup.DeviationStep": (_every, ("note",)),
    "followup.Judgement": (_unpublished, ("reason", "inputs")),
    "reports.Edition": (lambda _: Q(published_at__isnull=True), ("title", "reason")),
    "intake.Draft": (_every, ("title", "source", "proposal")),
    "intake.SheetUpload": (_every, ("name", "rows")),
    "notices.Delivery": (
        _every, ("address", "subject", "body", "links", "claimed_by", "last_error"),
    ),
    "notices.TimerRun": (_every, ("fault",)),
    "notices.PlanCheck": (_every, ("findings",)),
}  # fmt: skip
"""By table: the rows that nobody outside may read, and the fields that hold words in them."""

PUBLIC = {
    "organisation.City": "what the city says of itself",
    "organisation.Unit": "codes of units",
    "organisation.Post": "codes of posts",
    "organisation.PostState": "titles of posts are public, holders are not",
    "organisation.Site": "certified sites are told in public",
    "organisation.SiteState": "certified sites are told in public",
    "decisions.Decision": "a decision of a body is a public document",
    "cycle.Cycle": "the city's year",
    "cycle.CycleEvent": "the city's year",
    "indicators.Region": "regions of Statistics Finland",
    "indicators.RegionAlias": "regions of Statistics Finland",
    "indicators.PeerSet": "with whom the city compares itself",
    "indicators.Series": "codes of lines of figures",
    "indicators.Target": "codes of targets",
    "indicators.TargetState": "why a target changed is told with it",
    "plans.GoalIndicator": "how a figure measures a goal; seen with both",
    "plans.GoalTest": "how a goal is judged; seen with the goal",
    "plans.Succession": "what became of a goal; seen with the goal",
}
"""Tables whose words anybody may read, and why."""

PUBLIC_FIELDS = {
    "organisation.UnitState.name": "units are told in public",
    "indicators.Break.note": "why a line breaks is told with the line",
    "indicators.Batch.licence": "where a figure comes from",
    "indicators.Batch.citation": "where a figure comes from",
}
"""Fields anybody may read in tables that also hold hidden ones, and why."""

CODES = {
    "accounts.User": ("password", "language"),
    "accounts.SignIn": ("email_sha256",),
    "audit.TrailEntry": ("verb", "label", "actor_kind"),
    "files.StoredFile": ("sha256", "received_sha256", "media_type"),
    "jobs.Job": ("kind", "state", "steps", "steps_done", "asked_by_kind"),
    "jobs.Worker": ("name",),
    "seals.Seal": ("previous", "kind", "hash"),
    "organisation.UnitState": ("kind", "form"),
    "organisation.UnitSuccession": ("kind",),
    "organisation.Role": ("code",),
    "cycle.Round": ("kind", "state", "questions"),
    "indicators.IndicatorState": (
        "unit_code", "wanted", "frequency", "influence", "level", "visibility",
    ),
    "indicators.Break": ("kind",),
    "indicators.Batch": ("source_key", "method", "replaces", "payload_sha256", "state"),
    "indicators.Observation": ("status", "conf"),
    "plans.Plan": ("kind", "stage", "visibility"),
    "plans.Goal": ("level",),
    "plans.GoalState": ("visibility", "sustainability", "matters", "rule"),
    "plans.AcceptedFinding": ("rule", "fingerprint"),
    "plans.Measure": ("origin",),
    "plans.MeasureState": ("visibility", "needs_money", "environment_effect"),
    "plans.PlanVersion": ("purpose",),
    "plans.PromiseChange": ("kind", "field"),
    "followup.UpdateLink": ("period", "token_sha256", "end", "answer_sha256"),
    "followup.HandOver": ("channel", "end"),
    "followup.Entry": ("channel", "progress", "outlook"),
    "followup.UnitReport": ("state",),
    "followup.ProofRequest": ("state",),
    "followup.EntryReview": ("verdict",),
    "followup.Deviation": ("state", "cause_code"),
    "followup.DeviationStep": ("state",),
    "followup.Judgement": ("judge", "attainment", "rule_result", "provability"),
    "reports.Edition": ("report",),
    "reports.EditionFile": ("language", "format"),
    "intake.Draft": ("language", "source_sha256", "state"),
    "intake.SheetUpload": ("sha256", "state"),
    "notices.Delivery": ("reason", "message_key", "language", "state"),
    "notices.Reminder": ("subject", "stage"),
    "notices.Subscription": ("topic",),
    "notices.TimerRun": ("duty",),
}  # fmt: skip
"""Fields that hold codes, checksums and addresses of machines: nothing anybody wrote."""


def wordy_fields() -> Iterator[str]:
    """Every field of the city's tables that can hold words."""
    for model in apps.get_models():
        if model._meta.app_label in parts():
            for field in model._meta.concrete_fields:
                if isinstance(field, WORDY) and not isinstance(field, ExactDecimalField):
                    yield f"{model._meta.label}.{field.name}"


def mark(hidden: Hidden) -> dict[str, str]:
    """Put a word of its own into every hidden field; gives the words with where they stand."""
    words: dict[str, str] = {}
    for label, (rows, names) in HIDDEN.items():
        model = apps.get_model(label)
        found: QuerySet[Any] = QuerySet(model).filter(rows(hidden))
        for name in names:
            word = f"{WORD}{len(words):03d}z"
            words[word] = f"{label}.{name}"
            field = model._meta.get_field(name)
            for pk in list(found.values_list("pk", flat=True)):
                QuerySet(model).filter(pk=pk).update(**{name: _filled(field, word, pk)})
    return words


def _filled(field: Any, word: str, pk: int) -> Any:
    if isinstance(field, LanguagesField):
        return Text(fi=word, sv=word, en=word)
    if isinstance(field, models.JSONField):
        return {"kanari": word}
    if isinstance(field, models.EmailField):
        return f"{word}{pk}@example.invalid"
    if isinstance(field, models.URLField):
        return f"https://example.invalid/{word}"
    return f"{word}{pk}"[: field.max_length]


def counts(hidden: Hidden) -> dict[str, int]:
    """How many rows are hidden in each table; a table without any would prove nothing."""
    return {
        label: QuerySet(apps.get_model(label)).filter(rows(hidden)).count()
        for label, (rows, _names) in HIDDEN.items()
    }
