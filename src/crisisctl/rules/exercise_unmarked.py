"""L31: an exercise that does not say so, or the mark of one in a real incident."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading

_EDGE = 60
SHORT = frozenset({"sms", "x", "push"})
"""Channels where one mark at the start is enough."""
_MARK = Pattern(r"\b(?:EXERCICE|EXERCISE|DRILL|SIMULATION)\b|\[(?i:exercice|exercise|drill|simulation|test)\]")
_MARKS = ("EXERCICE", "EXERCISE", "DRILL", "SIMULATION", "[")
_BOTH_ENDS = {
    "fr": "Un exercice se marque au début et à la fin : un message transféré perd sa moitié.",
    "en": "An exercise is marked at both ends: a forwarded message loses half of itself.",
}
_REAL = {
    "fr": "La marque d’exercice est dans un incident réel : le lecteur n’y croira pas.",
    "en": "The mark of an exercise stands in a real incident: the reader will not believe it.",
}


def check(reading: Reading) -> Iterator[Hit]:
    if reading.mode == "drill":
        first, last = _marked(reading.text[:_EDGE]), _marked(reading.text.rstrip()[-_EDGE:])
        subject = _marked(reading.subject.lower())
        if not (first or subject) or not (last or reading.channel in SHORT):
            yield Hit(why=_BOTH_ENDS)
    elif reading.mode == "live":
        text = reading.message.text
        found = [match.span() for match in _MARK.finditer(text)] if any(mark in text for mark in _MARKS) else []
        found += [reading.folded.span(*span) for span in reading.find("exercise-said") if not reading.negated(span)]
        for start, end in sorted(found)[:1]:
            yield Hit(start, end, why=_REAL)


def _marked(text: str) -> bool:
    return any(word in text for word in ("exercice", "exercise", "drill", "simulation"))


RULE = Rule(
    id="exercise-unmarked",
    number="L31",
    level="error",
    priority=1,
    checks={
        "fr": "la marque EXERCICE aux deux bouts d’un message d’exercice ; jamais dans un incident réel",
        "en": "the mark EXERCISE at both ends of an exercise text; never in a real incident",
    },
    why={
        "fr": "Un message d’exercice non marqué crée une vraie crise.",
        "en": "An unmarked exercise message makes a real crisis.",
    },
    rewrite={
        "fr": "[EXERCICE] … [EXERCICE]",
        "en": "[EXERCISE] … [EXERCISE]",
    },
    check=check,
)
