"""An act that waited goes through ``decide`` once the server is back: it is let in, or refused and kept as such.

It goes with the time it was typed and the name of who typed it. Before it is written, the lines it becomes are noted
beside it: whoever is cut off in between finds them in the log, and does not write them twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec.structs import replace

from crisisctl import chain
from crisisctl.acts import Act, Approve, Draft, Send
from crisisctl.errors import CrisisError, Refused, StoreFailed
from crisisctl.history import replayed, sealed
from crisisctl.incident import Incident
from crisisctl.stores import Lines, Store
from crisisctl.text import one_line
from crisisctl.zones import zone_of

if TYPE_CHECKING:
    from crisisctl.sharing.spool import Kept, Spool

_ON_MESSAGES = (Approve, Draft, Send)


def settle(server: Store, spool: Spool, kept: Kept) -> str:
    """What became of it, in a sentence. Raises ``StoreFailed`` where nothing did, and it waits on."""
    team: tzinfo | None = None

    def told(what: str) -> str:
        """With the hour on the team's clocks, as every screen shows it; this machine's may be in another zone."""
        return f"act {kept.number} of {one_line(kept.actor)}, kept {kept.at.astimezone(team):%H:%M:%S}, {what}"

    def more(lines: Lines) -> Sequence[str]:
        nonlocal team
        incident = replayed(kept.incident, lines)
        team = zone_of(incident.organisation)
        now = spool.one(kept.number)  # another window may just have settled it
        if now is None or _is_there(now.tried, lines):
            return ()
        if meant(incident, kept.act) != kept.drafts:
            message = getattr(kept.act, "message", "")
            raise Refused(f"the drafts of {message} were written anew meanwhile", f"look: crisisctl diff {message}")
        made = sealed(incident, lines, typed(kept), now=max(datetime.now(UTC), kept.at), actor=kept.actor)
        spool.trying(kept.number, made)
        return made

    try:
        server.change(kept.incident, more)
    except StoreFailed:
        raise
    except CrisisError as problem:
        reason = one_line(problem.message) + (f" ({one_line(problem.hint)})" if problem.hint else "")
        spool.refuse(kept.number, reason)
        return told(f"was refused: {reason}")
    spool.drop(kept.number)
    return told("is shared now")


def _is_there(tried: Lines, lines: Lines) -> bool:
    """Whether the lines it may have become are in the log: by digest, since somebody may have redacted them there."""
    return bool(tried) and chain.digests(tried[:1])[0] in chain.digests(lines)


def typed(kept: Kept) -> Act:
    """The act with the time at which it was typed, where it has none of its own."""
    return kept.act if kept.act.when else replace(kept.act, when=kept.at)


def meant(incident: Incident, act: Act) -> str:
    """What an act on a message is about: the exact texts that were drafted when it was typed."""
    if not isinstance(act, _ON_MESSAGES):
        return ""
    drafted = incident.drafted.get(act.message)
    texts = sorted((each.channel, each.language, each.digest) for each in drafted.drafts) if drafted else []
    return sha256(repr(texts).encode()).hexdigest()
