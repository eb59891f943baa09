"""L15: wording that defends us before it helps the reader."""

from __future__ import annotations

from collections.abc import Iterable

from crisisctl.rules import Hit, Rule
from crisisctl.rules._reading import Reading


def check(reading: Reading) -> Iterable[Hit]:
    return reading.marks("defensive", "info" if reading.kind in {"false-alarm", "correction"} else None)


RULE = Rule(
    id="defensive-wording",
    number="L15",
    level="warning",
    priority=2,
    checks={
        "fr": (
            "les tournures défensives : « contrairement à ce qui est dit », « nous tenons à préciser », « désolés si »"
        ),
        "en": 'defensive turns: "contrary to what is said", "we wish to point out", "sorry if"',
    },
    why={
        "fr": "Se défendre avant d’aider donne le sentiment que la faute est chez le lecteur.",
        "en": "Defending yourself before helping makes it sound like the reader's fault.",
    },
    rewrite={
        "fr": "Vous avez raison d’attendre mieux de nous : voici les faits et ce que nous faisons.",
        "en": "You are right to expect better from us: here are the facts and what we are doing.",
    },
    check=check,
)
