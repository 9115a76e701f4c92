"""Freezing a round is final and happens once, whatever is tried after it and in what order."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ruori.cycle import actions as cycle
from ruori.cycle.models import Round, RoundUnit
from ruori.cycle.rules import RoundKind
from ruori.followup import actions
from ruori.followup.codes import Verdict
from ruori.followup.models import (
    Entry,
    EntryReview,
    HandOver,
    Judgement,
    Proof,
    ProofUse,
    UnitReport,
)
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.problems import Refused
from ruori.organisation.models import Unit
from ruori.organisation.rules import SYSTEM
from tests.parts.followup.given import (
    FREEZING,
    LATER,
    LINK,
    Reporting,
    at_least,
    close,
    figure,
    freeze,
    report,
    report_goal,
    reporting,
    tell,
    with_tests,
)

pytestmark = pytest.mark.django_db
TABLES: tuple[Any, ...] = (
    Round,
    RoundUnit,
    Entry,
    EntryReview,
    Judgement,
    Proof,
    ProofUse,
    UnitReport,
    HandOver,
)
AFTER = FREEZING + timedelta(hours=1)


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of the follow-up, as they are stored."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in TABLES}


def told() -> Reporting:
    """A year-end round with a word, a proof and a summary."""
    made = reporting(kind=RoundKind.YEAR_END)
    series = figure(made)
    with_tests(made, at_least(series, 1250))
    tell(series, "2025", "1300")
    report(made, made.oona, proofs=[LINK])
    report_goal(made, made.liisa, outlook=None, proofs=[LINK])
    actions.submit_unit_report(
        round=made.round,
        unit=made.kemi.education,
        summary="Tehty.",
        version=None,
        by=made.liisa,
        at=LATER,
    )
    return made


def fresh(made: Reporting) -> Round:
    return Round.objects.get(pk=made.round.pk)


def steps(made: Reporting) -> dict[str, Callable[[], object]]:
    """What somebody may try to do with a round that is frozen."""
    row = fresh(made)
    last = Entry.objects.filter(measure=made.measure).latest("pk")
    step: dict[str, Any] = {"round": row, "version": row.version, "at": AFTER}
    return {
        "close it again": lambda: cycle.close_round(by=SYSTEM, **step),
        "open it again": lambda: cycle.reopen_round(by=SYSTEM, **step),
        "freeze it again": lambda: actions.freeze_follow_up(by=made.aino, **step),
        "ask another unit": lambda: cycle.ask_unit(
            round=row, unit=Unit.objects.get(pk=made.kemi.office.pk), by=SYSTEM, at=AFTER
        ),
        "report a measure": lambda: actions.report_measure(
            round=row,
            measure=made.measure,
            progress=Progress.DONE,
            by=made.oona,
            at=AFTER,
            expected_last=last.pk,
        ),
        "report a goal": lambda: actions.report_goal(
            round=row, goal=made.goal, outlook=Attainment.ON_COURSE, by=made.liisa, at=AFTER
        ),
        "undo": lambda: actions.withdraw_entry(entry=last, by=made.oona, at=AFTER),
        "approve": lambda: actions.review_entry(
            entry=last, verdict=Verdict.APPROVED, by=made.liisa, at=AFTER
        ),
        "rewrite the summary": lambda: actions.save_unit_report(
            round=row,
            unit=made.kemi.education,
            summary="Toisin.",
            version=1,
            by=made.liisa,
            at=AFTER,
        ),
        "pass it on": lambda: _pass_on(made),
    }


def _pass_on(made: Reporting) -> object:
    return actions.hand_over(
        item=actions.Topic(made.round.pk, measure=made.measure.pk),
        to=actions.Receiver(post=made.kemi.education_head.pk),
        reason="Ei minun",
        by=made.oona,
        at=AFTER,
    )


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(st.integers(), st.integers(1, 10))
def test_whatever_is_tried_after_the_freezing_changes_nothing(seed: int, times: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    with transaction.atomic():
        made = told()
        freeze(made)
        before = everything()
        for _ in range(times):
            name, step = chance.choice(list(steps(made).items()))
            with suppress(Refused), transaction.atomic():
                step()
            assert everything() == before, name
        transaction.set_rollback(True)


def test_every_step_is_refused_in_words_and_none_breaks() -> None:
    made = told()
    freeze(made)

    for name, step in steps(made).items():
        with pytest.raises(Refused) as refused:
            step()
        assert refused.value.problem.msgid, name


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(st.integers(1, 4))
def test_closing_and_opening_again_any_number_of_times_loses_no_word(times: int) -> None:
    with transaction.atomic():
        made = told()
        words = {name: rows for name, rows in everything().items() if name != "Round"}
        for _ in range(times):
            close(made)
            row = fresh(made)
            cycle.reopen_round(round=row, version=row.version, by=SYSTEM, at=FREEZING)
        assert {name: rows for name, rows in everything().items() if name != "Round"} == words
        transaction.set_rollback(True)
