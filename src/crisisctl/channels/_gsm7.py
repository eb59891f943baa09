"""The alphabet of SMS, 3GPP TS 23.038 §6.2.1: what a character costs, how parts fill, what can be written instead."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from crisisctl import late
from crisisctl.channels._addresses import outside

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("\f^{}\\[~]|€")
"""Behind an escape: two septets each."""
ALPHABET = BASIC | EXTENSION

_INSTEAD = str.maketrans({
    "’": "'", "‘": "'", "‚": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "…": "...",
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "•": "-", "→": "->", "×": "x",
    "œ": "oe", "Œ": "OE", "²": "2", "³": "3", "\u00ad": "",
})  # fmt: skip
_QUOTES = late.pattern(r"«\s*|\s*»")
_NUMBER_SIGN = late.pattern(r"(?<=\b[nN])[°º]")
_SPACES = late.pattern(r"[^\S\r\n\f ]")


def outside_alphabet(text: str) -> tuple[str, ...]:
    """The characters that force UCS-2, in order, each once."""
    return tuple(dict.fromkeys(character for character in text if character not in ALPHABET))


def septets(character: str) -> int:
    return 2 if character in EXTENSION else 1


def parts(widths: Iterable[int], single: int, each: int) -> int:
    """How many messages: they are filled one by one, as what costs two is never cut between two of them."""
    widths = list(widths)
    if sum(widths) <= single:
        return 1
    count, room = 1, each
    for width in widths:
        if width > room:
            count, room = count + 1, each
        room -= width
    return count


def plain_spaces(text: str) -> str:
    """French typography's no-break and thin spaces, and tabs, as spaces."""
    return _SPACES.sub(" ", text)


def folded(text: str) -> str:
    """``text`` in characters of the alphabet where one says the same (ê→e, ç→c, œ→oe, ’→', « »→"); never in a URL."""
    return outside(text, _folded)


def _folded(text: str) -> str:
    text = _NUMBER_SIGN.sub("o", _QUOTES.sub('"', text)).translate(_INSTEAD)
    return "".join(map(_without_accent, text))


def _without_accent(character: str) -> str:
    if not outside_alphabet(character):
        return character
    spelt = unicodedata.normalize("NFD", character)
    only_accents = len(spelt) > 1 and all(map(unicodedata.combining, spelt[1:]))
    return spelt[0] if only_accents and spelt[0] in BASIC else character
