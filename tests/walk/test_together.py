"""Two people, two terminals, one server: each sees what the other does; and what happens when the server goes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from postgres import Database, Server, team_database
from walk.terminal import HERE, Place, Terminal
from walk.test_walk import WORDS, confirm, opened

EN, FR = WORDS["en"], WORDS["fr"]


@pytest.fixture
def server() -> Iterator[Server]:
    """One that the test may stop."""
    made = Server()
    made.start()
    yield made
    made.remove()


def seat_at(path: Path, team: Database, who: str) -> Place:
    """The machine of one person: a home of their own, and the team's server."""
    path.mkdir()
    return Place(path, {"CRISISCTL_STORE": team.url, "CRISISCTL_ACTOR": who, "CRISISCTL_LANG": "en"})


def walking(place: Place, language: str = "en") -> Terminal:
    return place.terminal("walk", CRISISCTL_LANG=language)


def log(place: Place) -> list[dict[str, Any]]:
    lines = place.run("log", "--format", "jsonl").splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")]


def entries(place: Place) -> list[tuple[str, str]]:
    return [(entry["type"], entry["actor"]) for entry in log(place)]


def test_each_sees_the_step_of_the_other(tmp_path: Path) -> None:
    team = team_database()
    ana, bo = seat_at(tmp_path / "ana", team, "Ana"), seat_at(tmp_path / "bo", team, "Bo")
    hers = opened(ana)
    his = walking(bo, "fr")
    his.until(FR["look"])
    confirm(hers, EN, "look")
    his.until("entre-temps, Ana · Fait : « Le voir soi-même »", FR["sources"])
    his.send("n")
    his.answer("Entrée seule : annuler", "Passerelle relancée")
    hers.until("meanwhile, Bo · Note: Passerelle relancée", EN["sources"])
    for terminal in (hers, his):
        terminal.send("q")
        assert terminal.finish() == 0


def test_status_and_log_follow_along(tmp_path: Path) -> None:
    team = team_database()
    ana = seat_at(tmp_path / "ana", team, "Ana")
    bo = seat_at(tmp_path / "bo", team, "Bo")
    opened(ana).send("q")
    status, log = bo.terminal("status", "--watch"), bo.terminal("log", "--follow")
    status.until("NOW  Look at it yourself")
    log.until("opened")
    ana.run("done", "look")
    status.until("NOW  Ask two sources")
    log.until("Done: “Look at it yourself”")
    for terminal in (status, log):
        terminal.send("\x03")
        assert terminal.finish() == 130


def test_the_walk_goes_on_while_the_server_is_away(tmp_path: Path, server: Server) -> None:
    team = team_database(server)
    ana = seat_at(tmp_path / "ana", team, "Ana")
    bo = seat_at(tmp_path / "bo", team, "Bo")
    hers = opened(ana)
    his = bo.terminal("status", "--watch")
    his.until("NOW  Look at it yourself")
    server.kill()
    hers.until("SERVER AWAY since", EN["look"])
    his.until("SERVER AWAY since", EN["look"])
    confirm(hers, EN, "look")
    hers.until("SERVER AWAY since", "not yet shared: 1", "(not yet shared)", EN["sources"])
    server.start()
    hers.until("of Ana, kept", "is shared now", EN["sources"])
    assert "SERVER AWAY" not in hers.shown
    his.until(EN["sources"])
    assert "SERVER AWAY" not in his.until(EN["sources"])
    his.send("\x03")
    his.finish()
    hers.send("q")
    assert hers.finish() == 0
    assert entries(bo)[-1] == ("step.done", "Ana")


@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
def test_each_sees_at_which_step_the_other_is_until_they_leave(tmp_path: Path, store: str) -> None:
    ana, bo = pair(tmp_path, store)
    hers = opened(ana)
    assert "also here" not in hers.shown
    his = walking(bo, "fr")
    his.until(FR["look"], "aussi ici : Ana est aussi à cette étape")
    hers.until("also here: Bo is at this step too")
    his.send("g")
    his.answer("Quelle étape maintenant", "sources")
    hers.until("also here: Bo: Ask two sources")
    his.until("aussi ici : Ana : Le voir soi-même")
    assert "also here: Ana: Look at it yourself · Bo: Ask two sources" in ana.run("who")
    present = json.loads(bo.run("status", "--format", "json"))["present"]
    assert [(each["person"], each["step"]) for each in present] == [("Ana", "look"), ("Bo", "sources")]
    his.kill()
    hers.until("also here:", gone=True)
    hers.send("q")
    assert hers.finish() == 0
    assert json.loads(bo.run("who", "--format", "json"))["present"] == []


@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
def test_two_who_finish_one_step_are_told_who_did(tmp_path: Path, store: str) -> None:
    """Both have the question before them: one answers, then the other. The screen of the other goes on."""
    ana, bo = pair(tmp_path, store)
    hers, his = opened(ana), walking(bo)
    his.until(EN["look"])
    for terminal in (hers, his):
        terminal.press(EN["look"], "d")
        terminal.until("Done: Look at it yourself?")
    hers.send("\r")
    hers.until(EN["sources"])
    his.send("\r")
    his.until("Ana did this", "s ago: look is done", EN["sources"])
    for terminal in (hers, his):
        terminal.send("q")
        assert terminal.finish() == 0
    assert [each for each in entries(ana) if each[0] == "step.done"] == [("step.done", "Ana")]


def test_a_role_is_offered_in_one_walk_and_accepted_in_the_other(tmp_path: Path) -> None:
    ana, bo = pair(tmp_path, "sqlite")
    hers, his = opened(ana), walking(bo)
    his.until(EN["look"])
    hers.send("p")
    hers.answer("number or name", "1")
    hers.answer("Who takes over from Ana?", "Bo")
    hers.answer("What must they know?", "cause unknown")
    hers.press("Has Bo said yes already?", "n")
    hers.press("The brief for Bo", "q")
    hers.until("Incident lead offered to Bo, not accepted yet: Ana holds it")
    his.until("Incident lead offered to Bo, not accepted yet: Ana holds it")
    his.send("p")
    his.answer("number or name", "1")
    his.answer("I take it over (Bo)", "1")
    his.press("The brief for Bo", "q")
    hers.until("meanwhile, Bo · Ana hands the role “Incident lead” over to Bo: cause unknown", "Incident lead Bo")
    assert "not accepted yet" not in hers.shown
    for terminal in (hers, his):
        terminal.send("q")
        assert terminal.finish() == 0


def pair(folder: Path, store: str) -> tuple[Place, Place]:
    """Two people at one log: on a server, or in one file."""
    if store == "postgresql":
        team = team_database()
        return seat_at(folder / "ana", team, "Ana"), seat_at(folder / "bo", team, "Bo")
    ana = Place(folder, {"CRISISCTL_LANG": "en"})
    return ana, Place(folder, {"CRISISCTL_ACTOR": "Bo", "CRISISCTL_LANG": "en"})


def two_at_an_update(folder: Path) -> tuple[Place, Terminal]:
    """Bo, and the walk of Ana at the step that tells customers more; what it is hangs on a fact."""
    ana, bo = pair(folder, "sqlite")
    shutil.copy(HERE / "outgoing.yaml", folder)
    known = ["--set", "service=WhatsApp", "--set", "affected=1200", "--severity", "SEV1", "--role", "lead=Ana"]
    ana.run("start", "outgoing.yaml", "--no-walk", "--title", "x", *known, "--at", "50 min ago")
    ana.run("sent", "alert")
    ana.run("sent", "notice", "--force", "--reason", "test", "--at", "45 min ago")
    hers = walking(ana)
    hers.until("NOW  Keep them posted", "[q] leave")
    return bo, hers


def test_a_key_meant_for_the_step_that_was_there_is_not_taken_for_the_next(tmp_path: Path) -> None:
    bo, hers = two_at_an_update(tmp_path)
    hers.press("[n]", "n")
    hers.until("Note")
    bo.run("set", "news=nothing")
    hers.send("half of it\rk")  # the key follows before anybody could read what stands there now
    hers.until("[k] not taken: “Nothing has changed” has just replaced")
    hers.send("k")
    hers.answer("Why skip “Nothing has changed”?", "said on the phone")
    hers.until("said on the phone")
    hers.send("q")
    assert hers.finish() == 0
    skipped = [each for each in log(bo) if each["type"] == "step.skipped"]
    assert [each["data"]["step"] for each in skipped] == ["same"]


def test_a_step_that_falls_away_under_a_question_is_left_alone(tmp_path: Path) -> None:
    bo, hers = two_at_an_update(tmp_path)
    hers.press("[k]" if "[k]" in hers.shown else "[n]", "k")
    hers.until("Why skip “Keep them posted”?")
    bo.run("set", "news=nothing")
    hers.send("somebody did it\r")
    hers.until("nothing recorded: “Keep them posted” does not apply any more", "NOW  Nothing has changed")
    hers.until("now next: “Nothing has changed” (it was “Keep them posted”)")
    hers.send("q")
    assert hers.finish() == 0
    assert "step.skipped" not in {each["type"] for each in log(bo)}
