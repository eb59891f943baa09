"""What every store promises, asked of each. A new store is one more line in STORES."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crisisctl import registry
from crisisctl.errors import NotFound, StoreFailed
from crisisctl.stores import Lines, Presence, Store, open_store
from crisisctl.stores.sqlite import connect
from postgres import team_database


def _without_write_ahead_log(folder: Path) -> str:
    """The same file as it is on a network drive."""
    url = f"sqlite://{folder}/journal.db"
    with closing(open_store(url)) as store:
        store.change("x", lambda _: [])
    with closing(connect(folder / "journal.db")) as plain:
        assert plain.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
    return url


def _on_server(_: Path) -> str:
    """A database of its own, set up as an administrator does, used by somebody who may read, append, and remove."""
    return team_database().keeper


STORES: dict[str, Callable[[Path], str]] = {
    "memory": lambda _: "memory:",
    "sqlite": lambda folder: f"sqlite://{folder}/log.db",
    "sqlite-journal": _without_write_ahead_log,
    "postgresql": _on_server,
}
SHARED = [name for name in STORES if name != "memory"]  # those another process can open

_WRITER = """
import sys
from crisisctl.stores import open_store
url, name, times = sys.argv[1:]
for turn in range(int(times)):
    store = open_store(url)
    store.change("x", lambda lines: [f"{len(lines)} {name} {turn}"])
    store.close()
    print(f"{name} {turn}", flush=True)
"""


@pytest.fixture(params=STORES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return STORES[request.param](tmp_path)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with closing(open_store(url)) as opened:
        yield opened


def append(store: Store, incident: str, *lines: str) -> Lines:
    return store.change(incident, lambda _: lines)


def test_every_store_of_the_folder_is_asked() -> None:
    assert {name.partition("-")[0] for name in STORES} == set(registry.names("crisisctl.stores"))


def test_a_new_store_is_empty(store: Store) -> None:
    assert (store.read("x"), store.incidents()) == ((), ())


def test_lines_come_back_in_order(store: Store) -> None:
    assert append(store, "x", "1", "2") == ("1", "2")
    assert append(store, "x", "3") == ("1", "2", "3")
    assert store.read("x") == ("1", "2", "3")


@pytest.mark.parametrize(("after", "rest"), [(-1, ("1", "2", "3")), (1, ("2", "3")), (3, ()), (9, ())])
def test_only_what_is_new_can_be_read(store: Store, after: int, rest: tuple[str, ...]) -> None:
    append(store, "x", "1", "2", "3")
    assert store.read("x", after) == rest
    assert store.read("y", after) == ()


def test_incidents_do_not_mix_and_are_listed_as_they_began(store: Store) -> None:
    for incident in ("b", "c", "a", "b", "é", "A"):
        append(store, incident, f"of {incident}")
    assert store.incidents() == ("b", "c", "a", "é", "A")
    assert [store.read(incident) for incident in ("a", "A", "b")] == [("of a",), ("of A",), ("of b", "of b")]


def test_the_decision_sees_what_is_there(store: Store) -> None:
    seen: list[Lines] = []

    def more(lines: Lines) -> Sequence[str]:
        seen.append(tuple(lines))
        return [str(len(lines))]

    for _ in range(3):
        store.change("x", more)
    assert seen == [(), ("0",), ("0", "1")]


@pytest.mark.parametrize("before", [(), ("1",)])
def test_a_refused_decision_writes_nothing_and_says_so_itself(store: Store, before: tuple[str, ...]) -> None:
    append(store, "x", *before)
    refusal = NotFound("no step `x`", "see crisisctl status")

    def refuse(_: Lines) -> Sequence[str]:
        raise refusal

    with pytest.raises(NotFound) as raised:
        store.change("x", refuse)
    assert raised.value is refusal
    assert raised.value.__cause__ is None
    assert store.read("x") == before
    assert append(store, "x", "next") == (*before, "next")


def test_appending_nothing_is_fine_and_begins_nothing(store: Store) -> None:
    assert append(store, "x") == ()
    assert store.incidents() == ()
    append(store, "y", "1")
    assert append(store, "y") == ("1",)


@pytest.mark.parametrize(
    "line", ["", "é 漢 🚨", "a\u2028b\u2029c\x85d", "tab\t cr\r esc\x1b end", "'; DROP TABLE log; --"]
)
def test_a_line_is_kept_as_it_is(store: Store, line: str) -> None:
    append(store, "x", line, "after")
    assert store.read("x") == (line, "after")


@pytest.mark.parametrize("line", ["two\nlines", "ends\n", "nul\0", "half a pair \ud83d"])
def test_what_is_not_one_line_of_text_is_refused_whole(store: Store, line: str) -> None:
    with pytest.raises(StoreFailed, match="not one line of valid text"):
        append(store, "x", "fine", line)
    assert store.read("x") == ()


def test_a_name_that_is_not_text_is_unknown_and_cannot_be_begun(store: Store) -> None:
    assert store.read("\udcff") == ()
    with pytest.raises(StoreFailed):
        append(store, "\udcff", "1")
    assert store.incidents() == ()


def test_ten_thousand_lines(store: Store) -> None:
    lines = tuple(json.dumps({"seq": number, "text": "x" * 200}) for number in range(10_000))
    append(store, "x", *lines[:9_999])
    assert append(store, "x", lines[-1]) == lines
    assert store.read("x") == lines


def test_it_can_be_closed_twice_and_used_again(url: str, store: Store) -> None:
    append(store, "x", "1")
    store.close()
    store.close()
    assert append(store, "x", "2") == ("1", "2")


def test_threads_may_share_it(store: Store) -> None:
    def write(number: int) -> Lines:
        return store.change(f"incident {number % 3}", lambda lines: [str(len(lines))])

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(write, range(240)))
    for incident in store.incidents():
        assert store.read(incident) == tuple(map(str, range(80)))


def test_a_thread_never_reads_half_a_change(store: Store) -> None:
    def write() -> None:
        for _ in range(3):
            append(store, "x", *["line"] * 20_000)

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        seen = {len(store.read("x")) % 20_000}
        while not writing.done():
            seen.add(len(store.read("x")) % 20_000)
        writing.result()
    assert seen == {0}


@pytest.mark.parametrize("url", SHARED, indirect=True)
def test_what_one_wrote_another_reads(url: str, store: Store) -> None:
    with closing(open_store(url)) as other:
        assert other.read("x") == ()
        append(store, "x", "1")
        assert other.read("x") == ("1",)
        append(other, "x", "2")
        assert store.read("x", after=1) == ("2",)


def test_waiting_ends_when_there_is_more_already(store: Store) -> None:
    append(store, "x", "1", "2")
    assert store.wait("x", 1, 60)


def test_waiting_ends_with_its_time(store: Store) -> None:
    append(store, "x", "1")
    append(store, "y", "1", "2")
    assert not store.wait("x", 1, 0.01)
    assert not store.wait("z", 0, 0)


def test_waiting_ends_when_another_writes(url: str, store: Store) -> None:
    append(store, "x", "1")
    with closing(store if url == "memory:" else open_store(url)) as other, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(store.wait, "x", 1, 60)
        append(other, "y", "of another incident")
        append(other, "x", "2")
        assert waiting.result(60)


def test_waiting_ends_when_somebody_types(store: Store) -> None:
    append(store, "x", "1")
    keyboard, fingers = os.pipe()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(store.wait, "x", 1, 60, keyboard)
        os.write(fingers, b"n")
        assert not waiting.result(60)
    assert os.read(keyboard, 9) == b"n"  # what was typed is left for whoever reads it
    os.close(keyboard)
    os.close(fingers)


SINCE = datetime(2026, 11, 22, 2, 14, 5, tzinfo=UTC)
_SITTER = """
import sys
from datetime import UTC, datetime
from crisisctl.stores import Presence, open_store
store = open_store(sys.argv[1])
store.attend("x", Presence("Bo", 2, datetime(2026, 11, 22, 2, 14, 5, tzinfo=UTC)))
print("sits", flush=True)
sys.stdin.read()
"""


def empties(store: Store) -> None:
    """A server hears a moment later that somebody has gone."""
    until = time.monotonic() + 30
    while store.attending("x"):
        assert time.monotonic() < until


def test_nobody_else_is_there_at_first_and_one_is_no_company_to_oneself(store: Store) -> None:
    append(store, "x", "1")
    store.attend("x", Presence("Ana", 1, SINCE))
    assert (tuple(store.attending("x")), tuple(store.attending("y"))) == ((), ())


@pytest.mark.parametrize("url", SHARED, indirect=True)
def test_each_sees_who_else_is_there_and_where(url: str, store: Store) -> None:
    append(store, "x", "1")
    append(store, "y", "1")
    chloe = Presence("Chloé d’Été 漢", 12, SINCE)
    with closing(open_store(url)) as other, closing(open_store(url)) as third:
        other.attend("x", chloe)
        third.attend("y", Presence("Dov", 1, SINCE))
        assert (tuple(store.attending("x")), tuple(other.attending("x"))) == ((chloe,), ())
        other.attend("x", chloe._replace(step=13))
        assert tuple(store.attending("x")) == (chloe._replace(step=13),)
        third.attend("x", Presence("Dov", 0, SINCE))
        assert {each.person for each in store.attending("x")} == {"Chloé d’Été 漢", "Dov"}
        assert tuple(store.attending("y")) == ()
        third.attend("x", None)
        third.attend("x", None)
        assert tuple(store.attending("x")) == (chloe._replace(step=13),)
    empties(store)


@pytest.mark.parametrize("url", SHARED, indirect=True)
def test_a_long_name_may_be_cut_and_a_strange_one_does_no_harm(url: str, store: Store) -> None:
    append(store, "x", "1")
    for name in ("Maximiliane " * 6, "漢" * 80, "", "- 1 -", "a b  c"):
        with closing(open_store(url)) as other:
            other.attend("x", Presence(name, 1, SINCE))
            (found,) = store.attending("x")
            assert name.startswith(found.person)
        empties(store)


@pytest.mark.parametrize("url", SHARED, indirect=True)
def test_whoever_is_killed_is_not_there_any_more(url: str, store: Store) -> None:
    append(store, "x", "1")
    sitter = subprocess.Popen(
        [sys.executable, "-c", _SITTER, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with sitter:
        assert sitter.stdout
        assert sitter.stdout.readline() == "sits\n"
        assert tuple(store.attending("x")) == (Presence("Bo", 2, SINCE),)
        sitter.kill()
    empties(store)


@pytest.mark.parametrize("url", SHARED, indirect=True)
@pytest.mark.parametrize(("writers", "times"), [(8, 25), (50, 2)])
def test_processes_write_at_once_and_nobody_is_turned_away(url: str, store: Store, writers: int, times: int) -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITER, url, str(name), str(times)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in range(writers)
    ]
    ended = [process.communicate(timeout=120) for process in started]
    assert [error for _, error in ended if error] == []
    acknowledged = [line for out, _ in ended for line in out.splitlines()]
    assert len(acknowledged) == writers * times
    places, written = zip(*(line.split(" ", 1) for line in store.read("x")), strict=True)
    assert places == tuple(map(str, range(writers * times)))  # each decided on what was there when it was written
    assert sorted(written) == sorted(acknowledged)
    for out, _ in ended:  # and each one's own lines are in its own order
        mine = out.splitlines()
        assert [line for line in written if line in mine] == mine


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mysql://ana:secret@db/x", "`mysql` is not a kind of store"),
        ("postgresql:ana:secret@db/x", "the URL of a PostgreSQL log is not understood"),
        ("postgresql://ana:secret@db:x/x?y", "the URL of a PostgreSQL log is not understood"),
        ("postgres://ana:secret@db/x?sslmode", "the URL of a PostgreSQL log is not understood"),
        ("/var/lib/log.db", "`/var/lib/log.db` is not a kind of store"),
        ("_files:", "`_files` is not a kind of store"),
        ("", "`` is not a kind of store"),
        ("memory:x", "a store in memory has no name"),
        ("sqlite:log.db", "the URL of a SQLite log needs the absolute path of a file"),
        ("sqlite://log.db", "the URL of a SQLite log needs the absolute path of a file"),
        ("sqlite:///", "the URL of a SQLite log needs the absolute path of a file"),
        ("sqlite:///a\0b", "the URL of a SQLite log needs the absolute path of a file"),
    ],
)
def test_a_url_that_is_not_understood_is_told_without_its_password(url: str, told: str) -> None:
    with pytest.raises(StoreFailed) as raised:
        open_store(url)
    assert raised.value.message == told
    assert any(form in raised.value.hint for form in ("sqlite:///absolute/path", "memory:", "postgresql://user@host"))
    assert "secret" not in raised.value.message + raised.value.hint


def test_a_driver_is_loaded_only_when_its_store_is_opened() -> None:
    code = "import sys, crisisctl.stores as s; s.open_store('memory:'); print('sqlite3' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
