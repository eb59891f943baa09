"""A text that lacks a language of the playbook, or a playbook that lacks a language of the organisation."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.soundness import Check, Flaw, Subject
from crisisctl.text import listed


def check(subject: Subject) -> Iterator[Flaw]:
    ours = subject.organisation
    lacking = [each for each in ours.languages if each not in subject.playbook.languages] if ours else []
    if lacking and subject.playbook.messages:
        text = f"the playbook is not written in {listed(lacking)}, which crisis.yaml writes to people in"
        hint = f"add {listed(lacking)} to `languages`, and to each text"
        yield Flaw(subject.examined.section("languages"), text, hint)


CHECK = Check(
    id="playbook-missing-language",
    level="warning",
    checks={
        "en": "that each text is there in every language of the playbook, and the playbook in those of crisis.yaml",
        "fr": "que chaque texte existe dans toutes les langues du scénario, et le scénario dans celles de crisis.yaml",
    },
    why={
        "en": "A message that is translated in the middle of the night is late and says something else.",
        "fr": "Un message traduit en pleine nuit part en retard et dit autre chose.",
    },
    rewrite={"en": "Write the missing text now.", "fr": "Écrivez maintenant le texte qui manque."},
    check=check,
    aliases=("missing-language",),
)
