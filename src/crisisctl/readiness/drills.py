"""Every playbook was played within a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from crisisctl.readiness import Check, Ground, Item, well

_A_YEAR = timedelta(days=365)


def _look(ground: Ground) -> Iterator[Item]:
    for playbook in ground.playbooks:
        last = ground.drilled.get(playbook.id)
        if last and ground.now - last <= _A_YEAR:
            yield well(playbook.id)
            continue
        yield Item(
            playbook.id,
            {
                "en": f"last drilled on {last:%Y-%m-%d}" if last else "never drilled",
                "fr": f"dernier exercice le {last:%Y-%m-%d}" if last else "jamais joué en exercice",
            },
            {
                "en": f"crisisctl start {playbook.id} --drill",
                "fr": f"crisisctl start {playbook.id} --drill",
            },
        )


CHECK = Check(
    {"en": "playbooks drilled within a year", "fr": "scénarios joués en exercice depuis un an"},
    _look,
)
