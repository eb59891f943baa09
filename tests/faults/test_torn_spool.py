"""The file of acts that wait, cut off in mid-append: what can be read goes in, and doctor says what is wrong."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from conftest import Crisis
from crisisctl import acts, checks
from crisisctl.checks import Place
from crisisctl.errors import SpoolDamaged
from crisisctl.paths import spool_path
from crisisctl.sharing.spool import Spool
from crisisctl.stores import open_store
from faults.scene import PLAYBOOK
from postgres import Server, team_database

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PLACE = "127.0.0.1:1/crisis"
URL = f"postgresql://bo:hidden-word@{PLACE}"


def note(spool: Spool, number: int) -> None:
    spool.keep("small-20261122-1", acts.Note(f"note {number}: é 🚨"), AT, "Ana", ["tried"] * (number % 2), "")


def texts(spool: Spool) -> list[str]:
    return [each.act.text for each in spool.kept() if isinstance(each.act, acts.Note)]


def look(path: Path) -> list[checks.Finding]:
    """What doctor's check finds, with the file in the place of the team's."""
    place = Place(path.parents[1], PLACE, open_store(f"sqlite://{path.parent}/none.db"), None, None, AT)
    return list(checks.check("waiting").look(place))


@pytest.fixture
def appended(tmp_path: Path) -> tuple[Path, bytes, bytes, bytes]:
    """The file, its bytes before and after the last of three acts, and the journal of that append when it is whole."""
    path = tmp_path / "team" / f"{'0' * 16}.db"
    spool = Spool(path)
    spool.remember("small-20261122-1", ["a line of the copy", "and another"])
    for number in range(2):
        note(spool, number)
    before, journal = path.read_bytes(), Path(f"{path}-journal")
    halfway = path.with_name("halfway")
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA cache_spill = 1")
        file.execute("BEGIN IMMEDIATE")
        file.execute(
            "INSERT INTO spool SELECT NULL, incident, kind, act, at, actor, tried, drafts, '' FROM spool LIMIT 1"
        )
        file.execute(
            "UPDATE copy SET line = line || ?", ("x" * 3_000_000,)
        )  # more than is held in memory: it is spilled
        shutil.copy(journal, halfway)
        file.execute("ROLLBACK")
    kept = halfway.read_bytes()
    halfway.unlink()
    assert path.read_bytes() == before
    note(spool, 2)
    return path, before, path.read_bytes(), kept


def test_a_power_cut_at_any_byte_of_the_journal_or_of_the_append_loses_nothing(
    appended: tuple[Path, bytes, bytes, bytes],
) -> None:
    """SQLite's own order: first the journal, then the file. The act is acknowledged after both."""
    path, before, after, journal = appended
    changed = [
        at for at, (old, new) in enumerate(zip(before.ljust(len(after), b"\0"), after, strict=True)) if old != new
    ]
    hot = Path(f"{path}-journal")
    states = [(before, journal[:cut]) for cut in range(0, len(journal), 97)]
    states += [(after[: at + 1] + before[at + 1 :], journal) for at in changed]
    for number, (content, beside) in enumerate(states):
        path.write_bytes(content)
        hot.write_bytes(beside)
        spool = Spool(path)
        assert texts(spool) == ["note 0: é 🚨", "note 1: é 🚨"]
        assert spool.unread() == []
        if number % 20 == 0:
            note(spool, 3)
            assert texts(spool)[2:] == ["note 3: é 🚨"]


def test_a_file_torn_at_every_byte_of_its_last_entry_keeps_the_others(
    appended: tuple[Path, bytes, bytes, bytes],
) -> None:
    """Beyond what SQLite allows for: a disk that said it had written, and had not. Two acts are always there; the third
    is there, or is not; the file can be written to, or doctor says so and mends it."""
    path, before, after, _ = appended
    Path(f"{path}-journal").unlink(missing_ok=True)
    old = before.ljust(len(after), b"\0")
    changed = [at for at, (one, other) in enumerate(zip(old, after, strict=True)) if one != other]
    assert len(changed) > 100
    states = [after[:at] + old[at:] for at in changed]
    states += [old[:at] + after[at:] for at in changed]
    for at in range(0, len(changed), 7):
        torn = bytearray(after)
        for place in changed[at : at + 7]:
            torn[place] = 0xFF
        states.append(bytes(torn))
    seen = {"readable": 0, "mended": 0}
    for content in states:
        path.write_bytes(content)
        spool = Spool(path)
        bad = [each for each in look(path) if each.level == "bad"]
        mends = [each.mend for each in bad if each.mend]
        if mends:
            seen["mended"] += 1
            mends[0].do()
            assert [aside.read_bytes() for aside in path.parent.glob("*.damaged-*")] == [content]
            assert not [each for each in look(path) if each.level == "bad"]
            for left in (*path.parent.glob("*.damaged-*"), *path.parent.glob("rescued-*/*")):
                left.unlink()
        else:
            seen["readable"] += 1
        found = texts(spool)
        assert found[:2] == ["note 0: é 🚨", "note 1: é 🚨"]
        note(spool, 3)
        assert texts(spool)[-1] == "note 3: é 🚨"
    assert min(seen.values()) > 0, seen


def with_playbook(crisis: Crisis) -> Crisis:
    (crisis.home / "playbooks").mkdir(parents=True, mode=0o700)
    crisis.home.chmod(0o700)
    (crisis.home / "playbooks" / "small.yaml").write_text(PLAYBOOK, encoding="utf-8")
    return crisis


@pytest.fixture
def away(crisis: Crisis) -> tuple[Crisis, Path]:
    """Somebody whose server is away, with two acts that wait."""
    crisis.environment["CRISISCTL_STORE"] = URL
    lines_of = with_playbook(Crisis(crisis.folder / "elsewhere", {"CRISISCTL_HOME": f"{crisis.folder}/elsewhere/data"}))
    name = lines_of.start()
    lines = lines_of.run("log", "--format", "jsonl").stdout.splitlines()
    path = crisis.home / "team" / spool_path(PLACE).name
    crisis.home.mkdir(mode=0o700, exist_ok=True)
    Spool(path).remember(name, lines)
    for number in range(2):
        crisis.run("note", f"note {number}").says("not yet shared")
    return crisis, path


def test_doctor_tells_what_waits_since_when_and_what_was_refused(away: tuple[Crisis, Path]) -> None:
    crisis, path = away
    Spool(path).refuse(2, "look is done already (crisisctl reopen look)")
    found = crisis.run("doctor", "--format", "json").json["findings"]
    problems = [each["problem"] for each in found if each["check"] == "waiting"]
    assert len(problems) == 2
    assert problems[0].startswith("small-2")
    assert ": on this machine since " in problems[0]
    assert problems[0].endswith("(0 h 0 min), not yet shared: 1 of Ana")
    assert problems[1].endswith(" was refused: look is done already (crisisctl reopen look)")
    assert [each["todo"] for each in found if each["check"] == "waiting"] == [
        "look at the server: crisisctl store check; then, for instance: crisisctl status",
        "look: crisisctl store spool; do it anew where it still counts; then: crisisctl store spool --drop 2",
    ]
    french = crisis.run("doctor", "--lang", "fr").stdout
    assert "pas encore partagé : 1, par Ana" in french
    assert "l’acte 2 de Ana" in french
    crisis.environment["CRISISCTL_STORE"] = f"sqlite://{crisis.home}/crisisctl.db"
    told = crisis.run("doctor").stdout
    assert "it waits for another server than CRISISCTL_STORE names now" in told


BREAKS: dict[str, Callable[[bytes], bytes]] = {
    "no database": lambda _: b"\0" * 8192,
    "header": lambda whole: b"x" * 100 + whole[100:],
    "cut": lambda whole: whole[:-4096],
}


@pytest.mark.parametrize("how", BREAKS)
def test_a_damaged_spool_is_told_and_mended_and_nothing_is_deleted(away: tuple[Crisis, Path], how: str) -> None:
    crisis, path = away
    path.write_bytes(BREAKS[how](path.read_bytes()))
    damaged = path.read_bytes()
    kept = crisis.run("note", "while it is damaged")
    assert kept.code == 5
    assert "cannot be read: " in kept.stderr
    assert kept.stderr.endswith(
        "is damaged (file is not a database) (see what can be saved, and how: crisisctl doctor)\n"
    ) or ("malformed" in kept.stderr)
    (finding,) = [
        each for each in crisis.run("doctor", "--format", "json").json["findings"] if each["check"] == "waiting"
    ]
    assert finding["level"] == "bad"
    assert "is damaged" in finding["problem"]
    assert path.read_bytes() == damaged
    crisis.run("doctor", "--mend", "--yes")
    (aside,) = path.parent.glob("*.damaged-*")
    assert aside.read_bytes() == damaged
    assert aside.stat().st_mode & 0o777 == 0o600
    acts_left = [] if how == "no database" else ["note · note 0", "note · note 1"]
    assert [each["act"] for each in crisis.json("store", "spool")["acts"]] == acts_left
    exported = "".join(each.read_text() for each in path.parent.glob("rescued-*/*.jsonl"))
    assert [json.loads(line)[0] for line in exported.splitlines()] == [1, 2][: len(acts_left)]


def test_a_damaged_spool_keeps_nobody_from_the_server(crisis: Crisis) -> None:
    """And once it is mended, what waited goes in."""
    server = Server()
    server.start()
    try:
        team = team_database(server)
        with_playbook(crisis)
        crisis.environment["CRISISCTL_STORE"] = team.url
        crisis.start()
        server.stop()
        crisis.run("note", "waits").says("not yet shared")
        (path,) = (crisis.home / "team").glob("*.db")
        path.write_bytes(path.read_bytes()[:64] + b"\xff" * 36 + path.read_bytes()[100:])
        with path.open("r+b") as file:
            file.write(b"torn")
        server.start()
        done = crisis.run("note", "straight in").succeeds()
        assert "the acts that wait on this machine cannot be read: " in done.stderr
        assert done.stderr.count("crisisctl doctor") == 1
        crisis.environment["CRISISCTL_LANG"] = "fr"
        assert "les actes en attente sur cette machine ne peuvent être lus" in crisis.run("status").stderr
        crisis.environment["CRISISCTL_LANG"] = "en"
        assert "is shared now" in crisis.run("doctor", "--mend", "--yes").stderr  # which looks again at the end
        told = [entry["data"]["text"] for entry in crisis.log() if entry["type"] == "note.added"]
        assert told == ["straight in", "waits"]
    finally:
        server.remove()


def test_an_act_that_cannot_be_read_keeps_no_other_from_going_in(away: tuple[Crisis, Path]) -> None:
    crisis, path = away
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE spool SET kind = 'Teleport' WHERE number = 1")
    listed = crisis.run("store", "spool").says(
        "act 1 that waits cannot be read: it is a `Teleport`, which this crisisctl does not know (upgrade crisisctl"
    )
    assert "note · note 1" in listed.stdout
    assert crisis.json("store", "spool")["unread"] == [
        {"number": 1, "problem": "it is a `Teleport`, which this crisisctl does not know"}
    ]
    found = crisis.run("doctor", "--format", "json").json["findings"]
    assert [each["level"] for each in found if each["check"] == "waiting"] == ["bad", "warning"]
    crisis.run("store", "spool", "--drop", "1").prints("act 1 dropped\n")


def test_a_mending_of_the_spool_that_was_cut_off_is_finished(away: tuple[Crisis, Path]) -> None:
    crisis, path = away
    path.write_bytes(BREAKS["header"](path.read_bytes()))
    whole = path.read_bytes()
    crisis.run("doctor", "--mend", "--yes")
    (aside,) = path.parent.glob("*.damaged-*")
    path.rename(path.with_name(aside.name.replace(".damaged-", ".mended-")))  # as it stands just before its last step
    path.write_bytes(whole)
    (finding,) = [
        each for each in crisis.run("doctor", "--format", "json").json["findings"] if each["check"] == "waiting"
    ]
    assert finding["problem"] == f"mending {path} was interrupted"
    crisis.run("doctor", "--mend", "--yes")
    assert len(crisis.json("store", "spool")["acts"]) == 2


def test_a_spool_that_is_no_database_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(b"no database at all, and long enough to be taken for one" * 100)
    with pytest.raises(SpoolDamaged):
        Spool(path).kept()
    assert Spool(path).damage() == "file is not a database"
