"""Somebody's phone number or e-mail address in the playbook itself."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.reader.problems import Place
from crisisctl.rules._contacts import contacts, key_of
from crisisctl.soundness import Check, Flaw, Subject

_NOBODYS = (".example", ".invalid", ".test")
_INVENTED = "19900"
"""Numbers kept for stories: 01 99 00 xx xx, without the zero that a country code replaces."""


def check(subject: Subject) -> Iterator[Flaw]:
    ours = subject.organisation
    published = {key_of(each) for each in ours.contacts.values()} if ours else set()
    for number, line in enumerate(subject.examined.lines, 1):
        for found in contacts(line[:5000]):
            written = line[found.start : found.end]
            nobodys = found.key.endswith(_NOBODYS) if found.kind == "email" else found.key.startswith(_INVENTED)
            if found.kind == "link" or nobodys or key_of(written) in published:
                continue
            kind = "an e-mail address" if found.kind == "email" else "a phone number"
            text = f"{kind} is written into the playbook"
            hint = "keep it in crisis.yaml: {{ phone }}, {{ email }}, {{ contacts.NAME }} print it"
            yield Flaw(Place(number, found.start + 1), text, hint)


CHECK = Check(
    id="playbook-contacts-in-repo",
    level="warning",
    checks={
        "en": "phone numbers and e-mail addresses in the file, comments included, that crisis.yaml does not publish",
        "fr": "les numéros et adresses du fichier, commentaires compris, que crisis.yaml ne publie pas",
    },
    why={
        "en": "Playbooks are shared and copied; a personal number stays in every copy, and is wrong in most of them.",
        "fr": "Les scénarios se partagent et se copient ; un numéro personnel reste dans chaque copie, souvent périmé.",
    },
    rewrite={
        "en": "Put it into crisis.yaml and print it by {{ contacts.NAME }}; name roles, not people.",
        "fr": "Mettez-le dans crisis.yaml et imprimez-le par {{ contacts.NAME }} ; nommez des rôles, pas des personnes.",
    },
    check=check,
)
