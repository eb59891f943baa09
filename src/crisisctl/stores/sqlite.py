"""The default store: one SQLite file, whose past refuses to be changed by any client.

**What is promised.** Lines are durable once ``change`` returns, and written all or not at all. The triggers in
``_schema`` hold for every program that opens the file, a plain ``sqlite3`` shell too: no update, no delete, no replace,
no gap, no duplicate, but for the two removals that the log itself gives the reason of. What no trigger can stop is
someone who drops the trigger or the table, or edits or removes the file: for that the entries are chained by their
digests, and ``crisisctl verify`` checks the chain.

**On a network drive** write-ahead logging loses data when two machines write, so there the log uses SQLite's rollback
journal, which is as safe as that drive's locks. For a team, a server is the better place.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock, RLock

from crisisctl.errors import StoreFailed
from crisisctl.stores import Kind, Lines, Presence, _failures, _files, _removal, _schema, _waiting, encodable, writable
from crisisctl.stores._presence import Seats

_WAIT = 30.0
"""Seconds to wait for another writer while nobody writes: only a stuck program takes thirty."""

_HEADER = """SELECT application_id, user_version, (SELECT count(*) FROM sqlite_master)
    FROM pragma_application_id, pragma_user_version"""
_READ = "SELECT line FROM log WHERE incident = ? AND seq > ? ORDER BY seq"
_LAST = "SELECT CAST(coalesce(max(seq), 0) AS TEXT) FROM log WHERE incident = ?"
_INCIDENTS = "SELECT incident FROM log WHERE number IS NOT NULL ORDER BY number"
_APPEND = """INSERT INTO log (incident, seq, line, number) VALUES (?, ?, ?,
    CASE WHEN ? = 1 THEN (SELECT coalesce(max(number), 0) + 1 FROM log WHERE number IS NOT NULL) END)"""
_REDACT = "UPDATE log SET line = ? WHERE incident = ? AND seq = ?"
_FORGET = "DELETE FROM log WHERE incident = ? AND seq > 1"

# Closing any handle of a file drops every lock this process holds on it (POSIX), so no thread may open a log while
# another is making it.
_MAKING = Lock()


class SqliteStore:
    """A log in one file. The file is made by the first change, never by reading."""

    def __init__(self, path: Path, wait: float = _WAIT) -> None:
        self._path = path
        self._wait = wait
        self._seats = Seats(path)
        self._lock = RLock()
        self._opened: tuple[tuple[int, int], sqlite3.Connection] | None = None

    def change(self, incident: str, more: Callable[[Lines], Sequence[str]]) -> Lines:
        writable((incident,))
        with self._lock:
            try:
                with self._told():
                    connection = self._begin()
                    before = _first_column(connection, _READ, (incident, 0))
                new = writable(more(before))
                with self._told():
                    rows = ((incident, seq, line, seq) for seq, line in enumerate(new, len(before) + 1))
                    connection.executemany(_APPEND, rows)
                    connection.execute("COMMIT")
            except BaseException:
                self._disconnect()  # which rolls back, in whatever state the disk left the connection
                raise
            return before + new

    def redact(self, incident: str, seqs: Sequence[int]) -> None:
        def remove(connection: sqlite3.Connection, lines: Lines) -> None:
            bare = [(_removal.redacted(lines, seq), incident, seq) for seq in seqs]
            connection.executemany(_REDACT, bare)

        self._remove(incident, remove)

    def forget(self, incident: str, tombstone: Callable[[Lines], str]) -> Lines:
        def remove(connection: sqlite3.Connection, lines: Lines) -> None:
            (line,) = writable((_removal.tombstone(incident, lines, tombstone(lines)),))
            connection.execute(_REDACT, (line, incident, 1))
            connection.execute(_FORGET, (incident,))

        self._remove(incident, remove)
        return self.read(incident)

    def read(self, incident: str, after: int = 0) -> Lines:
        return self._query(_READ, (incident, after)) if encodable(incident) else ()

    def _remove(self, incident: str, remove: Callable[[sqlite3.Connection, Lines], None]) -> None:
        """Let ``remove`` take something out of an incident's lines under the lock, and its bytes out of the file."""
        writable((incident,))
        with self._lock:
            try:
                with self._told():
                    connection = self._begin()
                    lines = _first_column(connection, _READ, (incident, 0))
                    _schema.renew_triggers(connection)
                    remove(connection, lines)
                    connection.execute("COMMIT")
                    purged = _purge(connection)
            except BaseException:
                self._disconnect()
                raise
        if not purged:
            raise _failures.of_traces(self._path)

    def incidents(self) -> Sequence[str]:
        return self._query(_INCIDENTS, ())

    def wait(self, incident: str, after: int, timeout: float, also: int | None = None) -> bool:
        """SQLite tells nobody; but to ask for the last number is one look-up in its key."""
        return _waiting.until(lambda: self._last(incident) > after, timeout, also)

    def _last(self, incident: str) -> int:
        return int(next(iter(self._query(_LAST, (incident,))), 0))

    def attend(self, incident: str, found: Presence | None) -> None:
        with self._lock, self._told():
            if found is None or not _files.identity(self._path):
                self._seats.leave()
            else:
                self._seats.take(incident, found)

    def attending(self, incident: str) -> Sequence[Presence]:
        with self._lock, self._told():
            return tuple(self._seats.others(incident))

    def close(self) -> None:
        with self._lock:
            self._seats.leave()
            self._disconnect()

    def _disconnect(self) -> None:
        opened, self._opened = self._opened, None
        if opened:
            opened[1].close()

    def _query(self, query: str, values: tuple[object, ...]) -> tuple[str, ...]:
        with self._lock, self._told():
            if not _files.identity(self._path):
                return ()
            try:
                return self._rows(self._connection(), query, values)
            except sqlite3.Error as error:
                self._disconnect()
                if not self._can_read_frozen(error):
                    raise
            with closing(connect(self._path, self._wait, "mode=ro&immutable=1")) as frozen:
                return self._rows(frozen, query, values)

    def _rows(self, connection: sqlite3.Connection, query: str, values: tuple[object, ...]) -> tuple[str, ...]:
        return _first_column(connection, query, values) if self._is_log(connection) else ()

    def _can_read_frozen(self, error: sqlite3.Error) -> bool:
        """Whether the file can be read alone, where SQLite cannot make its two helper files: a read-only folder, a full
        disk. Only when no -wal file holds lines that this would silently leave out."""
        path = self._path.resolve()  # the helper files lie beside the file, not beside a link to it
        wal = path.with_name(path.name + "-wal")
        unmade = _primary(error) in {_failures.CANTOPEN, _failures.READONLY, _failures.IOERR, _failures.FULL}
        return unmade and not (wal.exists() and wal.stat().st_size)

    def _begin(self) -> sqlite3.Connection:
        """A connection that holds the write lock of a file that holds a log."""
        if not _files.identity(self._path):
            with _MAKING:
                _files.make_private(self._path)
        connection = self._connection()
        if not self._is_log(connection) and not _files.on_network(self._path):
            _use_write_ahead_log(connection, self._wait)
        _take_turn(connection)
        if not self._is_log(connection):  # asked again inside the lock: another process may just have begun the log
            for statement in _schema.SCHEMA:
                connection.execute(statement)
        return connection

    def _connection(self) -> sqlite3.Connection:
        """The open connection; a new one when the file was moved, removed or put back meanwhile: what is appended to a
        file without a name is lost."""
        current = _files.identity(self._path)
        if self._opened and self._opened[0] != current:
            self._disconnect()
        if not self._opened:
            opened = connect(self._path, self._wait)
            self._opened = (current or (0, 0), opened)
        return self._opened[1]

    def _is_log(self, connection: sqlite3.Connection) -> bool:
        """False for a new, empty file. Raises ``StoreFailed`` for what this release must not touch."""
        application, version, objects = connection.execute(_HEADER).fetchone()
        if (application, version, objects) == (0, 0, 0):
            return False
        if application != _schema.APPLICATION:
            raise _failures.of_stranger(self._path)
        if version > _schema.FORMAT:
            raise _failures.of_newer(self._path, f"{version // 1000}.{version % 1000}")
        return True

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise _failures.of_sqlite(self._path, getattr(error, "sqlite_errorcode", None), str(error)) from error
        except UnicodeDecodeError as problem:
            raise _failures.of_sqlite(self._path, _failures.CORRUPT, problem.reason) from problem
        except OSError as error:
            raise _failures.of_system(self._path, error) from error


def connect(path: Path, wait: float = _WAIT, mode: str = "mode=rw") -> sqlite3.Connection:
    """A connection that acknowledges only what is on the disk, and that never makes a file."""
    with _MAKING:
        opened = sqlite3.connect(
            f"{path.as_uri()}?{mode}", uri=True, timeout=wait, isolation_level=None, check_same_thread=False
        )
    try:
        # EXTRA is FULL in write-ahead mode; with a rollback journal it also syncs the folder the journal is deleted
        # from. On macOS a plain sync stops at the drive's cache. Builds of SQLite differ in both defaults: hence said.
        opened.execute("PRAGMA synchronous = EXTRA")
        opened.execute("PRAGMA fullfsync = ON")
    except sqlite3.Error:
        opened.close()
        raise
    except UnicodeDecodeError as problem:  # SQLite quotes what is damaged, and the driver cannot read the quotation
        opened.close()
        raise sqlite3.DatabaseError(f"could not decode what is in it: {problem.reason}") from None
    return opened


def _take_turn(connection: sqlite3.Connection) -> None:
    """Wait for the write lock as long as others get on: SQLite's queue is not fair, and only who holds the lock without
    writing anything is stuck."""
    while True:
        seen = _commits(connection)
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if _primary(error) != _failures.BUSY or _commits(connection) == seen:
                raise
        else:
            return


def _commits(connection: sqlite3.Connection) -> int:
    """A number that is another one once somebody else has written."""
    found: int = connection.execute("PRAGMA data_version").fetchone()[0]
    return found


def _use_write_ahead_log(connection: sqlite3.Connection, wait: float) -> None:
    """Readers never wait for a writer. Where the file system has no shared memory, SQLite stays with its journal."""
    until = time.monotonic() + wait
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:  # others begin the same log, and here SQLite does not wait by itself
            if _primary(error) != _failures.BUSY or time.monotonic() > until:
                raise
            time.sleep(0.005)
        else:
            return


def _purge(connection: sqlite3.Connection) -> bool:
    """Leave no copy of what was removed in the file: not in the free parts of its pages, where earlier moves of a line
    leave some too, nor in the write-ahead log. False when another program's long reading kept the latter."""
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("VACUUM")  # writes every page anew
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _first_column(connection: sqlite3.Connection, query: str, values: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(value for (value,) in connection.execute(query, values).fetchall())


def _primary(error: sqlite3.Error) -> int:
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def _open(rest: str) -> SqliteStore:
    """``///absolute/path``, taken literally. Not relative: a log that depends on where one stands is soon two logs."""
    if not rest.startswith("///") or rest.endswith("/") or "\0" in rest:
        raise StoreFailed("the URL of a SQLite log needs the absolute path of a file", f"write {STORE.form}")
    return SqliteStore(Path("/" + rest.lstrip("/")))


STORE = Kind(form="sqlite:///absolute/path", open=_open)
