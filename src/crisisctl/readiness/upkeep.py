"""What has to be seen to outside crisisctl was seen to in time: the items under ``readiness`` of crisis.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from crisisctl.readiness import Check, Ground, Item
from crisisctl.readiness._age import aged
from crisisctl.text import say


def _look(ground: Ground) -> Iterator[Item]:
    for item in ground.organisation.readiness.values():
        told = f"crisisctl ready --verified {item.id}"
        todo = {
            "en": f"{say(item.title, 'en')}; then: {told}",
            "fr": f"{say(item.title, 'fr')} ; puis : {told}",
        }
        yield aged(item.id, item.verified, timedelta(seconds=item.max_age), ground.today, todo)


CHECK = Check(
    {"en": "things seen to in time", "fr": "points vérifiés à temps"},
    _look,
)
