"""Names of units and posts on the day a page is asked about, read once a request."""

from ruori.kernel.moments import Moment
from ruori.kernel.text import Text
from ruori.organisation import queries as organisation


class Names:
    """What units and posts are called on one day: read when first asked for, then kept."""

    def __init__(self, moment: Moment) -> None:
        """Read nothing yet."""
        self._moment = moment
        self._read: organisation.Names | None = None

    def units(self) -> dict[int, Text]:
        """The names of the units open on the day."""
        return self._all().units

    def unit(self, pk: int | None) -> Text:
        """The name of a unit, of a closed one its last."""
        return self._all().unit(pk)

    def post(self, pk: int | None) -> Text:
        """The title of a post, of an ended one its last."""
        return self._all().post(pk)

    def _all(self) -> organisation.Names:
        """All names; one query the first time."""
        if self._read is None:
            self._read = organisation.names(self._moment)
        return self._read
