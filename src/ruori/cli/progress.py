"""How far long work is, on the command line: one line rewritten in place, or one now and then."""

import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from shutil import get_terminal_size
from typing import Final, Self, TextIO

from django.utils.translation import gettext

from ruori.jobs.rules import remaining
from ruori.ui.conventions import NBSP
from ruori.ui.durations import duration, roughly

BAR_WIDTH: Final = 12
NAME_WIDTH: Final = 10
EVERY: Final = 10.0
REDRAW_EVERY: Final = 0.1
_CLEAR: Final = "\r\x1b[K"
_GREEN: Final = "\x1b[32m"
_PLAIN: Final = "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the line tells: the work, in which unit it is counted, how far, after how long (s)."""

    what: str
    unit: str
    done: int
    total: int
    elapsed: float


def line(seen: Seen, *, width: int = 80, has_colour: bool = False) -> str:
    """`tuonti plan.pdf [#######-----] 118/281 riviä 14 s, jäljellä noin 20 s`.

    At most `width` signs: the name of the work is shortened first, then the bar left out.
    Without a known total there is no bar and no estimate.
    """
    tail = " ".join(part for part in (_counts(seen), _times(seen)) if part)
    bar = _bar(seen.done, seen.total)
    if width < len(f"{bar} {tail}") + NAME_WIDTH:
        bar = ""
    room = max(1, width - sum(len(part) + 1 for part in (bar, tail) if part))
    what = seen.what if len(seen.what) <= room else f"{seen.what[: room - 1]}…"
    shown = f"{_GREEN}{bar}{_PLAIN}" if has_colour and bar else bar
    return " ".join(part for part in (what, shown, tail) if part)


def _bar(done: int, total: int) -> str:
    if total <= 0:
        return ""
    full = min(BAR_WIDTH, done * BAR_WIDTH // total)
    return f"[{'#' * full}{'-' * (BAR_WIDTH - full)}]"


def _counts(seen: Seen) -> str:
    if not seen.done and not seen.total:
        return ""
    counts = f"{seen.done}/{seen.total}" if seen.total else str(seen.done)
    return f"{counts} {seen.unit}".rstrip()


def _times(seen: Seen) -> str:
    left = remaining(seen.elapsed, seen.done, seen.total)
    if left is None:
        return _typed(duration(seen.elapsed))
    return gettext("%(elapsed)s, about %(left)s left") % {
        "elapsed": _typed(duration(seen.elapsed)),
        "left": _typed(roughly(left)),
    }


def _typed(words: str) -> str:
    # A terminal may not know the space that keeps figure and unit together on a page.
    return words.replace(NBSP, " ")


class Progress:
    """Tells how far a command is, on standard error; a context manager.

    On a terminal one line is rewritten; elsewhere a line is written at each step and every ten
    seconds. `NO_COLOR` takes colours away, `is_quiet` everything.
    """

    def __init__(
        self,
        what: str,
        unit: str = "",
        *,
        is_quiet: bool = False,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        """Begin to tell of the work named `what`, counted in `unit`."""
        self._stream = sys.stderr if stream is None else stream
        self._clock = clock
        self._is_quiet = is_quiet
        self._is_terminal = self._stream.isatty() and environment.get("TERM") != "dumb"
        self._has_colour = self._is_terminal and not environment.get("NO_COLOR")
        self._began = clock()
        self._written = self._began - REDRAW_EVERY
        self._told_at = self._began
        self._seen = Seen(what, unit, 0, 0, 0)
        self._what = what

    def __enter__(self) -> Self:
        """Nothing is written before there is something to tell."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Take the rewritten line away: the result comes after it, on standard output."""
        if self._is_terminal and not self._is_quiet:
            self._write(_CLEAR)

    def step(self, words: str) -> None:
        """A new step begins: its words stand after the name of the work."""
        self._see(0, 0, what=f"{self._what}: {words}")
        self._show(is_due=True)

    def tell(self, done: int, total: int) -> None:
        """So many of so many are done; total 0 when it is not known."""
        self._see(done, total, what=self._seen.what)
        self._show(is_due=bool(total) and done >= total)

    def _see(self, done: int, total: int, *, what: str) -> None:
        elapsed = self._clock() - self._began
        self._seen = Seen(what, self._seen.unit, done, total, elapsed)

    def _show(self, *, is_due: bool) -> None:
        now = self._clock()
        if self._is_quiet:
            return
        if not self._is_terminal:
            if is_due or now - self._told_at >= EVERY:
                self._told_at = now
                self._write(f"{line(self._seen, width=1000)}\n")
        elif is_due or now - self._written >= REDRAW_EVERY:
            self._written = now
            width = get_terminal_size().columns - 1
            self._write(_CLEAR + line(self._seen, width=width, has_colour=self._has_colour))

    def _write(self, words: str) -> None:
        self._stream.write(words)
        self._stream.flush()
