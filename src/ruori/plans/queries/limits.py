"""The limits of the plan check on a day: the city's own, else those of the data file."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from ruori.kernel.moments import Moment
from ruori.plans.models import HealthLimitsState
from ruori.plans.rules.lint import Limits

FILE = Path(__file__).resolve().parent.parent / "data" / "limits.toml"
NAMES = tuple(Limits.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class LimitsCard:
    """The limits that hold on a day, and the version to change them at."""

    version: int
    limits: Limits


def limits_card(moment: Moment) -> LimitsCard:
    """The limits on a day; one query."""
    rows = HealthLimitsState.objects.in_force(moment.as_of, moment.known_on)
    row = rows.select_related("limits").first()
    if row is None:
        return LimitsCard(1, default_limits())
    return LimitsCard(row.limits.version, Limits(**{name: getattr(row, name) for name in NAMES}))


@lru_cache(maxsize=1)
def default_limits() -> Limits:
    """The limits a city begins with."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Limits(**{**told, "similarity": Decimal(told["similarity"])})
