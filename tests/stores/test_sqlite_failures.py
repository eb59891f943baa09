"""What goes wrong with the file is told in one line with what to do, and never costs a line that was written."""

import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from crisisctl.errors import StoreFailed
from crisisctl.stores.sqlite import SqliteStore

WAIT = 0.2


def make(path: Path, *lines: str) -> None:
    with closing(SqliteStore(path)) as store:
        store.change("x", lambda _: lines or ["1", "2"])


def read(path: Path) -> tuple[str, ...]:
    with closing(SqliteStore(path)) as store:
        return tuple(store.read("x"))


def append(path: Path) -> None:
    with closing(SqliteStore(path, wait=WAIT)) as store:
        store.change("x", lambda _: ["next"])


def told(act: Callable[[Path], object], path: Path) -> str:
    """The message of the failure; the hint is there, and both are one line."""
    with pytest.raises(StoreFailed) as raised:
        act(path)
    assert raised.value.hint
    assert "\n" not in raised.value.message + raised.value.hint
    assert str(path) in raised.value.message
    return raised.value.message


def plain(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def limited(path: Path, size: int, what: str) -> str:
    """What a process prints that may not make files longer than ``size``: for it the disk is full."""
    code = f"""
        import pathlib, resource, sys
        from crisisctl.errors import StoreFailed
        from crisisctl.stores.sqlite import SqliteStore
        resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, resource.RLIM_INFINITY))
        store = SqliteStore(pathlib.Path(sys.argv[1]))
        try:
            print({what})
        except StoreFailed as failure:
            print(failure.message, "|", failure.hint)
        store.close()
    """
    arguments = [sys.executable, "-c", textwrap.dedent(code), str(path)]
    return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("act", [read, append])
class TestWhatIsNotALog:
    def test_a_folder(self, tmp_path: Path, act: Callable[[Path], object]) -> None:
        assert "it is a folder" in told(act, tmp_path)

    def test_below_a_file(self, tmp_path: Path, act: Callable[[Path], object]) -> None:
        (tmp_path / "file").touch()
        assert "Not a directory" in told(act, tmp_path / "file" / "log.db")

    def test_a_pipe(self, tmp_path: Path, act: Callable[[Path], object]) -> None:
        os.mkfifo(tmp_path / "pipe")
        assert "not a regular file" in told(act, tmp_path / "pipe")

    def test_a_text(self, tmp_path: Path, act: Callable[[Path], object]) -> None:
        path = tmp_path / "notes.txt"
        path.write_text("an outage began\n")
        assert "is not a crisisctl log" in told(act, path)
        assert path.read_text() == "an outage began\n"

    @pytest.mark.parametrize(
        "statement", ["CREATE TABLE log (incident, seq, line)", "PRAGMA user_version = 1", "PRAGMA application_id = 7"]
    )
    def test_another_programs_database(self, tmp_path: Path, act: Callable[[Path], object], statement: str) -> None:
        path = tmp_path / "places.sqlite"
        plain(path, statement)
        before = path.read_bytes()
        assert "another program's database" in told(act, path)
        assert path.read_bytes() == before

    def test_a_log_of_a_later_release(self, tmp_path: Path, act: Callable[[Path], object]) -> None:
        path = tmp_path / "log.db"
        make(path)
        plain(path, "PRAGMA user_version = 1002")
        assert "it needs 1.2 or later" in told(act, path)


@pytest.mark.parametrize("act", [read, append])
@pytest.mark.parametrize("keep", [4096, 20_000])
def test_a_cut_file(tmp_path: Path, act: Callable[[Path], object], keep: int) -> None:
    path = tmp_path / "log.db"
    make(path, *["x" * 100] * 1000)
    os.truncate(path, keep)
    assert "is damaged" in told(act, path)


@pytest.mark.parametrize("act", [read, append])
def test_overwritten_pages(tmp_path: Path, act: Callable[[Path], object]) -> None:
    path = tmp_path / "log.db"
    make(path, *["x" * 100] * 1000)
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 40_000)
    assert "is damaged" in told(act, path)


@pytest.mark.parametrize("act", [read, append])
def test_bytes_that_are_not_text(tmp_path: Path, act: Callable[[Path], object]) -> None:
    path = tmp_path / "log.db"
    make(path)
    plain(path, "INSERT INTO log VALUES ('x', 3, CAST(X'ff' AS TEXT), NULL)")
    assert "is damaged" in told(act, path)


def test_a_place_where_nothing_can_be_made(tmp_path: Path) -> None:
    path = Path("/proc/crisisctl/log.db")
    assert "No such file" in told(append, path)
    assert read(path) == ()
    (tmp_path / "dangling.db").symlink_to(tmp_path / "unmounted" / "log.db")
    assert "cannot be opened" in told(append, tmp_path / "dangling.db")


def test_another_writer_that_never_ends(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    make(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "is held by another program" in told(append, path)
        assert read(path) == ("1", "2")  # readers never wait
    append(path)


def test_who_begins_a_log_waits_for_others_too(tmp_path: Path) -> None:
    """SQLite forgets its time-out where a new file is switched to write-ahead mode while another writes in it."""
    path = tmp_path / "log.db"
    path.touch()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        assert "is held by another program" in told(append, path)
        assert time.monotonic() - begun >= WAIT
    append(path)


def test_a_full_database(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    with closing(SqliteStore(path)) as store:
        store.change("x", lambda _: ["1"])
        store._connection().execute("PRAGMA max_page_count = 20")
        assert "the disk is full" in told(lambda _: store.change("x", lambda _: ["y" * 1000] * 1000), path)
        assert store.change("x", lambda _: ["2"]) == ("1", "2")


@pytest.mark.parametrize("size", [0, 64 * 1024])
def test_a_full_disk(tmp_path: Path, size: int) -> None:
    path = tmp_path / "log.db"
    make(path)
    out = limited(path, size, 'store.change("x", lambda _: ["y" * 1000] * 1000)')
    assert out.startswith(f"the log {path} cannot be ")
    assert "| look at the disk" in out
    assert read(path) == ("1", "2")


def test_a_full_disk_at_the_very_first_change(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    assert "| look at the disk" in limited(path, 0, 'store.change("x", lambda _: ["1"])')
    assert read(path) == ()
    append(path)


def test_a_log_can_be_read_on_a_full_disk(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    make(path)
    assert limited(path, 0, 'store.read("x")') == "('1', '2')\n"


def test_a_read_only_folder_can_be_read(guarded: Path) -> None:
    path = guarded / "log.db"
    make(path)
    path.chmod(0o400)
    guarded.chmod(0o500)
    assert read(path) == ("1", "2")
    assert "cannot be" in told(append, path)
    assert [file.name for file in guarded.iterdir()] == ["log.db"]


def test_a_read_only_file_can_be_read_again_and_again(guarded: Path) -> None:
    path = guarded / "log.db"
    make(path)
    path.chmod(0o400)
    assert [read(path) for _ in range(3)] == [("1", "2")] * 3
    assert "is read-only" in told(append, path)
    assert read(path) == ("1", "2")


def test_lines_that_cannot_be_reached_are_not_left_out_silently(guarded: Path) -> None:
    alive, copy = guarded / "log.db", guarded / "copy" / "log.db"
    copy.parent.mkdir()
    with closing(SqliteStore(alive)) as store:
        store.change("x", lambda _: ["1"])
        for name in ("log.db", "log.db-wal"):
            shutil.copy(alive.with_name(name), copy.parent)
    copy.parent.chmod(0o500)
    (guarded / "link.db").symlink_to(copy)
    for path in (copy, guarded / "link.db"):
        assert "cannot be opened" in told(read, path)
    copy.parent.chmod(0o700)
    assert read(copy) == ("1",)


@pytest.mark.parametrize("act", [read, append])
def test_somebody_elses_file(guarded: Path, act: Callable[[Path], object]) -> None:
    path = guarded / "log.db"
    make(path)
    path.chmod(0)
    assert "cannot be opened" in told(act, path)


@pytest.mark.parametrize("act", [read, append])
def test_somebody_elses_folder(guarded: Path, act: Callable[[Path], object]) -> None:
    guarded.chmod(0)
    assert "Permission denied" in told(act, guarded / "log.db")


def test_a_folder_that_cannot_be_written(guarded: Path) -> None:
    guarded.chmod(0o500)
    assert "Permission denied" in told(append, guarded / "deep" / "log.db")
    assert "Permission denied" in told(append, guarded / "log.db")
    assert read(guarded / "deep" / "log.db") == ()


def test_who_waits_longer_than_that_is_not_turned_away_while_others_go_on(tmp_path: Path) -> None:
    """Another writer holds the lock nearly all the time for longer than that, and writes something each time."""
    path = tmp_path / "log.db"
    make(path)
    holds = threading.Event()
    wait, turns = 1.0, 6

    def write() -> None:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=60)) as other:
            for _ in range(turns):
                other.execute("BEGIN IMMEDIATE")
                other.execute("INSERT INTO log SELECT 'y', count(*) + 1, 'l', NULL FROM log WHERE incident = 'y'")
                holds.set()
                time.sleep(wait / 3)
                other.execute("COMMIT")

    with closing(SqliteStore(path)) as store:
        store.change("y", lambda _: ["first"])
    with ThreadPoolExecutor(1) as pool, closing(SqliteStore(path, wait=wait)) as store:
        writing = pool.submit(write)
        holds.wait()
        assert store.change("x", lambda _: ["3"])[-1] == "3"
        writing.result()
    assert read(path)[-1] == "3"


def test_a_first_page_that_is_damaged_at_any_byte_is_told_or_read(tmp_path: Path) -> None:
    """There lies what SQLite quotes when it complains, and what is no text any more cannot be quoted."""
    path = tmp_path / "log.db"
    make(path)
    whole = path.read_bytes()
    said = set()
    for at in range(0, 4096, 11):
        path.write_bytes(whole[:at] + b"\x80" + whole[at + 1 :])
        try:
            assert read(path) in {("1", "2"), ()}
        except StoreFailed as failed:
            said.add(failed.message.removeprefix(f"the log {path} ").split(" (")[0])
    assert "is damaged" in said
