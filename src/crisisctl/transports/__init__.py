"""Transports: how a final text leaves this machine, one file a kind, each ending in ``TRANSPORT = Transport(…)``.

``of(destination)`` gives the one that speaks to it. A transport delivers once and says how it went; what it cannot be
sure of it calls ``unsure``, and nobody sends that a second time without being told to.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from socket import SHUT_RDWR, socket
from typing import Literal

from crisisctl import registry
from crisisctl.destinations import Destination


@dataclass(frozen=True, slots=True)
class Letter:
    """What leaves: one exact text. ``id`` names this attempt at the receiver's, too (Message-ID, Idempotency-Key)."""

    id: str
    message: str
    channel: str
    language: str
    subject: str
    text: str
    drill: bool = False
    files: Mapping[str, str] = field(default_factory=dict)
    """The draft's own files by extension, where they carry this very text."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a delivery went.

    ``delivered``: the other side said that it took it. ``partial``: for some recipients; ``refused`` are the others,
    each with the reason. ``refused``: it surely has not been taken. ``unsure``: nobody can tell.
    """

    state: Literal["delivered", "partial", "refused", "unsure"]
    reason: str = ""
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a delivery may take, in seconds, and how often it may be tried."""

    total: float = 60.0
    connect: float = 10.0
    pause: float = 1.0
    """Before it is tried again, where the other side does not say how long to wait."""
    longest_pause: float = 15.0
    """What the other side may ask for; when it asks for more, it has refused."""
    tries: int = 3

    @classmethod
    def within(cls, seconds: float) -> Limits:
        """The usual limits where ``seconds`` is at least a minute; with less everything is shorter."""
        share = min(seconds / 60, 1.0)
        return cls(seconds, 10 * share, share, 15 * share)


class Recalled(Exception):
    """The attempt was called back before anything had left."""


class Flight:
    """One attempt on its way, seen from two threads: one delivers, one waits and may call it back.

    ``depart`` is the point of no return. Whoever calls ``recall`` learns on which side of it the attempt is, and it
    stays there: after a recall nothing departs any more.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._deadline = time.monotonic() + limits.total
        self._tries = 1
        self._departed = False
        self._recalled = threading.Event()
        self._lock = threading.Lock()
        self._sock: socket | None = None

    @property
    def left(self) -> float:
        """Seconds until the deadline, never quite none: a socket with a timeout of 0 does not wait at all."""
        return max(self._deadline - time.monotonic(), 0.01)

    def hold(self, sock: socket) -> None:
        """``sock`` is cut when the attempt is called back, so that nobody waits on it."""
        with self._lock:
            self._sock = sock
        if self._recalled.is_set():
            self._cut()

    def depart(self) -> None:
        """From here on the text may have been taken. Raises ``Recalled`` when it was called back before."""
        with self._lock:
            if self._recalled.is_set():
                raise Recalled
            self._departed = True

    def came_back(self) -> None:
        """The other side said that it took nothing."""
        with self._lock:
            self._departed = False

    def wait_to_retry(self, seconds: float | None = None) -> bool:
        """Wait, and say whether there is another try. Only for an attempt that surely has not arrived."""
        pause = self.limits.pause * self._tries if seconds is None else seconds
        if self._tries >= self.limits.tries or pause > min(self.limits.longest_pause, self.left):
            return False
        self._tries += 1
        return not self._recalled.wait(pause)

    def recall(self) -> bool:
        """Call it back; whether it had departed."""
        with self._lock:
            self._recalled.set()
            departed = self._departed
        self._cut()
        return departed

    def _cut(self) -> None:
        sock = self._sock
        if sock is not None:
            try:
                socket.shutdown(sock, SHUT_RDWR)  # the plain one: that of a TLS socket disturbs a read under way
            except OSError:
                return  # it is closed already


Deliver = Callable[[Letter, Destination, Flight], Outcome]


@dataclass(frozen=True, slots=True)
class Transport:
    """One way out. ``deliver`` raises nothing but ``Recalled``; ``check`` says what is wrong with a destination."""

    schemes: tuple[str, ...]
    deliver: Deliver
    check: Callable[[Destination], str]
    kind: Callable[[Destination], str]


def of(destination: Destination) -> Transport:
    """The transport that speaks the scheme of its address; Apprise for those that none of ours does."""
    fallback: Transport | None = None
    for name in registry.names(__name__):
        found = registry.load(__name__, name, "TRANSPORT")
        assert isinstance(found, Transport)  # noqa: S101 - the folder's rule, held by a test
        if destination.scheme in found.schemes:
            return found
        fallback = found if not found.schemes else fallback
    assert fallback is not None  # noqa: S101 - apprise.py
    return fallback
