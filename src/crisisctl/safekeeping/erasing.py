"""The right to erasure: what the logs say of one person, what of it can go, and what stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crisisctl import redaction
from crisisctl.acts import Redact
from crisisctl.errors import Refused, Usage
from crisisctl.events import HOLD_A_PLAYBOOK
from crisisctl.runner import Desk, Done
from crisisctl.safekeeping import removing


@dataclass(frozen=True, slots=True)
class Trace:
    """What one incident says of a person."""

    incident: str
    is_open: bool
    entries: tuple[int, ...] = ()
    """Those whose data can be redacted."""
    lost: tuple[tuple[str, str], ...] = ()
    """What will be as if it had not been recorded."""
    author_of: tuple[int, ...] = ()
    in_opening: bool = False
    """In an entry that holds a playbook, such as the first with its organisation, and stays."""


def traces(desk: Desk, person: str, reason: str, only: str | None = None) -> tuple[Trace, ...]:
    """What each incident says, in the order they began. Raises ``Refused`` where the reason would name them again."""
    if not person.strip():
        raise Usage("say whom to forget", 'crisisctl forget --person "NAME"')
    if redaction.names(reason, person):
        raise Refused("the reason names the person, and it is kept", "say it in other words: --reason")
    if only:
        desk.lines(only)  # which says so, where there is none
    return tuple(_traces(desk, person, reason, only))


def _traces(desk: Desk, person: str, reason: str, only: str | None) -> Iterator[Trace]:
    for incident in desk.store.incidents():
        if only not in {None, incident}:
            continue
        lines = desk.lines(incident)
        found, by = redaction.naming(lines, person), redaction.recorded_by(lines, person)
        if not (found or by):
            continue
        state = desk.view(incident).incident
        if not state.ended:
            yield Trace(incident, is_open=True)
            continue
        holding = {entry.seq for entry in state.entries if isinstance(entry.event, HOLD_A_PLAYBOOK)}
        seqs = tuple(seq for seq in found if seq not in holding)
        lost = removing.outlook(desk, incident, Redact(seqs, reason)).lost if seqs else ()
        yield Trace(incident, False, seqs, lost, by, bool(holding & set(found)))


def erase(desk: Desk, trace: Trace, reason: str) -> Done:
    return removing.redact(desk, trace.incident, Redact(trace.entries, reason))
