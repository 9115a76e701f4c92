"""Only the names of units and posts on a day: what a public page shows of the organisation."""

from dataclasses import dataclass

from django.db.models import Value

from ruori.kernel.moments import Moment
from ruori.kernel.text import EMPTY, Text
from ruori.organisation.models import PostState, UnitState


@dataclass(frozen=True, slots=True)
class Names:
    """What units and posts are called on a day, by key; what is not there has no name."""

    units: dict[int, Text]
    posts: dict[int, Text]

    def unit(self, pk: int | None) -> Text:
        """The name of a unit; empty when there is none on the day."""
        return self.units.get(pk or 0, EMPTY)

    def post(self, pk: int | None) -> Text:
        """The title of a post; empty when there is none on the day."""
        return self.posts.get(pk or 0, EMPTY)


def names(moment: Moment) -> Names:
    """The names of all units and posts of a day; one query."""
    day, known_on = moment.as_of, moment.known_on
    posts = PostState.objects.in_force(day, known_on).values_list(Value("post"), "post_id", "title")
    rows = (
        UnitState.objects.in_force(day, known_on)
        .values_list(Value("unit"), "unit_id", "name")
        .union(posts, all=True)
    )
    found = Names({}, {})
    for kind, pk, name in rows:
        (found.units if kind == "unit" else found.posts)[pk] = name
    return found
