"""What the example city does about what is late, and what its auditor says of two goals."""

from datetime import UTC, date, datetime, timedelta

from ruori.accounts.models import User
from ruori.cli.demo.founding import Organisation
from ruori.cli.demo.promises import Promises
from ruori.cycle.models import Round
from ruori.cycle.rules import RoundKind, RoundState
from ruori.decisions.actions import DecisionTerms, record_decision
from ruori.decisions.rules import DecisionKind
from ruori.followup import actions
from ruori.followup.codes import Cause, DeviationState
from ruori.followup.models import Deviation
from ruori.kernel.codes import Attainment, Provability
from ruori.kernel.text import Text
from ruori.organisation.models import Role
from ruori.organisation.queries import viewer_for
from ruori.organisation.rules import RoleCode, Viewer
from ruori.plans.actions import Terms, change_measure

AT = datetime(2026, 5, 18, 9, tzinfo=UTC)
MOVED_TO = {"LN-4": date(2026, 12, 31), "LN-5": date(2027, 12, 31)}
CAUSES = (Cause.ENVIRONMENT, Cause.OWN_ACTION, Cause.MONEY)
AUDITED = (
    ("E3", Attainment.MET, Provability.PROVEN, "Esimerkki: vastausajat on todettu tilastosta."),
    (
        "H4",
        Attainment.PARTLY_MET,
        Provability.PARTLY_PROVEN,
        "Esimerkki: yhteinen haku on käytössä, mutta kolmatta toimintamallia ei voitu todentaa.",
    ),
)


def react(city: Organisation, made: Promises) -> None:
    """Agree on actions for deviations, act on one, move two days, let the auditor judge."""
    strategist = city.viewer("strategiapaallikko")
    told = Deviation.objects.filter(state=DeviationState.ASSESSED).exclude(action="")
    for place, row in enumerate(told.order_by("pk")[:6:2]):
        _agree(row, CAUSES[place % len(CAUSES)], strategist)
        if place == 0:
            _act(row, strategist)
    _move_days(city, made, strategist)
    _audit(made)


def _move_days(city: Organisation, made: Promises, by: Viewer) -> None:
    """Move two promised days a year: one by a decision, one without, as the ledger then tells."""
    decision = record_decision(
        terms=DecisionTerms(
            kind=DecisionKind.RESOLUTION,
            title=Text(
                fi="Esimerkki: turvallisen koulumatkan määräpäivää siirretään vuodella",
                sv="Exempel: dagen för en trygg skolväg flyttas ett år",
                en="Example: the deadline of the safe way to school is moved by a year",
            ),
            body=city.units["hallitus"],
            decided_on=date(2026, 5, 11),
            section="148 §",
        ),
        by=by,
        at=AT,
    )
    for code, terms in (
        ("LN-4", Terms(reason="Esimerkki: katutyö on kesken.", decision=decision)),
        ("LN-5", Terms(reason="Esimerkki: sopimus ammattikorkeakoulun kanssa on kesken.")),
    ):
        measure = made.measures[code]
        measure.refresh_from_db()
        change_measure(
            measure=measure,
            version=measure.version,
            changes={"ends_on": MOVED_TO[code]},
            by=by,
            at=AT,
            terms=terms,
        )


def _agree(row: Deviation, cause: Cause, by: Viewer) -> None:
    actions.react_to_deviation(
        deviation=row,
        version=row.version,
        reaction=actions.ReactionTerms(
            cause_code=cause,
            cause=row.cause,
            action=row.action,
            post=row.post,
            due_on=date(2026, 9, 30),
        ),
        by=by,
        at=AT,
    )


def _act(row: Deviation, by: Viewer) -> None:
    row.refresh_from_db()
    actions.act_on_deviation(
        deviation=row,
        version=row.version,
        note="Esimerkki: sovittu työ on tehty.",
        by=by,
        at=AT + timedelta(hours=1),
    )


def _audit(made: Promises) -> None:
    row = Round.objects.filter(kind=RoundKind.YEAR_END, state=RoundState.PUBLISHED).first()
    role = Role.objects.filter(code=RoleCode.AUDITOR, person__isnull=False).first()
    user = None if role is None else User.objects.filter(person=role.person).first()
    if row is None or user is None:
        return
    for key, attainment, provability, reason in AUDITED:
        actions.judge_goal(
            goal=made.goals[key],
            round=row,
            attainment=attainment,
            provability=provability,
            reason=reason,
            by=viewer_for(user, at=AT),
            at=AT,
        )
