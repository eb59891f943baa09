"""Who has an incident open, on a server: it stands in the name of the person's own session, and goes when that goes.

A session's name is seen by every member (``pg_stat_activity``), costs no write, and needs neither a table nor a right.
It holds 63 plain characters: incident and instant are shortened, a name is written as in a domain (RFC 3492) and cut.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from hashlib import sha256

from crisisctl.stores import Presence

NAME = "SELECT set_config('application_name', %s, false)"
OTHERS = """SELECT application_name FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND starts_with(application_name, %s)
    ORDER BY backend_start, pid"""
ALONE = "crisisctl"
_LONGEST = 63


def begins(incident: str) -> str:
    """With what the names of all sessions at the incident begin."""
    digest = sha256(incident.encode()).digest()
    return f"{ALONE} {urlsafe_b64encode(digest)[:8].decode()} "


def name(incident: str, found: Presence) -> str:
    head = f"{begins(incident)}{found.step} {int(found.since.timestamp()):x} "
    person = found.person
    while len(head) + len(written := person.encode("punycode")) > _LONGEST:
        person = person[:-1]
    return head + written.decode()


def read(incident: str, session: str) -> Presence | None:
    """Who it is; None where the name is not one of ours."""
    try:
        step, since, person = session.removeprefix(begins(incident)).split(" ", 2)
        return Presence(person.encode().decode("punycode"), int(step), datetime.fromtimestamp(int(since, 16), UTC))
    except (ValueError, OverflowError):
        return None
