"""L16: technical words in a message to the public."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._fold import fold
from crisisctl.rules._lazy import Pattern
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

_LETTERS = Pattern(r"(?<![\w.@/:&-])(?<![A-Z]{2} )([A-Z]{3,5})s?(?![\w@-])(?! [A-Z]{2})")
"""Outside of a run of capitals, which shouts."""
_THREE_CAPITALS = Pattern(r"[A-Z]{3}")


def check(reading: Reading) -> Iterator[Hit]:
    if not reading.external or reading.audience in INFORMED or reading.kind in {"regulator", "partner"}:
        return
    yield from _letters(reading)
    told: set[str] = set()
    for hit in reading.marks("jargon"):
        word = reading.message.text[hit.start : hit.end].lower()
        if word not in told:
            told.add(word)
            yield hit


def _letters(reading: Reading) -> Iterator[Hit]:
    """Letters nobody outside can read, two or more: "the TOC control desk, a TPR issue"."""
    text = reading.message.text
    if not _THREE_CAPITALS.search(text):
        return
    known = reading.settings.entries(reading.language, "acronyms")
    company = fold(reading.context.company)
    found = {
        match[0]: match
        for match in reversed(list(_LETTERS.finditer(text)))
        if fold(match[1]) not in known and fold(match[1]) not in company
    }
    if len(found) > 1:
        first = min(found.values(), key=lambda match: match.start())
        yield Hit(*first.span())


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
        "fr": "Dites l’effet : « Le site répond lentement ; certaines pages ne s’affichent pas. »",
        "en": 'Say the effect: "The site is slow and some pages do not load."',
    },
    check=check,
)
