"""What has to be seen to outside crisisctl was seen to in time: the items under ``readiness`` of crisis.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from crisisctl.readiness import Check, Ground, Item, well
from crisisctl.readiness._dates import overdue
from crisisctl.text import say


def _look(ground: Ground) -> Iterator[Item]:
    for item in ground.organisation.readiness.values():
        missing = overdue(item.verified, timedelta(seconds=item.max_age), ground.now.date())
        if not missing:
            yield well(item.id)
            continue
        day = f"{ground.now:%Y-%m-%d}"
        yield Item(
            item.id,
            missing,
            {
                "en": f"{say(item.title, 'en')}; then in crisis.yaml: verified: {day}",
                "fr": f"{say(item.title, 'fr')} ; puis dans crisis.yaml : verified: {day}",
            },
        )


CHECK = Check(
    {"en": "things seen to in time", "fr": "points vérifiés à temps"},
    _look,
)
