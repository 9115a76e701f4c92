"""What leaving an heir means for measures, goals and plans: the same for units and for posts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from ruori.audit.actions import claim, record
from ruori.columns.dated import Dated
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Ref, refuse
from ruori.kernel.text import N_
from ruori.organisation.rules import Item, Viewer
from ruori.plans.actions.writing import Pen, Terms, amend_state, take_pen, write_ledger
from ruori.plans.codes import Stage
from ruori.plans.models import GoalState, MeasureState, PlanState
from ruori.plans.queries import unreachable
from ruori.plans.rules import EDITED_IN_PLACE, PROMISED


@dataclass(frozen=True, slots=True)
class Kind:
    """A table whose rows name who answers: how its things are called, and where the unit stands."""

    name: str
    model: type[Dated]
    unit: str = "unit_id"
    has_post: bool = True
    plan: str = "plan"

    @property
    def label(self) -> str:
        """The label of its things."""
        return f"plans.{self.name}"

    @property
    def way(self) -> str:
        """From a row to its plan."""
        return f"{self.name}__{self.plan}__" if self.plan else f"{self.name}__"


KINDS = (
    Kind("measure", MeasureState),
    Kind("goal", GoalState),
    Kind("plan", PlanState, unit="owner_unit_id", has_post=False, plan=""),
)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who gives what is left behind, at which instant, from which day on and why."""

    by: Viewer
    at: datetime
    on: date
    reason: str = ""
    verb: str = "inherited"

    def give(
        self, kind: Kind, row: Any, changes: Mapping[str, Any], facts: Mapping[str, Any]
    ) -> None:
        """Change who answers for the thing of a row; a promise leaves a line in the ledger."""
        thing = getattr(row, kind.name)
        pen = self._pen(kind, row, thing)
        claim(row=thing, version=thing.version)
        told = amend_state(
            pen, model=kind.model, key={f"{kind.name}_id": thing.pk}, changes=changes
        )
        about = {} if kind.name == "plan" else {kind.name: thing.pk}
        write_ledger(pen, changes=told, **about)
        record(
            verb=f"{kind.name}.{self.verb}",
            about=Ref(kind.label, thing.pk),
            by=self.by.actor,
            at=pen.stamped_at,
            facts={**facts, "on": pen.start},
        )

    def _pen(self, kind: Kind, row: Any, thing: Any) -> Pen:
        plan = getattr(thing, kind.plan) if kind.plan else thing
        start = max(self.on, row.valid_from or self.on)
        return take_pen(plan=plan, at=self.at, terms=Terms(start, self.reason))


def first_rows(kind: Kind, on: date, **key: int) -> Iterable[Any]:
    """Of each live thing the first row from a day on that names somebody; one query."""
    way = kind.way
    rows = (
        kind.model._default_manager.filter(lasting(on), live(way), **key)
        .select_related(way.removesuffix("__"))
        .order_by("-valid_from", "-pk")
    )
    return {getattr(row, f"{kind.name}_id"): row for row in rows}.values()


def lasting(day: date) -> Q:
    """Rows nobody has withdrawn that hold on some day from a day on."""
    return (Q(valid_to__isnull=True) | Q(valid_to__gt=day)) & Q(retracted_at__isnull=True)


def live(way: str) -> Q:
    """Things of plans that are written or promised; what has ended stays as it was."""
    stages: frozenset[Stage] = EDITED_IN_PLACE | PROMISED
    return Q(**{f"{way}stage__in": stages})


def keep_owners(before: Sequence[Item], day: date) -> None:
    """Raise Refused when something would be left to nobody that somebody answered for before."""
    lost = [item.about for item in unreachable(Moment(day)) if item not in before]
    if lost:
        raise refuse(
            "ITEMS_UNREACHABLE",
            N_("From %(day)s nobody would answer for these: %(count)s."),
            day=day,
            count=len(lost),
            items=tuple(lost),
        )
