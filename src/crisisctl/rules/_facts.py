"""Numbers and times of a text beside those of the log, and of the last message sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from crisisctl.rules import Level
from crisisctl.rules._clock import Clock
from crisisctl.rules._contacts import blanked
from crisisctl.rules._counts import NUMBER, Count, agrees, number, people, unnamed
from crisisctl.rules._fold import fold
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading, Span

_AFFECTED_WORDS = (
    "affected affected_customers customers_affected customers clients users count affected_users users_affected "
    "people affected_count nb_clients clients_touches touches impacted impacted_customers concernes patients "
    "accounts affected_accounts households "
)
AFFECTED = frozenset(_AFFECTED_WORDS.split())
STARTED = frozenset(["started", "started_at", "start", "start_time", "began", "began_at", "since", "depuis", "debut"])
NEXT = frozenset(["next", "next_update", "next_update_at", "next_point", "prochain_point"])
ETA = frozenset(["eta", "restore_at", "expected_restore", "restoration", "retablissement"])
SEVERITY = frozenset({"severity", "gravite"})
_AHEAD = {
    "utc": (0,), "gmt": (0,), "bst": (1,), "cest": (2,), "cet": (1,), "london": (0, 1), "londres": (0, 1), "uk": (0, 1),
    "british": (0, 1), "irish": (0, 1), "dublin": (0, 1), "lisbon": (0, 1), "paris": (1, 2), "france": (1, 2),
    "french": (1, 2), "francaise": (1, 2), "bruxelles": (1, 2), "brussels": (1, 2), "belge": (1, 2), "geneve": (1, 2),
    "geneva": (1, 2), "suisse": (1, 2), "zurich": (1, 2), "luxembourg": (1, 2), "berlin": (1, 2), "madrid": (1, 2),
    "rome": (1, 2), "amsterdam": (1, 2), "dakar": (0,), "abidjan": (0,), "tunis": (1,), "montreal": (-5, -4),
    "toronto": (-5, -4), "new york": (-5, -4), "eastern": (-5, -4), "edt": (-4,), "quebecoise": (-5, -4),
    "royaume-uni": (0, 1), "grande-bretagne": (0, 1), "britannique": (0, 1), "angleterre": (0, 1), "irlande": (0, 1),
    "portugal": (0, 1), "lisbonne": (0, 1), "metropolitaine": (1, 2), "hexagone": (1, 2), "belgique": (1, 2),
    "espagne": (1, 2), "allemagne": (1, 2), "italie": (1, 2), "pays-bas": (1, 2), "spanish": (1, 2),
    "german": (1, 2), "italian": (1, 2), "dutch": (1, 2), "swiss": (1, 2), "belgian": (1, 2),
}  # fmt: skip
"""Hours ahead of UTC, in winter and in summer."""
_BEGAN = ("start", "began", "begin", "debut", "commenc", "survenu", "constat", "demarr", "detect", "occurred", "notic")
_NAMES = Pattern(r"\b(?:" + "|".join(_AHEAD) + r")\b")
_STAMP = Pattern(r"(?:\d{4}-\d\d-\d\d[t ])?(\d{1,2})\s?[:h]\s?(\d\d)?(?::\d\d(?:\.\d+)?)?\s?(z|[+-]\d\d:?\d\d)?")
_TWELVE = Pattern(r"(\d{1,2})(?:[:.](\d\d))?\s?([ap])\.?m\.?")


_RUNS = {
    "en": Pattern(
        r"\b(?:again|back|restored|reopened|resumed|recovered|fixed|repaired|running|works?|working|open)\b[^.;:!?,\n]{0,28}$"
    ),
    "fr": Pattern(
        r"\b(?:(?:de|a) nouveau|re(?:marche|fonctionne|part|tabli|ouver|pris|ven|lance)\w*|fonctionne\w*|marchent?|ouvert\w*|repare\w*"
        r"|normalement)\b[^.;:!?,\n]{0,28}$"
    ),
}
"""What stands before the hour since when something works."""


class Change(NamedTuple):
    name: str
    before: str
    now: str
    span: Span
    level: Level = "error"


class Moment(NamedTuple):
    """A clock time of the log; ``offset`` is how many minutes its clock is ahead of UTC (None: not known)."""

    minutes: int
    offset: int | None = None


def as_number(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    return number(fold(value)) if isinstance(value, str) and re.fullmatch(r"[\d .,\u00a0\u202f]+", value) else None


def as_minutes(value: object) -> int | None:
    """Minutes after midnight of a fact's time, on the clock it was written for; None when it is no clock time."""
    moment = as_moment(value)
    return moment.minutes if moment else None


def as_moment(value: object) -> Moment | None:
    """A fact's time: ``15 h 30``, ``3:30 pm``, ``2026-03-12T15:30+01:00``."""
    if not isinstance(value, str):
        value = value.isoformat() if hasattr(value, "isoformat") else ""
    text = fold(str(value)).strip()
    if twelve := _TWELVE.match(text):
        return Moment((int(twelve[1]) % 12 + 12 * (twelve[3] == "p")) * 60 + int(twelve[2] or 0))
    stamp = _STAMP.match(text)
    if not stamp or int(stamp[1]) > 24:
        return None
    return Moment(int(stamp[1]) % 24 * 60 + int(stamp[2] or 0), _offset(stamp[3]))


def _offset(zone: str | None) -> int | None:
    if not zone:
        return None
    digits = zone[1:].replace(":", "")
    return int(f"{zone[0]}{int(digits[:2]) * 60 + int(digits[2:])}") if digits else 0


def _of(facts: Mapping[str, object], names: frozenset[str]) -> Iterator[tuple[str, object]]:
    for name, value in facts.items():
        if name.strip().lower().replace("-", "_").replace(" ", "_") in names:
            yield name, value


def mismatches(reading: Reading, facts: Mapping[str, object]) -> Iterator[Change]:
    """Where the text says otherwise than the facts."""
    yield from _counts_off(reading, facts)
    yield from _times_off(reading, facts, STARTED, ("start",))
    yield from _times_off(reading, facts, NEXT, ("next-update",))


def _counts_off(reading: Reading, facts: Mapping[str, object]) -> Iterator[Change]:
    known = [(name, value, as_number(value)) for name, value in _of(facts, AFFECTED)]
    counts = people(reading) if known else []
    for name, value, fact in known:
        if fact and not counts and (maybe := unnamed(reading, fact)):
            if not (agrees(maybe, fact) or _is_told(reading, fact)):
                yield Change(name, str(value), reading.words[slice(*maybe.span)], maybe.span, "warning")
            continue
        if fact is None or not counts or any(agrees(count, fact) for count in counts):
            continue
        worst = next((count for count in counts if _is_about_harm(reading, count)), counts[0])
        level: Level = "error" if _is_about_harm(reading, worst) and not _is_told(reading, fact) else "warning"
        yield Change(name, str(value), reading.words[slice(*worst.span)], worst.span, level)


def _is_told(reading: Reading, fact: float) -> bool:
    """The number stands in the text, though not before a word for people ("the 60 who had a class today"); an hour or a
    telephone number that holds it tells nothing."""
    hours = ((clock.start, clock.end) for clock in reading.clocks)
    told = blanked(blanked(reading.words, hours), reading.contacts)
    return any(number(match[0]) == fact for match in NUMBER.finditer(told))


def _is_about_harm(reading: Reading, count: Count) -> bool:
    """The sentence says that these people are hit; "we have 500 members" does not."""
    return reading.near(("impact", "impact-weak", "denial"), count.span)


def _times_off(
    reading: Reading, facts: Mapping[str, object], names: frozenset[str], lists: tuple[str, ...]
) -> Iterator[Change]:
    for name, value in _of(facts, names):
        wanted = as_moment(value)
        if wanted is None:
            continue
        told = list(_times_told(reading, lists))
        if told and all(_is_other(clock, hours_ahead(reading, clock), wanted) for clock in told):
            clock = told[0]
            span = (clock.start, clock.end)
            yield Change(name, str(value), reading.words[slice(*span)], span)


def hours_ahead(reading: Reading, clock: Clock) -> tuple[int, ...]:
    """Hours ahead of UTC, in winter and in summer, of the zone a clock time names; nothing where we do not know it."""
    zone = f"{clock.zone} {reading.words[clock.end : clock.end + 24]}" if clock.zone else ""
    return next((_AHEAD[name[0]] for name in _NAMES.finditer(zone)), ())


def _is_other(clock: Clock, ahead: tuple[int, ...], wanted: Moment) -> bool:
    """The text's time is none the fact could be: on the fact's own clock, or on that of the zone the text names."""
    if not _far(clock.minutes, wanted.minutes):
        return False
    if wanted.offset is None:
        return True
    if not ahead:
        return (clock.minutes - wanted.minutes) % 60 != 0 or not (clock.zone or wanted.offset == 0)
    if wanted.offset in [60 * hours for hours in ahead]:
        return True  # the fact was written on the clock of that zone, and differs on it
    return all(_far(clock.minutes, wanted.minutes - wanted.offset + 60 * hours) for hours in ahead)


def _far(minutes: int, wanted: int) -> bool:
    """Not the same time, nor the same on a clock of twelve hours."""
    return minutes != wanted and (minutes - wanted) % 720 != 0


def _times_told(reading: Reading, lists: tuple[str, ...]) -> Iterator[Clock]:
    """The clock times of the text that follow a phrase of the lists, in the same sentence."""
    for clock in reading.clocks:
        start, _ = reading.sentence(clock.start)
        reach = 24 if lists == ("start",) else 60
        for span in reading.find(*lists):
            near = start <= span[0] < clock.start and clock.start - span[1] <= reach
            if near and (lists != ("start",) or _starts_trouble(reading, span)):
                yield clock
                break


def _starts_trouble(reading: Reading, span: Span) -> bool:
    """Not "working again since", nor "open from"."""
    began = reading.words[slice(*span)].startswith(_BEGAN)
    runs = _RUNS.get(reading.language)
    begin = max(reading.sentence(span[0])[0], span[0] - 60)
    if not began and runs and (said := runs.search(reading.words, begin, span[0])) and not reading.negated(said.span()):
        return False
    if reading.kind == "resolved" or reading.over:
        return began
    return began or reading.near(("impact", "impact-weak", "denial"), span)


def changes(reading: Reading, before: Mapping[str, object]) -> Iterator[Change]:
    """What this message's facts, or its own numbers, change in what the last one said."""
    facts = reading.context.facts
    told: set[str] = set()
    for names in (SEVERITY, AFFECTED, STARTED, ETA):
        for name, old in _of(before, names):
            new = next((value for _, value in _of(facts, names)), None)
            if new is not None and _differs(old, new):
                told.add(name)
                yield _change(reading, name, old, new)
    rest = {name: value for name, value in before.items() if name not in told}
    yield from _counts_off(reading, rest)
    yield from _times_off(reading, rest, STARTED, ("start",))


def _differs(old: object, new: object) -> bool:
    for read in (as_number, as_minutes):
        one, two = read(old), read(new)
        if one is not None and two is not None:
            return one != two
    return fold(str(old)).strip() != fold(str(new)).strip()


def _change(reading: Reading, name: str, old: object, new: object) -> Change:
    """An error where the text shows the new value, a warning where only the log knows."""
    wanted, minutes = as_number(new), as_minutes(new)
    for match in NUMBER.finditer(reading.words):
        if wanted is not None and number(match[0]) == wanted:
            return Change(name, str(old), str(new), match.span())
    for clock in reading.clocks:
        if minutes is not None and not _far(clock.minutes, minutes):
            return Change(name, str(old), str(new), (clock.start, clock.end))
    place = reading.words.find(fold(str(new)))
    if place >= 0:
        return Change(name, str(old), str(new), (place, place + len(fold(str(new)))))
    return Change(name, str(old), str(new), (0, 0), "warning")
