"""Somebody tried everybody's ways to be reached within ninety days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from crisisctl.readiness import Check, Ground, Item, well
from crisisctl.readiness._dates import overdue

_MAX_AGE = timedelta(days=90)


def _look(ground: Ground) -> Iterator[Item]:
    for person in ground.organisation.people:
        missing = overdue(person.verified, _MAX_AGE, ground.now.date())
        if not missing:
            yield well(person.name)
            continue
        yield Item(
            person.name,
            missing,
            {
                "en": f"call and write once, then in crisis.yaml: verified: {ground.now:%Y-%m-%d}",
                "fr": f"un appel et un message d’essai, puis dans crisis.yaml : verified: {ground.now:%Y-%m-%d}",
            },
        )


CHECK = Check(
    {
        "en": "people whose ways were tried within 90 days",
        "fr": "personnes aux moyens essayés sous 90 jours",
    },
    _look,
)
