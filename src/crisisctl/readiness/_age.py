"""Whether somebody saw to a thing recently enough, and until when that holds."""

from __future__ import annotations

from datetime import date, timedelta

from crisisctl.readiness import Item, well
from crisisctl.text import Words


def aged(subject: str, verified: str, max_age: timedelta, today: date, todo: Words) -> Item:
    """The item of something verified on a day. A day ahead counts as not yet."""
    if not verified:
        return Item(subject, {"en": "never verified", "fr": "jamais vérifié"}, todo)
    day, limit = date.fromisoformat(verified), max_age.days
    if day > today:
        ahead = {"en": f"verified on {day}, which is ahead", "fr": f"vérifié le {day}, qui est à venir"}
        return Item(subject, ahead, todo)
    if today - day <= max_age:
        return well(subject, day + max_age)
    late = {
        "en": f"last verified on {day}, more than {limit} days ago",
        "fr": f"vérifié le {day}, il y a plus de {limit} jours",
    }
    return Item(subject, late, todo)
