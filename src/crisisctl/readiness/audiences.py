"""Every audience has two channels that do not fail together."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.readiness import Check, Ground, Item, well
from crisisctl.readiness._independent import independent


def _look(ground: Ground) -> Iterator[Item]:
    every = {audience.id: audience for playbook in ground.playbooks for audience in playbook.audiences.values()}
    for audience in every.values():
        if independent(audience.channels, ground.organisation):
            yield well(audience.id)
            continue
        names, several = ", ".join(audience.channels), len(audience.channels) > 1
        together = {"en": ", which fail together", "fr": " : une même panne les emporte"} if several else {}
        yield Item(
            audience.id,
            {
                "en": f"reached only by {names}{together.get('en', '')}" if names else "no channel",
                "fr": f"seulement {names}{together.get('fr', '')}" if names else "aucun canal",
            },
            {
                "en": "add an independent channel under audiences in crisis.yaml",
                "fr": "ajoutez un canal indépendant sous audiences dans crisis.yaml",
            },
        )


CHECK = Check(
    {"en": "audiences with two independent channels", "fr": "publics avec deux canaux indépendants"},
    _look,
)
