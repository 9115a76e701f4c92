"""Recording what a body or an office holder decided."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ruori.audit.actions import claim, record, stamp
from ruori.decisions import access
from ruori.decisions.models import Decision
from ruori.decisions.rules import DecisionKind, decision_problem
from ruori.files.models import StoredFile
from ruori.kernel.problems import Problem, Ref, Refused, require
from ruori.kernel.text import N_, Text
from ruori.organisation.models import Post, Unit
from ruori.organisation.rules import Viewer


@dataclass(frozen=True, slots=True)
class DecisionTerms:
    """What was decided, by whom and when; what the source does not tell is empty."""

    kind: DecisionKind
    title: Text
    body: Unit | None = None
    post: Post | None = None
    decided_on: date | None = None
    section: str = ""
    case_number: str = ""
    text: str = ""
    link: str = ""
    file: StoredFile | None = None


@dataclass(frozen=True, slots=True)
class Amended:
    """A decision as amended: its key and new version."""

    pk: int
    version: int


FIELDS = tuple(field.name for field in fields(DecisionTerms))


@transaction.atomic
def record_decision(*, terms: DecisionTerms, by: Viewer, at: datetime) -> Decision:
    """Record a decision.

    Raises NotAllowed, and Refused: with the address of the same decision when the maker, the day
    and the section are recorded already; when it has no maker or two.
    """
    require(access.may_record(by))
    stamped_at = stamp(at=at)
    told = {name: getattr(terms, name) for name in FIELDS}
    _check(told)
    made = Decision.objects.create(recorded_at=stamped_at, **told)
    about = Ref("decisions.decision", made.pk, terms.title)
    facts = _facts(told)
    record(verb="decision.recorded", about=about, by=by.actor, at=stamped_at, facts=facts)
    return made


@transaction.atomic
def amend_decision(
    *, decision: Decision, version: int, changes: Mapping[str, Any], by: Viewer, at: datetime
) -> Amended:
    """Complete or correct what is told of a decision, such as the day of a pending one.

    Raises NotAllowed, Conflict (changed meanwhile), Refused as `record_decision` does.
    """
    require(access.may_amend(by))
    stamped_at = stamp(at=at)
    unknown = set(changes) - set(FIELDS)
    if unknown:
        raise TypeError(f"no such field: {sorted(unknown)}")
    fresh = Decision.objects.select_related("body", "post").get(pk=decision.pk)
    before = {name: getattr(fresh, name) for name in FIELDS}
    told = {**before, **changes}
    _check(told, but=fresh)
    claim(row=fresh, version=version, changes=changes)
    about = Ref("decisions.decision", fresh.pk, told["title"])
    was, now = _facts(before), _facts(told)
    facts = {
        name: {"before": was[name], "after": now[name]}
        for name in now
        if name in changes and was[name] != now[name]
    }
    record(verb="decision.amended", about=about, by=by.actor, at=stamped_at, facts=facts)
    return Amended(fresh.pk, version + 1)


def _check(told: Mapping[str, Any], but: Decision | None = None) -> None:
    problem = decision_problem(told)
    if problem is not None:
        raise Refused(problem)
    if told["decided_on"] is None or not told["section"]:
        return
    others = Decision.objects.filter(
        body=told["body"],
        post=told["post"],
        decided_on=told["decided_on"],
        section=told["section"],
    )
    same = (others if but is None else others.exclude(pk=but.pk)).first()
    if same is not None:
        raise Refused(
            Problem(
                code="RECORDED_ALREADY",
                msgid=N_("This decision has already been recorded."),
                facts={"field": "section"},
                about=Ref("decisions.decision", same.pk, same.title),
            )
        )


def _facts(told: Mapping[str, Any]) -> dict[str, Any]:
    """What the trail keeps: related rows by key; the long text only by its length."""
    facts = {name: getattr(value, "pk", value) for name, value in told.items()}
    return {**facts, "title": dict(told["title"]), "text": len(told["text"])}
