"""Clocks on the screen: an instant beside the time it is now, with words that say late without any colour."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from crisisctl.queries import IncidentView
from crisisctl.runner import zone_of
from crisisctl.screen.lines import Line, line
from crisisctl.screen.words import Tongue
from crisisctl.times import format_clock, format_date, format_duration, zone_label

SOON = timedelta(minutes=5)


def clock(instant: datetime, view: IncidentView, language: str) -> str:
    """A clock time, with its day where that is not today."""
    zone = zone_of(view.incident.organisation)
    shown = format_clock(instant, zone, language)
    if _day(instant, zone) == _day(view.now, zone):
        return shown
    day = format_date(instant, zone, language)
    return f"le {day} à {shown}" if language == "fr" else f"{day} {shown}"


def clock_with_zone(view: IncidentView, language: str) -> str:
    zone = zone_of(view.incident.organisation)
    return f"{format_clock(view.now, zone, language)} {zone_label(view.now, zone)}"


def span(instant: datetime, view: IncidentView, words: Tongue) -> tuple[str, str]:
    """``in 13 min`` or ``LATE 4 min``, and the style that repeats it."""
    left = instant - view.now
    if left < timedelta():
        return words("late", span=format_duration(-left.total_seconds(), words.language)), "bold red"
    style = "bold yellow" if left <= SOON else ""
    return words("in", span=format_duration(left.total_seconds(), words.language)), style


def deadline(key: str, instant: datetime, view: IncidentView, words: Tongue, **parts: str) -> Line:
    """A sentence about an instant, and how far it is."""
    how_far, style = span(instant, view, words)
    return line((words(key, clock=clock(instant, view, words.language), **parts), style), (f" ({how_far})", style))


def elapsed(seconds: float, language: str) -> str:
    """``T+00:13``; from two days on ``T+3d 04:10``, in French ``T+3j 04:10``."""
    minutes = int(seconds) // 60
    days, rest = divmod(minutes, 1440)
    if days < 2:
        return f"T+{minutes // 60:02}:{minutes % 60:02}"
    return f"T+{days}{'j' if language == 'fr' else 'd'} {rest // 60:02}:{rest % 60:02}"


def _day(instant: datetime, zone: tzinfo) -> object:
    return instant.astimezone(zone).date()
