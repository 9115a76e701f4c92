"""Lateness that nobody takes away, words that are asked for, phases of a measure."""

from datetime import date

import pytest

from ruori.followup.rules.progress import (
    SENTENCE_MAX,
    Schedule,
    Words,
    asked_fields,
    is_live,
    lacks_reaction,
    open_days,
    outlook_problems,
    outlook_worsened,
    phase_of,
    progress_problems,
    shown_progress,
    worsened,
)
from ruori.kernel.codes import Attainment, Progress
from ruori.plans.codes import Phase, Stage

AUTUMN = date(2025, 10, 1)
ENDED = Schedule(ends_on=date(2025, 9, 30))
RUNNING = Schedule(ends_on=date(2025, 10, 1))


@pytest.mark.parametrize(
    ("schedule", "is_overdue"),
    [
        (Schedule(), False),
        (RUNNING, False),
        (ENDED, True),
        (Schedule(ends_on=date(2026, 1, 1), open_steps=(date(2025, 9, 30),)), True),
        (Schedule(open_steps=(date(2025, 10, 1),)), False),
    ],
)
def test_late_begins_the_day_after(schedule: Schedule, is_overdue: bool) -> None:
    assert schedule.is_overdue(AUTUMN) is is_overdue


@pytest.mark.parametrize(
    ("written", "schedule", "codes"),
    [
        (Progress.ON_SCHEDULE, RUNNING, ["ON_SCHEDULE"]),
        (Progress.ON_SCHEDULE, ENDED, ["ON_SCHEDULE", "LATE"]),
        (Progress.LATE, RUNNING, ["LATE"]),
        (Progress.LATE, ENDED, ["LATE"]),
        (Progress.NOT_STARTED, ENDED, ["NOT_STARTED", "LATE"]),
        (Progress.ON_HOLD, ENDED, ["ON_HOLD", "LATE"]),
        (Progress.DONE, ENDED, ["DONE"]),
        (Progress.ESTABLISHED, ENDED, ["ESTABLISHED"]),
        (Progress.CANCELLED, ENDED, ["CANCELLED"]),
        (None, RUNNING, ["NOT_REPORTED"]),
        (None, ENDED, ["NOT_REPORTED", "LATE"]),
    ],
)
def test_a_measure_shows_both_words(
    written: Progress | None, schedule: Schedule, codes: list[str]
) -> None:
    assert list(shown_progress(written, schedule, as_of=AUTUMN).codes) == codes


def codes_of(
    progress: Progress,
    before: Progress | None = None,
    *,
    words: Words | None = None,
    is_overdue: bool = False,
) -> list[str]:
    """The codes of the problems of one word about a measure."""
    said = words or Words()
    found = progress_problems(progress=progress, before=before, words=said, is_overdue=is_overdue)
    return [problem.code for problem in found]


def test_progress_alone_is_enough_when_nothing_got_worse() -> None:
    assert codes_of(Progress.ON_SCHEDULE, Progress.ON_SCHEDULE) == []


def test_a_step_back_needs_a_sentence() -> None:
    assert codes_of(Progress.LATE, Progress.ON_SCHEDULE) == ["SENTENCE_NEEDED"]
    assert codes_of(Progress.LATE, Progress.ON_SCHEDULE, words=Words(done="  ")) != []
    assert codes_of(Progress.LATE, Progress.ON_SCHEDULE, words=Words(done="Viivästyi.")) == []


def test_a_first_word_that_is_bad_needs_a_sentence() -> None:
    assert codes_of(Progress.CANCELLED) == ["SENTENCE_NEEDED"]
    assert codes_of(Progress.NOT_STARTED) == []


def test_a_computed_lateness_is_answered_with_a_reason() -> None:
    on_time = Progress.ON_SCHEDULE
    reason = Words(cause="Päivä siirtyi päätöksellä.")

    assert codes_of(on_time, on_time, is_overdue=True) == ["REASON_NEEDED"]
    assert codes_of(on_time, on_time, is_overdue=True, words=reason) == []
    assert codes_of(Progress.LATE, Progress.LATE, is_overdue=True) == []
    assert codes_of(Progress.DONE, on_time, is_overdue=True) == []


def test_not_reported_cannot_be_written() -> None:
    assert codes_of(Progress.NOT_REPORTED, Progress.LATE) == ["PROGRESS_COMPUTED"]


def test_a_sentence_has_a_limit() -> None:
    just = Words(done="a" * SENTENCE_MAX)
    over = Words(done="a", cause="b" * (SENTENCE_MAX + 1))

    assert codes_of(Progress.DONE, words=just) == []
    assert codes_of(Progress.DONE, words=over) == ["TOO_LONG"]


@pytest.mark.parametrize("progress", [Progress.LATE, Progress.ON_HOLD, Progress.CANCELLED])
def test_a_deviation_asks_for_cause_action_and_day(progress: Progress) -> None:
    assert asked_fields(progress) == {"cause", "action", "new_end_on"}
    assert asked_fields(Progress.ON_SCHEDULE) == frozenset()


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (Progress.ON_SCHEDULE, Progress.NOT_STARTED, True),
        (Progress.DONE, Progress.ON_SCHEDULE, True),
        (Progress.DONE, Progress.ESTABLISHED, False),
        (Progress.LATE, Progress.ON_HOLD, False),
        (Progress.ON_HOLD, Progress.CANCELLED, True),
        (Progress.NOT_REPORTED, Progress.ON_SCHEDULE, False),
        (None, Progress.LATE, True),
    ],
)
def test_worsening(before: Progress | None, now: Progress, expected: bool) -> None:
    assert worsened(before, now) is expected


def outlook_codes(
    outlook: Attainment | None,
    before: Attainment | None = None,
    *,
    is_final: bool = False,
    has_tests: bool = False,
) -> list[str]:
    """The codes of the problems of one word about a goal, without a sentence."""
    found = outlook_problems(
        outlook=outlook, before=before, words=Words(), is_final=is_final, has_tests=has_tests
    )
    return [problem.code for problem in found]


def test_a_mid_year_round_asks_for_an_outlook_only() -> None:
    assert outlook_codes(Attainment.ON_COURSE) == []
    assert outlook_codes(Attainment.MET) == ["OUTLOOK_NOT_ASKED"]
    assert outlook_codes(None) == ["OUTLOOK_NEEDED"]


def test_a_narrative_goal_is_judged_by_its_unit_at_the_end() -> None:
    assert outlook_codes(Attainment.MET, is_final=True) == []
    assert outlook_codes(None, is_final=True) == ["OUTLOOK_NEEDED"]


def test_a_tested_goal_is_judged_by_its_tests_and_not_by_its_unit() -> None:
    assert outlook_codes(Attainment.MET, is_final=True, has_tests=True) == ["OUTLOOK_NOT_ASKED"]
    assert outlook_codes(Attainment.ON_COURSE, is_final=True, has_tests=True) == []
    assert outlook_codes(None, is_final=True, has_tests=True) == []
    assert outlook_codes(None, has_tests=True) == ["OUTLOOK_NEEDED"]


def test_what_cannot_be_proved_is_found_by_the_rule_and_never_claimed() -> None:
    assert "OUTLOOK_NOT_ASKED" in outlook_codes(Attainment.UNPROVABLE, is_final=True)
    assert "OUTLOOK_NOT_ASKED" in outlook_codes(Attainment.NOT_ASSESSABLE, is_final=True)


def test_a_darker_outlook_needs_a_sentence() -> None:
    course, risk = Attainment.ON_COURSE, Attainment.AT_RISK

    assert outlook_codes(risk, course) == ["SENTENCE_NEEDED"]
    assert outlook_codes(risk) == ["SENTENCE_NEEDED"]
    assert outlook_codes(risk, risk) == []
    assert outlook_worsened(Attainment.WILL_NOT, risk) is False


@pytest.mark.parametrize(
    ("said", "is_overdue", "action", "expected"),
    [
        (Progress.LATE, False, "", True),
        (Progress.LATE, False, "Kilpailutus uusitaan.", False),
        (Attainment.AT_RISK, False, "", True),
        (Attainment.WILL_NOT, False, " ", True),
        (Attainment.ON_COURSE, False, "", False),
        (Progress.ON_SCHEDULE, True, "", True),
        (None, True, "", True),
        (None, False, "", False),
        (Progress.DONE, True, "", False),
    ],
)
def test_a_deviation_without_reaction_is_found(
    said: Progress | Attainment | None, is_overdue: bool, action: str, expected: bool
) -> None:
    assert lacks_reaction(said, action=action, is_overdue=is_overdue) is expected


@pytest.mark.parametrize(
    ("stage", "said", "phase"),
    [
        (Stage.DRAFT, Progress.DONE, Phase.PROPOSED),
        (Stage.HEARING, None, Phase.PROPOSED),
        (Stage.ON_AGENDA, None, Phase.PROPOSED),
        (Stage.ADOPTED, None, Phase.PLANNED),
        (Stage.IN_FORCE, Progress.NOT_REPORTED, Phase.PLANNED),
        (Stage.IN_FORCE, Progress.NOT_STARTED, Phase.PLANNED),
        (Stage.IN_FORCE, Progress.ON_SCHEDULE, Phase.RUNNING),
        (Stage.IN_FORCE, Progress.LATE, Phase.RUNNING),
        (Stage.IN_FORCE, Progress.DONE, Phase.DONE),
        (Stage.EVALUATED, Progress.ESTABLISHED, Phase.ESTABLISHED),
        (Stage.IN_FORCE, Progress.ON_HOLD, Phase.ON_HOLD),
        (Stage.IN_FORCE, Progress.CANCELLED, Phase.CANCELLED),
    ],
)
def test_the_phase_follows_the_plan_and_the_last_word(
    stage: Stage, said: Progress | None, phase: Phase
) -> None:
    assert phase_of(stage, said) is phase


def test_a_measure_with_an_heir_is_replaced_or_merged() -> None:
    running = Progress.ON_SCHEDULE

    assert phase_of(Stage.IN_FORCE, running, has_heir=True) is Phase.REPLACED
    assert phase_of(Stage.IN_FORCE, running, has_heir=True, is_merged=True) is Phase.MERGED
    assert phase_of(Stage.DRAFT, None, has_heir=True) is Phase.PROPOSED


def test_a_round_asks_about_what_is_promised_and_not_ended() -> None:
    assert is_live(Phase.RUNNING, Stage.IN_FORCE)
    assert is_live(Phase.ON_HOLD, Stage.ADOPTED)
    assert not is_live(Phase.DONE, Stage.IN_FORCE)
    assert not is_live(Phase.RUNNING, Stage.EVALUATED)


def test_only_undone_tasks_can_be_late() -> None:
    steps = [(date(2025, 3, 1), date(2025, 3, 9)), (date(2025, 6, 1), None)]

    assert open_days(steps) == (date(2025, 6, 1),)
