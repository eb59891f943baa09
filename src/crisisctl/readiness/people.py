"""Everybody can be reached in two ways that do not fail together."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.readiness import Check, Ground, Item, well
from crisisctl.readiness._independent import independent


def _look(ground: Ground) -> Iterator[Item]:
    for person in ground.organisation.people:
        ways = tuple(person.ways)
        if independent(ways, ground.organisation):
            yield well(person.name)
            continue
        yield Item(
            person.name,
            {
                "en": f"reached only by {', '.join(ways)}" if ways else "no way to reach them",
                "fr": f"joignable seulement par {', '.join(ways)}" if ways else "aucun moyen de joindre cette personne",
            },
            {
                "en": "add another way in crisis.yaml: ways: {phone: …, email: …}",
                "fr": "ajoutez un autre moyen dans crisis.yaml : ways: {phone: …, email: …}",
            },
        )


CHECK = Check(
    {"en": "people with two ways to reach them", "fr": "personnes joignables par deux moyens"},
    _look,
)
