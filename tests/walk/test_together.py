"""Two people, two terminals, one server: each sees what the other does; and what happens when the server goes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from postgres import Database, Server, team_database
from walk.terminal import Place, Terminal
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


def entries(place: Place) -> list[tuple[str, str]]:
    lines = [line for line in place.run("log", "--format", "jsonl").splitlines() if line.startswith("{")]
    return [(entry["type"], entry["actor"]) for entry in map(json.loads, lines)]


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
