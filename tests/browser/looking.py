"""Looking at the city's pages as its readers do: light and dark, on a phone, without scripts."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from ruori.accounts.models import User

Scheme = Literal["light", "dark"]

SCHEMES: tuple[Scheme, ...] = ("light", "dark")
DESKTOP = 1280
# 320 CSS px is a small phone, and also 1 280 px at 400 % zoom (WCAG 1.4.10).
PHONE = 320
HEIGHT = 800
PATIENCE_MS = 10_000

# Chromium as root, without a screen, speaking to nobody but the page it is shown.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
_RUN_AXE = """async (rules) => (await axe.run(document, {
  resultTypes: ["violations"],
  runOnly: {type: "tag", values: rules},
})).violations.flatMap((found) => found.nodes.map(
  (node) => `${found.id}: ${found.help} | ${node.target.join(" ")} | ${node.failureSummary}`
))"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def chromium_path() -> str:
    """The Chromium of this machine, or nothing."""
    return next((path for name in NAMES if (path := shutil.which(name))), "")


@dataclass
class Reader:
    """One reader's window: opens pages and remembers every fault the browser complained about."""

    browser: Browser
    base: str
    complaints: list[str] = field(default_factory=list)

    @contextmanager
    def window(
        self,
        *,
        scheme: Scheme = "light",
        width: int = DESKTOP,
        has_scripts: bool = True,
        language: str = "fi",
        user: User | None = None,
    ) -> Iterator[Page]:
        """A fresh window with a profile of its own, signed in as `user` when one is given."""
        context = self.browser.new_context(
            base_url=self.base,
            color_scheme=scheme,
            java_script_enabled=has_scripts,
            locale=language,
            viewport={"width": width, "height": HEIGHT},
        )
        context.set_default_timeout(PATIENCE_MS)
        if user is not None:
            context.add_cookies(
                [{"name": "sessionid", "value": _session_of(user), "url": self.base}]
            )
        try:
            yield self._page(context)
        finally:
            context.close()

    def _page(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        # A refused inline script or style arrives here, so the strict policy is tested throughout.
        page.on("console", self._hear)
        return page

    def _hear(self, said: ConsoleMessage) -> None:
        # The answers 404, 409 and 422 are pages that are looked at, not faults.
        is_answer = "the server responded with a status of 4" in said.text
        if said.type == "error" and not is_answer:
            self.complaints.append(f"{said.location.get('url', '')}: {said.text}")


def axe(page: Page) -> list[str]:
    """The accessibility violations of a page, one line for each element; empty is the aim.

    The page must have scripts on: axe is one.
    """
    page.evaluate(_axe_source())
    found: list[str] = page.evaluate(_RUN_AXE, RULES)
    return found


@lru_cache(maxsize=1)
def _axe_source() -> str:
    return AXE.read_text(encoding="utf-8")


def scrolls_sideways(page: Page) -> bool:
    """Whether a reader would have to scroll the page itself in two directions (WCAG 1.4.10)."""
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )


def small_targets(page: Page, side: int = 24) -> list[str]:
    """Buttons and fields smaller than `side` px in either direction (WCAG 2.5.8)."""
    found: list[str] = page.evaluate(
        """(side) => [...document.querySelectorAll("button, select, input:not([type=hidden])")]
        .filter((e) => e.checkVisibility())
        .filter((e) => {
          const box = e.getBoundingClientRect();
          return box.width < side || box.height < side;
        })
        .map((e) => e.outerHTML.slice(0, 120))""",
        side,
    )
    return found


def focused(page: Page) -> str:
    """What has the keyboard: the words of the focused element, or its name."""
    said: str = page.evaluate(
        "(document.activeElement.innerText || document.activeElement.name || '').trim()"
    )
    return said


def tab_order(page: Page, limit: int = 60) -> list[str]:
    """What the Tab key reaches from the top of the page, in order, until it comes round."""
    reached: list[str] = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        reached.append(focused(page))
    return reached


def _session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value
