"""L9: words that make the incident look smaller than it is."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading, Span

_CODE = Pattern(r"\b(?:code|voucher|coupon|codeword|mot-cle|reference|hashtag) [\"'« ]{0,3}$")
"""A word one is to type: "with code OOPS"."""

_NOT = Pattern(
    r"\b(?:n'est|ne sont|n'etait|n'a|n'ont) (?:pas|rien|en rien|nullement|aucunement) (?:[a-z']+ )?$|\bloin d'etre (?:[a-z']+ )?$"
    r"|\b(?:is|was|are|were) (?:not|no|by no means|anything but|far from) (?:[a-z]+ )?$|\b(?:isn't|wasn't|aren't|weren't) (?:[a-z]+ )?$|\b(?:don't|do not) (?:think|believe) (?:this|it|that)(?: is| was|'s) (?:a )?$|\bne (?:pens|croy|jug)\w+ pas que (?:ce|cela) (?:soit|fut) $|\bthis is no $|\bwithout (?:a|any|so much as a) $"
)
""" "This is no minor matter", "ce n'est pas anodin": the opposite."""

_RULE = Pattern(
    r"(?:(?!\bne\b|\bn')[a-z' ]){0,24}\b(?:may(?! have)|can(?!'t|not)|at a time|at once|allowed|admitted|left|remains?|works?|working|runs?|running|open|opened"
    r"|available|saved|recovered|answer\w*|got through|peuvent|peut|a la fois|fonctionn\w+|march\w+|circul\w+|ouvert\w*|rest\w+ (?:ouvert|disponible|accessible|en service)"
    r"|acceptent|roulent|repond\w*|aboutissent|disponibles?)\b"
)
""" "Only 20 visitors at a time", "only two lifts are working": how many may, or what is left."""
_ONLY = ("only", "seul", "tres peu", "quelques", "une poignee", "a handful", "very few")
_NONE = ("no ", "rien", "aucun")
_LIMITED = Pattern(r"(?:limite[a-z]*|limited|circonscrite?s?|confined) (?:to|a|au|aux)\b")
""" "The outage is limited to the north": how far it reaches."""
_IF = Pattern(r",? (?:if|when|about|that|should|si|quand|lorsque|de|d'|que|qu')\b")
""" "Do not be alarmed if you see fire engines"."""
_CALM = ("worry", "alarmed", "panic", "pas")
_REPORTED = Pattern(
    r"[^.;!?\n]{0,60}\b(?:reported|been told|known to us|come to light|signalee?s?|rapportee?s?|constatee?s?|porte a notre)\b"
)
""" "No harm to any patient has been reported to us": what is known."""


def check(reading: Reading) -> Iterator[Hit]:
    """A name ("Mr Glitch") shrinks nothing; "it is only the website" may tell how far it reaches."""
    plain: list[Span] = []
    for name, level in (("minimising", reading.error_outside), ("minimising-maybe", "warning")):
        for hit, span in zip(reading.marks(name, level), reading.find(name), strict=True):
            if _shrinks_nothing(reading, span) or any(start < span[1] and span[0] < end for start, end in plain):
                continue
            if name == "minimising":
                plain.append(span)
            yield reading.hit(span, "warning") if level == "error" and _may_inform(reading, span) else hit


def _shrinks_nothing(reading: Reading, span: Span) -> bool:
    """The opposite, how many may, what nobody reported, a name, a word to type."""
    words = reading.words
    return bool(
        _NOT.search(words, max(reading.sentence(span[0])[0], span[0] - 34), span[0])
        or (words.startswith(_ONLY, span[0]) and _RULE.match(words, span[1]))
        or (words.startswith(_NONE, span[0]) and _REPORTED.match(words, span[1]))
        or reading.names(span)
        or _CODE.search(words, max(0, span[0] - 20), span[0])
    )


def _may_inform(reading: Reading, span: Span) -> bool:
    """The same words may say how far it reaches, or what not to be afraid of."""
    if _LIMITED.search(reading.words, max(span[0], span[1] - 14), span[1] + 5):
        return True
    return reading.words[slice(*span)].endswith(_CALM) and bool(_IF.match(reading.words, span[1]))


RULE = Rule(
    id="minimising-words",
    number="L9",
    level="error",
    priority=1,
    checks={
        "fr": "les mots qui rapetissent l’incident : « petit souci », « seulement quelques clients »",
        "en": 'words that shrink the incident: "minor glitch", "only a few customers"',
    },
    why={
        "fr": "Celui qui est touché lit qu’on ne le prend pas au sérieux ; et il faudra peut-être se dédire.",
        "en": "Whoever is affected reads that you do not take them seriously; and you may have to take it back.",
    },
    rewrite={
        "fr": "Dites l’effet et le nombre sans adjectif : « une partie de nos clients ne peut plus … ».",
        "en": 'Say the effect and the number without an adjective: "some customers cannot …".',
    },
    check=check,
)
