"""Rows about which value counts, what it may decide, the path to a target, and small numbers."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from ruori.indicators.rules.codes import Confidence, Mode, Status, TargetLevel, Wanted
from ruori.indicators.rules.judging import Meaning, PathAnswer, Word, judge
from ruori.indicators.rules.lines import Point, Source, current_line
from ruori.indicators.rules.targets import Base, Promise, TargetMark
from ruori.indicators.rules.units import UNITS
from ruori.kernel.instants import known_before
from ruori.kernel.period import Period, year
from ruori.kernel.small_cells import Sum, hidden_cells
from tests.rules.paper import Tried, table

STATUSES = {
    "final": Status.NORMAL,
    "definition differs a little": Status.DEFINITION_DIFFERS,
    "first after a break": Status.BREAK,
    "preliminary": Status.PROVISIONAL,
    "uncertain": Status.UNRELIABLE,
    "estimate": Status.ESTIMATE,
    "imputed": Status.IMPUTED,
    "forecast": Status.FORECAST,
    "no data": Status.MISSING,
    "not collected": Status.NOT_COLLECTED,
    "cannot exist": Status.CANNOT_EXIST,
}
WORDS = {
    "on the path": (Word.ON_PATH, PathAnswer.ON),
    "reached": (Word.TARGET_REACHED, PathAnswer.ON),
    "none yet: behind": (Word.NOT_ASSESSABLE, PathAnswer.BEHIND),
}
WANTED = {"more": Wanted.INCREASE, "less": Wanted.DECREASE, "neither": Wanted.NONE}
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
COUNT = "count"


def digits(text: str) -> Decimal:
    """`19 499` as a figure."""
    return Decimal(text.replace(" ", ""))


def in_year(text: str) -> tuple[Decimal, Period]:
    """`19 499 in 2022` as a figure and its year."""
    figure, _, number = text.partition(" in ")
    return digits(figure), year(int(number))


def a_point(period: Period, value: Decimal | None, status: Status, **changes: object) -> Point:
    """A value known long ago."""
    return Point(period, value, status, Source(1, "s", LONG_AGO), **changes)  # type: ignore[arg-type]


def batch(name: str, began: str, says: str) -> None:
    """A batch is used by the questions of the next table; here only that it can be read."""
    assert name
    assert says == "withdrawn" or digits(says)
    assert began == "never" or date.fromisoformat(began)


def vintages() -> list[Point]:
    """The batches of the page that ever began to count."""
    return [
        Point(
            year(2022),
            None if says == "withdrawn" else digits(says),
            Status.MISSING if says == "withdrawn" else Status.NORMAL,
            Source(place, name, datetime.combine(date.fromisoformat(began), time(12), tzinfo=UTC)),
            is_withdrawn=says == "withdrawn",
        )
        for place, (name, began, says) in enumerate(table("figures", "Batch").rows)
        if began != "never"
    ]


def known(day: str, value: str) -> None:
    """What the line said, as known on a day."""
    before = known_before(date.fromisoformat(day))
    line = current_line(each for each in vintages() if each.source.known_at < before)
    assert [each.value for each in line] == ([] if value == "none" else [digits(value)])


def status(words: str, judged: str, decides: str, _drawn: str) -> None:
    """Whether a value of a status is judged, and may call a target reached."""
    for word in words.split("; "):
        point = _of_status(word)
        assert point.is_usable is (judged == "yes")
        assert point.may_decide() is (decides == "yes")
        assert point.may_decide(has_only_estimates=True) is (decides == "yes" or word == "estimate")


def _of_status(word: str) -> Point:
    if word == "suppressed":
        return a_point(year(2022), Decimal(1), Status.NORMAL, conf=Confidence.SUPPRESSED)
    if word == "part of a period that is not over":
        return a_point(year(2022), Decimal(1), Status.NORMAL, is_partial=True)
    code = STATUSES[word]
    has_value = word not in ("no data", "not collected", "cannot exist")
    return a_point(year(2022), Decimal(1) if has_value else None, code)


def path(wanted: str, base: str, target: str, value: str, promised: str, word: str) -> None:
    """Where a value stands to its target and to the path there."""
    mode, _, aim = target.partition(" ")
    start, begins = in_year(base)
    level, ends = in_year(aim)
    told, _, note = value.partition(", ")
    figure, period = in_year(told)
    promise = Promise(
        TargetLevel.MINIMUM,
        (TargetMark(ends, level),),
        COUNT,
        base=Base(begins, start),
        mode=Mode[mode.upper()],
    )
    found = judge(
        [a_point(period, figure, STATUSES[note or "final"])],
        meaning=Meaning(UNITS[COUNT], wanted=WANTED[wanted]),
        as_of=date(period.end.year + 1, 1, 31),
        promises=[promise],
    )
    assert found.path is not None
    assert (found.word, found.path.answer) == WORDS[word]
    assert found.path.promised.quantize(digits(promised)) == digits(promised)


def small(women: str, men: str, everybody: str, told: str) -> None:
    """Which cells of a row may be told."""
    counts = {"women": int(women), "men": int(men), "all": int(everybody)}
    hidden = hidden_cells(counts, [Sum("all", ("women", "men"))])
    shown = {f"{cell} {count}" for cell, count in counts.items() if cell not in hidden}
    expected = {f"{cell} {count}" for cell, count in counts.items()}
    assert shown == (expected if told == "everything" else set(told.split(", ")))


TABLES: Tried = {
    ("figures", "Batch | Began to count | Says of 2022"): batch,
    ("figures", "Known on | The value of 2022"): known,
    ("figures", "Status | Judged | May call a target reached | Drawn"): status,
    ("figures", "Wanted | Base | Target | Value | The path promises | Word"): path,
    ("figures", "Women | Men | All | Told"): small,
}
