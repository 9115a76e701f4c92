"""The measure or goal a report is about: who answers for it, and what was said of it before."""

from dataclasses import replace
from datetime import datetime

from ruori.followup.actions.writing import Pen, Subject
from ruori.followup.models import Entry
from ruori.followup.queries.entries import standing
from ruori.followup.queries.forms import goal_card
from ruori.followup.rules.progress import Schedule, open_days
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.moments import now
from ruori.kernel.problems import Ref, refuse
from ruori.kernel.text import N_
from ruori.organisation.rules import SYSTEM
from ruori.plans.queries import GoalCard, MeasureCard, measure_card, steps_of
from ruori.plans.rules import is_promised


def measure_subject(pk: int, at: datetime) -> tuple[Subject, MeasureCard]:
    """A measure of a promised plan. Raises Refused (NOT_FOLLOWED)."""
    card = measure_card(SYSTEM, now(at), pk)
    if card is None or not is_promised(card.stage):
        raise _not_followed(Ref("plans.measure", pk))
    about = Ref("plans.measure", pk, card.name)
    return Subject(about, card.unit, card.post), card


def goal_subject(pk: int, at: datetime) -> tuple[Subject, GoalCard]:
    """A goal that some unit answers for. Raises Refused (NOT_FOLLOWED)."""
    card = goal_card(now(at), pk)
    if card is None or card.unit is None:
        raise _not_followed(Ref("plans.goal", pk))
    return Subject(Ref("plans.goal", pk, card.name), card.unit, card.post), card


def subject_of(entry: Entry, at: datetime) -> Subject:
    """What an entry is about. Its unit answers even when the thing itself is followed no more."""
    card: MeasureCard | GoalCard | None
    if entry.measure_id is not None:
        about = Ref("plans.measure", entry.measure_id)
        card = measure_card(SYSTEM, now(at), about.pk)
    else:
        about = Ref("plans.goal", entry.goal_id or 0)
        card = goal_card(now(at), about.pk)
    if card is None:
        return Subject(about, entry.unit_id, entry.post_id)
    unit = entry.unit_id if card.unit is None else card.unit
    return Subject(replace(about, title=card.name), unit, card.post)


def schedule_of(card: MeasureCard) -> Schedule:
    """The promised days of a measure."""
    steps = steps_of([card.pk])[card.pk]
    return Schedule(card.ends_on, open_days((step.due_on, step.done_on) for step in steps))


def before(pen: Pen) -> Entry | None:
    """What stood about the thing when the writer began: in earlier rounds, by their last day."""
    rows = Entry.objects.filter(standing(now(pen.at)), **pen.subject.key).exclude(round=pen.row)
    earlier = rows.filter(round__covers_to__lte=pen.row.covers_to)
    found: Entry | None = earlier.order_by("-round__covers_to", "-round_id", "-id").first()
    return found


def progress_before(entry: Entry | None) -> Progress | None:
    """The progress an entry told, if any."""
    return Progress(entry.progress) if entry is not None and entry.progress else None


def outlook_before(entry: Entry | None) -> Attainment | None:
    """The outlook an entry told, if any."""
    return Attainment(entry.outlook) if entry is not None and entry.outlook else None


def _not_followed(about: Ref) -> Exception:
    return refuse("NOT_FOLLOWED", N_("This is not followed: its plan is not in force."), about)
