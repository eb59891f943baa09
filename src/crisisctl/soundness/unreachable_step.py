"""A step that no way through the playbook comes by."""

from __future__ import annotations

from crisisctl.soundness import Check, found_by_the_reader

CHECK = Check(
    id="playbook-unreachable-step",
    level="error",
    checks={
        "en": "that some way through the decisions comes by each step",
        "fr": "qu’un chemin à travers les décisions passe par chaque étape",
    },
    why={
        "en": "What is written there is never seen; somebody counts on it.",
        "fr": "Ce qui y est écrit n’apparaît jamais, et quelqu’un compte dessus.",
    },
    rewrite={
        "en": "Let a `goto` lead to the step, or let an answer above go on without `goto`.",
        "fr": "Faites mener un `goto` à l’étape, ou laissez une réponse plus haut continuer sans `goto`.",
    },
    check=found_by_the_reader,
    aliases=("unreachable",),
)
