"""What stands between the program and its server: it cuts connections, delays what passes, or ceases to pass it on."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress


class Proxy:
    """Between the program and its server: each connection is cut after ``cut`` bytes, where that is set.

    Once somebody has sent ``mute_at``, it takes everything and passes nothing on to those who ask, until ``hear``.
    """

    def __init__(self, port: int) -> None:
        self.cut: int | None = None
        self.mute_at: bytes | None = None
        self.piece = 65536
        self._talks = threading.Event()
        self._talks.set()
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._begin(self._serve)

    def hear(self) -> None:
        self.mute_at = None
        self._talks.set()

    def close(self) -> None:
        self._talks.set()
        for each in (self._listener, *self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(30)
        self._listener.close()

    def _begin(self, what: Callable[..., None], *given: object) -> None:
        self._threads.append(threading.Thread(target=what, args=given, daemon=True))
        self._threads[-1].start()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._to))
            except OSError:
                client.close()
                continue
            left = [self.cut if self.cut is not None else 1 << 60]
            self._open |= {client, server}
            for one, other in ((client, server), (server, client)):
                self._begin(self._pass, one, other, left, one is server)

    def _pass(self, one: socket.socket, other: socket.socket, left: list[int], is_answer: bool) -> None:
        with suppress(OSError):
            while data := one.recv(self.piece):
                if self.mute_at is not None and self.mute_at in data and not is_answer:
                    self._talks.clear()
                if is_answer:
                    self._talks.wait()
                data = data[: left[0]]
                left[0] -= len(data)
                other.sendall(data)
                if left[0] <= 0:
                    break
        for each in (one, other):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._open.discard(one)
        one.close()
