"""A message to the outside that comes before our own people were told."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.soundness import Check, Flaw, Subject


def check(subject: Subject) -> Iterator[Flaw]:
    playbook = subject.playbook
    early = []
    for _, step in playbook.steps():
        message = playbook.messages.get(step.message or "")
        audience = playbook.audiences.get(message.audience) if message else None
        if audience is None:
            continue
        if not audience.external:
            break
        early.append(step)
    for step in early[:1]:
        text = f"`{step.id}` tells the outside before any step tells our own people"
        yield Flaw(subject.examined.step(step.id), text, "put the internal alert before it")


CHECK = Check(
    id="playbook-order",
    level="warning",
    checks={
        "en": "that the first message goes to an audience that is not external",
        "fr": "que le premier message va à un public interne (external: false)",
    },
    why={
        "en": "Whoever answers the phone learns it from customers, and says something else than the notice.",
        "fr": "Les personnes au téléphone l’apprennent par les clients, et disent autre chose que le communiqué.",
    },
    rewrite={
        "en": "Put a step with the internal alert before the first message to the outside.",
        "fr": "Placez l’étape d’alerte interne avant le premier message externe.",
    },
    check=check,
)
