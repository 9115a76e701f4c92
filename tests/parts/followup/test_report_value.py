"""A figure told with a report: kept inside until its round is published."""

import pytest

from ruori.followup import actions
from ruori.followup.models import Entry
from ruori.indicators.actions import HandValue
from ruori.indicators.models import Observation, Series
from ruori.kernel.codes import Progress
from ruori.kernel.problems import NotAllowed, Refused
from ruori.organisation.rules import SYSTEM
from ruori.plans import actions as plans
from tests.parts.followup.given import (
    LATER,
    NEXT_DAY,
    OPENED,
    PUBLISHING,
    Reporting,
    figure,
    publish,
    report,
    reporting,
    tell,
)

pytestmark = pytest.mark.django_db


def asked(given: Reporting, series: int) -> None:
    """The figure is asked with the measure."""
    plans.ask_indicator(
        measure=given.measure,
        indicator=Series.objects.get(pk=series).indicator,
        by=SYSTEM,
        at=OPENED,
    )


def test_a_figure_asked_with_a_measure_is_told_by_who_reports() -> None:
    given = reporting()
    series = figure(given)
    asked(given, series)

    entry = report(given, given.oona, value=HandValue(series, "2025", "1 250"))

    observation = entry.observation
    assert observation is not None
    assert observation.value == 1250
    assert observation.batch.published_at is None
    assert observation.batch.entered_by_label == given.oona.actor.label
    assert observation.batch.source_key == f"round:{given.round.pk}"


def test_a_figure_not_asked_is_told_by_its_keeper_only() -> None:
    given = reporting()
    series = figure(given)

    with pytest.raises(NotAllowed):
        report(given, given.oona, value=HandValue(series, "2025", "1250"))
    assert not Entry.objects.exists()


def test_the_public_reads_the_figure_when_the_round_is_published() -> None:
    given = reporting()
    series = figure(given)
    asked(given, series)
    report(given, given.oona, value=HandValue(series, "2025", "1250"))
    assert Observation.objects.get().batch.published_at is None

    done = publish(given)

    assert done.batches == 1
    assert Observation.objects.get().batch.published_at == PUBLISHING


def test_an_unreadable_figure_refuses_the_whole_report() -> None:
    given = reporting()
    series = figure(given)
    asked(given, series)

    with pytest.raises(Refused) as refused:
        report(given, given.oona, value=HandValue(series, "2025", "paljon"))
    assert refused.value.problem.code == "UNREADABLE_NUMBER"
    assert not Entry.objects.exists()


def test_an_odd_figure_is_kept_and_asked() -> None:
    given = reporting()
    series = figure(given)
    asked(given, series)
    tell(series, "2024", "1200")

    made = actions.report_measure(
        round=given.round,
        measure=given.measure,
        progress=Progress.ON_SCHEDULE,
        value=HandValue(series, "2025", "120000"),
        by=given.oona,
        at=LATER,
    )

    assert made.has_value_waiting


def test_the_same_figure_again_points_to_the_one_that_counts() -> None:
    given = reporting()
    series = figure(given)
    asked(given, series)
    tell(series, "2025", "1250")

    entry = report(given, given.oona, value=HandValue(series, "2025", "1250"), at=NEXT_DAY)

    assert entry.observation is not None
    assert entry.observation.value == 1250


def test_a_correction_of_words_keeps_the_figure() -> None:
    given = reporting()
    series = figure(given)
    asked(given, series)
    first = report(given, given.oona, value=HandValue(series, "2025", "1250"))

    second = report(given, given.oona, done="Tarkennus.", expected_last=first.pk, at=LATER)

    assert second.observation_id == first.observation_id
