"""An audience without two channels that fail independently of each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from crisisctl.playbook import Organisation
from crisisctl.routes import COMMON, depends_on
from crisisctl.soundness import Check, Flaw, Level, Subject, in_a_hurry
from crisisctl.text import listed


def check(subject: Subject) -> Iterator[Flaw]:
    ours = subject.organisation or Organisation("")
    told = {message.audience for message in subject.playbook.messages.values()}
    for audience in subject.playbook.audiences.values():
        if audience.id not in told:
            continue
        needs = {name: depends_on(name, ours) - COMMON for name in audience.channels}
        if any(not (needs[one] & needs[other]) for one, other in combinations(needs, 2)):
            continue
        text = f"`{audience.id}` has no two channels that fail independently: {listed(audience.channels)}"
        level: Level = "warning" if in_a_hurry(subject.playbook, audience.id) else "info"
        hint = "add one of another provider: phone, sms, email"
        yield Flaw(subject.examined.key("audiences", audience.id), text, hint, level)


CHECK = Check(
    id="playbook-single-channel",
    level="warning",
    checks={
        "en": "that each audience has two channels which share no provider (depends_on)",
        "fr": "que chaque public a deux canaux qui ne partagent aucun fournisseur (depends_on)",
    },
    why={
        "en": "When the one channel, or the provider of them all, is down, these people hear nothing.",
        "fr": "Si le seul canal, ou le fournisseur commun à tous, tombe, ce public n’apprend rien.",
    },
    rewrite={
        "en": "Add a channel of another provider to the audience.",
        "fr": "Ajoutez à ce public un canal d’un autre fournisseur.",
    },
    check=check,
)
