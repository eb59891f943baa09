"""The team's server killed and started again, its connections cut at any byte, or slow: nothing said is lost."""

from __future__ import annotations

import json
import os
import random
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress

import pytest

from conftest import Crisis
from crisisctl import chain
from crisisctl.stores import open_store
from faults.scene import PLAYBOOK
from postgres import Server, team_database


class Proxy:
    """Between the program and its server: each connection is cut after ``cut`` bytes, where that is set."""

    def __init__(self, port: int) -> None:
        self.cut: int | None = None
        self.piece = 65536
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._begin(self._serve)

    def close(self) -> None:
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
                self._begin(self._pass, one, other, left)

    def _pass(self, one: socket.socket, other: socket.socket, left: list[int]) -> None:
        with suppress(OSError):
            while data := one.recv(self.piece):
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


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One of our own: it is killed."""
    found = Server()
    found.start()
    yield found
    found.remove()


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    found = Proxy(server.port)
    yield found
    found.close()


@pytest.fixture
def team(crisis: Crisis, server: Server, proxy: Proxy) -> Crisis:
    """An incident on the server, which is reached through the proxy."""
    database = team_database(server)
    crisis.home.mkdir(mode=0o700)
    (crisis.home / "playbooks").mkdir()
    (crisis.home / "playbooks" / "small.yaml").write_text(PLAYBOOK, encoding="utf-8")
    crisis.environment["CRISISCTL_STORE"] = database.url.replace(f":{server.port}/", f":{proxy.port}/")
    crisis.environment["CRISISCTL_INCIDENT"] = crisis.start("small")
    return crisis


def settled(team: Crisis, said: dict[str, bool]) -> Counter[str]:
    """Every note that was acknowledged is there once, no other more than once, in their order, and the chain holds."""
    with closing(open_store(team.environment["CRISISCTL_STORE"])) as store:
        lines = store.read(team.environment["CRISISCTL_INCIDENT"])
    assert not chain.verify(lines).problems
    notes = [entry["data"]["text"] for entry in map(json.loads, lines) if entry["type"] == "note.added"]
    found = Counter(notes)
    assert notes == [text for text in said if text in found]
    assert [text for text, done in said.items() if done and found[text] != 1] == []
    assert [text for text, times in found.items() if times > 1] == []
    return found


def test_a_connection_that_is_cut_at_any_byte(team: Crisis, proxy: Proxy) -> None:
    rng = random.Random(20261129)  # noqa: S311 - chance, not secrecy
    said: dict[str, bool] = {}
    codes: Counter[int] = Counter()
    for number in range(40):
        proxy.cut = rng.randrange(6000)
        done = team.run("note", f"cut {number}", "--format", "json")
        said[f"cut {number}"] = done.code == 0
        codes[done.code] += 1
        if done.code:
            assert done.json["error"]["code"] == "store", done
            assert done.json["error"]["hint"], done
    proxy.cut = None
    assert set(codes) <= {0, 5}
    team.run("note", "and on").succeeds()
    said["and on"] = True
    settled(team, said)


def test_a_server_that_is_killed_while_people_act(team: Crisis, server: Server) -> None:
    said: dict[str, bool] = {}
    acts = """
from crisisctl.__main__ import run
import sys
for number in range(12):
    code = run(["note", f"{sys.argv[1]} {number}"])
    print("code", code, f"{sys.argv[1]} {number}", flush=True)
"""
    environment = {**os.environ, **team.environment}
    with subprocess.Popen(
        [sys.executable, "-c", acts, "note"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as acting:
        assert acting.stdout
        for line in acting.stdout:
            if line.startswith("code "):
                _, code, text = line.rstrip("\n").split(" ", 2)
                said[text] = code == "0"
                assert code in {"0", "5"}, line
                if len(said) in {3, 7}:
                    server.kill()
                    server.start()
        errors = acting.stderr.read() if acting.stderr else ""
    assert "Traceback" not in errors
    assert len(said) == 12
    team.run("note", "and on").succeeds()
    said["and on"] = True
    settled(team, said)


def test_a_slow_connection_is_only_slow(team: Crisis, proxy: Proxy) -> None:
    """Three bytes at a time: messages arrive in pieces, and none of them is taken for a whole one."""
    proxy.piece = 3
    said = {}
    for number in range(3):
        team.run("note", f"slow {number}").succeeds()
        said[f"slow {number}"] = True
    team.run("status").says(team.environment["CRISISCTL_INCIDENT"])
    assert sum(settled(team, said).values()) == 3


def test_doctor_says_that_the_server_is_away(team: Crisis, proxy: Proxy) -> None:
    assert team.run("doctor").code == 0
    proxy.close()
    done = team.run("doctor", "--format", "json")
    assert done.code == 1
    assert ("server", "bad") in [(each["check"], each["level"]) for each in done.json["findings"]]
    assert "hidden-word" not in done.stdout + done.stderr
