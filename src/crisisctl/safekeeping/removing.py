"""Taking things out of the log for good. The event comes first: what ends in between, the next removal completes."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from crisisctl import chain, redaction
from crisisctl.acts import Clock, Forget, Redact
from crisisctl.engine import decide
from crisisctl.errors import Refused
from crisisctl.events import Event, Forgotten
from crisisctl.evolve import replay
from crisisctl.incident import FORGOTTEN, Incident
from crisisctl.runner import Desk, Done, zone_of
from crisisctl.stores import Lines


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a redaction would mean, before anybody says yes to it."""

    incident: Incident
    seqs: tuple[int, ...]
    """Those that are not redacted yet."""
    lost: tuple[tuple[str, str], ...]
    """What will be as if it had not been recorded."""
    repeated: tuple[int, ...]
    """Other entries in which the same text stands."""


def outlook(desk: Desk, incident_id: str, act: Redact) -> Outlook:
    """Raises what the redaction itself would raise."""
    lines = desk.lines(incident_id)
    before = desk.view(incident_id).incident
    events = decide(before, act, Clock(desk.time(before), zone_of(before.organisation)))
    more = (*lines, *_sealed(desk, events, lines))
    after = replay(map(chain.parse, more))
    seqs = tuple(seq for seq in act.seqs if seq not in before.redactions)
    lost = tuple(redaction.consequences(before, after))
    gone = {*before.redactions, *after.redactions}
    repeated = tuple(seq for seq in redaction.repeats(more, seqs) if seq not in gone)
    if any(seq > len(lines) for seq in repeated):
        raise Refused("the reason repeats what is to be redacted, and it is kept", "say it in other words: --reason")
    return Outlook(before, seqs, lost, repeated)


def redact(desk: Desk, incident_id: str, act: Redact) -> Done:
    """Record the redaction, then take the data out; those that were interrupted before are completed as well."""
    done = desk.do(incident_id, act)
    finish(desk, incident_id, act.seqs)
    return done


def finish(desk: Desk, incident_id: str, also: Sequence[int] = ()) -> tuple[int, ...]:
    """Complete what was interrupted: the entries whose data is taken out now. ``also`` does these once more."""
    found = chain.verify(desk.lines(incident_id))
    wanted = sorted({*found.unfinished, *also})
    if wanted:
        desk.store.redact(incident_id, wanted)
    return found.unfinished


def before_forgetting(desk: Desk, incident_id: str, act: Forget) -> Forgotten:
    """What would be kept. Raises what forgetting itself would raise."""
    incident = desk.view(incident_id).incident
    (event,) = decide(incident, act, Clock(desk.time(incident), zone_of(incident.organisation)))
    assert isinstance(event, Forgotten)  # noqa: S101 - there is no other
    return event


def forget(desk: Desk, incident_id: str, act: Forget) -> Incident:
    """Replace the whole log by the one line that says so. What is left."""
    lines = desk.lines(incident_id)  # which says so, where there is no such incident

    def tombstone(lines: Lines) -> str:
        incident = replay(map(chain.parse, lines))
        events = decide(incident, act, Clock(desk.time(incident), zone_of(incident.organisation)))
        (line,) = _sealed(desk, events, ())
        return line

    lines = desk.store.forget(incident_id, tombstone)
    return replay(map(chain.parse, lines))


def is_forgotten(lines: Lines) -> bool:
    return len(lines) == 1 and f'"type":"incident.{FORGOTTEN}"' in lines[0]


def _sealed(desk: Desk, events: Sequence[Event], after: Lines) -> list[str]:
    return chain.seal(events, after, at=desk.now(), actor=desk.actor, when=None, salt=lambda: secrets.token_hex(8))
