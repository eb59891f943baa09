"""Somebody tried everybody's ways to be reached within ninety days."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import timedelta

from crisisctl.readiness import Check, Ground, Item
from crisisctl.readiness._age import aged

_MAX_AGE = timedelta(days=90)


def _look(ground: Ground) -> Iterator[Item]:
    for person in ground.organisation.people:
        told = f"crisisctl ready --verified {shlex.quote(person.name)}"
        todo = {"en": f"call and write once, then: {told}", "fr": f"un appel et un message d’essai, puis : {told}"}
        yield aged(person.name, person.verified, _MAX_AGE, ground.today, todo)


CHECK = Check(
    {
        "en": "people whose ways were tried within 90 days",
        "fr": "personnes aux moyens essayés sous 90 jours",
    },
    _look,
)
