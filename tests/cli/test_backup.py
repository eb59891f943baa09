"""backup and restore: all that is kept, in one file; put back only whole, and over nothing."""

from __future__ import annotations

import json
import stat
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import Any

import pytest

from conftest import Crisis


def heads(crisis: Crisis) -> dict[str, str]:
    return {each["id"]: crisis.json("verify", "-i", each["id"])["head"] for each in crisis.json("list")["incidents"]}


def empty(crisis: Crisis, name: str = "elsewhere") -> None:
    """From here on it is another machine."""
    crisis.environment["CRISISCTL_HOME"] = str(crisis.folder / name)


def outcomes(crisis: Crisis, *options: str, file: str = "b.zip") -> dict[str, str]:
    done = crisis.run("restore", file, "--format", "json", *options)
    return {each["name"]: each["outcome"] for each in done.json["outcomes"]}


@pytest.fixture
def two(crisis: Crisis) -> tuple[str, str]:
    """A backup of two incidents, one with a redaction, and of our own files."""
    crisis.run("init").succeeds()
    (crisis.home / "playbooks").mkdir()
    (crisis.home / "playbooks" / "own.yaml").write_text("own", encoding="utf-8")
    (crisis.home / "destinations.toml").write_text("[hook]\nurl = 'https://hooks.example/secret'\n", encoding="utf-8")
    first, second = crisis.start(), crisis.start()
    crisis.run("note", "the password is hunter2", "-i", first).succeeds()
    crisis.run("redact", "3", "--reason", "x", "--yes", "-i", first).succeeds()
    crisis.run("note", "é 漢 🚨", "-i", second).succeeds()
    done = crisis.run("backup", "-o", "b.zip")
    assert (
        done.stdout
        == "written: b.zip (2 incidents, 7 entries, crisis.yaml, playbooks/small.yaml, playbooks/own.yaml)\n"
    )
    return first, second


def test_a_round_trip_gives_the_same_digests(crisis: Crisis, two: tuple[str, str]) -> None:
    before, log = heads(crisis), crisis.run("log", "--format", "jsonl", "-i", two[0]).stdout
    assert stat.S_IMODE((crisis.work / "b.zip").stat().st_mode) == 0o600
    packed = b"".join(zipfile.ZipFile("b.zip").read(name) for name in zipfile.ZipFile("b.zip").namelist())
    assert b"hunter2" not in packed
    assert b"hooks.example" not in packed
    empty(crisis)
    told = crisis.run("restore", "b.zip", "--dry-run")
    assert told.stderr == "nothing was written: --dry-run\n"
    assert told.stdout.startswith(f"{two[0]}: would be restored (4 entries)\n")
    assert "crisis.yaml: would be restored\n" in told.stdout
    assert not (crisis.folder / "elsewhere").exists()
    done = crisis.run("restore", "b.zip").prints(
        f"{two[0]}: restored (4 entries)\n{two[1]}: restored (3 entries)\n"
        "crisis.yaml: restored\nplaybooks/small.yaml: restored\nplaybooks/own.yaml: restored\n"
    )
    assert told.stdout == done.stdout.replace("restored", "would be restored")
    assert heads(crisis) == before
    assert crisis.run("log", "--format", "jsonl", "-i", two[0]).stdout == log
    assert crisis.json("verify", "-i", two[0])["redacted"] == [3]
    here = crisis.folder / "elsewhere"
    assert (here / "playbooks" / "own.yaml").read_text(encoding="utf-8") == "own"
    assert {stat.S_IMODE(file.stat().st_mode) for file in here.rglob("*") if file.is_file()} == {0o600}
    assert set(outcomes(crisis).values()) == {"same"}
    crisis.run("restore", "b.zip", "-l", "fr").says(f"{two[0]}\N{NO-BREAK SPACE}: déjà là")


def test_it_extends_what_goes_on_and_overwrites_nothing(crisis: Crisis, two: tuple[str, str]) -> None:
    first, second = two
    (crisis.home / "crisis.yaml").write_text("mine now", encoding="utf-8")
    crisis.environment["CRISISCTL_CONFIG"] = str(crisis.home / "crisis.yaml")
    assert outcomes(crisis) == {
        first: "same", second: "same", "crisis.yaml": "different", "playbooks/small.yaml": "restored",
        "playbooks/own.yaml": "same",
    }  # fmt: skip
    assert crisis.run("restore", "b.zip").code == 1
    assert (crisis.home / "crisis.yaml").read_text(encoding="utf-8") == "mine now"
    crisis.run("note", "afterwards", "-i", second).succeeds()
    assert outcomes(crisis)[second] == "older"
    crisis.environment.clear()
    (crisis.home / "crisis.yaml").unlink()
    crisis.run("backup", "-o", "later.zip").succeeds()
    empty(crisis)
    outcomes(crisis)
    assert outcomes(crisis, file="later.zip")[second] == "extended"
    assert crisis.log("-i", second)[-1]["data"] == {"text": "afterwards"}
    empty(crisis, "third")
    assert crisis.start() == first  # the same name, another log
    log = crisis.run("log", "--format", "jsonl", "-i", first).stdout
    assert outcomes(crisis)[first] == "different"
    assert crisis.run("restore", "b.zip").code == 1
    assert crisis.run("log", "--format", "jsonl", "-i", first).stdout == log


def test_what_was_redacted_or_forgotten_since_stays_so(crisis: Crisis, two: tuple[str, str]) -> None:
    first, second = two
    crisis.run("redact", "3", "--reason", "x", "--yes", "-i", second).succeeds()
    crisis.run("cancel", "--reason", "duplicate", "-i", first).succeeds()
    crisis.run("forget", first, "--reason", "x", "--yes").succeeds()
    found = outcomes(crisis)
    assert (found[first], found[second]) == ("forgotten", "older")
    crisis.run("restore", "b.zip").says(f"{first}: was forgotten here, and stays so")
    assert "data" not in crisis.log("-i", second)[2]
    assert [entry["type"] for entry in crisis.log("-i", first)] == ["incident.forgotten"]
    crisis.run("backup", "-o", "after.zip").succeeds()
    empty(crisis)
    outcomes(crisis, file="after.zip")  # and it is carried along
    assert {each["id"]: each["status"] for each in crisis.json("list")["incidents"]}[first] == "forgotten"


def test_a_redaction_in_the_backup_is_carried_out_here(crisis: Crisis, two: tuple[str, str]) -> None:
    second = two[1]
    crisis.environment["CRISISCTL_HOME"] = str(crisis.folder / "copy")
    outcomes(crisis)
    crisis.environment.clear()
    crisis.run("redact", "3", "--reason", "x", "--yes", "-i", second).succeeds()
    crisis.run("backup", "-o", "after.zip").succeeds()
    crisis.environment["CRISISCTL_HOME"] = str(crisis.folder / "copy")
    assert "data" in crisis.log("-i", second)[2]
    assert outcomes(crisis, file="after.zip")[second] == "extended"
    assert "data" not in crisis.log("-i", second)[2]
    assert crisis.json("verify", "-i", second)["redacted"] == [3]


def _byte(at: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


def test_a_torn_or_changed_file_is_refused_whole(crisis: Crisis, two: tuple[str, str]) -> None:
    whole = (crisis.work / "b.zip").read_bytes()
    empty(crisis)
    cuts = [whole[: len(whole) * part // 12] for part in range(12)]
    changed = [_byte(len(whole) * part // 30)(whole) for part in range(30)]
    refused = 0
    for data in (*cuts, *changed):
        (crisis.work / "bad.zip").write_bytes(data)
        done = crisis.run("restore", "bad.zip")
        if done.code == 0:  # a byte that says nothing: a date, an attribute
            assert set(outcomes(crisis, file="bad.zip").values()) == {"same"}
            empty(crisis, f"elsewhere {refused}")
            continue
        refused += 1
        assert done.code == 5, done
        assert done.stdout == ""
        assert done.stderr.startswith("crisisctl: bad.zip is not a whole backup: ")
        assert done.stderr.endswith(" (nothing was restored; take another copy of it)\n")
    assert refused >= 12 + 25


def _rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    with zipfile.ZipFile(path) as pack:
        files = {name: pack.read(name) for name in pack.namelist()}
    change(files)
    with zipfile.ZipFile(path, "w") as pack:
        for name, data in files.items():
            pack.writestr(name, data)


def _manifest(change: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, bytes]], None]:
    def changed(files: dict[str, bytes]) -> None:
        found = json.loads(files["manifest.json"])
        change(found)
        files["manifest.json"] = json.dumps(found).encode()

    return changed


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda files: files.pop("logs/00002.jsonl"),
            "There is no item named 'logs/00002.jsonl' in the archive is missing",
        ),
        (lambda files: files.update({"logs/00001.jsonl": b""}), "logs/00001.jsonl was changed after it was written"),
        (lambda files: files.pop("manifest.json"), "There is no item named 'manifest.json' in the archive is missing"),
        (lambda files: files.update({"manifest.json": b"[1]"}), "list indices must be integers or slices, not str"),
        (_manifest(lambda found: found.pop("incidents")), "incidents is missing"),
        (_manifest(lambda found: found["incidents"][0].update(head="0" * 64)), "is not the one that was backed up"),
        (_manifest(lambda found: found["incidents"][0].update(incident=7)), "the list of incidents cannot be read"),
        (
            _manifest(lambda found: found.update(files={"../evil": "x"})),
            "There is no item named '../evil' in the archive",
        ),
    ],
)
def test_a_file_that_was_put_together_otherwise_is_refused(
    crisis: Crisis, two: tuple[str, str], change: Callable[[dict[str, bytes]], None], told: str
) -> None:
    _rewritten(crisis.work / "b.zip", change)
    empty(crisis)
    done = crisis.run("restore", "b.zip")
    assert (done.code, told in done.stderr) == (5, True), done
    assert not (crisis.folder / "elsewhere").exists()


@pytest.mark.parametrize(
    "name", ["../evil.yaml", "/etc/evil", "playbooks/../../evil", "playbooks/.hidden", "destinations.toml"]
)
def test_no_file_is_put_outside_its_place(crisis: Crisis, two: tuple[str, str], name: str) -> None:
    from hashlib import sha256

    def smuggle(files: dict[str, bytes]) -> None:
        files[name] = b"evil"
        _manifest(lambda found: found["files"].update({name: sha256(b"evil").hexdigest()}))(files)

    _rewritten(crisis.work / "b.zip", smuggle)
    empty(crisis)
    crisis.run("restore", "b.zip").fails_with(5, "is none of ours")
    assert not (crisis.folder / "elsewhere").exists()


def test_a_newer_backup_and_what_is_none_are_named(crisis: Crisis, two: tuple[str, str]) -> None:
    _rewritten(crisis.work / "b.zip", _manifest(lambda found: found.update(crisisctl_backup=2, version="9.9")))
    crisis.run("restore", "b.zip").fails(
        5, "crisisctl: b.zip was written by a newer crisisctl (9.9) (upgrade crisisctl first; nothing was restored)\n"
    )
    crisis.run("restore", "none.zip").fails(
        5, "crisisctl: there is no file none.zip (name the file that crisisctl backup wrote)\n"
    )
    again = crisis.run("backup", "-o", "b.zip")
    assert again.stderr == (
        "crisisctl: b.zip is there already, and stays as it is (move it away first, or name another place: -o)\n"
    )


def test_a_damaged_log_is_backed_up_as_it_is_and_not_put_back(crisis: Crisis) -> None:
    from crisisctl.runner import open_desk

    name, fine = crisis.start(), crisis.start()
    open_desk().store.change(name, lambda lines: [lines[-1].replace('"seq":2', '"seq":3')])
    done = crisis.run("backup", "-o", "b.zip")
    assert (done.code, done.stderr) == (
        1, f"crisisctl: {name} is not intact, and is kept as it is (crisisctl verify -i {name})\n"
    )  # fmt: skip
    empty(crisis)
    assert outcomes(crisis) == {name: "damaged", fine: "restored", "playbooks/small.yaml": "restored"}


def test_it_is_consistent_while_others_write(crisis: Crisis) -> None:
    name = crisis.start()
    script = "from crisisctl.__main__ import run\nfor turn in range(200): run(['note', f'note {turn}'])"
    with Popen([sys.executable, "-c", script], stdout=DEVNULL, stderr=DEVNULL) as writer:
        for turn in range(5):
            crisis.run("backup", "-o", f"{turn}.zip").succeeds()
        writer.kill()
    for turn in range(5):
        empty(crisis, f"place {turn}")
        assert outcomes(crisis, file=f"{turn}.zip")[name] == "restored"
        assert crisis.json("verify", "-i", name)["ok"] is True
