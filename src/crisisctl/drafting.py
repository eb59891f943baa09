"""Drafts into the log: written from the facts of now, and kept, so that what is sent is what was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from crisisctl.acts import Draft as DraftAct
from crisisctl.errors import CrisisError
from crisisctl.events import DraftText
from crisisctl.incident import Incident
from crisisctl.messages.drafts import Drafts, planned, write
from crisisctl.runner import Desk, Done, zone_of

Pair: TypeAlias = tuple[str, str]
"""The channel and the language of a draft."""


def draft(
    desk: Desk,
    incident_id: str,
    message: str,
    *,
    channels: Sequence[str] = (),
    languages: Sequence[str] = (),
    next_update: datetime | None = None,
    fresh: bool = False,
    at: datetime | None = None,
) -> tuple[Drafts, Done]:
    """Write the drafts of a message and keep them, so that what is recorded as sent is what was read.

    Drafts of other channels and languages written before stay as they were, but for a channel that is down now.
    ``at`` is for what is typed in afterwards.
    """
    incident = desk.view(incident_id).incident
    zone = zone_of(incident.organisation)
    written = write(
        incident,
        message,
        at or desk.time(incident),
        zone,
        only_channels=channels,
        only_languages=languages,
        next_update=next_update,
        fresh=fresh,
    )
    return written, keep(desk, incident, written, at)


def keep(desk: Desk, incident: Incident, written: Drafts, at: datetime | None = None) -> Done:
    """Write drafts into the log, beside those of the same message for other channels and languages."""
    before = incident.drafted.get(written.message)
    down = set(written.left_out)
    new = {(each.channel, each.language): each.kept() for each in written.drafts}
    old = {(each.channel, each.language): each for each in before.drafts if each.channel not in down} if before else {}
    promise = written.next_update or (before.next_update if before and not new.keys() >= old.keys() else None)
    kept = tuple(" ".join(key) for key in old if key not in new)
    return desk.do(incident.id, DraftAct(written.message, tuple((old | new).values()), promise, kept, when=at))


@dataclass(frozen=True, slots=True)
class Anew:
    """What became of the drafts of one message; texts as ``sms fr``. ``problem`` is why it could not be written."""

    message: str
    changed: tuple[str, ...] = ()
    void: tuple[str, ...] = ()
    """Those whose approval does not count any more."""
    by_hand: tuple[str, ...] = ()
    """Those that somebody edited: they stay as they are, and stale."""
    problem: CrisisError | None = None


def write_anew(desk: Desk, before: Incident) -> Iterator[Anew]:
    """Write again every draft that has not left, after crisis.yaml was taken over; what stays the same is not named."""
    for message in desk.view(before.id).incident.drafted:
        state = desk.view(before.id).incident
        drafted = state.drafted[message]
        if message in state.playbook.messages and len(drafted.left) < len(drafted.drafts):
            try:
                found = _written_anew(desk, before, state, message)
            except CrisisError as problem:
                found = Anew(message, problem=problem)
            if found.changed or found.void or found.by_hand or found.problem:
                yield found


def _written_anew(desk: Desk, before: Incident, state: Incident, message: str) -> Anew:
    """Where nothing has left, on the channels of now; else the texts that wait. What they promise stays."""
    drafted, now = state.drafted[message], desk.time(state)
    old = {(each.channel, each.language): each for each in drafted.drafts}
    waiting = {pair: each for pair, each in old.items() if pair not in drafted.left}
    channels = tuple(dict.fromkeys(channel for channel, _ in waiting))
    whole = not drafted.left and set(channels) == set(planned(before, message))
    due = drafted.next_update if drafted.next_update and drafted.next_update > now else None
    only = () if whole else channels
    written = write(state, message, now, zone_of(state.organisation), only_channels=only, next_update=due)
    new = {(each.channel, each.language): each.kept() for each in written.drafts}
    new = new if whole else old | {pair: each for pair, each in new.items() if pair in waiting}
    by_hand = {pair for pair, each in new.items() if each.edited and pair in waiting}
    kept = tuple(" ".join(pair) for pair in new if pair in by_hand or pair in drafted.left)
    promise = written.next_update if whole else written.next_update or drafted.next_update
    desk.do(state.id, DraftAct(message, tuple(new.values()), promise, kept))
    changed = (pair for pair in dict.fromkeys((*old, *new)) if _digest(old, pair) != _digest(new, pair))
    return Anew(message, _named(changed), _named(_lost(state, desk.view(state.id).incident, message)), _named(by_hand))


def _digest(texts: Mapping[Pair, DraftText], pair: Pair) -> str:
    return texts[pair].digest if pair in texts else ""


def _lost(before: Incident, after: Incident, message: str) -> Iterator[Pair]:
    """The texts of a message that were approved, and are not any more."""
    for (name, *pair), given in before.approvals.items():
        if name == message and not given.void and after.approvals[name, pair[0], pair[1]].void:
            yield pair[0], pair[1]


def _named(pairs: Iterable[Pair]) -> tuple[str, ...]:
    return tuple(" ".join(pair) for pair in pairs)
