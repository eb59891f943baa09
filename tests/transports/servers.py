"""Real servers on 127.0.0.1 that do as a test says, and keep what they were given."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

PATIENCE = 20.0
"""Seconds after which a test that waits has failed."""


@dataclass(frozen=True)
class Posted:
    """One request, as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Behaviour = Callable[["Hook", "_Handler"], None]


@dataclass
class Hook:
    """A webhook. ``script`` is what it does, one a request; the last goes on. ``over`` ends what waits."""

    script: Sequence[Behaviour]
    port: int = 0
    posted: list[Posted] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    connections: int = 0

    def url(self, path: str = "/hooks/T0SECRETX/s3cr3t-t0ken", kind: str = "", user: str = "") -> str:
        return f"{kind + '+' if kind else ''}http://{user}127.0.0.1:{self.port}{path}"


class _Handler(BaseHTTPRequestHandler):
    hook: Hook
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.hook.posted.append(Posted(self.path, dict(self.headers), body))
        self.hook.arrived.set()
        self.hook.script[min(len(self.hook.posted), len(self.hook.script)) - 1](self.hook, self)
        self.close_connection = True

    def do_GET(self) -> None:
        self.hook.posted.append(Posted(f"GET {self.path}", {}, b""))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the base class
        """Nothing is printed."""


@contextmanager
def hook(*script: Behaviour) -> Iterator[Hook]:
    found = Hook(script)
    handler = type("Handler", (_Handler,), {"hook": found})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.block_on_close = False
    found.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield found
    finally:
        found.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def answers(status: int, body: str | bytes = "", **headers: str) -> Behaviour:
    raw = body.encode() if isinstance(body, str) else body

    def answer(_: Hook, handler: _Handler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(raw)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(raw)

    return answer


def says(raw: bytes) -> Behaviour:
    """Answer these very bytes, be they HTTP or not."""

    def say(_: Hook, handler: _Handler) -> None:
        handler.wfile.write(raw)

    return say


def hangs(found: Hook, _: _Handler) -> None:
    """Say nothing until the test is over."""
    found.over.wait(PATIENCE)


def drips(found: Hook, handler: _Handler) -> None:
    """A good status, and then a body that never comes to its end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
    try:
        while not found.over.wait(0.05):
            handler.wfile.write(b"x")
    except OSError:
        return


def hangs_up(_: Hook, handler: _Handler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def raw_server(talk: Callable[[socket.socket], None]) -> Iterator[tuple[int, list[int]]]:
    """A TCP server that talks by ``talk``; its port, and a list that grows by one a connection."""
    listener = socket.create_server(("127.0.0.1", 0))
    talked: list[int] = []

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            talked.append(1)
            with connection:
                connection.settimeout(PATIENCE)
                try:
                    talk(connection)
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], talked
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(PATIENCE)


@contextmanager
def closed_port() -> Iterator[int]:
    """A port on which nobody listens, and nobody else can begin to while the test runs."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@dataclass
class Mailbox:
    """A mail server. ``refuses`` maps a recipient to its answer; ``data`` is the answer to a mail, None for silence."""

    refuses: dict[str, str] = field(default_factory=dict)
    data: str | None = "250 OK"
    port: int = 0
    mails: list[Envelope] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)
    secured: bool = False
    logins: list[str] = field(default_factory=list)

    def mail(self) -> EmailMessage:
        (only,) = self.mails
        found = message_from_bytes(only.original_content or b"", policy=default)
        assert isinstance(found, EmailMessage)
        return found

    async def handle_RCPT(self, _1: SMTP, _2: Session, envelope: Envelope, address: str, _3: list[str]) -> str:  # noqa: N802 - aiosmtpd's name
        if "*" in self.refuses or address in self.refuses:
            return self.refuses.get(address) or self.refuses["*"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        self.secured = session.ssl is not None
        self.mails.append(envelope)
        self.arrived.set()
        if self.data is None:
            await asyncio.Event().wait()
        if self.data == "abort":
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return self.data or ""


class _Controller(Controller):
    """On a port that is ours from the first: aiosmtpd cannot be asked for a free one."""

    listener: socket.socket

    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, sock=self.listener, ssl=self.ssl_context)


@contextmanager
def mail_server(box: Mailbox, **options: Any) -> Iterator[Mailbox]:
    listener = socket.create_server(("127.0.0.1", 0))
    box.port = listener.getsockname()[1]
    controller = _Controller(box, hostname="127.0.0.1", port=box.port, ready_timeout=PATIENCE, **options)
    controller.listener = listener
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def smtp_that(after: bytes, *, at: str) -> Callable[[socket.socket], None]:
    """A mail server that is fine until the client says ``at``; then it says ``after`` and hangs up.

    ``at="."`` is within the mail: it hangs up after the first bytes of it.
    """

    def talk(connection: socket.socket) -> None:
        connection.sendall(b"220 here\r\n")
        said = b""
        while line := connection.recv(1024):
            said = line.upper()
            if at == "." and said.startswith(b"DATA"):
                connection.sendall(b"354 go on\r\n")
                connection.recv(10)
                return
            if re.match(rb"%s\b" % at.encode(), said):
                connection.sendall(after)
                return
            connection.sendall(b"354 go on\r\n" if said.startswith(b"DATA") else b"250 fine\r\n")

    return talk
