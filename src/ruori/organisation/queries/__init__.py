"""Questions asked of the organisation, each in a constant number of queries."""

from ruori.organisation.queries.cards import (
    CityCard,
    HoldingCard,
    OwnerCard,
    Owners,
    PersonCard,
    PostCard,
    RoleCard,
    SiteCard,
    UnitCard,
)
from ruori.organisation.queries.charts import chart, chart_with_titles, lines, owners, parents
from ruori.organisation.queries.heirs import standing_units
from ruori.organisation.queries.histories import histories
from ruori.organisation.queries.names import Names, names
from ruori.organisation.queries.people import (
    holders,
    holdings,
    people,
    person_by_email,
    person_names,
    roles,
    steering_addresses,
)
from ruori.organisation.queries.problems import fault_problem, problems
from ruori.organisation.queries.structure import city, posts, sites, units
from ruori.organisation.queries.unit_lives import (
    UnitPast,
    coming_units,
    heirs_of,
    unit_history,
)
from ruori.organisation.queries.viewers import viewer_for, viewer_with_lines

__all__ = [
    "CityCard",
    "HoldingCard",
    "Names",
    "OwnerCard",
    "Owners",
    "PersonCard",
    "PostCard",
    "RoleCard",
    "SiteCard",
    "UnitCard",
    "UnitPast",
    "chart",
    "chart_with_titles",
    "city",
    "coming_units",
    "fault_problem",
    "heirs_of",
    "histories",
    "holders",
    "holdings",
    "lines",
    "names",
    "owners",
    "parents",
    "people",
    "person_by_email",
    "person_names",
    "posts",
    "problems",
    "roles",
    "sites",
    "standing_units",
    "steering_addresses",
    "unit_history",
    "units",
    "viewer_for",
    "viewer_with_lines",
]
