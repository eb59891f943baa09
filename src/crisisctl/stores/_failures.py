"""What a failing log tells the person on call: one line, and what to do next.

The numbers are SQLite's primary result codes (https://www.sqlite.org/rescode.html) and the system's ``errno``; this
module needs neither the driver nor a connection.
"""

from __future__ import annotations

import errno
from pathlib import Path

from crisisctl.errors import StoreFailed

BUSY, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB = 5, 8, 10, 11, 13, 14, 26
_ERROR, _PERM, _LOCKED = 1, 3, 6

_AGAIN = "then run the same command again"
_SPACE = f"free some space there, {_AGAIN}"
_ALLOW = "check who owns the file and its folder (ls -la), or choose another log with CRISISCTL_STORE=sqlite:///PATH"
_CHOOSE = "choose another file with CRISISCTL_STORE=sqlite:///PATH"
_TOLD = {
    _PERM: ("cannot be opened: permission denied", _ALLOW),
    BUSY: ("is held by another program", f"find it (fuser FILE) and end it, {_AGAIN}"),
    READONLY: ("cannot be written: the file or its folder is read-only", _ALLOW),
    IOERR: (
        "cannot be read or written: the disk reports an error, or it is full, or a quota is reached",
        f"look at the disk (df, quota, dmesg), {_AGAIN}",
    ),
    CORRUPT: ("is damaged", "see what can be saved, and how: crisisctl doctor"),
    FULL: ("cannot be written: the disk is full", _SPACE),
    CANTOPEN: ("cannot be opened", _ALLOW),
    NOTADB: ("is not a crisisctl log: the file is something else", _CHOOSE),
}
_TOLD[_LOCKED] = _TOLD[BUSY]
_FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT})
_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def of_sqlite(path: Path, code: int | None, text: str) -> StoreFailed:
    """What to say for the driver's error: its extended result code (None when it gave none) and its own words."""
    primary = _ERROR if code is None else code & 0xFF
    if primary == _ERROR and "decode" in text:  # the driver's own complaint about bytes that are not UTF-8
        primary = CORRUPT
    problem, hint = _TOLD.get(primary, ("cannot be used", "this is unexpected: look at the file, and please report it"))
    return StoreFailed(f"the log {path} {problem} ({_one_line(text)})", hint)


def of_system(path: Path, error: OSError) -> StoreFailed:
    """What to say when the file, or a folder above it, cannot be found out about or made."""
    if error.errno in _FULL_DISK:
        return StoreFailed(f"the log {path} cannot be made: the disk is full", _SPACE)
    reason = _one_line(error.strerror or str(error))
    return StoreFailed(f"the log {path} cannot be opened: {reason}", _ALLOW if error.errno in _DENIED else _CHOOSE)


def of_stranger(path: Path) -> StoreFailed:
    """What to say when the file is another program's database."""
    return StoreFailed(f"the log {path} is not a crisisctl log: it is another program's database", _CHOOSE)


def of_newer(path: Path, needed: str) -> StoreFailed:
    """What to say when a later crisisctl wrote the file in a way this one does not know."""
    return StoreFailed(
        f"the log {path} was written by a newer crisisctl: it needs {needed} or later",
        f'upgrade, for instance with: pip install --upgrade "crisisctl>={needed}"',
    )


def of_traces(path: Path) -> StoreFailed:
    """What to say when what was removed may still be found in the file's -wal."""
    return StoreFailed(
        f"it was removed, but a trace may be left in {path}-wal, which another program is reading",
        f"end that program (fuser FILE), {_AGAIN}",
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
