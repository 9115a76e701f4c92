"""A typed reader of the RUORI_ variables: a malformed value stops the start, with its name."""

import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "RUORI_"
MAIL_PORTS = {"smtp": 25, "smtps": 465, "smtp+tls": 587}


class BadVariable(ImproperlyConfigured):
    """A variable that is missing or malformed; the message names it and what it should be."""

    def __init__(self, name: str, why: str) -> None:
        """Say which variable is wrong and why."""
        super().__init__(f"{PREFIX}{name} {why}")


@dataclass(frozen=True, slots=True)
class Database:
    """Where the city's records are: an SQLite file, or a PostgreSQL database."""

    vendor: str
    name: str
    host: str = ""
    port: str = ""
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed over: plain, with TLS from the first word, or with STARTTLS."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    is_tls: bool = False
    is_starttls: bool = False


class Environment:
    """The RUORI_ variables of one process; `NAME_FILE` may hold the path of a file instead."""

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        """Read the given variables, or those of the process."""
        self._variables = os.environ if variables is None else variables

    def text(self, name: str, default: str = "") -> str:
        """A text; from the file named by `<name>_FILE` when that is given (secrets)."""
        path = self._variables.get(f"{PREFIX}{name}_FILE")
        if path:
            try:
                return Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise BadVariable(f"{name}_FILE", f"cannot be read: {error}") from error
        return self._variables.get(PREFIX + name, "").strip() or default

    def required(self, name: str, why: str) -> str:
        """A text that must be given."""
        value = self.text(name)
        if not value:
            raise BadVariable(name, f"is missing: {why}")
        return value

    def choice(self, name: str, choices: Sequence[str], default: str) -> str:
        """One of the listed words."""
        value = self.text(name, default)
        if value not in choices:
            raise BadVariable(name, f"must be one of {', '.join(choices)}, not {value!r}")
        return value

    def words(self, name: str, default: Sequence[str] = ()) -> list[str]:
        """A list of words divided by commas."""
        parts = (part.strip() for part in self.text(name).split(","))
        return [part for part in parts if part] or list(default)

    def number(self, name: str, default: int) -> int:
        """A whole number, zero or more."""
        value = self.text(name, str(default))
        if not value.isdecimal():
            raise BadVariable(name, f"must be a whole number, not {value!r}")
        return int(value)

    def address(self, name: str, default: str) -> str:
        """A web address without the closing slash."""
        value = self.text(name, default).rstrip("/")
        if urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).netloc:
            raise BadVariable(name, f"must begin with http:// or https://, not {value!r}")
        return value

    def folder(self, name: str, default: Path) -> Path:
        """A folder, made when missing."""
        path = Path(self.text(name, str(default))).expanduser().absolute()
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadVariable(name, f"is no folder that can be made: {error}") from error
        return path

    def database(self, name: str, default: Path) -> Database:
        """A database: `sqlite:///relative`, `sqlite:////absolute` or `postgresql://…`."""
        value = self.text(name)
        if not value:
            return Database("sqlite", str(default))
        return database_of(value, name)

    def mail(self, name: str) -> MailServer | None:
        """A mail server: `smtp://host`, `smtps://…` or `smtp+tls://user:password@host:587`."""
        value = self.text(name)
        return mail_server_of(value, name) if value else None

    def mailbox(self, name: str, default: str) -> str:
        """Where letters come from: `city@example.org` or `The city <city@example.org>`."""
        value = self.text(name, default)
        words, address = parseaddr(value)
        if "@" not in address.strip("@") or (words and not value.endswith(f"<{address}>")):
            raise BadVariable(name, f"must be an e-mail address, not {value!r}")
        return value


def mail_server_of(value: str, name: str = "EMAIL_URL") -> MailServer:
    """Take the address of a mail server apart. Raises BadVariable, never showing the password."""
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as error:
        raise BadVariable(name, "is not an address of a mail server") from error
    if parts.scheme not in MAIL_PORTS or not parts.hostname or parts.path.strip("/"):
        raise BadVariable(name, "must be smtp://, smtps:// or smtp+tls://user:password@host:port")
    return MailServer(
        host=parts.hostname,
        port=port or MAIL_PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls=parts.scheme == "smtps",
        is_starttls=parts.scheme == "smtp+tls",
    )


def database_of(value: str, name: str = "DATABASE_URL") -> Database:
    """Take a database address apart. Raises BadVariable, never showing the password."""
    try:
        parts = urlsplit(value)
        port = str(parts.port or "")
    except ValueError as error:
        raise BadVariable(name, "is not an address of a database") from error
    if parts.scheme == "sqlite" and len(parts.path) > 1:
        return Database("sqlite", str(Path(unquote(parts.path[1:])).absolute()))
    if parts.scheme in {"postgresql", "postgres"} and len(parts.path) > 1:
        return Database(
            vendor="postgresql",
            name=unquote(parts.path[1:]),
            host=unquote(parts.hostname or "") or _socket_folder(parts.query),
            port=port,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )
    raise BadVariable(name, "must be sqlite:///file or postgresql://user@host/name")


def secret_in(folder: Path) -> str:
    """The key that signs sessions on a developer's machine: made once, kept in the data folder."""
    path = folder / "secret_key"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="utf-8").strip()


def _socket_folder(query: str) -> str:
    return unquote(query.removeprefix("host=")) if query.startswith("host=") else ""
