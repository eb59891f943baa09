"""The values of facts: read from what a person types, shown in their language."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisctl.playbook import FACT_TYPES, Input
from crisisctl.values import format_number, join, parse_value, show_value

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 22, 2, 14, tzinfo=UTC)
CHOICES = {"out": {"en": "Sent out", "fr": "Envoyé"}, "lost": {"": "Lost"}}


def spec(kind: str, pattern: str | None = None) -> Input:
    return Input("f", kind, choices=CHOICES if kind == "choice" else {}, pattern=pattern)


GOOD = [
    ("text", "  WhatsApp ", "WhatsApp", "WhatsApp", "WhatsApp"),
    ("text", "=1+1 {{ x }} <b>", "=1+1 {{ x }} <b>", "=1+1 {{ x }} <b>", "=1+1 {{ x }} <b>"),
    ("integer", "1200", 1200, "1\u00a0200", "1,200"),
    ("integer", "1,200", 1200, "1\u00a0200", "1,200"),
    ("integer", "1,200,000", 1200000, "1\u00a0200\u00a0000", "1,200,000"),
    ("number", "1,200.5", 1200.5, "1\u00a0200,5", "1,200.5"),
    ("number", "0,125", 0.125, "0,125", "0.125"),
    ("integer", "1\u00a0200", 1200, "1\u00a0200", "1,200"),
    ("integer", "1 200", 1200, "1\u00a0200", "1,200"),
    ("integer", "1\u202f200’000", 1200000, "1\u00a0200\u00a0000", "1,200,000"),
    ("integer", "-3", -3, "-3", "-3"),
    ("number", "12,5", 12.5, "12,5", "12.5"),
    ("number", "1_000.25", 1000.25, "1\u00a0000,25", "1,000.25"),
    ("number", "3", 3.0, "3", "3"),
    ("number", "-0", 0.0, "0", "0"),
    ("boolean", "Oui", True, "oui", "yes"),
    ("boolean", "0", False, "non", "no"),
    ("choice", "OUT", "out", "Envoyé", "Sent out"),
    ("choice", "envoyé", "out", "Envoyé", "Sent out"),
    ("choice", "lost", "lost", "Lost", "Lost"),
    ("datetime", "03:00", "2026-11-22T02:00:00Z", "22\u00a0novembre 3\u00a0h\u00a000", "22\u00a0November 3:00\u00a0am"),
    ("duration", "1h30", 5400, "1 h 30", "1 h 30"),
    ("list", "a, b ,, c", ["a", "b", "c"], "a, b et c", "a, b and c"),
    ("list", "a, b; c", ["a, b", "c"], "a, b et c", "a, b and c"),
    ("list", "alone", ["alone"], "alone", "alone"),
]


@pytest.mark.parametrize(("kind", "raw", "value", "fr", "en"), GOOD)
def test_values(kind: str, raw: str, value: object, fr: str, en: str) -> None:
    found = parse_value(spec(kind), raw, NOW, PARIS)
    assert found == value
    assert type(found) is type(value)
    assert show_value(spec(kind), found, "fr", PARIS) == fr
    assert show_value(spec(kind), found, "en", PARIS) == en


def test_every_type_is_read_and_refused() -> None:
    assert {kind for kind, *_ in GOOD} == set(FACT_TYPES)
    assert {kind for kind, *_ in BAD} == set(FACT_TYPES)


BAD = [
    ("text", " \n", "f: the value is empty"),
    ("text", "x" * 10_001, "f: 10001 characters; a fact has at most 10000"),
    ("integer", "1.5", "f: `1.5` is not a whole number: write for instance 1200"),
    ("integer", "9" * 19, f"f: `{'9' * 19}` is too large: a number has at most 18 digits"),
    ("number", "9" * 20, f"f: `{'9' * 20}` is too large: a number has at most 18 digits"),
    ("integer", "12,00", "f: `12,00` is not a whole number: write for instance 1200"),
    ("number", "1,200", "f: `1,200` may be 1200 or 1.200: write it in one of these ways"),
    ("number", "1e400", "f: `1e400` is not a number: write for instance 12.5"),
    ("number", "nan", "f: `nan` is not a number: write for instance 12.5"),
    ("boolean", "maybe", "f: `maybe` is neither yes nor no"),
    ("choice", "outt", "f: `outt` is not one of out, lost, did you mean `out`?"),
    ("datetime", "later", 'f: `later` is not a time: write 14:05, "10 min ago", "yesterday 23:50" or 2026-11-22T14:05'),
    ("duration", "30", "f: `30` has no unit: write 30m for minutes, 30h for hours"),
    ("list", "; ;", "f: the value is empty"),
]


@pytest.mark.parametrize(("kind", "raw", "reason"), BAD)
def test_what_is_no_value(kind: str, raw: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(reason)}$"):
        parse_value(spec(kind), raw, NOW, PARIS)


def test_a_pattern_holds_for_the_whole_value() -> None:
    assert parse_value(spec("text", r"T-\d+"), " T-12 ", NOW, PARIS) == "T-12"
    with pytest.raises(ValueError, match="does not match the pattern"):
        parse_value(spec("text", r"T-\d+"), "T-12 or so", NOW, PARIS)


@pytest.mark.parametrize("raw", ["in 2h", "dans 2h", "+2h", "In\u00a02 h", "05:14", "5:14 am"])
def test_a_time_may_be_still_to_come(raw: str) -> None:
    assert parse_value(spec("datetime"), raw, NOW, PARIS) == "2026-11-22T04:14:00Z"


def test_a_milestone_is_not_still_to_come() -> None:
    reached = Input("f", "datetime", milestone="mitigated")
    assert parse_value(reached, "05:14", NOW, PARIS) == "2026-11-21T04:14:00Z"
    with pytest.raises(ValueError, match="`in 2h` is not a time"):
        parse_value(reached, "in 2h", NOW, PARIS)


@given(st.sampled_from(FACT_TYPES), st.text(st.characters(exclude_categories=()), max_size=30))
def test_whatever_is_typed_is_a_value_that_shows_or_a_reason(kind: str, raw: str) -> None:
    try:
        value = parse_value(spec(kind), raw, NOW, PARIS)
    except ValueError as problem:
        assert str(problem).startswith("f: ")  # noqa: PT017 - anything else is raised
    else:
        assert isinstance(value, str | int | float | bool | list)
        assert show_value(spec(kind), value, "fr", PARIS)


def test_people_are_not_counted_below_none() -> None:
    counted = Input("affected", "integer", min=0)
    assert parse_value(counted, "0", NOW, PARIS) == 0
    with pytest.raises(ValueError, match=r"^affected: -5 is less than 0$"):
        parse_value(counted, "-5", NOW, PARIS)


@given(st.integers(1 - 10**18, 10**18 - 1))
def test_a_number_is_read_back_from_what_is_shown(number: int) -> None:
    assert parse_value(spec("integer"), format_number(number, "fr"), NOW, PARIS) == number


@pytest.mark.parametrize("value", ["x", 3, 2.5, True, ["a"], None, {"a": 1}])
def test_a_fact_the_playbook_does_not_know_still_shows(value: object) -> None:
    assert show_value(None, value, "de", UTC)


def test_lists_as_people_read_them() -> None:
    assert [join(["a", "b"][:length], "en") for length in range(3)] == ["", "a", "a and b"]


YES_OR_NO = Input("restored", "choice", choices={"yes": {"en": "Yes, and it holds"}, "no": {"en": "No, it stopped"}})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("oui", "yes"), ("O", "yes"), ("y", "yes"), ("non", "no"), ("N", "no"), ("No, it stopped", "no")],
)
def test_a_choice_of_yes_and_no_takes_them_in_both_languages(typed: str, kept: str) -> None:
    assert parse_value(YES_OR_NO, typed, NOW, PARIS) == kept
    with pytest.raises(ValueError, match="is not one of out, lost"):
        parse_value(spec("choice"), typed, NOW, PARIS)


def test_a_near_miss_is_looked_for_in_the_titles_first() -> None:
    whose = {"ours": {"en": "Our own service", "fr": "Notre service"}, "unknown": {"en": "Not known yet"}}
    origin = Input("origin", "choice", choices=whose)
    with pytest.raises(ValueError, match="did you mean `ours`"):
        parse_value(origin, "own", NOW, PARIS)
    with pytest.raises(ValueError, match="did you mean `unknown`"):
        parse_value(origin, "unknwn", NOW, PARIS)
