"""Setting a server up for a team, and telling what is wrong with one: one line each, with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from crisisctl.stores import Finding, _postgresql_failures
from crisisctl.stores import _postgresql_schema as schema
from crisisctl.stores._postgresql_connection import connect, format_of, place

if TYPE_CHECKING:
    import psycopg

_AGAIN = "an administrator mends it by: crisisctl store init --apply"
_CLOCK_SECONDS = 5.0
"""How far two clocks may be apart before the order of times on the screen puzzles people."""
_LOCAL = ("", "localhost", "127.0.0.1", "::1")

_SERVER = """SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
    current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync,
    pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on' AS frozen,
    clock_timestamp() AS now"""
_TRIGGERS = "SELECT tgname, tgenabled::text FROM pg_trigger WHERE tgrelid = 'crisisctl.log'::regclass"
_FUNCTIONS = """SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'crisisctl'::regnamespace"""
_MINE = """SELECT current_user AS name, rolsuper AS super, pg_has_role(current_user, relowner, 'USAGE') AS owner,
    has_table_privilege('crisisctl.log', 'SELECT') AS reads, has_table_privilege('crisisctl.log', 'INSERT') AS appends
    FROM pg_roles, pg_class WHERE rolname = current_user AND pg_class.oid = 'crisisctl.log'::regclass"""
_WIDE = f"""SELECT CASE grantee WHEN 0 THEN 'everybody (PUBLIC)' ELSE pg_get_userbyid(grantee) END,
    string_agg(privilege_type, ', ' ORDER BY privilege_type)
    FROM pg_class, aclexplode(relacl) WHERE pg_class.oid = 'crisisctl.log'::regclass AND grantee <> relowner
    AND (grantee = 0 OR NOT (privilege_type IN ('SELECT', 'INSERT')
        OR privilege_type = 'DELETE' AND pg_get_userbyid(grantee) = '{schema.KEEPER}'))
    GROUP BY grantee"""  # noqa: S608 - a name of ours


class PostgresqlServer:
    """One database on a server, seen by whoever looks after it."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.where = place(url)

    def script(self, members: Sequence[str], keepers: Sequence[str]) -> str:
        return schema.script(members, keepers)

    def apply(self, members: Sequence[str], keepers: Sequence[str]) -> None:
        """All of it, or after a failure nothing."""
        import psycopg

        with connect(self._url) as connection:
            version = format_of(connection)
            if version is not None and version > schema.FORMAT:
                raise _postgresql_failures.of_newer(self.where, f"{version // 1000}.{version % 1000}")
            try:
                with connection.transaction():
                    for statement in schema.statements(members, keepers):
                        connection.execute(statement.encode())
            except psycopg.Error as error:
                raise _postgresql_failures.of_set_up(self.where, error) from error

    def check(self) -> tuple[str, Sequence[Finding]]:
        """What the server is, in a few words, and everything that is wrong with it."""
        import psycopg
        from psycopg.rows import dict_row

        with connect(self._url) as connection:
            try:
                asked = datetime.now(UTC)
                server: Mapping[str, Any] = connection.cursor(row_factory=dict_row).execute(_SERVER).fetchone() or {}
                behind = server["now"] - (asked + (datetime.now(UTC) - asked) / 2)
                findings = [*_of_server(server, behind.total_seconds(), connection), *_of_log(connection)]
            except psycopg.Error as error:
                raise _postgresql_failures.of_error(self.where, error, gone=connection.closed) from error
        return f"PostgreSQL {server['version']}, clocks {abs(behind.total_seconds()):.1f} s apart", findings


def _of_server(server: Mapping[str, Any], behind: float, connection: psycopg.Connection) -> Iterator[Finding]:
    if server["number"] < schema.OLDEST_SERVER * 10_000:
        told = f"the server is PostgreSQL {server['version']}; it needs {schema.OLDEST_SERVER} or later"
        yield Finding(told, "upgrade the server")
    if server["encoding"] != "UTF8":
        yield Finding(
            f"the database keeps text as {server['encoding']}, which cannot hold every text",
            "make another one: CREATE DATABASE crisis ENCODING 'UTF8' TEMPLATE template0",
        )
    if server["fsync"] != "on":
        yield Finding("the server does not write to its disk before it answers: fsync is off", "set fsync = on")
    if server["frozen"]:
        yield Finding("the server can only be read: a standby, or set to read-only", "give the address of the primary")
    if abs(behind) > _CLOCK_SECONDS:
        side = "ahead of" if behind > 0 else "behind"
        yield Finding(
            f"the server's clock is {abs(behind):.0f} s {side} this machine's", "set both by NTP: timedatectl status"
        )
    if (
        connection.info.host not in _LOCAL
        and not connection.info.host.startswith("/")
        and not connection.pgconn.ssl_in_use
    ):
        yield Finding(
            "what is sent to the server is not encrypted", "add ?sslmode=verify-full to CRISISCTL_STORE, or a tunnel"
        )


def _of_log(connection: psycopg.Connection) -> Iterator[Finding]:
    version = format_of(connection)
    if version is None:
        yield Finding(
            "the database holds no crisisctl log", "an administrator makes it by: crisisctl store init --apply"
        )
        return
    if version > schema.FORMAT:
        yield Finding("the log was set up by a newer crisisctl", 'pip install --upgrade "crisisctl[team]"')
        return
    if version < schema.FORMAT:
        yield Finding("the log was set up by an older crisisctl", _AGAIN)
    yield from _of_guards(connection)
    yield from _of_grants(connection)


def _of_guards(connection: psycopg.Connection) -> Iterator[Finding]:
    triggers: dict[str, str] = dict(connection.execute(_TRIGGERS).fetchall())
    for name in schema.TRIGGERS:
        if name not in triggers:
            yield Finding(f"the trigger {name} is missing: the past can be changed", _AGAIN)
        elif triggers[name] != "A":
            yield Finding(f"the trigger {name} is switched off, or not always on: the past can be changed", _AGAIN)
    sources: dict[str, str] = dict(connection.execute(_FUNCTIONS).fetchall())
    for name, body in schema.FUNCTIONS.items():
        if sources.get(name) != body.split("$$")[1]:
            state = "is another one than ours" if name in sources else "is missing"
            yield Finding(f"the function crisisctl.{name} {state}", _AGAIN)


def _of_grants(connection: psycopg.Connection) -> Iterator[Finding]:
    from psycopg.rows import dict_row

    mine: Mapping[str, Any] = connection.cursor(row_factory=dict_row).execute(_MINE).fetchone() or {}
    if mine["super"] or mine["owner"]:
        yield Finding(
            f"{mine['name']} owns the log, or is a superuser, and could take its guards away",
            f"let people connect as somebody else: crisisctl store init --user NAME --apply, or GRANT {schema.WRITER}",
        )
    if not (mine["reads"] and mine["appends"]):
        lacks = "read" if not mine["reads"] else "append to"
        yield Finding(f"{mine['name']} may not {lacks} the log", f"GRANT {schema.WRITER} TO {mine['name']}")
    for grantee, rights in connection.execute(_WIDE).fetchall():
        yield Finding(f"{grantee} has more rights on the log than to read and append: {rights}", _AGAIN)
