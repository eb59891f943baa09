"""The organisation's time zone, from what this machine knows of zones."""

from __future__ import annotations

from datetime import UTC, tzinfo

from crisisctl.playbook import Organisation


def zone_of(organisation: Organisation) -> tzinfo:
    """The organisation's time zone; UTC where this machine does not know it."""
    if organisation.timezone == "UTC":
        return UTC
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(organisation.timezone)
    except (OSError, ValueError, KeyError):
        return UTC
