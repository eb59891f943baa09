"""Who can be reached at which hours: each person's own, told in the zone of the organisation."""

from __future__ import annotations

from datetime import datetime, timedelta

from crisisctl import hours
from crisisctl.playbook import Organisation, Person
from crisisctl.zones import zone


def spans(person: Person, organisation: Organisation, now: datetime) -> hours.Spans:
    """A person's hours in the zone of the organisation, as far apart as the two zones are at ``now``."""
    own = hours.union(span for text in person.hours for span in hours.parse(text))
    if not person.timezone or person.timezone == organisation.timezone:
        return own
    apart = _offset(organisation.timezone, now) - _offset(person.timezone, now)
    return hours.shifted(own, round(apart.total_seconds() / 60))


def told(person: Person, organisation: Organisation, now: datetime, language: str) -> tuple[str, ...]:
    """A person's hours in the zone of the organisation: as they wrote them, where that is their zone too."""
    if not person.timezone or person.timezone == organisation.timezone:
        return tuple(hours.spoken(text, language) for text in person.hours)
    return hours.told(spans(person, organisation, now), language)


def reachable(person: Person, organisation: Organisation, now: datetime) -> bool | None:
    """Whether somebody is to be reached now; None where nobody wrote down their hours."""
    if not person.hours:
        return None
    return hours.holds(spans(person, organisation, now), now.astimezone(zone(organisation.timezone)))


def _offset(name: str, now: datetime) -> timedelta:
    return now.astimezone(zone(name)).utcoffset() or timedelta()
