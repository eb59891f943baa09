"""A role that nobody of the organisation can take, or that has no deputy where one is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.soundness import Check, Flaw, Subject
from crisisctl.text import one_line


def check(subject: Subject) -> Iterator[Flaw]:
    ours = subject.organisation
    if ours is None or not ours.people:
        return
    needed = {step.role for _, step in subject.playbook.steps() if step.role}
    needed |= {message.approver for message in subject.playbook.messages.values() if message.approver}
    for role in subject.playbook.roles.values():
        able = [one_line(person.name) for person in ours.people if role.id in person.roles]
        at = subject.examined.key("roles", role.id)
        if not able and (role.id in needed or role.deputy):
            hint = f"add {role.id} to the roles of somebody in crisis.yaml"
            yield Flaw(at, f"nobody in crisis.yaml can take the role `{role.id}`", hint)
        elif role.deputy and len(able) == 1:
            hint = f"add {role.id} to the roles of a second person in crisis.yaml"
            yield Flaw(at, f"the role `{role.id}` asks for a deputy, and only {able[0]} can take it", hint)


CHECK = Check(
    id="playbook-role-unowned",
    level="warning",
    checks={
        "en": "each role that a step or an approval needs, against the people of crisis.yaml",
        "fr": "chaque rôle dont une étape ou une validation a besoin, face aux personnes de crisis.yaml",
    },
    why={
        "en": "At 3 a.m. nobody is found for a role that nobody holds on a quiet day.",
        "fr": "À 3 h du matin, personne n’est trouvé pour un rôle que personne ne tient en temps calme.",
    },
    rewrite={
        "en": "Give the role to somebody in crisis.yaml, and to a second person where a deputy is asked for.",
        "fr": "Donnez le rôle à quelqu’un dans crisis.yaml, et à une deuxième personne là où un suppléant est demandé.",
    },
    check=check,
)
