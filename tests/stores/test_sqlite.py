"""The file itself: what it refuses from any client, who may read it, what outlives a kill."""

import fcntl
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from threading import Barrier

import pytest

from crisisctl.stores import open_store
from crisisctl.stores.sqlite import SqliteStore, connect

BATCH = 20
_BATCHES = f"""
import sys
from crisisctl.stores import open_store
store = open_store(sys.argv[1])
while True:
    print(len(store.change("x", lambda lines: [str(len(lines) + more) for more in range({BATCH})])), flush=True)
"""
_ONE_LONG_CHANGE = """
import sys
from crisisctl.stores import open_store
open_store(sys.argv[1]).change("x", lambda lines: ["y" * 1000] * 200_000)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    with closing(SqliteStore(path)) as opened:
        yield opened


@pytest.fixture
def stranger(path: Path, store: SqliteStore) -> Iterator[sqlite3.Connection]:
    """Another program's connection, with nothing set, to a log of two incidents."""
    store.change("a", lambda _: ["a1", "a2"])
    store.change("b", lambda _: ["b1"])
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        yield plain


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log SET line = 'x' WHERE incident = 'a' AND seq = 1",
        "UPDATE OR REPLACE log SET seq = 1 WHERE incident = 'a' AND seq = 2",
        "UPDATE log SET number = 9 WHERE incident = 'b'",
        "DELETE FROM log WHERE incident = 'a' AND seq = 2",
        "DELETE FROM log",
        "REPLACE INTO log VALUES ('a', 1, 'x', 1)",
        "REPLACE INTO log VALUES ('a', 2, 'x', NULL)",
        "INSERT OR REPLACE INTO log VALUES ('c', 1, 'x', 1)",  # another incident's number: it would take a1 away
        "INSERT OR REPLACE INTO log VALUES ('a', 3, 'x', 1)",
        "INSERT INTO log VALUES ('a', 2, 'x', NULL) ON CONFLICT DO UPDATE SET line = 'x'",
        "INSERT INTO log VALUES ('a', 2, 'duplicate', NULL)",
        "INSERT INTO log VALUES ('a', 4, 'gap', NULL)",
        "INSERT INTO log VALUES ('a', 0, 'before', NULL)",
        "INSERT INTO log VALUES ('a', NULL, 'x', NULL)",
        "INSERT INTO log VALUES ('a', 2.5, 'x', NULL)",
        "INSERT INTO log VALUES ('c', 1, 'no number', NULL)",
        "INSERT INTO log VALUES ('c', 1, 'gap in the numbers', 4)",
        "INSERT INTO log VALUES (NULL, 1, 'x', 3)",
        "INSERT INTO log VALUES (X'61', 1, 'x', 3)",
        "INSERT INTO log VALUES ('a', 3, NULL, NULL)",
        "INSERT INTO log VALUES ('a', 3, X'00', NULL)",
        "INSERT INTO log VALUES ('a', 3, 'two' || char(10) || 'lines', NULL)",
    ],
)
def test_the_past_refuses_every_client(stranger: sqlite3.Connection, store: SqliteStore, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        stranger.execute(statement)
    assert store.incidents() == ("a", "b")
    assert (store.read("a"), store.read("b")) == (("a1", "a2"), ("b1",))


def test_ignoring_the_conflict_does_not_help(stranger: sqlite3.Connection, store: SqliteStore) -> None:
    with suppress(sqlite3.IntegrityError):
        stranger.execute("INSERT OR IGNORE INTO log VALUES ('a', 1, 'x', 1)")
    assert store.read("a") == ("a1", "a2")


def test_no_row_id_offers_a_second_key(stranger: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no column named rowid"):
        stranger.execute("INSERT OR REPLACE INTO log (rowid, incident, seq, line, number) VALUES (1, 'c', 1, 'x', 3)")


def test_any_client_may_append_what_comes_next(stranger: sqlite3.Connection, store: SqliteStore) -> None:
    stranger.execute("INSERT INTO log VALUES ('a', 3, 'a3', NULL), ('c', 1, 'c1', 3)")
    assert (store.read("a"), store.incidents()) == (("a1", "a2", "a3"), ("a", "b", "c"))


def test_what_a_trigger_cannot_stop_is_left_to_the_chain_of_digests(
    stranger: sqlite3.Connection, store: SqliteStore
) -> None:
    stranger.execute("DROP TRIGGER log_no_update")
    stranger.execute("UPDATE log SET line = 'forged' WHERE incident = 'b'")
    assert store.read("b") == ("forged",)  # a store knows only lines; `crisisctl verify` tells


def test_reading_makes_nothing(tmp_path: Path) -> None:
    with closing(open_store(f"sqlite://{tmp_path}/deep/log.db")) as store:
        assert (store.read("x"), store.incidents()) == ((), ())
    assert not (tmp_path / "deep").exists()


def test_an_empty_file_is_an_empty_log(path: Path, store: SqliteStore) -> None:
    path.touch()
    assert store.incidents() == ()
    assert path.stat().st_size == 0
    assert store.change("x", lambda _: ["1"]) == ("1",)


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "data" / "crisisctl" / "log.db"
    usual = os.umask(0)
    try:
        with closing(SqliteStore(path)) as store:
            store.change("x", lambda _: ["1"])
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    finally:
        os.umask(usual)
    assert modes == {"log.db": 0o600, "log.db-wal": 0o600, "log.db-shm": 0o600}
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (path.parent, path.parent.parent)] == [0o700, 0o700]
    assert [file.name for file in path.parent.iterdir()] == ["log.db"]  # closed, it is one file to copy


def test_what_its_owner_chose_to_share_stays_shared(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    path.touch()
    path.chmod(0o660)
    with closing(SqliteStore(path)) as store:
        store.change("x", lambda _: ["1"])
    assert stat.S_IMODE(path.stat().st_mode) == 0o660


@pytest.mark.parametrize("turn", range(15))
def test_threads_may_begin_the_same_log_at_once(path: Path, turn: int) -> None:
    together = Barrier(8)

    def begin(number: int) -> None:
        with closing(SqliteStore(path)) as mine:
            together.wait()
            mine.change(f"{number}", lambda _: ["1"])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(begin, range(8)))
    with closing(SqliteStore(path)) as store:
        assert sorted(store.incidents()) == list("01234567")


def test_what_is_acknowledged_is_on_the_disk(path: Path, store: SqliteStore) -> None:
    store.change("x", lambda _: ["1"])
    with closing(connect(path)) as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (3,)  # extra
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_killed_between_and_in_changes_it_keeps_whole_ones(path: Path, store: SqliteStore) -> None:
    for acknowledgements in (1, 3, 7, 12):
        with subprocess.Popen(
            [sys.executable, "-c", _BATCHES, f"sqlite://{path}"], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout
            for _ in range(acknowledgements):
                child.stdout.readline()
            child.send_signal(signal.SIGKILL)
            rest = [line for line in child.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
        lines = store.read("x")
        acknowledged = int(rest[-1]) if rest else 0
        assert len(lines) % BATCH == 0
        assert len(lines) >= acknowledged
        assert lines == tuple(map(str, range(len(lines))))


def test_killed_in_the_midst_of_a_long_change_it_keeps_nothing_of_it(path: Path, store: SqliteStore) -> None:
    store.change("x", lambda _: ["before"])
    wal = path.with_name("log.db-wal")
    with subprocess.Popen([sys.executable, "-c", _ONE_LONG_CHANGE, f"sqlite://{path}"]) as child:
        while wal.stat().st_size < 4_000_000:  # by then it has written thousands of lines, and not the last
            assert child.poll() is None
            time.sleep(0.001)
        child.kill()
    assert store.read("x") == ("before",)
    assert store.change("x", lambda _: ["after"]) == ("before", "after")


def test_a_file_moved_away_is_not_written_into(path: Path, store: SqliteStore) -> None:
    store.change("x", lambda _: ["1"])
    path.rename(path.with_name("old.db"))
    assert store.read("x") == ()
    assert store.change("x", lambda lines: [f"seen {len(lines)}"]) == ("seen 0",)
    with closing(SqliteStore(path)) as other:
        assert other.read("x") == ("seen 0",)


def test_a_link_to_a_log_is_the_log(tmp_path: Path, path: Path, store: SqliteStore) -> None:
    link = tmp_path / "elsewhere" / "link.db"
    link.parent.mkdir()
    link.symlink_to(path)
    store.change("x", lambda _: ["1"])
    with closing(SqliteStore(link)) as linked:
        assert linked.change("x", lambda _: ["2"]) == ("1", "2")
    assert store.read("x") == ("1", "2")


@pytest.mark.parametrize("name", ["a b.db", "50%41?x=1#y.db", "é漢.db", "\udcff.db", "mode=memory"])
def test_a_path_is_taken_literally(tmp_path: Path, name: str) -> None:
    with closing(open_store(f"sqlite://{tmp_path}/made/{name}")) as store:
        store.change("x", lambda _: ["1"])
    assert [file.name for file in (tmp_path / "made").iterdir()] == [name]


def test_a_long_append_costs_no_more_a_line_than_a_short_one(store: SqliteStore) -> None:
    def steps(incident: str, count: int) -> int:
        store.change("any", lambda _: ["1"])  # opens the connection
        ticks = 0

        def tick() -> int:
            nonlocal ticks
            ticks += 1
            return 0

        store._connection().set_progress_handler(
            tick, 100
        )  # every hundred instructions of SQLite: steadier than a clock
        store.change(incident, lambda _: ["x"] * count)
        return ticks

    assert steps("many", 20_000) < 15 * steps("few", 2_000)  # ten times is linear; counting the lines makes it eighty


def test_a_seat_that_was_being_made_when_its_program_was_killed_is_cleared_away(path: Path, store: SqliteStore) -> None:
    """But not one that somebody is making now, nor one that somebody holds."""
    store.change("x", lambda _: ["1"])
    folder = path.with_name("log.db-here")
    folder.mkdir(mode=0o700)
    old, young, held = (folder / f".{name * 16}-{name * 12}" for name in "abc")
    for each in (old, young, held):
        each.touch()
    for each in (old, held):
        os.utime(each, (0, 0))
    with held.open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert list(store.attending("x")) == []
        assert sorted(folder.iterdir()) == [young, held]
    assert list(store.attending("x")) == []
    assert list(folder.iterdir()) == [young]
