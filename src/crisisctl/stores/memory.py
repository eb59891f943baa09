"""A store that lasts as long as the process: for tests and for trying a playbook out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import RLock

from crisisctl.errors import StoreFailed
from crisisctl.stores import Kind, Lines, Presence, _removal, _waiting, writable


class MemoryStore:
    """Lines in a dictionary, which keeps the order in which incidents began."""

    def __init__(self) -> None:
        self._logs: dict[str, tuple[str, ...]] = {}
        self._lock = RLock()

    def change(self, incident: str, more: Callable[[Lines], Sequence[str]]) -> Lines:
        with self._lock:
            before = self._logs.get(incident, ())
            lines = before + writable(more(before))
            writable((incident,))
            if lines:
                self._logs[incident] = lines
            return lines

    def redact(self, incident: str, seqs: Sequence[int]) -> None:
        with self._lock:
            lines = self._logs.get(incident, ())
            bare = {seq: _removal.redacted(lines, seq) for seq in seqs}
            if bare:
                self._logs[incident] = tuple(bare.get(seq, line) for seq, line in enumerate(lines, 1))

    def forget(self, incident: str, tombstone: Callable[[Lines], str]) -> Lines:
        with self._lock:
            lines = self._logs.get(incident, ())
            self._logs[incident] = writable((_removal.tombstone(incident, lines, tombstone(lines)),))
            return self._logs[incident]

    def read(self, incident: str, after: int = 0) -> Lines:
        with self._lock:
            return self._logs.get(incident, ())[max(after, 0) :]

    def incidents(self) -> Sequence[str]:
        with self._lock:
            return tuple(self._logs)

    def wait(self, incident: str, after: int, timeout: float, also: int | None = None) -> bool:
        return _waiting.until(lambda: len(self.read(incident)) > after, timeout, also)

    def attend(self, incident: str, found: Presence | None) -> None:
        """Nobody else can look into this process."""

    def attending(self, incident: str) -> Sequence[Presence]:  # noqa: ARG002
        return ()

    def close(self) -> None:
        pass


def _open(rest: str) -> MemoryStore:
    if rest:
        raise StoreFailed("a store in memory has no name", f"write {STORE.form}")
    return MemoryStore()


STORE = Kind(form="memory:", open=_open)
