"""The store for a team: one table on a PostgreSQL server, whose past refuses to be changed by any client.

**What is promised** is what the SQLite store promises, and the same contract suite asks for it. Whoever changes an
incident holds one lock of the server's, named after the incident, until the transaction ends: writers wait for each
other and nobody is told that the log is busy. The guards are triggers, and grants beside them; what they cannot stop is
the owner of the table, for which ``crisisctl verify`` checks the chain.

**When the connection breaks in the middle of a change**, nobody can tell from here whether it was written. So we come
back, take the same lock (which waits for what the server may still be doing) and look. Where we cannot come back, the
failure carries the lines that may have been written, so that whoever keeps the act for later can look for them first.

The class is kept whole: when a connection may be used again, and when it may not, is one question for all its methods.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import RLock
from typing import TYPE_CHECKING, Any

from crisisctl.errors import StoreFailed
from crisisctl.stores import (
    Kind,
    Lines,
    Presence,
    Server,
    _postgresql_failures,
    _postgresql_presence,
    _removal,
    _waiting,
    encodable,
    writable,
)
from crisisctl.stores._postgresql_connection import FORM, connect, format_of, place
from crisisctl.stores._postgresql_schema import CHANNEL, FORMAT

if TYPE_CHECKING:
    import psycopg

_LOCK = "SELECT crisisctl.lock(%s)"
_READ = "SELECT line FROM crisisctl.log WHERE incident = %s AND seq > %s ORDER BY seq"
_LAST = "SELECT coalesce(max(seq), 0) FROM crisisctl.log WHERE incident = %s"
_INCIDENTS = "SELECT incident FROM crisisctl.log WHERE number IS NOT NULL ORDER BY number"
_APPEND = """INSERT INTO crisisctl.log (incident, seq, line)
    SELECT %s, %s + place, line FROM unnest(%s::text[]) WITH ORDINALITY AS added (line, place) ORDER BY place"""
_REDACT = "UPDATE crisisctl.log SET line = %s WHERE incident = %s AND seq = %s"
_FORGET = "DELETE FROM crisisctl.log WHERE incident = %s AND seq > 1"


class _LostError(Exception):
    """The connection broke in the middle of a change that may have written ``tried`` after ``before``."""

    def __init__(self, before: int, tried: tuple[str, ...], told: StoreFailed) -> None:
        super().__init__()
        self.before, self.tried, self.told = before, tried, told


class PostgresqlStore:
    """A log on a server. Connections are made when they are needed, and made again when they broke meanwhile."""

    def __init__(self, url: str) -> None:
        self._lock = RLock()
        self._opened: psycopg.Connection | None = None
        self._ear: psycopg.Connection | None = None
        self._here: tuple[str, Presence] | None = None
        self._url = url
        self.where = place(url)

    def change(self, incident: str, more: Callable[[Lines], Sequence[str]]) -> Lines:
        writable((incident,))
        with self._lock:
            try:
                return self._change(incident, more)
            except _LostError as lost:
                written = self._settled(incident, lost) if lost.tried else ()
            try:
                return written or self._change(incident, more)
            except _LostError as lost:
                raise _postgresql_failures.of_lost(lost.told, lost.tried) from None

    def read(self, incident: str, after: int = 0) -> Lines:
        return self._first_column(_READ, (incident, max(after, 0))) if encodable(incident) else ()

    def incidents(self) -> Sequence[str]:
        return self._first_column(_INCIDENTS, ())

    def wait(self, incident: str, after: int, timeout: float, also: int | None = None) -> bool:
        """The server tells of new lines on a connection of its own; ``also`` is watched beside it."""
        end = time.monotonic() + timeout
        while True:
            ear = self._listening()
            if self._first_column(_LAST, (incident,))[0] > after:
                return True
            if ear.closed:  # the server went away and came back while we asked
                continue
            found = _waiting.readable(end - time.monotonic(), ear.fileno(), also)
            if not found or also in found:
                return False
            self._hear(ear)

    def attend(self, incident: str, found: Presence | None) -> None:
        """A session that is made anew later on takes the name again."""
        with self._lock:
            self._here = (incident, found) if found else None
            self._first_column(_postgresql_presence.NAME, (self._name(),))

    def attending(self, incident: str) -> Sequence[Presence]:
        begins = _postgresql_presence.begins(incident)
        names = self._first_column(_postgresql_presence.OTHERS, (begins,))
        found = (_postgresql_presence.read(incident, name) for name in names)
        return tuple(each for each in found if each)

    def _name(self) -> str:
        return _postgresql_presence.name(*self._here) if self._here else _postgresql_presence.ALONE

    def close(self) -> None:
        with self._lock:
            for connection in (self._opened, self._ear):
                if connection:
                    connection.close()
            self._opened = self._ear = None

    __del__ = close  # a command ends without ceremony; the server need not wait to notice

    def redact(self, incident: str, seqs: Sequence[int]) -> None:
        """What the server keeps beyond the table (dead rows until a vacuum, its write-ahead log, backups) is its
        administrator's to end."""

        def remove(connection: psycopg.Connection, lines: Lines) -> None:
            for bare, seq in [(_removal.redacted(lines, seq), seq) for seq in seqs]:
                connection.execute(_REDACT, (bare, incident, seq))

        self._remove(incident, remove)

    def forget(self, incident: str, tombstone: Callable[[Lines], str]) -> Lines:
        def remove(connection: psycopg.Connection, lines: Lines) -> None:
            (line,) = writable((_removal.tombstone(incident, lines, tombstone(lines)),))
            connection.execute(_REDACT, (line, incident, 1))
            connection.execute(_FORGET, (incident,))

        self._remove(incident, remove)
        return self.read(incident)

    def _remove(self, incident: str, remove: Callable[[psycopg.Connection, Lines], None]) -> None:
        """Let ``remove`` take something out of an incident's lines under its lock."""
        import psycopg

        writable((incident,))
        with self._lock:
            connection = self._connection()
            try:
                with connection.transaction():
                    remove(connection, _locked_lines(connection, incident))
            except psycopg.Error as error:
                raise self._told(connection, error) from error

    def _change(self, incident: str, more: Callable[[Lines], Sequence[str]]) -> Lines:
        import psycopg

        connection = self._connection()
        before: tuple[str, ...] = ()
        tried: tuple[str, ...] = ()
        try:
            with connection.transaction():
                before = _locked_lines(connection, incident)
                new = writable(more(before))
                if new:
                    tried = new
                    connection.execute(_APPEND, (incident, len(before), list(new)))
        except psycopg.Error as error:
            told = self._told(connection, error)
            if _is_silent(error):  # to come back at once and look would be to wait once more
                raise _postgresql_failures.of_lost(told, tried) from None
            if connection.closed:
                raise _LostError(len(before), tried, told) from None
            raise told from error
        return before + new

    def _settled(self, incident: str, lost: _LostError) -> Lines:
        """The incident's lines when what was tried is among them, else none."""
        import psycopg

        try:
            connection = self._connection()
            with connection.transaction():
                lines = _locked_lines(connection, incident)
        except StoreFailed as failed:
            raise _postgresql_failures.of_lost(failed, lost.tried) from None
        except psycopg.Error as error:
            raise _postgresql_failures.of_unreachable(self.where, error, lost.tried) from error
        end = lost.before + len(lost.tried)
        return lines[:end] if lines[lost.before : end] == lost.tried else ()

    def _first_column(self, query: str, values: tuple[object, ...]) -> tuple[Any, ...]:
        import psycopg

        with self._lock:
            while True:
                is_new = self._opened is None
                connection = self._connection()
                try:
                    return tuple(value for (value,) in connection.execute(query, values).fetchall())
                except psycopg.Error as error:
                    told = self._told(connection, error)
                    broke_unseen = connection.closed and not is_new and not _is_silent(error)
                    if not broke_unseen:  # else it is simply made anew
                        raise told from error

    def _told(self, connection: psycopg.Connection, error: psycopg.Error) -> StoreFailed:
        gone = connection.closed or connection.broken
        if gone:
            self.close()  # the ear too: the server that comes back knows nothing of it
        return _postgresql_failures.of_error(self.where, error, gone)

    def _connection(self) -> psycopg.Connection:
        if self._opened is None or self._opened.closed:
            self._opened = self._connect()
            if self._here:
                import psycopg

                with suppress(psycopg.Error):  # what is asked next shows what is wrong
                    self._opened.execute(_postgresql_presence.NAME, (self._name(),))
        return self._opened

    def _connect(self) -> psycopg.Connection:
        """A connection to a server that holds a log this release knows."""
        import psycopg

        made = connect(self._url)
        try:
            version = format_of(made)
        except psycopg.Error as error:
            made.close()
            raise _postgresql_failures.of_error(self.where, error, gone=True) from error
        if version is not None and version <= FORMAT:
            return made
        made.close()
        if version is None:
            raise _postgresql_failures.of_no_log(self.where)
        raise _postgresql_failures.of_newer(self.where, f"{version // 1000}.{version % 1000}")

    def _listening(self) -> psycopg.Connection:
        import psycopg

        if self._ear is None or self._ear.closed:
            self._ear = self._connect()
            try:
                self._ear.execute(f"LISTEN {CHANNEL}")
            except psycopg.Error as error:
                raise self._deaf(self._ear, error) from error
        return self._ear

    def _hear(self, ear: psycopg.Connection) -> None:
        """Take in what the server has told; which incident it is about shows by looking."""
        import psycopg

        try:
            for _ in ear.notifies(timeout=0):
                pass
        except psycopg.Error as error:
            raise self._deaf(ear, error) from error

    def _deaf(self, ear: psycopg.Connection, error: psycopg.Error) -> StoreFailed:
        ear.close()
        self._ear = None
        return _postgresql_failures.of_error(self.where, error, gone=True)


def _is_silent(error: psycopg.Error) -> bool:
    """Whether the server keeps its connections, and answers none."""
    from crisisctl.stores._postgresql_patience import SilentError

    return isinstance(error, SilentError)


def _locked_lines(connection: psycopg.Connection, incident: str) -> tuple[str, ...]:
    """The incident's lines, once nobody else can add one. Two statements: the second sees what the first waited for."""
    connection.execute(_LOCK, (incident,))
    return tuple(line for (line,) in connection.execute(_READ, (incident, 0)).fetchall())


def _open(rest: str) -> PostgresqlStore:
    return PostgresqlStore(_url(rest))


def _server(rest: str) -> Server:
    from crisisctl.stores._postgresql_server import PostgresqlServer

    return PostgresqlServer(_url(rest))


def _url(rest: str) -> str:
    if not rest.startswith("//"):
        raise _postgresql_failures.of_bad_url(FORM)
    return f"postgresql:{rest}"


STORE = Kind(form=FORM, open=_open, server=_server)
