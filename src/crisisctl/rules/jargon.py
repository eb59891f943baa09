"""L16: technical words in a message to the public."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._reading import Reading

INFORMED = frozenset(
    {
        "partners",
        "partner",
        "regulator",
        "provider",
        "suppliers",
        "developers",
        "technical",
        "integrators",
        "authority",
        "authorities",
    }
)
"""Audiences that know the words."""


def check(reading: Reading) -> Iterator[Hit]:
    if not reading.external or reading.audience in INFORMED or reading.kind in {"regulator", "partner"}:
        return
    told: set[str] = set()
    for hit in reading.marks("jargon"):
        word = reading.message.text[hit.start : hit.end].lower()
        if word not in told:
            told.add(word)
            yield hit


RULE = Rule(
    id="jargon",
    number="L16",
    level="warning",
    priority=2,
    checks={
        "fr": "les mots techniques et le vocabulaire interne (destinataires publics)",
        "en": "technical words and house vocabulary (public audiences)",
    },
    why={
        "fr": "Ce mot est de chez vous : le lecteur ne sait pas ce que cela change pour lui.",
        "en": "This is a word of the trade: the reader cannot tell what it means for them.",
    },
    rewrite={
        "fr": "Dites l'effet : « Le site répond lentement ; certaines pages ne s'affichent pas. »",
        "en": 'Say the effect: "The site is slow and some pages do not load."',
    },
    check=check,
)
