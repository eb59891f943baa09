"""When a period ends: hours that run day and night, calendar days and months, business days, the end of a day. Pure.

The zone and the holidays come from the caller. An hour is an hour: a deadline in hours moves on the wall clock when
summer time begins or ends; one in days or months keeps its wall clock. Of two equal wall clocks the earlier counts.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

from msgspec import Struct

from crisisctl.times import parse_duration

Unit = Literal["seconds", "days", "months", "business days"]
NONE = "none"
"""Without a number: as soon as possible, without undue delay."""

_LAST = time(23, 59, 59)
_MOST = {"seconds": 10 * 366 * 86400, "days": 3660, "months": 120, "business days": 2600}
_COUNTED = re.compile(r"(\d{1,5}) ?(business days?|working days?|days?|d|weeks?|w|months?)")
_NAMES: dict[str, tuple[Unit, int]] = {
    "d": ("days", 1),
    "w": ("days", 7),
    "m": ("months", 1),
    "b": ("business days", 1),
}
_ENDS = {"": "", "end of day": "day", "end of working day": "working day"}
_FORMS = "write 72h, 15 days, 1 month, 4 business days, end of day, or none"
_WEEKEND = 5
"""Monday is 0."""


class Deadline(Struct, frozen=True):
    """How long a period is, and whether it lasts to the end of its last day (moved on to one that is worked)."""

    amount: int
    unit: Unit
    until: str = ""
    """``day``, ``working day``, or nothing: it ends at the very time of the day it began at."""

    def __str__(self) -> str:
        """As ``parse`` reads it."""
        if self.unit == "seconds":
            return _exact(self.amount)
        if self.unit == "days" and self.amount == 0:
            return f"end of {self.until}"
        counted = f"{self.amount} {self.unit[:-1] if self.amount == 1 else self.unit}"
        plain = not self.until or self.unit == "business days"
        return counted if plain else f"{counted}, end of {self.until}"


def parse(text: str) -> Deadline | None:
    """The deadline in words; None for ``none``. Raises ``ValueError`` with the reason."""
    wanted = " ".join(text.lower().split())
    if wanted == NONE:
        return None
    counted, _, end = wanted.partition(", ")
    if counted and counted in _ENDS and not end:
        counted, end = "0 days", counted
    if end not in _ENDS:
        raise ValueError(_FORMS)
    if match := _COUNTED.fullmatch(counted):
        name = "b" if match[2].startswith("work") else match[2][0]
        unit, each = _NAMES[name]
        return _bounded(Deadline(int(match[1]) * each, unit, "day" if unit == "business days" else _ENDS[end]))
    if end:
        raise ValueError("a deadline in hours ends at its hour: write it without `end of day`")
    try:
        seconds = parse_duration(counted)
    except ValueError:
        raise ValueError(_FORMS) from None
    return _bounded(Deadline(seconds, "seconds"))


def _bounded(deadline: Deadline) -> Deadline:
    if deadline.amount > _MOST[deadline.unit]:
        raise ValueError("longer than ten years")
    if deadline.amount == 0 and not (deadline.unit == "days" and deadline.until):
        raise ValueError("a deadline has a length")
    return deadline


def due(deadline: Deadline, start: datetime, zone: tzinfo, holidays: Collection[str] = ()) -> datetime:
    """When a period that began at ``start`` ends, in UTC. ``holidays`` are days as ``2026-12-25``."""
    if deadline.unit == "seconds":
        return start.astimezone(UTC) + timedelta(seconds=deadline.amount)
    local = start.astimezone(zone)
    day = _day(deadline, local.date(), holidays)
    if deadline.until == "working day":
        while not _worked(day, holidays):
            day += timedelta(days=1)
    at = _LAST if deadline.until else local.time()
    return datetime.combine(day, at.replace(fold=0), zone).astimezone(UTC)


def _day(deadline: Deadline, day: date, holidays: Collection[str]) -> date:
    """The last day of the period. The first one is not counted."""
    if deadline.unit == "days":
        return day + timedelta(days=deadline.amount)
    if deadline.unit == "months":
        years, month = divmod(day.year * 12 + day.month - 1 + deadline.amount, 12)
        return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))
    left = deadline.amount
    while left:
        day += timedelta(days=1)
        left -= _worked(day, holidays)
    return day


def _worked(day: date, holidays: Collection[str]) -> bool:
    return day.weekday() < _WEEKEND and day.isoformat() not in holidays


def _exact(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    parts = [f"{amount}{unit}" for amount, unit in ((hours, "h"), (minutes, "m"), (rest, "s")) if amount]
    return " ".join(parts)
