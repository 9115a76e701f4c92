"""Only the names of units and posts on a day: what a public page shows of the organisation."""

from dataclasses import dataclass, field

from django.db.models import Value

from ruori.kernel.moments import Moment
from ruori.kernel.text import EMPTY, Text
from ruori.organisation.models import PostState, UnitState


@dataclass(frozen=True, slots=True)
class Names:
    """What units and posts are called on a day, by key.

    `units` and `posts` are those of the day; what has ended keeps its last name in `former`, by
    kind and key.
    """

    units: dict[int, Text]
    posts: dict[int, Text]
    former: dict[tuple[str, int], Text] = field(default_factory=dict)

    def unit(self, pk: int | None) -> Text:
        """The name of a unit, of a closed one its last; empty when there was none yet."""
        return self.units.get(pk or 0) or self.former.get(("unit", pk or 0), EMPTY)

    def post(self, pk: int | None) -> Text:
        """The title of a post, of an ended one its last; empty when there was none yet."""
        return self.posts.get(pk or 0) or self.former.get(("post", pk or 0), EMPTY)


def names(moment: Moment) -> Names:
    """The names of all units and posts that there are on a day or were before; one query."""
    day, known_on = moment.as_of, moment.known_on
    ends = ("valid_from", "valid_to")
    posts = PostState.objects.begun(day, known_on).values_list(
        Value("post"), "post_id", "title", *ends
    )
    rows = (
        UnitState.objects.begun(day, known_on)
        .values_list(Value("unit"), "unit_id", "name", *ends)
        .union(posts, all=True)
    )
    found = Names({}, {})
    for kind, pk, name, _, end in sorted(rows, key=lambda row: row[3]):
        if end is not None and end <= day:
            found.former[kind, pk] = name
        else:
            (found.units if kind == "unit" else found.posts)[pk] = name
    return found
