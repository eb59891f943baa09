"""Anything at all is read or refused: logs, expressions, times, counters, phrases. A longer run: docs/security.md."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from crisisctl import acts, chain, channels, expressions
from crisisctl.checks._restoring import waiting_rows
from crisisctl.errors import StoreFailed
from crisisctl.evolve import replay
from crisisctl.plain import to_plain
from crisisctl.queries import view
from crisisctl.sharing.spool import Kept, Spool, kept
from crisisctl.text import clean, in_json
from crisisctl.times import parse_instant, parse_promise
from hostile.incident import STRINGS, lines
from making import PARIS

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
ANY = st.one_of(st.text(st.characters(exclude_categories=()), max_size=80), st.sampled_from(STRINGS))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
LOG = lines("plain words")


@given(st.one_of(ANY, VALUES.map(json.dumps)))
def test_any_line_is_an_entry_or_none(line: str) -> None:
    try:
        chain.parse(line)
    except ValueError:
        pass
    assert chain.verify([line]).problems


@given(
    st.integers(0, len(LOG) - 1),
    st.sampled_from(["seq", "at", "actor", "type", "data", "salt", "prev", "digest"]),
    VALUES,
)
def test_one_field_changed_is_found_and_the_log_is_read_or_refused(index: int, field: str, value: object) -> None:
    raw = json.loads(LOG[index])
    if raw[field] == value:
        return
    changed = [*LOG[:index], json.dumps({**raw, field: value}), *LOG[index + 1 :]]
    assert chain.verify(changed).problems
    try:
        view(replay(chain.parse(line) for line in changed), NOW)
    except ValueError:
        return


@given(st.integers(0, len(LOG) - 1), st.dictionaries(st.sampled_from(["text", "name", "value", "step", "person", "role", "due",
       "channel", "state", "message", "drafts", "number", "seq", "playbook", "clock", "start"]), VALUES, max_size=4))  # fmt: skip
def test_data_of_any_kind_is_read_or_kept_as_unknown(index: int, data: dict[str, object]) -> None:
    raw = json.loads(LOG[index])
    changed = [*LOG[:index], json.dumps({**raw, "data": {**raw["data"], **data}}), *LOG[index + 1 :]]
    try:
        view(replay(chain.parse(line) for line in changed), NOW)
    except ValueError:
        return


_WORDS = st.sampled_from(
    ["a", "b", "severity", "down", "==", "!=", "<", ">=", "in", "not", "and", "or", "'x'", "1", "(", ")", "[", "]", ",", "-",
     "none", "true", ".", "()", "lambda:", "**", "if", "else", "for"]
)  # fmt: skip


@given(st.one_of(ANY, st.lists(_WORDS, max_size=20).map(" ".join)), st.dictionaries(st.sampled_from("ab"), VALUES))
def test_any_expression_holds_or_is_refused(text: str, values: dict[str, object]) -> None:
    try:
        assert expressions.holds(text, {**values, "severity": "SEV1", "down": ("sms",)}) in {True, False}
    except ValueError:
        assert expressions.check(text) is not None


@given(ANY)
def test_any_text_is_a_time_or_is_refused(text: str) -> None:
    for read in (parse_instant, parse_promise):
        try:
            assert read(text, NOW, PARIS).tzinfo is not None
        except ValueError:
            pass


@given(ANY, st.sampled_from(channels.ids()))
def test_any_text_is_counted(text: str, channel: str) -> None:
    found = channels.get(channel).count(text)
    assert found.length >= 0
    assert found.parts >= 0


@given(VALUES)
def test_json_for_a_terminal_is_the_same_value(value: object) -> None:
    told = in_json(json.dumps(value, ensure_ascii=False))
    assert json.dumps(json.loads(told)) == json.dumps(json.loads(json.dumps(value)))
    assert clean(told) == told


_KIND = st.sampled_from([name for name, kind in vars(acts).items() if isinstance(kind, type)])
_ACT = st.dictionaries(
    st.sampled_from(["step", "text", "values", "reason", "when", "person", "role", "seq", "message", "drafts", "answers", "kind"]),
    VALUES | st.just("2026-11-22T03:00:00Z"),
    max_size=5,
)  # fmt: skip
_CELL = st.one_of(st.none(), st.integers(), st.floats(), st.binary(max_size=20), ANY)
_ROW = st.one_of(
    st.lists(_CELL, max_size=11),
    st.tuples(
        _CELL | st.integers(1, 9),
        ANY,
        _KIND | ANY,
        _ACT.map(json.dumps) | ANY,
        st.datetimes().map(lambda at: at.isoformat() + "Z") | ANY,
        ANY,
        st.lists(st.text(max_size=5) | VALUES, max_size=3).map(json.dumps) | ANY,
        ANY,
        ANY,
    ),
)


@given(_ROW)
def test_any_row_of_the_spool_is_an_act_or_says_why_not(row: list[object] | tuple[object, ...]) -> None:
    found = kept(row)
    if isinstance(found, Kept):
        again = (*row[:3], json.dumps(to_plain(found.act)), *row[4:])
        assert kept(again) == found
    else:
        assert found.why


@cache
def _spooled() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        spool = Spool(Path(folder) / "spool.db")
        spool.remember(INCIDENT_ID, LOG)
        for number in range(12):
            spool.keep(INCIDENT_ID, acts.Note("x" * 400 * number), NOW, "Ana", LOG[:number], "")
        spool.refuse(3, "no")
        return spool.path.read_bytes()


INCIDENT_ID = "outage-20261122-1"


@given(
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=40)), max_size=4),
    st.floats(0, 1),
)
def test_any_file_of_the_spool_is_read_as_far_as_it_goes(changes: list[tuple[float, bytes]], end: float) -> None:
    data = bytearray(_spooled())
    for at, piece in changes:
        place = int(at * len(data))
        data[place : place + len(piece)] = piece
    data = data[: int(end * len(data)) if end < 0.5 else len(data)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spool.db"
        path.write_bytes(data)
        spool = Spool(path)
        for look in (spool.kept, spool.unread, spool.damage, lambda: spool.remembered(INCIDENT_ID)):
            try:
                look()
            except StoreFailed:
                continue
    rows, _ = waiting_rows(bytes(data))
    assert all(isinstance(kept(row), Kept) for row in rows)
