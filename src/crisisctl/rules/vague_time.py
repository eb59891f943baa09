"""L17: a time that is no time."""

from __future__ import annotations

from collections.abc import Iterable

from crisisctl.rules import Hit, Rule
from crisisctl.rules._reading import Reading


def check(reading: Reading) -> Iterable[Hit]:
    softened = {span[0] for span in reading.find("vague-not")}
    nearby = ("next-update", "eta-future", "action-stop")
    return [
        hit
        for hit, span in zip(reading.marks("vague"), reading.find("vague"), strict=True)
        if span[0] not in softened or reading.near(nearby, span)
    ]


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
        "fr": "« Bientôt » n'a pas la même durée pour celui qui attend : donnez une heure.",
        "en": '"Soon" has another length for whoever is waiting: give a clock time.',
    },
    rewrite={
        "fr": "Prochain point à 15 h 30 (heure de Paris).",
        "en": "Next update at 3:30 pm Paris time.",
    },
    check=check,
)
