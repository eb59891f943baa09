"""A connection that tells a server at work from one that is frozen, and waits for the first only.

A server that is stopped, or stands behind something that has ceased to pass on what it takes, keeps the connection and
says nothing: the system acknowledges each packet, so neither keepalives nor ``tcp_user_timeout`` notice, and the time
limits of the session are the server's own to keep. Silence alone proves nothing either: whoever waits for their turn at
the lock hears nothing for as long as the others take, and to give up early would cost them their place in the queue.

So whoever has heard nothing for some seconds knocks at the server's door (``PQping``, which needs no password). As long
as somebody answers there, they wait on, up to a limit beyond the server's own; where nobody does, the connection is
closed and the server counts as away. Imported only where the driver is there.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg
from psycopg import pq

if TYPE_CHECKING:
    from psycopg.abc import PQGen

T = TypeVar("T")
_SILENCE_SECONDS = 3.0
"""After so long without a byte somebody knocks, and again after as long."""
_LONGEST_SECONDS = 75.0
"""No answer takes longer: the server's limits are 30 s for the lock and 60 s for a statement."""


class SilentError(psycopg.OperationalError):
    """The connection was closed from here: nothing came, and nobody answers at the server's door either."""


class PatientConnection(psycopg.Connection[Any]):
    """``door`` is where to knock: what the connection was made with, without its password."""

    door = b""

    def wait(self, gen: PQGen[T], *given: Any, **named: Any) -> T:
        return super().wait(self._with_an_end(gen), *given, **named)

    def _with_an_end(self, gen: PQGen[T]) -> PQGen[T]:
        """``gen``, which is told several times a second that there is still nothing to read or write."""
        begun = heard = time.monotonic()
        try:
            state = next(gen)
            while True:
                ready = yield state
                now = time.monotonic()
                if ready:
                    heard = now
                elif now - heard > _SILENCE_SECONDS:
                    if now - begun > _LONGEST_SECONDS or not _answers(self.door):
                        self.close()
                        raise SilentError("it keeps the connection, and does not answer")
                    heard = time.monotonic()
                state = gen.send(ready)
        except StopIteration as end:
            found: T = end.value
            return found


def _answers(door: bytes) -> bool:
    """Whether a server answers there, if only that it lets nobody in; the ``connect_timeout`` limits it."""
    return pq.PGconn.ping(door) in {pq.Ping.OK, pq.Ping.REJECT}
