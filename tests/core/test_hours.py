"""Hours of the week as people write them, and the gaps between them."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisctl import hours


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("24/7", ()),
        ("mon-fri 08:00-20:00", ("mon-thu 20:00-08:00", "fri 20:00 – mon 08:00")),
        ("Lun-Ven  8:00-20:00", ("mon-thu 20:00-08:00", "fri 20:00 – mon 08:00")),
        ("mon-sun 20:00-08:00", ("mon-sun 08:00-20:00",)),
        ("sat-sun 00:00-24:00", ("mon 00:00 – sat 00:00",)),
        ("sun 22:00-06:00", ("mon 06:00 – sun 22:00",)),
        ("fri-mon 09:00-09:00", ("tue 09:00 – fri 09:00",)),
    ],
)
def test_what_is_written_leaves_these_hours_open(text: str, gaps: tuple[str, ...]) -> None:
    assert hours.told(hours.gaps(hours.parse(text)), "en") == gaps


@pytest.mark.parametrize(
    "text", ["", "always", "mon", "mon 8-20", "mon-fry 08:00-20:00", "mon 24:00-25:00", "mon 25:00-26:00"]
)
def test_what_cannot_be_read_says_how_it_is_written(text: str) -> None:
    with pytest.raises(ValueError, match="write mon-fri 08:00-20:00"):
        hours.parse(text)


def test_nobody_at_any_hour_is_one_gap() -> None:
    assert hours.told(hours.gaps(()), "fr") == ("24/7",)


@given(st.lists(st.tuples(st.integers(0, hours.WEEK - 1), st.integers(1, hours.DAY))))
def test_a_minute_is_in_the_spans_or_in_the_gaps(drawn: list[tuple[int, int]]) -> None:
    spans = hours.union((begin, begin + length) for begin, length in drawn)
    covered = {minute % hours.WEEK for begin, length in drawn for minute in range(begin, begin + length)}
    open_minutes = {minute % hours.WEEK for begin, end in hours.gaps(spans) for minute in range(begin, end)}
    assert covered | open_minutes == set(range(hours.WEEK))
    assert not covered & open_minutes


def test_an_hour_is_looked_up_on_its_day() -> None:
    spans = hours.parse("mon-fri 22:00-06:00")
    assert hours.holds(spans, datetime(2026, 11, 28, 5, 59))  # noqa: DTZ001 - the Saturday, local time
    assert not hours.holds(spans, datetime(2026, 11, 28, 6, 0))  # noqa: DTZ001
