"""Setting facts: raw words in, events out. Shared by the act ``SetFacts``, by questions and by opening."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta, tzinfo

from crisisctl.acts import SLACK, Clock
from crisisctl.errors import NotFound, Refused
from crisisctl.events import Entry, Event, FactSet, MilestoneMarked, Resolved
from crisisctl.expressions import names
from crisisctl.incident import Incident
from crisisctl.milestones import disorder, to_the_minute
from crisisctl.playbook import MILESTONES, Step
from crisisctl.text import did_you_mean, listed
from crisisctl.times import format_stamp, from_iso
from crisisctl.values import parse_value

UNKNOWN = "unknown"
"""The answer of a decision that says it is still to be answered."""
LONG_AGO = timedelta(days=30)
"""How long before an incident a time looks like a slip of the hand."""


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


def doubts(incident: Incident, entries: Iterable[Entry], zone: tzinfo) -> Iterator[str]:
    """What looks wrong about the times that ``entries`` set. They are kept: whoever set them may know better."""
    entries = tuple(entries)
    set_now = {entry.event.name: None for entry in entries if isinstance(entry.event, FactSet)}
    marked_now = {name for entry in entries for name in _marked(entry.event)}
    times = _times(incident)
    long_ago = {name for name, at in times.items() if at < incident.opened_at - LONG_AGO}
    for name in (each for each in set_now if each in long_ago):
        told = format_stamp(times[name], zone)
        yield f"{name}: {told} is more than {LONG_AGO.days} days before this incident was opened, is that right?"
    yield from _contradictions(incident, set_now)
    marks = {name: spec.milestone for name, spec in incident.playbook.known().items() if spec.milestone}
    placed = [name for name in times if name in marks and not (name in long_ago and name in set_now)]
    order = sorted(placed, key=lambda name: MILESTONES.index(marks[name]))
    told_of = set()
    for at, first in enumerate(order):
        for then in order[at + 1 :]:
            if marks[first] != marks[then] and times[then] < times[first] and {first, then} & set_now.keys():
                told_of.add((marks[first], marks[then]))
                late, early = format_stamp(times[first], zone), format_stamp(times[then], zone)
                yield f"{then} ({early}) is before {first} ({late}), set right what is wrong: crisisctl set {first}=…"
    for first, then in disorder(incident.milestones):
        if {first, then} & marked_now and (first, then) not in told_of and not long_ago:
            late, early = (format_stamp(incident.milestones[each], zone) for each in (first, then))
            yield f"{then} ({early}) is before {first} ({late}), set right what is wrong: crisisctl mark {first} --at …"


def unanswered(incident: Incident) -> tuple[Step, ...]:
    """The decisions that were answered by ``unknown``, and are so still: the walk goes on, nobody may forget them."""

    def answer(step: Step) -> object:
        fact = incident.facts.get(step.sets or "")
        return fact.value if fact else incident.steps[step.id].answer

    asked = (step for _, step in incident.playbook.steps() if step.kind == "decision")
    return tuple(step for step in asked if incident.state_of(step.id) == "done" and answer(step) == UNKNOWN)


def _contradictions(incident: Incident, set_now: Collection[str]) -> Iterator[str]:
    """Facts that cannot both be true, of which one was set just now."""
    for name, spec in incident.playbook.known().items():
        if not incident.contradicted(spec):
            continue
        others = sorted(names(spec.contradicted_when or "") & incident.facts.keys() - {name})
        if {name, *others} & set(set_now):
            told = listed(f"{each}={incident.facts[each].value}" for each in others)
            own = f"{name}={incident.facts[name].value}"
            yield f"{own} contradicts {told}: set right what is wrong; until then no message says {name}"


def _marked(event: Event) -> tuple[str, ...]:
    if isinstance(event, MilestoneMarked):
        return (event.milestone,)
    return ("resolved",) if isinstance(event, Resolved) else ()


def _times(incident: Incident) -> dict[str, datetime]:
    """The times that are known, to the minute."""
    known = incident.playbook.known()
    return {
        name: to_the_minute(from_iso(str(fact.value)))
        for name, fact in incident.facts.items()
        if name in known and known[name].type == "datetime" and not known[name].secret
    }
