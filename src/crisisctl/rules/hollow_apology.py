"""L10: an apology for nothing in particular."""

from __future__ import annotations

from collections.abc import Iterable

from crisisctl.rules import Hit, Rule
from crisisctl.rules._reading import Reading


def check(reading: Reading) -> Iterable[Hit]:
    """A card for our own people may quote what they should not say."""
    quoted = [] if reading.external else reading.find("not-to-say")
    for hit, span in zip(reading.marks("hollow"), reading.find("hollow"), strict=True):
        start = reading.sentence(span[0])[0]
        if not any(start <= told[0] < span[0] for told in quoted):
            yield hit


RULE = Rule(
    id="hollow-apology",
    number="L10",
    level="warning",
    priority=2,
    checks={
        "fr": "les excuses toutes faites : « pour tout désagrément », « nous prenons cela très au sérieux »",
        "en": 'ready-made apologies: "for any inconvenience", "we take this very seriously"',
    },
    why={
        "fr": "Une formule toute faite s’excuse de rien : dites de quoi vous êtes désolés.",
        "en": "A ready-made phrase apologises for nothing: say what you are sorry for.",
    },
    rewrite={
        "fr": "Nous sommes désolés : vous n’avez pas pu passer commande ce matin.",
        "en": "We are sorry that you could not place an order this morning.",
    },
    check=check,
)
