"""The RUORI_ variables: read with care, refused with their name."""

from pathlib import Path

import pytest

from ruori.config.env import (
    BadVariable,
    Database,
    Environment,
    MailServer,
    database_of,
    mail_server_of,
    secret_in,
)


def test_what_is_not_given_has_its_default() -> None:
    given = Environment({})
    assert given.choice("MODE", ("production", "development"), "development") == "development"
    assert given.words("HOSTS", ("*",)) == ["*"]
    assert given.database("DATABASE_URL", Path("/data/ruori.sqlite3")).name == "/data/ruori.sqlite3"


def test_words_are_divided_by_commas_and_trimmed() -> None:
    assert Environment({"RUORI_HOSTS": " kemi.fi, www.kemi.fi ,"}).words("HOSTS") == [
        "kemi.fi",
        "www.kemi.fi",
    ]


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtp://posti.kemi.fi", MailServer("posti.kemi.fi", 25)),
        (
            "smtps://ruori:sala%40sana@posti.kemi.fi",
            MailServer("posti.kemi.fi", 465, "ruori", "sala@sana", is_tls=True),
        ),
        (
            "smtp+tls://ruori:salasana@posti.kemi.fi:2525/",
            MailServer("posti.kemi.fi", 2525, "ruori", "salasana", is_starttls=True),
        ),
    ],
)
def test_the_mail_server_is_read_from_one_address(address: str, server: MailServer) -> None:
    assert mail_server_of(address) == server
    assert Environment({"RUORI_EMAIL_URL": address}).mail("EMAIL_URL") == server
    assert "salasana" not in repr(server)


def test_no_mail_server_is_none_and_a_sender_has_a_default() -> None:
    assert Environment({}).mail("EMAIL_URL") is None
    assert Environment({}).mailbox("MAIL_FROM", "ruori@localhost") == "ruori@localhost"
    named = Environment({"RUORI_MAIL_FROM": "Kemi <ruori@kemi.fi>"})
    assert named.mailbox("MAIL_FROM", "") == "Kemi <ruori@kemi.fi>"


def test_a_secret_is_read_from_the_file_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("salaisuus\n", encoding="utf-8")
    given = Environment({"RUORI_SECRET_KEY_FILE": str(tmp_path / "key"), "RUORI_SECRET_KEY": "x"})
    assert given.text("SECRET_KEY") == "salaisuus"


@pytest.mark.parametrize(
    ("variables", "ask", "named"),
    [
        ({"RUORI_MODE": "prod"}, lambda e: e.choice("MODE", ("production",), "x"), "RUORI_MODE"),
        ({}, lambda e: e.required("BASE_URL", "why"), "RUORI_BASE_URL"),
        ({"RUORI_BASE_URL": "kemi.fi"}, lambda e: e.address("BASE_URL", ""), "RUORI_BASE_URL"),
        ({"RUORI_KEY_FILE": "/nowhere"}, lambda e: e.text("KEY"), "RUORI_KEY_FILE"),
        ({"RUORI_DATA_DIR": "/dev/null/x"}, lambda e: e.folder("DATA_DIR", Path()), "DATA_DIR"),
        (
            {"RUORI_DATABASE_URL": "mysql://a/b"},
            lambda e: e.database("DATABASE_URL", Path()),
            "RUORI_DATABASE_URL",
        ),
        ({"RUORI_EMAIL_URL": "http://a"}, lambda e: e.mail("EMAIL_URL"), "RUORI_EMAIL_URL"),
        ({"RUORI_EMAIL_URL": "smtp://"}, lambda e: e.mail("EMAIL_URL"), "RUORI_EMAIL_URL"),
        ({"RUORI_EMAIL_URL": "smtp://a:x"}, lambda e: e.mail("EMAIL_URL"), "RUORI_EMAIL_URL"),
        ({"RUORI_MAIL_FROM": "kemi"}, lambda e: e.mailbox("MAIL_FROM", ""), "RUORI_MAIL_FROM"),
        ({}, lambda e: e.mailbox("MAIL_FROM", ""), "RUORI_MAIL_FROM"),
    ],
)  # fmt: skip
def test_what_is_malformed_stops_the_start_with_its_name(
    variables: dict[str, str], ask: object, named: str
) -> None:
    assert callable(ask)
    with pytest.raises(BadVariable, match=named):
        ask(Environment(variables))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("sqlite:////data/a.sqlite3", Database("sqlite", "/data/a.sqlite3")),
        (
            "postgresql://ruori:a%2Fb@db:5433/kemi",
            Database("postgresql", "kemi", "db", "5433", "ruori", "a/b"),
        ),
        (
            "postgresql://ruori@/kemi?host=/run/pg",
            Database("postgresql", "kemi", "/run/pg", "", "ruori"),
        ),
    ],
)
def test_a_database_address_is_taken_apart(address: str, expected: Database) -> None:
    assert database_of(address) == expected


@pytest.mark.parametrize("address", ["sqlite://", "postgresql://u:secret@h:x/db", "kemi"])
def test_a_bad_database_address_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(BadVariable) as refused:
        database_of(address)
    assert "secret" not in str(refused.value)
    assert "secret" not in repr(Database("postgresql", "kemi", password="secret"))


def test_the_key_of_a_developers_machine_is_made_once_and_kept_private(tmp_path: Path) -> None:
    first = secret_in(tmp_path)
    assert len(first) >= 50
    assert secret_in(tmp_path) == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
