"""Instants and durations, as people write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisctl.times import (
    Style,
    format_clock,
    format_date,
    format_duration,
    from_iso,
    parse_duration,
    parse_future,
    parse_instant,
    round_up,
    to_iso,
    zone_label,
)

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 22, 2, 14, tzinfo=UTC)  # 03:14 in Paris
WORDS = st.sampled_from(
    [
        "now",
        "today",
        "hier",
        "ago",
        "il",
        "y",
        "a",
        "in",
        "dans",
        "+",
        "-",
        "at",
        "à",
        ":",
        "h",
        "1",
        "9",
        "30",
        "99999999999999999999",
        "24",
        ".",
        ",",
        "min",
        "j",
        "w",
        "T",
        "Z",
        "2026-11-22",
        "0001-01-01",
        "9999-12-31",
        "23:59",
        "am",
        "pm",
        "\u00a0",
        "²",
        "",
        "",
    ]
)
ANY = st.one_of(
    st.text(max_size=30), st.lists(WORDS, max_size=6).map(" ".join), st.lists(WORDS, max_size=6).map("".join)
)
WHEN = st.datetimes(datetime(1900, 1, 2), datetime(9000, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - a bound
ZONES = st.sampled_from([UTC, PARIS, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("America/New_York")])


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30m", 1800),
        ("90 min", 5400),
        ("1h30", 5400),
        ("1 h 05", 3900),
        ("2 h", 7200),
        ("1d 12h", 129600),
        ("1d, 12h", 129600),
        ("1d\u00a012\u202fh", 129600),
        ("0,5 h", 1800),
        ("1.5h", 5400),
        ("45 s", 45),
        ("2 jours", 172800),
        ("1 Semaine", 604800),
        ("0m", 0),
    ],
)
def test_durations(text: str, seconds: int) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("30", "`30` has no unit: write 30m for minutes, 30h for hours"),
        ("", "a duration is missing: write for instance 30m, 1h30, 2h or 1d"),
        ("soon", "`soon` is not a duration: write for instance 30m, 1h30, 2h or 1d"),
        ("5 minits", "`5 minits` is not a duration: write for instance 30m, 1h30, 2h or 1d"),
        ("-5m", "`-5m` is not a duration: write for instance 30m, 1h30, 2h or 1d"),
        ("11 years", "`11 years` is not a duration: write for instance 30m, 1h30, 2h or 1d"),
        ("5000d", "`5000d` is longer than ten years"),
        ("99999999999999h00", "`99999999999999h00` is not a duration: write for instance 30m, 1h30, 2h or 1d"),
    ],
)
def test_what_is_no_duration(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(reason)}$"):
        parse_duration(text)


@given(ANY)
def test_a_duration_is_bounded_or_refused(text: str) -> None:
    try:
        assert 0 <= parse_duration(text) <= 3660 * 86400
    except ValueError as problem:
        assert str(problem)  # noqa: PT017 - anything else is raised


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (59.9, "59 s"),
        (60, "1 min"),
        (3599, "59 min"),
        (3600, "1 h"),
        (5400, "1 h 30"),
        (3660, "1 h 01"),
        (172800, "48 h"),
        (259199, "71 h 59"),
        (259200, "3 d"),
        (262800, "3 d 1 h"),
        (-90, "-1 min"),
    ],
)
def test_durations_as_people_read_them(seconds: float, text: str) -> None:
    assert format_duration(seconds, "en") == text
    assert format_duration(seconds, "fr") == text.replace(" d", " j")


@given(st.integers(0, 365 * 86400), st.sampled_from(["fr", "en"]))
def test_a_duration_read_back_is_what_was_shown(seconds: int, language: str) -> None:
    shown = format_duration(seconds, language)
    lost = 1 if seconds < 60 else 60 if seconds < 172800 else 3600
    assert seconds - lost < parse_duration(shown) <= seconds


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("now", "2026-11-22 03:14"),
        ("Maintenant", "2026-11-22 03:14"),
        ("10 min ago", "2026-11-22 03:04"),
        ("il y a 1h30", "2026-11-22 01:44"),
        ("-5m", "2026-11-22 03:09"),
        ("02:50", "2026-11-22 02:50"),
        ("2h50", "2026-11-22 02:50"),
        ("à 2h", "2026-11-22 02:00"),
        ("hier 2h", "2026-11-21 02:00"),
        ("at 2:50", "2026-11-22 02:50"),
        ("à 2 h 50", "2026-11-22 02:50"),
        ("03:20", "2026-11-22 03:20"),
        ("23:50", "2026-11-21 23:50"),
        ("yesterday 14:00", "2026-11-21 14:00"),
        ("hier à 14h", "2026-11-21 14:00"),
        ("today 18:00", "2026-11-22 18:00"),
        ("3:05 am", "2026-11-22 03:05"),
        ("11:50pm", "2026-11-21 23:50"),
        ("2 AM", "2026-11-22 02:00"),
        ("12:05 a.m.", "2026-11-22 00:05"),
        ("yesterday at 12:30 pm", "2026-11-21 12:30"),
        ("2:50\u00a0am", "2026-11-22 02:50"),
        ("2\u00a0h\u00a050", "2026-11-22 02:50"),
        ("il\u00a0y\u00a0a 10\u202fmin", "2026-11-22 03:04"),
        ("\u00a02026-11-20\u00a008:30", "2026-11-20 08:30"),
        ("2026-11-20", "2026-11-20 00:00"),
        ("2026-11-20 08:30", "2026-11-20 08:30"),
        ("2026-11-20T08:30:00Z", "2026-11-20 09:30"),
        ("20261120T0830-05:00", "2026-11-20 14:30"),
    ],
)
def test_instants(text: str, there: str) -> None:
    assert parse_instant(text, NOW, PARIS).astimezone(PARIS).strftime("%Y-%m-%d %H:%M") == there


def test_just_before_midnight_a_time_just_after_is_tomorrows() -> None:
    late = datetime(2026, 11, 22, 22, 50, tzinfo=UTC)
    assert parse_instant("00:10", late, PARIS) == datetime(2026, 11, 22, 23, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("noonish", '`noonish` is not a time: write 14:05, "10 min ago", "yesterday 23:50" or 2026-11-22T14:05'),
        ("", '`` is not a time: write 14:05, "10 min ago", "yesterday 23:50" or 2026-11-22T14:05'),
        ("2026-02-30", '`2026-02-30` is not a time: write 14:05, "10 min ago", "yesterday 23:50" or 2026-11-22T14:05'),
        ("24:00", "`24:00` is not a time of the day"),
        ("2h", '`2h` may be a time of the day or a duration: write 2:00, or "2h ago"'),
        ("12 h", '`12 h` may be a time of the day or a duration: write 12:00, or "12h ago"'),
        ("12:60", "`12:60` is not a time of the day"),
        ("13:05 pm", "`13:05 pm` is not a time of the day"),
        ("0:05 am", "`0:05 am` is not a time of the day"),
        ("10 ago", "`10` has no unit: write 10m for minutes, 10h for hours"),
        ("0001-01-01", "`0001-01-01` is outside the calendar"),
        ("9999-12-31T23:59Z", "`9999-12-31T23:59Z` is outside the calendar"),
        ("9999-12-31T23:59-14:00", "`9999-12-31T23:59-14:00` is outside the calendar"),
    ],
)
def test_what_is_no_instant(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(reason)}$"):
        parse_instant(text, NOW, PARIS)


@given(ANY, WHEN, ZONES)
def test_an_instant_can_be_shown_anywhere_or_is_refused(text: str, now: datetime, zone: ZoneInfo) -> None:
    for parse in (parse_instant, parse_future):
        try:
            found = parse(text, now, zone)
        except ValueError as problem:
            assert str(problem)  # noqa: PT017 - anything else is raised
        else:
            assert found.tzinfo == UTC
            assert all(found.astimezone(timezone(timedelta(hours=hours))) for hours in (-14, 14))


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("in 40m", "2026-11-22 03:54"),
        ("dans 1h30", "2026-11-22 04:44"),
        ("+2h", "2026-11-22 05:14"),
        ("03:30", "2026-11-22 03:30"),
        ("02:00", "2026-11-23 02:00"),
        ("7:05 pm", "2026-11-22 19:05"),
        ("2am", "2026-11-23 02:00"),
        ("dans\u00a01h30", "2026-11-22 04:44"),
        ("2026-11-24T10:00", "2026-11-24 10:00"),
        ("10 min ago", "2026-11-22 03:04"),
    ],
)
def test_times_to_come(text: str, there: str) -> None:
    assert parse_future(text, NOW, PARIS).astimezone(PARIS).strftime("%Y-%m-%d %H:%M") == there


def test_a_time_to_come_that_may_be_two_things_says_both() -> None:
    reason = '`2h` may be a time of the day or a duration: write 2:00, or "in 2h"'
    with pytest.raises(ValueError, match=f"^{re.escape(reason)}$"):
        parse_future("2h", NOW, PARIS)


@pytest.mark.parametrize(("minute", "second", "rounded"), [(0, 0, 0), (0, 1, 5), (5, 0, 5), (14, 59, 15), (56, 0, 60)])
def test_nobody_promises_odd_minutes(minute: int, second: int, rounded: int) -> None:
    hour = datetime(2026, 11, 22, 3, tzinfo=UTC)
    assert round_up(hour.replace(minute=minute, second=second)) == hour + timedelta(minutes=rounded)


@given(WHEN)
def test_an_instant_is_read_back_from_its_text(instant: datetime) -> None:
    assert from_iso(to_iso(instant)) == instant


@given(WHEN, ZONES)
def test_a_local_time_is_written_in_utc(instant: datetime, zone: ZoneInfo) -> None:
    assert to_iso(instant.astimezone(zone)) == to_iso(instant)
    assert to_iso(instant).endswith("Z")


@pytest.mark.parametrize(
    ("hour", "language", "long", "short"),
    [
        (0, "fr", "1\u00a0h\u00a005", "1h05"),
        (0, "en", "1:05\u00a0am", "1:05am"),
        (11, "en", "12:05\u00a0pm", "12:05pm"),
        (23, "en", "12:05\u00a0am", "12:05am"),
        (14, "fr", "15\u00a0h\u00a005", "15h05"),
        (14, "de", "3:05\u00a0pm", "3:05pm"),
    ],
)
def test_clocks(hour: int, language: str, long: str, short: str) -> None:
    instant = NOW.replace(hour=hour, minute=5)
    assert format_clock(instant, PARIS, language) == long
    assert format_clock(instant, PARIS, language, "short") == short


@given(WHEN, ZONES, st.sampled_from(["fr", "en"]), st.sampled_from(["text", "short"]))
def test_a_clock_time_is_read_back_from_what_is_shown(
    instant: datetime, zone: ZoneInfo, language: str, style: Style
) -> None:
    shown = format_clock(instant, zone, language, style)
    assert format_clock(parse_instant(shown, NOW, zone), zone, language, style) == shown


def test_dates_and_zones() -> None:
    first = datetime(2026, 7, 31, 23, tzinfo=UTC)
    assert format_date(first, PARIS, "fr") == "1er\u00a0août"
    assert format_date(first, PARIS, "en") == "1\u00a0August"
    assert format_date(first, PARIS, "de") == "1\u00a0August"
    assert (zone_label(first, PARIS), zone_label(NOW, PARIS), zone_label(NOW, UTC)) == ("CEST", "CET", "UTC")
