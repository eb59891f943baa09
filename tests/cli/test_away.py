"""The server is away: what can be read goes on being read, what is done is kept, and nothing of it is lost."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cli.test_send import PLAYBOOK
from cli.test_send import Team as Senders
from conftest import Crisis
from postgres import Database, Server, team_database
from transports.servers import Hook, answers

AWAY = "postgresql://bo:hidden-word@127.0.0.1:1/crisis"


@pytest.fixture
def team(crisis: Crisis) -> Iterator[Database]:
    """A server of its own that the test may stop."""
    server = Server()
    server.start()
    found = team_database(server)
    crisis.environment["CRISISCTL_STORE"] = found.url
    yield found
    server.remove()


def away(team: Database) -> str:
    return f"crisisctl: the server 127.0.0.1:{team.server.port}/{team.name} cannot be reached ("


def settled(words: str) -> str:
    """Without what the system says about the connection, and without the time."""
    return re.sub(
        r"kept \d\d:\d\d:\d\d", "kept TIME", re.sub(r"cannot be reached \([^)]*\)", "cannot be reached", words)
    )


def notes(crisis: Crisis) -> list[tuple[str, str]]:
    return [(entry["actor"], entry["data"]["text"]) for entry in crisis.log() if entry["type"] == "note.added"]


def test_acts_wait_and_go_in_in_order_with_their_time_and_their_person(crisis: Crisis, team: Database) -> None:
    name = crisis.start()
    team.server.stop()
    where = f"127.0.0.1:{team.server.port}/{team.name}"
    copy = f"crisisctl: the server {where} cannot be reached: this is this machine's copy"
    first = crisis.run("note", "one").succeeds()
    assert first.stdout == f"{name}  not yet shared  Note: one\n"
    assert settled(first.stderr).splitlines()[0] == copy
    crisis.environment["CRISISCTL_ACTOR"] = "Bo"
    kept = crisis.json("done", "look")
    assert kept["shared"] is False
    crisis.environment["CRISISCTL_LANG"] = "fr"
    crisis.run("note", "trois", "--at", "10 min ago").says(f"{name}  pas encore partagé  Note\N{NO-BREAK SPACE}: trois")
    crisis.environment["CRISISCTL_LANG"] = "en"
    shown = crisis.run("status").says("SERVER AWAY since", "not yet shared: 3", "How many?")
    assert settled(shown.stderr) == f"{copy}; 3 acts not yet shared\n"
    status = crisis.status()
    assert status["sharing"]["not_yet_shared"] == 3
    assert status["sharing"]["away_since"]
    assert [act["act"] for act in crisis.json("store", "spool")["acts"]] == ["note · one", "do · look", "note · trois"]
    team.server.start()
    back = crisis.run("note", "four").succeeds()
    assert settled(back.stderr).splitlines()[:3] == [
        "crisisctl: act 1 of Ana, kept TIME, is shared now",
        "crisisctl: act 2 of Bo, kept TIME, is shared now",
        "crisisctl: act 3 of Bo, kept TIME, is shared now",
    ]
    crisis.run("store", "spool").prints("", "nothing waits\n")
    log = crisis.log()
    assert [(entry["actor"], entry["type"]) for entry in log[2:]] == [
        ("Ana", "note.added"), ("Bo", "step.done"), ("Bo", "note.added"), ("Bo", "note.added"),
    ]  # fmt: skip
    typed = datetime.fromisoformat(log[2]["at"]).astimezone(
        ZoneInfo("Europe/Paris")
    )  # the company's, not this machine's
    assert f"act 1 of Ana, kept {typed:%H:%M}" in back.stderr
    assert all(entry["data"]["when"] < entry["at"] for entry in log[2:5])
    assert crisis.json("verify")["ok"]
    assert "sharing" in crisis.status()


def test_an_act_that_is_refused_later_stays_with_its_reason(crisis: Crisis, team: Database) -> None:
    name = crisis.start()
    team.server.stop()
    crisis.run("done", "look").succeeds()
    crisis.run("note", "after it").succeeds()
    team.server.start()
    mine = crisis.environment.pop("CRISISCTL_STORE")
    crisis.environment["CRISISCTL_HOME"] = str(crisis.folder / "another machine")
    crisis.environment["CRISISCTL_STORE"] = mine
    crisis.environment["CRISISCTL_ACTOR"] = "Chloé"
    crisis.run("skip", "look", "--reason", "no need").succeeds()
    crisis.environment["CRISISCTL_HOME"] = str(crisis.home)
    told = settled(crisis.run("list").succeeds().stderr)
    assert told.startswith("crisisctl: act 1 of Ana, kept TIME, was refused: ")
    assert told.endswith("crisisctl: act 2 of Ana, kept TIME, is shared now\n")
    listed = crisis.run("store", "spool").says(name, "do · look", "REFUSED: ")
    assert listed.stdout.count("\n") == 1
    crisis.run("status").says("Refused when the server was back: 1. Look: crisisctl store spool")
    assert crisis.run("list").stderr == ""  # it is not tried again
    assert notes(crisis) == [("Ana", "after it")]
    crisis.run("store", "spool", "--drop", "1").prints("act 1 dropped\n")
    crisis.run("store", "spool", "--drop", "1").fails(
        3, "crisisctl: no act 1 is kept here (crisisctl store spool lists them)\n"
    )


def test_what_is_refused_here_is_refused_now(crisis: Crisis, team: Database) -> None:
    crisis.start()
    team.server.stop()
    found = crisis.run("skip", "look")
    assert found.code == 1
    assert found.stderr.splitlines()[-1] == (
        'crisisctl: say why look is skipped; the report will show it (add --reason "…")'
    )
    crisis.run("store", "spool").prints("", "nothing waits\n")


def test_texts_that_were_written_anew_meanwhile_are_not_taken_for_those_that_left(
    crisis: Crisis, team: Database
) -> None:
    crisis.start("small", "--set", "affected=1200")
    crisis.run("draft", "first").succeeds()
    team.server.stop()
    crisis.run("sent", "first", "--force", "--reason", "it left").succeeds()
    team.server.start()
    crisis.environment["CRISISCTL_HOME"] = str(crisis.folder / "another machine")
    crisis.run("set", "affected=5000").succeeds()
    crisis.run("draft", "first").succeeds()
    crisis.environment["CRISISCTL_HOME"] = str(crisis.home)
    told = crisis.run("list").succeeds().stderr
    assert "was refused: the drafts of first were written anew meanwhile (look: crisisctl diff first)" in told
    assert not [entry for entry in crisis.log() if entry["type"] == "message.sent"]


@pytest.mark.parametrize("words", [["status"], ["note", "x"], ["log"], ["list"], ["verify"], ["report"]])
def test_where_nothing_was_read_yet_there_is_one_line_and_no_more(crisis: Crisis, words: list[str]) -> None:
    crisis.environment["CRISISCTL_STORE"] = AWAY
    found = crisis.run(*words).fails_with(
        5, "crisisctl: the server 127.0.0.1:1/crisis cannot be reached (", "store check)"
    )
    assert "hidden-word" not in found.stderr
    assert not (crisis.home / "team").exists()


def test_no_incident_is_opened_without_the_server(crisis: Crisis) -> None:
    crisis.environment["CRISISCTL_STORE"] = AWAY
    found = crisis.run("start", "small", "--no-walk")
    assert found.code == 5
    assert settled(found.stderr.splitlines()[-1]) == (
        "crisisctl: the server 127.0.0.1:1/crisis cannot be reached (open it on this machine by: "
        "CRISISCTL_STORE=sqlite:///PATH crisisctl start …, and bring it over later by: crisisctl store copy)"
    )


@pytest.fixture
def senders(crisis: Crisis, team: Database) -> Iterator[Senders]:
    """An incident of the team's, with places to send its messages to."""
    (crisis.work / "playbooks" / "mini.yaml").write_text(PLAYBOOK)
    with ExitStack() as stack:
        found = Senders(crisis, stack)
        found.start()
        yield found


def test_nothing_is_sent_without_the_server(crisis: Crisis, team: Database, senders: Senders) -> None:
    slack = senders.slack()
    team.server.stop()
    found = senders.send("alert")
    assert found.code == 5
    assert "nothing leaves before the team's log says so: send it by hand" in found.stderr
    assert slack.posted == []
    assert [act["act"] for act in crisis.json("store", "spool")["acts"]] == ["draft · alert"]


def test_what_became_of_a_sending_is_kept_when_the_server_goes_meanwhile(
    crisis: Crisis, team: Database, senders: Senders
) -> None:
    ok = answers(200, "ok")

    def go_and_answer(place: Hook, handler: Any) -> None:
        team.server.stop()
        ok(place, handler)

    slack = senders.slack(go_and_answer)
    senders.send("alert")
    assert len(slack.posted) == 1
    assert [act["act"].split(" · ")[0] for act in crisis.json("store", "spool")["acts"]] == ["end sending"]
    team.server.start()
    assert senders.states() == {"team-slack": "sent"}
    crisis.run("store", "spool").prints("", "nothing waits\n")
    assert crisis.json("verify")["ok"]


def test_what_is_kept_is_for_its_owner_alone_and_goes_when_it_is_over(crisis: Crisis, team: Database) -> None:
    name = crisis.start()
    crisis.run("note", "a secret").succeeds()
    (file,) = (crisis.home / "team").iterdir()
    assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(file.parent.stat().st_mode)) == (0o600, 0o700)
    assert b"a secret" in file.read_bytes()
    crisis.run("cancel", "--reason", "duplicate").succeeds()
    crisis.run("log", "-i", name).succeeds()
    assert b"a secret" not in file.read_bytes()


def test_a_home_that_cannot_be_written_does_not_stop_anybody(crisis: Crisis, team: Database, tmp_path: Path) -> None:
    nowhere = tmp_path / "file"
    nowhere.touch()
    crisis.start()
    crisis.environment["CRISISCTL_HOME"] = str(nowhere)
    crisis.run("note", "on the server").succeeds()
    assert notes(crisis) == [("Ana", "on the server")]
    team.server.stop()
    crisis.run("note", "lost?").fails_with(5, "cannot be reached")
