"""Homes that cannot be written: read-only, somebody else's, full. Reading goes on, and acting says what to do."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Crisis
from faults import tracing
from faults.scene import PLAYBOOK
from stores.conftest import guarded as guarded  # noqa: PLC0414 - a fixture of theirs

ORGANISATION = """\
schema: crisisctl/organisation/v1
name: Exemplia
languages: [en]
timezone: UTC
contacts: {phone: "01 99 00 12 34"}
"""


def settle(crisis: Crisis, home: Path) -> Crisis:
    """An incident in that home; the log is closed, as at the end of a process."""
    crisis.environment["CRISISCTL_HOME"] = str(home)
    (home / "playbooks").mkdir(parents=True, mode=0o700)
    (home / "playbooks" / "small.yaml").write_text(PLAYBOOK, encoding="utf-8")
    (home / "crisis.yaml").write_text(ORGANISATION, encoding="utf-8")
    crisis.environment["CRISISCTL_INCIDENT"] = crisis.start("small")
    gc.collect()
    return crisis


@pytest.fixture
def loaded(crisis: Crisis) -> None:
    """All that the commands load, as long as we may read where it lies."""
    tracing.load()
    settle(crisis, crisis.home)
    for words in (
        ["status"],
        ["log"],
        ["list"],
        ["verify"],
        ["note", "x"],
        ["doctor", "--format", "json"],
        ["nothing"],
    ):
        crisis.run(*words)
    gc.collect()


@pytest.fixture
def begun(loaded: None, guarded: Path, crisis: Crisis, monkeypatch: pytest.MonkeyPatch) -> Crisis:
    """In a home whose modes count, even for root."""
    monkeypatch.chdir(guarded)
    return settle(crisis, guarded)


def test_a_read_only_home_is_read_and_says_so_when_somebody_acts(begun: Crisis, guarded: Path) -> None:
    log = guarded / "crisisctl.db"
    log.chmod(0o400)
    guarded.chmod(0o500)
    for words in (["status"], ["log"], ["list"], ["verify"]):
        begun.run(*words).succeeds()
    for words in (["note", "x"], ["done", "look"], ["set", "affected=3"]):
        begun.run(*words).fails_with(5, f"the log {log} cannot be", "CRISISCTL_STORE=sqlite:///PATH")
    found = begun.run("doctor", "--format", "json").json["findings"]
    assert ("home", "bad") in [(each["check"], each["level"]) for each in found]
    guarded.chmod(0o700)
    log.chmod(0o600)
    begun.run("note", "and on").succeeds()
    begun.run("verify").says("intact")


def test_what_a_command_prints_goes_nowhere_and_the_act_is_kept(crisis: Crisis) -> None:
    """/dev/full answers each write as a full disk does."""
    settle(crisis, crisis.home)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "crisisctl", "note", "heard by nobody"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **crisis.environment},
            check=False,
        )
    assert done.returncode == 5
    assert done.stderr.count("\n") <= 2
    assert "No space left" in done.stderr
    assert [entry["data"]["text"] for entry in crisis.log() if entry["type"] == "note.added"] == ["heard by nobody"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte of its own where whoever runs the tests may mount one; elsewhere a limit on files does."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "none", place], capture_output=True, check=False
        ).returncode
    )
    yield place
    if mounted:
        subprocess.run(["umount", "-l", place], check=True)


_ACTS = """
import resource, sys
from crisisctl.__main__ import run
if sys.argv[1] == "limit":
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))
code = number = 0
while code == 0 and number < 500:
    code = run(["note", f"{number} " + "x" * 4000])
    print("acknowledged" if code == 0 else "refused", code, number, flush=True)
    number += 1
"""


def test_notes_until_the_disk_is_full_and_on_when_there_is_room(crisis: Crisis, small_disk: Path) -> None:
    settle(crisis, small_disk / "home")
    how = "mounted" if os.path.ismount(small_disk) else "limit"
    done = subprocess.run(
        [sys.executable, "-c", _ACTS, how],
        capture_output=True,
        text=True,
        env={**os.environ, **crisis.environment},
        check=True,
    )
    told = [line.split() for line in done.stdout.splitlines() if line.startswith(("acknowledged", "refused"))]
    assert told[-1][:2] == ["refused", "5"]
    assert done.stderr.splitlines()[-1].startswith("crisisctl: the log ")
    kept = [entry["data"]["text"].split()[0] for entry in crisis.log() if entry["type"] == "note.added"]
    assert kept == [number for word, _, number in told if word == "acknowledged"]
    assert len(kept) > 10
    crisis.run("verify").says("intact")
    if how == "mounted":
        subprocess.run(["mount", "-o", "remount,size=8m", small_disk], check=True)
    crisis.run("note", "and on").succeeds()
    assert json.loads(crisis.run("verify", "--format", "json").stdout)["ok"]
