"""L4: nothing about what we are doing; "doing our best" does not count."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._deeds import deeds
from crisisctl.rules._reading import Reading

KINDS = frozenset({"ack", "scope", "update", "long", "partner", "press", "resolved"})


def check(reading: Reading) -> Iterator[Hit]:
    if reading.kind not in KINDS or not reading.external or reading.audience in {"regulator", "provider"}:
        return
    if next(deeds(reading), None) is None and not (reading.kind == "ack" and reading.has("deceit")):
        yield Hit()  # a first warning of fakes is itself what is done


RULE = Rule(
    id="action-missing",
    number="L4",
    level="warning",
    priority=1,
    checks={
        "fr": "ce que nous faisons (« nous mettons tout en œuvre » ne compte pas)",
        "en": 'what we are doing ("doing our best" does not count)',
    },
    why={
        "fr": (
            "Le message ne dit rien de précis sur ce que vous faites : le lecteur peut croire que personne ne "
            "s’en occupe."
        ),
        "en": "The message says nothing precise about what you are doing: the reader may think that nobody is.",
    },
    rewrite={
        "fr": "Nous avons basculé les demandes urgentes vers le téléphone.",
        "en": "We have moved urgent requests to the phone line.",
    },
    check=check,
)
