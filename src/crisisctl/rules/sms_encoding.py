"""L29: characters that cut an SMS from 160 characters to 70."""

from __future__ import annotations

from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._reading import Reading

def check(reading: Reading) -> Iterator[Hit]:
    counted = reading.count if reading.channel == "sms" else None
    if counted is None or not counted.forced_by:
        return
    text = reading.message.text
    place = min((at for char in counted.forced_by if (at := text.find(char)) >= 0), default=0)
    listed = " ".join(char if char.isprintable() and not char.isspace() else f"U+{ord(char[0]):04X}" for char in counted.forced_by)
    yield Hit(place, place + 1, shown=listed, rewrite=folded_for_sms(text) if len(text) <= 480 else "")


_INSTEAD = str.maketrans({
    "ê": "e", "ë": "e", "â": "a", "î": "i", "ï": "i", "ô": "o", "û": "u", "ç": "c", "œ": "oe", "ÿ": "y", "À": "A", "È": "E", "Ù": "U",
    "Ê": "E", "Ë": "E", "Â": "A", "Û": "U", "Î": "I", "Ï": "I", "Ô": "O", "Œ": "OE", "«": '"', "»": '"', "“": '"', "”": '"', "’": "'",
    "‘": "'", "–": "-", "—": "-", "…": "...", "°": "o", "²": "2", "\u00a0": " ", "\u202f": " ", "\t": " ", "`": "'", "•": "-",
})  # fmt: skip


def folded_for_sms(text: str) -> str:
    """The text with look-alikes that an SMS can carry; what has none stays."""
    import unicodedata

    return unicodedata.normalize("NFC", text).translate(_INSTEAD)

RULE = Rule(
    id="sms-encoding",
    number="L29",
    level="warning",
    priority=2,
    checks={
        "fr": 'les caractères qui font passer un SMS de 160 à 70 signes',
        "en": 'characters that cut an SMS from 160 characters to 70',
    },
    why={
        "fr": 'Ces caractères font passer le SMS de 160 à 70 signes par partie.',
        "en": 'These characters cut the SMS from 160 to 70 characters a part.',
    },
    rewrite={
        "fr": "Remplacez-les : ç par c, ê par e, ’ par '.",
        "en": "Replace them: ç by c, ê by e, ’ by '.",
    },
    check=check,
)
