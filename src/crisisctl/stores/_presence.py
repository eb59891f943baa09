"""Who has an incident open, for a log in a file: one small file a seat beside it, locked for as long as the seat lasts.

The lock belongs to the process, and the kernel takes it back however the process ends: nobody has to say every few
seconds that they are still there, and nobody who was killed is shown. What is not locked is a leftover, and goes.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from crisisctl.stores import Presence

_BEING_MADE_SECONDS = 60.0
"""A file that is not locked and has no name yet is a leftover too, once it is older than any making of one takes."""


class Seats:
    """The seats at one log. Every operation raises ``OSError`` where the place cannot be written."""

    def __init__(self, log: Path) -> None:
        self._folder = log.with_name(log.name + "-here")
        self._mine: tuple[Path, int] | None = None

    def take(self, incident: str, found: Presence) -> None:
        """Sit down, or say that one is elsewhere now: the new file is locked before anybody can see it."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        name = self._mine[0] if self._mine else self._folder / f"{_place(incident)}-{secrets.token_hex(6)}"
        if not name.name.startswith(_place(incident)):
            self.leave()
            name = self._folder / f"{_place(incident)}-{secrets.token_hex(6)}"
        fresh = self._folder / f".{name.name}"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.write(descriptor, json.dumps([found.person, found.step, int(found.since.timestamp())]).encode())
            fresh.replace(name)
        except OSError:
            os.close(descriptor)
            raise
        if self._mine:
            os.close(self._mine[1])
        self._mine = name, descriptor

    def leave(self) -> None:
        mine, self._mine = self._mine, None
        if mine:
            with suppress(OSError):
                mine[0].unlink(missing_ok=True)
            os.close(mine[1])

    def others(self, incident: str) -> Iterator[Presence]:
        """Everybody else at the incident; what a process left behind is cleared away."""
        if not self._folder.is_dir():
            return
        for path in sorted(self._folder.iterdir()):
            if self._mine and path == self._mine[0]:
                continue
            with suppress(OSError, ValueError):
                if path.name.startswith(".") and time.time() - path.stat().st_mtime < _BEING_MADE_SECONDS:
                    continue
                found = _read(path)
                if found and path.name.startswith(_place(incident)):
                    yield found


def _place(incident: str) -> str:
    """The incident in a file's name: a name may hold what a file's must not."""
    return sha256(incident.encode()).hexdigest()[:16]


def _read(path: Path) -> Presence | None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            person, step, since = json.loads(os.read(descriptor, 4096))
            return Presence(str(person), int(step), datetime.fromtimestamp(since, UTC))
        if not os.fstat(descriptor).st_nlink:  # replaced by its own newer state while we looked
            return _read(path)
        path.unlink(missing_ok=True)
        return None
    finally:
        os.close(descriptor)
