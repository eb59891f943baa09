"""Drafts into the log: written from the facts of now, and kept, so that what is sent is what was read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from crisisctl.acts import Draft as DraftAct
from crisisctl.incident import Incident
from crisisctl.messages.drafts import Drafts, write
from crisisctl.runner import Desk, Done, zone_of


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
