"""The words of the interface: whole in Finnish and Swedish, the same everywhere."""

from tests.architecture.source import SOURCE
from tools.messages import problems, wanted_by


def test_the_catalogues_are_whole() -> None:
    assert problems() == []


def test_the_interface_has_words() -> None:
    assert wanted_by(SOURCE / "ui")
