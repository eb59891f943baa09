"""kill -9 in the midst of a sending to a server that counts: nothing leaves unrecorded, nor twice by itself."""

from __future__ import annotations

import json
import os
import random
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from faults import tracing
from faults.scene import Figures, Night
from faults.tracing import KILL, Call, Stage

_LONGEST = 70
"""Calls of a sending, at first; then those of the last that came to its end."""


def campaign(folder: Path, points: int, seed: int) -> Figures:
    """Each text is sent, killed on its way, and sent again as somebody would who does not know what happened."""
    rng, figures = random.Random(seed), Figures(seed)  # noqa: S311 - chance, not secrecy
    night = Night(folder / "0", figures)
    night.begin()
    received = folder / "received"
    received.touch()
    longest = _LONGEST
    with _server(received) as port:
        _destination(night.home, port)
        while figures.points < points:
            night.turn += 1
            number = 100_000 + night.turn
            night.must("set", f"affected={number}", "--format", "json")
            night.must("draft", "first", "--fresh", "--format", "json")
            at, stage = rng.randint(1, longest), rng.choice(("before", "after"))
            near = rng.randint(0, 9) if rng.randrange(2) else None  # every other one while it is on its way
            away: list[int] = []

            def judge(
                call: Call,
                now: Stage,
                at: int = at,
                stage: str = stage,
                near: int | None = near,
                away: list[int] = away,
            ) -> int | None:
                if call.name in {"connect", "send"}:
                    away.append(call.number)
                there = call.number == at if near is None else bool(away) and call.number >= away[0] + near
                return KILL if there and now == stage else None

            argv = ["send", "first", "--yes", "--force", "--reason", "drill of faults", "--format", "json"]
            ended = tracing.follow(argv, str(night.home), judge)
            figures.points += ended.code is None
            longest = longest if ended.code else ended.calls or longest
            place = f"call {at}" if near is None else f"{near} calls after it left"
            where = f"seed {seed}, text {number}, killed {stage} {place}"
            first = _times(received, number)
            said = ended.code == 0 or '"state": "sent"' in ended.said
            _judge(night, figures, number, first, said=said, where=where)
            figures.acknowledged += said
            tracing.plain(*argv)  # what somebody does who does not know
            both = _times(received, number)
            if both > 1:
                figures.wrong("twice", f"{where}: it arrived {both} times")
            state = _judge(night, figures, number, both, said=said, where=f"{where}, and then again")
            figures.count(f"in the end {state}")
    return figures


def _judge(night: Night, figures: Figures, number: int, times: int, *, said: bool, where: str) -> str:
    """What the log tells of that text, against what the server received."""
    night.settled(tracing.Ended(None, "", 0), where)
    entries = [json.loads(line) for line in night.kept]
    digests = {
        draft["digest"]
        for entry in entries
        if entry["type"] == "message.drafted"
        for draft in entry["data"]["drafts"]
        if re.sub(r"\D", "", draft["text"]).startswith(str(number)) or f"{number:,}" in draft["text"]
    }
    begun = [e["data"]["attempt"] for e in entries if e["type"] == "message.sending" and e["data"]["digest"] in digests]
    sent = [e for e in entries if e["type"] == "message.sent" and e["data"].get("attempt") in begun]
    if times and not begun:
        figures.wrong("lost", f"{where}: it arrived, and the log knows of no sending")
    if said and not sent:
        figures.wrong("lost", f"{where}: it was said to be sent, and the log does not say so")
    if sent and not times:
        figures.wrong("lost", f"{where}: the log says sent, and nothing arrived")
    return "sent" if sent else "unknown" if begun else "not sent"


def _times(received: Path, number: int) -> int:
    return sum(f"{number:,}" in line or str(number) in line for line in received.read_text().splitlines())


def _destination(home: Path, port: int) -> None:
    path = home / "destinations.toml"
    table = f'[team]\nchannel = "slack"\nurl = "http://127.0.0.1:{port}/hook"\naudience = "customers"\n'
    path.write_text(table, encoding="utf-8")
    path.chmod(0o600)


@contextmanager
def _server(received: Path) -> Iterator[int]:
    """It notes what it was given before it answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if body:
                with received.open("ab") as file:
                    file.write(json.dumps(body.decode()).encode() + b"\n")
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the base class
            """Nothing is printed."""

    class Server(HTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Whoever asked was killed."""

    server = Server(("127.0.0.1", 0), Handler)
    child = os.fork()  # not a thread: this process is forked for every act
    if not child:
        server.serve_forever()
        os._exit(0)
    port = server.server_address[1]
    server.server_close()
    try:
        yield port
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
