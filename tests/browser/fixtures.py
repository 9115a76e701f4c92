"""A Chromium for the tests that look at pages; where it is missing, a skip nobody can miss."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.looking import AXE, FLAGS, Reader, chromium_path

MISSING = pytest.StashKey[str]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test that asks for a browser, itself or through another fixture, says so."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say loudly, last of all, when pages were not looked at; a release must not say it."""
    why = config.stash.get(MISSING, "")
    if why:
        terminalreporter.section("PAGES WERE NOT LOOKED AT", sep="!", red=True, bold=True)
        terminalreporter.line(f"{why} The browser tests were skipped.", red=True, bold=True)


@pytest.fixture(scope="session")
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """One browser for the whole run; each window in it has a profile of its own."""
    path = chromium_path()
    why = "" if path else "There is no Chromium on this machine (apt-get install chromium)."
    if path and not AXE.exists():
        why = "axe-core is missing (make setup)."
    if why:
        request.config.stash[MISSING] = why
        pytest.skip(why)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def reader(chromium: Browser, live_server: LiveServer) -> Iterator[Reader]:
    """A reader before the running city; fails the test when the browser complained of anything."""
    looking = Reader(chromium, live_server.url)
    yield looking
    assert looking.complaints == []
