"""What `doctor` looks at. One check a file, which ends in ``CHECK = Check(…)``; the folder is the registry.

A check only looks. What it finds may bring a ``Mend``, which changes something when it is asked to, and never deletes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from crisisctl import french, registry
from crisisctl.errors import CrisisError, StoreFailed
from crisisctl.stores import Server, Store
from crisisctl.text import Words

Level = Literal["bad", "warning", "note"]
"""``bad``: something is lost or does not work; ``warning``: it may be soon; ``note``: good to know, and fine."""
LEVELS: tuple[Level, ...] = ("bad", "warning", "note")


@dataclass(frozen=True, slots=True)
class Mend:
    """What can be done about a finding. ``do`` says what it did, or raises ``CrisisError``."""

    what: Words
    do: Callable[[], Words]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, what it means, what a person can do; every text in French and English."""

    level: Level
    problem: Words
    means: Words
    todo: Words
    mend: Mend | None = None
    check: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look. ``log`` is the file of a SQLite log, None for any other store."""

    home: Path
    where: str
    store: Store
    server: Server | None
    log: Path | None
    now: datetime

    def logs(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every incident that can be read; what cannot is the matter of the check of the store."""
        try:
            names = self.store.incidents()
        except StoreFailed:
            return
        for name in names:
            try:
                yield name, tuple(self.store.read(name))
            except StoreFailed:
                continue


@dataclass(frozen=True, slots=True)
class Check:
    """``about`` is what it looks at; ``look`` gives what is not as it should be, or good to know."""

    about: Words
    look: Callable[[Place], Iterable[Finding]]


def names() -> tuple[str, ...]:
    return registry.names(__name__)


def check(name: str) -> Check:
    return registry.get(__name__, name, "CHECK", Check)


def look(place: Place) -> list[Finding]:
    """What every check finds, the worst first."""
    found = []
    for name in names():
        try:
            found += [_named(each, name) for each in check(name).look(place)]
        except (CrisisError, OSError) as problem:
            found.append(_named(_unseen(problem), name))
    return sorted(found, key=lambda each: LEVELS.index(each.level))


def _named(found: Finding, name: str) -> Finding:
    return Finding(found.level, found.problem, found.means, found.todo, found.mend, name)


def _unseen(problem: CrisisError | OSError) -> Finding:
    said = problem.message if isinstance(problem, CrisisError) else str(problem)
    hint = problem.hint if isinstance(problem, CrisisError) else ""
    return Finding(
        "bad",
        {"en": said, "fr": french.said(said, "fr")},
        {"en": "this could not be looked at", "fr": "impossible de l’examiner"},
        {
            "en": hint or "look at the disk and the folder",
            "fr": french.said(hint, "fr") or "regardez le disque et le dossier",
        },
    )
