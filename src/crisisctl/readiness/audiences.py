"""Every audience has two channels that do not fail together."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.readiness import Check, Ground, Item
from crisisctl.readiness._ways import two_ways

_NONE = {"en": "no channel", "fr": "aucun canal"}
_ADVICE = {
    "en": "add an independent channel under audiences in crisis.yaml",
    "fr": "ajoutez un canal indépendant sous audiences dans crisis.yaml",
}


def _look(ground: Ground) -> Iterator[Item]:
    every = {audience.id: audience for playbook in ground.playbooks for audience in playbook.audiences.values()}
    for audience in every.values():
        yield two_ways(audience.id, audience.channels, ground.organisation, _NONE, _ADVICE)


CHECK = Check(
    {"en": "audiences with two independent channels", "fr": "publics avec deux canaux indépendants"},
    _look,
)
