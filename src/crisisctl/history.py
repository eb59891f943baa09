"""Lines of a log to the incident they make, and an act to the lines that follow from it."""

from __future__ import annotations

import secrets
from datetime import datetime

from crisisctl import chain
from crisisctl.acts import Act, Clock, Open
from crisisctl.engine import decide
from crisisctl.errors import StoreFailed
from crisisctl.events import Entry, EntryRedacted, Forgotten
from crisisctl.evolve import go_on, replay
from crisisctl.incident import Incident
from crisisctl.injects import real_time
from crisisctl.persons import actor as named
from crisisctl.playbook import Organisation
from crisisctl.stores import Lines
from crisisctl.text import one_line
from crisisctl.zones import zone_of

_ENDS = ("incident.closed", "incident.cancelled", "incident.forgotten")
_ON_THE_PAST = (EntryRedacted, Forgotten)
"""After these the entries before are others than they were."""


def replayed(incident_id: str, lines: Lines, known: Incident | None = None) -> Incident:
    """The incident. Raises ``StoreFailed`` where a line cannot be read, naming it.

    ``known`` is what came of the first of these lines, where somebody has read them before: the rest is read.
    """
    before = known if known and _begins(lines, known) else Incident()
    entries = _parsed(incident_id, lines, len(before.entries))
    if before.entries and any(isinstance(entry.event, _ON_THE_PAST) for entry in entries):
        before, entries = Incident(), _parsed(incident_id, lines, 0)
    try:
        return go_on(before, entries) if before.entries else replay(entries)
    except ValueError as problem:
        hint = f"see what is wrong by: crisisctl verify -i {one_line(incident_id)}"
        raise StoreFailed(
            f"the log of {one_line(incident_id)} cannot be read: {one_line(str(problem))}", hint
        ) from None


def _begins(lines: Lines, known: Incident) -> bool:
    """The digest of an entry covers all that came before it; what was taken out since has an entry of its own."""
    count = len(known.entries)
    return 0 < count <= len(lines) and f'"digest":"{known.entries[-1].digest}"' in lines[count - 1]


def _parsed(incident_id: str, lines: Lines, begin: int) -> list[Entry]:
    entries = []
    for seq, line in enumerate(lines[begin:], begin + 1):
        try:
            entries.append(chain.parse(line))
        except ValueError:
            raise StoreFailed(
                f"entry {seq} of {one_line(incident_id)} cannot be read",
                f"see what is wrong by: crisisctl verify -i {one_line(incident_id)}",
            ) from None
    return entries


def sealed(incident: Incident, lines: Lines, act: Act, *, now: datetime, actor: str) -> list[str]:
    """The lines that follow from an act. Raises ``Refused`` or ``NotFound`` where none may."""
    ours = _organisation(incident, act)
    actor = named(actor, ours)
    events = decide(incident, act, Clock(now, zone_of(ours), actor))
    real = real_time(incident, now) if incident.speed != 1 else None
    return chain.seal(events, lines, at=now, actor=actor, when=act.when, real=real, salt=lambda: secrets.token_hex(8))


def has_ended(lines: Lines) -> bool:
    """Whether the last of the entries that open and end an incident ends it.

    The lines are searched as text: inside the data of an entry, quotes are escaped and cannot look like this.
    """
    for line in reversed(lines):
        if '"type":"incident.' in line:
            if any(f'"type":"{kind}"' in line for kind in _ENDS):
                return True
            if '"type":"incident.reopened"' in line:
                return False
    return False


def _organisation(incident: Incident, act: Act) -> Organisation:
    return act.organisation if isinstance(act, Open) else incident.organisation
