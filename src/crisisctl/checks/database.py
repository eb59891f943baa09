"""The file of a SQLite log: whether all of it can be read; if not, what can is saved into a new one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from crisisctl import chain
from crisisctl.checks import Check, Finding, Place
from crisisctl.checks._mending import LEAVE_FIRST, half_mended, set_aside
from crisisctl.checks._restoring import Restoring, interrupted
from crisisctl.errors import StoreFailed
from crisisctl.french import said
from crisisctl.safekeeping.rescue import rescue
from crisisctl.stores import _failures
from crisisctl.stores._schema import APPLICATION, FORMAT
from crisisctl.stores.sqlite import connect
from crisisctl.text import one_line

_SHORT = 2.0
_HEADER = "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version"
_UNMADE = {_failures.CANTOPEN, _failures.READONLY, _failures.IOERR, _failures.FULL}
_DAMAGED = {_failures.CORRUPT, _failures.NOTADB}


def _look(place: Place) -> Iterator[Finding]:
    log = place.log
    if log is None:
        return
    if half := interrupted(log):
        yield half_mended(half)
        return
    if not log.exists():
        yield from _missing(log)
        return
    try:
        problem = _problem(log)
    except StoreFailed as failure:
        yield Finding(
            "bad",
            {"en": failure.message, "fr": said(failure.message, "fr")},
            {"en": "nothing can be read or recorded there", "fr": "rien ne peut y être lu ni enregistré"},
            {"en": failure.hint, "fr": said(failure.hint, "fr")},
        )
        return
    if problem:
        yield _damaged(log, problem, place)


def _problem(log: Path) -> str:
    """What SQLite finds wrong with the file; empty where it is whole. Raises ``StoreFailed`` for what is no damage."""
    try:
        with closing(_opened(log)) as connection:
            application, version = connection.execute(_HEADER).fetchone()
            if application == APPLICATION and version > FORMAT:
                raise _failures.of_newer(log, f"{version // 1000}.{version % 1000}")
            if application not in {APPLICATION, 0}:
                raise _failures.of_stranger(log)
            if not application and log.stat().st_size == 0:
                return ""
            rows = connection.execute("SELECT incident, seq, line FROM log").fetchall()
            found = [text for (text,) in connection.execute("PRAGMA integrity_check(3)")]
            return _unreadable(rows) if found == ["ok"] else " ".join("; ".join(found).split())[:200]
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", None)
        if (code or 0) & 0xFF in _DAMAGED or "no such table" in str(error) or "decode" in str(error):
            return str(error)
        raise _failures.of_sqlite(log, code, str(error)) from error


def _unreadable(rows: list[tuple[str, int, str]]) -> str:
    """The first line that is no entry: its incident cannot go on."""
    for incident, seq, line in rows:
        try:
            chain.parse(line)
        except ValueError:
            return f"entry {seq} of {one_line(incident)} cannot be read"
    return ""


def _opened(log: Path) -> sqlite3.Connection:
    """To read: where its helper files cannot be made, and there is no -wal, the file alone."""
    opened = None
    try:
        opened = connect(log, _SHORT)
        opened.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        if opened:
            opened.close()
        wal = Path(f"{log}-wal")
        unmade = getattr(error, "sqlite_errorcode", 0) & 0xFF in _UNMADE
        if not unmade or (wal.exists() and wal.stat().st_size):
            raise
        return connect(log, _SHORT, "mode=ro&immutable=1")
    return opened


def _damaged(log: Path, problem: str, place: Place) -> Finding:
    wal = Path(f"{log}-wal")
    found = rescue(log.read_bytes(), wal.read_bytes() if wal.exists() else b"")
    incidents = len(found.logs)
    if not found.logs and not found.loose:
        return Finding(
            "bad",
            {"en": f"{log} is damaged, or no log at all ({problem})", "fr": f"{log} est abîmé, ou n’est pas un journal ({problem})"},
            {"en": "not one entry can be found in it", "fr": "aucune entrée n’y est lisible"},
            {
                "en": "keep it, and take up a backup: crisisctl restore; or begin elsewhere: CRISISCTL_HOME=PATH",
                "fr": "gardez-le, et reprenez une sauvegarde : crisisctl restore ; ou commencez ailleurs : CRISISCTL_HOME=CHEMIN",
            },
        )  # fmt: skip
    beyond_en = f", {found.count_loose} beyond a gap" if found.loose else ""
    beyond_fr = f", {found.count_loose} après une lacune" if found.loose else ""
    return Finding(
        "bad",
        {"en": f"{log} is damaged ({problem})", "fr": f"{log} est abîmé ({problem})"},
        {
            "en": f"{found.count} entries of {incidents} incidents can be read{beyond_en}",
            "fr": f"{found.count} entrées de {incidents} incidents sont lisibles{beyond_fr}",
        },
        LEAVE_FIRST,
        set_aside(
            Restoring(log, f"{place.now:%Y%m%dT%H%M%SZ}"),
            {
                "en": f"the {found.count} entries that follow each other",
                "fr": f"les {found.count} entrées qui se suivent",
            },
        ),
    )


def _missing(log: Path) -> Iterator[Finding]:
    wal = Path(f"{log}-wal")
    if wal.exists() and wal.stat().st_size:
        yield Finding(
            "bad",
            {"en": f"{log} is gone, and its -wal is there", "fr": f"{log} a disparu, mais son -wal est là"},
            {
                "en": "somebody moved the log without it: the last entries stand in the -wal alone",
                "fr": "quelqu’un a déplacé le journal sans lui : les dernières entrées ne sont que dans le -wal",
            },
            {
                "en": f"put the log back beside {wal.name} before anything else is recorded",
                "fr": f"remettez le journal à côté de {wal.name} avant tout autre enregistrement",
            },
        )


CHECK = Check({"en": "the log's file", "fr": "fichier du journal"}, _look)
