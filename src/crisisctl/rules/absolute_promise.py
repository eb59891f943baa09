"""L13: a promise nobody can keep."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading

_REFUSED = Pattern(
    r"\b(?:ne|n|pas|sans|not|no|never|cannot|can't|couldn't|don't|won't|unable|aucune|neither|nor|cannot yet)\b"
)
_DENIAL = Pattern(
    r"(?:aucune?|zero|no|nul|sans|pas|plus|rien|ne|n|never|nothing|not|won't|will|jamais|without|absolutely)\b"
)
"""A promise that is itself a denial is not undone by one before it ("il n'y a aucun risque")."""
_WORD_GIVEN = Pattern(
    r"\s(?:you |all of you |de (?:vous )?)?(?:a |an |to |une? |l[ae] |cet|ce )?(?:\w+ )?(?:message|update|word|news|answer|call|write|ring"
    r"|post|reply|report|point|reponse|appel|nouvelle|ecrire|rappeler|repondre|compte|information|mise|loan|seat|place|room|pret|siege|chambre)"
)
"""A promise to write is one that can be kept."""
_PROMISED = (
    "guarantee",
    "guarantee the",
    "guarantee a",
    "guarantee you",
    "garantissons",
    "promise",
    "promise you",
    "promettons",
    "promets",
    "engageons",
    "engage",
    "pledge",
    "commit",
)
_SHARE = Pattern(r"\s?(?:%|pour cent|percent|per cent)?\s?(?:de|des|du|d|of)\b")


def check(reading: Reading) -> Iterator[Hit]:
    for span in reading.find("absolute"):
        begin = max(reading.sentence(span[0])[0], span[0] - 16)
        words = reading.words[slice(*span)]
        if not _DENIAL.match(words) and _REFUSED.search(reading.words, begin, span[0]):
            continue
        if _WORD_GIVEN.match(reading.words, span[1]) and words.endswith(_PROMISED):
            continue
        if words.startswith(("100", "a 100", "cent")) and _SHARE.match(reading.words, span[1]):
            continue
        yield reading.hit(span, reading.error_outside)
    for span in reading.find("absolute-maybe"):
        yield reading.hit(span, "warning")
    for span in reading.find("absolute-soft"):
        yield reading.hit(span, "warning" if reading.over or reading.kind == "resolved" else reading.error_outside)


RULE = Rule(
    id="absolute-promise",
    number="L13",
    level="error",
    priority=1,
    checks={
        "fr": (
            "les promesses absolues : « plus jamais », « garanti », « aucun risque », « vos données sont en sécurité »"
        ),
        "en": 'absolute promises: "never again", "guaranteed", "no risk", "your data is safe"',
    },
    why={
        "fr": "Personne ne peut tenir cette promesse ; le prochain incident en fera un mensonge.",
        "en": "Nobody can keep this promise; the next incident turns it into a lie.",
    },
    rewrite={
        "fr": "Nous publierons les mesures prises pour réduire le risque.",
        "en": "We will publish what we change to reduce the risk.",
    },
    check=check,
)
