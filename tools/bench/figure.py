"""What is measured: a figure with its limit, and how times and questions are counted."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection

WARM_UPS = 3
REPETITIONS = 40


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value beside its limit; the smaller the better."""

    name: str
    value: float
    unit: str
    limit: float

    @property
    def ok(self) -> bool:
        """True when the limit holds."""
        return self.value <= self.limit

    def as_json(self) -> dict[str, object]:
        """The line of build/bench.json; others read these five names."""
        return {
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "limit": self.limit,
            "ok": self.ok,
        }


def p95(values: list[float]) -> float:
    """The value that 95 of 100 do not pass (nearest rank)."""
    ordered = sorted(values)
    return ordered[math.ceil(0.95 * len(ordered)) - 1]


def milliseconds(deed: Callable[[int], object], repetitions: int = REPETITIONS) -> list[float]:
    """How long a deed takes each time, after some warm-ups; it is told which time it is."""
    for number in range(WARM_UPS):
        deed(number)
    return [_one(deed, number) for number in range(repetitions)]


def _one(deed: Callable[[int], object], number: int) -> float:
    began = time.perf_counter()
    deed(number)
    return (time.perf_counter() - began) * 1000


@contextmanager
def counted() -> Iterator[list[str]]:
    """The questions put to the database while the block lasts, in order."""
    asked: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's signature
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield asked
