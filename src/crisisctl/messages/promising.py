"""What a text promises: the time its readers hear more, and whether they were promised word that they have not had."""

from __future__ import annotations

from datetime import datetime, timedelta

from crisisctl.approvals import standing
from crisisctl.evolve import RAISED
from crisisctl.incident import Drafted, Incident, Promise
from crisisctl.milestones import to_the_minute
from crisisctl.playbook import Audience, Message
from crisisctl.queries import cadence
from crisisctl.queries.said import promises
from crisisctl.times import round_up

_SETS_THE_TIME = {"long"}
"""Kinds of messages that say the rhythm changes."""
_OPEN_TO_ALL = {"status-page", "blog", "x", "facebook", "instagram", "linkedin", "telegram", "discord"}
"""Whoever reads one of these may read the others as well."""


def promised(incident: Incident, message: Message, before: Drafted | None, now: datetime) -> datetime | None:
    """The time to promise: that of the drafts at hand, or the one its readers wait for; else now and the cadence.

    Whoever reads two messages in a row, on one status page, reads one time. It stays while half the cadence is left;
    once the severity is raised, it is never later than now and the new cadence.
    """
    seconds = cadence(incident)
    if seconds is None:
        return None
    half = timedelta(seconds=seconds / 2)
    sent = any(name == message.id and before and at >= before.at for (name, _, _), at in incident.sent.items())
    stands = before and not sent and RAISED not in before.stale.values()
    if stands and before and before.next_update and before.next_update - now >= half:
        return before.next_update
    new = round_up(now + timedelta(seconds=seconds))
    running = None if message.kind in _SETS_THE_TIME else _waited_for(incident, message)
    return min(running.due, new) if running and running.due - now >= half else new


def _waited_for(incident: Incident, message: Message) -> Promise | None:
    """The promise that the readers of a message know of: their own, else one made where they can read it as well."""
    own = incident.promises.get(message.audience)
    if own or not _open_to_all(incident, message.audience):
        return own
    others = [each for each in incident.promises.values() if _open_to_all(incident, each.audience)]
    return min(others, key=lambda each: each.due, default=None)


def _open_to_all(incident: Incident, audience: str) -> bool:
    return bool(_OPEN_TO_ALL & set(incident.playbook.audiences.get(audience, Audience(audience)).channels))


def overdue(incident: Incident, message: Message, at: datetime) -> datetime | None:
    """The time by which the audience was promised word that it had not got at ``at``, to the minute it reads."""
    return min(
        (
            promise.due
            for promise in promises(incident)
            if promise.audience == message.audience and promise.made_at <= at and promise.due < to_the_minute(at)
            if promise.met_at is None or promise.met_at > at
        ),
        default=None,
    )


def standing_since(
    incident: Incident, message: Message, before: Drafted | None, now: datetime, next_update: datetime | None
) -> datetime:
    """Since when the drafts stand as they are: a text that is approved, of which a part has left, or that is to promise
    the same time again, is not written anew because the clock goes on."""
    if before is None:
        return now
    if next_update and next_update == before.next_update:
        return before.at
    waiting = [each for each in before.drafts if (each.channel, each.language) not in before.left]
    begun = bool(before.left and waiting) and before.next_update is not None and before.next_update > now
    approved = any(standing(incident, message.id, each).state == "approved" for each in waiting)
    return before.at if begun or approved else now
