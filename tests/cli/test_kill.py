"""kill -9 at any moment: whatever was acknowledged is in the log, the log is whole, and the next command goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from conftest import Crisis

ACTS = """
import itertools, sys
from crisisctl.__main__ import run
for number in itertools.count():
    for act in (
        ["note", f"note {number}"], ["set", f"affected={number}"], ["action", "add", f"action {number}"],
        ["channel", f"sms={'down' if number % 2 == 0 else 'up'}"], ["draft", "first"],
    ):
        code = run(act)
        assert code == 0, code
        print("acknowledged", *act, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [0, 1, 2, 5, 9, 14, 23])
def test_nothing_that_was_acknowledged_is_lost(crisis: Crisis, acknowledged: int) -> None:
    """Killed while the act after the last that was acknowledged is on its way: before, in, or after its writing."""
    crisis.start("small", "--set", "affected=1")
    with subprocess.Popen([sys.executable, "-c", ACTS], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        seen: list[str] = []
        while len(seen) < acknowledged:
            line = process.stdout.readline().decode()
            if line.startswith("acknowledged "):
                seen.append(line.removeprefix("acknowledged ").strip())
        _let_go_on(acknowledged * 1500)
        os.kill(process.pid, signal.SIGKILL)
        seen += [
            line.removeprefix("acknowledged ").strip()
            for line in process.stdout.read().decode().splitlines(keepends=True)
            if line.startswith("acknowledged ") and line.endswith("\n")
        ]
        assert process.wait(10) == -signal.SIGKILL
    assert crisis.json("verify")["ok"]
    log = crisis.log()
    texts = [entry["data"].get("text") for entry in log if entry["type"] == "note.added"]
    facts = [
        str(entry["data"]["value"])
        for entry in log
        if entry["type"] == "fact.set" and entry["data"]["name"] == "affected"
    ]
    titles = [entry["data"]["title"] for entry in log if entry["type"] == "action.added"]
    states = [entry["data"]["state"] for entry in log if entry["type"] == "channel.set"]
    assert {words.removeprefix("note ") for words in seen if words.startswith("note ")} <= set(texts)
    assert {words.removeprefix("set affected=") for words in seen if words.startswith("set ")} <= set(facts)
    assert {words.removeprefix("action add ") for words in seen if words.startswith("action ")} <= set(titles)
    switched = sum(words.startswith("channel ") for words in seen)
    assert switched <= len(states) <= switched + 1
    assert states == ["down", "up"] * (len(states) // 2) + ["down"] * (len(states) % 2)
    crisis.run("note", "and on").succeeds()
    assert [entry["seq"] for entry in crisis.log()] == list(range(1, len(log) + 2))
    assert crisis.json("verify")["ok"]


def _let_go_on(turns: int) -> None:
    """Some work of our own, so that the kill falls at another point of the other's each time."""
    for number in range(turns):
        str(number)


WRITERS = """
import sys
from crisisctl.__main__ import run
for number in range(8):
    assert run(["note", f"{sys.argv[1]} {number}"]) == 0
"""


def test_people_who_act_at_once_do_not_lose_each_other_s_words(crisis: Crisis) -> None:
    crisis.start()
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITERS, name], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for name in ("Ana", "Bo", "Eva")
    ]
    for writer in writers:
        _, errors = writer.communicate(timeout=60)
        assert writer.returncode == 0, errors
    notes = [entry["data"]["text"] for entry in crisis.log() if entry["type"] == "note.added"]
    for name in ("Ana", "Bo", "Eva"):
        assert [text for text in notes if text.startswith(name)] == [f"{name} {number}" for number in range(8)]
    assert crisis.json("verify")["ok"]


def test_incidents_that_are_opened_at_once_get_ids_of_their_own(crisis: Crisis) -> None:
    command = [sys.executable, "-m", "crisisctl", "start", "small"]
    starters = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) for _ in range(4)]
    names = {starter.communicate(timeout=60)[0].decode().split()[0] for starter in starters}
    assert len(names) == 4
    assert {each["id"] for each in crisis.json("list")["incidents"]} == names
