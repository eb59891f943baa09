"""Stores: where the log of every incident is kept. One file a kind of store; the name of the file begins its URL.

A store knows lines of text and their order, and of events only the two that let something be removed. Otherwise it only
ever appends, and it does so in one operation, ``change``: read, decide and append under one lock. Appending at a
hoped-for place and trying again when someone was faster tells people on call that the log is "busy"; a lock does not.

Each module ends in ``STORE = Kind(…)`` and is imported only when its URL is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol, TypeAlias

from crisisctl import registry
from crisisctl.errors import StoreFailed

Lines: TypeAlias = Sequence[str]

_ALIASES = {"postgres": "postgresql"}
"""How the same URL is also written."""


class Presence(NamedTuple):
    """Somebody who has an incident open: at which step, by its number in the playbook (0: at none), since when.

    No part of the log: it is true while the program runs, and nobody needs it afterwards.
    """

    person: str
    step: int
    since: datetime


class Store(Protocol):
    """The log of every incident. Every operation raises ``StoreFailed`` when the log cannot be read or written.

    A store may be shared by threads, and many processes may open the same one. An operation after ``close``
    opens it again.
    """

    def change(self, incident: str, more: Callable[[Lines], Sequence[str]]) -> Lines:
        """Append what ``more`` answers when shown the incident's lines; give all lines, old and new.

        ``more`` runs inside the lock, so what it was shown is still true when its answer is written: keep it
        quick and pure, and do not use the store in it. Its lines are durable once ``change`` returns: all of
        them, or after a failure or a crash, none. When it raises, nothing is written and its exception passes
        through unchanged.
        """
        ...

    def read(self, incident: str, after: int = 0) -> Lines:
        """The incident's lines in order, without the first ``after`` of them; none for an unknown incident."""
        ...

    def incidents(self) -> Sequence[str]:
        """Every incident that has a line, the one begun first first."""
        ...

    def redact(self, incident: str, seqs: Sequence[int]) -> None:
        """Take ``data`` and ``salt`` out of these lines, for good; their other fields stay as they are.

        Only lines that a later line of the incident redacts (``entry.redacted`` with its ``seq``), never the first:
        anything else is ``StoreFailed``, and the store's own guard against other clients (a trigger) asks the same.
        All of it happens or nothing. It is durable once it returns, and then the store's files hold the bytes no more,
        as far as it can tell; where it cannot, it raises ``StoreFailed`` after the removal. Doing it again is harmless,
        and tries the rest again.
        """
        ...

    def forget(self, incident: str, tombstone: Callable[[Lines], str]) -> Lines:
        """Replace every line of an incident by the one that ``tombstone`` answers when shown them; give that one.

        ``tombstone`` runs inside the lock, as ``more`` does in ``change``. Its line is number 1 of type
        ``incident.forgotten``, and names the incident, how many lines there were and the last one's digest: anything
        else is ``StoreFailed``. All of it happens, or after a failure or a crash, nothing; what is said of the bytes
        in ``redact`` is true here too. The incident keeps its place in ``incidents``, so its name is not used again.
        """
        ...

    def wait(self, incident: str, after: int, timeout: float, also: int | None = None) -> bool:
        """Whether the incident has more than ``after`` lines: as soon as it has, or after ``timeout`` seconds.

        ``also`` is a file descriptor (the keyboard): when it can be read, the answer is False at once.
        """
        ...

    def attend(self, incident: str, found: Presence | None) -> None:
        """Let others see who has the incident open here; None: nobody any more. One seat a store.

        It ends with the store, and however the process ends, at once; where a machine goes with it, within 30 s.
        ``since`` is kept to the second, and a long name may be cut.
        """
        ...

    def attending(self, incident: str) -> Sequence[Presence]:
        """Who else has the incident open."""
        ...

    def close(self) -> None:
        """Let go of files and connections. Needed once at the end, harmless twice."""
        ...


class Finding(NamedTuple):
    """Something that is wrong with a store, and what to do about it."""

    problem: str
    hint: str


class Server(Protocol):
    """A store that somebody sets up and looks after."""

    where: str

    def script(self, members: Sequence[str], keepers: Sequence[str]) -> str:
        """What sets it up, to be read and run by an administrator."""
        ...

    def apply(self, members: Sequence[str], keepers: Sequence[str]) -> None:
        """Set it up; doing it again mends what is missing. Raises ``StoreFailed``, and then nothing was done."""
        ...

    def check(self) -> tuple[str, Sequence[Finding]]:
        """What it is, in a few words, and everything that is wrong with it."""
        ...


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of store: how its URL is written, and what opens the part after ``scheme:``."""

    form: str
    open: Callable[[str], Store]
    server: Callable[[str], Server] | None = None
    """Where it is on a server, which has to be set up and can be away."""


def open_store(url: str) -> Store:
    """The store at ``url``; nothing is read, and nothing made, before it is used.

    Raises ``StoreFailed`` when the URL is not understood. Messages never repeat what follows the scheme:
    the URL of a server holds a password.
    """
    kind, rest = _understood(url)
    return kind.open(rest)


def server_at(url: str) -> Server | None:
    """The server that holds the store at ``url``, None where there is none. Raises ``StoreFailed`` as above."""
    kind, rest = _understood(url)
    return kind.server(rest) if kind.server else None


def place_of(url: str) -> str:
    """Where a store is, for messages: never what its URL holds beside it."""
    kind, _, rest = url.partition(":")
    if kind == "sqlite":
        return f"/{rest.lstrip('/')}"
    server = server_at(url)
    return server.where if server else kind


def _understood(url: str) -> tuple[Kind, str]:
    scheme, _, rest = url.partition(":")
    scheme = _ALIASES.get(scheme, scheme)
    if ":" not in url or scheme not in registry.names(__name__):
        raise StoreFailed(f"`{scheme}` is not a kind of store", f"write {_forms()}")
    return _kind(scheme), rest


def writable(lines: Sequence[str]) -> tuple[str, ...]:
    """``lines`` as every store can keep them; ``StoreFailed`` for one that is several lines or not valid Unicode."""
    for line in lines:
        if "\n" in line or not encodable(line):
            raise StoreFailed(
                "an entry was not written: it is not one line of valid text",
                "nothing was written; this is a fault in crisisctl, please report it",
            )
    return tuple(lines)


def encodable(text: str) -> bool:
    """Whether it is valid Unicode: bytes of a command line that are not UTF-8 arrive as lone surrogates.

    The character NUL is none of a text: PostgreSQL keeps none, and JSON, which our lines are, writes it as an escape.
    """
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False


def _kind(scheme: str) -> Kind:
    return registry.get(__name__, scheme, "STORE", Kind)


def _forms() -> str:
    return " or ".join(_kind(scheme).form for scheme in registry.names(__name__))
