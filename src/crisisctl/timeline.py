"""The log told in sentences: ``tell`` one entry, ``timeline`` all of them in the order in which things happened.

Pure, and linear in the length of the log.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from crisisctl import events as ev
from crisisctl.events import Entry
from crisisctl.incident import Incident
from crisisctl.sentences import sentence
from crisisctl.teller import Teller, flat

LATE = timedelta(seconds=60)
"""Recorded longer than this after it happened, an item says when it was recorded."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as a line of the timeline. ``kind`` is what comes before the dot of its type, for icons and columns."""

    seq: int
    at: datetime
    when: datetime
    late: bool
    """Recorded more than a minute after it happened."""
    actor: str
    type: str
    kind: str
    text: str
    corrected: bool = False
    """A note that was corrected: the text is the last correction; the first one stays in the log."""


def tell(entry: Entry, incident: Incident, language: str, zone: tzinfo = UTC) -> str:
    """The entry as one sentence, in French or English (any other language: English)."""
    teller = Teller(incident, language, zone)
    if entry.seq in incident.redactions:
        return teller.redacted(_name(entry.event), incident.redactions[entry.seq].reason)
    return sentence(entry.event, teller, entry.when)


def timeline(incident: Incident, language: str, zone: tzinfo) -> tuple[Item, ...]:
    """Every entry, in the order in which things happened. A milestone stands where it was reached."""
    teller = Teller(incident, language, zone)
    notes = {entry.seq for entry in incident.entries if isinstance(entry.event, ev.NoteAdded)}
    corrections = {
        entry.event.seq: entry.event.text
        for entry in incident.entries
        if isinstance(entry.event, ev.NoteCorrected) and entry.event.seq in notes
    }
    items = [_item(entry, teller, corrections) for entry in incident.entries]
    return tuple(sorted(items, key=lambda item: (item.when, item.seq)))


def _item(entry: Entry, teller: Teller, corrections: dict[int, str]) -> Item:
    event, when, corrected = entry.event, entry.when, entry.seq in corrections
    match event:
        case ev.MilestoneMarked(reached=reached):
            when = reached
        case ev.NoteAdded(kind=kind) if corrected:
            event = ev.NoteAdded(corrections[entry.seq], kind)
        case ev.NoteCorrected(seq=seq) if seq in corrections:
            event = ev.NoteCorrected(seq, "")  # the text stands at the note itself
        case _:
            pass
    name, redaction = _name(event), teller.incident.redactions.get(entry.seq)
    text = teller.redacted(name, redaction.reason) if redaction else sentence(event, teller, when)
    if corrected:
        text = teller("{text} (corrected)", "{text} (texte corrigé)", text=text)
    kind = name.partition(".")[0] if name in ev.KINDS else "unknown"
    late = entry.at - when > LATE
    return Item(entry.seq, entry.at, when, late, flat(entry.actor), flat(name), kind, text, corrected)


def _name(event: ev.Event) -> str:
    return event.name if isinstance(event, ev.Unknown) else event.type
