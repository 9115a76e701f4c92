"""Names of units and posts on the day a page is asked about, read once a request."""

from ruori.kernel.moments import Moment
from ruori.kernel.text import EMPTY, Text
from ruori.organisation import queries as organisation
from ruori.organisation.queries import PostCard, UnitCard


class Names:
    """The units and posts of one day: read when first asked for, then kept for the request."""

    def __init__(self, moment: Moment) -> None:
        """Read nothing yet."""
        self._moment = moment
        self._units: dict[int, UnitCard] | None = None
        self._posts: dict[int, PostCard] | None = None

    def units(self) -> dict[int, UnitCard]:
        """The units open on the day; one query the first time."""
        if self._units is None:
            self._units = organisation.units(self._moment)
        return self._units

    def posts(self) -> dict[int, PostCard]:
        """The posts of the day; one query the first time."""
        if self._posts is None:
            self._posts = organisation.posts(self._moment)
        return self._posts

    def unit(self, pk: int | None) -> Text:
        """The name of a unit; empty when there is none on the day."""
        card = None if pk is None else self.units().get(pk)
        return EMPTY if card is None else card.name

    def post(self, pk: int | None) -> Text:
        """The title of a post; empty when there is none on the day."""
        card = None if pk is None else self.posts().get(pk)
        return EMPTY if card is None else card.title
