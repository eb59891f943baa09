"""What `ready` looks at on a quiet day. One check a file, ending in ``CHECK = Check(…)``; the folder is the registry.

A check names everything it looked at, good or not: the score counts these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from crisisctl import registry
from crisisctl.playbook import Organisation, Playbook
from crisisctl.text import Words


@dataclass(frozen=True, slots=True)
class Ground:
    """What there is to look at. ``drilled`` says when each playbook was last played."""

    organisation: Organisation
    playbooks: tuple[Playbook, ...]
    unapproved: tuple[tuple[str, str], ...]
    """What the reader says of texts that changed since their approval: the playbook, the sentence."""
    drilled: Mapping[str, datetime]
    now: datetime
    """In the zone of the organisation."""
    example: bool = False
    """It is the shipped organisation, whose people and numbers are invented."""

    @property
    def today(self) -> date:
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was looked at. ``missing`` says what is not there; empty where all is well."""

    subject: str
    missing: Words
    todo: Words
    until: date | None = None
    """The last day on which it is good without anybody seeing to it."""

    @property
    def good(self) -> bool:
        return not self.missing


def well(subject: str, until: date | None = None) -> Item:
    return Item(subject, {}, {}, until)


@dataclass(frozen=True, slots=True)
class Check:
    about: Words
    look: Callable[[Ground], Iterable[Item]]


@dataclass(frozen=True, slots=True)
class Result:
    name: str
    about: Words
    items: tuple[Item, ...]

    @property
    def good(self) -> int:
        return sum(item.good for item in self.items)


def names() -> tuple[str, ...]:
    return registry.names(__name__)


def check(name: str) -> Check:
    return registry.get(__name__, name, "CHECK", Check)


def look(ground: Ground) -> tuple[Result, ...]:
    """What every check finds."""
    return tuple(Result(name, check(name).about, tuple(check(name).look(ground))) for name in names())


def calendar(results: Iterable[Result], until: date) -> tuple[tuple[date, Words, str], ...]:
    """What is good today and has to be seen to again up to a day: when, what for, what; the soonest first."""
    found = [
        (item.until, each.about, item.subject)
        for each in results
        for item in each.items
        if item.good and item.until and item.until <= until
    ]
    return tuple(sorted(found, key=lambda row: (row[0], row[2])))
