"""The team's server keeps its connections and says nothing: acts and reads go on here, and nothing is done twice."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Crisis
from crisisctl.errors import Unreachable
from crisisctl.stores import Lines, _postgresql_patience, open_store
from faults.proxy import Proxy
from faults.test_postgresql import settled
from postgres import Server, team_database
from walk.terminal import Place
from walk.test_walk import WORDS, confirm, opened

QUICK = "?connect_timeout=2"
"""As short as the driver lets it be: a test need not wait as long as a person's network may take."""
EN = WORDS["en"]


@pytest.fixture
def frozen(server: Server) -> Iterator[Server]:
    """The server, which whoever takes this may freeze."""
    yield server
    server.thaw()


def test_acts_and_reads_go_on_while_the_server_is_frozen(team: Crisis, frozen: Server) -> None:
    team.environment["CRISISCTL_STORE"] += QUICK
    name = team.environment["CRISISCTL_INCIDENT"]
    frozen.freeze()
    kept = team.run("note", "kept").succeeds()
    assert kept.stdout == f"{name}  not yet shared  Note: kept\n"
    assert "cannot be reached (connection timeout expired): this is this machine's copy" in kept.stderr
    team.run("status").says("SERVER AWAY since", "not yet shared: 1")
    frozen.thaw()
    team.run("note", "and on").succeeds()
    settled(team, {"kept": True, "and on": True})
    team.run("store", "spool").prints("", "nothing waits\n")


def test_a_server_that_freezes_in_the_midst_of_a_change(frozen: Server) -> None:
    """The connection stands, the lock is ours, and what is to be written is on its way."""
    database = team_database(frozen)

    def freeze(_: Lines) -> Sequence[str]:
        frozen.freeze()
        return ["2"]

    with closing(open_store(database.url + QUICK)) as store:
        store.change("x", lambda _: ["1"])
        with pytest.raises(Unreachable) as raised:
            store.change("x", freeze)
        assert raised.value.message.endswith("cannot be reached (it keeps the connection, and does not answer)")
        assert raised.value.tried == ("2",)
        frozen.thaw()
        assert store.change("x", lambda lines: [str(len(lines) + 1)]) == ("1", "2")


def test_reads_of_a_connection_that_stands(frozen: Server) -> None:
    database = team_database(frozen)
    with closing(open_store(database.url + QUICK)) as store:
        store.change("x", lambda _: ["1"])
        assert not store.wait("x", 1, 0)
        for read in (lambda: store.read("x"), store.incidents, lambda: store.wait("x", 1, 60)):
            frozen.freeze()
            with pytest.raises(Unreachable):
                read()
            frozen.thaw()
            assert store.read("x") == ("1",)
            assert not store.wait("x", 1, 0)


@pytest.mark.parametrize("said_last", [b"INSERT", b"COMMIT"])
def test_an_act_whose_answer_never_came_is_there_once(team: Crisis, proxy: Proxy, said_last: bytes) -> None:
    """The server has taken what was sent, and whoever sent it does not hear: was it written, or not?"""
    team.environment["CRISISCTL_STORE"] += QUICK
    proxy.mute_at = said_last
    kept = team.json("note", "in doubt")
    assert kept["shared"] is False
    proxy.hear()
    told = team.run("note", "and on").succeeds().stderr
    assert "act 1 of Ana, kept" in told
    assert "is shared now" in told
    settled(team, {"in doubt": True, "and on": True})
    team.run("store", "spool").prints("", "nothing waits\n")


def test_an_act_in_doubt_whose_words_were_redacted_meanwhile_is_not_written_again(team: Crisis, proxy: Proxy) -> None:
    here = team.environment["CRISISCTL_STORE"]
    team.environment["CRISISCTL_STORE"] = here + QUICK
    proxy.mute_at = b"COMMIT"
    assert team.json("note", "a password: swordfish")["shared"] is False
    proxy.hear()
    keeper = here.replace("//bo:", "//chloe:")
    elsewhere = {"CRISISCTL_STORE": keeper, "CRISISCTL_HOME": str(team.folder / "another machine")}
    seq = str(len(team.spawn("log", "--format", "jsonl", environment=elsewhere).stdout.splitlines()))
    assert team.spawn("redact", seq, "--reason", "it slipped in", "--yes", environment=elsewhere).code == 0
    team.run("list").succeeds()
    team.run("store", "spool").prints("", "nothing waits\n")
    left = team.run("log", "--format", "jsonl").succeeds().stdout.count("swordfish")
    assert left == 0
    team.run("verify").succeeds()


def test_a_server_that_freezes_while_people_act(team: Crisis, frozen: Server) -> None:
    """At whatever moment it comes: every act is acknowledged, kept or not, and there once when all is well again."""
    acts = """
from crisisctl.__main__ import run
import sys
for number in range(12):
    code = run(["note", f"note {number}"])
    print("code", code, flush=True)
"""
    environment = {**os.environ, **team.environment}
    environment["CRISISCTL_STORE"] += QUICK
    codes = []
    with subprocess.Popen([sys.executable, "-c", acts], stdout=subprocess.PIPE, text=True, env=environment) as acting:
        assert acting.stdout
        for line in acting.stdout:
            if line.startswith("code "):
                codes.append(line)
                if len(codes) in {3, 7}:
                    frozen.freeze()
                if len(codes) in {5, 8}:
                    frozen.thaw()
    assert codes == ["code 0\n"] * 12
    team.run("note", "and on").succeeds()
    settled(team, {**{f"note {number}": True for number in range(12)}, "and on": True})


def test_who_waits_for_their_turn_is_not_taken_for_forsaken(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Silence for many times as long as somebody listens before they knock: the server answers at its door."""
    monkeypatch.setattr(_postgresql_patience, "_SILENCE_SECONDS", 0.05)
    url = team_database(server).url
    has_lock, go_on = threading.Event(), threading.Event()
    knocks: list[bool] = []
    answers = _postgresql_patience._answers

    def count(door: bytes) -> bool:
        knocks.append(answers(door))
        if len(knocks) == 3:
            go_on.set()
        return knocks[-1]

    def hold(_: Lines) -> Sequence[str]:
        has_lock.set()
        go_on.wait(30)
        return ["first"]

    monkeypatch.setattr(_postgresql_patience, "_answers", count)
    with closing(open_store(url)) as one, closing(open_store(url)) as other:
        first = threading.Thread(target=one.change, args=("x", hold))
        first.start()
        assert has_lock.wait(30)
        assert other.change("x", lambda _: ["second"]) == ("first", "second")
        first.join()
    assert len(knocks) >= 3
    assert all(knocks)


def test_the_walk_goes_on_while_the_server_is_frozen(tmp_path: Path, frozen: Server) -> None:
    url = team_database(frozen).url + QUICK
    place = Place(tmp_path, {"CRISISCTL_STORE": url, "CRISISCTL_LANG": "en"})
    walk = opened(place)
    frozen.freeze()
    walk.until("SERVER AWAY since", EN["look"])
    confirm(walk, EN, "look")
    walk.until("not yet shared: 1", "(not yet shared)", EN["sources"])
    walk.send("q")
    assert walk.finish() == 0
    again = place.terminal("walk")
    again.until("SERVER AWAY since", "not yet shared: 1", EN["sources"])
    frozen.thaw()
    again.until("of Ana, kept", "is shared now", EN["sources"])
    assert "SERVER AWAY" not in again.shown
    again.send("q")
    assert again.finish() == 0
    assert place.run("log").count("Done: “Look at it yourself”") == 1
