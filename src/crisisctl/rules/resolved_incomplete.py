"""L7: the end of an incident without the hour of recovery, or without a word on what was lost or lingers."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading

_BACK = Pattern(
    r"\b(?:(?:works?|working|open|available|online|up) again|restored|(?:is|are) back|(?:fonctionne\w*|marche\w*|ouverte?s?) (?:de|a) nouveau"
    r"|(?:de|a) nouveau (?:possible|disponible|ouvert)\w*|retablie?s?)\b"
)
_TIME = {"fr": "l’heure du rétablissement", "en": "the time of recovery"}
_LOSS = {
    "fr": "ce qui a été perdu ou reste touché, ou que rien ne l’est",
    "en": "what was lost or lingers, or that nothing was",
}


def check(reading: Reading) -> Iterator[Hit]:
    if reading.kind != "resolved":
        return
    missing = []
    ended = _ended_otherwise(reading)
    if not reading.clocks and not (ended or reading.has("no-recovery")):
        missing.append(_TIME)
    if not (ended or reading.has("no-contact") or _tells_losses(reading)):
        missing.append(_LOSS)
    if missing:
        why = {
            "fr": "Il manque : " + " ; ".join(part["fr"] for part in missing) + ".",
            "en": "Missing: " + "; ".join(part["en"] for part in missing) + ".",
        }
        yield Hit(why=why)


def _ended_otherwise(reading: Reading) -> bool:
    """A breach that was stopped, a flaw that was closed, a claim that was false: nothing works again, nothing was lost."""
    if _BACK.search(reading.words):
        return False
    secure = reading.context.security or reading.has("security-word")
    return reading.has("deceit") or (bool(secure) and reading.has("stopped"))


def _tells_losses(reading: Reading) -> bool:
    """A morning that was lost is none."""
    other = reading.find("loss-not")
    return any(not any(start < span[1] and span[0] < end for start, end in other) for span in reading.find("loss"))


RULE = Rule(
    id="resolved-incomplete",
    number="L7",
    level="warning",
    priority=1,
    checks={
        "fr": "dans un message de fin : l’heure du rétablissement, et ce qui a été perdu (ou rien)",
        "en": "in a resolution: the time of recovery, and what was lost (or nothing)",
    },
    why={
        "fr": "Un message de fin dit depuis quand c’est rétabli et s’il reste des effets.",
        "en": "A resolution says since when it works again and whether effects remain.",
    },
    rewrite={
        "fr": "Le service est rétabli depuis 16 h 10 (heure de Paris). Aucun message n’a été perdu.",
        "en": "Service has been restored since 4:10 pm Paris time. No message was lost.",
    },
    check=check,
)
