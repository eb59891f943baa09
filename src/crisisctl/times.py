"""Instants and durations: read as people write them, written as people read them.

Instants are aware ``datetime`` values in UTC; durations are whole seconds. Nothing here asks the clock:
the caller says what time it is and which zone is meant.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

Style = Literal["text", "short"]

_UNITS = {
    "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "seconde": 1, "secondes": 1,
    "m": 60, "min": 60, "mins": 60, "mn": 60, "minute": 60, "minutes": 60,
    "h": 3600, "hour": 3600, "hours": 3600, "heure": 3600, "heures": 3600,
    "d": 86400, "day": 86400, "days": 86400, "j": 86400, "jour": 86400, "jours": 86400,
    "w": 604800, "week": 604800, "weeks": 604800, "semaine": 604800, "semaines": 604800,
}  # fmt: skip
_PART = re.compile(r"(\d{1,12}(?:[.,]\d{1,9})?)\s*([a-z]+)")
_HOURS_MINUTES = re.compile(r"(\d{1,9})\s*h\s*(\d{1,2})")
_AGO = re.compile(r"(?:(?P<en>.+?)\s+ago|il y a\s+(?P<fr>.+)|-(?P<sign>.+))", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?:(?P<day>today|yesterday|aujourd'hui|hier)\s+)?(?:at\s+|à\s+)?"
    r"(?:(?P<h>\d{1,2})\s*[:h]\s*(?P<m>\d{2})?|(?P<h12>\d{1,2})(?::(?P<m12>\d{2}))?\s*(?P<half>[ap])\.?m\.?)"
)
_FROM_NOW = re.compile(r"(?:in\s+|dans\s+|\+)(.+)", re.IGNORECASE)
_AMBIGUOUS = re.compile(r"(\d{1,2})\s*h")
_NOON = 12
_LONG_BACK = timedelta(hours=6)
"""A night is shorter: 23:50 typed at 00:10 is yesterday's, and nobody is asked."""
_LONGEST = 10 * 366 * 86400
"""A duration over ten years is a slip of the hand, not a deadline."""
_YEARS = (1900, 9000)
"""Beyond them, the calendar ends in some zone or other and nothing can be shown."""


def parse_duration(text: str) -> int:
    """Seconds of ``30m``, ``1h30``, ``2 h``, ``1d 12h``, ``90 min``. Raises ``ValueError`` with the reason."""
    wanted = _spaced(text).lower()
    if match := _HOURS_MINUTES.fullmatch(wanted):
        return _bounded(int(match[1]) * 3600 + int(match[2]) * 60, text)
    if re.fullmatch(r"\d+(?:[.,]\d+)?", wanted):
        raise ValueError(f"`{text}` has no unit: write {wanted}m for minutes, {wanted}h for hours")
    total = 0.0
    rest = wanted
    while rest:
        match = _PART.match(rest)
        if not match or match[2] not in _UNITS:
            raise ValueError(f"`{text}` is not a duration: write for instance 30m, 1h30, 2h or 1d")
        total += float(match[1].replace(",", ".")) * _UNITS[match[2]]
        rest = rest[match.end() :].lstrip(" ,")
    if not wanted:
        raise ValueError("a duration is missing: write for instance 30m, 1h30, 2h or 1d")
    return _bounded(total, text)


def _spaced(text: str) -> str:
    """``text`` with plain spaces: what is pasted from our own screens has no-break ones."""
    return " ".join(text.split())


def _bounded(seconds: float, text: str) -> int:
    if seconds > _LONGEST:
        raise ValueError(f"`{text}` is longer than ten years")
    return round(seconds)


_HOURS = 72
"""From here on days are counted: a duty of 72 hours is in hours until its end."""


def format_duration(seconds: float, language: str) -> str:
    """``45 s``, ``12 min``, ``1 h 30``, ``3 d 4 h`` (``3 j 4 h`` in French)."""
    sign = "-" if seconds < 0 else ""
    whole = int(abs(seconds))
    if whole < 60:
        return f"{sign}{whole} s"
    minutes = whole // 60
    if minutes < 60:
        return f"{sign}{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < _HOURS:
        return f"{sign}{hours} h {minutes:02}" if minutes else f"{sign}{hours} h"
    days, hours = divmod(hours, 24)
    day = "j" if language == "fr" else "d"
    return f"{sign}{days} {day} {hours} h" if hours else f"{sign}{days} {day}"


def parse_instant(text: str, now: datetime, zone: tzinfo, ahead: timedelta = timedelta(hours=1)) -> datetime:
    """The instant a person means by ``14:05``, ``2:05 pm``, ``yesterday 23:50``, ``10 min ago``, ``now`` or ISO 8601.

    A clock time without a day is the last such one: typed at 00:10, ``23:50`` is yesterday's. One that is at most
    ``ahead`` of now is meant as it stands, so that a slip of the hand shows as a time to come and not as yesterday's.
    A time without a zone is in ``zone``. Raises ``ValueError`` with the reason.
    """
    wanted = _spaced(text)
    if wanted.lower() in {"now", "maintenant"}:
        return now.astimezone(UTC)
    if (ago := _AGO.fullmatch(wanted)) and not _looks_like_date(wanted):
        return (now - timedelta(seconds=parse_duration(ago["en"] or ago["fr"] or ago["sign"]))).astimezone(UTC)
    _not_a_duration(wanted, text, "{} ago")
    if clock := _CLOCK.fullmatch(wanted.lower()):
        return _clock_time(clock, text, now, zone, ahead)
    try:
        found = datetime.fromisoformat(wanted)
    except ValueError:
        raise ValueError(
            f'`{text}` is not a time: write 14:05, "10 min ago", "yesterday 23:50" or 2026-11-22T14:05'
        ) from None
    if not _YEARS[0] <= found.year <= _YEARS[1]:
        raise ValueError(f"`{text}` is outside the calendar")
    return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)


def taken_as_yesterday(text: str, found: datetime, now: datetime, zone: tzinfo) -> bool:
    """Whether ``text``, read as ``found``, is a time of the day that was taken as yesterday's only because today's is
    still to come, and that long before now: it may well be a slip, or a time that is to come."""
    clock = _CLOCK.fullmatch(_spaced(text).lower())
    if clock is None or clock["day"] or now - found <= _LONG_BACK:
        return False
    return found.astimezone(zone).date() < now.astimezone(zone).date()


def _not_a_duration(wanted: str, text: str, otherwise: str) -> None:
    """Raises where a time may be two things: ``2h`` is 02:00 to one person and two hours to the next."""
    if (found := _AMBIGUOUS.fullmatch(wanted.lower())) and int(found[1]) <= _NOON:
        meant = otherwise.format(f"{found[1]}h")
        raise ValueError(f'`{text}` may be a time of the day or a duration: write {found[1]}:00, or "{meant}"')


def _looks_like_date(text: str) -> bool:
    return bool(re.match(r"-?\d{4}-", text))


def _clock_time(clock: re.Match[str], text: str, now: datetime, zone: tzinfo, ahead: timedelta) -> datetime:
    try:
        wanted = _time_of_day(clock)
    except ValueError:
        raise ValueError(f"`{text}` is not a time of the day") from None
    day: date = now.astimezone(zone).date()
    if clock["day"] in {"yesterday", "hier"}:
        day -= timedelta(days=1)
    found = datetime.combine(day, wanted, zone)
    if not clock["day"]:
        tomorrow = datetime.combine(day + timedelta(days=1), wanted, zone)
        if tomorrow - now <= ahead:
            found = tomorrow
        elif found - now > ahead:
            found = datetime.combine(day - timedelta(days=1), wanted, zone)
    return found.astimezone(UTC)


def _time_of_day(clock: re.Match[str]) -> time:
    """Raises ``ValueError`` where a day has no such time: 24:00, 13 pm."""
    if clock["h"]:
        return time(int(clock["h"]), int(clock["m"] or 0))
    hour = int(clock["h12"])
    if not 1 <= hour <= 12:
        raise ValueError
    return time(hour % 12 + (12 if clock["half"] == "p" else 0), int(clock["m12"] or 0))


def parse_future(text: str, now: datetime, zone: tzinfo) -> datetime:
    """A time to come: ``in 30m``, ``+30m``, a clock time (the next such one), or ISO 8601."""
    wanted = _spaced(text)
    if match := _FROM_NOW.fullmatch(wanted):
        return now + timedelta(seconds=parse_duration(match[1]))
    _not_a_duration(wanted, text, "in {}")
    found = parse_instant(wanted, now, zone)
    if found <= now and _CLOCK.fullmatch(wanted.lower()):
        found = (found.astimezone(zone) + timedelta(days=1)).astimezone(UTC)
    return found


def parse_promise(text: str, now: datetime, zone: tzinfo) -> datetime:
    """A time to promise: as it is said, but a time from now (``in 40m``) on the next full five minutes."""
    found = parse_future(text, now, zone)
    return round_up(found) if _FROM_NOW.fullmatch(_spaced(text)) else found


def round_up(instant: datetime, minutes: int = 5) -> datetime:
    """``instant`` moved up to the next full ``minutes``: nobody promises an update at 15:33:20."""
    step = minutes * 60
    stamp = instant.timestamp()
    return datetime.fromtimestamp(-(-stamp // step) * step, UTC)


def to_iso(instant: datetime) -> str:
    """ISO 8601 in UTC with ``Z``, microseconds only where there are some: the form every output and the log use."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def from_iso(text: str) -> datetime:
    """The instant ``to_iso`` wrote. Raises ``ValueError`` for anything else."""
    return known_instant(datetime.fromisoformat(text))


def known_instant(instant: datetime) -> datetime:
    """``instant`` in UTC. Raises ``ValueError`` where its zone is not known, or not every zone can show it."""
    if instant.tzinfo is None or not _YEARS[0] <= instant.year <= _YEARS[1]:
        raise ValueError(f"{instant.isoformat()} is not an instant in a known zone, between the years {_YEARS}")
    return instant.astimezone(UTC)


def zone_label(instant: datetime, zone: tzinfo) -> str:
    """The zone's short name at that instant (``CET``), for screens; the organisation's own label is for messages."""
    local = instant.astimezone(zone)
    return local.tzname() or "UTC"


def format_stamp(instant: datetime, zone: tzinfo) -> str:
    """``2026-11-22 03:14 CET``: for a sentence that has its language elsewhere."""
    return f"{instant.astimezone(zone):%Y-%m-%d %H:%M} {zone_label(instant, zone)}"


def format_clock(instant: datetime, zone: tzinfo, language: str, style: Style = "text") -> str:
    """A clock time without its zone: fr ``15 h 30`` or ``15h30`` (short), en ``3:30 pm`` or ``3:30pm`` (short)."""
    local = instant.astimezone(zone)
    if language == "fr":
        gap = "\N{NO-BREAK SPACE}" if style == "text" else ""
        return f"{local.hour}{gap}h{gap}{local.minute:02}"
    hour = local.hour % 12 or 12
    gap = "\N{NO-BREAK SPACE}" if style == "text" else ""
    return f"{hour}:{local.minute:02}{gap}{'am' if local.hour < 12 else 'pm'}"


_MONTHS = {
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}


def format_date(instant: datetime, zone: tzinfo, language: str, style: Style = "text") -> str:
    """``22 novembre`` (``1er`` on the first), ``22 November``; short: ``22/11``, ``22 Nov``."""
    local = instant.astimezone(zone)
    if style == "short":
        return f"{local.day}/{local.month}" if language == "fr" else f"{local.day} {_MONTHS['en'][local.month - 1][:3]}"
    months = _MONTHS.get(language, _MONTHS["en"])
    day = "1er" if language == "fr" and local.day == 1 else str(local.day)
    return f"{day}\N{NO-BREAK SPACE}{months[local.month - 1]}"
