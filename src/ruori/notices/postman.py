"""Handing letters to the city's mail server, one connection for a run.

The server's answer is told by its number: what it refuses for good is not tried again. Django's
own mail is behind it, so in development the letters become files instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.core.mail import EmailMessage, get_connection

from ruori.notices.rules.letters import Fate, Outcome

GIVEN_UP = 500
"""From this number on a server says no for good."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A letter ready to go: every address in it is real."""

    to: str
    subject: str
    body: str
    message_id: str
    language: str
    headers: Mapping[str, str] = field(default_factory=dict)


class Postman:
    """Takes letters to the server; a context manager that keeps one connection."""

    def __init__(self, sender: str) -> None:
        """Letters come from the address `sender`."""
        self._sender = sender
        self._server = get_connection()

    def __enter__(self) -> Self:
        """The connection is opened with the first letter."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Close the connection."""
        self._hang_up()

    def post(self, envelope: Envelope) -> Outcome:
        """Hand over one letter and tell what the server said of it."""
        try:
            # What the server says before a letter is no fault of the letter.
            self._server.open()
        except OSError as error:
            self._hang_up()
            return Outcome(Fate.UNREACHABLE, _words(error))
        try:
            self._server.send_messages([self._message(envelope)])
        except OSError as error:
            return self._judged(error)
        except ValueError as error:
            return Outcome(Fate.REFUSED, _words(error))
        return Outcome(Fate.TAKEN)

    def _message(self, envelope: Envelope) -> EmailMessage:
        return EmailMessage(
            envelope.subject,
            envelope.body,
            self._sender,
            [envelope.to],
            headers={
                "Message-ID": envelope.message_id,
                "Content-Language": envelope.language,
                "Auto-Submitted": "auto-generated",
                **envelope.headers,
            },
        )

    def _judged(self, error: OSError) -> Outcome:
        """What an error of the server means; errors of mail carry a number of their own."""
        refused: Mapping[str, tuple[int, bytes]] = getattr(error, "recipients", None) or {}
        words = "; ".join(f"{code} {_text(said)}" for code, said in refused.values())
        code: Any = next((code for code, _ in refused.values()), None)
        if code is not None:
            fate = Fate.NO_SUCH_ADDRESS if code >= GIVEN_UP else Fate.LATER
            return Outcome(fate, words)
        code = getattr(error, "smtp_code", None)
        if code is None or hasattr(error, "sender"):
            self._hang_up()
            return Outcome(Fate.UNREACHABLE, _words(error))
        return Outcome(Fate.REFUSED if code >= GIVEN_UP else Fate.LATER, _words(error))

    def _hang_up(self) -> None:
        self._server.close()


def _words(error: Exception) -> str:
    code = getattr(error, "smtp_code", "")
    said = getattr(error, "smtp_error", "")
    return f"{code} {_text(said)}".strip() or f"{type(error).__name__}: {error}"


def _text(said: object) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else str(said)
