"""Building the example city once; typed again, it finds the city there and changes nothing."""

from datetime import UTC, datetime

from django.db import transaction

from ruori.cli.demo.figures import follow
from ruori.cli.demo.founding import found
from ruori.cli.demo.promises import promise
from ruori.cli.demo.reactions import react
from ruori.cli.demo.year import live_year
from ruori.organisation.queries import city

FOUNDED = datetime(2022, 1, 3, 8, tzinfo=UTC)


@transaction.atomic
def build(base: str) -> bool:
    """Build the Kemi city; figures of its report lead to `base`. False when there is a city."""
    if city() is not None:
        return False
    organisation = found(FOUNDED)
    promises = promise(organisation, FOUNDED)
    follow(organisation, promises, FOUNDED)
    live_year(organisation, promises, base)
    react(organisation, promises)
    return True
