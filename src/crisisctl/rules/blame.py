"""L11: blaming a provider, a person, the reader, or fate.

Naming a provider as a fact is fine, so is owning an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading, Span

_NOT_US = Pattern(r"(?:[,;-]\s|—\s)(?:(?:et|and) )?(?:(?:pas|non) (?:a )?nous|not (?:to )?us)(?=\s?(?:[.,;:!?\n]|$))")
"""Set apart at the end of a clause: "the courier lost your parcel, not us"."""
_US = ("pas nous", "pas a nous", "non nous", "non a nous", "not us", "not to us")
"""One of these stands in it, and is cheaper to look for."""

_CULPRIT = Pattern(
    r"\b(?:responsables?|coupables?|fautifs?|fautive)\s?,\s?(?:c'est|ce sont) (?:un|une|le|la|les|l'|notre|nos|votre|vos)"
)
_ACTOR = {
    "en": Pattern(r"\b(?:an?|some|somebody|someone|whoever|that|another|the) [a-z]|\bone of (?:the|our)\b"),
    "fr": Pattern(r"\b(?:une?|la?|l'|le|ce|cet|cette|certains|des|les) ?[a-z]|\bquelqu'un\b"),
}
_OURSELVES = {
    "en": Pattern(r"\b(?:we|you|i|be|been|being|was|were|is|are)\b"),
    "fr": Pattern(r"\b(?:nous|vous|on|je|j'|ete|etre)\b"),
}


def check(reading: Reading) -> Iterator[Hit]:
    """What may be said as a fact ("the carrier has not delivered") warns, unless the sentence blames outright."""
    culprits = [match.span() for match in _CULPRIT.finditer(reading.words)] if reading.language == "fr" else []
    told_off = any(words in reading.words for words in _US)
    set_apart = [match.span() for match in _NOT_US.finditer(reading.words)] if told_off else []
    sure = [
        span for span in (*reading.find("blame"), *culprits, *set_apart) if not reading.near(("blame-owned",), span)
    ]
    told = {reading.sentence(span[0])[0] for span in sure}
    yield from (reading.hit(span, "warning" if _owned_next(reading, span) else reading.error_outside) for span in sure)
    for span in (*reading.find("blame-maybe"), *_slips(reading)):
        start = reading.sentence(span[0])[0]
        if start not in told and not reading.near(("blame-owned",), span):
            told.add(start)
            yield reading.hit(span, "warning")


def _owned_next(reading: Reading, span: Span) -> bool:
    """ "A colleague sent the file to the wrong list. That is on us." """
    end = reading.sentence(span[0])[1]
    start, stop = reading.sentence(end)
    return start >= end - 1 and any(start <= found[0] < stop for found in reading.find("blame-owned"))


def _slips(reading: Reading) -> Iterator[Span]:
    """Somebody else's slip, whoever they are: "a junior officer wiped the list"."""
    if reading.language not in _ACTOR:
        return
    actor, us = _ACTOR[reading.language], _OURSELVES[reading.language]
    for span in reading.find("slip"):
        start = max(reading.sentence(span[0])[0], span[0] - 80)
        if actor.search(reading.words, start, span[0]) and not us.search(reading.words, start, span[0]):
            yield span


RULE = Rule(
    id="blame",
    number="L11",
    level="error",
    priority=1,
    checks={
        "fr": (
            "les reproches : à un fournisseur, à une personne, au lecteur, au sort ; pas le nom d’un fournisseur "
            "cité comme un fait"
        ),
        "en": "blame put on a provider, a person, the reader or fate; not a provider's name given as a fact",
    },
    why={
        "fr": (
            "Pour le client, c’est vous qui répondez du service ; accuser un autre ne l’aide pas et se retourne "
            "contre vous."
        ),
        "en": "For the customer the service is yours; blaming someone else does not help them and comes back to you.",
    },
    rewrite={
        "fr": (
            "Dites l’effet et ce que vous faites : « Vous répondre reste notre travail : voici comment nous joindre. »"
        ),
        "en": 'Say the effect and what you do: "Answering you is our job: here is how to reach us."',
    },
    check=check,
)
