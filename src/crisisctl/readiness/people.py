"""Everybody can be reached in two ways that do not fail together."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.readiness import Check, Ground, Item
from crisisctl.readiness._ways import two_ways

_NONE = {"en": "no way to reach them", "fr": "aucun moyen de joindre cette personne"}
_ADVICE = {
    "en": "add another way in crisis.yaml: ways: {phone: …, email: …}",
    "fr": "ajoutez un autre moyen dans crisis.yaml : ways: {phone: …, email: …}",
}


def _look(ground: Ground) -> Iterator[Item]:
    for person in ground.organisation.people:
        yield two_ways(person.name, tuple(person.ways), ground.organisation, _NONE, _ADVICE)


CHECK = Check(
    {"en": "people with two ways to reach them", "fr": "personnes joignables par deux moyens"},
    _look,
)
