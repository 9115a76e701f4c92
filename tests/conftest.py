"""What every test stands on: quiet warnings are errors, and laws are tried on many examples."""

import os

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings

# One browser for the pages and the journeys: what stands here is shared by every folder.
from tests.browser.fixtures import (  # noqa: F401
    chromium,
    pytest_collection_modifyitems,
    pytest_terminal_summary,
    reader,
)
from tests.killing import power  # noqa: F401

# A shared machine is slow at times; a slow example is not a broken law.
settings.register_profile(
    "ruori", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", settings.get_profile("ruori"), max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ruori"))

# Playwright keeps an event loop in the test's thread; our code is synchronous all the same.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(autouse=True)
def _in_finnish() -> None:
    """A page read in another language leaves no trace: every test begins in the city's own."""
    translation.activate("fi")
