"""Clocks set going and met: by a person, by steps and facts, by one another. Pure; the events are written elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256

from crisisctl import deadlines
from crisisctl import events as ev
from crisisctl.acts import SLACK, Clock
from crisisctl.errors import Refused
from crisisctl.events import Entry, Event
from crisisctl.evolve import evolve
from crisisctl.expressions import holds
from crisisctl.incident import ClockState, Incident
from crisisctl.plain import to_plain
from crisisctl.playbook import Countdown
from crisisctl.times import from_iso


def digest(definition: Countdown) -> str:
    """By which the log names the definition a clock was started with."""
    plain = json.dumps(to_plain(definition), sort_keys=True, separators=(",", ":"))
    return f"sha256:{sha256(plain.encode()).hexdigest()}"


def due(definition: Countdown, start: datetime, incident: Incident, clock: Clock) -> datetime | None:
    """The deadline of a clock that runs since ``start``; None where it has no number."""
    parsed = deadlines.parse(definition.deadline)
    if parsed is None:
        return None
    own = deadlines.due(parsed, start, clock.zone, incident.organisation.holidays)
    outer = incident.clocks.get(definition.within or "")
    if outer and outer.due and outer.state in {"running", "carried"} and outer.due > start:
        return min(own, outer.due)
    return own


def since(definition: Countdown, incident: Incident) -> datetime | None:
    """What the fact says that the definition counts from, where it is known well enough."""
    name = definition.since
    return from_iso(str(incident.facts[name].value)) if name and incident.counts(name) else None


def begun(
    incident: Incident, started: ev.ClockStarted, clock: Clock, *, definitions: Mapping[str, Countdown] | None = None
) -> tuple[Event, ...]:
    """What starting a clock comes to: itself with its deadline, then those that start together with it."""
    new = {name: each for name, each in (definitions or {}).items() if name not in incident.playbook.clocks}
    known = {**new, **incident.countdowns}
    if started.start > clock.now + SLACK:
        raise Refused(f"{started.clock}: {started.fact or 'that time'} is still to come", "a clock runs since the past")
    events: list[Event] = []
    ahead = [started]
    while ahead:
        next_one = ahead.pop(0)
        definition = known[next_one.clock]
        kept = {name: to_plain(each) for name, each in new.items() if name not in incident.definitions}
        event = _complete(next_one, definition, incident, clock, kept)
        events.append(event)
        incident = folded(incident, [event], clock)
        ahead += [
            ev.ClockStarted(each.id, started.start, by=started.by, chained=definition.id)
            for each in known.values()
            if each.beside == definition.id and _moves(incident, each.id, started.start)
        ]
    return tuple(events)


def _complete(
    started: ev.ClockStarted,
    definition: Countdown,
    incident: Incident,
    clock: Clock,
    kept: Mapping[str, object],
) -> ev.ClockStarted:
    return ev.ClockStarted(
        started.clock,
        started.start,
        due=due(definition, started.start, incident, clock),
        by=started.by,
        reason=started.reason,
        step=started.step,
        fact=started.fact,
        chained=started.chained,
        digest=digest(definition),
        definitions=kept,
    )


def _moves(incident: Incident, name: str, start: datetime) -> bool:
    """Whether a clock that another one starts is to be started: not if it runs since then, or is over."""
    found = incident.clocks.get(name)
    return found is None or (found.state == "running" and found.start != start)


def met(incident: Incident, event: ev.ClockMet, at: datetime, clock: Clock) -> tuple[Event, ...]:
    """What meeting a clock at ``at`` comes to: itself, then those that count from there."""
    events: tuple[Event, ...] = (event,)
    incident = folded(incident, events, clock, at)
    for each in incident.countdowns.values():
        if each.after == event.clock and _moves(incident, each.id, at):
            more = begun(incident, ev.ClockStarted(each.id, at, chained=event.clock), clock)
            events, incident = events + more, folded(incident, more, clock)
    return events


def follow(incident: Incident, events: Iterable[Event], at: datetime, clock: Clock) -> tuple[Event, ...]:
    """The clocks that facts which were set and steps which were done start and meet."""
    events = tuple(events)
    touching = [event for event in events if isinstance(event, ev.FactSet | ev.StepDone)]
    if not touching or (incident.id and not incident.playbook.clocks):
        return ()
    incident = folded(incident, events, clock, at)
    made: tuple[Event, ...] = ()
    for event in touching:
        for wanted in _wanted(event, incident, at):
            if isinstance(wanted, ev.ClockMet):
                more = met(incident, wanted, at, clock)
            else:
                more = begun(incident, wanted, clock)
            made, incident = made + more, folded(incident, more, clock, at)
    return made


def _wanted(
    event: ev.FactSet | ev.StepDone, incident: Incident, at: datetime
) -> Iterator[ev.ClockStarted | ev.ClockMet]:
    if isinstance(event, ev.FactSet):
        yield from _by_fact(event, incident, at)
        return
    step = incident.step(event.step)
    if step is None:
        return
    yield from (ev.ClockMet(name, step=step.id) for name in step.meets if _runs(incident, name))
    chosen = next((option.starts for option in step.options if option.id == event.answer), ())
    for name in dict.fromkeys((*step.starts, *chosen)):
        found = incident.clocks.get(name)
        if found is None or found.state == "waived":
            start = since(incident.countdowns[name], incident) or at
            yield ev.ClockStarted(name, start, step=step.id)


def _runs(incident: Incident, name: str) -> bool:
    found = incident.clocks.get(name)
    return found is not None and found.state == "running"


def _follows_facts(found: ClockState) -> bool:
    """It runs, and what a person declared by hand is not moved by a fact."""
    return found.state == "running" and bool(found.step or found.fact)


def _by_fact(event: ev.FactSet, incident: Incident, at: datetime) -> Iterator[ev.ClockStarted | ev.ClockMet]:
    """The clocks that a fact starts or meets; and those that run since the time it says, if it says another one now."""
    spec = incident.playbook.known().get(event.name)
    if spec is None or not incident.counts(event.name) or event.value is False:
        return
    instant = from_iso(str(event.value)) if spec.type == "datetime" else None
    starts = spec.starts if spec.starts_when is None or holds(spec.starts_when, incident.values()) else ()
    counted = [name for name, definition in incident.countdowns.items() if definition.since == event.name]
    for name in dict.fromkeys((*starts, *counted)):
        found = incident.clocks.get(name)
        start = since(incident.countdowns[name], incident) or instant or at
        begins = name in starts and (found is None or found.state == "waived")
        moves = instant is not None and found is not None and _follows_facts(found) and found.start != start
        if begins or moves:
            yield ev.ClockStarted(name, start, by=event.confirmed_by, reason=event.source, fact=event.name)
    if spec.meets_when is None or holds(spec.meets_when, incident.values()):
        yield from (ev.ClockMet(name, reason=event.source) for name in spec.meets if _runs(incident, name))


def folded(incident: Incident, events: Iterable[Event], clock: Clock, at: datetime | None = None) -> Incident:
    """The incident as it will be once these events are in its log."""
    for event in events:
        incident = evolve(incident, Entry(0, clock.now, "", event, at or clock.now, "", ""))
    return incident
