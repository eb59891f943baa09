"""Milestones that must come one after the other, or no span between them can be measured. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

IN_ORDER = ("started", "detected", "mitigated", "resolved")
"""The others may come anywhere: who takes the lead may have done so before anybody called it an incident."""


def to_the_minute(instant: datetime) -> datetime:
    """Nobody types the seconds that a machine writes."""
    return instant.replace(second=0, microsecond=0)


def disorder(milestones: Mapping[str, datetime]) -> Iterator[tuple[str, str]]:
    """Each pair of which the second, which comes after the first, was reached before it."""
    known = [(name, to_the_minute(milestones[name])) for name in IN_ORDER if name in milestones]
    for place, (first, late) in enumerate(known):
        for then, early in known[place + 1 :]:
            if early < late:
                yield first, then


def against_moving(milestones: Mapping[str, datetime], name: str, at: datetime) -> tuple[str, ...]:
    """The milestones that would be out of order with this one if it were at ``at``."""
    return tuple(
        then if first == name else first for first, then in disorder({**milestones, name: at}) if name in {first, then}
    )
