"""Setting facts: raw words in, events out. Shared by the act ``SetFacts``, by questions and by opening."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from crisisctl.acts import SLACK, Clock
from crisisctl.errors import NotFound, Refused
from crisisctl.events import Event, FactSet, MilestoneMarked
from crisisctl.incident import Incident
from crisisctl.text import did_you_mean, listed
from crisisctl.times import from_iso
from crisisctl.values import parse_value


def set_facts(
    incident: Incident,
    values: Mapping[str, str],
    clock: Clock,
    *,
    source: str = "",
    confirmed_by: str = "",
    step: str = "",
) -> tuple[Event, ...]:
    """The events that set every one of ``values``. Raises on the first that cannot be: then none is set."""
    known = incident.playbook.known()
    events: list[Event] = []
    for name, raw in values.items():
        spec = known.get(name)
        if spec is None:
            raise NotFound(
                f"there is no fact `{name}` in this playbook{did_you_mean(name, known)}", f"it has {listed(known)}"
            )
        try:
            value = parse_value(spec, raw, clock.now, clock.zone)
        except ValueError as problem:
            raise Refused(str(problem), f"set it by: crisisctl set {name}=…") from None
        events.append(FactSet(name, value, source.strip(), confirmed_by.strip(), step))
        if spec.milestone:
            events.append(MilestoneMarked(spec.milestone, _past(name, from_iso(str(value)), clock)))
    return tuple(events)


def _past(name: str, reached: datetime, clock: Clock) -> datetime:
    if reached > clock.now + SLACK:
        raise Refused(f"{name}: that time is still to come", "a milestone is marked once it is reached")
    return reached
