"""The server itself: what it refuses from any client, what it is like to be cut off, what it says when it is wrong."""

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from typing import Any

import psycopg
import pytest

from crisisctl.errors import StoreFailed, Unreachable
from crisisctl.stores import Finding, Lines, Store, open_store, server_at
from postgres import KEEPER, MEMBER, Database, Server, shared_server, team_database

from .test_removal import BARE, LINES, TOMBSTONE, line

OWNS = "postgres owns the log, or is a superuser, and could take its guards away"


@pytest.fixture(scope="module")
def team() -> Database:
    return team_database()


@pytest.fixture
def fresh() -> Database:
    return team_database()


@pytest.fixture
def store(fresh: Database) -> Iterator[Store]:
    """Seen by somebody who may only read and append."""
    with closing(open_store(fresh.url)) as opened:
        yield opened


@pytest.fixture(scope="module")
def strangers(team: Database) -> Iterator[dict[str, psycopg.Connection[Any]]]:
    """Other programs' connections to a log of two incidents: a member's, a keeper's, and the owner's own."""
    with closing(open_store(team.url)) as opened:
        opened.change("a", lambda _: ["a1", "a2"])
        opened.change("b", lambda _: ["b1"])
        opened.change("x", lambda _: LINES)
    urls = {MEMBER: team.url, KEEPER: team.keeper, "owner": team.owner}
    found = {name: psycopg.connect(url, autocommit=True) for name, url in urls.items()}
    found["owner"].execute("SET session_replication_role = replica")  # which switches ordinary triggers off
    yield found
    for connection in found.values():
        connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE crisisctl.log SET line = 'x' WHERE incident = 'a' AND seq = 1",
        "UPDATE crisisctl.log SET seq = 9 WHERE incident = 'a' AND seq = 2",
        "UPDATE crisisctl.log SET number = 9 WHERE incident = 'b'",
        "DELETE FROM crisisctl.log WHERE incident = 'a' AND seq = 2",
        "DELETE FROM crisisctl.log",
        "TRUNCATE crisisctl.log",
        "INSERT INTO crisisctl.log VALUES ('a', 2, 'x') ON CONFLICT (incident, seq) DO UPDATE SET line = 'x'",
        "INSERT INTO crisisctl.log VALUES ('a', 1, 'x') ON CONFLICT DO NOTHING",
        "INSERT INTO crisisctl.log VALUES ('a', 2, 'duplicate')",
        "INSERT INTO crisisctl.log VALUES ('a', 4, 'gap')",
        "INSERT INTO crisisctl.log VALUES ('a', 0, 'before')",
        "INSERT INTO crisisctl.log VALUES ('a', NULL, 'x')",
        "INSERT INTO crisisctl.log VALUES ('c', 1, 'a number of its own choice', 4)",
        "INSERT INTO crisisctl.log VALUES ('c', 2, 'not begun')",
        "INSERT INTO crisisctl.log VALUES (NULL, 1, 'x')",
        "INSERT INTO crisisctl.log VALUES ('a', 3, NULL)",
        "INSERT INTO crisisctl.log VALUES ('a', 3, 'two' || chr(10) || 'lines')",
    ],
)
@pytest.mark.parametrize("who", [MEMBER, KEEPER, "owner"])
def test_the_past_refuses_every_client(
    team: Database, strangers: dict[str, psycopg.Connection[Any]], who: str, statement: str
) -> None:
    with pytest.raises((psycopg.errors.IntegrityError, psycopg.errors.InsufficientPrivilege)):
        strangers[who].execute(statement.encode())
    with closing(open_store(team.url)) as opened:
        assert opened.incidents() == ("a", "b", "x")
        assert [opened.read(name) for name in ("a", "b", "x")] == [("a1", "a2"), ("b1",), LINES]


@pytest.mark.parametrize(
    ("seq", "new"),
    [
        (2, BARE.replace("note", "fact")),
        (2, '{"seq":2,"actor":"Zo\\u00e9","type":"note.added","salt":"s2","digest":"d2"}'),
        (2, BARE.replace(":", ": ")),
        (2, "no JSON"),
        (4, '{"seq":4,"actor":"Zo\\u00e9","type":"note.added","digest":"d4"}'),  # no line redacts it
        (1, line(1, "incident.forgotten", incident="x", entries=3, head="d4")),
        (1, line(1, "incident.forgotten", incident="a", entries=4, head="d4")),
        (1, '{"seq":1}'),
    ],
)
@pytest.mark.parametrize("who", [KEEPER, "owner"])
def test_a_stranger_removes_only_what_the_log_says_is_removed(
    strangers: dict[str, psycopg.Connection[Any]], who: str, seq: int, new: str
) -> None:
    with pytest.raises(psycopg.errors.IntegrityError, match="append-only"):
        strangers[who].execute("UPDATE crisisctl.log SET line = %s WHERE incident = 'x' AND seq = %s", (new, seq))


def test_a_member_may_not_even_remove_what_the_log_says_is_removed(store: Store) -> None:
    store.change("x", lambda _: LINES)
    for remove in (lambda: store.redact("x", [2]), lambda: store.forget("x", lambda _: TOMBSTONE)):
        with pytest.raises(StoreFailed, match="does not let this user do that"):
            remove()
    assert store.read("x") == LINES


@pytest.mark.parametrize("text", ["nul \0 in it", 'quotes " and \\ and {}[], é 🚨', "a" * 100_000])
def test_what_is_redacted_keeps_every_other_letter(fresh: Database, text: str) -> None:
    with closing(open_store(fresh.keeper)) as keeper:
        given = (LINES[0], line(2, text=text), LINES[2])
        keeper.change("x", lambda _: given)
        keeper.redact("x", [2])
        assert keeper.read("x") == (given[0], BARE, given[2])


def test_another_program_waits_for_its_turn_like_everybody(fresh: Database, store: Store) -> None:
    store.change("x", lambda _: ["1"])
    waits = threading.Event()

    def write() -> None:
        with fresh.server.connect(fresh.name, MEMBER) as plain:
            waits.set()
            plain.execute("INSERT INTO crisisctl.log VALUES ('x', 3, 'third')")

    other = threading.Thread(target=write)

    def more(lines: Lines) -> Sequence[str]:
        other.start()
        assert waits.wait(60)
        return ["2"]

    store.change("x", more)
    other.join(60)
    assert store.read("x") == ("1", "2", "third")


def test_nobody_waits_for_another_incident(fresh: Database, store: Store) -> None:
    def more(_: Lines) -> Sequence[str]:
        with closing(open_store(fresh.url)) as other:
            return other.change("y", lambda _: ["while the other is held"])

    assert store.change("x", more) == ("while the other is held",)


@pytest.fixture
def own_server() -> Iterator[Server]:
    """One that the test may stop."""
    server = Server()
    server.start()
    yield server
    server.remove()


def test_a_server_that_comes_back_is_found_again(own_server: Server) -> None:
    with closing(open_store(team_database(own_server).url)) as store:
        store.change("x", lambda _: ["1"])
        assert not store.wait("x", 1, 0)
        own_server.kill()
        uses: list[Callable[[], object]] = [
            lambda: store.read("x"), store.incidents, lambda: store.change("x", lambda _: ["2"]),
        ]  # fmt: skip
        for use in uses:
            with pytest.raises(Unreachable) as raised:
                use()
            assert re.fullmatch(
                r"the server 127\.0\.0\.1:\d+/crisis_\w+ cannot be reached \(.+\)", raised.value.message
            )
            assert "hidden-word" not in raised.value.message + raised.value.hint
        own_server.start()
        assert store.change("x", lambda _: ["2"]) == ("1", "2")
        own_server.stop()
        own_server.start()
        assert store.read("x") == ("1", "2")
        with suppress(Unreachable):
            store.wait("x", 2, 0)
        assert not store.wait("x", 2, 0)


def test_a_server_that_goes_in_the_midst_of_a_change_leaves_nothing_behind(own_server: Server) -> None:
    def kill(_: Lines) -> Sequence[str]:
        own_server.kill()
        return ["2"]

    with closing(open_store(team_database(own_server).url)) as store:
        store.change("x", lambda _: ["1"])
        with pytest.raises(Unreachable) as raised:
            store.change("x", kill)
        assert raised.value.tried == ("2",)
        own_server.start()
        assert store.read("x") == ("1",)


def test_a_connection_that_is_cut_in_the_midst_of_a_change_is_made_again(fresh: Database, store: Store) -> None:
    cuts = 0

    def cut(lines: Lines) -> Sequence[str]:
        nonlocal cuts
        cuts += 1
        if cuts == 1:
            with fresh.server.connect(fresh.name) as owner:
                owner.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s AND datname = %s",
                    (MEMBER, fresh.name),
                )
        return [str(len(lines) + 1)]

    assert store.change("x", cut) == ("1",)
    assert store.read("x") == ("1",)


def test_what_was_written_although_nobody_heard_is_not_written_twice(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worst moment: the server has committed, and the connection breaks before it says so."""
    from psycopg.transaction import BaseTransaction

    commit = BaseTransaction._commit_gen
    broken: list[bool] = []

    def commit_and_break(self: Any) -> Any:
        yield from commit(self)
        if not broken:
            broken.append(True)
            self._conn.close()
            raise psycopg.OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(BaseTransaction, "_commit_gen", commit_and_break)
    assert store.change("x", lambda lines: [str(len(lines) + 1)]) == ("1",)
    assert broken
    assert store.read("x") == ("1",)


def test_a_database_without_a_log_says_who_makes_one() -> None:
    server = shared_server()
    with closing(open_store(server.url(server.database()))) as store, pytest.raises(StoreFailed) as raised:
        store.incidents()
    assert raised.value.message.endswith(" does not exist yet: the database holds none")
    assert raised.value.hint == "an administrator makes it by: crisisctl store init --apply"


def test_a_log_of_a_later_release(fresh: Database, store: Store) -> None:
    with fresh.server.connect(fresh.name) as owner:
        owner.execute("COMMENT ON TABLE crisisctl.log IS 'crisisctl log, format 1002'")
    with pytest.raises(StoreFailed, match=r"was set up by a newer crisisctl: it needs 1\.2 or later"):
        store.read("x")


def test_who_is_not_let_in_is_told_so(fresh: Database) -> None:
    with closing(open_store(fresh.server.url(fresh.name, "mallory"))) as store, pytest.raises(StoreFailed) as raised:
        store.read("x")
    assert not isinstance(raised.value, Unreachable)
    assert raised.value.message.endswith('does not let us in (role "mallory" does not exist)')
    assert "hidden-word" not in raised.value.message + raised.value.hint


def check(url: str) -> list[str]:
    server = server_at(url)
    assert server is not None
    about, findings = server.check()
    assert about.startswith("PostgreSQL 16.")
    assert all(finding.hint for finding in findings)
    return [Finding(*finding).problem for finding in findings]


@pytest.mark.parametrize("url", ["url", "keeper"])
def test_a_server_that_was_set_up_is_fine(team: Database, url: str) -> None:
    assert check(getattr(team, url)) == []


def test_whoever_owns_the_log_is_warned(team: Database) -> None:
    assert check(team.owner) == [OWNS]


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        ("DROP SCHEMA crisisctl CASCADE", "the database holds no crisisctl log"),
        (
            "DROP TRIGGER log_no_update ON crisisctl.log",
            "the trigger log_no_update is missing: the past can be changed",
        ),
        (
            "ALTER TABLE crisisctl.log DISABLE TRIGGER log_no_delete",
            "the trigger log_no_delete is switched off, or not always on: the past can be changed",
        ),
        (
            "CREATE OR REPLACE FUNCTION crisisctl.no_update() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN RETURN NEW; END'",
            "the function crisisctl.no_update is another one than ours",
        ),
        (
            f"GRANT UPDATE ON crisisctl.log TO {MEMBER}",
            f"{MEMBER} has more rights on the log than to read and append: UPDATE",
        ),
        (
            "GRANT ALL ON crisisctl.log TO PUBLIC",
            "everybody (PUBLIC) has more rights on the log than to read and append: "
            "DELETE, INSERT, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE",
        ),
        ("REVOKE INSERT ON crisisctl.log FROM crisisctl_writer", f"{MEMBER} may not append to the log"),
        ("COMMENT ON TABLE crisisctl.log IS 'crisisctl log, format 2002'", "the log was set up by a newer crisisctl"),
        ("COMMENT ON TABLE crisisctl.log IS 'crisisctl log, format 0'", "the log was set up by an older crisisctl"),
    ],
)
def test_what_is_wrong_is_found_and_mended(fresh: Database, damage: str, problem: str) -> None:
    with fresh.server.connect(fresh.name) as owner:
        owner.execute(damage.encode())
    assert problem in check(fresh.url)
    if "2002" in damage:
        return
    server = server_at(fresh.owner)
    assert server is not None
    with suppress(StoreFailed):
        server.apply((MEMBER,), (KEEPER,))
    left = check(fresh.url)
    assert left == ([problem] if damage.startswith("GRANT UPDATE") else []), left  # a person's own grant is theirs


def test_a_server_that_answers_before_its_disk_does_is_told(own_server: Server) -> None:
    own_server.stop()
    own_server.settings["fsync"] = "off"
    own_server.start()
    team = team_database(own_server)
    assert check(team.url) == ["the server does not write to its disk before it answers: fsync is off"]
