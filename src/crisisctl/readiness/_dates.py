"""How long ago somebody saw to a thing."""

from __future__ import annotations

from datetime import date, timedelta

from crisisctl.text import Words


def overdue(verified: str, max_age: timedelta, today: date) -> Words:
    """What is missing, in words; empty where it was seen to recently enough. A day ahead counts as not yet."""
    if not verified:
        return {"en": "never verified", "fr": "jamais vérifié"}
    day = date.fromisoformat(verified)
    if day > today:
        return {"en": f"verified on {day}, which is ahead", "fr": f"vérifié le {day}, qui est à venir"}
    if today - day <= max_age:
        return {}
    limit = max_age.days
    return {
        "en": f"last verified on {day}, more than {limit} days ago",
        "fr": f"vérifié le {day}, il y a plus de {limit} jours",
    }
