"""What a web process does once, before its first answer."""

import gc

from django.urls import get_resolver


def settle() -> None:
    """Load every address and page, then let Python's rubbish collector leave them alone for good.

    They live as long as the process; looking through them again and again made every twentieth
    large page twice as slow.
    """
    assert get_resolver().url_patterns  # noqa: S101 - reading them loads the views
    gc.collect()
    gc.freeze()
