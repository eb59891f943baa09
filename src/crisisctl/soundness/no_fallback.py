"""An audience whose messages have no way left once its main channel is down."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.playbook import Organisation
from crisisctl.routes import COMMON, depends_on
from crisisctl.soundness import Check, Flaw, Level, Subject, in_a_hurry


def check(subject: Subject) -> Iterator[Flaw]:
    ours = subject.organisation or Organisation("")
    for audience in subject.playbook.audiences.values():
        messages = [each for each in subject.playbook.messages.values() if each.audience == audience.id]
        if not messages or not audience.channels:
            continue
        main = audience.channels[0]
        lost = depends_on(main, ours) - COMMON
        ways = dict.fromkeys(name for each in messages for name in each.only or audience.channels)
        if all(name == main or depends_on(name, ours) & lost for name in ways):
            text = f"with {main} down, no message reaches `{audience.id}`"
            hint = f"add a channel that does not share the provider of {main}, or a message for one"
            level: Level = "warning" if in_a_hurry(subject.playbook, audience.id) else "info"
            yield Flaw(subject.examined.key("audiences", audience.id), text, hint, level)


CHECK = Check(
    id="playbook-no-fallback",
    level="warning",
    checks={
        "en": "that some message still reaches each audience when its first channel, and what shares its provider, is down",
        "fr": "qu’un message atteint encore chaque public quand son premier canal, et ceux du même fournisseur, sont en panne",
    },
    why={
        "en": "The main channel is often what has failed.",
        "fr": "Le canal principal est souvent celui qui est en panne.",
    },
    rewrite={
        "en": "Add a second channel to the audience, and do not tie (`only`) each of its messages to the first.",
        "fr": "Ajoutez un deuxième canal à ce public, et ne liez pas (`only`) chacun de ses messages au premier.",
    },
    check=check,
)
