"""What leaves the log for good: the data of single entries, or a whole incident."""

from __future__ import annotations

from crisisctl import acts as act
from crisisctl import events as ev
from crisisctl.acts import Clock
from crisisctl.decisions import Events, asked, on
from crisisctl.errors import NotFound, Refused
from crisisctl.events import Entry, bare
from crisisctl.incident import Incident


@on(act.Redact)
def _redact(wanted: act.Redact, incident: Incident, clock: Clock) -> Events:
    reason = asked(wanted.reason, "say why it is redacted, without repeating what it was", "--reason")
    events: list[ev.EntryRedacted] = []
    for seq in dict.fromkeys(wanted.seqs):
        if seq in incident.redactions:
            continue
        entry = _redactable(seq, incident)
        if isinstance(entry.event, ev.EntryRedacted):  # what it said of another entry is said anew before it goes
            events.append(ev.EntryRedacted(entry.event.seq, reason))
        events.append(ev.EntryRedacted(seq, reason))
    return tuple(events)


def _redactable(seq: int, incident: Incident) -> Entry:
    if not 0 < seq <= len(incident.entries):
        raise NotFound(f"there is no entry {seq} in {incident.id}", "crisisctl log shows the numbers")
    entry = incident.entries[seq - 1]
    if seq == 1 or isinstance(entry.event, ev.HOLD_A_PLAYBOOK):
        raise Refused(
            f"entry {seq} is not redacted: it holds the playbook, without which nothing else can be read",
            f"the whole incident goes, once it has ended, by: crisisctl forget {incident.id}",
        )
    if bare(entry) == entry and not isinstance(entry.event, ev.Unknown):
        raise Refused(f"entry {seq} holds nothing that could be redacted: {entry.event.type} is all it says")
    return entry


@on(act.Forget)
def _forget(wanted: act.Forget, incident: Incident, clock: Clock) -> Events:
    reason = asked(wanted.reason, "say why it is forgotten; that is kept", "--reason")
    if not incident.ended:
        raise Refused(
            f"{incident.id} is {incident.status}: an incident is forgotten once it has ended",
            'end it by: crisisctl close --reason "…" or crisisctl cancel',
        )
    last = incident.entries[-1]
    ended = incident.milestones.get("closed", last.at)
    return (ev.Forgotten(incident.id, incident.opened_at, ended, len(incident.entries), last.digest, reason),)
