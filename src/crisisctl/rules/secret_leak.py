"""L22: a key, a token or a password. What was found is never shown, in no finding."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._reading import Reading


def check(reading: Reading) -> Iterator[Hit]:
    for start, end, kind in reading.secrets:
        yield Hit(start, end, shown=f"<{kind}>")


RULE = Rule(
    id="secret-leak",
    number="L22",
    level="error",
    priority=1,
    checks={
        "fr": "les clés, jetons, mots de passe et adresses de webhook",
        "en": "keys, tokens, passwords and webhook addresses",
    },
    why={
        "fr": "Un secret dans un message est perdu à l’instant où il part.",
        "en": "A secret in a message is lost the moment it leaves.",
    },
    rewrite={
        "fr": "Retirez-le, changez ce secret, transmettez-le par un canal fait pour cela.",
        "en": "Take it out, change that secret, pass it on by a channel made for it.",
    },
    check=check,
    overridable=False,
)
