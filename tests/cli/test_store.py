"""The store's own commands: set up, checked, copied; and incidents that go out and come in as files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Crisis
from crisisctl.stores import open_store
from postgres import MEMBER, Database, shared_server, team_database


@pytest.fixture
def team(crisis: Crisis) -> Database:
    """The environment of somebody who works on the team's server."""
    found = team_database()
    crisis.environment["CRISISCTL_STORE"] = found.url
    return found


def where(team: Database) -> str:
    return f"127.0.0.1:{team.server.port}/{team.name}"


def test_a_server_is_set_up_by_what_is_printed(crisis: Crisis) -> None:
    server = shared_server()
    name = server.database()
    url = server.url(name)
    with server.connect() as owner:
        owner.execute("DO $$ BEGIN CREATE ROLE ana LOGIN; EXCEPTION WHEN duplicate_object THEN END $$")
    sql = crisis.run("store", "init", url, "--user", "ana").succeeds().stdout
    assert sql.startswith("BEGIN;\nCREATE SCHEMA IF NOT EXISTS crisisctl;\n")
    assert sql.endswith('GRANT crisisctl_writer TO "ana";\nCOMMIT;\n')
    with server.connect(name) as owner:
        owner.execute(sql.encode())
    crisis.environment["CRISISCTL_STORE"] = server.url(name, "ana")
    crisis.start()
    assert crisis.json("verify")["ok"]
    assert crisis.json("store", "check")["findings"] == []


def test_it_can_be_applied_again_and_again(crisis: Crisis) -> None:
    server = shared_server()
    name = server.database()
    for _ in range(2):
        crisis.run("store", "init", server.url(name), "--apply").prints(f"127.0.0.1:{server.port}/{name}: set up\n")


def test_who_may_not_set_it_up_is_told_what_to_do(crisis: Crisis) -> None:
    server = shared_server()
    name = server.database()
    team_database()  # which makes the member
    crisis.run("store", "init", server.url(name, MEMBER), "--apply").fails(
        5,
        f"crisisctl: the log at 127.0.0.1:{server.port}/{name} was not set up (permission denied for database {name}) "
        "(connect as somebody who may create schemas and roles, or give an administrator what `store init` prints)\n",
    )


def test_a_file_needs_no_set_up(crisis: Crisis) -> None:
    crisis.run("store", "init").fails(
        2,
        "crisisctl: a `sqlite` store needs no set-up "
        "(name a server: crisisctl store init postgresql://user@host/database)\n",
    )
    crisis.start()
    crisis.run("store", "check").prints(f"{crisis.home / 'crisisctl.db'}: 1 incident: fine\n")


def test_what_is_wrong_is_said_with_what_to_do(crisis: Crisis, team: Database) -> None:
    with team.server.connect(team.name) as owner:
        owner.execute("DROP TRIGGER log_no_update ON crisisctl.log")
    found = crisis.run("store", "check")
    assert (found.code, found.stderr) == (1, "")
    first, last = found.stdout.splitlines()
    assert first == (
        f"{where(team)}: the trigger log_no_update is missing: the past can be changed "
        "(an administrator mends it by: crisisctl store init --apply)"
    )
    assert last.startswith(f"{where(team)}: PostgreSQL 16.")
    assert last.endswith(": 1 to mend")
    assert "hidden-word" not in found.stdout


def test_a_server_that_is_not_there(crisis: Crisis) -> None:
    crisis.environment["CRISISCTL_STORE"] = "postgresql://ana:hidden-word@127.0.0.1:1/crisis"
    found = crisis.run("store", "check")
    assert found.code == 5
    assert found.stderr.startswith("crisisctl: the server 127.0.0.1:1/crisis cannot be reached (")
    assert found.stderr.count("\n") == 1
    assert "hidden-word" not in found.stderr


def test_incidents_go_to_the_server_and_come_back(crisis: Crisis, tmp_path: Path) -> None:
    first, second = crisis.start(), crisis.start()
    crisis.run("note", "é 🚨", "-i", first).succeeds()
    team = team_database()
    mine = f"sqlite://{crisis.home}/crisisctl.db"
    heads = {name: crisis.json("verify", "-i", name)["head"] for name in (first, second)}
    crisis.run("store", "copy", mine, team.url).prints(
        f"{first}: 3 of 3 entries copied, head {heads[first]}\n{second}: 2 of 2 entries copied, head {heads[second]}\n"
    )
    crisis.run("note", "one more", "-i", first).succeeds()
    head = crisis.json("verify", "-i", first)["head"]
    crisis.run("store", "copy", mine, team.url, "-i", first).prints(f"{first}: 1 of 4 entries copied, head {head}\n")
    crisis.run("store", "copy", mine, team.url, "-i", first).prints(
        f"{first}: 4 entries, all there already, head {head}\n"
    )
    home = f"sqlite://{tmp_path}/home.db"
    crisis.run("store", "copy", team.url, home).succeeds()
    assert open_store(home).read(first) == open_store(mine).read(first)


def test_another_log_is_never_overwritten(crisis: Crisis, tmp_path: Path) -> None:
    name = crisis.start()
    mine = f"sqlite://{crisis.home}/crisisctl.db"
    other = f"sqlite://{tmp_path}/other.db"
    crisis.environment["CRISISCTL_STORE"] = other
    assert crisis.start() == name
    before = open_store(other).read(name)
    crisis.run("store", "copy", mine, other).fails(
        1,
        f"crisisctl: another log of {name} is at {tmp_path}/other.db: they differ from entry 1 on "
        "(nothing was written; it stays as it is)\n",
    )
    assert open_store(other).read(name) == before
    crisis.run("store", "copy", mine, other, "-i", "nowhere").fails(
        3, f"crisisctl: there is no incident `nowhere` at {crisis.home}/crisisctl.db (known: {name})\n"
    )


@pytest.mark.parametrize("where", ["file", "server"])
def test_a_log_that_was_redacted_here_or_there_is_the_same_log(crisis: Crisis, tmp_path: Path, where: str) -> None:
    """Once redacted, never back: neither the copy nor the log it came from gets the words again."""
    name = crisis.start()
    crisis.run("note", "swordfish").succeeds()
    mine = f"sqlite://{crisis.home}/crisisctl.db"
    other = f"sqlite://{tmp_path}/other.db" if where == "file" else team_database().keeper
    crisis.run("store", "copy", mine, other).succeeds()
    crisis.run("redact", "3", "--reason", "it slipped in", "--yes").succeeds()
    head = crisis.json("verify")["head"]
    crisis.run("store", "copy", mine, other).prints(f"{name}: 1 of 4 entries copied, head {head}\n")
    assert open_store(other).read(name) == open_store(mine).read(name)
    assert "swordfish" not in "".join(open_store(other).read(name))
    crisis.run("store", "copy", other, mine).prints(f"{name}: 4 entries, all there already, head {head}\n")

    crisis.environment["CRISISCTL_STORE"] = other
    crisis.run("note", "mackerel").succeeds()
    crisis.run("store", "copy", other, mine).succeeds()
    crisis.run("redact", "5", "--reason", "it slipped in", "--yes").succeeds()
    head = crisis.json("verify")["head"]
    before = crisis.json("verify", "--head", head)
    crisis.run("store", "copy", mine, other).succeeds()  # the older one adds nothing, and brings nothing back
    assert crisis.json("verify", "--head", head) == before
    assert "mackerel" not in "".join(open_store(other).read(name))
    crisis.run("store", "copy", other, mine).prints(f"{name}: 1 of 6 entries copied, head {head}\n")
    assert open_store(mine).read(name) == open_store(other).read(name)
    assert "mackerel" not in "".join(open_store(mine).read(name))


def test_a_log_that_was_redacted_goes_in_as_a_file(crisis: Crisis, tmp_path: Path) -> None:
    name, lines = exported(crisis, "swordfish")
    crisis.run("redact", "3", "--reason", "it slipped in", "--yes").succeeds()
    redacted = crisis.run("log", "--format", "jsonl").succeeds().stdout.splitlines()
    crisis.run("import", "-", stdin="\n".join(lines)).says(f"{name}: 3 entries, all there already, head ")
    assert crisis.run("log", "--format", "jsonl").stdout.splitlines() == redacted
    crisis.environment["CRISISCTL_STORE"] = f"sqlite://{tmp_path}/other.db"
    crisis.run("import", "-", stdin="\n".join(lines)).succeeds()
    crisis.run("import", "-", stdin="\n".join(redacted)).says(f"{name}: 1 of 4 entries imported, head ")
    assert crisis.run("log", "--format", "jsonl").stdout.splitlines() == redacted


def test_who_may_not_redact_there_is_told_that_it_is_not_done_yet(crisis: Crisis) -> None:
    name = crisis.start()
    crisis.run("note", "swordfish").succeeds()
    mine, team = f"sqlite://{crisis.home}/crisisctl.db", team_database()
    crisis.run("store", "copy", mine, team.url).succeeds()
    crisis.run("redact", "3", "--reason", "it slipped in", "--yes").succeeds()
    found = crisis.run("store", "copy", mine, team.url)
    assert found.code == 5
    assert "does not let this user do that" in found.stderr
    crisis.run("store", "copy", mine, team.keeper).succeeds()
    assert open_store(team.url).read(name) == open_store(mine).read(name)


def exported(crisis: Crisis, *notes: str) -> tuple[str, list[str]]:
    name = crisis.start()
    for note in notes:
        crisis.run("note", note).succeeds()
    return name, crisis.run("log", "--format", "jsonl").succeeds().stdout.splitlines()


def test_a_log_goes_out_as_a_file_and_comes_in(crisis: Crisis, team: Database) -> None:
    crisis.environment.pop("CRISISCTL_STORE")
    name, lines = exported(crisis, "one\u2028line", "two")
    head = json.loads(lines[-1])["digest"]
    (crisis.work / "outage.jsonl").write_text("\n".join(lines[:3]) + "\n")
    crisis.environment["CRISISCTL_STORE"] = team.url
    crisis.run("import", "outage.jsonl").says(f"{name}: 3 of 3 entries imported, head ")
    found = crisis.json("import", "-", stdin="\n".join(lines))
    assert found == {"incident": name, "entries": 4, "written": 1, "head": head}
    assert crisis.run("log", "--format", "jsonl").stdout.splitlines() == lines
    crisis.run("import", "-", stdin="\n".join(lines)).prints(f"{name}: 4 entries, all there already, head {head}\n")


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        (
            lambda lines: [lines[0].replace("Small", "Large"), *lines[1:]],
            ["1 its data was changed after it was written"],
        ),
        (
            lambda lines: [lines[0], *lines[2:]],
            [
                "2 has number 3: an entry is missing, doubled or out of order",
                "2 does not follow from the entry before it",
                "3 has number 4: an entry is missing, doubled or out of order",
            ],
        ),
        (lambda lines: [*lines, "{"], ["5 is not an entry of the log"]),
    ],
)
def test_a_file_that_was_changed_is_refused_with_every_problem(
    crisis: Crisis, tmp_path: Path, change: object, problems: list[str]
) -> None:
    _, lines = exported(crisis, "one", "two")
    assert callable(change)
    crisis.environment["CRISISCTL_STORE"] = f"sqlite://{tmp_path}/other.db"
    told = "".join(f"-: entry {problem}\n" for problem in problems)
    crisis.run("import", "-", stdin="\n".join(change(lines))).fails(
        1, f"{told}crisisctl: - is not an intact log, and was not imported (export it again where it is kept)\n"
    )
    assert not (tmp_path / "other.db").exists()


def test_a_file_that_holds_no_incident_is_refused(crisis: Crisis) -> None:
    crisis.run("import", "nowhere.jsonl").fails(
        3, "crisisctl: there is no file nowhere.jsonl (write one by: crisisctl log --format jsonl > FILE)\n"
    )
    for stdin in (b"", b"\n\n", b"\xff\xfe"):
        crisis.run("import", "-", stdin=stdin).fails(
            1, "crisisctl: - holds no log (write one by: crisisctl log --format jsonl > FILE)\n"
        )
