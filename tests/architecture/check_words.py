"""What is sent with reports and to the plan check, for the table of the desk's gates."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from ruori.notices.queries import plan_health
from ruori.plans.queries.limits import default_limits
from tests.furnished import NOW, Furnished

Body = Callable[[Furnished], Mapping[str, Any]]


def limit_words(_city: Furnished) -> Mapping[str, Any]:
    """The limits of the plan check."""
    return {"version": 1, **asdict(default_limits())}


def wrong(code: str, **words: Any) -> Body:
    """What is sent about the finding of a rule about the environment's measure."""

    def made(city: Furnished) -> Mapping[str, Any]:
        found = next(
            one
            for one in plan_health(NOW)
            if one.problem.code == code
            and one.problem.about is not None
            and one.problem.about.pk == city.silent.pk
        )
        return {"fingerprint": found.fingerprint, "version": city.silent.version, **words}

    return made


def report_words(city: Furnished) -> Mapping[str, Any]:
    """A report of a measure or goal, after the one that stands."""
    return {"version": city.entry.pk, "progress": "DONE", "done": "Valmis."}


def goal_report(city: Furnished) -> Mapping[str, Any]:
    """A report of a goal, after the one that stands."""
    return {"version": city.goal_entry.pk, "outlook": "ON_COURSE", "done": "Hyvä."}
