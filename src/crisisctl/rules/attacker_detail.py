"""L23: what helps an attacker more than the reader."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading

_FLAW = Pattern(r"(?:flaw|vulnerabilit|weakness|hole|bug|faille)")
""" "A flaw, which we have closed", or a word to whoever reported it: nothing an attacker can use."""


def check(reading: Reading) -> Iterator[Hit]:
    if reading.context.security is False or not reading.external or reading.audience in {"regulator", "authorities"}:
        return
    if not (
        reading.context.security
        or reading.kind == "data-breach"
        or reading.has("security-word")
        or "cve" in reading.text
    ):
        return
    known = {reading.sentence(span[0]) for span in reading.find("flaw-fine")}
    for span in reading.find("attacker-detail"):
        if not (_FLAW.match(reading.words, span[0]) and reading.sentence(span[0]) in known):
            yield reading.hit(span)


RULE = Rule(
    id="attacker-detail",
    number="L23",
    level="warning",
    priority=2,
    checks={
        "fr": "ce qui renseigne un attaquant : CVE, défenses nommées, « sauvegardes intactes », rançon",
        "en": 'what informs an attacker: CVEs, named defences, "backups are intact", ransom',
    },
    why={
        "fr": "Ce détail n’aide pas le lecteur ; il aide celui qui vous attaque.",
        "en": "This detail does not help the reader; it helps whoever attacks you.",
    },
    rewrite={
        "fr": "Parlez de l’effet et de ce que le lecteur doit faire ; gardez le reste pour les autorités.",
        "en": "Speak of the effect and of what the reader should do; keep the rest for the authorities.",
    },
    check=check,
)
