"""Files that people write, cut off or overwritten in the middle: told in one line, and a running incident goes on."""

from __future__ import annotations

import random

import pytest

from conftest import Crisis
from faults.scene import PLAYBOOK

ORGANISATION = """\
schema: crisisctl/organisation/v1
name: Exemplia
languages: [en]
timezone: Europe/Paris
contacts: {phone: "01 99 00 12 34"}
"""
DESTINATIONS = """\
[team]
channel = "slack"
url = "https://hooks.exemplia.example/T0/hidden-word"
audience = "customers"
"""
LINT = """\
[levels]
blame = "off"
"""
USES = {
    "crisis.yaml": ("start", "small", "--no-walk"),
    "destinations.toml": ("send", "--destinations"),
    "lint.toml": ("lint", "first"),
}
_FINE = {0, 1, 4}


@pytest.fixture
def running(crisis: Crisis) -> Crisis:
    """One incident is open, and all three files are there."""
    (crisis.home / "playbooks").mkdir(parents=True)
    for name, text in {
        "playbooks/small.yaml": PLAYBOOK,
        "crisis.yaml": ORGANISATION,
        "destinations.toml": DESTINATIONS,
        "lint.toml": LINT,
    }.items():
        (crisis.home / name).write_text(text, encoding="utf-8")
        (crisis.home / name).chmod(0o600)
    crisis.environment["CRISISCTL_INCIDENT"] = crisis.start("small")
    return crisis


@pytest.mark.parametrize("name", USES)
def test_a_torn_file_is_told_and_the_incident_goes_on(running: Crisis, name: str) -> None:
    path = running.home / name
    whole = path.read_bytes()
    rng = random.Random(20261129)  # noqa: S311 - chance, not secrecy
    torn = [whole[: rng.randrange(len(whole))] for _ in range(6)]
    torn += [whole[:20] + rng.randbytes(20) + whole[40:], whole + b"\xff\xfe", b"\0" * len(whole), b""]
    for number, content in enumerate(torn):
        path.write_bytes(content)
        told = running.run(*USES[name])
        assert told.code in _FINE, (content, told)
        if told.code:
            assert "Traceback" not in told.stderr
            assert "hidden-word" not in told.stdout + told.stderr
            assert told.stderr.splitlines()[-1].startswith("crisisctl: "), told
        running.run("note", f"note {number}").succeeds()
        running.run("status").succeeds()
        assert running.run("doctor").code in {0, 1}
    assert running.json("verify")["ok"]


def test_a_playbook_that_is_torn_changes_no_incident_that_runs(running: Crisis) -> None:
    path = running.home / "playbooks" / "small.yaml"
    path.write_text(PLAYBOOK[: len(PLAYBOOK) // 2], encoding="utf-8")
    assert running.run("start", "small", "--no-walk").code == 4
    running.run("done", "look").succeeds()
    running.run("draft", "first", "--fresh").fails_with(1, "affected")
    running.run("set", "affected=3").succeeds()
    running.run("draft", "first").succeeds()


def test_a_torn_lint_file_keeps_no_draft_from_being_written(running: Crisis) -> None:
    path = running.home / "lint.toml"
    path.write_bytes(LINT.encode()[:-4])
    running.run("set", "affected=3").succeeds()
    done = running.spawn("draft", "first")
    assert done.code == 0, done
    assert done.stderr.count("; the lint goes on by the usual rules\n") == 1, done
    assert f"crisisctl: {path}" in done.stderr
    french = running.spawn("draft", "first", environment={"CRISISCTL_LANG": "fr"})
    assert french.stderr.count("; la relecture continue avec les règles habituelles\n") == 1, french
    running.spawn("sent", "first", "--force", "--reason", "it left").succeeds()
    assert (
        running.spawn("lint", "--file", "-", stdin=b"We are sorry.").code == 4
    )  # of a text alone, they are what is asked for
