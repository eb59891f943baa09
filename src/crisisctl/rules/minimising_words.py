"""L9: words that make the incident look smaller than it is."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading

_CODE = Pattern(r"\b(?:code|voucher|coupon|codeword|mot-cle|reference|hashtag) [\"'« ]{0,3}$")
"""A word one is to type: "with code OOPS"."""

_NOT = Pattern(
    r"\b(?:n'est|ne sont|n'etait|n'a|n'ont) (?:pas|rien|en rien|nullement|aucunement) (?:[a-z']+ )?$|\bloin d'etre (?:[a-z']+ )?$"
    r"|\b(?:is|was|are|were) (?:not|no|by no means|anything but|far from) (?:[a-z]+ )?$|\b(?:isn't|wasn't|aren't|weren't) (?:[a-z]+ )?$|\bthis is no $"
)
""" "This is no minor matter", "ce n'est pas anodin": the opposite."""

_RULE = Pattern(r"[a-z ]{0,24}\b(?:may|can(?!'t|not)|at a time|at once|allowed|admitted|left|remain)\b")
""" "Only 20 visitors at a time": how many may."""


def check(reading: Reading) -> Iterator[Hit]:
    """A name ("Mr Glitch") shrinks nothing; "it is only the website" may tell how far it reaches."""
    for name, level in (("minimising", reading.error_outside), ("minimising-maybe", "warning")):
        for hit, span in zip(reading.marks(name, level), reading.find(name), strict=True):
            if _NOT.search(reading.words, max(reading.sentence(span[0])[0], span[0] - 24), span[0]):
                continue
            if _RULE.match(reading.words, span[1]) and reading.words.startswith("only", span[0]):
                continue
            if not (reading.names(span) or _CODE.search(reading.words, max(0, span[0] - 20), span[0])):
                yield hit


RULE = Rule(
    id="minimising-words",
    number="L9",
    level="error",
    priority=1,
    checks={
        "fr": "les mots qui rapetissent l'incident : « petit souci », « seulement quelques clients »",
        "en": 'words that shrink the incident: "minor glitch", "only a few customers"',
    },
    why={
        "fr": "Celui qui est touché lit qu'on ne le prend pas au sérieux ; et il faudra peut-être se dédire.",
        "en": "Whoever is affected reads that you do not take them seriously; and you may have to take it back.",
    },
    rewrite={
        "fr": "Dites l'effet et le nombre sans adjectif : « une partie de nos clients ne peut plus … ».",
        "en": 'Say the effect and the number without an adjective: "some customers cannot …".',
    },
    check=check,
)
