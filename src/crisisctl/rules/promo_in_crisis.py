"""L18: selling while people cannot use what they paid for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading

PERCENT = Pattern(r"(?<![\w.,])[-—]\d{1,2}\s?%|\b\d{1,2}\s?% (?:off|discount|de (?:remise|reduction|rabais|moins))\b")

_CODE = Pattern(r"\b(?:[Cc]ode ?:?|[Aa]vec|[Ww]ith|[Uu]se) [«\"' \u00a0]{0,3}(?=[A-Z0-9]{4,14}\b)[A-Z]{4,}\d{1,3}\b")
"""A word and a number one is to type for a price: "code RIDE15", "with SNOW20"."""
_SHOUTED = Pattern(r"[A-Z]{3}\d")
_ACCESS = Pattern(r"(?:\b(?:door|gate|access|error|entry|exit|dress)|\b(?:d'acces|du portail|de la porte|erreur))\s*$")


def check(reading: Reading) -> Iterable[Hit]:
    if reading.kind == "resolved" or reading.over or not reading.external:
        return []
    innocent = {span[0] for span in reading.find("promo-not")}
    found = [reading.hit(span) for span in reading.find("promo") if span[0] not in innocent]
    shares = PERCENT.finditer(reading.words) if "%" in reading.words else ()
    return [*found, *(reading.hit(match.span()) for match in shares), *_codes(reading)]


def _codes(reading: Reading) -> Iterator[Hit]:
    text = reading.message.text
    for match in _CODE.finditer(text) if _SHOUTED.search(text) else ():
        if not _ACCESS.search(reading.words, max(0, match.start() - 14), match.start()):
            yield Hit(*match.span())


RULE = Rule(
    id="promo-in-crisis",
    number="L18",
    level="warning",
    priority=2,
    checks={
        "fr": "la publicité pendant l’incident : remise, offre, « profitez »",
        "en": 'advertising during the incident: discount, offer, "enjoy"',
    },
    why={
        "fr": "Vendre pendant une panne choque, et sort un modèle WhatsApp de la catégorie utilitaire.",
        "en": "Selling during an outage offends, and moves a WhatsApp template out of the utility category.",
    },
    rewrite={
        "fr": "Retirez l’offre ; un geste commercial se décide après l’incident.",
        "en": "Take the offer out; a gesture is decided after the incident.",
    },
    check=check,
)
