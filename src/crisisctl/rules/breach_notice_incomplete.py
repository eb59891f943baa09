"""L8: a notice of a data breach to the people concerned that lacks what the law asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crisisctl.rules import Hit, Rule
from crisisctl.rules._deeds import deeds
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading, Span

_MAY = Pattern(
    r"(?<!\d )(?<!\bin )(?<!\bof )\b(?:could|may|might)\b(?! \d)(?! have (?:been|had|seen|read|received|got|gone|come|affected|opened|viewed|copied|taken)\b)(?! (?:also |of course |always )?(?:contact|call|write|reach|e-?mail|ask|speak|phone"
    r"|ring)\b(?! (?:to )?you))|\bpourr(?:iez|ait|aient)\b(?! (?:nous|toujours))"
)
"""What may happen is said with these; "you may contact us" says nothing of the kind."""
_NOTHING = Pattern(r"\s?(?:absolument |strictement |donc )?(?:rien|aucun|nothing|none|no )")

_PERHAPS = Pattern(
    r"\b(?:possible|possibly|eventuel\w*|crain\w+|redout\w+|fear|inconnus?|tiers|strangers?|criminals?|thieves|fraud\w*)\b"
)
"""What may follow is perhaps told in words we do not know, where one of these stands."""

_PARTS = {
    "nature": {
        "fr": "ce qui s’est passé et quelles données sont touchées",
        "en": "what happened and which data it concerns",
    },
    "contact": {
        "fr": "à qui s’adresser (délégué à la protection des données)",
        "en": "whom to contact (data protection officer)",
    },
    "consequences": {"fr": "les conséquences probables", "en": "the likely consequences"},
    "measures": {"fr": "les mesures prises ou les conseils", "en": "the measures taken, or advice"},
}


def check(reading: Reading) -> Iterator[Hit]:
    if reading.kind != "data-breach" or reading.audience in {"regulator", "provider"}:
        return
    contact = reading.has("breach-contact") and (reading.contacts or reading.has("breach-officer"))
    given = {
        "nature": reading.has("breach-nature") and reading.has("breach-data"),
        "contact": contact or any(one.kind != "link" for one in reading.contacts),
        "consequences": bool(_MAY.search(reading.words))
        or any(not _denied(reading, span) for span in reading.find("breach-consequence")),
        "measures": reading.has("breach-measures") or next(deeds(reading), None) is not None,
    }
    missing = [_PARTS[part] for part, there in given.items() if not there]
    if missing:
        why = {
            "fr": "Il manque : " + " ; ".join(part["fr"] for part in missing) + " (RGPD, article 34).",
            "en": "Missing: " + "; ".join(part["en"] for part in missing) + " (GDPR, article 34).",
        }
        yield Hit(why=why, level="warning" if _may_be_there(reading, given) else None)


def _may_be_there(reading: Reading, given: Mapping[str, object]) -> bool:
    """All is said but what happened to the data that are named, or what may follow: perhaps in words we do not know."""
    missing = [part for part, there in given.items() if not there]
    if missing == ["nature"]:
        return reading.has("breach-data")
    return missing == ["consequences"] and bool(_PERHAPS.search(reading.words))


def _denied(reading: Reading, span: Span) -> bool:
    """ "You risk nothing" names no consequence."""
    return (
        reading.negated(span, 18)
        or bool(_NOTHING.match(reading.words, span[1]))
        or reading.words[slice(*span)].endswith(("could have", "may have", "might have"))
    )


RULE = Rule(
    id="breach-notice-incomplete",
    number="L8",
    level="error",
    priority=1,
    checks={
        "fr": "dans un avis de violation de données : nature, contact, conséquences probables, mesures ou conseils",
        "en": "in a notice of a data breach: nature, contact, likely consequences, measures or advice",
    },
    why={
        "fr": "Le RGPD (article 34) dit ce que cet avis doit contenir.",
        "en": "The GDPR (article 34) says what this notice must contain.",
    },
    rewrite={
        "fr": "Dites quelles données, ce que cela peut entraîner, ce que vous avez fait, que faire, et qui contacter.",
        "en": "Say which data, what may follow from it, what you did, what to do, and whom to contact.",
    },
    check=check,
)
