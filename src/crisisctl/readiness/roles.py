"""Every role of every playbook can be taken by two people: at night one of them does not answer."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.readiness import Check, Ground, Item, well

_ENOUGH = 2


def _look(ground: Ground) -> Iterator[Item]:
    for role in dict.fromkeys(role for playbook in ground.playbooks for role in playbook.roles):
        able = [person.name for person in ground.organisation.people if role in person.roles]
        if len(able) >= _ENOUGH:
            yield well(role)
            continue
        alone = able[0] if able else ""
        yield Item(
            role,
            {
                "en": f"only {alone} can take it: no deputy" if alone else "nobody can take it",
                "fr": f"tenu par {alone} seulement : pas de suppléance" if alone else "personne ne peut le tenir",
            },
            {"en": "add the role to people in crisis.yaml", "fr": "ajoutez ce rôle à des personnes dans crisis.yaml"},
        )


CHECK = Check({"en": "roles with a deputy", "fr": "rôles avec suppléance"}, _look)
