"""When a period ends: hours across summer time, months that are too short, weekends and holidays."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisctl.deadlines import Deadline, due, parse

PARIS = ZoneInfo("Europe/Paris")
NEW_YORK = ZoneInfo("America/New_York")
ZONES = st.sampled_from([PARIS, NEW_YORK, ZoneInfo("Asia/Kolkata"), ZoneInfo("Australia/Lord_Howe"), UTC])
STARTS = st.integers(946_684_800, 4_102_444_800).map(lambda each: datetime.fromtimestamp(each, UTC))
"""The years 2000 to 2100."""
DAYS = st.integers(1, 90)


def at(text: str, zone: ZoneInfo = PARIS) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def ends(text: str, start: str, *holidays: str) -> str:
    deadline = parse(text)
    assert deadline
    return f"{due(deadline, at(start), PARIS, holidays).astimezone(PARIS):%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("72h", "2026-11-22 03:14", "2026-11-25 03:14:00"),
        ("72h", "2026-03-27 10:00", "2026-03-30 11:00:00"),  # summer time begins: an hour is an hour
        ("72h", "2026-10-23 10:00", "2026-10-26 09:00:00"),  # and ends
        ("90m", "2026-11-22 23:00", "2026-11-23 00:30:00"),
        ("15 days", "2026-03-20 10:00", "2026-04-04 10:00:00"),  # days keep the wall clock
        ("1 day", "2026-03-28 02:30", "2026-03-29 03:30:00"),  # a time that this night does not have
        ("1 day", "2026-10-24 02:30", "2026-10-25 02:30:00"),
        ("2 weeks", "2026-11-22 03:14", "2026-12-06 03:14:00"),
        ("1 month", "2026-01-31 09:00", "2026-02-28 09:00:00"),
        ("1 month", "2028-01-31 09:00", "2028-02-29 09:00:00"),
        ("1 month", "2026-12-31 09:00", "2027-01-31 09:00:00"),
        ("3 months", "2026-11-30 09:00", "2027-02-28 09:00:00"),
        ("end of day", "2026-11-22 03:14", "2026-11-22 23:59:59"),
        ("1 month, end of day", "2026-11-22 03:14", "2026-12-22 23:59:59"),
        ("1 month, end of working day", "2026-11-26 03:14", "2026-12-28 23:59:59"),  # the 26th is a Saturday
        ("4 business days", "2026-11-26 09:00", "2026-12-02 23:59:59"),
        ("4 business days", "2026-11-28 09:00", "2026-12-03 23:59:59"),  # a Saturday: Monday is the first
        ("1 working day", "2026-11-27 18:00", "2026-11-30 23:59:59"),
    ],
)
def test_ends(text: str, start: str, end: str) -> None:
    assert ends(text, start) == end


def test_holidays_are_not_worked() -> None:
    assert ends("4 business days", "2026-12-23 09:00", "2026-12-25", "2027-01-01") == "2026-12-30 23:59:59"
    assert ends("1 month, end of working day", "2026-11-25 09:00", "2026-12-25") == "2026-12-28 23:59:59"


def test_of_two_equal_wall_clocks_the_earlier_counts() -> None:
    deadline = parse("1 day")
    assert deadline
    assert due(deadline, at("2026-10-24 02:30"), PARIS) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("72 hours", "72h"), ("1h30", "1h 30m"), ("3d", "3 days"), ("1 Week", "7 days"), ("1 month", "1 month"),
        ("4 working days", "4 business days"), ("1 business day", "1 business day"), ("End of day", "end of day"),
        ("3 days, end of working day", "3 days, end of working day"), ("end of working day", "end of working day"),
    ],
)  # fmt: skip
def test_reads(text: str, canonical: str) -> None:
    read = parse(text)
    assert str(read) == canonical
    assert parse(canonical) == read


def test_none_is_a_duty_without_a_number() -> None:
    assert parse(" none ") is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("soon", "write 72h, 15 days, 1 month, 4 business days, end of day, or none"),
        ("", "write 72h, 15 days, 1 month, 4 business days, end of day, or none"),
        ("1 month, end of week", "write 72h, 15 days, 1 month, 4 business days, end of day, or none"),
        ("72h, end of day", "a deadline in hours ends at its hour: write it without `end of day`"),
        ("0h", "a deadline has a length"),
        ("0 months, end of day", "a deadline has a length"),
        ("121 months", "longer than ten years"),
        ("99999 days", "longer than ten years"),
    ],
)
def test_refuses(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=rf"^{re.escape(reason)}$"):
        parse(text)


@given(STARTS, ZONES, st.integers(1, 10_000))
def test_hours_run_day_and_night(start: datetime, zone: ZoneInfo, hours: int) -> None:
    assert due(Deadline(hours * 3600, "seconds"), start, zone) - start == timedelta(hours=hours)


@given(STARTS, ZONES, st.integers(1, 120))
def test_a_month_ends_on_the_same_day_or_the_last(start: datetime, zone: ZoneInfo, months: int) -> None:
    first = start.astimezone(zone).date()
    last = due(Deadline(months, "months", "day"), start, zone).astimezone(zone).date()
    assert (last.year - first.year) * 12 + last.month - first.month == months
    assert last.day == first.day or (last.day < first.day and (last + timedelta(days=1)).day == 1)


@given(STARTS, ZONES, DAYS, st.sets(DAYS))
def test_business_days_are_worked_and_as_many_as_asked(
    start: datetime, zone: ZoneInfo, days: int, off: set[int]
) -> None:
    first = start.astimezone(zone).date()
    holidays = {(first + timedelta(days=each)).isoformat() for each in off}
    last = due(Deadline(days, "business days", "day"), start, zone, holidays).astimezone(zone).date()
    between = [first + timedelta(days=each) for each in range(1, (last - first).days + 1)]
    worked = [each for each in between if each.weekday() < 5 and each.isoformat() not in holidays]
    assert (len(worked), worked[-1]) == (days, last)


@given(
    STARTS, ZONES, DAYS, st.sampled_from(["days", "months", "business days"]), st.sampled_from(["day", "working day"])
)
def test_a_deadline_lies_ahead_and_a_later_start_is_never_due_sooner(
    start: datetime, zone: ZoneInfo, amount: int, unit: str, until: str
) -> None:
    deadline = Deadline(amount, unit, until)  # type: ignore[arg-type]  # one of the units
    later = start + timedelta(hours=7)
    assert start < due(deadline, start, zone) <= due(deadline, later, zone)


@given(st.builds(Deadline, DAYS, st.sampled_from(["days", "months"]), st.sampled_from(["", "day", "working day"])))
def test_what_is_written_is_read(deadline: Deadline) -> None:
    assert parse(str(deadline)) == deadline


@given(st.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    try:
        found = parse(text)
    except ValueError:
        return
    assert found is None or due(found, datetime(2026, 11, 22, tzinfo=UTC), PARIS).date() >= date(2026, 11, 22)
