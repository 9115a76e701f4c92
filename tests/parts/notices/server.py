"""A real mail server for tests: it keeps what it takes, and can be told to refuse, wait or die."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from django.core import mail
from django.test import override_settings

HOST = "127.0.0.1"
OK = "250 OK"


@dataclass
class Box:
    """What the server has taken, and what it says of a recipient or a letter."""

    taken: list[EmailMessage] = field(default_factory=list)
    of_recipient: Callable[[str], str] = lambda _address: OK
    of_letter: Callable[[EmailMessage], str] = lambda _letter: OK
    thinks: Callable[[EmailMessage], float] = lambda _letter: 0
    """How many seconds the server takes to answer a letter it has taken."""
    connections: int = 0

    async def handle_EHLO(  # noqa: N802 - the server's own name for it
        self, _server: Any, session: Any, _envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        """Count who comes."""
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Take or refuse a recipient."""
        said = self.of_recipient(address)
        if said == OK:
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Take or refuse a letter; at the word `die` the line goes dead, the letter taken."""
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        said = self.of_letter(letter)
        if said in (OK, "die"):
            self.taken.append(letter)
        if said == "die":
            server.transport.abort()
        await asyncio.sleep(self.thinks(letter))
        return said

    @property
    def ids(self) -> list[str]:
        """The Message-IDs of what was taken, in order."""
        return [str(letter["Message-ID"]) for letter in self.taken]


@contextmanager
def mail_server(box: Box, port: int = 0) -> Iterator[int]:
    """The server on a port of this machine, with the city's mail led to it; gives the port."""
    controller = Controller(box, hostname=HOST, port=port or _free_port())
    controller.start()
    try:
        with posting_to(controller.port):
            yield controller.port
    finally:
        controller.stop()


@contextmanager
def posting_to(port: int) -> Iterator[None]:
    """The city's mail led to a port, whether anybody listens there or not."""
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST=HOST,
        EMAIL_PORT=port,
        EMAIL_TIMEOUT=60,
    ):
        assert mail.get_connection().port == port  # type: ignore[attr-defined]
        yield


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def nobody_home() -> Iterator[None]:
    """The city's mail led to a port where nobody listens."""
    with posting_to(_free_port()):
        yield
