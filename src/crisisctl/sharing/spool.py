"""What this machine keeps for when the team's server is away: a copy of the lines it has read, and acts that wait.

One SQLite file a server, readable by its owner only. An act that waits is on the disk before anybody is told that it
is kept, and leaves the file only once the server has it, or a person drops it. The copy is no log: it is thrown away
and read anew whenever it differs from what the server says, and goes when the incident has ended.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from crisisctl import acts
from crisisctl.acts import Act
from crisisctl.errors import SpoolDamaged, StoreFailed
from crisisctl.plain import from_plain, to_plain
from crisisctl.stores import Lines, _failures, _files, encodable
from crisisctl.stores.sqlite import connect
from crisisctl.text import one_line
from crisisctl.times import from_iso, to_iso

_KINDS = {kind.__name__: kind for kind in vars(acts).values() if isinstance(kind, type) and issubclass(kind, Act)}
_TABLES = (
    "CREATE TABLE IF NOT EXISTS copy (incident TEXT, seq INTEGER, line TEXT, PRIMARY KEY (incident, seq))",
    """CREATE TABLE IF NOT EXISTS spool (number INTEGER PRIMARY KEY AUTOINCREMENT, incident TEXT, kind TEXT, act TEXT,
        at TEXT, actor TEXT, tried TEXT, drafts TEXT, refused TEXT)""",
)
_LONGEST_KIND = 40
_COLUMNS = "number, incident, kind, act, at, actor, tried, drafts, refused"


class Kept(Struct, frozen=True):
    """An act that waits. ``tried`` are lines it may have become already; ``refused`` is why it was not let in."""

    number: int
    incident: str
    act: Act
    at: datetime
    actor: str
    tried: tuple[str, ...]
    drafts: str
    """The drafts that an act on a message meant."""
    refused: str


class Unread(Struct, frozen=True):
    """What waits and cannot be read: a later release kept it, or the file is torn there."""

    number: int
    why: str


Row: TypeAlias = tuple[int, str, str, str, str, str, str, str, str]


class Spool:
    """The file of one server. It is made by the first thing that is kept, never by reading."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def keep(self, incident: str, act: Act, at: datetime, actor: str, tried: Sequence[str], drafts: str) -> int:
        """Keep an act for later, durably; its number."""
        plain = json.dumps(to_plain(act)), to_iso(at), actor, json.dumps(list(tried)), drafts
        with self._opened(make=True) as file:
            made = file.execute(
                "INSERT INTO spool (incident, kind, act, at, actor, tried, drafts, refused) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, '')",
                (incident, type(act).__name__, *plain),
            )
            return made.lastrowid or 0

    def kept(self) -> list[Kept]:
        """Everything that waits or was refused and can be read, in the order it was typed."""
        return [each for each in self._all() if isinstance(each, Kept)]

    def unread(self) -> list[Unread]:
        """What cannot: it stays, and keeps nothing else from going in."""
        return [each for each in self._all() if isinstance(each, Unread)]

    def _all(self) -> list[Kept | Unread]:
        with self._opened() as file:
            rows = file.execute(f"SELECT {_COLUMNS} FROM spool ORDER BY number")  # noqa: S608 - columns of ours
            return [kept(row) for row in rows.fetchall()]

    def one(self, number: int) -> Kept | None:
        with self._opened() as file:
            row = file.execute(f"SELECT {_COLUMNS} FROM spool WHERE number = ?", (number,)).fetchone()  # noqa: S608
        found = kept(row) if row else None
        if isinstance(found, Unread):
            raise StoreFailed(*cannot_be_read(found))
        return found

    def trying(self, number: int, lines: Sequence[str]) -> None:
        """The act is about to become these lines: should we be cut off now, they tell whether it did."""
        with self._opened() as file:
            file.execute("UPDATE spool SET tried = ? WHERE number = ?", (json.dumps(list(lines)), number))

    def refuse(self, number: int, reason: str) -> None:
        """It was not let in: it stays listed, with the reason, and is not tried again."""
        with self._opened() as file:
            file.execute("UPDATE spool SET refused = ? WHERE number = ?", (reason, number))

    def drop(self, number: int) -> bool:
        """It is in the log, or a person lets go of it; False when there is none of that number."""
        with self._opened() as file:
            return file.execute("DELETE FROM spool WHERE number = ?", (number,)).rowcount > 0

    def remember(self, incident: str, lines: Lines) -> None:
        """Make the copy of an incident what ``lines`` are; none removes it."""
        if not lines and not self.path.exists():
            return
        with self._opened(make=True) as file:
            file.execute("BEGIN IMMEDIATE")
            old = _copied(file, incident)
            same = len(old) if old == tuple(lines[: len(old)]) else 0
            if same < len(old):
                file.execute("DELETE FROM copy WHERE incident = ?", (incident,))
            rows = ((incident, seq, line) for seq, line in enumerate(lines[same:], same + 1))
            file.executemany("INSERT INTO copy VALUES (?, ?, ?)", rows)
            file.execute("COMMIT")

    def remembered(self, incident: str) -> Lines:
        with self._opened() as file:
            return _copied(file, incident)

    def incidents(self) -> Sequence[str]:
        with self._opened() as file:
            return tuple(name for (name,) in file.execute("SELECT DISTINCT incident FROM copy ORDER BY incident"))

    def damage(self) -> str:
        """What SQLite finds wrong with the file; empty where it is whole."""
        try:
            with self._opened() as file:
                found = [text for (text,) in file.execute("PRAGMA integrity_check(3)")]
                file.execute(f"SELECT {_COLUMNS} FROM spool").fetchall()  # noqa: S608 - columns of ours
                file.execute("SELECT * FROM copy").fetchall()
        except SpoolDamaged as problem:
            return one_line(str(problem.__cause__))
        return "" if found == ["ok"] else one_line("; ".join(found))[:200]

    def put(self, rows: Iterable[Row]) -> None:
        """Take over acts that were kept in another file, under their numbers."""
        with self._opened(make=True) as file:
            file.executemany(f"INSERT OR IGNORE INTO spool ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)  # noqa: S608

    @contextmanager
    def _opened(self, *, make: bool = False) -> Iterator[sqlite3.Connection]:
        """The file for one operation. Where there is none, and none is to be made, an empty one in memory."""
        try:
            if make:
                _files.make_private(self.path)
            there = self.path.exists()
            with closing(connect(self.path) if there else sqlite3.connect(":memory:")) as file:
                file.text_factory = _text
                file.execute("PRAGMA secure_delete = ON")  # what leaves it, or is redacted on the server, is gone here
                for statement in _TABLES:
                    file.execute(statement)
                yield file
                file.commit()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            code = getattr(error, "sqlite_errorcode", None)
            damaged = (code or 0) & 0xFF in {_failures.CORRUPT, _failures.NOTADB}
            if damaged or "no such" in str(error) or "decode" in str(error):
                why = one_line(str(error))
                raise SpoolDamaged(
                    f"the acts that wait on this machine cannot be read: {self.path} is damaged ({why})",
                    "see what can be saved, and how: crisisctl doctor",
                ) from error
            raise _failures.of_sqlite(self.path, code, str(error)) from error
        except OSError as error:
            raise _failures.of_system(self.path, error) from error


def _copied(file: sqlite3.Connection, incident: str) -> tuple[str, ...]:
    rows = file.execute("SELECT line FROM copy WHERE incident = ? ORDER BY seq", (incident,))
    return tuple(line for (line,) in rows)


def kept(row: Sequence[object]) -> Kept | Unread:
    """The act in a row of the file, which may be anything."""
    try:
        number, *texts = row
        _, kind, *_ = texts
    except ValueError:
        return Unread(0, "it is no act")
    numbered = number if isinstance(number, int) else 0
    if not numbered or len(texts) != 8 or not all(isinstance(each, str) and encodable(each) for each in texts):
        return Unread(numbered, "it is torn")
    if kind not in _KINDS:
        return Unread(numbered, f"it is a `{one_line(str(kind))[:_LONGEST_KIND]}`, which this crisisctl does not know")
    words = [str(each) for each in texts]
    try:
        tried = json.loads(words[5])
        found = from_plain(_KINDS[words[1]], json.loads(words[2]))
        at = from_iso(words[3])
    except (ValueError, RecursionError):
        return Unread(numbered, "it is torn")
    if not (isinstance(tried, list) and all(isinstance(line, str) for line in tried)):
        return Unread(numbered, "it is torn")
    return Kept(numbered, words[0], found, at, words[4], tuple(tried), *words[6:])


def cannot_be_read(found: Unread) -> tuple[str, str]:
    """What to say of it, and what to do."""
    return (
        f"act {found.number} that waits cannot be read: {found.why}",
        "upgrade crisisctl to the version that kept it, or drop it by: crisisctl store spool --drop NUMBER",
    )


def _text(data: bytes) -> str:
    """A text of the file. One that is torn is no reason not to read the others: it is not ``encodable``."""
    return data.decode("utf-8", "surrogateescape")
