"""L4: nothing about what we are doing; "doing our best" does not count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._reading import Reading

KINDS = frozenset({"ack", "scope", "update", "long", "partner", "press", "resolved"})
_WE_DO = {
    "fr": re.compile(
        r"\b(?:nous|on)\s(?:(?:ne|n'|en|y|les?|la|l'|vous|leur|lui)\s?){0,3}(?:(?P<verb>[a-z]{2,20}ons)\b"
        r"|(?:avons|a|sommes|est)\s(?:(?:deja|donc|aussi|tous|toutes|egalement|immediatement|aussitot|tout de suite|bien|ensuite|depuis|pu|fait)\s){0,2}"
        r"(?P<done>[a-z]{2,20}(?:e|es|i|is|u|us|t|ts))\b|(?P<now>sommes en train))"
    ),
    "en": re.compile(
        r"\b(?:we|i)(?:'(?:re|ve|ll|m))?\s(?:(?:are|am|have|has|will|had|were|was|been|now|already|also|just|currently|then|therefore|immediately|both|all|so|been"
        r"|temporarily|still|at once|since|manually|personally|quickly|shall|be|going to|to)\s){0,4}(?P<verb>[a-z]{2,20})\b"
    ),
}
"""What we do: our verb, whatever it is, unless it is one of those that do nothing."""


def check(reading: Reading) -> Iterator[Hit]:
    if reading.kind not in KINDS or not reading.external or reading.audience in {"regulator", "provider"}:
        return
    hollow = reading.find("action-stop")
    does = [match.span() for match in pattern.finditer(reading.words)] if (pattern := _WE_DO.get(reading.language)) else []
    for span in (*reading.find("action"), *does):
        if not any(start < span[1] and span[0] < end for start, end in hollow):
            return
    yield Hit()


RULE = Rule(
    id="action-missing",
    number="L4",
    level="warning",
    priority=1,
    checks={
        "fr": "ce que nous faisons (« nous mettons tout en œuvre » ne compte pas)",
        "en": "what we are doing (\"doing our best\" does not count)",
    },
    why={
        "fr": "Le message ne dit rien de précis sur ce que vous faites : le lecteur peut croire que personne ne s'en occupe.",
        "en": "The message says nothing precise about what you are doing: the reader may think that nobody is.",
    },
    rewrite={
        "fr": "Nous avons basculé les demandes urgentes vers le téléphone.",
        "en": "We have moved urgent requests to the phone line.",
    },
    check=check,
)
