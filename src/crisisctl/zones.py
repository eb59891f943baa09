"""Time zones by name, from what this machine knows of them."""

from __future__ import annotations

from datetime import UTC, tzinfo

from crisisctl.playbook import Organisation


def zone_of(organisation: Organisation) -> tzinfo:
    """The organisation's time zone; UTC where this machine does not know it."""
    return zone(organisation.timezone)


def zone(name: str) -> tzinfo:
    if name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return UTC
