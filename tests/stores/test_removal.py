"""What may be taken out of a log, asked of every store: a redacted line's data, a forgotten incident's lines."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from crisisctl.errors import StoreFailed
from crisisctl.stores import Lines, Store, open_store

from .test_contract import SHARED, STORES

TEXT = "hunter2 é"  # an invented password, which the store keeps escaped, as the log's lines are


def line(number: int, type_: str = "note.added", **data: Any) -> str:
    found = {"seq": number, "actor": "Zoé", "type": type_, "data": data, "salt": f"s{number}", "digest": f"d{number}"}
    return json.dumps(found, separators=(",", ":"))


LINES = (line(1, "incident.opened"), line(2, text=TEXT), line(3, "entry.redacted", seq=2), line(4, text="after"))
BARE = '{"seq":2,"actor":"Zo\\u00e9","type":"note.added","digest":"d2"}'
TOMBSTONE = line(1, "incident.forgotten", incident="x", entries=4, head="d4")


@pytest.fixture(params=STORES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return STORES[request.param](tmp_path)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with closing(open_store(url)) as opened:
        opened.change("x", lambda _: LINES)
        opened.change("y", lambda _: ["another"])
        yield opened


def test_a_redacted_line_loses_its_data_and_salt_and_nothing_else(store: Store) -> None:
    store.redact("x", [2])
    assert store.read("x") == (LINES[0], BARE, *LINES[2:])
    store.redact("x", [2])  # again is harmless
    assert store.change("x", lambda lines: [f"{len(lines)}"]) == (LINES[0], BARE, *LINES[2:], "4")
    assert store.read("y") == ("another",)


@pytest.mark.parametrize("seq", [-1, 0, 1, 3, 4, 5])
def test_a_line_that_no_later_one_redacts_keeps_its_data(store: Store, seq: int) -> None:
    store.change("x", lambda _: [line(5, "entry.redacted", seq=1)])  # not even then: the playbook lies there
    with pytest.raises(StoreFailed, match=f"nothing was taken out of the log: no later entry redacts entry {seq}"):
        store.redact("x", [seq])
    assert store.read("x") == (*LINES, line(5, "entry.redacted", seq=1))


@pytest.mark.parametrize("impostor", ["entry.redacted 2", line(5, "note.added", text='"entry.redacted"', seq=2)])
def test_only_a_redaction_redacts(store: Store, impostor: str) -> None:
    store.change("z", lambda _: [LINES[0], LINES[1], impostor])
    with pytest.raises(StoreFailed):
        store.redact("z", [2])
    assert store.read("z")[1] == LINES[1]


def test_an_unknown_incident_has_nothing_to_take_out(store: Store) -> None:
    with pytest.raises(StoreFailed, match="no later entry redacts entry 2"):
        store.redact("nowhere", [2])
    with pytest.raises(StoreFailed, match="there is nothing to forget"):
        store.forget("nowhere", lambda _: TOMBSTONE)
    assert store.incidents() == ("x", "y")


def test_a_forgotten_incident_is_one_line_in_the_same_place(store: Store) -> None:
    seen: list[Lines] = []

    def tombstone(lines: Lines) -> str:
        seen.append(lines)
        return TOMBSTONE

    assert store.forget("x", tombstone) == (TOMBSTONE,)
    assert seen == [LINES]
    assert (store.read("x"), store.read("y"), store.incidents()) == ((TOMBSTONE,), ("another",), ("x", "y"))
    with pytest.raises(StoreFailed):  # and what is left says for good what it stands for
        store.forget("x", lambda _: line(1, "incident.forgotten", incident="x", entries=1, head="d1"))
    assert store.read("x") == (TOMBSTONE,)


@pytest.mark.parametrize(
    "wrong",
    [
        "forgotten",
        line(2, "incident.forgotten", incident="x", entries=4, head="d4"),
        line(1, "incident.closed", incident="x", entries=4, head="d4"),
        line(1, "incident.forgotten", incident="y", entries=4, head="d4"),
        line(1, "incident.forgotten", incident="x", entries=3, head="d4"),
        line(1, "incident.forgotten", incident="x", entries=4, head="d3"),
    ],
)
def test_a_tombstone_that_stands_for_another_log_removes_nothing(store: Store, wrong: str) -> None:
    with pytest.raises(StoreFailed, match="does not say what it stands for"):
        store.forget("x", lambda _: wrong)
    assert store.read("x") == LINES


def test_a_tombstone_that_cannot_be_written_removes_nothing(store: Store) -> None:
    refusal = ValueError("not today")

    def refuse(_: Lines) -> str:
        raise refusal

    with pytest.raises(ValueError, match="not today"):
        store.forget("x", refuse)
    assert store.read("x") == LINES


@pytest.mark.parametrize("url", SHARED, indirect=True)
def test_what_one_removed_another_does_not_read(url: str, store: Store) -> None:
    with closing(open_store(url)) as other:
        assert other.read("x") == LINES
        store.redact("x", [2])
        assert other.read("x")[1] == BARE
        store.forget("x", lambda _: TOMBSTONE)
        assert other.read("x") == (TOMBSTONE,)


# What SQLite keeps, and what its file refuses from any client


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.db"


def _append(new: str, _: Lines) -> Sequence[str]:
    return [new]


def _bytes(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.iterdir())


@pytest.mark.parametrize("kind", [name for name in SHARED if name.startswith("sqlite")])
@pytest.mark.parametrize("forget", [False, True])
def test_the_bytes_are_gone_from_the_file(kind: str, forget: bool, tmp_path: Path) -> None:
    found = b"a secret that lies in the midst of many lines"
    many = [line(seq, text="x" * (seq * 37 % 900)) for seq in range(2, 400)]  # pages split, and lines move
    many[200] = line(202, text=f"{found.decode()} {'y' * 500}")
    with closing(open_store(STORES[kind](tmp_path))) as store:
        for each in (line(1, "incident.opened"), *many, line(400, "entry.redacted", seq=202)):
            store.change("a", partial(_append, each))
        assert found in _bytes(tmp_path / "log.db")
        if forget:
            store.forget("a", lambda _: line(1, "incident.forgotten", incident="a", entries=400, head="d400"))
        else:
            store.redact("a", [202])
        assert found not in _bytes(tmp_path / "log.db")


def test_another_program_that_reads_meanwhile_is_named(path: Path) -> None:
    from crisisctl.stores.sqlite import SqliteStore

    with closing(SqliteStore(path, wait=0.05)) as store:
        store.change("x", lambda _: LINES)
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            assert reader.execute("SELECT count(*) FROM log").fetchone() == (4,)
            with pytest.raises(StoreFailed) as raised:
                store.redact("x", [2])
        assert raised.value.message == (
            f"it was removed, but a trace may be left in {path}-wal, which another program is reading"
        )
        assert store.read("x")[1] == BARE
        store.redact("x", [2])
        assert b"hunter2" not in _bytes(path)


def _update(seq: int, new: str, incident: str = "x") -> tuple[str, Sequence[object]]:
    return "UPDATE log SET line = ? WHERE incident = ? AND seq = ?", (new, incident, seq)


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        _update(2, BARE.replace("note", "fact")),
        _update(2, '{"seq":2,"actor":"Zo\\u00e9","type":"note.added","salt":"s2","digest":"d2"}'),
        _update(2, "no JSON"),
        _update(4, '{"seq":4,"actor":"Zo\\u00e9","type":"note.added","digest":"d4"}'),  # no line redacts it
        _update(1, line(1, "incident.forgotten", incident="x", entries=3, head="d4")),
        _update(1, '{"seq":1}'),
        _update(1, TOMBSTONE, "y"),
        ("UPDATE log SET seq = 9, line = ? WHERE incident = 'x' AND seq = 2", (BARE,)),
        ("DELETE FROM log WHERE incident = 'x' AND seq > 1", ()),
    ],
)
def test_a_stranger_removes_only_what_the_log_says_is_removed(
    path: Path, statement: str, values: Sequence[object]
) -> None:
    with closing(open_store(f"sqlite://{path}")) as store, closing(sqlite3.connect(path)) as plain:
        store.change("x", lambda _: LINES)
        store.change("y", lambda _: ["another"])
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            plain.execute(statement, values)
        plain.rollback()
        assert (store.read("x"), store.read("y")) == (LINES, ("another",))


def test_a_file_begun_before_there_were_removals_gets_its_new_triggers(path: Path) -> None:
    with closing(open_store(f"sqlite://{path}")) as store:
        store.change("x", lambda _: LINES)
        with closing(sqlite3.connect(path)) as plain:
            plain.executescript("""DROP TRIGGER log_no_update; CREATE TRIGGER log_no_update BEFORE UPDATE ON log
                BEGIN SELECT RAISE(ABORT, 'the log is append-only: a line is never changed'); END""")
        store.redact("x", [2])
        assert store.read("x")[1] == BARE
        with closing(sqlite3.connect(path)) as plain, pytest.raises(sqlite3.IntegrityError):
            plain.execute("UPDATE log SET line = 'x'")
