"""L17: a time that is no time."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading

_FUTURE = Pattern(r"\b(?:[a-z]{2,20}(?:rai|ra|rons|ront|rez)|will|shall|'ll|going to|should)\b")
_NEARBY = ("next-update", "eta-future", "action-stop")


def check(reading: Reading) -> Iterator[Hit]:
    """Some words ("quickly", "regularly") are vague times only in a promise."""
    softened = {span[0] for span in reading.find("vague-not")}
    for hit, span in zip(reading.marks("vague"), reading.find("vague"), strict=True):
        start, end = reading.sentence(span[0])
        if span[0] not in softened or _FUTURE.search(reading.words, start, end) or reading.near(_NEARBY, span):
            yield hit


RULE = Rule(
    id="vague-time",
    number="L17",
    level="warning",
    priority=2,
    checks={
        "fr": "les délais flous : « dans les plus brefs délais », « bientôt », « dès que possible »",
        "en": 'vague times: "as soon as possible", "shortly", "in due course"',
    },
    why={
        "fr": "« Bientôt » n’a pas la même durée pour celui qui attend : donnez une heure.",
        "en": '"Soon" has another length for whoever is waiting: give a clock time.',
    },
    rewrite={
        "fr": "Prochain point à 15 h 30 (heure de Paris).",
        "en": "Next update at 3:30 pm Paris time.",
    },
    check=check,
)
