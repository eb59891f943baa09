"""What was said and known in the course of an incident: sendings, promises, changes of facts, oldest first. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from crisisctl import events as ev
from crisisctl.events import Entry
from crisisctl.incident import Incident, Promise, keeps
from crisisctl.playbook import CONCEALED


@dataclass(frozen=True, slots=True)
class SentMessage:
    """One sending: the exact texts, by whom, when."""

    seq: int
    message: str
    audience: str
    external: bool
    at: datetime
    recorded_at: datetime
    actor: str
    drafts: tuple[ev.DraftText, ...]
    destination: str
    override: str
    next_update: datetime | None


@dataclass(frozen=True, slots=True)
class FactChange:
    seq: int
    name: str
    value: object
    at: datetime
    actor: str
    source: str
    confirmed_by: str


def promises(incident: Incident) -> Iterator[Promise]:
    """Every promise in the order it was made, with the sending that met it.

    A message that leaves channel by channel makes one promise: the time it says again is not met by saying it.
    """
    made: list[Promise] = []
    running: dict[str, set[int]] = {}
    last: dict[tuple[str, str], int] = {}
    for entry in incident.entries:
        event = entry.event
        if isinstance(event, ev.MessageSent):
            open_ones = running.setdefault(event.audience, set())
            for number in {each for each in open_ones if keeps(event.message, made[each], incident)}:
                made[number] = replace(made[number], met_at=entry.when)
                open_ones.remove(number)
        elif isinstance(event, ev.PromiseMade):
            number = last.get((event.audience, event.message), -1)
            if number >= 0 and made[number].due == event.due:
                made[number] = replace(made[number], met_at=None)
            else:
                number = len(made)
                made.append(Promise(event.audience, event.due, entry.when, event.message))
            last[event.audience, event.message] = number
            running.setdefault(event.audience, set()).add(number)
    yield from made


def messages(incident: Incident) -> Iterator[SentMessage]:
    for entry, following in _with_next(incident.entries):
        if isinstance(entry.event, ev.MessageSent):
            sent = entry.event
            audience = incident.playbook.audiences.get(sent.audience)
            promise = _promise_of(entry, following)
            yield SentMessage(
                seq=entry.seq,
                message=sent.message,
                audience=sent.audience,
                external=audience is None or audience.external,
                at=entry.when,
                recorded_at=entry.at,
                actor=entry.actor,
                drafts=sent.drafts,
                destination=sent.destination,
                override=sent.override,
                next_update=promise,
            )


def _with_next(entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, tuple[Entry, ...]]]:
    for index, entry in enumerate(entries):
        yield entry, entries[index + 1 : index + 3]


def _promise_of(sent: Entry, following: tuple[Entry, ...]) -> datetime | None:
    """The promise written in one go with a sending: an entry or two further down."""
    for entry in following:
        if isinstance(entry.event, ev.PromiseMade) and entry.at == sent.at:
            return entry.event.due
    return None


def facts(incident: Incident) -> Iterator[FactChange]:
    for entry in incident.entries:
        if isinstance(entry.event, ev.FactSet):
            fact = entry.event
            yield FactChange(entry.seq, fact.name, fact.value, entry.when, entry.actor, fact.source, fact.confirmed_by)


def secret_entries(incident: Incident) -> Iterator[Entry]:
    """The entries whose lines in the log hold the value of a secret fact."""
    for entry in incident.entries:
        if isinstance(entry.event, ev.FactSet) and entry.event.value == CONCEALED:  # whatever the playbook says by now
            yield entry
