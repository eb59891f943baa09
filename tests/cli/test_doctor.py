"""`crisisctl doctor`: what it finds, what it says, what it mends, and that it deletes nothing."""

from __future__ import annotations

import gc
import json
import os
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pexpect
import pytest

from conftest import Crisis
from crisisctl import chain, checks, registry
from crisisctl import events as ev
from crisisctl.checks import Check
from crisisctl.safekeeping.rescue import rescue
from crisisctl.stores import open_store
from crisisctl.stores._schema import TRIGGERS
from making import INCIDENT, with_events
from night import rich_lines
from walk.terminal import program

FINE = (
    "✓ chains of digests, clock, configuration, the log's file, data directory, leftovers, permissions, redactions, "
    "sendings, server, guards of the log, acts that wait\n"
)
HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("BEGIN")
connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
print("held")
input()
"""


def doctor(crisis: Crisis, *options: str) -> list[tuple[str, str, str]]:
    """Check, level and problem of each finding."""
    done = crisis.run("doctor", "--format", "json", *options)
    assert done.code in {0, 1}, done
    found = done.json
    assert found["ok"] == (done.code == 0)
    return [(each["check"], each["level"], each["problem"]) for each in found["findings"]]


def begun(crisis: Crisis) -> Path:
    """A log with one incident in it, closed as at the end of a process."""
    crisis.start()
    gc.collect()
    return crisis.home / "crisisctl.db"


def keep(crisis: Crisis, lines: list[str], incident: str = INCIDENT) -> Path:
    log = crisis.home / "crisisctl.db"
    crisis.home.mkdir(exist_ok=True, mode=0o700)
    with closing(open_store(f"sqlite://{log}")) as store:
        store.change(incident, lambda _: lines)
    return log


def overwrite(log: Path, at: int, content: bytes) -> None:
    with log.open("r+b") as file:
        file.seek(at)
        file.write(content)


def test_every_check_of_the_folder_says_what_it_looks_at_in_both_languages() -> None:
    assert set(checks.names()) == set(registry.names("crisisctl.checks"))
    for name in checks.names():
        found = checks.check(name)
        assert isinstance(found, Check)
        assert set(found.about) == {"en", "fr"}


def test_where_all_is_well(crisis: Crisis) -> None:
    log = begun(crisis)
    crisis.run("doctor").prints(f"{FINE}{log}: nothing is wrong\n")
    assert crisis.run("doctor", "--lang", "fr").succeeds().stdout.endswith(f"{log} : rien à signaler\n")


def test_before_anything_is_recorded_nothing_is_made(crisis: Crisis) -> None:
    crisis.run("doctor").succeeds()
    assert not crisis.home.exists()


def test_what_others_can_read_is_closed(crisis: Crisis) -> None:
    log = begun(crisis)
    log.chmod(0o644)
    crisis.home.chmod(0o755)
    assert [each[:2] for each in doctor(crisis)] == [("permissions", "warning")]
    crisis.run("doctor", "--mend", "--yes").succeeds()
    assert (log.stat().st_mode & 0o777, crisis.home.stat().st_mode & 0o777) == (0o600, 0o700)


def test_nothing_is_changed_without_being_asked_for(crisis: Crisis) -> None:
    log = begun(crisis)
    log.chmod(0o644)
    crisis.run("doctor", "--mend").fails(
        2,
        "crisisctl: nobody is there to be asked (crisisctl doctor --mend --yes, or without --mend to look only)\n",
    )
    crisis.run("doctor", "--yes").fails(2, "crisisctl: --yes goes with --mend (crisisctl doctor --mend --yes)\n")
    assert log.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(("answer", "guards"), [("n", 0), ("y", 1)])
def test_each_mending_is_asked_about(crisis: Crisis, answer: str, guards: int) -> None:
    log = begun(crisis)
    with closing(sqlite3.connect(log, isolation_level=None)) as plain:
        plain.execute("DROP TRIGGER log_no_delete")
    words = [*program(), "doctor", "--mend"]
    asked: pexpect.spawn[bytes] = pexpect.spawn(words[0], words[1:], env=dict(os.environ), timeout=60)
    asked.expect("Mend\\?")
    asked.sendline(answer)
    asked.expect(pexpect.EOF)
    asked.close()
    with closing(sqlite3.connect(log)) as plain:
        found = plain.execute("SELECT count(*) FROM sqlite_master WHERE name = 'log_no_delete'").fetchone()
    assert found == (guards,)


@pytest.mark.parametrize(
    ("widened", "told"), [(1, "1 problème peut être réparé"), (2, "problèmes peuvent être réparés")]
)
def test_what_can_be_mended_is_counted_in_words(crisis: Crisis, widened: int, told: str) -> None:
    log = begun(crisis)
    with closing(sqlite3.connect(log, isolation_level=None)) as plain:
        plain.execute("DROP TRIGGER log_no_delete")
    if widened > 1:
        log.chmod(0o644)
        crisis.home.chmod(0o755)
    assert told in crisis.run("doctor", "--lang", "fr").stderr


def test_guards_that_were_taken_away_are_made_anew(crisis: Crisis) -> None:
    log = begun(crisis)
    with closing(sqlite3.connect(log, isolation_level=None)) as plain:
        plain.execute("DROP TRIGGER log_no_delete")
        plain.execute("DROP TRIGGER log_no_update")
        plain.execute("CREATE TRIGGER log_no_update BEFORE UPDATE ON log BEGIN SELECT 1; END")
    found = doctor(crisis)
    assert found == [
        ("triggers", "bad", f"the guards of {log} are not as they should be: log_no_delete, log_no_update")
    ]
    crisis.run("doctor", "--mend", "--yes").succeeds()
    with closing(sqlite3.connect(log)) as plain:
        assert dict(plain.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")) == TRIGGERS
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            plain.execute("DELETE FROM log")


def test_a_damaged_log_is_set_aside_and_what_can_be_read_goes_on(crisis: Crisis) -> None:
    """The pages of the first entries are whole, one further down is not."""
    lines = rich_lines()
    lines = with_events(lines, [ev.NoteAdded("x" * 900 + str(number)) for number in range(60)], _late())
    log = keep(crisis, lines)
    overwrite(log, log.stat().st_size - 3 * 4096, b"\xff" * 4096)
    damaged = log.read_bytes()
    crisis.run("status").fails_with(5, "is damaged", "crisisctl doctor")
    (check, level, problem), *_ = doctor(crisis)
    assert (check, level) == ("database", "bad")
    assert problem.startswith(f"{log} is damaged")
    crisis.run("doctor", "--mend", "--yes")
    (aside,) = crisis.home.glob("crisisctl.db.damaged-*")
    assert aside.read_bytes() == damaged
    kept = [json.dumps(entry, separators=(",", ":")) for entry in crisis.log("-i", INCIDENT)]
    assert len(rich_lines()) < len(kept) < len(lines)
    assert kept == lines[: len(kept)]
    (exported,) = crisis.home.glob(f"rescued-*/{INCIDENT}.jsonl")
    assert exported.read_text().splitlines() == kept
    (beyond,) = crisis.home.glob(f"rescued-*/{INCIDENT}.beyond-a-gap.jsonl")
    assert set(beyond.read_text().splitlines()) <= set(lines[len(kept) :])
    assert {path.stat().st_mode & 0o777 for path in (aside, log, exported, beyond)} == {0o600}
    crisis.run("verify", "-i", INCIDENT).succeeds()
    crisis.run("note", "and on", "-i", INCIDENT).succeeds()
    assert not [each for each in doctor(crisis) if each[0] in {"database", "chains", "triggers", "permissions"}]


def test_an_entry_that_is_none_any_more_does_not_keep_an_incident_from_going_on(crisis: Crisis) -> None:
    lines = rich_lines(until=20)
    broken = [*lines[:-2], lines[-2].replace('"seq"', '"sEq"'), lines[-1]]
    keep(crisis, broken)
    crisis.run("note", "x", "-i", INCIDENT).fails_with(5, f"entry {len(lines) - 1} of {INCIDENT} cannot be read")
    crisis.run("doctor", "--mend", "--yes")
    assert len(crisis.log("-i", INCIDENT)) == len(lines) - 2
    crisis.run("note", "and on", "-i", INCIDENT).succeeds()


def test_a_log_in_use_is_not_taken_away_from_under_somebody(crisis: Crisis) -> None:
    log = keep(crisis, rich_lines())
    overwrite(log, log.stat().st_size - 4096, b"\xff" * 4096)
    with closing(pexpect.spawn(sys.executable, ["-c", HOLD, str(log)], timeout=60)) as other:
        other.expect("held")
        done = crisis.run("doctor", "--mend", "--yes", "--format", "json")
        assert [each["done"] for each in done.json["mended"] if each["check"] == "database"] == [False]
        assert "in use by another program" in done.stderr
    assert not list(crisis.home.glob("*damaged*"))


def test_a_file_with_nothing_to_save_stays_and_says_where_to_go_on(crisis: Crisis) -> None:
    log = keep(crisis, rich_lines())
    log.write_bytes(b"\0" * 8192)
    assert [each[:2] for each in doctor(crisis)] == [("database", "bad")]
    crisis.run("doctor", "--mend", "--yes")
    assert log.read_bytes() == b"\0" * 8192


def test_sendings_without_an_end_clock_ahead_and_a_changed_entry_are_told(crisis: Crisis) -> None:
    lines = with_events(rich_lines(), [ev.NoteAdded("later")], datetime.now(UTC) + timedelta(hours=3))
    changed = lines[20].replace('"actor":"', '"actor":"X')
    log = keep(crisis, [*lines[:20], changed, *lines[21:]])
    found = doctor(crisis)
    assert ("chains", "bad", f"{INCIDENT}: entry 21 its envelope was changed after it was written") in found
    assert ("sendings", "warning") in [each[:2] for each in found]
    assert any("attempt 305e91fb7c" in problem for _, _, problem in found)
    assert ("clock", "warning") in [each[:2] for each in found]
    before = log.read_bytes()
    crisis.run("doctor", "--mend", "--yes")
    assert log.read_bytes() == before  # none of these is mended by itself
    french = crisis.run("doctor", "--lang", "fr").stdout
    assert "nul ne sait si" in french
    assert "l’horloge de cette machine indique" in french


def test_configuration_that_cannot_be_read_is_told_before_the_night(crisis: Crisis) -> None:
    begun(crisis)
    (crisis.home / "playbooks").mkdir(mode=0o700)
    for name, text in {
        "crisis.yaml": "name: [",
        "lint.toml": "level = ",
        "destinations.toml": '[team]\nchannel = "slack"\n',
        "playbooks/mine.yaml": "schema: crisisctl/v1\nid: mine\n",
    }.items():
        (crisis.home / name).write_text(text)
        (crisis.home / name).chmod(0o600)
    found = doctor(crisis)
    assert {each[:2] for each in found} == {("configuration", "warning")}
    for name in ("crisis.yaml", "lint.toml", "mine.yaml", "the destination team"):
        assert any(name in problem for _, _, problem in found), found


def test_a_log_that_was_moved_without_its_wal_is_not_begun_anew(crisis: Crisis) -> None:
    keep(crisis, rich_lines())
    log = crisis.home / "crisisctl.db"
    log.rename(crisis.home / "elsewhere.db")
    (crisis.home / "crisisctl.db-wal").write_bytes(b"x" * 5000)
    (crisis.home / "crisisctl.db-wal").chmod(0o600)
    assert doctor(crisis) == [("database", "bad", f"{log} is gone, and its -wal is there")]


def test_a_later_release_and_another_program_keep_their_files(crisis: Crisis) -> None:
    log = begun(crisis)
    with closing(sqlite3.connect(log)) as plain:
        plain.execute("PRAGMA user_version = 9002")
    before = log.read_bytes()
    (found,) = doctor(crisis, "--mend", "--yes")
    assert found == ("database", "bad", f"the log {log} was written by a newer crisisctl: it needs 9.2 or later")
    assert log.read_bytes() == before


def test_a_redaction_that_was_interrupted_is_completed(crisis: Crisis) -> None:
    lines = rich_lines()
    note = next(seq for seq, line in enumerate(lines, 1) if '"note.added"' in line)
    log = keep(crisis, with_events(lines, [ev.EntryRedacted(note, "a name")], _late()))
    assert doctor(crisis)[0] == (
        "redactions",
        "bad",
        f"{INCIDENT}: redacted, and the data is still there: entry {note}",
    )
    secret = json.loads(lines[note - 1])["data"]["text"].encode()
    assert secret in log.read_bytes()
    crisis.run("doctor", "--mend", "--yes")
    gc.collect()
    assert secret not in log.read_bytes()
    crisis.run("verify", "-i", INCIDENT).says("intact", "1 redacted")


def test_rescued_lines_are_those_that_were_written(tmp_path: Path) -> None:
    log = tmp_path / "log.db"
    lines = rich_lines()
    with closing(open_store(f"sqlite://{log}")) as store:
        store.change("b", lambda _: lines)
        store.change("a", lambda _: lines[:3])
    found = rescue(log.read_bytes())
    assert list(found.logs.items()) == [("b", tuple(lines)), ("a", tuple(lines[:3]))]
    assert found.loose == {}
    assert not chain.verify(found.logs["b"]).problems


@pytest.mark.parametrize("data", [b"", b"x", b"\0" * 5000, b"SQLite format 3\0", b"\x0a\x00\x00\xff\xff" * 3000])
def test_nothing_is_rescued_from_nothing(data: bytes) -> None:
    assert rescue(data, data).count == 0


def _late() -> datetime:
    return datetime(2026, 11, 22, 6, tzinfo=UTC)
