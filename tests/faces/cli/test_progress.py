"""The line that tells how far a command is."""

import io

import pytest
from django.utils import translation

from ruori.cli.progress import Progress, Seen, line

PLAN = Seen("tuonti plan.pdf", "riviä", 118, 281, 14.2)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


class Ticking:
    """A clock that moves by hand."""

    def __init__(self) -> None:
        """Begin at noon."""
        self.now = 0.0

    def __call__(self) -> float:
        """The time by hand."""
        return self.now


def test_the_line_is_the_one_promised() -> None:
    with translation.override("fi"):
        assert line(PLAN) == "tuonti plan.pdf [#####-------] 118/281 riviä 14 s, jäljellä noin 20 s"
    with translation.override("sv"):
        assert line(PLAN).endswith("118/281 riviä 14 s, cirka 20 s kvar")
    with translation.override("en"):
        assert line(PLAN).endswith("118/281 riviä 14 s, about 20 s left")


@pytest.mark.parametrize("width", [45, 60, 70, 79, 80, 200])
def test_the_line_is_never_wider_than_the_terminal(width: int) -> None:
    long = Seen("tuonti " + "a" * 300 + ".pdf", "riviä", 118, 281, 14.2)
    with translation.override("fi"):
        shown = line(long, width=width)
    assert len(shown) <= width
    assert "118/281 riviä" in shown


@pytest.mark.parametrize(
    ("seen", "shown"),
    [
        (Seen("raportti", "", 0, 0, 3), "raportti 3 s"),
        (Seen("raportti", "riviä", 7, 0, 3), "raportti 7 riviä 3 s"),
        (Seen("raportti", "riviä", 0, 8, 3), "raportti [------------] 0/8 riviä 3 s"),
        (Seen("raportti", "riviä", 8, 8, 3), "raportti [############] 8/8 riviä 3 s"),
        (Seen("raportti", "riviä", 9, 8, 3), "raportti [############] 9/8 riviä 3 s"),
    ],
)
def test_what_is_not_known_is_not_told(seen: Seen, shown: str) -> None:
    with translation.override("fi"):
        assert line(seen) == shown


def told(stream: io.StringIO, **environment: str) -> str:
    """A command of two steps, 30 s long, as written."""
    clock = Ticking()
    with (
        translation.override("fi"),
        Progress(
            "tuonti", "riviä", stream=stream, clock=clock, environment=environment
        ) as progress,
    ):
        progress.step("luetaan")
        for done in range(31):
            clock.now = float(done)
            progress.tell(done, 30)
    return stream.getvalue()


def test_on_a_terminal_one_line_is_rewritten_and_taken_away() -> None:
    written = told(Terminal(), TERM="xterm", NO_COLOR="1")
    assert "\n" not in written
    assert written.count("\r\x1b[K") > 20
    assert "tuonti: luetaan [############] 30/30 riviä 30 s" in written
    assert written.endswith("\r\x1b[K")
    assert "\x1b[32m" not in written


def test_colours_are_taken_away_when_asked() -> None:
    assert "\x1b[32m" in told(Terminal(), TERM="xterm")
    assert "\x1b[32m" not in told(Terminal(), TERM="xterm", NO_COLOR="1")


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_elsewhere_there_is_a_line_at_each_step_and_every_ten_seconds(stream: io.StringIO) -> None:
    lines = told(stream, TERM="dumb").splitlines()
    assert [words.rsplit("riviä ", 1)[-1] for words in lines] == [
        "tuonti: luetaan 0 s",
        "10 s, jäljellä noin 20 s",
        "20 s, jäljellä noin 10 s",
        "30 s",
    ]
    assert not any("\x1b" in words for words in lines)


def test_fast_work_does_not_flood_the_terminal() -> None:
    stream, clock = Terminal(), Ticking()
    progress = Progress("tuonti", stream=stream, clock=clock, environment={})
    for done in range(1000):
        clock.now = done / 10_000
        progress.tell(done, 1_000)
    assert stream.getvalue().count("\r") == 1


def test_quiet_says_nothing() -> None:
    stream = Terminal()
    with Progress("tuonti", is_quiet=True, stream=stream, environment={}) as progress:
        progress.step("luetaan")
        progress.tell(1, 1)
    assert stream.getvalue() == ""
