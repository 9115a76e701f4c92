"""Made cities of two sizes, and how many queries their pages take."""

from collections.abc import Callable, Mapping

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ruori.kernel.instants import city_day
from ruori.notices.actions import check_plans
from tools.bench.city import MadeCity, build_city
from tools.bench.size import Size

SMALL = Size(measures=8, indicators=2, years=2, objectives=2, areas=2, units_of_area=2)
DOUBLED = Size(measures=16, indicators=4, years=4, objectives=4, areas=4, units_of_area=4)

Addresses = Callable[[MadeCity], Mapping[str, str]]
Reader = Callable[[MadeCity], Client]


def queries(size: Size, addresses: Addresses, reader: Reader) -> dict[str, int]:
    """How many queries each page takes in a city of a size; nothing of the city is kept."""
    with transaction.atomic():
        city = build_city(size, today=city_day(timezone.now()))
        check_plans(at=timezone.now())
        client = reader(city)
        found = {name: _of_one(client, address) for name, address in addresses(city).items()}
        transaction.set_rollback(True)
    return found


def _of_one(client: Client, address: str) -> int:
    answer = client.get(address)
    if answer.status_code in (301, 302):
        address = answer.headers["Location"]
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    return len(asked)
