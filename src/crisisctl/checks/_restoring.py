"""A damaged log is set aside under another name, and a new one with what can be read takes its place.

Nothing is deleted, and each step can be the last: the new log is whole before the old one is touched, the damaged one
has its second name before it loses its first, and what was interrupted is found and finished by the next `doctor`.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from crisisctl import files
from crisisctl.errors import StoreFailed
from crisisctl.safekeeping.rescue import Rescued, numbered_rows, rescue
from crisisctl.sharing.spool import Kept, Row, Spool, kept
from crisisctl.stores import _files
from crisisctl.stores.sqlite import SqliteStore
from crisisctl.text import Words

_SHARED_FIRST, _SHARED_SIZE = 0x40000002, 510
"""The bytes of the file that every SQLite connection holds a lock on (https://www.sqlite.org/lockingv3.html)."""
_COLUMNS = 9
"""Those of an act that waits; its number, the first, stands beside the row."""
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}")


@dataclass(frozen=True, slots=True)
class Restoring:
    """One mending of one log; ``stamp`` stands in the names of all that it makes."""

    log: Path
    stamp: str

    @property
    def aside(self) -> Path:
        return self.log.with_name(f"{self.log.name}.damaged-{self.stamp}")

    @property
    def mended(self) -> Path:
        return self.log.with_name(f"{self.log.name}.mended-{self.stamp}")

    @property
    def exported(self) -> Path:
        return self.log.with_name(f"rescued-{self.stamp}")

    def restore(self) -> Words:
        try:
            with _alone(self.log) as data:
                told = self._make(data)
                _second_name(self.log, self.aside)
                self.finish()
        except OSError as problem:
            raise StoreFailed(
                f"{self.log} could not be mended: {problem.strerror or problem}",
                "nothing was taken away; look at the disk (df), then run the same command again",
            ) from None
        return told

    def finish(self) -> Words:
        """The last steps, which may be done again: the helper files follow the damaged log, the new one comes."""
        for ending in ("-wal", "-shm", "-journal"):
            with suppress(FileNotFoundError):
                _beside(self.log, ending).rename(_beside(self.aside, ending))
        self.mended.replace(self.log)
        _files.sync_folder(self.log.parent)
        return {"en": f"{self.log.name} is the mended log", "fr": f"{self.log.name} est le journal réparé"}

    def _make(self, data: bytes) -> Words:
        """Write out what can be read, and the new log beside the old one; what will have been done."""
        wal = _beside(self.log, "-wal")
        found = rescue(data, wal.read_bytes() if wal.exists() else b"")
        self._export(found)
        self._begin(found)
        return {
            "en": f"{found.count} entries of {len(found.logs)} incidents are in the new {self.log.name}; the damaged one "
            f"is {self.aside.name}, and all that could be read is in {self.exported.name}/",
            "fr": f"{found.count} entrées de {len(found.logs)} incidents sont dans le nouveau {self.log.name} ; l’abîmé "
            f"est {self.aside.name}, et tout ce qui a pu être lu est dans {self.exported.name}/",
        }

    def _export(self, found: Rescued) -> None:
        self.exported.mkdir(mode=0o700, exist_ok=True)
        for logs, ending in ((found.logs, ""), (found.loose, ".beyond-a-gap")):
            for incident, lines in logs.items():
                path = self.exported / f"{_file_name(incident)}{ending}.jsonl"
                if not path.exists():
                    files.write_new(path, "".join(f"{line}\n" for line in lines), private=True)

    def _begin(self, found: Rescued) -> None:
        with closing(SqliteStore(self.mended)) as store:
            for incident, lines in found.logs.items():
                store.change(incident, lambda there, lines=lines: lines[len(there) :])  # type: ignore[misc]
            if not found.logs:
                store.change("", lambda _: ())  # an empty log


class RestoringSpool(Restoring):
    """The same for the acts that wait on this machine; the copy of the server's lines is read anew from there."""

    __slots__ = ()

    def _make(self, data: bytes) -> Words:
        rows, torn = waiting_rows(data)
        self.exported.mkdir(mode=0o700, exist_ok=True)
        path = self.exported / f"{self.log.stem}.acts.jsonl"
        if not path.exists():
            files.write_new(path, "".join(f"{json.dumps(row)}\n" for row in (*rows, *torn)), private=True)
        Spool(self.mended).put(rows)
        return {
            "en": f"acts in the new {self.log.name}: {len(rows)}; the damaged one is {self.aside.name}, and all that "
            f"could be read is in {self.exported.name}/",
            "fr": f"actes dans le nouveau {self.log.name} : {len(rows)} ; l’abîmé est {self.aside.name}, et tout ce "
            f"qui a pu être lu est dans {self.exported.name}/",
        }


def waiting_rows(data: bytes) -> tuple[list[Row], list[tuple[object, ...]]]:
    """The acts in the bytes of a damaged file: those that can be put in again, and what is left of others."""
    found: dict[int, Row] = {}
    torn: list[tuple[object, ...]] = []
    for number, columns in numbered_rows(data):
        if len(columns) == _COLUMNS and columns[0] is None:
            row = (number, *columns[1:])
            if isinstance(kept(row), Kept):
                found.setdefault(number, row)  # type: ignore[arg-type]
            else:
                torn.append(row)
    return [found[number] for number in sorted(found)], torn


def interrupted(log: Path) -> Restoring | None:
    """A mending of this log that did not come to its end although the new one was whole."""
    for mended in sorted(log.parent.glob(f"{log.name}.mended-*")):
        found = Restoring(log, mended.name.rpartition(".mended-")[2])
        if not mended.name.endswith(("-wal", "-shm")) and found.aside.exists():
            return found
    return None


@contextmanager
def _alone(log: Path) -> Iterator[bytes]:
    """The bytes of the file, while no other program can use it: whoever acts meanwhile would act on what goes aside.

    POSIX drops a process's locks with any handle it closes: so the file is read through the one that holds them.
    """
    with log.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_SIZE, _SHARED_FIRST)
        except OSError:
            raise StoreFailed(
                f"the log {log} is in use by another program", "leave every walk and status --watch, then run it again"
            ) from None
        yield file.read()


def _second_name(path: Path, second: Path) -> None:
    """The same file under another name too; a copy where the file system has no links."""
    with suppress(FileExistsError):
        try:
            os.link(path, second)
        except OSError as problem:
            if isinstance(problem, FileExistsError):
                raise
            shutil.copy2(path, second)
    _files.sync_folder(path.parent)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _file_name(incident: str) -> str:
    """An id as it stands in a damaged file may be anything."""
    return incident if _PLAIN.fullmatch(incident) else f"incident-{sha256(incident.encode()).hexdigest()[:12]}"
