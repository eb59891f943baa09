"""L30: a message planned on a channel that is marked down."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._reading import Reading


def check(reading: Reading) -> Iterator[Hit]:
    down = {name.strip().lower().replace("_", "-") for name in reading.context.channels_down}
    if reading.channel in down:
        yield Hit(shown=reading.channel)


RULE = Rule(
    id="channel-down",
    number="L30",
    level="error",
    priority=1,
    checks={
        "fr": "un message prévu sur un canal marqué coupé",
        "en": "a message planned on a channel marked down",
    },
    why={
        "fr": "Ce canal est marqué coupé : personne ne lira ce message.",
        "en": "This channel is marked down: nobody will read this message.",
    },
    rewrite={
        "fr": "Passez par le canal suivant de ces destinataires.",
        "en": "Use the next channel of this audience.",
    },
    check=check,
)
