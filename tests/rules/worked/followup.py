"""Rows about goals, proof, progress, and what may be taken back or put right."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from ruori.cycle.rules import RoundState
from ruori.followup.codes import Verdict
from ruori.followup.rules.entries import may_correct, may_take_back
from ruori.followup.rules.goals import (
    Bound,
    DeedWord,
    Figure,
    Outcome,
    Result,
    Rule,
    deed_result,
    figure_result,
    ruled,
)
from ruori.followup.rules.progress import (
    Schedule,
    Words,
    asked_fields,
    progress_problems,
    shown_progress,
)
from ruori.followup.rules.proof import ProofState, Shown, proof_state, provability, published
from ruori.kernel.codes import Attainment, Progress, Provability
from ruori.kernel.problems import Problem
from ruori.plans.codes import GoalRule, Operator
from tests.rules.paper import Tried

RESULTS = {
    "R": Result.REACHED,
    "N": Result.NOT_REACHED,
    "U": Result.UNKNOWN,
    "reached": Result.REACHED,
    "not reached": Result.NOT_REACHED,
    "missed": Result.NOT_REACHED,
    "unknown": Result.UNKNOWN,
}
ATTAINED = {
    "met": Attainment.MET,
    "partly met": Attainment.PARTLY_MET,
    "not met": Attainment.NOT_MET,
    "cannot be proved": Attainment.UNPROVABLE,
    "an outlook": Attainment.AT_RISK,
}
EVIDENCE = {
    "in order": Provability.PROVEN,
    "incomplete": Provability.PARTLY_PROVEN,
    "not checked": Provability.NOT_CHECKED,
    "no evidence": Provability.UNPROVEN,
}
PROOFS = {
    "with approved proof": ProofState.APPROVED,
    "with waiting proof": ProofState.WAITING,
    "without proof": ProofState.NONE,
}
PROGRESS = {
    "on time": Progress.ON_SCHEDULE,
    "not started": Progress.NOT_STARTED,
    "on hold": Progress.ON_HOLD,
    "late": Progress.LATE,
    "done": Progress.DONE,
    "routine": Progress.ESTABLISHED,
    "cancelled": Progress.CANCELLED,
    "not reported": Progress.NOT_REPORTED,
}
BOUNDS = (
    (r"at least (\S+)", Operator.AT_LEAST),
    (r"at most (\S+)", Operator.AT_MOST),
    (r"within (\S+)–(\S+)", Operator.WITHIN),
    (r"exactly (\S+) ± (\S+)", Operator.EXACTLY),
)
REASONS = {
    "correct it instead": "UNDO_TOO_LATE",
    "already approved": "ENTRY_APPROVED",
    "the round takes no reports": "ROUND_NOT_OPEN",
}
NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


def rule_of(text: str) -> tuple[Rule, list[Decimal]]:
    """`weighted 0.6, weights 3 1 1` as a rule and the weights of its tests."""
    parts = dict(re.findall(r"(weights|partly from|weighted|at least) ([\d. ]+)", text))
    weights = [Decimal(each) for each in parts.get("weights", "").split()]
    partly_at = Decimal(parts["partly from"]) if "partly from" in parts else None
    if "weighted" in parts:
        rule = Rule(GoalRule.WEIGHTED, share=Decimal(parts["weighted"]), partly_at=partly_at)
    elif "at least" in parts:
        rule = Rule(GoalRule.AT_LEAST, count=int(parts["at least"]), partly_at=partly_at)
    else:
        rule = Rule(GoalRule(text.partition(",")[0].upper()), partly_at=partly_at)
    return rule, weights


def goal(rule: str, tests: str, result: str, _why: str) -> None:
    """A goal with its tests by letters."""
    said, weights = rule_of(rule)
    letters = tests.split()
    outcomes = [
        Outcome(RESULTS[letter], weight)
        for letter, weight in zip(letters, weights or [Decimal(1)] * len(letters), strict=True)
    ]
    assert ruled(said, outcomes).attainment is ATTAINED[result]


def figure(value: str, decimals: str, promise: str, says: str) -> None:
    """A figure against its promise."""
    digits, _, note = value.partition(", ")
    known = Figure(
        None if digits == "none" else Decimal(digits), is_firm=not note, is_provisional=bool(note)
    )
    result = figure_result(known, bound_of(promise), decimals=int(decimals))
    assert result is RESULTS[says]


def bound_of(promise: str) -> Bound:
    """`exactly 12.0 ± 0.1` as a comparison."""
    for form, operator in BOUNDS:
        found = re.fullmatch(form, promise)
        if found is not None:
            low, *more = (Decimal(digits) for digits in found.groups())
            second = more[0] if more else None
            is_range = operator is Operator.WITHIN
            return Bound(operator, low, second if is_range else None, None if is_range else second)
    raise AssertionError(promise)


def deed(due: str, done: str, judged: str, says: str) -> None:
    """A promised deed and what the unit says of it."""
    words = {"not done": DeedWord(None), "not spoken of": None}
    word = words[done] if done in words else DeedWord(date.fromisoformat(done))
    result = deed_result(word, due_on=date.fromisoformat(due), as_of=date.fromisoformat(judged))
    assert result is RESULTS[says]


def proof(rule: str, tests: str, says: str, evidence: str, told: str) -> None:
    """A goal, how far it is proven, and what may be published of it."""
    said, _ = rule_of(rule)
    shown = [_shown(each) for each in tests.split("; ")]
    result = ruled(said, [each.outcome for each in shown]).attainment
    known = provability(said, shown)
    assert (result, known) == (ATTAINED[says], EVIDENCE[evidence])
    assert published(result, known) is ATTAINED[told]


def _shown(text: str) -> Shown:
    result, _, proof_words = text.partition(" ")
    return Shown(Outcome(RESULTS[result]), has_inputs=True, proof=PROOFS[proof_words])


def publishing(says: str, evidence: str, told: str) -> None:
    """What is published of each result with each evidence."""
    known = {
        "in order": {Provability.PROVEN},
        "anything else": set(Provability) - {Provability.PROVEN},
        "any": set(Provability),
    }[evidence]
    for result in (ATTAINED[each] for each in says.split(", ")):
        expected = result if told == "the same" else ATTAINED[told]
        assert {published(result, each) for each in known} == {expected}


def approval(writer: str, approver: str, state: str) -> None:
    """Whose approval counts."""
    persons = {"Aino": 1, "Bertta": 2, "nobody": None}
    found = proof_state(writer=persons[writer], approvers=[persons[approver]])
    assert found.value == state.upper()


def lateness(ends: str, task: str, day: str, says: str) -> None:
    """What the days say of a measure."""
    schedule = Schedule(_day(ends), tuple(each for each in [_day(task)] if each is not None))
    assert schedule.is_overdue(date.fromisoformat(day)) is (says == "late")


def _day(text: str) -> date | None:
    return None if text == "–" else date.fromisoformat(text)


def progress(written: str, days: str, shown: str, asked: str) -> None:
    """What is shown of a written word, and what more its writer is asked."""
    is_late = days == "late"
    schedule = Schedule(NOON.date() - timedelta(days=1) if is_late else None)
    said = PROGRESS.get(written)
    found = shown_progress(said, schedule, as_of=NOON.date())
    assert found.codes == tuple(PROGRESS[each] for each in shown.split(", "))
    if said is not None:
        assert _asked(said, is_late=is_late) == set(asked.split("; ")) - {"–"}


def _asked(said: Progress, *, is_late: bool) -> set[str]:
    problems = progress_problems(progress=said, before=said, words=Words(), is_overdue=is_late)
    needed = {"a reason"} if [each.code for each in problems] == ["REASON_NEEDED"] else set()
    offered = {"action", "new_end_on"} <= asked_fields(said)
    return needed | ({"what is done, a new day"} if offered else set())


def taking_back(hours: str, state: str, approved: str, answer: str) -> None:
    """Whether a report may be undone."""
    problem = may_take_back(
        recorded_at=NOON - timedelta(hours=int(hours)),
        at=NOON,
        state=RoundState[state.upper()],
        verdict=_verdict(approved),
    )
    _check(problem, answer)


def putting_right(who: str, state: str, approved: str, answer: str) -> None:
    """Whether a report may be corrected."""
    problem = may_correct(
        state=RoundState[state.upper()],
        verdict=_verdict(approved),
        steers={"who steers": True, "the reporter": False}[who],
    )
    _check(problem, answer)


def _verdict(approved: str) -> Verdict | None:
    return {"yes": Verdict.APPROVED, "no": None}[approved]


def _check(problem: Problem | None, answer: str) -> None:
    word, _, reason = answer.partition(": ")
    assert (problem is None) is (word == "yes")
    assert problem is None or problem.code == REASONS[reason]


TABLES: Tried = {
    ("goal", "A figure | Decimals | The promise | Says"): figure,
    ("goal", "A deed due | Said to be done | Judged | Says"): deed,
    ("goal", "Rule | Tests | Result | Why"): goal,
    ("proof", "Rule | Tests | Rule says | Evidence | Published"): proof,
    ("proof", "The rule says | Evidence | Published"): publishing,
    ("proof", "Claim written by | Proof approved by | The proof is"): approval,
    ("progress", "Promised end | Task due, not done | On the day | The days say"): lateness,
    ("progress", "Written | The days say | Shown | Asked of the writer"): progress,
    ("undo", "Hours since | The round | Approved | May it be taken back"): taking_back,
    ("undo", "Who | The round | Approved | May it be put right"): putting_right,
}
