"""How often one address has come with a link that opens nothing, kept in memory for minutes.

128 random bits cannot be guessed; this only answers a machine that tries with fewer words. Nothing
is written: the count is that of one process and is forgotten with it.
"""

from collections import deque
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

WINDOW: Final = timedelta(minutes=10)
MOST: Final = 30
ADDRESSES: Final = 10_000
"""How many addresses are remembered; the oldest are forgotten first."""


class Attempts:
    """Failed tries by address. Whoever comes with a living link is never counted nor stopped."""

    def __init__(self) -> None:
        """Nobody has tried yet."""
        self._failed: dict[str, deque[datetime]] = {}
        self._lock = Lock()

    def too_many(self, address: str, at: datetime) -> bool:
        """Count a failure; true when the address has failed too often within ten minutes."""
        with self._lock:
            failed = self._failed.pop(address, deque(maxlen=MOST + 1))
            while failed and at - failed[0] > WINDOW:
                failed.popleft()
            failed.append(at)
            self._failed[address] = failed
            while len(self._failed) > ADDRESSES:
                del self._failed[next(iter(self._failed))]
            return len(failed) > MOST
