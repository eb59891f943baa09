"""Bad input from anywhere: one clear line with what to do, the right exit code, no traceback, and nothing lost."""

from __future__ import annotations

import json
import os
import pty
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Crisis, Result

HOSTILE = "\x1b[2J\x1b]0;owned\x07 \u202etxt.exe [/b] [red] {{ 7 * 7 }} %s <b>\u2028 'quoted' \"double\" ; rm -rf / é🔥"


def test_words_of_any_kind_are_kept_as_they_are_and_shown_safely(crisis: Crisis) -> None:
    crisis.start("small", "--title", HOSTILE, "--role", f"lead={HOSTILE}", "--set", f"service={HOSTILE}")
    crisis.run("note", HOSTILE).succeeds()
    crisis.run("done", "look", HOSTILE).succeeds()
    crisis.run("set", "affected=1", "--source", HOSTILE).succeeds()
    crisis.run("action", "add", HOSTILE, "--owner", HOSTILE).succeeds()
    assert crisis.log()[-4]["data"]["text"] == HOSTILE
    for arguments in (["status"], ["log"], ["who"], ["list"], ["action", "list"], ["draft", "first"], ["report"]):
        shown = crisis.run(*arguments).succeeds().stdout
        assert not set(shown) & set("\x1b\x07\u202e\u2028\x9b"), arguments
        assert "rm -rf" in shown, arguments
        assert "{{ 7 * 7 }}" in shown.replace("\\", ""), arguments
    assert crisis.json("verify")["ok"]


def test_bytes_that_are_no_text(crisis: Crisis) -> None:
    crisis.start()
    for environment in ({}, {"PYTHONIOENCODING": "utf-8:strict"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}):
        given = {**environment, "CRISISCTL_ACTOR": "Zo\udce9"}
        spawned = crisis.spawn("note", b"caf\xe9 in an argument", environment=given).succeeds()
        assert "caf" in spawned.stdout
        crisis.spawn("note", "-", stdin=b"caf\xe9 on a pipe", environment=environment).succeeds()
        crisis.spawn("log", environment=environment).succeeds().says("in an argument", "on a pipe")
        crisis.spawn("status", "--format", "json", environment=environment).succeeds().json  # noqa: B018 - it is JSON
    assert crisis.json("verify")["ok"]
    crisis.spawn("note", "x", "-i", b"caf\xe9").fails_with(3, "there is no incident")


def test_an_output_that_cannot_say_everything(crisis: Crisis) -> None:
    crisis.start()
    crisis.run("note", "déjà 🔥").succeeds()
    for arguments in (["log"], ["report"], ["nosuch"]):
        for encoding in ("ascii", "latin-1"):
            command = [sys.executable, "-m", "crisisctl", *arguments]
            environment = {**os.environ, "PYTHONIOENCODING": encoding}
            done = subprocess.run(command, env=environment, capture_output=True, timeout=30, check=False)
            assert done.returncode == (2 if arguments == ["nosuch"] else 0), done


def test_an_argument_of_any_length_is_taken_or_refused(crisis: Crisis) -> None:
    crisis.start()
    crisis.run("note", "x" * 20_000).succeeds()
    crisis.run("note", "x" * 20_001).fails(
        1, "crisisctl: a note of 20001 characters; it may have 20000 (keep the file elsewhere and note where)\n"
    )
    crisis.run("note", "-", stdin="x" * 100_000).fails_with(1, "a note of 100000 characters")
    crisis.run("set", f"service={'x' * 10_001}").fails_with(1, "service: 10001 characters; a fact has at most 10000")
    for words in (["status", "-i"], ["done"], ["start"], ["count"], ["playbook", "show"]):
        result = crisis.run(*words, "x" * 100_000)
        assert result.code in {2, 3}
        assert len(result.stderr) < 101_000
    assert crisis.spawn("note", "x" * 120_000).code == 1


def test_a_null_byte_is_marked(crisis: Crisis) -> None:
    crisis.start()
    crisis.run("note", "-", stdin="a\0b").says("Note: a\ufffdb")
    assert crisis.log()[-1]["data"]["text"] == "a\0b"
    crisis.run("note", "x", "-i", "a\0b").fails_with(3, "there is no incident")
    crisis.run("start", "a\0b").fails_with(3, "there is no playbook")
    crisis.run("start", "./a\0b.yaml").fails_with(3, "there is no file")


def closed(which: str, crisis: Crisis, *arguments: str) -> Result:
    """Run with a stream that is not there at all."""
    command = f'exec "$@" {which}'
    done = subprocess.run(
        ["/bin/sh", "-c", command, "sh", sys.executable, "-m", "crisisctl", *arguments],
        capture_output=True, text=True, timeout=30, check=False, env=os.environ,
    )  # fmt: skip
    return Result(arguments, done.returncode, done.stdout, done.stderr)


def test_a_stream_that_is_closed_is_an_empty_one(crisis: Crisis) -> None:
    name = crisis.start()
    closed("<&-", crisis, "note", "-").fails(1, "crisisctl: the note is empty (give TEXT)\n")
    asked = closed("<&-", crisis, "run", "probe", "--allow-commands")
    assert (asked.code, asked.stderr.splitlines()) == (
        2,
        ['$ echo "$CRISIS_SERVICE"; exit 3', "crisisctl: nobody is there to be asked (crisisctl run probe --yes)"],
    )
    closed("<&-", crisis, "walk").fails_with(2, "the walk needs a terminal")
    closed("<&-", crisis, "start", "small", "--drill").succeeds()
    for command in ("status", "log", "list", "who", "report"):
        found = closed(">&-", crisis, command, *(["-i", name] if command != "list" else []))
        assert (found.code, found.stdout, found.stderr) == (0, "", ""), command
    assert closed("2>&-", crisis, "note", "quiet", "-i", name).succeeds().stderr == ""
    assert closed("<&- >&- 2>&-", crisis, "nosuch").code == 2


def test_a_reader_that_has_seen_enough(crisis: Crisis) -> None:
    crisis.start()
    for number in range(8):
        crisis.run("note", f"{number} " + "x" * 19_000).succeeds()
    for arguments in (
        ["log"],
        ["log", "--format", "jsonl"],
        ["log", "--format", "json"],
        ["report"],
        ["status", "-fjson"],
    ):
        command = [sys.executable, "-m", "crisisctl", *arguments]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout
            assert process.stderr
            assert process.stdout.read(1)
            process.stdout.close()
            assert process.wait(30) == 0, arguments
            assert process.stderr.read() == b"", arguments


WAITS = [
    ["start", "small"], ["walk"], ["resume"], ["run", "probe"], ["status", "--watch"], ["draft"], ["sent", "first"],
    ["done", "count"], ["close"], ["note", "-"], ["count", "sms"], ["init"], ["role"], [], ["completion"],
]  # fmt: skip


@pytest.mark.parametrize("arguments", WAITS, ids=" ".join)
def test_nothing_waits_for_a_key_without_a_terminal(crisis: Crisis, arguments: list[str]) -> None:
    crisis.start()
    for stdin in (None, b""):
        found = crisis.spawn(*arguments, stdin=stdin, timeout=20)
        assert found.code in {0, 1, 2}
        assert "Traceback" not in found.stderr


def test_a_terminal_to_look_at_but_none_to_type_on_is_not_asked(crisis: Crisis) -> None:
    crisis.start()
    screen, ours = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "crisisctl", "start", "small"],
            stdin=subprocess.DEVNULL, stdout=ours, stderr=ours, timeout=20, check=False,
        )  # fmt: skip
    finally:
        os.close(ours)
        os.close(screen)
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("environment", "code", "message"),
    [
        ({"CRISISCTL_HOME": "{folder}/no-home/x"}, 5, "cannot be opened: Not a directory"),
        ({"CRISISCTL_HOME": "/proc/none/x"}, 3, "there is no incident `x` (no log at /proc/none/x/crisisctl.db: "),
        ({"CRISISCTL_HOME": "~nobody-of-that-name/x"}, 3, "there is no home directory for ~nobody-of-that-name/x"),
        ({"CRISISCTL_HOME": "\udce9\n\x1b[2J"}, 3, "there is no incident `x`"),
        ({"CRISISCTL_STORE": "nonsense"}, 5, "`nonsense` is not a kind of store"),
        ({"CRISISCTL_STORE": "postgresql://ana:secret@db/x"}, 5, "the server db/x cannot be reached"),
        ({"CRISISCTL_STORE": "sqlite:///"}, 5, ""),
        ({"CRISISCTL_STORE": "sqlite:///etc/passwd"}, 5, ""),
        ({"CRISISCTL_STORE": "memory:"}, 3, "there is no incident `x`"),
    ],
)
def test_a_place_that_is_none(crisis: Crisis, environment: Mapping[str, str], code: int, message: str) -> None:
    given = {name: value.format(folder=crisis.folder) for name, value in environment.items()}
    found = crisis.spawn("note", "x", "-i", "x", environment=given)
    found.fails_with(code, "crisisctl: ", message)
    assert "secret" not in found.stderr


def test_a_log_that_cannot_be_made(crisis: Crisis) -> None:
    found = crisis.spawn("start", "small", "--no-walk", environment={"CRISISCTL_HOME": "/proc/none/x"})
    assert (found.code, found.stdout) == (5, "")
    assert "cannot be opened: " in found.stderr.splitlines()[-1]


def test_a_full_disk_behind_our_output_is_one_line(crisis: Crisis) -> None:
    crisis.start()
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "crisisctl", "status"],
            stdout=full, stderr=subprocess.PIPE, text=True, timeout=30, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (
        5,
        "crisisctl: cannot read or write: No space left on device (look at the disk and the folder)\n",
    )


@pytest.mark.parametrize(
    "config", ["~nobody-of-that-name/x", "{folder}/none.yaml", "{folder}"], ids=["home", "file", "folder"]
)
def test_an_organisation_that_is_not_there(crisis: Crisis, config: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRISISCTL_CONFIG", config.format(folder=crisis.folder))
    crisis.run("start", "small").fails_with(3, "crisisctl: there is no ")


def _without_its_journal(path: Path) -> None:
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _junk(path: Path) -> None:
    path.write_bytes(b"this is no database, whatever its name says\n" * 100)


def _torn(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:4096] + b"\xa5" * 8192)


def _another(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE log (x)")


@pytest.mark.parametrize("spoil", [_junk, _torn, _another])
def test_a_log_that_cannot_be_read(crisis: Crisis, spoil: Callable[[Path], None]) -> None:
    name = crisis.spawn("start", "small").succeeds().stdout.split()[0]
    path = crisis.home / "crisisctl.db"
    _without_its_journal(path)
    spoil(path)
    before = path.read_bytes()
    for arguments in (["status"], ["note", "x"], ["list"], ["verify", "-i", name], ["start", "small", "--no-walk"]):
        found = crisis.run(*arguments)
        assert found.code == 5, found
        assert found.stderr.splitlines()[-1].startswith("crisisctl: ")
        assert "Traceback" not in found.stderr
    assert path.read_bytes() == before


def test_a_log_that_was_emptied_is_no_log(crisis: Crisis) -> None:
    name = crisis.start()
    _without_its_journal(crisis.home / "crisisctl.db")
    (crisis.home / "crisisctl.db").write_bytes(b"")
    assert crisis.run("status", "-i", name).code in {3, 5}


# --- tampering --------------------------------------------------------------------------------------------------------


def tamper(crisis: Crisis, *statements: str) -> None:
    """A client that knows what it does: the triggers go first."""
    with closing(sqlite3.connect(crisis.home / "crisisctl.db")) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            raw.execute(statement)
        raw.commit()


EDITS = {
    "an edit": "UPDATE log SET line = replace(line, 'Ana leads', 'Bob leads') WHERE seq = 3",
    "another actor": 'UPDATE log SET line = replace(line, \'"actor":"Ana"\', \'"actor":"Bob"\') WHERE seq = 3',
    "a gap": "DELETE FROM log WHERE seq = 3",
    "junk": "UPDATE log SET line = 'x' WHERE seq = 3",
    "another place": "UPDATE log SET line = (SELECT line FROM log WHERE seq = 4) WHERE seq = 3",
}


@pytest.mark.parametrize("edit", EDITS)
def test_tampering_is_found(crisis: Crisis, edit: str) -> None:
    name = crisis.start()
    for text in ("Ana leads", "two", "three"):
        crisis.run("note", text).succeeds()
    crisis.run("verify").says(f"{name}: 5 entries, intact, head ")
    tamper(crisis, EDITS[edit])
    found = crisis.run("verify")
    assert found.code == 1
    assert found.stderr.startswith(f"{name}: entry 3 ")
    assert "NOT INTACT" in found.stdout
    told = crisis.run("verify", "--format", "json")
    assert (told.code, told.json["ok"], told.json["problems"][0]["seq"]) == (1, False, 3)


def test_a_cut_end_is_found_by_the_head_noted_elsewhere(crisis: Crisis) -> None:
    name = crisis.start()
    crisis.run("note", "one").succeeds()
    earlier = crisis.json("verify")["head"]
    crisis.run("note", "two").succeeds()
    head = crisis.json("verify")["head"]
    crisis.run("verify", "--head", earlier).succeeds()
    tamper(crisis, "DELETE FROM log WHERE seq = 4")
    crisis.run("verify").succeeds()
    found = crisis.run("verify", "--head", head)
    assert found.code == 1
    assert (
        found.stderr
        == f"{name}: entry 3 the head digest {head} is not in this log: its end was cut off, or it was rewritten\n"
    )
    crisis.run("verify", "--head", earlier).succeeds()


def test_a_log_with_a_line_that_is_none_says_so_and_the_others_go_on(crisis: Crisis) -> None:
    broken, fine = crisis.start(), crisis.start()
    tamper(crisis, "UPDATE log SET line = 'x' WHERE seq = 2 AND incident LIKE '%-1'")
    cure = f"see what is wrong by: crisisctl verify -i {broken}"
    crisis.run("status", "-i", broken).fails(5, f"crisisctl: entry 2 of {broken} cannot be read ({cure})\n")
    crisis.run("note", "x", "-i", fine).succeeds()
    listed = crisis.run("list", "--format", "json")
    assert [each["id"] for each in json.loads(listed.stdout)["incidents"]] == [fine]
    assert cure in listed.stderr
