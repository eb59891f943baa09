"""Two languages of one message side by side: the same times, numbers and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from crisisctl.rules import Context, Message
from crisisctl.rules._contacts import blanked, key_of
from crisisctl.rules._counts import number
from crisisctl.rules._facts import hours_ahead
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading, Span

_WORDS_FR = (
    "zero=0 un=1 une=1 deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10 onze=11 douze=12 treize=13 "
    "quatorze=14 quinze=15 seize=16 vingt=20 trente=30 quarante=40 cinquante=50 soixante=60 cent=100 "
    "mille=1000 demi=30 demie=30"
)
_WORDS_EN = (
    "zero=0 one=1 once=1 two=2 twice=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 "
    "thirteen=13 fourteen=14 fifteen=15 sixteen=16 twenty=20 thirty=30 forty=40 fifty=50 sixty=60 hundred=100 "
    "thousand=1000 half=30"
)
_SMALL = dict(pair.split("=") for pair in f"{_WORDS_FR} {_WORDS_EN}".split())
"""Numbers people write in words; both languages at once, for no word means two."""
_ANSWER = {"fr": "en", "en": "fr"}
_LANGUAGE_PART = Pattern(r"(?:^|(?<=[/.?=&_-]))(?:fr|en)(?:[-_][a-z]{2})?(?=$|[/.?&_-])")
_NUMBER = Pattern(r"(?<![\w.,:/+-])(?:\d{1,3}(?:[ .,]\d{3})+(?!\d)|\d{1,9}(?:[.,]\d{1,2}(?!\d))?)")
_ANY_HOUR = frozenset(range(0, 1440, 60))
_ROUND_CLOCK = Pattern(
    r"24\s?h?(?:eures)?\s?(?:/|sur)\s?24(?:\s?h)?|24/7|7\s?j?\s?(?:/|sur)\s?7(?:\s?j)?|24 hours a day|7 days a week"
)


class Drift(NamedTuple):
    """Something only one of the two says; ``here`` when it is this one."""

    shown: str
    span: Span
    here: bool
    sure: bool = True


Key = tuple[str, str]


def compare(reading: Reading) -> Iterator[Drift]:
    """What only one of the two versions says, times first."""
    message = Message(
        reading.context.other_language_text, _ANSWER.get(reading.language, ""), reading.channel, reading.audience
    )
    other = Reading(message, Context(), reading.settings)
    mine, theirs = _carried(reading), _carried(other)
    published = {key_of(one) for one in reading.context.published_contacts or ()}
    for key, span in mine.items():
        if key[1] not in published and not _there(key, theirs, reading, other):
            yield Drift(reading.text[slice(*span)].strip(), span, here=True)
    for key, span in theirs.items():
        if key[1] not in published and not _there(key, mine, other, reading):
            yield Drift(other.text[slice(*span)].strip(), (0, 0), here=False)
    for key, span in mine.items():
        if key[1] in published and key not in theirs and any(_is_slip(key, two) for two in theirs.keys() - mine.keys()):
            yield Drift(reading.text[slice(*span)].strip(), span, here=True, sure=False)


def _is_slip(one: Key, two: Key) -> bool:
    """Two numbers of ours that differ by two digits at most: another desk for another language, or a slip."""
    same_kind = one[0] == two[0] == "phone" and len(one[1]) == len(two[1])
    return same_kind and sum(a != b for a, b in zip(one[1], two[1], strict=True)) <= 2


def _carried(reading: Reading) -> dict[Key, Span]:
    """Times, addresses and numbers of a text in a form that both languages share."""
    found: dict[Key, Span] = {}
    taken: list[Span] = [match.span() for match in _ROUND_CLOCK.finditer(reading.words)]
    zones = {" ".join(clock.zone.split()) for clock in reading.clocks if clock.zone}  # a mail breaks its lines anywhere
    for clock in reading.clocks:
        taken.append((clock.start, clock.end))
        minutes = clock.minutes if len(zones) <= 1 else clock.minutes % 60
        found.setdefault(("time", str(minutes)), (clock.start, clock.end))
    for contact in reading.contacts:
        taken.append((contact.start, contact.end))
        key = _LANGUAGE_PART.sub("", contact.key) if contact.kind == "link" else contact.key
        found.setdefault((contact.kind, key.strip("/.?=&_-")), (contact.start, contact.end))
    for match in _NUMBER.finditer(blanked(reading.words, taken)):
        value = number(match[0])
        if value is not None:
            found.setdefault(("number", f"{value:g}"), match.span())
    return found


def _there(key: Key, others: dict[Key, Span], mine: Reading, other: Reading) -> bool:
    if key in others:
        return True
    kind, value = key
    if kind == "number":
        if any(_SMALL[word] == value for word in re.findall(r"[a-z]+", other.words) if word in _SMALL):
            return True
        return any(name == "time" and int(minutes) in _as_time(value) for name, minutes in others)
    if kind == "time":
        if any(name == "number" and int(value) in _as_time(written) for name, written in others):
            return True
        shifts = _shifts(mine, other)
        return any(
            name == "time" and (int(minutes) - int(value)) % 60 == 0 and (int(minutes) - int(value)) % 1440 in shifts
            for name, minutes in others
        )
    return False


def _as_time(value: str) -> tuple[int, ...]:
    """A bare number may be an hour the other language writes in full (``entre 14 et 16 h``)."""
    return (int(value) * 60, (int(value) % 12 + 12) * 60) if value.isdigit() and len(value) <= 2 else ()


def _shifts(mine: Reading, other: Reading) -> frozenset[int]:
    """By how many minutes the same moment may read otherwise in the other text: its zones are others."""
    here, there = _zones(mine), _zones(other)
    if () in here | there and here != there:
        return _ANY_HOUR
    return frozenset((two[at] - one[at]) * 60 % 1440 for one in here for two in there if one and two for at in (0, -1))


def _zones(reading: Reading) -> frozenset[tuple[int, ...]]:
    """The zones named, as hours ahead of UTC; an empty one where a zone is named that we do not know."""
    named = frozenset(hours_ahead(reading, clock) for clock in reading.clocks if clock.zone)
    return named or frozenset({()} if reading.clocks else ())
