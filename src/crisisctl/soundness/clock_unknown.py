"""A clock that is started or met and that nobody has declared."""

from __future__ import annotations

from crisisctl.soundness import Check, found_by_the_reader

CHECK = Check(
    id="playbook-clock-unknown",
    level="error",
    checks={
        "en": "that each clock which a step or a fact starts or meets is shipped or declared",
        "fr": "que chaque horloge qu’une étape ou une information lance ou satisfait est fournie ou déclarée",
    },
    why={
        "en": "A legal deadline that does not run is missed without a word.",
        "fr": "Un délai légal qui ne court pas est manqué sans un mot.",
    },
    rewrite={
        "en": "Name one of `crisisctl clock list --all`, or declare it under `clocks`.",
        "fr": "Nommez l’une de celles de `crisisctl clock list --all`, ou déclarez-la sous `clocks`.",
    },
    check=found_by_the_reader,
    aliases=("unknown-clock",),
)
