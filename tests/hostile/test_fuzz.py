"""Anything at all is read or refused: logs, expressions, times, counters, phrases. A longer run: docs/security.md."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from crisisctl import chain, channels, expressions
from crisisctl.evolve import replay
from crisisctl.queries import view
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
