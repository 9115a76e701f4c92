"""The rounds of the example city: two past ones, frozen and published, and one open."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from ruori.cli.demo.founding import Organisation
from ruori.cli.demo.promises import OWNERS, Promises
from ruori.cli.demo.rows import DATA, measure_rows
from ruori.cycle import actions as cycle
from ruori.cycle.models import CycleEvent, Round
from ruori.cycle.rules import RoundDays, RoundKind
from ruori.followup import actions
from ruori.followup.codes import Verdict
from ruori.followup.models import Entry, Proof
from ruori.indicators.actions import HandValue
from ruori.indicators.models import Series
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.instants import city_day
from ruori.kernel.text import Text
from ruori.organisation.rules import SYSTEM, UnitKind, Viewer
from ruori.reports import actions as reports
from ruori.reports.council_year import CODE as COUNCIL_YEAR
from ruori.reports.models import Edition

ASKED = frozenset({UnitKind.SECTOR, UnitKind.RESPONSIBILITY_AREA})
YEARS = (2026, 2027)
"""The years of the clock that are filled: the one of the open round, and the one planned next."""

PROVEN_MEASURES = ("EV-7", "HY-5", "JS-1", "LN-2")
PROVEN_GOALS = ("E3", "H4")
PROOF_LINK = "https://www.kemi.fi/"


def live_year(city: Organisation, made: Promises, base: str) -> None:
    """Run the rounds in their order: asked, answered, reviewed, frozen, published."""
    told = tomllib.loads((DATA / "rounds.toml").read_text(encoding="utf-8"))
    for row in told["round"]:
        _run(city, made, row, told, base)
    _fill_years(_at(told["round"][-1]["reported_on"], 12))


def _fill_years(at: datetime) -> None:
    """Put the customary steps on the years, tick those that are over, plan the next rounds."""
    for year in YEARS:
        cycle.load_year(year=year, by=SYSTEM, at=at)
    over = CycleEvent.objects.filter(due_on__lt=city_day(at)).order_by("due_on", "pk")
    for event in over:
        cycle.finish_event(
            event=event, version=event.version, done_on=event.due_on, by=SYSTEM, at=at
        )
    cycle.take_up_rhythm(year=YEARS[-1], by=SYSTEM, at=at)


def _run(
    city: Organisation,
    made: Promises,
    row: Mapping[str, Any],
    told: Mapping[str, Any],
    base: str,
) -> None:
    opened = _at(row["opens_on"], 8)
    planned = cycle.plan_round(
        code=row["code"],
        kind=RoundKind(row["kind"]),
        title=Text(fi=row["fi"], sv=row["sv"], en=row["en"]),
        days=RoundDays(row["covers_from"], row["covers_to"], row["opens_on"], row["due_on"]),
        units=[unit for unit in city.units.values() if _is_asked(city, unit.code)],
        by=SYSTEM,
        at=opened,
    )
    cycle.open_round(round=planned, version=planned.version, by=SYSTEM, at=opened)
    reported = _at(row["reported_on"], 10)
    _tell(city, made, planned, row["key"], told, reported)
    if "closed_on" in row:
        _finish(city, planned, row, base)


def _tell(
    city: Organisation,
    made: Promises,
    row: Round,
    key: str,
    told: Mapping[str, Any],
    at: datetime,
) -> None:
    posts = {each.code: each.post for each in measure_rows()}
    for code, lines in told["entries"].items():
        for line in lines:
            if line[0] == key:
                value = _value(made, code, key, told)
                _tell_measure(made, row, code, line, value, city.viewer(posts[code]), at)
    for code, lines in told["goals"].items():
        for line in lines:
            if line[0] == key:
                _, post = OWNERS.get(code, OWNERS[code[0]])
                _tell_goal(made, row, code, line, city.viewer(post), at)


def _value(made: Promises, code: str, key: str, told: Mapping[str, Any]) -> HandValue | None:
    told_in, period, value = told["values"].get(code, ("", "", ""))
    if told_in != key:
        return None
    indicator = made.measures[code].indicators.get().indicator_id
    series = Series.objects.get(indicator_id=indicator, is_main=True)
    return HandValue(series_id=series.pk, period=period, value=value)


def _tell_measure(
    made: Promises,
    row: Round,
    code: str,
    line: Sequence[str],
    value: HandValue | None,
    by: Viewer,
    at: datetime,
) -> None:
    actions.report_measure(
        round=row,
        measure=made.measures[code],
        progress=Progress(line[1]),
        done=line[2],
        cause=_part(line, 3),
        action=_part(line, 4),
        value=value,
        proofs=[_proof(code)] if code in PROVEN_MEASURES else [],
        by=by,
        at=at,
    )


def _tell_goal(
    made: Promises, row: Round, code: str, line: Sequence[str], by: Viewer, at: datetime
) -> None:
    actions.report_goal(
        round=row,
        goal=made.goals[code],
        outlook=Attainment(line[1]),
        done=line[2],
        cause=_part(line, 3),
        action=_part(line, 4),
        proofs=[_proof(code)] if code in PROVEN_GOALS else [],
        by=by,
        at=at,
    )


def _finish(city: Organisation, row: Round, days: Mapping[str, Any], base: str) -> None:
    """Review, close, freeze with its edition, and publish."""
    strategist = city.viewer("strategiapaallikko")
    closing = _at(days["closed_on"], 9)
    for proof in Proof.objects.filter(uses__entry__round=row).order_by("id"):
        actions.approve_proof(proof=proof, by=strategist, at=closing)
    for entry in Entry.objects.filter(round=row, is_withdrawn=False).order_by("id"):
        actions.review_entry(
            entry=entry,
            verdict=Verdict.APPROVED,
            as_unprovable=True,
            by=strategist,
            at=closing,
        )
    cycle.close_round(round=row, version=_version(row), by=strategist, at=closing)
    freezing = _at(days["closed_on"], 15)
    actions.freeze_follow_up(round=row, version=_version(row), by=strategist, at=freezing)
    edition = None
    if RoundKind(row.kind) is RoundKind.YEAR_END:
        made = reports.freeze_edition(
            report=COUNCIL_YEAR, round=row, base=base, by=strategist, at=freezing
        )
        edition = Edition.objects.get(pk=made.pk)
    publishing = _at(days["published_on"], 12)
    actions.publish_follow_up(round=row, version=_version(row), by=strategist, at=publishing)
    if edition is not None:
        reports.publish_edition(edition=edition, by=strategist, at=publishing)


def _is_asked(city: Organisation, code: str) -> bool:
    state = city.units[code].states.order_by("-id").first()
    return state is not None and UnitKind(state.kind) in ASKED


def _version(row: Round) -> int:
    return Round.objects.get(pk=row.pk).version


def _proof(code: str) -> actions.NewProof:
    return actions.NewProof(title=f"Esimerkkitodiste {code}", link=PROOF_LINK, is_public=True)


def _part(line: Sequence[str], place: int) -> str:
    return line[place] if len(line) > place else ""


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)
