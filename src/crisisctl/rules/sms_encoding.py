"""L29: characters that cut an SMS from 160 characters to 70."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._reading import Reading


def check(reading: Reading) -> Iterator[Hit]:
    counted = reading.count if reading.channel == "sms" else None
    if counted is None or not counted.forced_by:
        return
    from crisisctl.channels import _gsm7 as gsm7

    text = reading.message.text
    place = min((at for char in counted.forced_by if (at := text.find(char)) >= 0), default=0)
    listed = " ".join(
        char if char.isprintable() and not char.isspace() else f"U+{ord(char[0]):04X}" for char in counted.forced_by
    )
    yield Hit(place, place + 1, shown=listed, rewrite=gsm7.folded(text) if len(text) <= 480 else "")


RULE = Rule(
    id="sms-encoding",
    number="L29",
    level="warning",
    priority=2,
    checks={
        "fr": "les caractères qui font passer un SMS de 160 à 70 signes",
        "en": "characters that cut an SMS from 160 characters to 70",
    },
    why={
        "fr": "Ces caractères font passer le SMS de 160 à 70 signes par partie.",
        "en": "These characters cut the SMS from 160 to 70 characters a part.",
    },
    rewrite={
        "fr": "Remplacez-les : ç par c, ê par e, ’ par '.",
        "en": "Replace them: ç by c, ê by e, ’ by '.",
    },
    check=check,
)
