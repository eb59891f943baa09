"""One attempt on its way, with a point of no return, a deadline, and somebody who may call it back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from socket import SHUT_RDWR, socket
from typing import Generic, TypeVar

_GRACE = 1.0
"""Seconds that a delivery which was cut has to say how it ended."""
_TICK = 0.1
T = TypeVar("T")
Tick = Callable[[float, int], None]
"""Told the seconds that have passed, and which try it is."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a delivery may take, in seconds, and how often it may be tried."""

    total: float = 60.0
    connect: float = 10.0
    pause: float = 1.0
    """Before it is tried again, where the other side does not say how long to wait; twice that the second time."""
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
    """One attempt, seen from two threads: one delivers, one waits and may call it back.

    ``depart`` is the point of no return. Whoever calls ``recall`` learns on which side of it the attempt is, and it
    stays there: after a recall nothing departs any more.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.departed = False
        self._deadline = time.monotonic() + limits.total
        self.tries = 1
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
            self.departed = True

    def came_back(self) -> None:
        """The other side said that it took nothing."""
        with self._lock:
            self.departed = False

    def wait_to_retry(self, seconds: float | None = None) -> bool:
        """Wait, and say whether there is another try. Only for an attempt that surely has not arrived."""
        pause = self.limits.pause * self.tries if seconds is None else seconds
        if self.tries >= self.limits.tries or pause > min(self.limits.longest_pause, self.left):
            return False
        self.tries += 1
        return not self._recalled.wait(pause)

    def recall(self) -> bool:
        """Call it back; whether it had departed."""
        with self._lock:
            self._recalled.set()
            departed = self.departed
        self._cut()
        return departed

    def _cut(self) -> None:
        if self._sock is not None:
            try:
                socket.shutdown(self._sock, SHUT_RDWR)  # the plain one: that of TLS disturbs a read under way
            except OSError:
                return  # it is closed already


@dataclass(frozen=True, slots=True)
class Landing(Generic[T]):
    """What came of a flight. ``value`` is None where it did not end, ``cut`` where it did not end by itself."""

    value: T | None
    departed: bool
    cut: bool
    interrupted: bool


def fly(deliver: Callable[[Flight], T], limits: Limits, tick: Tick) -> Landing[T]:
    """Deliver in a thread of its own, so that the deadline and Ctrl-C hold whatever it waits for.

    ``tick`` is called about ten times a second. ``deliver`` must not raise.
    """
    flight, found, begun = Flight(limits), list[T](), time.monotonic()
    ended = threading.Event()  # Thread.join is no measure: interrupted, it may take a running thread for a dead one

    def work() -> None:
        try:
            found.append(deliver(flight))
        finally:
            ended.set()

    interrupted = False
    try:
        threading.Thread(target=work, daemon=True).start()
        while not ended.is_set() and (passed := time.monotonic() - begun) < limits.total:
            tick(passed, flight.tries)
            ended.wait(_TICK)
    except KeyboardInterrupt:
        interrupted = True
    cut = not ended.is_set()
    departed = flight.recall() if cut else flight.departed
    ended.wait(_GRACE)
    return Landing(next(iter(found), None), departed, cut, interrupted)
