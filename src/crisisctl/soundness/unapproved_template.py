"""A text that was edited after it was approved, or approved more than a year ago."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from crisisctl.soundness import Check, Flaw, Subject
from crisisctl.text import one_line

_GOOD_FOR = timedelta(days=365)


def check(subject: Subject) -> Iterator[Flaw]:
    for message in subject.playbook.messages.values():
        at = subject.examined.key("messages", message.id)
        if message.preapproved and _old(message.preapproved.on, subject.today):
            text = f"`{message.id}` was approved by {one_line(message.preapproved.by)} on {message.preapproved.on}"
            yield Flaw(at, f"{text}, more than a year ago", "have its texts approved anew, and write the day")
        for language, template in message.provider_templates.items():
            if _old(template.approved_on, subject.today):
                text = f"the template of `{message.id}` in {language} was approved on {template.approved_on}"
                yield Flaw(at, f"{text}, more than a year ago", "look whether the provider still has it; write the day")


def _old(written: str, today: date) -> bool:
    try:
        return today - date.fromisoformat(written) > _GOOD_FOR
    except ValueError:  # the reader has said so
        return False


CHECK = Check(
    id="playbook-unapproved-template",
    level="warning",
    checks={
        "en": "that texts approved beforehand are unchanged since, and were approved within a year",
        "fr": "que les textes validés d’avance sont inchangés depuis, et validés depuis moins d’un an",
    },
    why={
        "en": "A text that nobody has read over for a year names a phone number or a promise of last year.",
        "fr": "Un texte que personne n’a relu depuis un an cite un numéro ou une promesse de l’an dernier.",
    },
    rewrite={
        "en": "Have the words approved and put the day and the digest there.",
        "fr": "Faites valider le texte, puis inscrivez la date et l’empreinte.",
    },
    check=check,
    aliases=("unapproved-change",),
)
