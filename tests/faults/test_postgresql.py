"""The team's server killed and started again, its connections cut at any byte, or slow: nothing said is lost."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import Counter
from contextlib import closing

from conftest import Crisis
from crisisctl import chain
from crisisctl.stores import open_store
from faults.proxy import Proxy
from postgres import Server


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
