"""A fact that a message prints and that nothing in the walk asks for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from crisisctl.messages import placeholders
from crisisctl.playbook import Message, Playbook
from crisisctl.soundness import Check, Flaw, Subject
from crisisctl.text import listed

_CONDITION = re.compile(r"\{%-?\s*(?:el)?if\s([^%]{1,500})%\}")
_NAME = re.compile(r"[a-z_][a-z0-9_]*")


def check(subject: Subject) -> Iterator[Flaw]:
    playbook = subject.playbook
    asked = {*playbook.inputs, *_asked(playbook)}
    sent = {step.message for _, step in playbook.steps() if step.message}
    for message in playbook.messages.values():
        lost = sorted(
            name for name in printed(message, playbook.languages) if name in playbook.facts and name not in asked
        )
        if lost and message.id in sent:
            text = f"`{message.id}` prints what no step asks for: {listed(lost)}"
            yield Flaw(subject.examined.key("messages", message.id), text, "add it to the `facts` of a question step")


def printed(message: Message, languages: Collection[str] = ()) -> frozenset[str]:
    """The names without which a text of the message cannot be written: not those it asks about by ``{% if %}``.

    Of texts in these ``languages``; in all without any.
    """
    words = (message.subject, message.body, message.short, *message.channels.values())
    texts = [text for each in words for name, text in each.items() if not languages or name in ("", *languages)]
    return frozenset(name for text in texts for name in placeholders.used(text) - _asked_about(text))


def _asked_about(text: str) -> frozenset[str]:
    return frozenset(name for condition in _CONDITION.findall(text) for name in _NAME.findall(condition))


def _asked(playbook: Playbook) -> Iterator[str]:
    for _, step in playbook.steps():
        yield from step.facts
        if step.sets:
            yield step.sets


CHECK = Check(
    id="playbook-undefined-fact",
    level="warning",
    checks={
        "en": "that each fact in a message is declared, and asked for by a question, a decision or at the opening",
        "fr": "que chaque information d’un message est déclarée, et demandée par une question, une décision ou à l’ouverture",
    },
    why={
        "en": "The draft is refused in the middle of the night, and nobody knows whom to ask.",
        "fr": "Le projet de message est refusé en pleine nuit, et personne ne sait à qui demander.",
    },
    rewrite={
        "en": "Add the fact to the `facts` of a question step before the message, or take it out of the text.",
        "fr": "Ajoutez l’information aux `facts` d’une étape question avant le message, ou retirez-la du texte.",
    },
    check=check,
    aliases=("unknown-fact",),
)
