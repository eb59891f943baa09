"""The log: every event there and back, and a chain in which no change to the past goes unseen."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any, get_type_hints

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from crisisctl import acts as act
from crisisctl import chain
from crisisctl.events import KINDS, DraftText, Event, Unknown, text_digest
from crisisctl.plain import from_plain, to_plain
from crisisctl.playbook import Organisation, Playbook

from .scene import DRAFT, MAIL, ORGANISATION, PLAYBOOK, START, scene

TEXT = st.text(st.characters(exclude_categories=()), max_size=20)
WHEN = st.datetimes(datetime(1900, 1, 2), datetime(9000, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - a bound
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
DATA = st.dictionaries(TEXT.filter(lambda key: key != "when"), JSON, max_size=4)
TEXTS = st.builds(DraftText, channel=TEXT, language=TEXT, subject=TEXT, text=TEXT, digest=TEXT, edited=st.booleans())
FIELDS: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(0, 10**6),
    bool: st.booleans(),
    datetime: WHEN,
    datetime | None: st.none() | WHEN,
    Any: JSON,
    Mapping[str, Any]: st.sampled_from([json.loads(json.dumps(to_plain(each))) for each in (PLAYBOOK, ORGANISATION)]),
    tuple[DraftText, ...]: st.lists(TEXTS, max_size=3).map(tuple),
}


def any_of(kind: type[Event]) -> st.SearchStrategy[Event]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{name: FIELDS[hints[name]] for name in kind.__struct_fields__})


def seal(events: Sequence[Event], after: Sequence[str] = (), when: datetime | None = None) -> list[str]:
    salts = count()
    return chain.seal(events, after, at=START, actor="Ana", when=when, salt=lambda: f"salt {next(salts)}")


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
@given(data=st.data(), when=st.none() | WHEN)
def test_every_event_comes_back_as_it_was(kind: type[Event], data: st.DataObject, when: datetime | None) -> None:
    events = [data.draw(any_of(kind)), data.draw(any_of(kind))]
    lines = seal(events, when=when)
    entries = [chain.parse(line) for line in lines]
    assert [entry.event for entry in entries] == events
    assert [(entry.seq, entry.actor, entry.at, entry.when) for entry in entries] == [
        (number, "Ana", START, when or START) for number in (1, 2)
    ]
    assert (entries[0].prev, entries[1].prev) == (chain.GENESIS, entries[0].digest)
    assert chain.verify(lines, entries[-1].digest) == chain.Verdict(2, entries[-1].digest, ())
    assert all(line.isascii() and "\n" not in line for line in lines)


@given(TEXT.filter(lambda name: name not in KINDS), DATA)
def test_an_event_of_a_newer_version_is_kept_and_can_be_written_again(name: str, data: dict[str, Any]) -> None:
    (line,) = seal([Unknown(name, data)])
    entry = chain.parse(line)
    assert entry.event == Unknown(name, data)
    assert seal([entry.event]) == [line]
    assert chain.verify([line]).problems == ()


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_fields_of_a_newer_version_are_passed_over(kind: type[Event]) -> None:
    event = _simple(kind)
    (line,) = seal([event])
    raw = json.loads(line)
    raw["data"] |= {"added_in_2030": {"x": 1}}
    raw |= {"witness": "somebody"}
    assert chain.parse(json.dumps(raw)).event == event


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_an_event_without_its_data_is_kept_as_unknown(kind: type[Event]) -> None:
    raw = json.loads(seal([_simple(kind)])[0])
    del raw["data"], raw["salt"]
    event = chain.parse(json.dumps(raw)).event
    bare = all(field in _defaults(kind) for field in kind.__struct_fields__)
    assert event == (kind() if bare else Unknown(kind.type, {}))


def _simple(kind: type[Event]) -> Event:
    simple: dict[Any, Any] = {str: "x", int: 1, bool: True, datetime: START, datetime | None: START, Any: [1]}
    simple |= {Mapping[str, Any]: {}, tuple[DraftText, ...]: (DRAFT, MAIL)}
    hints = get_type_hints(kind)
    return kind(**{name: simple[hints[name]] for name in kind.__struct_fields__})


def _defaults(kind: type[Event]) -> Sequence[str]:
    return kind.__struct_fields__[len(kind.__struct_fields__) - len(kind.__struct_defaults__) :]


def test_the_instants_among_the_fields_are_known() -> None:
    timed = {
        name: tuple(field for field, hint in get_type_hints(kind).items() if hint in {datetime, datetime | None})
        for name, kind in KINDS.items()
    }
    assert {name: fields for name, fields in timed.items() if fields} == chain._INSTANTS


@given(st.one_of(TEXT, JSON.map(json.dumps), DATA.map(json.dumps)))
def test_a_line_is_an_entry_or_a_value_error(line: str) -> None:
    with pytest.raises(ValueError, match="not an entry of the log"):
        chain.parse(line)


LINES = scene(
    act.Note("first", when=START - timedelta(hours=1)),
    act.Do("look"),
    act.SetFacts({"affected": "12"}),
    act.Draft("first", (DRAFT, MAIL), START + timedelta(hours=1)),
    act.Send("first"),
    act.Resolve(),
).store.read("small-20261122-1")
OTHERS = scene(act.Note("second"), act.Do("look")).store.read("small-20261122-1")
HEAD = json.loads(LINES[-1])["digest"]
KEYS = sorted(json.loads(LINES[0]))
PLACE = st.integers(0, len(LINES) - 1)


def test_an_untouched_log_verifies() -> None:
    assert chain.verify(LINES) == chain.Verdict(len(LINES), HEAD, ())
    assert chain.verify(LINES, HEAD).problems == ()
    assert chain.verify(()) == chain.Verdict(0, chain.GENESIS, ())


def test_a_head_noted_earlier_is_still_in_a_log_that_grew() -> None:
    assert chain.verify(LINES, json.loads(LINES[3])["digest"]).problems == ()


@given(PLACE, st.sampled_from(KEYS), JSON)
def test_any_edit_of_an_entry_is_found(place: int, key: str, value: Any) -> None:
    raw = json.loads(LINES[place])
    assume(json.dumps(raw[key], sort_keys=True) != json.dumps(value, sort_keys=True))
    _found_at(place, [*LINES[:place], json.dumps(raw | {key: value}), *LINES[place + 1 :]])


@given(PLACE, st.text(max_size=8), JSON)
def test_any_edit_of_data_is_found(place: int, key: str, value: Any) -> None:
    raw = json.loads(LINES[place])
    assume(json.dumps(raw["data"].get(key, "absent")) != json.dumps(value))
    raw["data"][key] = value
    _found_at(place, [*LINES[:place], json.dumps(raw), *LINES[place + 1 :]])


@given(PLACE, st.data())
def test_any_bit_of_a_line_that_flips_is_found(place: int, data: st.DataObject) -> None:
    line = LINES[place]
    at = data.draw(st.integers(0, len(line) - 1))
    flipped = line[:at] + chr(ord(line[at]) ^ (1 << data.draw(st.integers(0, 6)))) + line[at + 1 :]
    try:
        same = json.loads(flipped) == json.loads(line)
    except ValueError:
        same = False
    assume(not same)
    _found_at(place, [*LINES[:place], flipped, *LINES[place + 1 :]])


@pytest.mark.parametrize("place", range(len(LINES)))
@pytest.mark.parametrize("gone", [*([key] for key in KEYS), ["data", "salt"], KEYS])
def test_whatever_is_taken_out_of_an_entry_is_found(place: int, gone: list[str]) -> None:
    raw = {key: value for key, value in json.loads(LINES[place]).items() if key not in gone}
    _found_at(place, [*LINES[:place], json.dumps(raw), *LINES[place + 1 :]])


@given(st.permutations(range(len(LINES))))
def test_any_other_order_is_found(order: list[int]) -> None:
    assume(order != sorted(order))
    first = next(number for number, place in enumerate(order) if number != place)
    _found_at(first, [LINES[place] for place in order])


@given(PLACE)
def test_an_entry_that_was_doubled_is_found(place: int) -> None:
    _found_at(place + 1, [*LINES[: place + 1], *LINES[place:]])


@given(st.integers(0, len(LINES) - 2))
def test_an_entry_that_was_removed_is_found(place: int) -> None:
    _found_at(place, [*LINES[:place], *LINES[place + 1 :]])


@given(PLACE)
def test_a_cut_end_is_found_by_its_head(place: int) -> None:
    verdict = chain.verify(LINES[:place], HEAD)
    assert verdict.problems == (
        (place, f"the head digest {HEAD} is not in this log: its end was cut off, or it was rewritten"),
    )
    assert chain.verify(LINES[:place]).problems == ()  # which is why a head is noted elsewhere


def test_a_log_that_was_rewritten_from_some_entry_on_is_found_by_its_head() -> None:
    rewritten = [*LINES[:4], *seal([chain.parse(line).event for line in LINES[4:]], LINES[:4])]
    assert chain.verify(rewritten).problems == ()
    assert len(chain.verify(rewritten, HEAD).problems) == 1


def test_an_entry_of_another_log_is_found() -> None:
    _found_at(3, [*LINES[:3], OTHERS[3], *LINES[4:]])


def _found_at(place: int, lines: Sequence[str]) -> None:
    verdict = chain.verify(lines)
    assert verdict.problems
    assert verdict.problems[0][0] == place + 1
    assert all(text for _, text in verdict.problems)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda raw: raw["data"].update(text="other"), ["its data was changed after it was written"]),
        (lambda raw: raw.update(salt="other"), ["its data was changed after it was written"]),
        (lambda raw: raw.update(salt=5), ["is not an entry of the log", "does not follow from the entry before it"]),
        (lambda raw: raw.update(actor="Bo"), ["its envelope was changed after it was written"]),
        (lambda raw: raw.pop("data"), ["its data was taken away, and no entry says why"]),
        (
            lambda raw: raw.update(seq=9),
            [
                "has number 9: an entry is missing, doubled or out of order",
                "its envelope was changed after it was written",
            ],
        ),
    ],
)
def test_what_was_done_is_said(change: Callable[[dict[str, Any]], object], says: list[str]) -> None:
    raw = json.loads(LINES[3])
    change(raw)
    verdict = chain.verify([*LINES[:3], json.dumps(raw), *LINES[4:]])
    assert [text for _, text in verdict.problems] == says


def test_a_playbook_lies_in_the_log_as_it_was() -> None:
    plain = json.loads(json.dumps(to_plain(PLAYBOOK)))
    assert from_plain(Playbook, plain) == PLAYBOOK
    assert from_plain(Organisation, json.loads(json.dumps(to_plain(ORGANISATION)))) == ORGANISATION
    assert to_plain(Playbook("x", {})) == {"id": "x", "title": {}}


def test_the_digest_of_a_text_covers_its_subject_and_takes_any_text() -> None:
    assert text_digest("a", "b") == "sha256:" + sha256(b"a\nb").hexdigest()
    assert text_digest("\ud800", "x") == "sha256:" + sha256(b"?\nx").hexdigest()
