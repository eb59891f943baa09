"""A connection to the team's server: never without an end to its waiting, never less safe than a local file."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from crisisctl.stores import _postgresql_failures
from crisisctl.stores._postgresql_schema import FORMAT, MARK

if TYPE_CHECKING:
    import psycopg

FORM = "postgresql://user@host/database"
_DEFAULTS = {
    "connect_timeout": "5",  # a cut network says nothing: without this, a command would hang for minutes
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "5000",
    "application_name": "crisisctl",
}
"""What the URL may say otherwise."""

# A lock is waited for as long as SQLite's. Whoever stops in the middle of a change (a laptop that goes to sleep) must
# not keep the others waiting for good, nor be shown as present. What is acknowledged is on the disk, whatever the
# server's default.
_SESSION = """SELECT set_config('lock_timeout', '30s', false),
    set_config('statement_timeout', '60s', false),
    set_config('idle_in_transaction_session_timeout', '20s', false),
    set_config('search_path', 'pg_catalog', false),
    set_config('tcp_keepalives_idle', '10', false),
    set_config('tcp_keepalives_interval', '5', false),
    set_config('tcp_keepalives_count', '4', false),
    CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', false) END"""
_LOG = "SELECT obj_description(to_regclass('crisisctl.log'), 'pg_class')"


def connect(url: str) -> psycopg.Connection:
    """A connection that acknowledges only what is on the disk, and that never waits for ever."""
    given = {**_DEFAULTS, **_understood(url)}
    import psycopg
    from psycopg.conninfo import make_conninfo

    from crisisctl.stores._postgresql_patience import PatientConnection

    try:
        made = PatientConnection.connect(**given, autocommit=True, prepare_threshold=None, client_encoding="utf8")
    except psycopg.Error as error:
        raise _postgresql_failures.of_no_connection(place(url), error) from error
    made.door = make_conninfo(**{name: value for name, value in given.items() if name != "password"}).encode()
    with suppress(psycopg.Error):  # what is asked next shows what is wrong
        made.execute(_SESSION)
    return made


def format_of(connection: psycopg.Connection) -> int | None:
    """The format of the log in this database, None where there is none."""
    found = connection.execute(_LOG).fetchone()
    mark = found[0] if found else None
    if not mark or not mark.startswith(MARK):
        return None
    number = mark.removeprefix(MARK)
    return int(number) if number.isdecimal() else FORMAT + 1


def place(url: str) -> str:
    """``db.example/crisis``: where it is, without user and password."""
    given = _understood(url)
    host = given.get("host") or given.get("hostaddr") or "localhost"
    port = f":{given['port']}" if given.get("port", "5432") != "5432" else ""
    return f"{host}{port}/{given.get('dbname', '')}".rstrip("/")


def _understood(url: str) -> dict[str, Any]:
    """The parts of ``url``. The driver's complaint about a URL would repeat it, password and all."""
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise _postgresql_failures.of_no_driver() from None
    try:
        return dict(conninfo_to_dict(url))
    except (psycopg.Error, ValueError):
        raise _postgresql_failures.of_bad_url(FORM) from None
