"""Values that print themselves as a message wants them, and still compare as what they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from crisisctl.times import Style, format_clock, format_date


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """An instant that prints itself: ``15 h 30 (heure de Paris)``, with the day first where it is not ``today``'s.

    Moments of one text compare by their instants.
    """

    instant: datetime
    zone: tzinfo
    label: str
    language: str
    style: Style
    today: datetime
    used: list[str] = field(default_factory=list, compare=False)

    def __str__(self) -> str:
        today = self.instant.astimezone(self.zone).date() == self.today.astimezone(self.zone).date()
        return self._told("" if today else format_date(self.instant, self.zone, self.language, self.style))

    def dated(self) -> str:
        """With its day and year, today's as well: what is filed is read years later."""
        year = self.instant.astimezone(self.zone).year
        return self._told(f"{format_date(self.instant, self.zone, self.language)}\N{NO-BREAK SPACE}{year}")

    def _told(self, day: str) -> str:
        self.used.append("printed")
        clock = format_clock(self.instant, self.zone, self.language, self.style)
        if day:
            at = " " if self.style == "short" else " at "
            clock = f"le {day} à {clock}" if self.language == "fr" else f"{day}{at}{clock}"
        return f"{clock} ({self.label})" if self.label else clock


class Choice(str):
    """A choice compares by its id and prints its title."""

    __slots__ = ("shown",)
    shown: str

    def __str__(self) -> str:
        return self.shown


class Number(int):
    """A number compares as one and prints as screens do: ``1,200``."""

    shown: str

    def __str__(self) -> str:
        return self.shown
