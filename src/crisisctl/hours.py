"""The hours of the week at which somebody can be reached: ``mon-fri 08:00-20:00``, ``sat 22:00-06:00``, ``24/7``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias

DAY, WEEK = 1440, 7 * 1440
"""In minutes."""
DAYS = {
    "en": ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    "fr": ("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
}
_DAY = {name: number for names in DAYS.values() for number, name in enumerate(names)}
_SPAN = re.compile(r"([a-z]{3})(?:-([a-z]{3}))? ([0-2]?\d):([0-5]\d)-([0-2]?\d):([0-5]\d)")
_HOW = "write mon-fri 08:00-20:00, sat 22:00-06:00, or 24/7"

Spans: TypeAlias = tuple[tuple[int, int], ...]
"""Minutes of the week from Monday 00:00, each from and up to, in order and apart from each other."""
ALWAYS: Spans = ((0, WEEK),)


def parse(text: str) -> Spans:
    """The spans that a text names. Raises ``ValueError`` that says how it is written."""
    written = " ".join(text.lower().split())
    if written == "24/7":
        return ALWAYS
    found = _SPAN.fullmatch(written)
    if not found or not {found[1], found[2] or found[1]} <= _DAY.keys():
        raise ValueError(_HOW)
    first, last = _DAY[found[1]], _DAY[found[2] or found[1]]
    begin, end = int(found[3]) * 60 + int(found[4]), int(found[5]) * 60 + int(found[6])
    if begin >= DAY or end > DAY:
        raise ValueError(f"a day has 24 hours: {_HOW}")
    length = (end - begin) % DAY or DAY  # past midnight it ends the next day
    days = ((first + number) % 7 for number in range((last - first) % 7 + 1))
    return union((day * DAY + begin, day * DAY + begin + length) for day in days)


def union(spans: Iterable[tuple[int, int]]) -> Spans:
    """Spans in order and apart; what runs over Sunday midnight goes on at Monday's."""
    cut: list[tuple[int, int]] = []
    for begin, end in spans:
        at, until = begin % WEEK, begin % WEEK + end - begin
        cut += [(at, min(until, WEEK)), (0, until - WEEK)] if until > WEEK else [(at, until)]
    made: list[tuple[int, int]] = []
    for begin, end in sorted(cut):
        if made and begin <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((begin, end))
    return tuple(made)


def gaps(spans: Spans) -> Spans:
    """What the spans leave open; one that runs over Sunday midnight is one gap, and ends beyond the week."""
    edges = [0, *(edge for span in spans for edge in span), WEEK]
    found = [(begin, end) for begin, end in zip(edges[::2], edges[1::2], strict=True) if begin < end]
    if len(found) > 1 and found[0][0] == 0 and found[-1][1] == WEEK:
        found = [*found[1:-1], (found[-1][0], WEEK + found[0][1])]
    return tuple(found)


def shifted(spans: Spans, minutes: int) -> Spans:
    return union((begin + minutes, end + minutes) for begin, end in spans)


def holds(spans: Spans, at: datetime) -> bool:
    """Whether a local time lies in them."""
    minute = at.weekday() * DAY + at.hour * 60 + at.minute
    return any(begin <= minute < end for begin, end in spans)


def told(found: Spans, language: str) -> tuple[str, ...]:
    """``mon-thu 20:00-08:00``, ``fri 19:00 – mon 08:00``: the same hours of days in a row are said once."""
    names = DAYS.get(language, DAYS["en"])
    made: list[tuple[int, int, str]] = []
    for begin, end in found:
        day = begin // DAY
        if end - begin >= WEEK:
            return ("24/7",)
        if end - begin > DAY:
            made.append((day, day, f"{names[day]} {_clock(begin)} – {names[end % WEEK // DAY]} {_clock(end)}"))
            continue
        same = f"{_clock(begin)}-{_clock(end)}"
        if made and made[-1][1] == day - 1 and made[-1][2] == same:
            made[-1] = (made[-1][0], day, same)
        else:
            made.append((day, day, same))
    return tuple(
        text if "–" in text else f"{names[first]}{'' if first == last else '-' + names[last]} {text}"
        for first, last, text in made
    )


def spoken(text: str, language: str) -> str:
    """Hours as somebody wrote them, with the days named in a language."""
    names = DAYS.get(language, DAYS["en"])
    return re.sub("[a-z]{3}", lambda day: names[_DAY[day[0]]] if day[0] in _DAY else day[0], text.lower())


def _clock(minute: int) -> str:
    return f"{minute % DAY // 60:02}:{minute % 60:02}"
